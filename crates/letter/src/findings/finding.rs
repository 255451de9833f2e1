//! A value that cannot exist without saying what it rests on.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Names a [`Note`](crate::Note): the claim's id, or document and span where no claim stands behind a quote.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NoteId(String);

impl NoteId {
    /// The id as the ledger spells it.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id as printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for NoteId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A value came without a footnote: it cannot be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a finding needs at least one footnote that it rests on")]
pub struct Unsourced;

/// The footnotes a value rests on: at least one, each once, in the order given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<NoteId>", into = "Vec<NoteId>")]
pub struct Provenance(Vec<NoteId>);

impl Provenance {
    /// The footnotes.
    pub fn notes(&self) -> &[NoteId] {
        &self.0
    }
}

impl TryFrom<Vec<NoteId>> for Provenance {
    type Error = Unsourced;
    fn try_from(given: Vec<NoteId>) -> Result<Self, Unsourced> {
        let mut once: Vec<NoteId> = Vec::with_capacity(given.len());
        for note in given {
            if !once.contains(&note) {
                once.push(note);
            }
        }
        if once.is_empty() { Err(Unsourced) } else { Ok(Self(once)) }
    }
}

impl From<Provenance> for Vec<NoteId> {
    fn from(provenance: Provenance) -> Self {
        provenance.0
    }
}

/// A value, the id under which `faleme why` follows it, and its footnotes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding<T> {
    id: String,
    notes: Provenance,
    #[serde(flatten)]
    content: T,
}

impl<T> Finding<T> {
    /// Refuses a value without a footnote.
    pub fn new(id: impl Into<String>, content: T, notes: Vec<NoteId>) -> Result<Self, Unsourced> {
        Ok(Self { id: id.into(), notes: notes.try_into()?, content })
    }

    /// The id of the event or contradiction it was made from.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its footnotes: at least one.
    pub fn notes(&self) -> &[NoteId] {
        self.notes.notes()
    }

    /// The value.
    pub fn content(&self) -> &T {
        &self.content
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_without_a_footnote() {
        assert_eq!(Finding::new("evt-1", (), Vec::new()), Err(Unsourced));
        assert!(serde_json::from_str::<Provenance>("[]").is_err());
    }

    #[test]
    fn a_footnote_counts_once() {
        let twice = vec![NoteId::new("a"), NoteId::new("b"), NoteId::new("a")];
        assert_eq!(Finding::new("evt-1", (), twice).unwrap().notes().len(), 2);
    }
}
