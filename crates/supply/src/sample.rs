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
        Self {
            values: Values::from_own(parameters, value),
            level: Some(uniform(key, "cost of carriage")),
        }
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
