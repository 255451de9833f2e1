//! What the scored forecasts come to.

use super::{Call, UnitMonth};
use serde::Serialize;

/// Sums and means over units and months that could be scored.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Totals {
    /// Forecasts scored.
    pub forecasts: usize,
    /// In so many any came.
    pub any_came: usize,
    /// So many were expected: the sum of the probabilities.
    pub any_expected: f64,
    /// So many were expected by the baseline.
    pub any_expected_baseline: f64,
    /// Said, and came.
    pub hits: usize,
    /// Not said, and came.
    pub misses: usize,
    /// Said, and did not come.
    pub false_alarms: usize,
    /// Not said, and did not come.
    pub quiet: usize,
    /// Share inside the interval that was meant to hold 90 %.
    pub inside: f64,
    /// That share where any came.
    pub inside_active: Option<f64>,
    /// Mean CRPS.
    pub crps: f64,
    /// Mean CRPS of the baseline.
    pub crps_baseline: f64,
    /// Mean Brier score of the probability of any.
    pub brier: f64,
    /// That of the baseline.
    pub brier_baseline: f64,
    /// 1 − CRPS / CRPS of the baseline; `None` where the baseline is never wrong.
    pub skill: Option<f64>,
}

impl Totals {
    /// `None` if nothing could be scored.
    pub fn of<'a>(rows: impl Iterator<Item = &'a UnitMonth>) -> Option<Self> {
        let scored: Vec<(&UnitMonth, &super::Came)> =
            rows.filter_map(|row| Some((row, row.came.as_ref()?))).collect();
        let forecasts = scored.len();
        let mean = |of: fn(&super::Came) -> f64| {
            scored.iter().map(|(_, came)| of(came)).sum::<f64>() / forecasts as f64
        };
        let calls = |call: Call| scored.iter().filter(|(_, came)| came.call == call).count();
        let inside = |of: &dyn Fn(&super::Came) -> bool| {
            let own: Vec<bool> = scored.iter().filter(|(_, c)| of(c)).map(|(_, c)| c.inside).collect();
            (!own.is_empty()).then(|| own.iter().filter(|inside| **inside).count() as f64 / own.len() as f64)
        };
        let (crps, crps_baseline) = (mean(|c| c.crps), mean(|c| c.crps_baseline));
        Some(Self {
            forecasts,
            any_came: scored.iter().filter(|(_, came)| came.came > 0).count(),
            any_expected: scored.iter().map(|(row, _)| row.p_any).sum(),
            any_expected_baseline: scored.iter().map(|(row, _)| row.p_any_baseline).sum(),
            hits: calls(Call::Hit),
            misses: calls(Call::Miss),
            false_alarms: calls(Call::FalseAlarm),
            quiet: calls(Call::Quiet),
            inside: inside(&|_| true)?,
            inside_active: inside(&|came| came.came > 0),
            crps,
            crps_baseline,
            brier: mean(|c| c.brier),
            brier_baseline: mean(|c| c.brier_baseline),
            skill: (crps_baseline > 0.0).then(|| 1.0 - crps / crps_baseline),
        })
    }
}
