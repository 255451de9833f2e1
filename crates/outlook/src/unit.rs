//! Units of a panel: cells, districts, countries.

use crate::Gid;
use base::Country;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a panel's units are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Level {
    /// PRIO-GRID cells by month.
    #[serde(rename = "pgm")]
    Cell,
    /// Second-level divisions by month.
    #[serde(rename = "admin2")]
    District,
    /// Countries by month.
    #[serde(rename = "country")]
    Country,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Cell => "pgm",
            Self::District => "admin2",
            Self::Country => "country",
        })
    }
}

/// What names a unit.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum UnitId {
    /// A cell.
    Cell(Gid),
    /// A district by its name in the case.
    District(String),
    /// A country.
    Country(Country),
}

impl fmt::Display for UnitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cell(cell) => cell.fmt(f),
            Self::District(name) => name.fmt(f),
            Self::Country(country) => country.fmt(f),
        }
    }
}

/// One unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unit {
    /// What names it.
    pub id: UnitId,
    /// The country it is counted to.
    pub country: Country,
}

impl Unit {
    /// Its cell, if it is one.
    pub fn cell(&self) -> Option<Gid> {
        match self.id {
            UnitId::Cell(cell) => Some(cell),
            _ => None,
        }
    }
}
