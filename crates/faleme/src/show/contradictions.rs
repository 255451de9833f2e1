//! Contradictions with their sides, documents by name.

use super::{Handed, word};
use crate::view::View;
use base::{ClaimId, DocumentId, EventId, Span};
use events::{Contradiction, ContradictionKind, Event, Level, Mention, Positions};
use evidence::{Claim, Document};
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// A contradiction, documents by name.
#[derive(Serialize)]
pub struct ContradictionShown<'a> {
    id: &'a str,
    kind: ContradictionKind,
    severity: Level,
    summary: &'a str,
    sides: Vec<SideShown<'a>>,
    events: Vec<&'a str>,
}

#[derive(Serialize)]
struct SideShown<'a> {
    value: &'a str,
    mentions: Vec<SaidShown<'a>>,
}

#[derive(Serialize)]
struct SaidShown<'a> {
    document: &'a str,
    #[serde(flatten)]
    span: Span,
    quote: Option<&'a str>,
    claim: Option<&'a str>,
    /// Whether the words are left out because they would show where forces stand.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    withheld: bool,
}

/// What is looked up to show a contradiction.
struct Lookup<'a> {
    documents: HashMap<&'a DocumentId, &'a Document>,
    claims: HashMap<&'a ClaimId, &'a Claim>,
    /// Events told by month and region only.
    hidden: HashSet<&'a EventId>,
    positions: Positions<'a>,
}

/// The contradictions of a view, without what would show where forces stand.
pub fn contradictions(view: &View) -> Vec<ContradictionShown<'_>> {
    told(view, hidden_events(view), Positions::of(&view.claims))
}

/// The same as they are handed on to readers.
pub fn contradictions_to_share<'a>(view: &'a View, handed: &Handed<'a>) -> Vec<ContradictionShown<'a>> {
    let events = view.resolution.events.iter().map(|e| &e.id);
    let hidden = events.filter(|id| handed.hides_event(id)).collect();
    told(view, hidden, handed.positions().clone())
}

fn told<'a>(
    view: &'a View,
    hidden: HashSet<&'a EventId>,
    positions: Positions<'a>,
) -> Vec<ContradictionShown<'a>> {
    let claims: HashMap<&ClaimId, &Claim> = view.claims.iter().map(|c| (&c.id, c)).collect();
    let lookup = Lookup { documents: view.by_id(), claims, hidden, positions };
    view.resolution.contradictions.iter().filter_map(|c| contradiction(c, &lookup)).collect()
}

/// Events told by month and region only: they show where forces stand, or a claim of theirs does.
pub fn hidden_events(view: &View) -> HashSet<&EventId> {
    let positions = Positions::of(&view.claims);
    let claims: HashMap<&ClaimId, &Claim> = view.claims.iter().map(|c| (&c.id, c)).collect();
    let withheld = |e: &&Event| {
        let mut told = e.claims.iter().filter_map(|id| claims.get(id));
        e.shows_positions() || told.any(|c| positions.withholds(c))
    };
    view.resolution.events.iter().filter(withheld).map(|e| &e.id).collect()
}

fn contradiction<'a>(shown: &'a Contradiction, lookup: &Lookup<'a>) -> Option<ContradictionShown<'a>> {
    let hidden = shown.events.iter().any(|id| lookup.hidden.contains(id));
    if hidden && shown.kind.tells_positions() {
        return None;
    }
    let said = |m: &'a Mention| {
        let withheld = hidden || lookup.withholds(m);
        SaidShown {
            document: lookup.documents.get(&m.document).map_or(m.document.as_str(), |d| d.name.as_str()),
            span: if withheld { Span { start: 0, end: 0 } } else { m.span },
            quote: (!withheld).then_some(m.quote.as_str()),
            claim: m.claim.as_ref().map(ClaimId::as_str),
            withheld,
        }
    };
    let side =
        |s: &'a events::Side| SideShown { value: &s.value, mentions: s.mentions.iter().map(said).collect() };
    Some(ContradictionShown {
        id: shown.id.as_str(),
        kind: shown.kind,
        severity: shown.severity,
        summary: if hidden { HIDDEN } else { &shown.summary },
        sides: shown.sides.iter().map(side).collect(),
        events: shown.events.iter().map(EventId::as_str).collect(),
    })
}

/// In place of a sentence that would name the place or the day.
const HIDDEN: &str = "words withheld: they would show where forces stand";

impl Lookup<'_> {
    fn withholds(&self, mention: &Mention) -> bool {
        let claim = mention.claim.as_ref().and_then(|id| self.claims.get(id));
        claim.is_some_and(|c| self.positions.withholds(c))
            || self.positions.touches(&mention.document, mention.span)
    }
}

/// Contradictions for people: each with its sides and quotes below it.
pub fn contradictions_text(shown: &[ContradictionShown<'_>]) -> String {
    let mut out = String::new();
    for c in shown {
        out.push_str(&format!("{}  {} ({})  {}\n", c.id, word(&c.kind), word(&c.severity), c.summary));
        for side in &c.sides {
            out.push_str(&format!("  {}\n", side.value));
            for said in &side.mentions {
                out.push_str(&match said.quote {
                    Some(quote) => {
                        let quote = crate::table::cut(quote);
                        format!("    {} @{}: « {quote} »\n", said.document, said.span.start)
                    }
                    None => format!("    {}: words withheld\n", said.document),
                });
            }
        }
    }
    out
}
