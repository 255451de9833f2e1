//! Parameters, and values drawn from their ranges.

use crate::range::Range;
use serde::{Deserialize, Serialize};
use std::marker::PhantomData;

/// Stable id of a parameter, `par-` and what it is: `par-demand-mill-diesel`. Made from its place in the tables, so that
/// `why` finds it again.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ParameterId(pub String);

/// A number that results rest on, as the case writes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parameter {
    /// Its id.
    pub id: ParameterId,
    /// What it is, in words.
    pub name: String,
    /// Its values, in `unit`.
    #[serde(flatten)]
    pub range: Range<f64>,
    /// Its unit, as the case writes it.
    pub unit: String,
    /// When it was so: a day, a month or a year.
    pub date: Option<String>,
    /// Where it is from.
    pub source: String,
    /// What one of `unit` is in the unit that is reckoned with.
    #[serde(skip)]
    pub factor: f64,
}

/// A parameter of a table, by its place in [`crate::Tables::parameters`]; its value is a `T`.
#[derive(Debug)]
pub struct Param<T>(pub u32, PhantomData<T>);

impl<T> Param<T> {
    /// The parameter at this place.
    pub fn at(place: usize) -> Self {
        Self(u32::try_from(place).unwrap_or(u32::MAX), PhantomData)
    }
}

impl<T> Clone for Param<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Param<T> {}

impl<T> PartialEq for Param<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

/// One value for each parameter, in the units that are reckoned with (tonnes, days, the case's currency, shares).
#[derive(Clone, Debug, PartialEq)]
pub struct Values(pub Vec<f64>);

impl Values {
    /// The best value of each.
    pub fn best(parameters: &[Parameter]) -> Self {
        Self(parameters.iter().map(|p| p.range.best * p.factor).collect())
    }

    /// The value of a parameter; 0 for one that is not there.
    pub fn of<T: From<f64>>(&self, param: Param<T>) -> T {
        T::from(self.0.get(param.0 as usize).copied().unwrap_or_default())
    }
}

/// How many sets of values are drawn from the ranges, and from which seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draws {
    /// How many; 0: best values only, and every range is a point.
    pub count: u32,
    /// The seed.
    pub seed: u64,
}
