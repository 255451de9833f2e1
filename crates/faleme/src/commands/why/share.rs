//! What of a trail may be handed on: nothing that would show where forces stand or move.

use super::node::Node;
use crate::show::{hidden_events, tells_positions};
use crate::view::View;
use base::{DocumentId, EventId, Span};
use events::{Contradiction, Positions, RowRef};
use evidence::Claim;
use std::collections::HashSet;

/// In place of words.
pub const WITHHELD: &str = "words withheld: they would show where forces stand";

/// What is held back.
pub struct Share<'a> {
    positions: Positions<'a>,
    hidden: HashSet<&'a EventId>,
    rows: HashSet<&'a RowRef>,
}

impl<'a> Share<'a> {
    /// What of a view is held back.
    pub fn of(view: &'a View) -> Self {
        let hidden = hidden_events(view);
        let events = view.resolution.events.iter().filter(|e| hidden.contains(&e.id));
        let rows = events.flat_map(|e| &e.rows).collect();
        Self { positions: Positions::of(&view.claims), hidden, rows }
    }

    /// Whether a claim is named and not followed.
    pub fn withholds(&self, claim: &Claim) -> bool {
        self.positions.withholds(claim)
    }

    /// Whether a span overlaps words that are held back.
    pub fn touches(&self, document: &DocumentId, span: Span) -> bool {
        self.positions.touches(document, span)
    }

    /// Whether an event is told by month and region only.
    pub fn hides(&self, event: &EventId) -> bool {
        self.hidden.contains(event)
    }

    /// Whether a row tells such an event.
    pub fn hides_row(&self, row: &RowRef) -> bool {
        self.rows.contains(row)
    }

    /// Whether a contradiction may be told at all.
    pub fn tells(&self, contradiction: &Contradiction) -> bool {
        !tells_positions(contradiction.kind) || !contradiction.events.iter().any(|e| self.hides(e))
    }
}

/// A claim that is named and not followed.
pub fn claim(id: &str) -> Node {
    Node::new(id, "claim", WITHHELD, Vec::new())
}
