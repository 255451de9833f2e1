//! Whether what is told with a probability comes as often.

use serde::Serialize;

/// Steps of probability.
const STEPS: usize = 10;

/// Forecasts whose probability lies in one step.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reliability {
    /// Lowest probability of the step.
    pub from: f64,
    /// Highest; it belongs to the next step, but for the last.
    pub to: f64,
    /// Forecasts in it.
    pub forecasts: usize,
    /// Their mean probability.
    pub told: f64,
    /// The share of them that came.
    pub came: f64,
}

/// A row for each tenth of probability that has forecasts.
pub fn reliability(told: &[(f64, bool)]) -> Vec<Reliability> {
    let step = |p: f64| ((p * STEPS as f64) as usize).min(STEPS - 1);
    let row = |at: usize| {
        let own: Vec<&(f64, bool)> = told.iter().filter(|(p, _)| step(*p) == at).collect();
        let count = own.len();
        (count > 0).then(|| Reliability {
            from: at as f64 / STEPS as f64,
            to: (at + 1) as f64 / STEPS as f64,
            forecasts: count,
            told: own.iter().map(|(p, _)| p).sum::<f64>() / count as f64,
            came: own.iter().filter(|(_, came)| *came).count() as f64 / count as f64,
        })
    };
    (0..STEPS).filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_count_what_is_told_in_them() {
        let rows = reliability(&[(0.05, false), (0.05, true), (0.3, false), (1.0, true)]);
        let short: Vec<(f64, usize, f64)> = rows.iter().map(|r| (r.from, r.forecasts, r.came)).collect();
        assert_eq!(short, [(0.0, 2, 0.5), (0.3, 1, 0.0), (0.9, 1, 1.0)]);
        assert!((rows[0].told - 0.05).abs() < 1e-12);
        assert_eq!(reliability(&[]), []);
    }
}
