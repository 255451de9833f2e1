//! From the ledger to the letter's findings. A plain function of its inputs: no store, no clock.
//!
//! What leaves the house is decided here: documents marked more strictly than the letter are left out and counted,
//! private persons are not named, and claims that would show positions of forces lose their quotes, numbers and any
//! place finer than a region.

use base::{
    ClaimId, Credibility, Date, DocumentId, GeoPrecision, Interval, Modality, PlaceKind, Reliability,
};
use base::{Tlp, fold_key};
use events::{Contradiction, Event, Mention, Resolution, Side, Standing};
use evidence::{Claim, ClaimKind, ClaimPlace, Document, OriginGraph, Role, Vocabulary};
use letter::{Finding, Findings, Note, NoteId, Words};
use std::collections::{BTreeMap, BTreeSet};

/// Days without news after which a constraint is listed among what is not known. Our own convention: a fortnight.
const SILENT_AFTER_DAYS: i64 = 14;

/// Types that tell where forces stand or move.
const POSITIONS: [&str; 4] = ["checkpoint", "military_losses", "military_operation", "security_deployment"];

/// What a letter is built from. Everything is as the resolver was given it or returned it.
#[derive(Clone, Copy, Debug)]
pub struct Ledger<'a> {
    /// Documents; their texts may be empty.
    pub documents: &'a [Document],
    /// Claims.
    pub claims: &'a [Claim],
    /// Which documents count once.
    pub origins: &'a OriginGraph,
    /// Events, standings, contradictions.
    pub resolution: &'a Resolution,
    /// Reliability of each document's source; a document not listed is F.
    pub reliability: &'a BTreeMap<DocumentId, Reliability>,
    /// The case's places, actors and sources.
    pub vocabulary: &'a Vocabulary,
}

/// Builds the findings of a letter: what its marking and its as-of date allow. The masthead's period is set from the
/// documents where it is `None`.
pub fn build(ledger: &Ledger<'_>, masthead: letter::Masthead) -> Findings {
    let mut desk = Desk::new(ledger, &masthead);
    let mut findings = Findings::new(masthead);
    findings.reading = desk.reading();
    findings.masthead.period = findings.masthead.period.or_else(|| desk.period());
    findings.occurrences = ledger.resolution.events.iter().filter_map(|e| desk.occurrence(e)).collect();
    findings.constraints = constraints::build(&mut desk);
    findings.contradictions =
        ledger.resolution.contradictions.iter().filter_map(|c| desk.contradiction(c)).collect();
    findings.gaps = gaps(&findings);
    findings.sources = desk.sources();
    findings.notes = desk.notes.into_values().collect();
    findings
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
    names: Names,
    notes: BTreeMap<NoteId, Note>,
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
        let standings = ledger.resolution.standings.iter().map(|s| (&s.claim, s)).collect();
        let names = Names::of(ledger.vocabulary);
        Self { ledger, as_of, omitted, documents, claims, standings, names, notes: BTreeMap::new() }
    }

    fn reading(&self) -> letter::Reading {
        let shown = |id: &DocumentId| self.documents.contains_key(id);
        letter::Reading {
            documents: self.documents.len(),
            origins: self.ledger.origins.origins.iter().filter(|o| o.documents.iter().any(shown)).count(),
            omitted: self.omitted,
            undated: self.documents.values().filter(|d| d.published.is_none()).count(),
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

    fn note(&mut self, claim: &Claim) -> NoteId {
        let id = NoteId::new(claim.id.as_str());
        let standing = self.standings.get(&claim.id);
        let note = Note {
            id: id.clone(),
            claim: Some(claim.id.clone()),
            document: claim.document.clone(),
            quote: (!shows_positions(&claim.claim_type)).then(|| self.words(&claim.quote, &claim.document)),
            modality: Some(claim.modality),
            reliability: standing.map_or_else(|| self.reliability(&claim.document), |s| s.reliability),
            credibility: standing.map(|s| s.credibility),
            recall: claim.role == Role::Recall,
        };
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
        let positions = shows_positions(&event.claim_type);
        let occurrence = letter::Occurrence {
            kind: kind(event.kind),
            subject: event.claim_type.clone(),
            date: view.date(),
            places: self.places(&view.places(), positions),
            actors: self.actors(&view),
            target: if positions { None } else { self.target(&claims) },
            target_class: claims.iter().find_map(|c| c.target_class).map(target_class),
            amounts: if positions { Vec::new() } else { self.amounts(&claims) },
            modality: view.modality()?,
            support: self.support(&view),
        };
        let notes = self.cite(&claims);
        Finding::new(event.id.as_str(), occurrence, notes).ok()
    }

    fn actors(&self, view: &Shown<'_>) -> Vec<String> {
        view.actors().into_iter().filter(|name| self.names.may_be_printed(name)).collect()
    }

    fn target(&self, claims: &[&Claim]) -> Option<Words> {
        let told = claims.iter().filter_map(|c| Some((c.target.as_deref()?, &c.document)));
        told.into_iter()
            .find(|(t, _)| self.names.may_be_printed(t))
            .map(|(t, document)| self.words(t, document))
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
        let standings = || view.claims.iter().filter_map(|c| self.standings.get(&c.id));
        let graded = standings().map(|s| s.reliability);
        let told = standings().map(|s| &s.origin).collect::<BTreeSet<_>>().len();
        let origins = if view.whole { view.event.origins.len() } else { told }.max(1);
        let documents = view.claims.iter().map(|c| &c.document).collect::<BTreeSet<_>>().len();
        let alone = !view.whole && origins == 1;
        letter::Support {
            reliability: graded.min().unwrap_or_default(),
            // What confirmed it may not be shown: without it, it is no more than possible.
            credibility: if alone {
                view.event.credibility.max(Credibility::POSSIBLE)
            } else {
                view.event.credibility
            },
            origins,
            documents: documents.max(origins),
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
        let events: Vec<&Event> =
            self.ledger.resolution.events.iter().filter(|e| found.events.contains(&e.id)).collect();
        let positions = events.iter().any(|e| shows_positions(&e.claim_type));
        let tells_where =
            matches!(found.kind, events::ContradictionKind::Place | events::ContradictionKind::Count);
        if positions && tells_where {
            return None;
        }
        let sides: Vec<_> = found.sides.iter().filter_map(|s| self.side(found, s)).collect();
        if sides.len() < 2 {
            return None;
        }
        let notes = sides.iter().flat_map(|s| s.notes().to_vec()).collect();
        let about = events.iter().map(|e| letter::About {
            subject: e.claim_type.clone(),
            places: self.places(&e.places.iter().collect::<Vec<_>>(), shows_positions(&e.claim_type)),
        });
        let (kind, severity) = (contradiction_kind(found.kind), level(found.severity));
        let content = letter::Contradiction { kind, severity, about: about.collect(), sides };
        Finding::new(found.id.as_str(), content, notes).ok()
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
        let mut note = Note::new(id.clone(), document.id.clone(), self.words(&mention.quote, &document.id));
        note.reliability = self.reliability(&document.id);
        self.notes.insert(id.clone(), note);
        Some(id)
    }

    /// The documents of every origin that a footnote draws on, the one copied before its copies.
    fn sources(&self) -> Vec<letter::Source> {
        let cited: BTreeSet<&DocumentId> = self.notes.values().map(|n| &n.document).collect();
        let drawn =
            self.ledger.origins.origins.iter().filter(|o| o.documents.iter().any(|d| cited.contains(d)));
        let mut out = Vec::new();
        for origin in drawn {
            let documents = origin.documents.iter().filter_map(|id| self.documents.get(id).copied());
            let mut sources: Vec<_> = documents.map(|d| self.source(d, &origin.id)).collect();
            sources.sort_by_key(|s| (s.depends.is_some(), s.published, s.document.clone()));
            out.append(&mut sources);
        }
        out
    }

    fn source(&self, document: &Document, origin: &base::OriginId) -> letter::Source {
        let relation = self.ledger.origins.relations.iter().find(|r| r.from == document.id);
        let lang = document.language.tag();
        let title = document.title.as_deref().unwrap_or(&document.name);
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

/// An event as far as its claims may be shown.
struct Shown<'a> {
    event: &'a Event,
    /// No claim of it is left out.
    whole: bool,
    claims: &'a [&'a Claim],
}

impl Shown<'_> {
    fn date(&self) -> Option<Interval> {
        let told = |d: &Interval| self.claims.iter().any(|c| c.date.is_some_and(|t| t.overlaps(d)));
        match self.event.date {
            Some(date) if self.whole || told(&date) => Some(date),
            _ if self.whole => None,
            _ => self.claims.iter().find_map(|c| c.date),
        }
    }

    fn places(&self) -> Vec<&ClaimPlace> {
        let told = |p: &&ClaimPlace| self.claims.iter().any(|c| c.places.iter().any(|t| t.name == p.name));
        self.event.places.iter().filter(|p| self.whole || told(p)).collect()
    }

    fn actors(&self) -> Vec<String> {
        let told = |a: &&String| self.claims.iter().any(|c| c.actor.as_ref() == Some(*a));
        self.event.actors.iter().filter(|a| self.whole || told(a)).cloned().collect()
    }

    fn modality(&self) -> Option<Modality> {
        if self.whole { Some(self.event.modality) } else { self.claims.iter().map(|c| c.modality).min() }
    }
}

/// Names that may be printed: those of the case, which lists public bodies, groups, companies and places.
struct Names {
    known: BTreeSet<String>,
}

impl Names {
    fn of(vocabulary: &Vocabulary) -> Self {
        let actors = vocabulary.actors.iter().flat_map(|a| std::iter::once(&a.name).chain(&a.aliases));
        let places = vocabulary.places.iter().flat_map(|p| std::iter::once(&p.name).chain(&p.aliases));
        Self { known: actors.chain(places).map(|name| fold_key(name)).collect() }
    }

    /// A known name, or words in which every run of capitalised words is one: anything else may be a private person.
    fn may_be_printed(&self, text: &str) -> bool {
        if self.known.contains(&fold_key(text)) {
            return true;
        }
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        let capital = |w: &&str| w.chars().next().is_some_and(char::is_uppercase);
        let runs =
            words.chunk_by(|a, b| capital(a) == capital(b)).filter(|run| run.iter().any(|w| capital(w)));
        runs.into_iter().all(|run| self.known.contains(&fold_key(&run.join(" "))))
    }
}

fn shows_positions(claim_type: &str) -> bool {
    POSITIONS.contains(&claim_type)
}

fn as_told(place: &ClaimPlace) -> letter::Place {
    let ClaimPlace { name, kind, country, precision, .. } = place;
    letter::Place { name: name.clone(), kind: *kind, country: *country, precision: *precision }
}

/// What a side says, read back from its short form: a date, two dates, a modality, else words.
fn side_value(value: &str) -> letter::SideValue {
    let day = |text: &str| text.trim().parse::<Date>().ok();
    if let Some(date) = day(value) {
        return letter::SideValue::Date { date: Interval::day(date) };
    }
    if let Some((Some(a), Some(b))) = value.split_once(['/', '–']).map(|(a, b)| (day(a), day(b))) {
        return letter::SideValue::Date { date: Interval::between(a, b) };
    }
    match serde_json::from_value(serde_json::Value::String(value.replace(' ', "_"))) {
        Ok(modality) => letter::SideValue::Modality { modality },
        Err(_) => letter::SideValue::Words { words: Words::new(value, "und") },
    }
}

fn kind(kind: ClaimKind) -> letter::Kind {
    match kind {
        ClaimKind::Incident => letter::Kind::Incident,
        ClaimKind::Measure => letter::Kind::Measure,
        ClaimKind::Statement => letter::Kind::Statement,
        ClaimKind::Effect => letter::Kind::Effect,
        ClaimKind::Figure => letter::Kind::Figure,
        ClaimKind::Background => letter::Kind::Background,
    }
}

fn target_class(class: evidence::TargetClass) -> letter::TargetClass {
    use evidence::TargetClass as From;
    match class {
        From::StateInstitution => letter::TargetClass::StateInstitution,
        From::Security => letter::TargetClass::Security,
        From::Transport => letter::TargetClass::Transport,
        From::Works => letter::TargetClass::Works,
        From::Industry => letter::TargetClass::Industry,
        From::Civilian => letter::TargetClass::Civilian,
    }
}

fn dependence(kind: evidence::RelationKind) -> letter::DependenceKind {
    use evidence::RelationKind as From;
    match kind {
        From::Copy => letter::DependenceKind::Copy,
        From::Excerpt => letter::DependenceKind::Excerpt,
        From::Reprint => letter::DependenceKind::Reprint,
        From::Translation => letter::DependenceKind::Translation,
        From::Relay => letter::DependenceKind::Relay,
    }
}

fn contradiction_kind(kind: events::ContradictionKind) -> letter::ContradictionKind {
    use events::ContradictionKind as From;
    match kind {
        From::Date => letter::ContradictionKind::Date,
        From::Denial => letter::ContradictionKind::Denial,
        From::Place => letter::ContradictionKind::Place,
        From::Count => letter::ContradictionKind::Count,
        From::Status => letter::ContradictionKind::Status,
        From::Actor => letter::ContradictionKind::Actor,
        From::FigureScope => letter::ContradictionKind::FigureScope,
        From::ModalityTranslation => letter::ContradictionKind::ModalityTranslation,
        From::Citation => letter::ContradictionKind::Citation,
    }
}

fn level(level: events::Level) -> letter::Level {
    match level {
        events::Level::Low => letter::Level::Low,
        events::Level::Medium => letter::Level::Medium,
        events::Level::High => letter::Level::High,
    }
}

/// Events that limit access, grouped to constraints with every status told of them.
mod constraints {
    use super::{Desk, Shown, shows_positions};
    use base::{Date, Interval, Modality, fold_key};
    use events::Event;
    use evidence::Claim;
    use letter::{Constraint, ConstraintKind, Finding, Status, Told};
    use std::collections::{BTreeMap, BTreeSet};

    /// Parts of type names and the constraint that they speak of; the first that matches counts.
    const KINDS: [(&str, ConstraintKind); 14] = [
        ("blockade", ConstraintKind::Blockade),
        ("curfew", ConstraintKind::Curfew),
        ("fuel_ban", ConstraintKind::CommodityBan),
        ("commodity_ban", ConstraintKind::CommodityBan),
        ("operator_", ConstraintKind::OperatorSuspension),
        ("tax_extortion", ConstraintKind::Toll),
        ("toll", ConstraintKind::Toll),
        ("checkpoint", ConstraintKind::Checkpoint),
        ("escort_rule", ConstraintKind::EscortRule),
        ("_closure", ConstraintKind::Closure),
        ("_reopening", ConstraintKind::Closure),
        ("infrastructure_sabotage", ConstraintKind::Damage),
        ("infrastructure_damage", ConstraintKind::Damage),
        ("imposed_rules", ConstraintKind::ImposedRules),
    ];

    /// Events of one constraint.
    struct Group<'a> {
        kind: ConstraintKind,
        /// Names by which another event is known to speak of the same constraint.
        keys: BTreeSet<String>,
        events: Vec<&'a Event>,
    }

    pub(super) fn build(desk: &mut Desk<'_>) -> Vec<Finding<Constraint>> {
        let mut groups: Vec<Group<'_>> = Vec::new();
        for event in &desk.ledger.resolution.events {
            let Some(kind) = kind_of(&event.claim_type) else { continue };
            let keys = keys(desk, kind, event);
            match groups.iter_mut().find(|g| g.kind == kind && !g.keys.is_disjoint(&keys)) {
                Some(group) => {
                    group.keys.extend(keys);
                    group.events.push(event);
                }
                None => groups.push(Group { kind, keys, events: vec![event] }),
            }
        }
        groups.iter().filter_map(|group| constraint(desk, group)).collect()
    }

    fn kind_of(claim_type: &str) -> Option<ConstraintKind> {
        KINDS.iter().find(|(part, _)| claim_type.contains(part)).map(|(_, kind)| *kind)
    }

    /// An operator's suspension is known by the operator, anything else by its places; without them, by actors.
    fn keys(desk: &Desk<'_>, kind: ConstraintKind, event: &Event) -> BTreeSet<String> {
        let places = event
            .places
            .iter()
            .filter(|p| p.kind != Some(base::PlaceKind::Country))
            .map(|p| fold_key(&p.name));
        let targets = desk.claims_of(event).into_iter().filter_map(|c| c.target.as_deref()).map(fold_key);
        let who: BTreeSet<String> = event.actors.iter().map(|a| fold_key(a)).chain(targets).collect();
        let places: BTreeSet<String> = places.collect();
        let by_operator = kind == ConstraintKind::OperatorSuspension;
        if (by_operator && !who.is_empty()) || places.is_empty() { who } else { places }
    }

    fn constraint(desk: &mut Desk<'_>, group: &Group<'_>) -> Option<Finding<Constraint>> {
        let told: Vec<Finding<Told>> = group.events.iter().flat_map(|e| tellings(desk, e)).collect();
        let id = told.first()?.id().to_owned();
        let claims: Vec<&Claim> = group.events.iter().flat_map(|e| desk.claims_of(e)).collect();
        let published = claims.iter().filter_map(|c| desk.documents.get(&c.document)?.published);
        let last_told = published.max();
        let places: Vec<_> = group.events.iter().flat_map(|e| &e.places).collect();
        let positions = group.events.iter().any(|e| shows_positions(&e.claim_type));
        let notes = told.iter().flat_map(|t| t.notes().to_vec()).collect();
        let constraint = Constraint {
            kind: group.kind,
            places: desk.places(&places, positions),
            concerns: if positions { Vec::new() } else { concerns(desk, &claims) },
            since: since(&told),
            last_told,
            age_days: last_told.map(|on| days(on, desk.as_of)),
            told,
        };
        Finding::new(id, constraint, notes).ok()
    }

    fn days(from: Date, to: Date) -> i64 {
        i64::from((to - from).get_days())
    }

    fn concerns(desk: &Desk<'_>, claims: &[&Claim]) -> Vec<letter::Words> {
        let mut seen = BTreeSet::new();
        let targets = claims.iter().filter_map(|c| desk.target(&[c]));
        targets.filter(|words| seen.insert(fold_key(&words.text))).collect()
    }

    fn since(told: &[Finding<Told>]) -> Option<Date> {
        let begun = [Status::Announced, Status::InForce, Status::Extended, Status::Lapsed];
        let dates = told.iter().map(Finding::content).filter(|t| begun.contains(&t.status));
        dates.filter_map(|t| t.date?.start).min()
    }

    /// One telling for each status that the event's claims give it.
    fn tellings(desk: &mut Desk<'_>, event: &Event) -> Vec<Finding<Told>> {
        let mut by_status: BTreeMap<Status, Vec<&Claim>> = BTreeMap::new();
        for claim in desk.claims_of(event) {
            if let Some(status) = status(claim, desk.as_of) {
                by_status.entry(status).or_default().push(claim);
            }
        }
        let single = by_status.len() == 1;
        let tell = |(status, claims): (Status, Vec<&Claim>)| telling(desk, event, status, &claims, single);
        by_status.into_iter().filter_map(tell).collect()
    }

    fn telling(
        desk: &mut Desk<'_>,
        event: &Event,
        status: Status,
        claims: &[&Claim],
        single: bool,
    ) -> Option<Finding<Told>> {
        let ids: Vec<_> = claims.iter().map(|c| &c.id).collect();
        let claims: Vec<&Claim> =
            desk.claims_of(event).into_iter().filter(|c| ids.contains(&&c.id)).collect();
        let whole = single && claims.len() == event.claims.len();
        let view = Shown { event, whole, claims: &claims };
        let told = Told { status, date: view.date(), by: desk.actors(&view), support: desk.support(&view) };
        let notes = desk.cite(&claims);
        Finding::new(event.id.as_str(), told, notes).ok()
    }

    /// The status as a claim tells it; `None` for what is true in general only.
    fn status(claim: &Claim, as_of: Date) -> Option<Status> {
        let name = claim.claim_type.as_str();
        Some(match claim.modality {
            Modality::Generic => return None,
            Modality::Denied | Modality::Negated => Status::Denied,
            Modality::Hedged | Modality::Assessed => Status::Reserved,
            Modality::Planned | Modality::Hypothetical => Status::Planned,
            Modality::CalledFor => Status::CalledFor,
            _ if name.ends_with("_call") => Status::CalledFor,
            _ if ["_lifted", "_reopening", "_resumption"].iter().any(|end| name.ends_with(end)) => {
                Status::Lifted
            }
            _ if name.ends_with("_extended") => Status::Extended,
            _ if claim.date.is_some_and(|d| ended(&d, as_of)) => Status::Lapsed,
            Modality::Announced => Status::Announced,
            _ if name.ends_with("_announced") => Status::Announced,
            Modality::Asserted => Status::InForce,
        })
    }

    /// A period, not an occasion, whose end lies before the day.
    fn ended(date: &Interval, as_of: Date) -> bool {
        date.end.is_some_and(|end| end < as_of && date.start != Some(end))
    }
}
