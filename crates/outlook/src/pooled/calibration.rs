//! Whether deaths came as often as was told, and a correction for it.

use crate::Distribution;

/// How strongly the shift is held to none: about so many months with deaths are needed to move it half of the way to what
/// they say. Chosen on windows up to 2017, where shifts that were learned freely did as much harm as good.
const HELD: f64 = 50.0;
/// Steps of Newton's method at most; it ends in fewer than ten.
const STEPS: usize = 40;

/// A shift of the log-odds of any deaths: a higher probability stays a higher one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Calibration {
    shift: f64,
}

impl Calibration {
    /// Learned from probabilities of any deaths and whether they came: the most likely shift, one near none being likelier
    /// beforehand (a normal prior with variance 1/50).
    pub fn of(told: &[(f64, bool)]) -> Self {
        let told: Vec<(f64, f64)> = told
            .iter()
            .filter(|(any, _)| *any > 0.0 && *any < 1.0)
            .map(|(any, came)| ((any / (1.0 - any)).ln(), f64::from(u8::from(*came))))
            .collect();
        let mut shift = 0.0;
        for _ in 0..STEPS {
            let (mut slope, mut bend) = (-HELD * shift, HELD);
            for (odds, came) in &told {
                let any = chance(odds + shift);
                slope += came - any;
                bend += any * (1.0 - any);
            }
            let step = (slope / bend).clamp(-1.0, 1.0);
            shift += step;
            if step.abs() < 1e-12 {
                break;
            }
        }
        Self { shift }
    }

    /// The probability corrected; none and certainty stay what they are.
    pub fn any(&self, any: f64) -> f64 {
        if any <= 0.0 || any >= 1.0 { any } else { chance((any / (1.0 - any)).ln() + self.shift) }
    }

    /// A forecast corrected: counts above zero keep their shares among each other.
    pub fn apply(&self, forecast: &Distribution) -> Distribution {
        let any: f64 = forecast.atoms().iter().filter(|a| a.value > 0.0).map(|a| a.weight).sum();
        let now = self.any(any);
        if now == any {
            return forecast.clone();
        }
        let (none, some) = ((1.0 - now) / (1.0 - any), now / any);
        let atoms = forecast.atoms().iter();
        Distribution::weighted(atoms.map(|a| (a.value, a.weight * if a.value > 0.0 { some } else { none })))
    }
}

/// The probability of log-odds.
fn chance(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_came_more_often_than_told_is_told_more_often() {
        let told: Vec<(f64, bool)> = (0..4_000).map(|i| (0.1, i % 5 == 0)).collect();
        let learned = Calibration::of(&told);
        assert!((learned.any(0.1) - 0.2).abs() < 0.015, "{}", learned.any(0.1));
        let few = Calibration::of(&told[..50]);
        assert!(few.any(0.1) > 0.1 && few.any(0.1) < 0.16, "held to none: {}", few.any(0.1));
        assert_eq!(Calibration::of(&[]), Calibration { shift: 0.0 });
        assert_eq!(Calibration::of(&[(0.0, true), (1.0, false)]), Calibration { shift: 0.0 });
    }

    #[test]
    fn counts_above_zero_keep_their_shares() {
        let forecast = Distribution::weighted([(0.0, 0.8), (1.0, 0.15), (9.0, 0.05)]);
        let higher = Calibration { shift: 1.0 }.apply(&forecast);
        let weights: Vec<f64> = higher.atoms().iter().map(|a| a.weight).collect();
        assert!((weights[1] / weights[2] - 3.0).abs() < 1e-12 && weights[1] > 0.15, "{weights:?}");
        assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        let surely = Distribution::surely(0.0);
        assert_eq!(Calibration { shift: 1.0 }.apply(&surely), surely);
    }

    proptest! {
        #[test]
        fn a_higher_probability_stays_higher(
            told in prop::collection::vec((0.0f64..=1.0, any::<bool>()), 0..60), a in 0.0f64..=1.0, b in 0.0f64..=1.0,
        ) {
            let learned = Calibration::of(&told);
            let (low, high) = (learned.any(a.min(b)), learned.any(a.max(b)));
            prop_assert!((0.0..=1.0).contains(&low) && low <= high && high <= 1.0, "{low} {high}");
        }
    }
}
