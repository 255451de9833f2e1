//! Counts by unit and month.
//!
//! In: rows of event datasets and what the units are. Out: a [`Panel`]; a model sees it only as a [`Past`], cut at an
//! origin.

mod build;
mod cells;
mod gaps;
mod past;
mod placed;
#[cfg(test)]
mod tests;

pub use build::{District, Sources, Units};
pub use cells::{Cells, read_cells};
pub use past::Past;

use crate::{Gid, Level, Month, Target, Unit};
use base::Country;
use std::collections::{BTreeMap, HashMap};

/// Counts of one target: one row of months for each unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    months: usize,
    values: Vec<u32>,
}

impl Counts {
    fn zeros(units: usize, months: usize) -> Self {
        Self { months, values: vec![0; units * months] }
    }

    /// The months of a unit, the first month of the panel first; empty if there is no such unit.
    pub fn of(&self, unit: usize) -> &[u32] {
        self.values.get(unit * self.months..(unit + 1) * self.months).unwrap_or_default()
    }

    fn add(&mut self, unit: usize, month: usize, amount: u32) {
        let at = unit * self.months + month;
        if let Some(value) = self.values.get_mut(at).filter(|_| month < self.months) {
            *value = value.saturating_add(amount);
        }
    }
}

/// Counts by unit and month for every target, months without a row counting zero.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    level: Level,
    units: Vec<Unit>,
    cells: HashMap<Gid, usize>,
    countries: Vec<Country>,
    first: Month,
    months: usize,
    counts: BTreeMap<Target, Counts>,
    /// By country, every row counted however roughly it is placed.
    whole: BTreeMap<Target, Counts>,
    gaps: Vec<(Month, Month)>,
    /// By country, those in which other countries have rows.
    gaps_of: BTreeMap<Country, Vec<(Month, Month)>>,
}

impl Panel {
    /// What its units are.
    pub fn level(&self) -> Level {
        self.level
    }

    /// Its units; models and forecasts name them by their place in this list.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// Its first month.
    pub fn first(&self) -> Month {
        self.first
    }

    /// Its last month: that of the newest row.
    pub fn last(&self) -> Month {
        self.first.plus(self.months as i32 - 1)
    }

    /// Its targets.
    pub fn targets(&self) -> impl Iterator<Item = &Target> {
        self.counts.keys()
    }

    /// Runs of months, first and last, that hold so few rows that a file is likely missing.
    pub fn gaps(&self) -> &[(Month, Month)] {
        &self.gaps
    }

    /// Runs of months, first and last, in which a file of this country alone is likely missing.
    pub fn gaps_of(&self, country: Country) -> &[(Month, Month)] {
        self.gaps_of.get(&country).map_or(&[], Vec::as_slice)
    }

    /// What a unit counted in a month; `None` outside the panel.
    pub fn count(&self, target: &Target, unit: usize, month: Month) -> Option<u32> {
        let at = usize::try_from(month.since(self.first)).ok()?;
        self.counts.get(target)?.of(unit).get(at).copied()
    }

    /// What could be known at the end of `origin`; `None` if that is before the first month or after the last.
    pub fn until(&self, origin: Month) -> Option<Past<'_>> {
        let months = usize::try_from(origin.since(self.first)).ok()? + 1;
        (months <= self.months).then(|| Past::new(self, months))
    }
}
