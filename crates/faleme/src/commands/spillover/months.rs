//! Counts by month, each with its evidence.

use outlook::Month;
use outlook::spillover::MonthValue;
use std::collections::{BTreeMap, BTreeSet};

/// Values and evidence gathered month by month.
#[derive(Default)]
pub struct Months(BTreeMap<Month, (f64, BTreeSet<String>)>);

impl Months {
    /// Adds to a month; the same evidence stands once.
    pub fn add(&mut self, month: Month, value: f64, evidence: impl IntoIterator<Item = String>) {
        let (sum, told) = self.0.entry(month).or_default();
        *sum += value;
        told.extend(evidence);
    }

    /// The months, in order.
    pub fn list(self) -> Vec<MonthValue> {
        let value = |(month, (value, evidence)): (Month, (f64, BTreeSet<String>))| MonthValue {
            month,
            value,
            evidence: evidence.into_iter().collect(),
        };
        self.0.into_iter().map(value).collect()
    }
}
