//! A panel as it stood at an origin. What comes after is out of reach: every series ends there.

use super::{Counts, Panel};
use crate::{Gid, Level, Month, Target, Unit};
use base::Country;

/// The months of a panel up to an origin, that month included.
#[derive(Clone, Copy, Debug)]
pub struct Past<'a> {
    panel: &'a Panel,
    months: usize,
}

impl<'a> Past<'a> {
    pub(super) fn new(panel: &'a Panel, months: usize) -> Self {
        Self { panel, months }
    }

    /// What its units are.
    pub fn level(&self) -> Level {
        self.panel.level
    }

    /// The units, in the panel's order.
    pub fn units(&self) -> &'a [Unit] {
        &self.panel.units
    }

    /// The first month.
    pub fn first(&self) -> Month {
        self.panel.first
    }

    /// The last month that is seen.
    pub fn origin(&self) -> Month {
        self.panel.first.plus(self.months as i32 - 1)
    }

    /// Number of months seen.
    pub fn months(&self) -> usize {
        self.months
    }

    /// The same panel as it stood `months` earlier; `None` before its first month. Training windows are cut so.
    pub fn earlier(&self, months: usize) -> Option<Self> {
        self.months.checked_sub(months).filter(|left| *left > 0).map(|left| Self::new(self.panel, left))
    }

    /// Counts of a unit, the first month first, the origin last; empty if the panel has no such target or unit.
    pub fn series(&self, target: &Target, unit: usize) -> &'a [u32] {
        self.panel.counts.get(target).map_or(&[], |counts| self.cut(counts, unit))
    }

    /// The last `months` counts of a unit, the origin last; fewer if the panel is shorter.
    pub fn last(&self, target: &Target, unit: usize, months: usize) -> &'a [u32] {
        let series = self.series(target, unit);
        series.get(series.len().saturating_sub(months)..).unwrap_or_default()
    }

    /// The unit of a cell; `None` if the cell is not in the panel (off the grid, or another level).
    pub fn at(&self, cell: Gid) -> Option<usize> {
        self.panel.cells.get(&cell).copied()
    }

    /// The countries of the units, by code.
    pub fn countries(&self) -> &'a [Country] {
        &self.panel.countries
    }

    /// Runs of months in which a file of a country is likely missing, in months seen or later.
    pub fn gaps_of(&self, country: Country) -> &'a [(Month, Month)] {
        self.panel.gaps_of(country)
    }

    /// Counts of a country with every row that names it, however roughly it is placed. `country` is its place in
    /// [`Past::countries`].
    pub fn country_series(&self, target: &Target, country: usize) -> &'a [u32] {
        self.panel.whole.get(target).map_or(&[], |counts| self.cut(counts, country))
    }

    fn cut(&self, counts: &'a Counts, row: usize) -> &'a [u32] {
        counts.of(row).get(..self.months).unwrap_or_default()
    }
}
