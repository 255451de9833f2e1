//! A share that is known from so many cases.

use serde::Serialize;

/// So many of so many. Its range is that of the Beta distribution that an even prior leaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Share {
    /// Cases in which it was so.
    pub hits: u32,
    /// All cases.
    pub n: u32,
}

/// Halvings of the interval from 0 to 1: to the last digit that matters.
const HALVINGS: usize = 40;

impl Share {
    /// One more case.
    pub(super) fn add(&mut self, hit: bool) {
        self.n += 1;
        self.hits += u32::from(hit);
    }

    /// The share as it was, 0 to 1; 0 of no case.
    pub fn often(self) -> f64 {
        f64::from(self.hits) / f64::from(self.n.max(1))
    }

    /// The mean, 0 to 1: `(hits + 1) / (n + 2)` (Laplace).
    pub fn best(self) -> f64 {
        f64::from(self.hits + 1) / f64::from(self.n + 2)
    }

    /// Its 5, and 95 % quantiles.
    pub fn range(self) -> [f64; 2] {
        let logs = self.logs();
        [0.05, 0.95].map(|share| self.quantile(&logs, share))
    }

    /// ln of the binomial coefficients of `n + 1`, from `hits + 1` on.
    fn logs(self) -> Vec<f64> {
        let trials = self.n + 1;
        let mut sum = 0.0;
        let all = (0..=trials).map(|j| {
            if j > 0 {
                sum += (f64::from(trials - j + 1) / f64::from(j)).ln();
            }
            sum
        });
        all.skip(self.hits as usize + 1).collect()
    }

    /// Of Beta(a, b) with whole a and b, the distribution at x is the chance of a hits or more in a + b − 1 throws of x.
    fn below(self, logs: &[f64], x: f64) -> f64 {
        let (hit, miss) = (x.ln(), (1.0 - x).ln());
        let trials = f64::from(self.n + 1);
        let from = f64::from(self.hits + 1);
        let one = |(at, log): (usize, &f64)| {
            let j = from + at as f64;
            let rest = trials - j;
            (log + j * hit + if rest > 0.0 { rest * miss } else { 0.0 }).exp()
        };
        logs.iter().enumerate().map(one).sum()
    }

    fn quantile(self, logs: &[f64], share: f64) -> f64 {
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..HALVINGS {
            let middle = (low + high) / 2.0;
            if self.below(logs, middle) < share {
                low = middle;
            } else {
                high = middle;
            }
        }
        (low + high) / 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The slow, obvious version: the density summed over many small steps until the share is reached.
    fn slow(share: Share, wanted: f64) -> f64 {
        const STEPS: u32 = 200_000;
        let at = |step: u32| (f64::from(step) + 0.5) / f64::from(STEPS);
        let density = |x: f64| x.powi(share.hits as i32) * (1.0 - x).powi((share.n - share.hits) as i32);
        let all: f64 = (0..STEPS).map(|step| density(at(step))).sum();
        let mut sum = 0.0;
        let reached = (0..STEPS).find(|step| {
            sum += density(at(*step));
            sum >= wanted * all
        });
        at(reached.unwrap())
    }

    #[test]
    fn quantiles_are_those_of_the_density() {
        for (hits, n) in [(0, 0), (3, 10), (10, 10), (0, 99), (40, 260)] {
            let share = Share { hits, n };
            for (told, wanted) in share.range().into_iter().zip([0.05, 0.95]) {
                let right = slow(share, wanted);
                assert!((told - right).abs() < 2e-5, "{share:?}: {told} for {right}");
            }
        }
    }

    proptest! {
        #[test]
        fn the_best_lies_between_low_and_high(n in 0u32..3_000, part in 0.0f64..=1.0) {
            let share = Share { hits: (f64::from(n) * part) as u32, n };
            let [low, high] = share.range();
            prop_assert!(0.0 < low && low < share.best() && share.best() < high && high < 1.0);
        }
    }
}
