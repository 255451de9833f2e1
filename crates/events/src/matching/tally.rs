//! How often each level was seen, among chance pairs or among matches. In: levels with a weight. Out: [`Tally`].

use super::compact::{NONE, Row, Tables};
use super::compare::{ACTORS, DATES, DEATHS, DISTANCES, Levels, PLACES, TYPES};

/// Values of one column that are common enough to be learnt by pairs, numbered.
pub struct Common {
    number: Vec<u16>,
    /// How many there are.
    pub count: usize,
}

/// Stands for a value that is too rare.
const RARE: u16 = u16::MAX;
/// A value is common from this many records on, on both sides together.
const COMMON: u32 = 5;

impl Common {
    /// The most frequent values, `most` at the most; of equally frequent ones, the first.
    pub fn of(counts: &[[u32; 2]], most: usize) -> Self {
        let mut order: Vec<(u32, usize)> = counts
            .iter()
            .map(|c| c[0] + c[1])
            .enumerate()
            .map(|(i, n)| (n, i))
            .filter(|x| x.0 >= COMMON)
            .collect();
        order.sort_unstable_by_key(|&(n, i)| (u32::MAX - n, i));
        order.truncate(most);
        let mut number = vec![RARE; counts.len()];
        for (rank, &(_, value)) in (0u16..).zip(&order) {
            number[value] = rank;
        }
        Self { number, count: order.len() }
    }

    fn at(&self, id: u32) -> Option<usize> {
        if id == NONE {
            return None;
        }
        self.number.get(id as usize).filter(|n| **n != RARE).map(|n| *n as usize)
    }

    /// Where a pair of values stands in a table of `count × count`.
    pub fn pair(&self, a: u32, b: u32) -> Option<usize> {
        Some(self.at(a)? * self.count + self.at(b)?)
    }
}

/// The common values of both columns that are learnt by pairs.
pub struct Learnable {
    /// Types.
    pub kinds: Common,
    /// Lists of actors.
    pub actors: Common,
}

impl Learnable {
    /// Of both tables: 64 types, 256 lists of actors at the most.
    pub fn of(tables: &Tables) -> Self {
        let counts = &tables.names.counts;
        Self { kinds: Common::of(&counts.types, 64), actors: Common::of(&counts.actors, 256) }
    }
}

/// Weighted counts.
#[derive(Clone)]
pub struct Tally {
    /// By date and distance.
    pub where_when: Vec<f64>,
    /// By distance and place's name.
    pub place: Vec<f64>,
    /// By nearness and actors.
    pub actor: Vec<f64>,
    /// By nearness, actors and type.
    pub kind: Vec<f64>,
    /// By nearness and deaths.
    pub deaths: Vec<f64>,
    /// Of close pairs, by pair of types.
    pub kinds: Vec<f32>,
    /// Of close pairs, by pair of lists of actors.
    pub actors: Vec<f32>,
    /// All weight.
    pub total: f64,
}

/// Positions in a [`Tally`].
pub mod at {
    use super::{ACTORS, DEATHS, DISTANCES, Levels, PLACES, TYPES};

    /// By date and distance.
    pub fn where_when(l: Levels) -> usize {
        l.date() * DISTANCES + l.distance()
    }

    /// By distance and place's name.
    pub fn place(l: Levels) -> usize {
        l.distance() * PLACES + l.place()
    }

    /// By nearness and actors.
    pub fn actor(l: Levels) -> usize {
        l.nearness() * ACTORS + l.actor()
    }

    /// By nearness, actors and type.
    pub fn kind(l: Levels) -> usize {
        (l.nearness() * ACTORS + l.actor()) * TYPES + l.kind()
    }

    /// By nearness and deaths.
    pub fn deaths(l: Levels) -> usize {
        l.nearness() * DEATHS + l.deaths()
    }
}

impl Tally {
    /// Nothing counted.
    pub fn new(learnable: &Learnable) -> Self {
        Self {
            where_when: vec![0.0; DATES * DISTANCES],
            place: vec![0.0; DISTANCES * PLACES],
            actor: vec![0.0; 4 * ACTORS],
            kind: vec![0.0; 4 * ACTORS * TYPES],
            deaths: vec![0.0; 4 * DEATHS],
            kinds: vec![0.0; learnable.kinds.count.pow(2)],
            actors: vec![0.0; learnable.actors.count.pow(2)],
            total: 0.0,
        }
    }

    /// Counts one pair.
    pub fn add(&mut self, learnable: &Learnable, a: &Row, b: &Row, levels: Levels, weight: f64) {
        let bump = |list: &mut Vec<f64>, i: usize| {
            if let Some(count) = list.get_mut(i) {
                *count += weight;
            }
        };
        bump(&mut self.where_when, at::where_when(levels));
        bump(&mut self.place, at::place(levels));
        bump(&mut self.actor, at::actor(levels));
        bump(&mut self.kind, at::kind(levels));
        bump(&mut self.deaths, at::deaths(levels));
        self.total += weight;
        if levels.nearness() == 0 {
            let add = |list: &mut Vec<f32>, pair: Option<usize>| {
                if let Some(count) = pair.and_then(|p| list.get_mut(p)) {
                    *count += weight as f32;
                }
            };
            add(&mut self.kinds, learnable.kinds.pair(a.kind, b.kind));
            add(&mut self.actors, learnable.actors.pair(a.actors, b.actors));
        }
    }

    /// Adds what another has counted.
    pub fn merge(&mut self, other: &Self) {
        let all = [
            (&mut self.where_when, &other.where_when),
            (&mut self.place, &other.place),
            (&mut self.actor, &other.actor),
            (&mut self.kind, &other.kind),
            (&mut self.deaths, &other.deaths),
        ];
        for (mine, theirs) in all {
            mine.iter_mut().zip(theirs).for_each(|(a, b)| *a += b);
        }
        for (mine, theirs) in [(&mut self.kinds, &other.kinds), (&mut self.actors, &other.actors)] {
            mine.iter_mut().zip(theirs).for_each(|(a, b)| *a += b);
        }
        self.total += other.total;
    }

    /// What is left without `other`; at least a fiftieth of what there was, since what was taken off is an estimate.
    pub fn less(&self, other: &Self) -> Self {
        let rest = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - b).max(a / 50.0)).collect();
        let rest32 = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| (a - b).max(a / 50.0)).collect();
        Self {
            where_when: rest(&self.where_when, &other.where_when),
            place: rest(&self.place, &other.place),
            actor: rest(&self.actor, &other.actor),
            kind: rest(&self.kind, &other.kind),
            deaths: rest(&self.deaths, &other.deaths),
            kinds: rest32(&self.kinds, &other.kinds),
            actors: rest32(&self.actors, &other.actors),
            total: (self.total - other.total).max(self.total / 50.0),
        }
    }
}
