//! A batch of futures: the piece that is worked out at once, and kept.

use super::Sweep;
use super::days::gathered;
use base::{Checked, Issue};
use rayon::prelude::*;
use supply::{Futures, Lacking, Regime, Solved};

/// Numbers of a zone and commodity in a future.
const OF_ZONE: usize = 5;
/// Numbers of a future beside those of zones and corridors: cost, error of the balance.
const OF_ALL: usize = 2;
/// Numbers of a corridor and commodity in a future.
const OF_CORRIDOR: usize = 2;

/// What one future comes to. Tonnes and days, single precision: finer than any figure of a case.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub(super) numbers: Vec<f32>,
}

/// What some futures come to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    /// The number of the first.
    pub first: u32,
    /// How many.
    pub count: u32,
    /// Their numbers, one future after the other.
    pub numbers: Vec<f32>,
}

impl Found {
    pub(super) fn new(lacking: &Lacking, hindered: &[[u32; 2]]) -> Self {
        let mut numbers = vec![lacking.extra_cost as f32, lacking.error as f32];
        for (at, unmet) in lacking.unmet.iter().enumerate() {
            let cover = |of: &[f64]| of.get(at).copied().unwrap_or(f64::INFINITY) as f32;
            let before = lacking.unmet_before.get(at).copied().unwrap_or_default();
            let empty = lacking.empty_days.get(at).copied().unwrap_or_default();
            let [lowest, last] = [cover(&lacking.lowest_cover), cover(&lacking.last_cover)];
            numbers.extend([*unmet as f32, lowest, last, empty as f32, before as f32]);
        }
        numbers.extend(hindered.iter().flatten().map(|days| *days as f32));
        Self { numbers }
    }

    pub(super) fn cost(&self) -> f64 {
        self.at(0)
    }

    pub(super) fn error(&self) -> f64 {
        self.at(1)
    }

    /// Unmet demand, lowest and last cover, empty days, unmet before the last known day.
    pub(super) fn zone(&self, zone: usize) -> [f64; OF_ZONE] {
        std::array::from_fn(|k| self.at(OF_ALL + zone * OF_ZONE + k))
    }

    /// Days restricted and closed.
    pub(super) fn corridor(&self, zones: usize, line: usize) -> [f64; OF_CORRIDOR] {
        std::array::from_fn(|k| self.at(OF_ALL + zones * OF_ZONE + line * OF_CORRIDOR + k))
    }

    fn at(&self, place: usize) -> f64 {
        self.numbers.get(place).copied().map_or(0.0, f64::from)
    }
}

impl Batch {
    /// The numbers as bytes, little end first, after those of a future in all.
    pub fn to_bytes(&self) -> Vec<u8> {
        let head = [self.first.to_le_bytes(), self.count.to_le_bytes()];
        head.into_iter().chain(self.numbers.iter().map(|n| n.to_le_bytes())).flatten().collect()
    }

    /// A batch from its bytes; `None` where they are none.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut words = bytes.chunks_exact(4).filter_map(|word| <[u8; 4]>::try_from(word).ok());
        let (first, count) = (u32::from_le_bytes(words.next()?), u32::from_le_bytes(words.next()?));
        let numbers: Vec<f32> = words.map(f32::from_le_bytes).collect();
        let whole =
            bytes.len().is_multiple_of(4) && count > 0 && numbers.len().is_multiple_of(count as usize);
        whole.then_some(Self { first, count, numbers })
    }

    pub(super) fn found(&self) -> impl Iterator<Item = Found> {
        let width = (self.numbers.len() / self.count.max(1) as usize).max(1);
        self.numbers.chunks_exact(width).map(|numbers| Found { numbers: numbers.to_vec() })
    }
}

impl Sweep<'_> {
    /// Numbers of a future: a batch of others is not of this sweep.
    pub fn width(&self) -> usize {
        let zones = self.ground.prepared.demands().len();
        OF_ALL + zones * OF_ZONE + self.corridors.len() * OF_CORRIDOR
    }

    /// Draws futures from the number `first` on, and runs each through corridors and supply. Future `n` takes the
    /// `n`-th of the sets of values drawn for the tables, in turn.
    pub fn batch(&self, first: u32, count: u32) -> Checked<Batch> {
        let numbers: Vec<u32> = (first..first.saturating_add(count)).collect();
        let keys: Vec<_> = numbers.par_iter().map(|number| self.days.keys(&self.spans(*number))).collect();
        let (known, days) = gathered(&keys);
        let regimes: Vec<Regime> =
            known.par_iter().map(|key| self.days.regime(self.ground.frame, key)).collect();
        let futures = Futures::new(self.ground.prepared, &regimes);
        let drawn = self.ground.prepared.runs().saturating_sub(1);
        let of_run = |number: u32| if drawn == 0 { 0 } else { 1 + number as usize % drawn };
        // Futures of the same values are gone through by one thread, which keeps the flows that it has solved.
        let group = |turn: usize| {
            let mut solved = Solved::default();
            let own = numbers.iter().zip(&days).enumerate().skip(turn).step_by(drawn.max(1));
            let found: Vec<(usize, Option<Found>)> = own
                .map(|(at, (number, days))| {
                    let lacking = self.follow(&futures, of_run(*number), days, &mut solved);
                    (at, lacking.map(|lacking| Found::new(&lacking, &self.hindered(&regimes, days))))
                })
                .collect();
            (found, solved.issues())
        };
        let groups: Vec<_> = (0..drawn.max(1)).into_par_iter().map(group).collect();
        let mut found: Vec<Option<Found>> = vec![None; numbers.len()];
        let mut issues: Vec<Issue> = Vec::new();
        for (own, told) in groups {
            own.into_iter()
                .for_each(|(at, one)| found.get_mut(at).into_iter().for_each(|f| f.clone_from(&one)));
            told.into_iter()
                .filter(|i| !issues.contains(i))
                .collect::<Vec<_>>()
                .into_iter()
                .for_each(|i| issues.push(i));
        }
        let numbers = found.into_iter().flatten().flat_map(|found| found.numbers).collect();
        Checked { value: Batch { first, count, numbers }, issues }
    }
}
