//! Sweeps: thousands of drawn futures run through corridors and supply.
//!
//! In: a case made ready ([`Ground`]) and a seed. Out: batches of futures ([`Sweep::batch`]), each a function of the
//! inputs, the seed and its number alone, and what they come to together ([`Sweep::pool`]). What is pooled tells how zones
//! and corridors fare over all futures; it never tells what one closed piece of road does.

mod batch;
mod days;
mod pool;
#[cfg(test)]
mod tests;

pub use batch::{Batch, Found};
pub use pool::{CorridorDays, Pooled, Spread, ZoneSpread};

use crate::futures::{Chances, Span};
use batch::Known;
use corridors::{Limit, Passability};
use days::Days;
use supply::{Frame, Futures, Held, Prepared, Regime, Solved};

/// A case made ready for futures.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// Its ways.
    pub frame: &'a Frame<'a>,
    /// Its tables with values drawn for them.
    pub prepared: &'a Prepared<'a>,
    /// What is recorded.
    pub limits: &'a [Limit],
    /// The same, with what it makes of its links on each day up to the last that is known.
    pub held: &'a [Held<'a>],
    /// The first day.
    pub start: base::Date,
    /// The last day that is known, by its place.
    pub asked: usize,
    /// Days ahead of it.
    pub ahead: u32,
}

/// A sweep over the futures of a case.
pub struct Sweep<'a> {
    ground: Ground<'a>,
    seed: u64,
    chances: Chances,
    days: Days,
    /// By season, the worst that any future holds.
    worst: Vec<Regime>,
    /// Corridors with the ways that are theirs and the goods that go by them.
    corridors: Vec<Line>,
}

/// A corridor and a commodity.
#[derive(Clone, Debug)]
struct Line {
    corridor: String,
    commodity: usize,
    way: usize,
}

impl<'a> Sweep<'a> {
    /// A sweep of a case.
    pub fn new(ground: Ground<'a>, seed: u64) -> Self {
        let asked = ground.asked;
        let now: Vec<Option<Passability>> =
            ground.held.iter().map(|held| held.grades.get(asked).copied().flatten()).collect();
        let day = days::after(ground.start, asked);
        let chances = Chances::new(ground.limits, &now, day);
        let days = Days::new(&ground);
        let worst = days.worst(&ground, |limit| chances.worst(limit));
        let worst = worst.iter().map(|key| days.regime(ground.frame, key)).collect();
        Self { ground, seed, chances, days, worst, corridors: lines(&ground) }
    }

    /// What its futures rest on.
    pub fn chances(&self) -> &Chances {
        &self.chances
    }

    /// What comes if everything stays as it is recorded, at the best values.
    pub fn as_recorded(&self) -> Option<Found> {
        let stays = vec![self.days.ahead(&self.chances.as_recorded(self.ground.ahead))];
        let known = Known::new(self, &stays);
        let futures = Futures::new(self.ground.prepared, &known.regimes, &self.worst);
        known.found(self, &futures, 0, 0, &mut Solved::default())
    }

    /// By corridor and commodity: days ahead on which it is restricted, and closed.
    fn hindered(&self, regimes: &[Regime], ahead: &[(usize, usize)]) -> Vec<[u32; 2]> {
        let mut all = vec![[0, 0]; self.corridors.len()];
        for (regime, days) in ahead.iter().filter_map(|(at, days)| Some((regimes.get(*at)?, *days as u32))) {
            for (line, [half, shut]) in self.corridors.iter().zip(&mut all) {
                let states = regime.states.get(line.commodity);
                match states.and_then(|s| s.get(line.way)).map(|state| &state.hindrance) {
                    Some(supply::Hindrance::Restricted(_)) => *half += days,
                    Some(supply::Hindrance::Closed) => *shut += days,
                    _ => {}
                }
            }
        }
        all
    }

    fn spans(&self, number: u32) -> Vec<Span> {
        self.chances.draw(self.seed, u64::from(number), self.ground.ahead)
    }
}

/// The corridors of the ways, each by the way that is the corridor itself, for each commodity that goes by it.
fn lines(ground: &Ground<'_>) -> Vec<Line> {
    let calm = ground.frame.course(ground.start, 1, 0, &[], false);
    let mut out: Vec<Line> = Vec::new();
    let own = calm.ways.iter().enumerate().filter(|(at, _)| calm.along.get(*at).copied().unwrap_or(false));
    for (way, corridor) in own.filter_map(|(at, way)| Some((at, way.corridor.as_ref()?))) {
        for (commodity, states) in calm.undisturbed.states.iter().enumerate() {
            if states.get(way).is_some_and(|state| state.usual.is_some()) {
                out.push(Line { corridor: corridor.clone(), commodity, way });
            }
        }
    }
    out
}
