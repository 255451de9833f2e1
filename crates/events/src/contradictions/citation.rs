//! A citation whose date or host disagrees with itself, or that is older than what it is cited for.

use super::{Case, contradiction};
use crate::{Contradiction, ContradictionKind, Level, Mention, Side};
use evidence::{Document, Doubt, DoubtKind};

pub(super) fn find(case: &Case<'_>) -> Vec<Contradiction> {
    let documents = case.evidence.documents.iter();
    documents
        .flat_map(|document| document.doubts.iter().filter_map(|doubt| doubtful(document, doubt)))
        .collect()
}

fn doubtful(document: &Document, doubt: &Doubt) -> Option<Contradiction> {
    let (severity, what) = match doubt.kind {
        DoubtKind::DateDisagrees => (Level::Low, "the date in its address is not the one stated"),
        DoubtKind::HostDisagrees => (Level::Low, "its address does not fit its publisher"),
        DoubtKind::OlderThanCitedFor => (Level::Medium, "it is older than what it is cited for"),
    };
    let number = document.citations.iter().find(|c| c.id == doubt.citation).map_or(0, |c| c.number);
    let sides = doubt.sides.iter().map(|side| Side {
        value: side.value.clone(),
        mentions: vec![Mention {
            row: None,
            claim: None,
            document: document.id.clone(),
            span: side.span,
            quote: side.quote.clone(),
        }],
    });
    let summary = format!("footnote {number} of {}: {what}", document.name);
    contradiction(ContradictionKind::Citation, severity, summary, Vec::new(), sides.collect())
}
