//! What else hangs on the corridors: exports and state revenue as totals, tolls reported in the past, people whose zone runs
//! short, and money sent home. Ranges here are bounds (every low together, every high together), not percentiles.

mod people;
mod sectors;
mod tolls;

pub use people::{PurchasingPower, ShortZone, Shortage, purchasing_power, shortage};
pub use sectors::{AreaExposure, Passing, SectorExposure, by_area, held_up};
pub use tolls::{TollAmounts, TollReport, TollYear, tolls_by_year};

use crate::range::Range;

/// The product of two ranges of values that are not negative.
fn times(a: Range<f64>, b: Range<f64>) -> Range<f64> {
    Range { low: a.low * b.low, best: a.best * b.best, high: a.high * b.high }
}

/// The sum of two ranges.
fn plus(a: Range<f64>, b: Range<f64>) -> Range<f64> {
    Range { low: a.low + b.low, best: a.best + b.best, high: a.high + b.high }
}

#[cfg(test)]
mod tests;
