//! What speaks for a period: releases of datasets, and claims.

use super::{Period, PeriodLength};
use crate::Table;
use base::{Country, Date, Interval};
use serde::Serialize;
use std::collections::BTreeMap;

/// A release that holds rows of the country.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Speaks {
    /// The dataset.
    pub dataset: String,
    /// Its release.
    pub release: String,
    /// Its rows of the country that end in the period.
    pub rows: u64,
    /// First day told by a row of the country.
    pub from: Date,
    /// Last day told by one.
    pub to: Date,
}

/// What speaks for a period in a country.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Coverage {
    /// Whether one dataset speaks for every month of the period. A release speaks from the month of its first row of the
    /// country to the month of its last: a month without rows between them is a month without recorded events.
    pub complete: bool,
    /// Releases whose rows reach into the period.
    pub datasets: Vec<Speaks>,
    /// Claims behind the events counted.
    pub claims: u64,
}

/// How far a release reaches in a country, and its rows by the period in which they end.
#[derive(Clone, Debug)]
pub(crate) struct Reach {
    speaks: Speaks,
    rows: BTreeMap<Period, u64>,
}

impl Reach {
    /// What each of `tables` holds of `country`; of all countries if it is not known.
    pub fn of(tables: &[Table], country: Option<Country>, step: PeriodLength) -> Vec<Self> {
        let mut all: Vec<Self> = tables.iter().filter_map(|table| Self::one(table, country, step)).collect();
        let order = |r: &Self| (r.speaks.dataset.clone(), r.speaks.from, r.speaks.release.clone());
        all.sort_by_key(order);
        all
    }

    /// `ucdp 24.1 from 2011-06-24 to 2021-12-28`.
    pub fn describe(&self) -> String {
        let Speaks { dataset, release, from, to, .. } = &self.speaks;
        format!("{dataset} {release} from {from} to {to}")
    }

    fn one(table: &Table, country: Option<Country>, step: PeriodLength) -> Option<Self> {
        let rows = table.rows.iter().filter(|row| country.is_none() || row.country == country);
        let dates: Vec<(Date, Date)> =
            rows.filter_map(|row| row.date.and_then(|d| d.start.zip(d.end))).collect();
        let from = dates.iter().map(|d| d.0).min()?;
        let to = dates.iter().map(|d| d.1).max()?;
        let mut rows = BTreeMap::new();
        for (_, last) in &dates {
            *rows.entry(Period::of(*last, step)).or_default() += 1;
        }
        let (dataset, release) = (table.dataset.clone(), table.release.clone());
        Some(Self { speaks: Speaks { dataset, release, rows: 0, from, to }, rows })
    }
}

impl Coverage {
    /// What `reaches`, as [`Reach::of`] orders them, cover of `period`.
    pub(crate) fn of(reaches: &[Reach], period: Period, claims: u64) -> Self {
        let months = |s: &Speaks| Interval::between(s.from.first_of_month(), s.to.last_of_month());
        let within = reaches.iter().filter(|reach| period.days().overlaps(&months(&reach.speaks)));
        let rows = |reach: &Reach| reach.rows.get(&period).copied().unwrap_or(0);
        let datasets: Vec<Speaks> =
            within.map(|reach| Speaks { rows: rows(reach), ..reach.speaks.clone() }).collect();
        let complete = datasets.chunk_by(|a, b| a.dataset == b.dataset).any(|all| covers(all, period));
        Self { complete, datasets, claims }
    }
}

/// Whether releases of one dataset, ordered by their first day, reach over all months of the period without a gap.
fn covers(releases: &[Speaks], period: Period) -> bool {
    let (Some(start), Some(end)) = (period.days().start, period.days().end) else { return false };
    let mut open = start;
    for release in releases {
        if release.from.first_of_month() > open {
            return false;
        }
        let last = release.to.last_of_month();
        match last.tomorrow() {
            Ok(next) if last < end => open = open.max(next),
            _ => return true,
        }
    }
    false
}
