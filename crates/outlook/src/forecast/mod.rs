//! What may come, unit by unit and month by month, beside the baseline.
//!
//! In: a panel cut at its last known month and a model. Out: an [`Outlook`], the model's distributions and the baseline's, told
//! as [`Row`]s with the [`Track`] of the model on months that are over: no row is made without one.

mod figures;
mod row;
#[cfg(test)]
mod tests;
mod track;

pub use figures::{Figures, Quantiles};
pub use row::{Beside, Caution, RecordOf, Row, rows};
pub use track::{Skill, Track, closed};

use crate::baselines::{Conflictology, Neighbourhood};
use crate::{Forecasts, Horizon, Level, Model, Month, Past, Target, Unable};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Months that every baseline looks back.
pub const LOOKS_BACK: usize = 12;

/// The baseline that stands beside every forecast: conflictology with its neighbours on a grid, without elsewhere.
pub fn baseline(level: Level) -> &'static dyn Model {
    match level {
        Level::Cell => &Neighbourhood,
        Level::District | Level::Country => &Conflictology,
    }
}

/// Why the baseline stands in for the model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fallback {
    /// The model that could not be used.
    pub model: String,
    /// Why not.
    pub why: String,
    /// Months of history that it needs, where there were too few.
    pub needs_months: Option<usize>,
    /// Months of history that there are.
    pub has_months: usize,
}

/// Forecasts of a model beside those of the baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    /// The model that tells; the baseline, where it stands in for another.
    pub model: String,
    /// The baseline.
    pub baseline: String,
    /// What the model tells.
    pub told: Forecasts,
    /// What the baseline tells.
    pub beside: Forecasts,
    /// Why the baseline stands in for the model, if it does.
    pub fallback: Option<Fallback>,
}

/// Forecasts `model` from all that `past` knows, for each of its units and each of `horizons`.
pub fn forecast(
    past: &Past<'_>,
    target: &Target,
    model: &dyn Model,
    horizons: &[Horizon],
    gaps: &[(Month, Month)],
) -> Result<Outlook, NoForecast> {
    let looked_at = past.origin().plus(1 - LOOKS_BACK as i32);
    if let Some((from, to)) = gaps.iter().find(|gap| gap.1 >= looked_at && gap.0 <= past.origin()) {
        return Err(NoForecast::Gap { from: *from, to: *to });
    }
    if (0..past.units().len()).all(|unit| past.series(target, unit).iter().all(|n| *n == 0)) {
        return Err(NoForecast::Zeros { first: past.first(), last: past.origin() });
    }
    let baseline = baseline(past.level());
    let beside = baseline
        .forecast(past, target, horizons)
        .map_err(|_| NoForecast::TooShort { needs: baseline.needs(), has: past.months() })?;
    let (told, fallback) = match model.forecast(past, target, horizons) {
        Ok(told) => (told, None),
        Err(unable) => (beside.clone(), Some(instead(model, &unable, past))),
    };
    let model = if fallback.is_some() { baseline.name() } else { model.name() };
    Ok(Outlook { model: model.to_owned(), baseline: baseline.name().to_owned(), told, beside, fallback })
}

fn instead(model: &dyn Model, unable: &Unable, past: &Past<'_>) -> Fallback {
    let needs_months = match unable {
        Unable::TooShort { needs, .. } => Some(*needs),
        Unable::Level(_) => None,
    };
    let (model, why) = (model.name().to_owned(), unable.to_string());
    Fallback { model, why, needs_months, has_months: past.months() }
}

/// Why nothing can be forecast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoForecast {
    /// Not even the baseline has the history that it needs.
    TooShort {
        /// Months needed.
        needs: usize,
        /// Months there.
        has: usize,
    },
    /// The months that every baseline looks at have none of the rows that must be there.
    Gap {
        /// First month of the gap.
        from: Month,
        /// Its last month.
        to: Month,
    },
    /// Nothing was ever counted.
    Zeros {
        /// First month.
        first: Month,
        /// Last month.
        last: Month,
    },
}

impl fmt::Display for NoForecast {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooShort { needs, has } => {
                write!(
                    f,
                    "too little history: the baseline needs {needs} whole months and there are {has}; import older months"
                )
            }
            Self::Gap { from, to } => write!(
                f,
                "no row at all from {from} to {to}, which is in the last {LOOKS_BACK} months: zeros there would be told as peace; import the file of those months"
            ),
            Self::Zeros { first, last } => write!(
                f,
                "nothing was counted in any unit from {first} to {last}: there is nothing to forecast from, and a zero would be no knowledge; check rows, units and --target"
            ),
        }
    }
}

impl std::error::Error for NoForecast {}
