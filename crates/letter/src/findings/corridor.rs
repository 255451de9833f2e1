//! What is reported of the case's corridors.

use crate::{Finding, Titles};
use base::Date;
use serde::{Deserialize, Serialize};

/// Whether a way is passable (UNSDI-T `OpStatus`). No news is never open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Passable {
    Unknown,
    Open,
    Restricted,
    Closed,
}

/// A month of a corridor: the worst that was reported of any part of it, for any traffic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorridorMonth {
    /// First day of the month.
    pub month: Date,
    /// The worst reported.
    pub state: Passable,
    /// Incidents reported on it that month.
    pub incidents: usize,
}

/// How a vehicle class passes on the letter's day. Only letters for AMBER and above hold any.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassState {
    /// Class, as the case or `classes.toml` spells it.
    pub class: String,
    /// The worst of the corridor's sections.
    pub state: Passable,
}

/// A corridor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Corridor {
    /// Its name.
    pub name: Titles,
    /// Its months, oldest first, the letter's own month last.
    pub months: Vec<CorridorMonth>,
    /// Ids of the constraints reported on it on the letter's day, as in the findings.
    pub constraints: Vec<String>,
    /// Last day on which anything about it was confirmed.
    pub last_confirmed: Option<Date>,
    /// Days from then to the letter's day.
    pub age_days: Option<i64>,
    /// By vehicle class.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<ClassState>,
}

/// How likely a corridor is passable in a month to come. Shares sum to one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CorridorOutlook {
    /// The corridor.
    pub name: Titles,
    /// Its months, next month first.
    pub months: Vec<CorridorChance>,
    /// What its record is, where there is one.
    pub record: Option<Record>,
}

/// Chances of a month.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CorridorChance {
    /// First day of the month.
    pub month: Date,
    /// Open.
    pub open: f64,
    /// Restricted.
    pub restricted: f64,
    /// Closed.
    pub closed: f64,
    /// Not known.
    pub unknown: f64,
    /// The baseline's chance that it is restricted or closed.
    pub baseline: Option<f64>,
}

/// How good such forecasts were: no forecast stands without it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The model.
    pub model: String,
    /// The baseline that it stands beside.
    pub baseline: String,
    /// Windows scored, first and last: `2018..2021`.
    pub windows: Option<String>,
    /// 1 − score / score of the baseline, with its 95 % interval; `None` where it was never scored.
    pub skill: Option<[f64; 3]>,
}

/// A unit's forecast.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
    /// District, area or country, as the case names it.
    pub unit: String,
    /// Counts of the past months, oldest first; the last is the origin.
    pub past: Vec<u32>,
    /// First day of the month after the origin.
    pub from: Date,
    /// The months to come.
    pub months: Vec<ForecastMonth>,
    /// How good such forecasts were.
    pub record: Record,
}

/// A month of a forecast.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ForecastMonth {
    /// Chance of any deaths.
    pub any: f64,
    /// Mean number.
    pub mean: f64,
    /// 5, 25, 50, 75 and 95 % quantiles.
    pub quantiles: [f64; 5],
    /// The baseline's chance of any deaths, and its mean.
    pub baseline: [f64; 2],
}

/// Corridors and what may come, as one part of the findings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Roads {
    /// Corridors, in the case's order.
    pub corridors: Vec<Finding<Corridor>>,
    /// Their outlook.
    pub outlook: Vec<Finding<CorridorOutlook>>,
}
