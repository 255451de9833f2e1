//! The basis matrix as triangular factors, with one elementary matrix for each pivot since (product form).

use super::lu::Lu;
use super::structure::Sparse;
use std::sync::Arc;

/// Pivots after which factors are made anew, at the latest.
const MOST_PIVOTS: usize = 100;

/// Factors of a basis matrix. Vectors go in and out by position of the basis, which is the row that the position was
/// pivoted on.
#[derive(Clone)]
pub(super) struct Factor {
    lu: Arc<Lu>,
    /// For each pivot since: the other entries of the column that came in.
    etas: Sparse,
    /// Its position and its entry there.
    pivots: Vec<(u32, f64)>,
}

impl Factor {
    pub(super) fn new(lu: Lu) -> Factor {
        Factor { lu: Arc::new(lu), etas: Sparse::new(), pivots: Vec::new() }
    }

    /// Pivots since the factors were made.
    pub(super) fn age(&self) -> usize {
        self.pivots.len()
    }

    /// Whether new factors would be cheaper than going on with these.
    pub(super) fn is_worn(&self) -> bool {
        self.age() >= MOST_PIVOTS || self.etas.entries() > 4 * self.lu.entries() + 400
    }

    /// Solves B x = b in place.
    pub(super) fn forward(&self, x: &mut [f64]) {
        self.lu.forward(x);
        for (at, &(row, pivot)) in self.pivots.iter().enumerate() {
            let value = x[row as usize];
            if value != 0.0 {
                let value = value / pivot;
                x[row as usize] = value;
                for (i, eta) in self.etas.list(at) {
                    x[i] -= eta * value;
                }
            }
        }
    }

    /// Solves Bᵀ y = c in place.
    pub(super) fn backward(&self, y: &mut [f64]) {
        for (at, &(row, pivot)) in self.pivots.iter().enumerate().rev() {
            let rest = self.etas.dot(at, y);
            let value = y[row as usize];
            if rest != 0.0 || value != 0.0 {
                y[row as usize] = (value - rest) / pivot;
            }
        }
        self.lu.backward(y);
    }

    /// A column came in at `position`; `entries` is what [`forward`](Self::forward) made of it, and where it is not zero.
    pub(super) fn replace(&mut self, position: usize, entries: &[f64], nonzero: &[u32]) {
        for &i in nonzero {
            if i as usize != position {
                self.etas.push(i, entries[i as usize]);
            }
        }
        self.etas.close();
        self.pivots.push((position as u32, entries[position]));
    }
}
