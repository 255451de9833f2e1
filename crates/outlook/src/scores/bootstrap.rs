//! How sure a difference between two models is: whole units drawn anew.

use crate::random::Random;
use serde::Serialize;

/// Times the units are drawn anew.
const TIMES: usize = 1_000;

/// A value with the interval that holds 95 % of the redrawn ones.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval95 {
    /// From the units as they are.
    pub value: f64,
    /// 2.5 % of the redrawn values lie below; `None` with fewer than two units.
    pub low: Option<f64>,
    /// 2.5 % lie above.
    pub high: Option<f64>,
}

/// Skill: 1 − (sum of the model's scores / sum of the baseline's). `by_unit` holds the two sums of each unit; a unit is
/// drawn with all its months (a block bootstrap), since months of one unit resemble each other. `None` if the baseline is
/// never wrong.
pub fn skill(by_unit: &[(f64, f64)], seed: u64) -> Option<Interval95> {
    let value = ratio(by_unit.iter().copied())?;
    if by_unit.len() < 2 {
        return Some(Interval95 { value, low: None, high: None });
    }
    let mut random = Random::new(seed, &[by_unit.len() as u64]);
    let drawn = |random: &mut Random| {
        ratio((0..by_unit.len()).filter_map(|_| by_unit.get(random.below(by_unit.len())).copied()))
    };
    let mut values: Vec<f64> = (0..TIMES).filter_map(|_| drawn(&mut random)).collect();
    values.sort_by(f64::total_cmp);
    Some(Interval95 { value, low: share(&values, 0.025), high: share(&values, 0.975) })
}

fn ratio(units: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
    let (model, baseline) = units.fold((0.0, 0.0), |sum, unit| (sum.0 + unit.0, sum.1 + unit.1));
    (baseline > 0.0).then(|| 1.0 - model / baseline)
}

/// The value at a share of sorted ones, to the nearest.
fn share(sorted: &[f64], q: f64) -> Option<f64> {
    sorted.get((q * (sorted.len().saturating_sub(1)) as f64).round() as usize).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_that_is_better_everywhere_is_surely_better() {
        let units: Vec<(f64, f64)> = (1..=50).map(|i| (f64::from(i) * 0.9, f64::from(i))).collect();
        let sure = skill(&units, 1).unwrap();
        assert!((sure.value - 0.1).abs() < 1e-12 && (sure.low.unwrap() - 0.1).abs() < 1e-12);
        let chance: Vec<(f64, f64)> = (0..50).map(|i| (f64::from(i % 2) * 2.0, 1.0)).collect();
        let unsure = skill(&chance, 1).unwrap();
        assert!(unsure.low.unwrap() < -0.1 && unsure.high.unwrap() > 0.1, "{unsure:?}");
        assert_eq!(unsure, skill(&chance, 1).unwrap(), "the same seed draws the same");
    }

    #[test]
    fn nothing_is_said_where_there_is_nothing() {
        assert_eq!(skill(&[], 1), None);
        assert_eq!(skill(&[(1.0, 0.0)], 1), None);
        assert_eq!(skill(&[(1.0, 2.0)], 1), Some(Interval95 { value: 0.5, low: None, high: None }));
    }
}
