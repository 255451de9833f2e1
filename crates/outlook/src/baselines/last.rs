//! Zero, and the last month again.

use crate::{Distribution, Forecasts, Horizon, Model, Past, Target, Unable};

/// Surely zero.
#[derive(Clone, Copy, Debug)]
pub struct Zero;

impl Model for Zero {
    fn name(&self) -> &str {
        "zero"
    }

    fn needs(&self) -> usize {
        1
    }

    fn forecast(&self, past: &Past<'_>, _: &Target, horizons: &[Horizon]) -> Result<Forecasts, Unable> {
        Ok(Forecasts::steady(horizons, vec![Distribution::surely(0.0); past.units().len()]))
    }
}

/// A Poisson distribution with the count of the last month as its mean.
#[derive(Clone, Copy, Debug)]
pub struct Last;

impl Model for Last {
    fn name(&self) -> &str {
        "last"
    }

    fn needs(&self) -> usize {
        1
    }

    fn forecast(&self, past: &Past<'_>, target: &Target, horizons: &[Horizon]) -> Result<Forecasts, Unable> {
        let last = |unit| past.series(target, unit).last().copied().unwrap_or(0);
        Ok(Forecasts::steady(
            horizons,
            (0..past.units().len()).map(|unit| poisson(f64::from(last(unit)))).collect(),
        ))
    }
}

/// Standard deviations from the mean to which the distribution is carried; what lies beyond has less than 10⁻¹⁵ of it.
const REACH: f64 = 9.0;
/// Whole numbers added to that, for small means, whose upper tail is longer.
const MARGIN: f64 = 25.0;

/// Poisson probabilities, each from the one beside it, out from the mode so that nothing over- or underflows.
pub(super) fn poisson(mean: f64) -> Distribution {
    let mode = mean.floor();
    let reach = REACH * mean.sqrt() + MARGIN;
    let (lowest, highest) = ((mode - reach).max(0.0), mode + reach);
    let mut values = vec![(mode, 1.0)];
    let (mut weight, mut at) = (1.0, mode);
    while at > lowest {
        weight *= at / mean;
        at -= 1.0;
        values.push((at, weight));
    }
    (weight, at) = (1.0, mode);
    while at < highest {
        at += 1.0;
        weight *= mean / at;
        values.push((at, weight));
    }
    Distribution::weighted(values)
}
