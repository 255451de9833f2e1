//! Tolls and levies that were reported: how many, and the lowest and highest amount told, by corridor and year. Never a rate,
//! a mean or a price a journey, so that nothing here can be planned with or paid by.

use base::Date;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A toll as a claim tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct TollReport {
    /// The corridor that it was told of.
    pub corridor: String,
    /// When it was.
    pub date: Date,
    /// How much its claims tell, and of what: a currency, `head of cattle`. Empty where they do not say.
    pub amounts: Vec<(f64, String)>,
    /// The claims that tell it, by id.
    pub claims: Vec<String>,
}

/// The lowest and highest amount told in one unit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TollAmounts {
    /// The unit.
    pub unit: String,
    /// Lowest amount told.
    pub low: f64,
    /// Highest amount told.
    pub high: f64,
}

/// Tolls reported on a corridor in a year.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TollYear {
    /// The corridor.
    pub corridor: String,
    /// The year.
    pub year: i16,
    /// Whether the year is over; else it is told up to the day that is asked about.
    pub whole: bool,
    /// How many reports.
    pub reports: usize,
    /// Amounts by unit, by name.
    pub amounts: Vec<TollAmounts>,
    /// The claims, by id.
    pub claims: Vec<String>,
}

/// Reports by corridor, by name, and year; those after `as_of` do not count.
pub fn tolls_by_year(reports: &[TollReport], as_of: Date) -> Vec<TollYear> {
    let mut years: BTreeMap<(&str, i16), Vec<&TollReport>> = BTreeMap::new();
    for report in reports.iter().filter(|r| r.date <= as_of) {
        years.entry((&report.corridor, report.date.year())).or_default().push(report);
    }
    years.into_iter().map(|((corridor, year), told)| toll_year(corridor, year, &told, as_of)).collect()
}

fn toll_year(corridor: &str, year: i16, told: &[&TollReport], as_of: Date) -> TollYear {
    let mut amounts: BTreeMap<&str, TollAmounts> = BTreeMap::new();
    let all = told.iter().flat_map(|r| &r.amounts);
    for &(amount, ref unit) in all.filter(|(amount, _)| amount.is_finite()) {
        let first = || TollAmounts { unit: unit.to_owned(), low: amount, high: amount };
        let entry = amounts.entry(unit).or_insert_with(first);
        (entry.low, entry.high) = (entry.low.min(amount), entry.high.max(amount));
    }
    let claims: BTreeSet<&String> = told.iter().flat_map(|r| &r.claims).collect();
    TollYear {
        corridor: corridor.to_owned(),
        year,
        whole: year < as_of.year(),
        reports: told.len(),
        amounts: amounts.into_values().collect(),
        claims: claims.into_iter().cloned().collect(),
    }
}
