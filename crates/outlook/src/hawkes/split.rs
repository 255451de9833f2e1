//! What is expected after the origin, and where it comes from.

use super::fit::Fit;
use super::history::{ACROSS, CLASSES, History, NEAR, SELF, Traces};
use crate::Horizon;

/// Expected events of a district by what sets them off.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Parts {
    /// Nothing earlier.
    pub background: f64,
    /// Events in the district itself and in others of its country.
    pub own: f64,
    /// Events across a border.
    pub across: f64,
}

impl Parts {
    /// All of it.
    pub fn sum(self) -> f64 {
        self.background + self.own + self.across
    }

    /// Each part's share; `None` where nothing is expected.
    pub fn shares(self) -> Option<Self> {
        let sum = self.sum();
        let share = |part: f64| part / sum;
        (sum > 0.0 && sum.is_finite()).then(|| Self {
            background: share(self.background),
            own: share(self.own),
            across: share(self.across),
        })
    }
}

/// Events a month that are expected in each district, over the horizons. An event is counted to what set it off directly:
/// what comes of an event across the border, which itself came of one here, comes from across. Months between the origin and
/// a horizon are taken as expected, so that what they set off counts as well.
pub fn split(history: &History, fit: &Fit, horizons: &[Horizon]) -> Vec<Parts> {
    let (districts, links) = (history.places.len(), history.links(fit.kernel));
    let mut traces = Traces::new(fit.kernel, districts);
    for month in 0..history.months() {
        traces.push(history.counts.iter().map(|c| c.get(month).map_or(0.0, |n| f64::from(*n))));
    }
    let mut sums = vec![Parts::default(); districts];
    let share = 1.0 / horizons.len().max(1) as f64;
    for ahead in 1..=horizons.iter().copied().max().unwrap_or(0) {
        let now: Vec<Parts> = links
            .iter()
            .zip(&fit.background)
            .map(|(links, own)| parts(*own, traces.on(links), fit.strength))
            .collect();
        if horizons.contains(&ahead) {
            for (sum, now) in sums.iter_mut().zip(&now) {
                sum.background += now.background * share;
                sum.own += now.own * share;
                sum.across += now.across * share;
            }
        }
        traces.push(now.iter().map(|parts| parts.sum()));
    }
    sums
}

fn parts(background: f64, from: [f64; CLASSES], strength: [f64; CLASSES]) -> Parts {
    let own = strength[SELF] * from[SELF] + strength[NEAR] * from[NEAR];
    Parts { background, own, across: strength[ACROSS] * from[ACROSS] }
}
