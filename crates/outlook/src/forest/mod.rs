//! A random forest that tells probabilities of classes (Breiman 2001, Machine Learning 45).
//!
//! In: rows of features, cut into at most 256 steps each ([`Binned`]), and the class of each row. Out: for a row, the
//! probability of each class: the mean over trees of the shares in the leaf it falls into. The same seed grows the same
//! forest, whatever the number of threads: each tree draws from a stream of its own.

mod bins;
mod split;
#[cfg(test)]
mod tests;
mod tree;

pub use bins::{Binned, Edges};

use crate::random::Random;
use rayon::prelude::*;
use tree::Tree;

/// The most classes there may be.
pub const CLASSES: usize = 16;

/// How a forest is grown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Growth {
    /// Number of trees.
    pub trees: usize,
    /// Splits from the root to a leaf at most.
    pub depth: usize,
    /// Rows in a leaf at least, a row drawn twice counting twice.
    pub leaf: u32,
    /// Features tried at each split, those that are the same in all rows not counted.
    pub tried: usize,
    /// Rows drawn with replacement for each tree, as a share of all.
    pub drawn: f64,
}

impl Default for Growth {
    /// That of the model `forest`, tuned on the windows 2010 to 2017 alone: see `docs/outlook.md`.
    fn default() -> Self {
        Self { trees: 300, depth: 14, leaf: 150, tried: 9, drawn: 1.0 }
    }
}

/// Trees.
#[derive(Clone, Debug, PartialEq)]
pub struct Forest {
    trees: Vec<Tree>,
}

impl Forest {
    /// Grows a forest on rows and the class (under [`CLASSES`]) of each. Rows without a class are left out; without any
    /// row every class is as likely as another.
    pub fn grow(rows: &Binned, classes: &[u8], growth: &Growth, seed: u64) -> Self {
        let one = |tree: usize| {
            let mut random = Random::new(seed, &[tree as u64]);
            Tree::grow(rows, classes, growth, &mut random)
        };
        Self { trees: (0..growth.trees).into_par_iter().map(one).collect() }
    }

    /// Probabilities of the classes, row by row.
    pub fn predict(&self, rows: &Binned) -> Vec<[f64; CLASSES]> {
        let one = |row: usize| {
            let mut sums = [0.0; CLASSES];
            for tree in &self.trees {
                sums.iter_mut()
                    .zip(tree.shares(rows, row))
                    .for_each(|(sum, share)| *sum += f64::from(*share));
            }
            let all: f64 = sums.iter().sum();
            sums.map(|sum| if all > 0.0 { sum / all } else { 1.0 / CLASSES as f64 })
        };
        (0..rows.rows()).into_par_iter().map(one).collect()
    }
}
