//! Seasons in which roads are soft: months, and between which latitudes.

use base::Coordinate;
use serde::Deserialize;

/// A season of the table of classes.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Season {
    /// Its name.
    pub name: String,
    /// Its months, 1 to 12.
    pub months: Vec<i8>,
    /// Its southern edge, degrees.
    pub south: f64,
    /// Its northern edge, degrees.
    pub north: f64,
}

impl Season {
    /// Whether it holds at a place in a month.
    pub fn holds(&self, at: Coordinate, month: i8) -> bool {
        self.months.contains(&month) && (self.south..=self.north).contains(&at.lat)
    }
}
