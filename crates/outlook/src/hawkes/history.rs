//! What a fit is made from: counts by district and month until the origin.

use super::Kernel;
use base::{Coordinate, Country};

/// A district: on which side of borders it lies, and its middle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Its country.
    pub country: Country,
    /// Its middle.
    pub middle: Coordinate,
}

/// Counts by district and month. Nothing after the origin is in it.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// The districts.
    pub places: Vec<Place>,
    /// For each district its months, the origin last, all as long.
    pub counts: Vec<Vec<u32>>,
    /// Months, up to the origin, that the process is fitted on; earlier ones count as what set them off.
    pub fitted: usize,
}

/// Where what sets off lies, seen from where it is set off.
pub const CLASSES: usize = 3;
/// The district itself.
pub const SELF: usize = 0;
/// Another district of the same country.
pub const NEAR: usize = 1;
/// Across a border.
pub const ACROSS: usize = 2;

impl History {
    /// Months there are.
    pub fn months(&self) -> usize {
        self.counts.iter().map(Vec::len).min().unwrap_or(0)
    }

    /// The first month that is fitted.
    pub(super) fn start(&self) -> usize {
        self.months().saturating_sub(self.fitted)
    }

    /// Events of a district in the months that are fitted.
    pub fn events(&self, district: usize) -> u64 {
        let months = self.counts.get(district).and_then(|c| c.get(self.start()..)).unwrap_or_default();
        months.iter().map(|n| u64::from(*n)).sum()
    }

    /// Events a month of a district in its last twelve months.
    pub fn last_year(&self, district: usize) -> f64 {
        let last = self.counts.get(district).map(|c| c.get(c.len().saturating_sub(12)..).unwrap_or_default());
        let sum: u64 = last.into_iter().flatten().map(|n| u64::from(*n)).sum();
        sum as f64 / 12.0
    }

    /// From which class district `from` works on district `on`, and what distance leaves of it.
    fn link(&self, kernel: Kernel, from: usize, on: usize) -> (usize, f64) {
        let (Some(a), Some(b)) = (self.places.get(from), self.places.get(on)) else { return (NEAR, 0.0) };
        if from == on {
            return (SELF, 1.0);
        }
        let class = if a.country == b.country { NEAR } else { ACROSS };
        (class, kernel.at(a.middle.distance_km(b.middle)))
    }

    /// All links onto each district: where from, which class, what is left of it.
    pub(super) fn links(&self, kernel: Kernel) -> Vec<Vec<(usize, f64)>> {
        let all = 0..self.places.len();
        all.clone().map(|on| all.clone().map(|from| self.link(kernel, from, on)).collect()).collect()
    }
}

/// What the past leaves for each district at one month: for each the sum of its earlier counts, faded. The months are walked
/// once, since what fades by a share a month needs no more than the sum so far.
#[derive(Clone, Debug)]
pub struct Traces {
    left: f64,
    sums: Vec<f64>,
}

impl Traces {
    /// Before the first month.
    pub fn new(kernel: Kernel, districts: usize) -> Self {
        Self { left: kernel.left(), sums: vec![0.0; districts] }
    }

    /// Goes on by one month that counted so many.
    pub fn push(&mut self, counts: impl Iterator<Item = f64>) {
        for (sum, count) in self.sums.iter_mut().zip(counts) {
            *sum = self.left * *sum + (1.0 - self.left) * count;
        }
    }

    /// What works on a district from each class, before strengths; `links` are those onto it.
    pub fn on(&self, links: &[(usize, f64)]) -> [f64; CLASSES] {
        let mut found = [0.0; CLASSES];
        for ((class, left), sum) in links.iter().zip(&self.sums) {
            if let Some(part) = found.get_mut(*class) {
                *part += left * sum;
            }
        }
        found
    }
}
