//! From a view of the case to records that may travel: nothing that tells where forces stand, nobody whom the case does not name
//! as a public body, a group or a company, no point, no text but the quotes.

use crate::case::Case;
use crate::commands::review::{things, undone};
use crate::headline::is_headline;
use crate::on_day::of_holdings;
use crate::show::{self, word};
use crate::view::View;
use base::{ClaimId, ContentHash, Credibility, Date, DocumentId, Reliability, Tlp, fold_key};
use events::{Action, Positions, shows_positions};
use evidence::{ActorEntry, ActorKind, ClaimPlace, Document};
use exchange::bundle::{self as out, ClaimKey, Record, Ruling, Step, What, plain};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What of a view may travel, each record once and with the strictest marking of the documents that it rests on.
pub fn records(view: &View, case: &Case, day: Option<Date>) -> Vec<Record> {
    let desk = Desk::new(view, case);
    let mut records = desk.claims();
    records.extend(desk.documents());
    records.extend(desk.events());
    records.extend(desk.constraints(case, day));
    records.extend(desk.decisions());
    records
}

struct Desk<'a> {
    view: &'a View,
    documents: HashMap<&'a DocumentId, &'a Document>,
    /// The claims that travel, by their id here.
    keys: BTreeMap<&'a ClaimId, (ClaimKey, Tlp)>,
    /// Names that may be told, and the name told for each.
    names: HashMap<String, &'a str>,
}

impl<'a> Desk<'a> {
    fn new(view: &'a View, case: &'a Case) -> Self {
        let documents = view.by_id();
        let positions = Positions::of(&view.claims);
        let corrected = |id: &ClaimId| view.ruling.corrected.get(id).and_then(|c| c.claim_type.as_deref());
        // What an analyst corrected to such a type hides its words as well, whoever else reads them.
        let shown_by: Vec<&evidence::Claim> =
            view.claims.iter().filter(|c| corrected(&c.id).is_some_and(shows_positions)).collect();
        let touches = |c: &evidence::Claim| {
            shown_by.iter().any(|p| p.document == c.document && (p.id == c.id || p.span.overlap(c.span) > 0))
        };
        let hidden = |c: &evidence::Claim| positions.withholds(c) || touches(c);
        let key = |c: &'a evidence::Claim| {
            let document = documents.get(&c.document)?;
            let key = ClaimKey::of(&document.hash, c.span.start, c.span.end, &c.claim_type);
            Some((&c.id, (key, document.tlp)))
        };
        let keys = view.claims.iter().filter(|c| !hidden(c)).filter_map(key).collect();
        Self { view, documents, keys, names: names(&case.vocabulary.actors) }
    }

    fn documents(&self) -> Vec<Record> {
        let mut origins: HashMap<&DocumentId, &ContentHash> = HashMap::new();
        for origin in &self.view.origins.origins {
            let first = origin.documents.iter().find_map(|id| self.documents.get(id));
            origins
                .extend(first.iter().flat_map(|first| origin.documents.iter().map(|id| (id, &first.hash))));
        }
        let told: HashSet<&DocumentId> =
            self.view.claims.iter().filter(|c| self.keys.contains_key(&c.id)).map(|c| &c.document).collect();
        let text = |t: &Option<String>| t.as_deref().map(plain);
        let record = |d: &&Document| Record {
            tlp: Some(d.tlp),
            what: What::Document(out::Document {
                hash: d.hash.clone(),
                origin: (*origins.get(&d.id).unwrap_or(&&d.hash)).clone(),
                title: text(&d.title).filter(|title| is_headline(title)),
                source: text(&d.publisher),
                published: d.published,
                url: text(&d.url),
                licence: text(&d.licence),
                language: d.language.tag().into(),
            }),
        };
        self.documents.values().filter(|d| told.contains(&d.id)).map(record).collect()
    }

    fn claims(&self) -> Vec<Record> {
        let standings = self.view.standings();
        let record = |c: &evidence::Claim| {
            let (_, tlp) = self.keys.get(&c.id)?;
            let document = self.documents.get(&c.document)?;
            let standing = standings.get(&c.id);
            let source = self.view.reliability.get(&c.document).copied().unwrap_or(Reliability::F);
            Some(Record {
                tlp: Some(*tlp),
                what: What::Claim(out::Claim {
                    document: document.hash.clone(),
                    start: c.span.start,
                    end: c.span.end,
                    quote: plain(&c.quote),
                    kind: word(&c.kind),
                    claim_type: c.claim_type.clone(),
                    date: c.date,
                    places: c.places.iter().map(place).collect(),
                    modality: c.modality,
                    actor: c.actor.as_deref().and_then(|name| self.named(name)),
                    reliability: standing.map_or(source, |s| s.reliability),
                    credibility: standing.map_or(Credibility::UNKNOWN, |s| s.credibility),
                }),
            })
        };
        self.view.claims.iter().filter_map(record).collect()
    }

    /// Events of which every claim travels, and one at least. Those of datasets alone are for their publishers to hand out.
    fn events(&self) -> Vec<Record> {
        let hidden = show::hidden_events(self.view);
        let record = |e: &events::Event| {
            let (claims, tlp) =
                self.resting_on(&e.claims).filter(|(keys, _)| keys.len() == e.claims.len())?;
            let deaths = e.estimate.map(|d| [d.low, d.best, d.high].map(|n| n.round() as u64));
            Some(Record {
                tlp: Some(tlp),
                what: What::Event(out::Event {
                    kind: word(&e.kind),
                    event_type: e.claim_type.clone(),
                    date: e.date,
                    places: e.places.iter().map(place).collect(),
                    actors: self.all_named(&e.actors),
                    deaths,
                    modality: e.modality,
                    credibility: e.credibility,
                    claims,
                }),
            })
        };
        self.view.resolution.events.iter().filter(|e| !hidden.contains(&e.id)).filter_map(record).collect()
    }

    fn constraints(&self, case: &Case, day: Option<Date>) -> Vec<Record> {
        let found = of_holdings(self.view, case, day, events::constraints);
        let open = |c: &&events::Constraint| {
            let cited = || c.history.iter().flat_map(|s| &s.evidence);
            !c.kind.is_positions() && cited().all(|c| c.quote.is_some() && self.keys.contains_key(&c.claim))
        };
        found.iter().filter(open).filter_map(|c| self.constraint(c)).collect()
    }

    fn constraint(&self, of: &events::Constraint) -> Option<Record> {
        let told: Vec<ClaimId> =
            of.history.iter().flat_map(|s| &s.evidence).map(|c| c.claim.clone()).collect();
        let (_, tlp) = self.resting_on(&told)?;
        let step = |s: &events::Step| {
            let claims = s.evidence.iter().filter_map(|c| Some(self.keys.get(&c.claim)?.0.clone()));
            Step {
                date: s.date,
                status: word(&s.status),
                reserve: s.reserve.as_ref().map(word),
                extended: s.extended,
                term: s.term,
                by: self.all_named(&s.by),
                claims: claims.collect(),
                published: s.published,
            }
        };
        let scope = &of.scope;
        let reach = |r: &events::Reach| out::NamedPlace {
            name: plain(&r.name),
            kind: r.kind,
            country: r.country,
            precision: r.precision,
        };
        let words = |list: &[String]| list.iter().map(|w| plain(w)).collect();
        Some(Record {
            tlp: Some(tlp),
            what: What::Constraint(out::Constraint {
                kind: word(&of.kind),
                places: scope.places.iter().map(reach).collect(),
                roads: words(&scope.links),
                corridors: words(&scope.corridors),
                commodities: words(&scope.commodities),
                vehicle_classes: words(&scope.vehicle_classes),
                operators: self.all_named(&scope.operators),
                countries: scope.origin_countries.clone(),
                date: of.date,
                status: word(&of.status),
                reserve: of.reserve.as_ref().map(word),
                disputed: of.disputed,
                last_confirmed: of.last_confirmed,
                history: of.history.iter().map(step).collect(),
            }),
        })
    }

    /// What was decided on claims that travel, and not taken back; without who, and why.
    fn decisions(&self) -> Vec<Record> {
        let back = undone(&self.view.decisions);
        let mut last: BTreeMap<(Vec<ClaimKey>, u8), Record> = BTreeMap::new();
        for decision in self.view.decisions.iter().filter(|d| !back.contains(&d.number)) {
            let Some((sort, ruling)) = ruling(&decision.action) else { continue };
            let (claims, _) = things(&decision.action);
            let ids: Vec<ClaimId> = claims.into_iter().cloned().collect();
            let Some((mut keys, tlp)) = self.resting_on(&ids) else { continue };
            keys.sort();
            keys.dedup();
            if ruling == Ruling::Merged && keys.len() < 2 {
                continue;
            }
            let what = What::Decision(out::Decision { claims: keys.clone(), ruling, on: Some(decision.on) });
            // The last of its sort on the same claims is what holds.
            last.insert((keys, sort), Record { tlp: Some(tlp), what });
        }
        last.into_values().collect()
    }

    /// The names of these claims as they travel, and the strictest marking among them; `None` where none does.
    fn resting_on(&self, claims: &[ClaimId]) -> Option<(Vec<ClaimKey>, Tlp)> {
        let told: Vec<&(ClaimKey, Tlp)> = claims.iter().filter_map(|id| self.keys.get(id)).collect();
        let tlp = told.iter().map(|(_, tlp)| *tlp).max()?;
        Some((told.into_iter().map(|(key, _)| key.clone()).collect(), tlp))
    }

    /// The name that is told for an actor; none for whom the case does not list, who may be a private person.
    fn named(&self, name: &str) -> Option<String> {
        self.names.get(&fold_key(name)).map(|told| plain(told))
    }

    fn all_named(&self, names: &[String]) -> Vec<String> {
        let mut told: Vec<String> = names.iter().filter_map(|name| self.named(name)).collect();
        told.dedup();
        told
    }
}

/// What of a decision travels, and which sort it replaces.
fn ruling(action: &Action) -> Option<(u8, Ruling)> {
    Some(match action {
        Action::Accept { .. } => (0, Ruling::Accepted),
        Action::Reject { .. } => (0, Ruling::Rejected),
        Action::Correct { to, .. } => {
            let nothing = to.claim_type.is_none() && to.date.is_none() && to.modality.is_none();
            let (claim_type, date, modality) = (to.claim_type.as_deref().map(plain), to.date, to.modality);
            if nothing {
                return None;
            }
            (1, Ruling::Corrected { claim_type, date, modality })
        }
        Action::Grade { reliability, credibility, .. } => {
            (2, Ruling::Graded { reliability: *reliability, credibility: *credibility })
        }
        Action::Merge { .. } => (3, Ruling::Merged),
        Action::Split { .. } => (4, Ruling::Split),
        Action::SplitRow { .. } | Action::Undo { .. } => return None,
    })
}

/// A place without its point.
fn place(of: &ClaimPlace) -> out::NamedPlace {
    out::NamedPlace { name: plain(&of.name), kind: of.kind, country: of.country, precision: of.precision }
}

/// Names of the case's actors; for who speaks for a group, that group.
fn names(actors: &[ActorEntry]) -> HashMap<String, &str> {
    let mut names = HashMap::new();
    for actor in actors {
        let speaks = actor.kind == ActorKind::Spokesperson;
        let Some(told) = (if speaks { actor.parent.as_deref() } else { Some(actor.name.as_str()) }) else {
            continue;
        };
        for name in std::iter::once(&actor.name).chain(&actor.aliases) {
            names.insert(fold_key(name), told);
        }
    }
    names
}
