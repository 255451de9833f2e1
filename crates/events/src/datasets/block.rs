//! Rows that are kept together, and how a row is known again.

use crate::Row;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// How a row is known again: by its id and by its fields, however they are quoted and parted, each as the first eight bytes of a BLAKE3 hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Of its id.
    pub id: u64,
    /// Of its fields; in ledgers of earlier versions, of its native bytes.
    pub bytes: u64,
}

impl Mark {
    /// The mark of a row by its fields.
    pub(super) fn of<T: AsRef<[u8]>>(id: &str, fields: impl Iterator<Item = T>) -> Self {
        let mut hasher = blake3::Hasher::new();
        for field in fields {
            let field = field.as_ref().trim_ascii();
            hasher.update(&(field.len() as u64).to_le_bytes());
            hasher.update(field);
        }
        Self { id: Self::id(id), bytes: first(&hasher.finalize()) }
    }

    /// What stands for an id.
    pub fn id(id: &str) -> u64 {
        short(id.as_bytes())
    }
}

fn short(bytes: &[u8]) -> u64 {
    first(&blake3::hash(bytes))
}

fn first(hash: &blake3::Hash) -> u64 {
    hash.as_bytes().iter().take(8).fold(0, |n, b| n << 8 | u64::from(*b))
}

/// Some hundred rows in file order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block {
    /// The rows.
    pub rows: Vec<Row>,
    /// One a row.
    pub marks: Vec<Mark>,
    /// Start and end of each row's record in `native`.
    pub spans: Vec<(u32, u32)>,
    /// Records as they stand in the file.
    pub native: Vec<u8>,
}

impl Block {
    /// Leaves only the rows for which `keep` says so.
    pub(super) fn retain(&mut self, keep: &[bool]) {
        let mut asked = keep.iter().copied();
        self.rows.retain(|_| asked.next().unwrap_or(true));
        let mut asked = keep.iter().copied();
        self.marks.retain(|_| asked.next().unwrap_or(true));
        let mut asked = keep.iter().copied();
        self.spans.retain(|_| asked.next().unwrap_or(true));
    }
}

/// What a row met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Met {
    /// Nothing of its id.
    New,
    /// The same row.
    Same,
    /// Another row of its id, on that line (0: in another file).
    Other(u64),
}

/// The rows of a release so far.
#[derive(Clone, Debug, Default)]
pub struct Seen(HashMap<u64, (u64, u64)>);

impl Seen {
    /// Takes note of a row of an earlier file.
    pub fn add(&mut self, mark: Mark) {
        self.0.insert(mark.id, (mark.bytes, 0));
    }

    /// Whether a row of this id is known.
    pub fn knows(&self, mark: Mark) -> bool {
        self.0.contains_key(&mark.id)
    }

    /// Forgets lines: what follows is another file.
    pub fn next_file(&mut self) {
        self.0.values_mut().for_each(|(_, line)| *line = 0);
    }

    /// Every id known.
    pub fn ids(&self) -> impl Iterator<Item = u64> {
        self.0.keys().copied()
    }

    /// Whether it is the same row, met by an earlier version that marked its bytes.
    pub(super) fn holds(&self, mark: Mark, native: &[u8]) -> bool {
        self.0.get(&mark.id).is_some_and(|(bytes, _)| *bytes == short(native))
    }

    /// Forgets a row.
    pub fn forget(&mut self, mark: Mark) {
        self.0.remove(&mark.id);
    }

    pub(super) fn meet(&mut self, mark: Mark, line: u64) -> Met {
        match self.0.entry(mark.id) {
            Entry::Vacant(free) => {
                free.insert((mark.bytes, line));
                Met::New
            }
            Entry::Occupied(held) if held.get().0 == mark.bytes => Met::Same,
            Entry::Occupied(held) => Met::Other(held.get().1),
        }
    }
}
