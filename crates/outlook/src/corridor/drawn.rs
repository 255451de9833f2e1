//! Months drawn together: whether an incident touches a corridor in each of many futures.

use super::shuffle::{even, shuffle, values};
use super::{DRAWS, Share, Touched};
use crate::random::Random;
use crate::{Forecasts, Gid, Horizon, Past, Target};
use std::collections::BTreeMap;

/// Streams of random numbers, one for each thing that is drawn.
const STARTS: u64 = 1;
const COUNTS: u64 = 2;
const TOUCHES: u64 = 3;

/// Chances that an incident touches the road in a cell: where it counts none, where it counts any; low, best, high.
pub(super) type Touching = [[f64; 3]; 2];

/// By corridor and horizon, in each future: 0, no incident touches it; 3, one does; 1 and 2, one does if incidents touch roads
/// as often as the high and the best estimate say.
#[derive(Clone, Debug)]
pub(super) struct Drawn {
    levels: Vec<Vec<Vec<u8>>>,
}

/// What futures are drawn from.
pub(super) struct Source<'a> {
    pub past: Past<'a>,
    pub target: &'a Target,
    pub forecasts: &'a Forecasts,
    pub touched: &'a Touched,
    pub seed: u64,
}

/// The chances of touching, from the shares of months in which it was so: where a cell counted any, and none.
pub(super) fn touching([any, none]: [Share; 2]) -> Touching {
    [none, any].map(|share| {
        let [low, high] = share.range();
        [low, share.best(), high]
    })
}

impl Drawn {
    /// Draws the counts of each cell and month from its forecast, orders them so that cells and months rise and fall together
    /// as in the past, and throws for each whether an incident touches the road there.
    pub fn new(source: &Source<'_>, touching: &Touching) -> Self {
        let horizons = source.forecasts.horizons();
        let starts = source.starts();
        let mut levels = vec![vec![vec![0u8; DRAWS]; horizons.len()]; source.touched.cells.len()];
        for (cell, ways) in source.touched.ways_of_cells() {
            let Some(unit) = source.past.at(cell) else { continue };
            for at in 0..horizons.len() {
                let found = source.cell(unit, cell, at, &starts, touching);
                for way in &ways {
                    let Some(level) = levels.get_mut(*way).and_then(|l| l.get_mut(at)) else { continue };
                    level.iter_mut().zip(&found).for_each(|(worst, level)| *worst = (*worst).max(*level));
                }
            }
        }
        Self { levels }
    }

    /// The futures of a corridor at the `at`th horizon.
    pub fn of(&self, way: usize, at: usize) -> &[u8] {
        self.levels.get(way).and_then(|l| l.get(at)).map(Vec::as_slice).unwrap_or_default()
    }

    /// Shares of futures in which an incident touches it: low, best, high.
    pub fn chance(&self, way: usize, at: usize) -> [f64; 3] {
        let levels = self.of(way, at);
        let share =
            |least: u8| levels.iter().filter(|l| **l >= least).count() as f64 / levels.len().max(1) as f64;
        [share(3), share(2), share(1)]
    }
}

impl Source<'_> {
    /// Where each future's template begins: the same stretch of past months for every cell. `None` where the past is too
    /// short for one: then nothing is reordered.
    fn starts(&self) -> Option<Vec<usize>> {
        let horizons = self.forecasts.horizons();
        let span = usize::from(horizons.iter().max()? - horizons.iter().min()?) + 1;
        let choices = (self.past.months() + 1).checked_sub(span).filter(|n| *n > 0)?;
        let mut random = Random::new(self.seed, &[STARTS]);
        Some((0..DRAWS).map(|_| random.below(choices)).collect())
    }

    /// One cell at one horizon.
    fn cell(
        &self,
        unit: usize,
        cell: Gid,
        at: usize,
        starts: &Option<Vec<usize>>,
        touching: &Touching,
    ) -> Vec<u8> {
        let (Some(told), Some(horizon)) = (self.forecasts.get(unit, at), self.forecasts.horizons().get(at))
        else {
            return vec![0; DRAWS];
        };
        let stream =
            |what: u64| Random::new(self.seed, &[what, u64::from(cell.number()), u64::from(*horizon)]);
        let mut random = stream(COUNTS);
        let mut counts = values(told, DRAWS, &mut random);
        if let Some(starts) = starts {
            let template = self.template(unit, *horizon, starts);
            shuffle(&mut counts, &template, &mut random);
        }
        let throws = even(DRAWS, &mut stream(TOUCHES));
        let [none, any] = touching;
        let level = |(count, throw): (f64, f64)| {
            let chances = if count > 0.0 { any } else { none };
            chances.iter().filter(|chance| throw < **chance).count() as u8
        };
        counts.into_iter().zip(throws).map(level).collect()
    }

    /// What the cell counted so far into each stretch of past months.
    fn template(&self, unit: usize, horizon: Horizon, starts: &[usize]) -> Vec<u32> {
        let first = self.forecasts.horizons().iter().min().copied().unwrap_or(horizon);
        let series = self.past.series(self.target, unit);
        let into = usize::from(horizon - first.min(horizon));
        starts.iter().map(|start| series.get(start + into).copied().unwrap_or(0)).collect()
    }
}

impl Touched {
    /// The cells of all corridors, each with the corridors that run through it.
    fn ways_of_cells(&self) -> BTreeMap<Gid, Vec<usize>> {
        let mut found: BTreeMap<Gid, Vec<usize>> = BTreeMap::new();
        for (way, cells) in self.cells.iter().enumerate() {
            cells.iter().for_each(|cell| found.entry(*cell).or_default().push(way));
        }
        found
    }
}
