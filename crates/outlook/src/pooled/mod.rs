//! The model: a random forest pooled half and half with decayed conflictology, corrected by how often deaths came.
//!
//! In: a panel cut at an origin ([`Past`]). Out: a distribution for each unit and month asked for. The forest learns from
//! earlier origins and the months between them and the origin; the correction from windows that were over by then.

mod calibration;
mod classes;
mod decayed;
mod samples;
#[cfg(test)]
mod tests;

pub use decayed::Decayed;

use crate::features::{Around, names};
use crate::forest::{Binned, Edges, Forest, Growth};
use crate::{Distribution, Forecasts, Horizon, Model, Past, Target, Unable};
use calibration::Calibration;
use rayon::prelude::*;
use samples::{Ahead, Rows, Samples, Sampling};

/// What it learns from, for horizons up to [`USUAL`]. Tuned, as all settings here, on the windows 2010 to 2017 alone: see
/// `docs/outlook.md`.
const SAMPLING: Sampling = Sampling { step: 3, origins: 24, horizons: 3, history: 24 };
/// The farthest horizon of a calendar year's window.
const USUAL: usize = 14;
/// The share of the forest in the pool.
const SHARE: f64 = 0.5;
/// Windows that are over from which the correction is learned, a year apart.
const CLOSED: usize = 3;
/// Leaves that there is room for at least, where units are few.
const LEAVES: u32 = 100;
/// Trees of a forest for the correction.
const FEWER: usize = 100;
/// Months of history beside the farthest horizon without which nothing is learned: 24 before the oldest origin and 22
/// from there to the newest, so that a calendar year's window needs five years.
const LEAST: usize = 46;

/// The model `forest`.
#[derive(Clone, Copy, Debug)]
pub struct Pooled {
    growth: Growth,
    seed: u64,
}

impl Default for Pooled {
    fn default() -> Self {
        Self { growth: Growth::default(), seed: 1 }
    }
}

impl Pooled {
    /// With another number of trees, and a seed of its own.
    pub fn new(trees: usize, seed: u64) -> Self {
        Self { growth: Growth { trees, ..Growth::default() }, seed }
    }
}

impl Model for Pooled {
    fn name(&self) -> &str {
        "forest"
    }

    fn needs(&self) -> usize {
        LEAST + USUAL
    }

    fn forecast(&self, past: &Past<'_>, target: &Target, horizons: &[Horizon]) -> Result<Forecasts, Unable> {
        let farthest = horizons.iter().copied().max().map_or(0, usize::from);
        enough(past, LEAST + farthest)?;
        let around = Around::of(past);
        let calibration = self.learned(past, target, horizons, &around);
        let pooled = self.pooled(past, target, horizons, &around, self.growth.trees);
        let corrected = |all: Vec<Distribution>| all.iter().map(|d| calibration.apply(d)).collect();
        Ok(Forecasts::by_horizon(horizons, pooled.into_par_iter().map(corrected).collect()))
    }
}

impl Pooled {
    /// The correction, from windows that were over at the origin.
    fn learned(
        &self,
        past: &Past<'_>,
        target: &Target,
        horizons: &[Horizon],
        around: &Around,
    ) -> Calibration {
        let farthest = horizons.iter().copied().max().map_or(0, usize::from);
        let mut told = Vec::new();
        for window in 0..CLOSED {
            let then = past.earlier(farthest + 12 * window).filter(|then| then.months() >= LEAST + farthest);
            let Some(then) = then else { break };
            let forecasts = self.pooled(&then, target, horizons, around, self.growth.trees.min(FEWER));
            for (unit, by_horizon) in forecasts.iter().enumerate() {
                let series = past.series(target, unit);
                let came = |h: &Horizon| series.get(then.months() - 1 + usize::from(*h)).copied();
                let both = by_horizon.iter().zip(horizons);
                told.extend(both.filter_map(|(d, h)| Some((d.above(0.0), came(h)? > 0))));
            }
        }
        Calibration::of(&told)
    }

    /// The pool without correction: unit by unit, in each the horizons.
    fn pooled(
        &self,
        past: &Past<'_>,
        target: &Target,
        horizons: &[Horizon],
        around: &Around,
        trees: usize,
    ) -> Vec<Vec<Distribution>> {
        let lesson = Lesson::of(past, target, horizons, around, self.seed);
        // Few units give few rows: their leaves are smaller, so that there is more than one.
        let leaf = self.growth.leaf.min(lesson.came.len() as u32 / LEAVES).max(1);
        let growth = Growth { trees, leaf, ..self.growth };
        let forest = Forest::grow(&lesson.rows, &lesson.classes, &growth, self.seed);
        let told = forest.predict(&lesson.asked);
        let within = classes::within(&lesson.came);
        let decayed = |unit: usize| decayed::of(past, target, unit);
        let one = |unit: usize| {
            let decayed = decayed(unit);
            let own = told.get(unit * horizons.len()..(unit + 1) * horizons.len()).unwrap_or_default();
            let pool = |shares: &[f64; crate::forest::CLASSES]| {
                let values = within.iter().zip(shares).flat_map(|(values, share)| {
                    values.iter().map(move |value| (*value, share / values.len() as f64))
                });
                let grown = Distribution::weighted(values);
                Distribution::mixed([(&grown, SHARE), (&decayed, 1.0 - SHARE)])
            };
            own.iter().map(pool).collect()
        };
        (0..past.units().len()).into_par_iter().map(one).collect()
    }
}

/// What a forest learns from at an origin, and what is asked of it.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// Features of units at earlier origins.
    pub rows: Binned,
    /// What came there, in classes.
    pub classes: Vec<u8>,
    /// What came there, as counts.
    pub came: Vec<u32>,
    /// Features now: unit by unit, in each the horizons.
    pub asked: Binned,
}

impl Lesson {
    /// The lesson of a panel at its origin.
    pub fn at(past: &Past<'_>, target: &Target, horizons: &[Horizon], seed: u64) -> Self {
        Self::of(past, target, horizons, &Around::of(past), seed)
    }

    fn of(past: &Past<'_>, target: &Target, horizons: &[Horizon], around: &Around, seed: u64) -> Self {
        let farthest = horizons.iter().copied().max().map_or(0, usize::from);
        let more = farthest.saturating_sub(USUAL) / SAMPLING.step;
        let sampling = Sampling { origins: SAMPLING.origins + more, ..SAMPLING };
        let Samples { rows, ahead, came } = Samples::of(past, target, horizons, &sampling, around, seed);
        let edges: Vec<Edges> = rows.edges(&ahead);
        let units = 0..past.units().len();
        let asked: Vec<Ahead> = units
            .flat_map(|row| horizons.iter().map(move |horizon| Ahead { row, horizon: *horizon }))
            .collect();
        let now = Rows::of(&[*past], target, around);
        Self {
            rows: rows.cut(&edges, &ahead),
            classes: came.iter().map(|count| classes::class(*count)).collect(),
            came,
            asked: now.cut(&edges, &asked),
        }
    }

    /// The names of the features, in their order.
    pub fn names(target: &Target) -> Vec<String> {
        let mut names = names(target);
        names.extend(["horizon".into(), "month_of_year".into()]);
        names
    }
}

fn enough(past: &Past<'_>, needs: usize) -> Result<(), Unable> {
    let has = past.months();
    if has < needs { Err(Unable::TooShort { needs, has }) } else { Ok(()) }
}
