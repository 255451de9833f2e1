//! Scores of single forecasts, and what they come to.

use super::{Reliability, auc, average_precision, crps, ignorance, interval_score, ranking, reliability};
use crate::random::Random;
use crate::{Distribution, Month};
use serde::Serialize;

/// One forecast and how it did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scored {
    /// The unit.
    pub unit: usize,
    /// What came.
    pub came: f64,
    /// Whether the unit had no deaths in the twelve months up to the origin: any that come are an onset.
    pub quiet: bool,
    /// Probability told of any.
    pub any: f64,
    /// CRPS.
    pub crps: f64,
    /// Ignorance.
    pub ign: f64,
    /// Interval score.
    pub mis: f64,
}

impl Scored {
    /// Scores what was told of `unit` for `month`. Draws depend on seed, unit and month alone, so that all models are given
    /// the same luck.
    pub fn new(
        forecast: &Distribution,
        came: f64,
        (unit, month): (usize, Month),
        quiet: bool,
        seed: u64,
    ) -> Self {
        let mut random = Random::new(seed, &[unit as u64, month.id() as u64]);
        Self {
            unit,
            came,
            quiet,
            any: forecast.above(0.0),
            crps: crps(forecast, came),
            ign: ignorance(forecast, came, &mut random),
            mis: interval_score(forecast, came),
        }
    }

    fn happened(&self) -> bool {
        self.came > 0.0
    }
}

/// Means over forecasts. What cannot be said (no deaths came, or always) is `None`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// Mean CRPS.
    pub crps: f64,
    /// Mean CRPS where any came.
    pub crps_active: Option<f64>,
    /// Mean ignorance, bits.
    pub ign: f64,
    /// Mean interval score at 90 %.
    pub mis: f64,
    /// Mean squared error of the probability of any.
    pub brier: f64,
    /// Area under the receiver's curve of the probability of any.
    pub auc: Option<f64>,
    /// Average precision of it.
    pub average_precision: Option<f64>,
    /// Brier score where the unit was quiet in the twelve months up to the origin.
    pub onset_brier: Option<f64>,
    /// Area under the receiver's curve there.
    pub onset_auc: Option<f64>,
    /// Average precision there.
    pub onset_average_precision: Option<f64>,
    /// Share of forecasts for which any came.
    pub came: f64,
}

impl Summary {
    /// `None` without forecasts.
    pub fn of(scored: &[&Scored]) -> Option<Self> {
        let told = probabilities(scored.iter().copied());
        let quiet = probabilities(scored.iter().copied().filter(|s| s.quiet));
        let mean = |of: fn(&Scored) -> f64| mean(scored.iter().map(|s| of(s)));
        Some(Self {
            crps: mean(|s| s.crps)?,
            crps_active: self::mean(scored.iter().filter(|s| s.happened()).map(|s| s.crps)),
            ign: mean(|s| s.ign)?,
            mis: mean(|s| s.mis)?,
            brier: brier(&told)?,
            auc: auc(&told),
            average_precision: ranking::average_precision(&told),
            onset_brier: brier(&quiet),
            onset_auc: auc(&quiet),
            onset_average_precision: average_precision(&quiet),
            came: mean(|s| f64::from(u8::from(s.happened())))?,
        })
    }
}

/// How often it came what was told with which probability.
pub fn reliability_of(scored: &[&Scored]) -> Vec<Reliability> {
    reliability(&probabilities(scored.iter().copied()))
}

fn probabilities<'a>(scored: impl Iterator<Item = &'a Scored>) -> Vec<(f64, bool)> {
    scored.map(|s| (s.any, s.happened())).collect()
}

fn brier(told: &[(f64, bool)]) -> Option<f64> {
    mean(told.iter().map(|(p, came)| (p - f64::from(u8::from(*came))).powi(2)))
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0usize), |(sum, count), value| (sum + value, count + 1));
    (count > 0).then(|| sum / count as f64)
}
