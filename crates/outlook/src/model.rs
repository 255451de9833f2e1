//! What every model does: it is given a panel cut at an origin, and says for each unit and horizon what may come.

use crate::{Distribution, Past, Target};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Months after the origin; the month after the origin is 1.
pub type Horizon = u8;

/// A way to forecast.
pub trait Model: Sync {
    /// Its name in tables.
    fn name(&self) -> &str;

    /// Months of history that it needs at least.
    fn needs(&self) -> usize;

    /// A distribution for each unit of `past` and each horizon. The same input gives the same bytes, whatever the number of
    /// threads.
    fn forecast(&self, past: &Past<'_>, target: &Target, horizons: &[Horizon]) -> Result<Forecasts, Unable>;
}

/// Distributions by unit and horizon.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Forecasts {
    horizons: Vec<Horizon>,
    units: usize,
    /// Unit by unit, in each the horizons; or one for each unit that holds for every horizon.
    distributions: Vec<Distribution>,
}

impl Forecasts {
    /// One distribution for each unit, whatever the horizon.
    pub fn steady(horizons: &[Horizon], by_unit: Vec<Distribution>) -> Self {
        Self { horizons: horizons.to_vec(), units: by_unit.len(), distributions: by_unit }
    }

    /// For each unit one distribution a horizon, in the order of `horizons`.
    pub fn by_horizon(horizons: &[Horizon], by_unit: Vec<Vec<Distribution>>) -> Self {
        let units = by_unit.len();
        Self { horizons: horizons.to_vec(), units, distributions: by_unit.into_iter().flatten().collect() }
    }

    /// The horizons.
    pub fn horizons(&self) -> &[Horizon] {
        &self.horizons
    }

    /// Number of units.
    pub fn units(&self) -> usize {
        self.units
    }

    /// What is forecast for a unit at the `horizon`th of [`Forecasts::horizons`]; `None` if there is none.
    pub fn get(&self, unit: usize, horizon: usize) -> Option<&Distribution> {
        let steady = self.distributions.len() == self.units;
        let at = if steady { unit } else { unit * self.horizons.len() + horizon };
        (horizon < self.horizons.len() && unit < self.units).then(|| self.distributions.get(at)).flatten()
    }
}

/// Why a model gives no forecast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unable {
    /// The panel is too short at the origin.
    TooShort {
        /// Months needed.
        needs: usize,
        /// Months there.
        has: usize,
    },
    /// The model is not for such units.
    Level(String),
}

impl fmt::Display for Unable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooShort { needs, has } => write!(f, "it needs {needs} months of history and has {has}"),
            Self::Level(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for Unable {}
