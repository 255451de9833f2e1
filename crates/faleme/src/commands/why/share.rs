//! What of a trail may be handed on: nothing that would show where forces stand or move.

use super::node::Node;
use crate::show::{Blur, Handed};
use crate::view::View;
use base::{DocumentId, EventId, Span};
use events::{Contradiction, RowRef};
use evidence::{Claim, Vocabulary};
use std::collections::HashSet;

/// In place of words.
pub const WITHHELD: &str = "words withheld: they would show where forces stand";

/// What is held back.
pub struct Share<'a> {
    handed: Handed<'a>,
    rows: HashSet<&'a RowRef>,
}

impl<'a> Share<'a> {
    /// What of a view is held back.
    pub fn of(view: &'a View, vocabulary: &'a Vocabulary, blur: &'a Blur) -> Self {
        let handed = Handed::of(view, vocabulary, blur);
        let events = view.resolution.events.iter().filter(|e| handed.hides_event(&e.id));
        let rows = events.flat_map(|e| &e.rows).collect();
        Self { handed, rows }
    }

    /// What is handed on of everything else.
    pub fn handed(&self) -> &Handed<'a> {
        &self.handed
    }

    /// Whether a claim is named and not followed.
    pub fn withholds(&self, claim: &Claim, event: Option<&EventId>) -> bool {
        self.handed.hides(claim, event.map(EventId::as_str))
    }

    /// Whether a span overlaps words that are held back.
    pub fn touches(&self, document: &DocumentId, span: Span) -> bool {
        self.handed.touches(document, span)
    }

    /// Whether an event is told by month and region only.
    pub fn hides(&self, event: &EventId) -> bool {
        self.handed.hides_event(event)
    }

    /// Whether a row tells such an event.
    pub fn hides_row(&self, row: &RowRef) -> bool {
        self.rows.contains(row)
    }

    /// Whether a contradiction may be told at all.
    pub fn tells(&self, contradiction: &Contradiction) -> bool {
        !contradiction.kind.tells_positions() || !contradiction.events.iter().any(|e| self.hides(e))
    }
}

/// A claim that is named and not followed.
pub fn claim(id: &str) -> Node {
    Node::new(id, "claim", WITHHELD, Vec::new())
}
