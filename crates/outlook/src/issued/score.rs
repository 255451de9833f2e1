//! What became of an issued forecast.

use super::{Kept, Totals};
use crate::scores::crps;
use crate::{Distribution, Level, Month, Panel, Target};
use base::Country;
use serde::Serialize;
use std::collections::HashMap;

/// From this probability of any on, a forecast is taken to say that they come: as likely as not for a country, one in ten for a
/// cell or a district, where even the likeliest seldom reach one half.
fn says_so(level: Level) -> f64 {
    match level {
        Level::Country => 0.5,
        Level::Cell | Level::District => 0.1,
    }
}

/// Whether a month can be scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It has passed, and what came is known.
    Scored,
    /// What came is not known yet.
    Pending,
    /// It has passed, but a file of it is likely missing.
    Gap,
}

/// What a forecast said of any deaths against what came; it says that they come from [`Verdict::said_from`] on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Call {
    /// Said, and came.
    Hit,
    /// Not said, and came.
    Miss,
    /// Said, and did not come.
    FalseAlarm,
    /// Not said, and did not come.
    Quiet,
}

impl Call {
    fn of(said: bool, any: bool) -> Self {
        match (said, any) {
            (true, true) => Self::Hit,
            (false, true) => Self::Miss,
            (true, false) => Self::FalseAlarm,
            (false, false) => Self::Quiet,
        }
    }
}

/// What came of a forecast of a unit and a month.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Came {
    /// How much was counted.
    pub came: u32,
    /// What was said of any, against whether any came.
    pub call: Call,
    /// Whether it lies in the interval that was meant to hold 90 %.
    pub inside: bool,
    /// CRPS.
    pub crps: f64,
    /// CRPS of the baseline.
    pub crps_baseline: f64,
    /// Squared error of the probability of any.
    pub brier: f64,
    /// That of the baseline.
    pub brier_baseline: f64,
}

/// A forecast of a unit and a month, with what came.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct UnitMonth {
    /// The unit.
    pub unit: String,
    /// Its country.
    pub country: Country,
    /// The month.
    pub period: Month,
    /// Whether it can be scored.
    pub status: Status,
    /// Probability of any, as told.
    pub p_any: f64,
    /// The baseline's.
    pub p_any_baseline: f64,
    /// 5 % quantile, as told.
    pub low: f64,
    /// 95 % quantile.
    pub high: f64,
    /// What came; `None` if it is not known.
    #[serde(flatten)]
    pub came: Option<Came>,
}

/// All units in a month.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MonthOf {
    /// The month.
    pub period: Month,
    /// Whether it can be scored.
    pub status: Status,
    /// What it came to.
    #[serde(flatten)]
    pub totals: Option<Totals>,
}

/// What became of an issued forecast.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verdict {
    /// The probability of any from which on a forecast is taken to say that they come.
    pub said_from: f64,
    /// Month by month.
    pub months: Vec<MonthOf>,
    /// All months that could be scored.
    pub totals: Option<Totals>,
    /// Unit by unit, in each month by month.
    pub units: Vec<UnitMonth>,
    /// Units that are in the panel no more.
    pub lost: Vec<String>,
}

/// Holds a forecast against what `panel` counted, month by month up to `known`, the last whole month.
pub fn verdict(kept: &Kept, panel: &Panel, target: &Target, known: Month) -> Verdict {
    let by_name: HashMap<String, usize> =
        panel.units().iter().enumerate().map(|(at, u)| (u.id.to_string(), at)).collect();
    let said_from = says_so(kept.level);
    let mut units = Vec::new();
    let mut lost = Vec::new();
    for (at, unit) in kept.units.iter().enumerate() {
        let Some(now) = by_name.get(&unit.id) else {
            lost.push(unit.id.clone());
            continue;
        };
        for (h, horizon) in kept.horizons().iter().enumerate() {
            let Some((told, beside)) = kept.told.get(at, h).zip(kept.beside.get(at, h)) else { continue };
            let period = kept.origin.plus(i32::from(*horizon));
            let status = status(panel, period, known);
            let counted = (status == Status::Scored).then(|| panel.count(target, *now, period)).flatten();
            units.push(UnitMonth {
                unit: unit.id.clone(),
                country: unit.country,
                period,
                status,
                p_any: told.above(0.0),
                p_any_baseline: beside.above(0.0),
                low: told.quantile(0.05),
                high: told.quantile(0.95),
                came: counted.map(|count| came((told, beside), count, said_from)),
            });
        }
    }
    let month = |horizon: &u8| {
        let period = kept.origin.plus(i32::from(*horizon));
        let own = units.iter().filter(|u| u.period == period);
        MonthOf { period, status: status(panel, period, known), totals: Totals::of(own) }
    };
    let months = kept.horizons().iter().map(month).collect();
    Verdict { said_from, months, totals: Totals::of(units.iter()), units, lost }
}

fn status(panel: &Panel, month: Month, known: Month) -> Status {
    match month {
        _ if month > known || month > panel.last() || month < panel.first() => Status::Pending,
        _ if panel.gaps().iter().any(|gap| gap.0 <= month && month <= gap.1) => Status::Gap,
        _ => Status::Scored,
    }
}

fn came((told, beside): (&Distribution, &Distribution), count: u32, said_from: f64) -> Came {
    let (value, any) = (f64::from(count), count > 0);
    let brier = |of: &Distribution| (of.above(0.0) - f64::from(u8::from(any))).powi(2);
    Came {
        came: count,
        call: Call::of(told.above(0.0) >= said_from, any),
        inside: told.quantile(0.05) <= value && value <= told.quantile(0.95),
        crps: crps(told, value),
        crps_baseline: crps(beside, value),
        brier: brier(told),
        brier_baseline: brier(beside),
    }
}
