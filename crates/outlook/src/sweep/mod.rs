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
use corridors::{Limit, Passability};
use days::Days;
use supply::{Frame, Future, Futures, Held, Lacking, Prepared, Regime, Solved};

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
        Self { ground, seed, chances, days: Days::new(&ground), corridors: lines(&ground) }
    }

    /// What its futures rest on.
    pub fn chances(&self) -> &Chances {
        &self.chances
    }

    /// What comes if everything stays as it is recorded, at the best values.
    pub fn as_recorded(&self) -> Option<Found> {
        let spans = self.chances.as_recorded(self.ground.ahead);
        let keys = self.days.keys(&spans);
        let (known, days) = days::gathered(std::slice::from_ref(&keys));
        let regimes: Vec<Regime> = known.iter().map(|key| self.days.regime(self.ground.frame, key)).collect();
        let futures = Futures::new(self.ground.prepared, &regimes);
        let days = days.first()?;
        let lacking = self.follow(&futures, 0, days, &mut Solved::default())?;
        Some(Found::new(&lacking, &self.hindered(&regimes, days)))
    }

    fn follow(
        &self,
        futures: &Futures<'_>,
        run: usize,
        days: &[usize],
        solved: &mut Solved,
    ) -> Option<Lacking> {
        futures.follow(run, Future { days, asked: self.ground.asked }, solved)
    }

    /// By corridor and commodity: days ahead on which it is restricted, and closed.
    fn hindered(&self, regimes: &[Regime], days: &[usize]) -> Vec<[u32; 2]> {
        let status = |line: &Line, regime: usize| {
            let states = regimes.get(regime).and_then(|r| r.states.get(line.commodity));
            states.and_then(|s| s.get(line.way)).map(|state| &state.hindrance)
        };
        let of = |line: &Line| {
            days.iter().skip(self.ground.asked + 1).fold([0, 0], |[half, shut], day| {
                match status(line, *day) {
                    Some(supply::Hindrance::Restricted(_)) => [half + 1, shut],
                    Some(supply::Hindrance::Closed) => [half, shut + 1],
                    _ => [half, shut],
                }
            })
        };
        self.corridors.iter().map(of).collect()
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
