//! Parameters, and values drawn from their ranges.

use crate::range::Range;
use serde::{Deserialize, Serialize};
use std::marker::PhantomData;

/// Stable id of a parameter, `par-` and what it is: `par-demand-mill-diesel`. Made from its place in the tables, so that
/// `why` finds it again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ParameterId(pub String);

/// What else a value is converted by: another parameter that stands before it, such as a density or a rate of exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Multiplied by the parameter at this place.
    Times(u32),
    /// Divided by it.
    Over(u32),
}

/// A number that results rest on, as the case writes it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
    /// Other parameters that it is converted by, beside the factor.
    #[serde(skip)]
    pub by: Vec<By>,
    /// Its line in `supply.toml`; `None` for a default of the program.
    #[serde(skip)]
    pub line: Option<usize>,
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
        Self::from_own(parameters, |p| p.range.best)
    }

    /// From a value of each in its own unit, such as a draw from its range: converted, in the order of the parameters, by its
    /// factor and by the values of the parameters that it names, so that a drawn density counts for all litres alike.
    pub fn from_own(parameters: &[Parameter], mut own: impl FnMut(&Parameter) -> f64) -> Self {
        let mut values = Vec::with_capacity(parameters.len());
        for parameter in parameters {
            let at = |place: u32, values: &[f64]| values.get(place as usize).copied().unwrap_or(1.0);
            let convert = |value: f64, by: &By| match *by {
                By::Times(place) => value * at(place, &values),
                By::Over(place) => value / at(place, &values),
            };
            values.push(parameter.by.iter().fold(own(parameter) * parameter.factor, convert));
        }
        Self(values)
    }

    /// The value of a parameter; 0 for one that is not there.
    pub fn of<T: From<f64>>(&self, param: Param<T>) -> T {
        T::from(self.0.get(param.0 as usize).copied().unwrap_or_default())
    }
}

/// The bounds of a parameter in the unit that is reckoned with: lowest, best and highest value that it and what converts it
/// can come to. Zero for one that is not there.
pub fn range_of<T: From<f64> + Copy>(parameters: &[Parameter], param: Param<T>) -> Range<T> {
    bounds(parameters, param.0).map(T::from)
}

fn bounds(parameters: &[Parameter], place: u32) -> Range<f64> {
    let Some(parameter) = parameters.get(place as usize) else { return Range::default() };
    let own = parameter.range.map(|value| value * parameter.factor);
    // A parameter is converted by those before it only, so this ends.
    let earlier = |by: u32| if by < place { bounds(parameters, by) } else { Range::certain(1.0) };
    parameter.by.iter().fold(own, |value, by| match *by {
        By::Times(other) => {
            let by = earlier(other);
            Range { low: value.low * by.low, best: value.best * by.best, high: value.high * by.high }
        }
        By::Over(other) => {
            let by = earlier(other);
            Range { low: value.low / by.high, best: value.best / by.best, high: value.high / by.low }
        }
    })
}

/// How many sets of values are drawn from the ranges, and from which seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draws {
    /// How many; 0: best values only, and every range is a point.
    pub count: u32,
    /// The seed.
    pub seed: u64,
}
