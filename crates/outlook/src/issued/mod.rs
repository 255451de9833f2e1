//! Forecasts as they were issued, and what became of them.
//!
//! In: an [`Outlook`](crate::Outlook), later a panel of what came. Out: a [`Kept`] forecast, which never changes; a [`Verdict`]
//! on it, month by month and unit by unit, once its months have passed.

mod score;
#[cfg(test)]
mod tests;
mod totals;

pub use score::{Call, Came, MonthOf, Status, UnitMonth, Verdict, verdict};
pub use totals::Totals;

use crate::forecast::Fallback;
use crate::{Forecasts, Horizon, Level, Month, Outlook, Past, Target};
use base::Country;
use serde::{Deserialize, Serialize};

/// A unit by name: what names it in an answer, so that it is found again when the list of units has changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptUnit {
    /// Its id, as [`crate::UnitId`] is written.
    pub id: String,
    /// The country that it is counted to.
    pub country: Country,
}

/// A forecast as issued: whole distributions, the baseline's beside the model's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// What the units are.
    pub level: Level,
    /// The units.
    pub units: Vec<KeptUnit>,
    /// What is counted.
    pub target: String,
    /// The last month that was known.
    pub origin: Month,
    /// The model.
    pub model: String,
    /// The baseline.
    pub baseline: String,
    /// Why the baseline stood in for the model, if it did.
    pub fallback: Option<Fallback>,
    /// What the model told.
    pub told: Forecasts,
    /// What the baseline told.
    pub beside: Forecasts,
}

impl Kept {
    /// An outlook, to be kept.
    pub fn of(outlook: &Outlook, past: &Past<'_>, target: &Target) -> Self {
        let unit = |u: &crate::Unit| KeptUnit { id: u.id.to_string(), country: u.country };
        Self {
            level: past.level(),
            units: past.units().iter().map(unit).collect(),
            target: target.to_string(),
            origin: past.origin(),
            model: outlook.model.clone(),
            baseline: outlook.baseline.clone(),
            fallback: outlook.fallback.clone(),
            told: outlook.told.clone(),
            beside: outlook.beside.clone(),
        }
    }

    /// Horizons.
    pub fn horizons(&self) -> &[Horizon] {
        self.told.horizons()
    }

    /// The first month told.
    pub fn first(&self) -> Month {
        self.months().min().unwrap_or(self.origin)
    }

    /// The last month told.
    pub fn last(&self) -> Month {
        self.months().max().unwrap_or(self.origin)
    }

    fn months(&self) -> impl Iterator<Item = Month> {
        self.horizons().iter().map(|h| self.origin.plus(i32::from(*h)))
    }
}
