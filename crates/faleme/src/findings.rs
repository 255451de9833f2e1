//! From the ledger to the letter's findings. A plain function of its inputs: no store, no clock.
//!
//! What leaves the house is decided here: documents marked more strictly than the letter are left out and counted,
//! private persons are not named, and claims that would show positions of forces lose their quotes, numbers and any
//! place finer than a region.

mod ahead;
pub mod classes;
mod constraints;
mod convert;
mod corridors;
mod grounds;
mod interests;
mod letter_file;
pub mod map;
mod names;
mod neighbours;
mod people;
pub mod prices;
mod responses;
mod shown;
#[cfg(test)]
mod staged_tests;
pub mod stages;
pub mod supply;
#[cfg(test)]
mod tests;

use crate::case::letter::LetterFile;
use base::{
    Checked, ClaimId, Credibility, Date, DocumentId, EventId, GeoPrecision, Interval, Issue, PlaceKind,
    Reliability, Tlp, fold_key,
};
use convert::{as_told, contradiction_kind, dependence, kind, level, side_value, target_class};
use events::{Contradiction, Event, Mention, Positions, Resolution, Side, Standing, months};
use evidence::{Claim, ClaimPlace, Document, Language, OriginGraph, Role, Vocabulary};
use letter::{Basis, Finding, Findings, Note, NoteId, Words};
pub use names::Names;
use shown::{Shown, denies};
use stages::Stages;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Days without news after which a constraint is listed among what is not known. Our own convention: a fortnight.
const SILENT_AFTER_DAYS: i64 = 14;

/// What a letter is built from. Everything is as the resolver was given it or returned it.
#[derive(Clone, Copy)]
pub struct Ledger<'a> {
    /// Documents; their texts may be empty.
    pub documents: &'a [Document],
    /// Claims.
    pub claims: &'a [Claim],
    /// Which documents count once.
    pub origins: &'a OriginGraph,
    /// Events, standings, contradictions.
    pub resolution: &'a Resolution,
    /// The same without the documents that the letter's readers may not see, where there are any: what they are told is
    /// graded by what they may see.
    pub seen: Option<&'a Resolution>,
    /// Reliability of each document's source; a document not listed is F.
    pub reliability: &'a BTreeMap<DocumentId, Reliability>,
    /// The case's places, actors and sources.
    pub vocabulary: &'a Vocabulary,
    /// What the other stages tell on the day.
    pub stages: &'a Stages,
    /// What an analyst wrote of the letter.
    pub written: Option<&'a LetterFile>,
}

/// Builds the findings of a letter: what its marking and its as-of date allow. The masthead's period is set from the
/// documents where it is `None`. Issues are of what an analyst wrote.
pub fn build(ledger: &Ledger<'_>, masthead: letter::Masthead) -> Checked<Findings> {
    let mut desk = Desk::new(ledger, &masthead);
    let mut findings = Findings::new(masthead);
    findings.reading = desk.reading();
    findings.masthead.period = findings.masthead.period.or_else(|| desk.period());
    findings.occurrences = ledger.resolution.events.iter().filter_map(|e| desk.occurrence(e)).collect();
    // In the order of the dates shown: it tells no day that they do not.
    let first = |f: &Finding<letter::Occurrence>| f.content().date.and_then(|d| d.first());
    findings.occurrences.sort_by_cached_key(|f| (first(f).is_none(), first(f), f.id().to_owned()));
    findings.constraints = constraints::build(&mut desk);
    findings.contradictions =
        ledger.resolution.contradictions.iter().filter_map(|c| desk.contradiction(c)).collect();
    staged(&mut desk, &mut findings, ledger.stages);
    findings.gaps = gaps(&findings);
    if let Some(file) = ledger.written {
        letter_file::build(&mut desk, &mut findings, file);
        desk.issues.extend(letter_file::left_out(&findings));
    }
    findings.sources = desk.sources();
    findings.notes = desk.notes.into_values().collect();
    Checked { value: findings, issues: desk.issues }
}

/// What the other stages tell: roads, supply, prices, people, neighbours, what may come, what was promised.
fn staged(desk: &mut Desk<'_>, findings: &mut Findings, stages: &Stages) {
    let marked = (findings.masthead.as_of.0, findings.masthead.tlp);
    if let Some(setting) = &stages.setting {
        findings.roads = corridors::build(desk, setting).unwrap_or_default();
        if let Some(reckoned) = &stages.reckoned {
            findings.supply = supply::build(desk, reckoned, &setting.case, marked);
        }
        classes::build(findings, setting, &stages.classes);
        // The state of each vehicle class on the day.
        desk.withheld += if marked.1 < Tlp::Amber { findings.roads.corridors.len() } else { 0 };
    }
    (findings.supply.prices, findings.supply.prices_until) = prices::build(desk, stages);
    findings.supply.people = people::build(desk, stages);
    findings.supply.people_until = stages.people_until;
    findings.interests = interests::build(desk, stages);
    findings.interests_few = stages.interests_few;
    findings.neighbours = neighbours::build(desk, stages);
    findings.across = neighbours::across(desk, stages);
    findings.outlook = ahead::countries(desk, stages);
    findings.roads.outlook = ahead::corridors(desk, stages);
    findings.roads.map = map::build(desk, stages, &findings.occurrences, marked.1);
    findings.tensions = responses::tensions(desk, stages);
    findings.responses = responses::responses(desk, stages);
    findings.reading.withheld += desk.withheld;
}

fn gaps(findings: &Findings) -> Vec<letter::Gap> {
    let silent = findings.constraints.iter().filter_map(|f| {
        let days = f.content().age_days.filter(|&days| days >= SILENT_AFTER_DAYS)?;
        Some(letter::Gap::Silent { constraint: f.id().to_owned(), days })
    });
    let placed = [letter::Kind::Incident, letter::Kind::Measure];
    let events = findings.occurrences.iter().map(Finding::content);
    let occurrences = events.filter(|o| placed.contains(&o.kind) && o.places.is_empty()).count();
    silent.chain((occurrences > 0).then_some(letter::Gap::Unplaced { occurrences })).collect()
}

/// What may be shown, by id, and the notes called so far.
struct Desk<'a> {
    ledger: &'a Ledger<'a>,
    as_of: Date,
    omitted: usize,
    documents: BTreeMap<&'a DocumentId, &'a Document>,
    claims: BTreeMap<&'a ClaimId, &'a Claim>,
    standings: BTreeMap<&'a ClaimId, &'a Standing>,
    /// Where events stand in the resolution.
    events: HashMap<&'a EventId, Vec<usize>>,
    positions: Positions<'a>,
    names: Names,
    notes: BTreeMap<NoteId, Note>,
    issues: Vec<Issue>,
    /// Left out: marked more strictly than the letter.
    withheld: usize,
}

impl<'a> Desk<'a> {
    fn new(ledger: &'a Ledger<'a>, masthead: &letter::Masthead) -> Self {
        let (as_of, marking): (Date, Tlp) = (masthead.as_of.0, masthead.tlp);
        let known = |d: &&Document| d.published.is_none_or(|on| on <= as_of);
        let omitted = ledger.documents.iter().filter(known).filter(|d| d.tlp > marking).count();
        let shown = ledger.documents.iter().filter(known).filter(|d| d.tlp <= marking);
        let documents: BTreeMap<_, _> = shown.map(|d| (&d.id, d)).collect();
        let claims = ledger
            .claims
            .iter()
            .filter(|c| documents.contains_key(&c.document))
            .map(|c| (&c.id, c))
            .collect();
        let standings =
            ledger.seen.unwrap_or(ledger.resolution).standings.iter().map(|s| (&s.claim, s)).collect();
        let mut events: HashMap<&EventId, Vec<usize>> = HashMap::new();
        for (at, event) in ledger.resolution.events.iter().enumerate() {
            events.entry(&event.id).or_default().push(at);
        }
        let names = Names::of(ledger.vocabulary);
        let positions = Positions::of(ledger.claims);
        let notes = BTreeMap::new();
        let issues = Vec::new();
        Self {
            ledger,
            as_of,
            omitted,
            documents,
            claims,
            standings,
            events,
            positions,
            names,
            notes,
            issues,
            withheld: 0,
        }
    }

    fn reading(&self) -> letter::Reading {
        let shown = |id: &DocumentId| self.documents.contains_key(id);
        letter::Reading {
            documents: self.documents.len(),
            origins: self.ledger.origins.origins.iter().filter(|o| o.documents.iter().any(shown)).count(),
            omitted: self.omitted,
            undated: self.documents.values().filter(|d| d.published.is_none()).count(),
            withheld: 0,
            unread: self.documents.values().filter(|d| d.language == Language::Undetermined).count(),
        }
    }

    fn period(&self) -> Option<Interval> {
        let dates = || self.documents.values().filter_map(|d| d.published);
        Some(Interval::between(dates().min()?, dates().max()?))
    }

    /// The event's claims that may be shown, first tellings first.
    fn claims_of(&self, event: &Event) -> Vec<&'a Claim> {
        let mut claims: Vec<&'a Claim> =
            event.claims.iter().filter_map(|id| self.claims.get(id).copied()).collect();
        claims.sort_by_key(|c| match c.role {
            Role::Report => 0,
            Role::Recall => 1,
            Role::CitationTitle => 2,
        });
        claims
    }

    /// Footnotes to these claims: one a document.
    fn cite(&mut self, claims: &[&'a Claim]) -> Vec<NoteId> {
        let mut seen = BTreeSet::new();
        claims.iter().filter(|c| seen.insert(&c.document)).map(|c| self.note(c)).collect()
    }

    /// Footnotes to every value that these claims tell.
    fn cite_values(&mut self, claims: &[&'a Claim]) -> Vec<NoteId> {
        shown::told_anew(claims).into_iter().map(|c| self.note(c)).collect()
    }

    fn note(&mut self, claim: &Claim) -> NoteId {
        let id = NoteId::new(claim.id.as_str());
        let standing = self.standings.get(&claim.id);
        let quote = letter::Quote {
            claim: Some(claim.id.clone()),
            document: claim.document.clone(),
            quote: (!self.withheld(claim)).then(|| self.words(&claim.quote, &claim.document)),
            modality: Some(claim.modality),
            reliability: standing.map_or_else(|| self.reliability(&claim.document), |s| s.reliability),
            credibility: standing.map(|s| s.credibility),
            recall: claim.role == Role::Recall,
        };
        let note = Note { id: id.clone(), basis: Basis::Quote(quote) };
        self.notes.insert(id.clone(), note);
        id
    }

    fn reliability(&self, document: &DocumentId) -> Reliability {
        self.ledger.reliability.get(document).copied().unwrap_or_default()
    }

    fn words(&self, text: &str, document: &DocumentId) -> Words {
        Words::new(text, self.documents.get(document).map_or("und", |d| d.language.tag()))
    }

    fn occurrence(&mut self, event: &Event) -> Option<Finding<letter::Occurrence>> {
        let claims = self.claims_of(event);
        let view = Shown { event, whole: claims.len() == event.claims.len(), claims: &claims };
        let positions = self.is_hidden(event, &claims);
        let occurrence = letter::Occurrence {
            kind: kind(event.kind),
            subject: event.claim_type.clone(),
            date: view.date().map(|d| if positions { months(d) } else { d }),
            places: self.places(&view.places(), positions),
            actors: self.actors(&view),
            target: if positions { None } else { self.target(&claims) },
            target_class: if positions {
                None
            } else {
                claims.iter().find_map(|c| c.target_class).map(target_class)
            },
            amounts: if positions { Vec::new() } else { self.amounts(&claims) },
            modality: view.modality()?,
            support: self.support(&view),
        };
        let notes = self.cite_values(&claims);
        Finding::new(event.id.as_str(), occurrence, notes).ok()
    }

    fn actors(&self, view: &Shown<'_>) -> Vec<String> {
        view.actors().into_iter().filter(|name| self.names.may_be_printed(name)).collect()
    }

    /// Whether a claim's words would show positions of forces: those of such a claim, or of any that overlaps one.
    fn withheld(&self, claim: &Claim) -> bool {
        self.positions.withholds(claim)
    }

    /// Whether an event is told by month and region only: it shows positions of forces, or its claims' words would.
    fn is_hidden(&self, event: &Event, claims: &[&Claim]) -> bool {
        event.shows_positions() || claims.iter().any(|c| self.withheld(c))
    }

    /// Whom it hit or concerns, where the case knows that name; any other is told by its class, in the letter's language.
    fn target(&self, claims: &[&Claim]) -> Option<Words> {
        let told = claims.iter().filter_map(|c| Some((c.target.as_deref()?, &c.document)));
        told.into_iter().find(|(t, _)| self.names.is_known(t)).map(|(t, document)| self.words(t, document))
    }

    /// Numbers told, each once.
    fn amounts(&self, claims: &[&Claim]) -> Vec<letter::Amount> {
        let mut out: Vec<letter::Amount> = Vec::new();
        for (quantity, document) in claims.iter().filter_map(|c| Some((c.quantity.as_ref()?, &c.document))) {
            if out.iter().any(|a| a.value == quantity.value && a.unit == quantity.unit) {
                continue;
            }
            let of = quantity.of.as_ref().map(|of| self.words(of, document));
            let (value, unit, bound) = (quantity.value, quantity.unit.clone(), quantity.bound);
            out.push(letter::Amount { value, unit, bound, of });
        }
        out
    }

    fn support(&self, view: &Shown<'_>) -> letter::Support {
        // A denial supports nothing but itself.
        let only_denied = view.claims.iter().all(|c| denies(c));
        let telling: Vec<&&Claim> = view.claims.iter().filter(|c| only_denied || !denies(c)).collect();
        let standings = || telling.iter().filter_map(|c| self.standings.get(&c.id));
        let graded = standings().map(|s| s.reliability);
        let told = standings().map(|s| &s.origin).collect::<BTreeSet<_>>().len();
        let (event, whole) = self.known(view, standings().next().copied());
        let origins = if whole { event.origins.len() } else { told }.max(1);
        let documents = telling.iter().map(|c| &c.document).collect::<BTreeSet<_>>().len();
        letter::Support {
            reliability: graded.min().unwrap_or_default(),
            // What else confirmed it does not tell this: without it, it is no more than possible.
            credibility: if !whole && origins == 1 {
                event.credibility.max(Credibility::POSSIBLE)
            } else {
                event.credibility
            },
            origins,
            documents: documents.max(origins),
        }
    }

    /// The event as the letter's readers may know it, and whether what is told of it here is all of it.
    fn known<'e>(&'e self, view: &Shown<'e>, of: Option<&Standing>) -> (&'e Event, bool) {
        let seen = self.ledger.seen.zip(of);
        match seen.and_then(|(seen, of)| seen.events.iter().find(|e| e.id == of.event)) {
            Some(event) => (event, event.claims.len() == view.claims.len()),
            None => (view.event, view.whole),
        }
    }

    /// Places as they may be printed, each once.
    fn places(&self, places: &[&ClaimPlace], positions: bool) -> Vec<letter::Place> {
        let mut out: Vec<letter::Place> = Vec::new();
        for place in places.iter().filter(|p| p.precision != GeoPrecision::Unresolved) {
            let printed = if positions { self.region(place) } else { Some(as_told(place)) };
            if let Some(printed) =
                printed.filter(|p| !out.iter().any(|o| o.name == p.name && o.kind == p.kind))
            {
                out.push(printed);
            }
        }
        out
    }

    /// The region, else the country, that a place lies in.
    fn region(&self, place: &ClaimPlace) -> Option<letter::Place> {
        if matches!(place.kind, Some(PlaceKind::Admin1 | PlaceKind::Country | PlaceKind::Area)) {
            return Some(as_told(place));
        }
        let key = fold_key(&place.name);
        let entry = self.ledger.vocabulary.places.iter().find(|e| fold_key(&e.name) == key);
        let country = place.country;
        let at = |name: String, kind, precision| letter::Place { name, kind: Some(kind), country, precision };
        match entry.and_then(|e| e.admin1.clone()) {
            Some(region) => Some(at(region, PlaceKind::Admin1, GeoPrecision::Admin1)),
            None => country.map(|c| at(c.to_string(), PlaceKind::Country, GeoPrecision::Country)),
        }
    }

    fn contradiction(&mut self, found: &Contradiction) -> Option<Finding<letter::Contradiction>> {
        let known: &[Event] = &self.ledger.resolution.events;
        let at: BTreeSet<usize> =
            found.events.iter().filter_map(|id| self.events.get(id)).flatten().copied().collect();
        let events: Vec<&Event> = at.into_iter().filter_map(|at| known.get(at)).collect();
        if events.iter().any(|e| self.is_hidden(e, &self.claims_of(e))) && found.kind.tells_positions() {
            return None;
        }
        let sides: Vec<_> = found.sides.iter().filter_map(|s| self.side(found, s)).collect();
        if sides.len() < 2 {
            return None;
        }
        let notes = sides.iter().flat_map(|s| s.notes().to_vec()).collect();
        let about = events.iter().filter_map(|e| self.about(e)).collect();
        let (kind, severity) = (contradiction_kind(found.kind), level(found.severity));
        let content = letter::Contradiction { kind, severity, about, sides };
        Finding::new(found.id.as_str(), content, notes).ok()
    }

    /// What an event is about; `None` if no claim of it may be shown.
    fn about(&self, event: &Event) -> Option<letter::About> {
        let claims = self.claims_of(event);
        let view = Shown { event, whole: claims.len() == event.claims.len(), claims: &claims };
        let places = self.places(&view.places(), self.is_hidden(event, &claims));
        (!claims.is_empty()).then(|| letter::About { subject: event.claim_type.clone(), places })
    }

    fn side(&mut self, found: &Contradiction, side: &Side) -> Option<Finding<letter::SideValue>> {
        let notes = side.mentions.iter().filter_map(|m| self.mention(m)).collect();
        Finding::new(found.id.as_str(), side_value(&side.value), notes).ok()
    }

    /// The footnote of a mention; one without a claim is named by its document and span.
    fn mention(&mut self, mention: &Mention) -> Option<NoteId> {
        if let Some(id) = &mention.claim {
            let claim = self.claims.get(id).copied()?;
            return Some(self.note(claim));
        }
        let document = self.documents.get(&mention.document)?;
        let id = NoteId::new(format!("{}:{}-{}", document.id, mention.span.start, mention.span.end));
        let withheld = self.positions.touches(&document.id, mention.span);
        let quote = letter::Quote {
            claim: None,
            document: document.id.clone(),
            quote: (!withheld).then(|| self.words(&mention.quote, &document.id)),
            modality: None,
            reliability: self.reliability(&document.id),
            credibility: None,
            recall: false,
        };
        let note = Note { id: id.clone(), basis: Basis::Quote(quote) };
        self.notes.insert(id.clone(), note);
        Some(id)
    }

    /// The documents of every origin that a footnote draws on, the one copied before its copies.
    fn sources(&self) -> Vec<letter::Source> {
        let cited: BTreeSet<&DocumentId> =
            self.notes.values().filter_map(|n| Some(&n.quote()?.document)).collect();
        let drawn =
            self.ledger.origins.origins.iter().filter(|o| o.documents.iter().any(|d| cited.contains(d)));
        let mut withheld: HashMap<&DocumentId, Vec<String>> = HashMap::new();
        for claim in self.claims.values().filter(|c| self.withheld(c)) {
            withheld.entry(&claim.document).or_default().push(fold_key(&claim.quote));
        }
        let quotes = |d: &Document| withheld.get(&d.id).map(Vec::as_slice).unwrap_or_default();
        let mut out = Vec::new();
        for origin in drawn {
            let documents = origin.documents.iter().filter_map(|id| self.documents.get(id).copied());
            let mut sources: Vec<_> = documents.map(|d| self.source(d, &origin.id, quotes(d))).collect();
            sources.sort_by_key(|s| (s.depends.is_some(), s.published, s.document.clone()));
            out.append(&mut sources);
        }
        out
    }

    fn source(&self, document: &Document, origin: &base::OriginId, withheld: &[String]) -> letter::Source {
        let relation = self.ledger.origins.relations.iter().find(|r| r.from == document.id);
        let lang = document.language.tag();
        let title = document.title.as_deref().filter(|t| !gives_away(t, withheld));
        let title = title.unwrap_or(&document.name);
        let shown = relation.filter(|r| self.documents.contains_key(&r.to));
        letter::Source {
            document: document.id.clone(),
            title: Words::new(title, lang),
            publisher: document.publisher.clone(),
            published: document.published,
            url: document.url.clone(),
            reliability: self.reliability(&document.id),
            reason: self.reason(document),
            origin: origin.clone(),
            depends: shown.map(|r| letter::Dependence { kind: dependence(r.kind), on: r.to.clone() }),
        }
    }

    /// Why the case grades this publisher so. The language of the reasons is not stated in a case file.
    fn reason(&self, document: &Document) -> Option<Words> {
        let key = fold_key(document.publisher.as_deref()?);
        let named = |s: &&evidence::SourceEntry| {
            std::iter::once(&s.name).chain(&s.aliases).any(|n| fold_key(n) == key)
        };
        self.ledger.vocabulary.sources.iter().find(named).map(|s| Words::new(&s.reason, "und"))
    }
}

/// Whether a title is the words of a claim of its document that are withheld, or holds them. The document's file is named
/// instead.
pub fn gives_away(title: &str, withheld: &[String]) -> bool {
    let title = fold_key(title);
    withheld.iter().any(|quote| quote.contains(&title) || title.contains(quote))
}
