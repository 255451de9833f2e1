//! Values drawn from the ranges of parameters, and the range of the results that follow.
//!
//! A draw depends on the seed, its number and the parameter's id alone: neither threads nor other parameters change it.

use crate::draw::{Draws, Parameter, Values};
use crate::range::Range;

/// The ends of a result's range: the 5th and the 95th percentile of the draws.
const ENDS: [f64; 2] = [0.05, 0.95];

/// One run's values: those of the parameters, and where in their ranges the costs of carriage lie.
#[derive(Clone, Debug)]
pub(crate) struct Draw {
    /// One value per parameter.
    pub values: Values,
    /// The quantile of all costs of carriage, which are high or low together; `None`: the best values.
    level: Option<f64>,
}

impl Draw {
    /// The best value of everything.
    pub fn best(parameters: &[Parameter]) -> Self {
        Self { values: Values::best(parameters), level: None }
    }

    /// The draw of this number, from 0.
    pub fn numbered(parameters: &[Parameter], draws: Draws, number: u32) -> Self {
        let key = mix(mix(draws.seed) ^ u64::from(number));
        let value = |p: &Parameter| triangular(p.range, uniform(key, &p.id.0));
        Self { values: Values::from_own(parameters, value), level: Some(uniform(key, "cost of carriage")) }
    }

    /// A cost of carriage between its low and high value.
    pub fn carriage(&self, [low, best, high]: [f64; 3]) -> f64 {
        self.level.map_or(best, |level| triangular(Range { low, best, high }, level))
    }
}

impl Values {
    /// The values of a draw, numbered from 0 to `draws.count` − 1: each from a triangular distribution over low, best and
    /// high, drawn from the seed, the number and the parameter's id.
    pub fn drawn(parameters: &[Parameter], draws: Draws, number: u32) -> Self {
        Draw::numbered(parameters, draws, number).values
    }
}

/// A step of splitmix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators").
fn mix(state: u64) -> u64 {
    let z = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A number from 0 up to 1 that belongs to a key and a name.
fn uniform(key: u64, name: &str) -> f64 {
    let bits = mix(name.bytes().fold(key, |state, byte| mix(state ^ u64::from(byte))));
    (bits >> 11) as f64 / (1u64 << 53) as f64
}

/// The quantile `u` of the triangular distribution over a range; its best value where the range is none.
fn triangular(range: Range<f64>, u: f64) -> f64 {
    let Range { low, best, high } = range;
    let width = high - low;
    if !(width.is_finite() && width > 0.0 && low <= best && best <= high) {
        return best;
    }
    if u * width < best - low {
        low + (u * width * (best - low)).sqrt()
    } else {
        high - ((1.0 - u) * width * (high - best)).sqrt()
    }
}

/// The range of a result: from the 5th to the 95th percentile of the draws, widened to hold the best run's.
pub(crate) fn range(best: f64, mut drawn: Vec<f64>) -> Range<f64> {
    if drawn.is_empty() {
        return Range::certain(best);
    }
    drawn.sort_by(f64::total_cmp);
    let [low, high] = ENDS.map(|end| quantile(&drawn, end));
    Range { low: low.min(best), best, high: high.max(best) }
}

/// The earliest, the best and the latest of days that may not come: percentiles as in [`range`], `None` after all others.
pub(crate) fn days(best: Option<usize>, mut drawn: Vec<Option<usize>>) -> [Option<usize>; 3] {
    let late = |day: &Option<usize>| day.unwrap_or(usize::MAX);
    drawn.sort_by_key(late);
    let at = |end: f64| drawn.get((end * drawn.len().saturating_sub(1) as f64).round() as usize).copied();
    let [first, last] = ENDS.map(|end| at(end).unwrap_or(best));
    let day = |late: usize| (late < usize::MAX).then_some(late);
    [day(late(&first).min(late(&best))), best, day(late(&last).max(late(&best)))]
}

/// A quantile of sorted values, between two of them in proportion.
fn quantile(sorted: &[f64], at: f64) -> f64 {
    let place = at * (sorted.len() - 1) as f64;
    let (below, part) = (place.floor() as usize, place.fract());
    let (low, high) = (sorted[below], sorted[(below + 1).min(sorted.len() - 1)]);
    if part == 0.0 || low == high { low } else { low + (high - low) * part }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::ParameterId;

    fn parameter(id: &str, [low, best, high]: [f64; 3]) -> Parameter {
        Parameter {
            id: ParameterId(id.to_owned()),
            name: id.to_owned(),
            range: Range { low, best, high },
            unit: String::new(),
            date: None,
            source: String::new(),
            factor: 1.0,
            ..Parameter::default()
        }
    }

    fn drawn(parameters: &[Parameter], seed: u64, number: u32) -> Vec<f64> {
        Values::drawn(parameters, Draws { count: 1000, seed }, number).0
    }

    #[test]
    fn quantiles_of_a_triangle_by_hand() {
        let range = Range { low: 0.0, best: 1.0, high: 4.0 };
        let quantiles = [0.0, 0.0625, 0.25, 0.8125, 1.0].map(|u| triangular(range, u));
        assert_eq!(quantiles, [0.0, 0.5, 1.0, 4.0 - 1.5, 4.0]);
    }

    #[test]
    fn a_range_that_is_none_gives_its_best_value() {
        let certain = Range::certain(3.0);
        let wrong = Range { low: 5.0, best: 3.0, high: 1.0 };
        let endless = Range { low: 0.0, best: 3.0, high: f64::INFINITY };
        assert_eq!([certain, wrong, endless].map(|range| triangular(range, 0.3)), [3.0; 3]);
    }

    #[test]
    fn draws_fill_the_range_about_its_mean() {
        let parameters = [parameter("par-a", [10.0, 20.0, 60.0])];
        let values: Vec<f64> = (0..10_000).map(|n| drawn(&parameters, 1, n)[0]).collect();
        let mean = values.iter().sum::<f64>() / 10_000.0;
        assert!(values.iter().all(|v| (10.0..=60.0).contains(v)));
        // The mean of its corners; its deviation is 10.8, so that of the mean of ten thousand is 0.11.
        assert!((mean - 30.0).abs() < 0.45, "{mean}");
    }

    #[test]
    fn a_draw_depends_on_seed_number_and_id_alone() {
        let range = [0.0, 1.0, 4.0];
        let (a, b) = (parameter("par-a", range), parameter("par-b", range));
        let both = drawn(&[a.clone(), b.clone()], 1, 7);
        assert_eq!(drawn(&[b, a.clone()], 1, 7), [both[1], both[0]]);
        assert_ne!(both[0], both[1]);
        assert_ne!(drawn(std::slice::from_ref(&a), 1, 8), [both[0]]);
        assert_ne!(drawn(&[a], 2, 7), [both[0]]);
    }

    #[test]
    fn costs_of_carriage_are_high_or_low_together() {
        let draw = Draw::numbered(&[], Draws { count: 1, seed: 3 }, 0);
        let [one, other] = [[1.0, 2.0, 4.0], [10.0, 20.0, 40.0]].map(|range| draw.carriage(range));
        assert!((other / one - 10.0).abs() < 1e-12 && one != 2.0);
        assert_eq!(Draw::best(&[]).carriage([1.0, 2.0, 4.0]), 2.0);
    }

    #[test]
    fn a_range_of_results_holds_the_best_run() {
        let drawn: Vec<f64> = (0..=100).rev().map(f64::from).collect();
        assert_eq!(range(50.0, drawn.clone()), Range { low: 5.0, best: 50.0, high: 95.0 });
        assert_eq!(range(2.5, drawn.clone()), Range { low: 2.5, best: 2.5, high: 95.0 });
        assert_eq!(range(1.0, vec![]), Range::certain(1.0));
        let endless = range(1.0, vec![1.0, f64::INFINITY, f64::INFINITY]);
        assert_eq!(endless, Range { low: 1.0, best: 1.0, high: f64::INFINITY });
    }

    #[test]
    fn days_that_do_not_come_are_the_latest() {
        let all = |days: [Option<usize>; 5]| days.to_vec();
        assert_eq!(days(Some(4), all([None, Some(9), Some(3), Some(5), Some(7)])), [Some(3), Some(4), None]);
        assert_eq!(days(None, all([Some(9), Some(3), Some(5), Some(7), Some(8)])), [Some(3), None, None]);
        assert_eq!(days(Some(2), vec![]), [Some(2); 3]);
    }
}
