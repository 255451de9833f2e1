//! The interval score: MIS when averaged.

use crate::Distribution;

/// Share of outcomes that the interval is meant to hold.
pub const LEVEL: f64 = 0.9;

/// The score of the central 90 % interval (Gneiting, Raftery 2007): its width, and 20 times (2 / 0.1) how far what came
/// lies outside. Quantiles as [`Distribution::quantile`] has them.
pub fn interval_score(forecast: &Distribution, came: f64) -> f64 {
    let miss = 1.0 - LEVEL;
    let (low, high) = (forecast.quantile(miss / 2.0), forecast.quantile(1.0 - miss / 2.0));
    (high - low) + 2.0 / miss * ((low - came).max(0.0) + (came - high).max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_and_twenty_times_the_miss() {
        // 0, 1, …, 20: the 5 % and 95 % quantiles are 1 and 19.
        let forecast = Distribution::of_draws((0..=20).map(f64::from));
        let told: Vec<f64> =
            [10.0, 0.0, 22.0].into_iter().map(|came| interval_score(&forecast, came)).collect();
        for (told, right) in told.into_iter().zip([18.0, 38.0, 78.0]) {
            assert!((told - right).abs() < 1e-9, "{told} {right}");
        }
    }
}
