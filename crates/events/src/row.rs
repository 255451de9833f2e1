//! A row of an event dataset, normalised. The program keeps the native row, as its owner wrote it, beside it.

use base::{Coordinate, Country, Date, GeoPrecision, Interval};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Where a row stands: the dataset, the release of it, and the row's own id there.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RowRef {
    /// The dataset, such as `ucdp`.
    pub dataset: String,
    /// The release that carried it, such as `24.1`.
    pub release: String,
    /// The row's id, as its owner gives it.
    pub id: String,
}

impl RowRef {
    /// What names the row whichever release carries it.
    pub fn key(&self) -> RowKey {
        RowKey::of(&self.dataset, &self.id)
    }
}

impl fmt::Display for RowRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.dataset, self.release, self.id)
    }
}

/// A row whichever release carries it: `ucdp/279350`. Decisions name rows so, and outlive a new release.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RowKey(String);

impl RowKey {
    /// The row `id` of `dataset`.
    pub fn of(dataset: &str, id: &str) -> Self {
        Self(format!("{dataset}/{id}"))
    }

    /// A key as a user typed it; `None` if it has no dataset or no id.
    pub fn parse(text: &str) -> Option<Self> {
        let (dataset, id) = text.split_once('/')?;
        (!dataset.is_empty() && !id.is_empty()).then(|| Self(text.to_owned()))
    }

    /// The key as printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RowKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A number of people as UCDP estimates it. `low ≤ best ≤ high` unless its owner broke that, which the row's flags say.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// Lowest plausible.
    pub low: f64,
    /// Most likely.
    pub best: f64,
    /// Highest plausible.
    pub high: f64,
}

impl Estimate {
    /// A single number told, as a range of no width.
    pub fn exact(value: f64) -> Self {
        Self { low: value, best: value, high: value }
    }

    /// Whether the three are in order and none is negative or not a number.
    pub fn is_ordered(&self) -> bool {
        0.0 <= self.low && self.low <= self.best && self.best <= self.high && self.high.is_finite()
    }
}

/// How precisely a row is dated, by UCDP's `date_prec`; ACLED's `time_precision` 1, 2, 3 is day, week, month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DatePrecision {
    /// The day (`date_prec` 1).
    Day,
    /// Two to six days (2).
    Days,
    /// A week (3).
    Week,
    /// A month (4).
    Month,
    /// More than a month (5).
    Year,
}

/// Who coded a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Coding {
    /// Researchers read the sources (UCDP, ACLED, a user's own table).
    Human,
    /// A program read them (GDELT).
    Machine,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Its id, as its owner gives it.
    pub id: String,
    /// The line of its file on which it begins, from 1.
    pub line: u64,
    /// Our type, by the table of the dataset (`docs/datasets.md`).
    pub event_type: String,
    /// The owner's own type, as the owner spells it.
    pub sub_type: String,
    /// When. An imprecise date is the whole interval in which it may lie.
    pub date: Option<Interval>,
    /// How precisely it is dated.
    pub date_precision: DatePrecision,
    /// The place named.
    pub place: Option<String>,
    /// First-level division named.
    pub admin1: Option<String>,
    /// Second-level division named.
    pub admin2: Option<String>,
    /// The country.
    pub country: Option<Country>,
    /// Where.
    pub point: Option<Coordinate>,
    /// How precisely it is located.
    pub precision: GeoPrecision,
    /// Sides or actors, the acting one first where the dataset knows.
    pub actors: Vec<String>,
    /// Deaths.
    pub deaths: Option<Estimate>,
    /// Who coded it.
    pub coding: Coding,
    /// Codes of the rules of its own dataset that it breaks, such as `estimate.order`.
    pub flags: Vec<String>,
}

/// Rows of one release that count on a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// The dataset, such as `ucdp`.
    pub dataset: String,
    /// The release, such as `24.1`.
    pub release: String,
    /// When it was released.
    pub released: Date,
    /// Its rows.
    pub rows: Vec<Row>,
}

impl Table {
    /// Where one of its rows stands.
    pub fn at(&self, row: &Row) -> RowRef {
        RowRef { dataset: self.dataset.clone(), release: self.release.clone(), id: row.id.clone() }
    }
}
