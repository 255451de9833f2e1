//! How good forecasts of incidents on a corridor were, on months that they did not know.

use super::chances::thousandths;
use super::known::{draw, no_gap};
use super::touched::within;
use super::{Known, Silence};
use crate::{Horizon, Month};
use serde::Serialize;

/// Months scored at most. Own convention: four years, as the back-test of cells has without a choice.
const MOST: usize = 48;
/// Months without which nothing is scored. Own convention: two years; of fewer, one bad season is the whole score.
const LEAST: usize = 24;

/// What came of such forecasts. Constraints are not scored: no register tells when each began and ended.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Record {
    /// Scored.
    Scored {
        /// What was forecast: that an incident touches the corridor in a month.
        of: &'static str,
        /// Months scored, each forecast once.
        months: usize,
        /// The first of them.
        from: Month,
        /// The last.
        to: Month,
        /// The mean chance that was told.
        told: f64,
        /// The share in which it came.
        came: f64,
        /// Mean of (told − came)²; lower is better.
        brier: f64,
        /// The same by the baseline's forecasts of cells.
        brier_yardstick: f64,
        /// The same by the share of the five years before.
        brier_climatology: f64,
        /// How much better than the climatology: 1 − Brier / its Brier; `null` where that was never wrong.
        skill: Option<f64>,
        /// Always: today's data were cut at the origins, so what was corrected later is in them.
        revised: bool,
    },
    /// Not scored.
    Not {
        /// Why.
        not_scored: String,
    },
}

impl Record {
    /// No record, and why.
    pub(super) fn none(why: &Silence) -> Self {
        Self::Not { not_scored: why.to_string() }
    }
}

/// A forecast of a month and what came.
#[derive(Clone, Copy, Debug)]
struct Scored {
    month: Month,
    told: f64,
    yardstick: f64,
    climate: f64,
    came: bool,
}

/// The records of corridors for forecasts so many months ahead: the last months of the panel, but none after `today`, each
/// forecast once.
pub fn record(known: &Known<'_>, today: Month, horizons: &[Horizon], seed: u64) -> Vec<Record> {
    let last = known.panel.last().min(today);
    let mut scored: Vec<Vec<Scored>> = known.touched.cells.iter().map(|_| Vec::new()).collect();
    let farthest = i32::from(horizons.iter().max().copied().unwrap_or(1));
    let step = horizons.len().max(1);
    for block in 0..MOST / step {
        let origin = last.plus(-farthest - (block * step) as i32);
        for (way, one) in of_origin(known, horizons, origin, seed).unwrap_or_default() {
            scored.get_mut(way).into_iter().for_each(|all| all.push(one));
        }
    }
    let covers = |way: usize| known.panel.until(last).is_some_and(|p| known.touched.covered(way, &p) > 0.0);
    let record = |(way, mut all): (usize, Vec<Scored>)| {
        all.sort_by_key(|one| one.month);
        if covers(way) { sum(&all) } else { Record::none(&Silence::NotCovered) }
    };
    scored.into_iter().enumerate().map(record).collect()
}

/// Forecasts of all corridors from an origin, by corridor; `None` where none can be made or scored.
fn of_origin(
    known: &Known<'_>,
    horizons: &[Horizon],
    origin: Month,
    seed: u64,
) -> Option<Vec<(usize, Scored)>> {
    no_gap(known.panel, origin).ok()?;
    let (past, gaps) = (known.panel.until(origin)?, known.panel.gaps());
    let shares = known.touched.shares(&past, known.target, gaps);
    let drawn = |model| draw(known, past, model, horizons, shares, seed).ok();
    let (own, beside) = (drawn(known.model)?, drawn(known.yardstick)?);
    let mut found = Vec::new();
    for way in 0..known.touched.cells.len() {
        let climate = known.touched.climate(way, &past, gaps).often();
        for (at, horizon) in horizons.iter().enumerate() {
            let month = origin.plus(i32::from(*horizon));
            if within(gaps, month) {
                continue;
            }
            let ([_, told, _], [_, yardstick, _]) = (own.chance(way, at), beside.chance(way, at));
            let came = known.touched.in_month(way, month);
            found.push((way, Scored { month, told, yardstick, climate, came }));
        }
    }
    Some(found)
}

fn sum(all: &[Scored]) -> Record {
    let (Some(first), Some(last)) = (all.first(), all.last()) else {
        return Record::Not { not_scored: "no month of the past could be forecast".into() };
    };
    if all.len() < LEAST {
        let words = format!("{} months of the past could be forecast, {LEAST} are needed", all.len());
        return Record::Not { not_scored: words };
    }
    let mean = |of: &dyn Fn(&Scored) -> f64| all.iter().map(of).sum::<f64>() / all.len() as f64;
    let came = |one: &Scored| f64::from(u8::from(one.came));
    let brier = |told: &dyn Fn(&Scored) -> f64| mean(&|one| (told(one) - came(one)).powi(2));
    let (own, climate) = (brier(&|one| one.told), brier(&|one| one.climate));
    Record::Scored {
        of: "incident",
        months: all.len(),
        from: first.month,
        to: last.month,
        told: thousandths(mean(&|one| one.told)),
        came: thousandths(mean(&came)),
        brier: own,
        brier_yardstick: brier(&|one| one.yardstick),
        brier_climatology: climate,
        skill: (climate > 0.0).then(|| 1.0 - own / climate),
        revised: true,
    }
}
