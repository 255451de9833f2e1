//! Where an optimum was found, kept with its factors.

use super::factor::Factor;
use super::structure::Structure;
use std::fmt;
use std::sync::Arc;

/// Where a column or the value of a row stands when it is not basic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// In the basis.
    Basic,
    /// At its lower bound.
    Lower,
    /// At its upper bound.
    Upper,
    /// At both: its bounds leave it no choice.
    Fixed,
    /// It has no bound and stands at zero.
    Zero,
}

/// The columns and rows that are off their bounds at an optimum, with the factors of their matrix. A search that starts
/// from it is short if few bounds and costs differ. Cloning it costs a reference count. It may be used with any structure
/// of as many rows and columns; with another matrix it is factorised anew. Anything else is as if there were no start.
#[derive(Clone)]
pub struct Basis(Arc<Kept>);

/// What a basis holds. Variables are the columns, then the values of the rows.
pub(super) struct Kept {
    pub(super) digest: u64,
    pub(super) columns: usize,
    /// Of each variable.
    pub(super) status: Vec<Status>,
    /// The basic variable of each position.
    pub(super) head: Vec<u32>,
    /// Dual steepest-edge weights by position.
    pub(super) weights: Vec<f64>,
    pub(super) factor: Factor,
}

impl Status {
    /// On which side of its resting place it may move: 1 up, -1 down, 0 not at all or either way.
    #[inline]
    pub(super) fn side(self) -> f64 {
        // A table, since a branch on what varies from column to column is guessed wrong half of the time.
        const SIDES: [f64; 5] = [0.0, 1.0, -1.0, 0.0, 0.0];
        SIDES[self as usize]
    }
}

impl Basis {
    pub(super) fn new(kept: Kept) -> Basis {
        Basis(Arc::new(kept))
    }

    /// What it holds, if it can serve as a start for `structure`.
    pub(super) fn for_structure(&self, structure: &Structure) -> Option<&Kept> {
        let fits = self.0.head.len() == structure.rows() && self.0.columns == structure.columns();
        fits.then_some(&*self.0)
    }
}

impl fmt::Debug for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Basis({} columns, {} rows)", self.0.columns, self.0.head.len())
    }
}
