//! Footnotes get their numbers in the order in which the sheet first calls them.

use crate::{Note, NoteId};
use std::collections::BTreeMap;

/// The numbers given so far.
pub(super) struct Numbering<'a> {
    notes: BTreeMap<&'a NoteId, &'a Note>,
    numbers: BTreeMap<&'a NoteId, usize>,
    called: Vec<&'a Note>,
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

    /// Calls those of the footnotes that exist: their numbers, from 1.
    pub(super) fn call(&mut self, ids: &[NoteId]) -> Vec<usize> {
        ids.iter().filter_map(|id| self.call_one(id)).collect()
    }

    fn call_one(&mut self, id: &NoteId) -> Option<usize> {
        let (&id, &note) = self.notes.get_key_value(id)?;
        Some(*self.numbers.entry(id).or_insert_with(|| {
            self.called.push(note);
            self.called.len()
        }))
    }

    /// The footnotes called, in the order of their numbers.
    pub(super) fn called(&self) -> &[&'a Note] {
        &self.called
    }
}
