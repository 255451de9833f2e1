//! Contradictions with their sides, documents by name.

use super::word;
use crate::view::View;
use base::{DocumentId, Span};
use events::{Contradiction, ContradictionKind, Level};
use evidence::Document;
use serde::Serialize;
use std::collections::HashMap;

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
    quote: &'a str,
    claim: Option<&'a str>,
}

/// The contradictions of a view.
pub fn contradictions(view: &View) -> Vec<ContradictionShown<'_>> {
    let documents = view.by_id();
    view.resolution.contradictions.iter().map(|c| contradiction(c, &documents)).collect()
}

fn contradiction<'a>(
    shown: &'a Contradiction,
    documents: &HashMap<&DocumentId, &'a Document>,
) -> ContradictionShown<'a> {
    let said = |m: &'a events::Mention| SaidShown {
        document: documents.get(&m.document).map_or(m.document.as_str(), |d| d.name.as_str()),
        span: m.span,
        quote: &m.quote,
        claim: m.claim.as_ref().map(base::ClaimId::as_str),
    };
    let side =
        |s: &'a events::Side| SideShown { value: &s.value, mentions: s.mentions.iter().map(said).collect() };
    ContradictionShown {
        id: shown.id.as_str(),
        kind: shown.kind,
        severity: shown.severity,
        summary: &shown.summary,
        sides: shown.sides.iter().map(side).collect(),
        events: shown.events.iter().map(base::EventId::as_str).collect(),
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
                out.push_str(&format!(
                    "    {} @{}: « {} »\n",
                    said.document,
                    said.span.start,
                    crate::table::cut(said.quote)
                ));
            }
        }
    }
    out
}
