//! A value that is not certain.

use serde::{Deserialize, Serialize};

/// Low, best and high value: `low ≤ best ≤ high`. Of results: the 5th percentile of the draws, the answer to the best values,
/// the 95th percentile, widened to hold the best.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Range<T> {
    /// Low.
    pub low: T,
    /// Best.
    pub best: T,
    /// High.
    pub high: T,
}

impl<T: Copy> Range<T> {
    /// A value that is certain.
    pub fn certain(value: T) -> Self {
        Self { low: value, best: value, high: value }
    }

    /// Each value changed alike.
    pub fn map<U>(self, change: impl Fn(T) -> U) -> Range<U> {
        Range { low: change(self.low), best: change(self.best), high: change(self.high) }
    }
}
