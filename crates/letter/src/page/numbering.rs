//! Footnotes get their numbers in the order in which the page first calls them.

use crate::{Note, NoteId};
use serde::Serialize;
use std::collections::BTreeMap;

/// A call of a footnote.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Call {
    /// Printed number, from 1.
    pub number: usize,
    /// Anchor of this call, for the way back.
    pub anchor: String,
}

/// A footnote that the page calls, and how often.
pub(super) struct Called<'a> {
    pub note: &'a Note,
    pub calls: usize,
}

/// The numbers given so far.
pub(super) struct Numbering<'a> {
    notes: BTreeMap<&'a NoteId, &'a Note>,
    numbers: BTreeMap<&'a NoteId, usize>,
    called: Vec<Called<'a>>,
}

impl<'a> Numbering<'a> {
    pub(super) fn new(notes: &'a [Note]) -> Self {
        // The first of two notes of one name wins.
        let notes = notes.iter().rev().map(|n| (&n.id, n)).collect();
        Self { notes, numbers: BTreeMap::new(), called: Vec::new() }
    }

    /// Whether at least one of these footnotes exists.
    pub(super) fn resolves(&self, ids: &[NoteId]) -> bool {
        ids.iter().any(|id| self.notes.contains_key(id))
    }

    /// The footnote of that name.
    pub(super) fn note(&self, id: &NoteId) -> Option<&'a Note> {
        self.notes.get(id).copied()
    }

    /// Calls those of the footnotes that exist.
    pub(super) fn call(&mut self, ids: &[NoteId]) -> Vec<Call> {
        ids.iter().filter_map(|id| self.call_one(id)).collect()
    }

    fn call_one(&mut self, id: &NoteId) -> Option<Call> {
        let (&id, &note) = self.notes.get_key_value(id)?;
        let number = *self.numbers.entry(id).or_insert_with(|| {
            self.called.push(Called { note, calls: 0 });
            self.called.len()
        });
        let called = self.called.get_mut(number - 1)?;
        called.calls += 1;
        Some(Call { number, anchor: format!("call-{number}-{}", called.calls) })
    }

    pub(super) fn called(&self) -> &[Called<'a>] {
        &self.called
    }

    /// The names of the footnotes called, in the order of their numbers.
    pub(super) fn ids(&self) -> Vec<NoteId> {
        self.called.iter().map(|c| c.note.id.clone()).collect()
    }
}
