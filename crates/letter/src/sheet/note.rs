//! Footnotes as printed.

use super::Inline;

/// A footnote.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetNote {
    /// The id that `faleme why` follows: a claim, a row, a parameter.
    pub id: String,
    /// Quote, source, day, grade; for rows their dataset and release, for a parameter its range and source.
    pub says: Vec<Inline>,
}
