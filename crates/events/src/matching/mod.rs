//! Which records of two event tables speak of one event.
//!
//! In: two tables of [`Record`]s. Out: [`Pair`]s with a probability, one-to-one. Door: [`match_records`].
//!
//! Terms: *candidate* (a pair that is looked at, since it is near in time and space or bears one name), *level* (how
//! alike two records are in one feature), *match* (a pair that speaks of one event), *chance* (every other pair),
//! *competition* (a record has one partner at most, so pairs take probability from each other). The model, and why it is
//! this one: docs/adr/0006.

mod block;
mod chance;
mod compact;
mod compare;
mod csv;
mod dates;
mod edges;
mod input;
mod model;
mod names;
mod parameters;
mod tally;
#[cfg(test)]
mod tests;
mod words;

use crate::Estimate;
use base::{Coordinate, GeoPrecision, Interval};
pub use input::{EventTable, read_table, read_truth};

use block::Blocks;
use compact::Tables;
use compare::{Comparer, Levels};
use edges::Edges;
use model::{Around, Candidate, Model};
use parameters::Parameters;
use rayon::prelude::*;
use tally::{Learnable, Tally};

/// What of an event is compared. Whatever is unknown is `None` or empty, and then neither speaks for a match nor
/// against it.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// When; an imprecise date is the whole interval in which it may lie.
    pub date: Option<Interval>,
    /// Where.
    pub point: Option<Coordinate>,
    /// How precisely it is located. `Unresolved` beside a point means that nobody said, and counts as exact.
    pub precision: GeoPrecision,
    /// The type, as its table spells it.
    pub event_type: Option<String>,
    /// Actors, canonical where an alias table knows them.
    pub actors: Vec<String>,
    /// The place's name.
    pub place: Option<String>,
    /// Deaths.
    pub deaths: Option<Estimate>,
}

/// Two records of one event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// Index on the left.
    pub left: usize,
    /// Index on the right.
    pub right: usize,
    /// How probable it is that both speak of one event, 0 to 1: of a hundred pairs at 0.8, about eighty do.
    pub probability: f64,
}

/// Pairs less probable than this are not given.
const LEAST: f64 = 0.05;
/// Candidates of a record that take part in the competition, best first.
const COMPETITORS: usize = 12;
/// A candidate whose logarithm of odds is below this by what is known at first takes no part.
const HOPELESS: f64 = -12.0;
/// Odds are cut here, as natural logarithms, so that sums of messages keep their digits.
const SURE: f64 = 16.0;
/// Times the model is learnt anew from its own probabilities.
const ROUNDS: usize = 8;
/// Times messages are passed between two rounds, and at the end.
const MESSAGES: usize = 3;
/// See [`MESSAGES`].
const LAST_MESSAGES: usize = 16;
/// Records of the first table that one task looks for candidates of.
const PART: usize = 512;

/// The pairs, one-to-one: a record is in one pair at most. Ordered by `left`. Pairs under 0.5 are given too, as far
/// as they are the best that both have: a reader may look at them, nothing merges them.
///
/// The order of the records and which table is called left change nothing; records that say the same are taken in
/// their order.
///
/// ```
/// use base::{Coordinate, Date, GeoPrecision, Interval};
/// use events::matching::{Record, match_records};
///
/// let record = |day, place: &str| Record {
///     date: Some(Interval::day(Date::constant(2024, 3, day))),
///     point: Coordinate::new(14.0, -10.0 + f64::from(day) / 10.0),
///     precision: GeoPrecision::Exact,
///     event_type: Some("attack".into()),
///     actors: vec!["Army".into()],
///     place: Some(place.into()),
///     deaths: None,
/// };
/// let (left, right) = (vec![record(1, "Kamba"), record(9, "Bolo")], vec![record(9, "Bolo-ville"), record(28, "Sika")]);
/// let pairs = match_records(&left, &right);
/// assert_eq!((pairs[0].left, pairs[0].right), (1, 0));
/// assert!(pairs[0].probability > 0.5);
/// ```
pub fn match_records(left: &[Record], right: &[Record]) -> Vec<Pair> {
    if left.is_empty() || right.is_empty() {
        return Vec::new();
    }
    let tables = Tables::of(left, right);
    let engine = Engine::new(&tables, Parameters::get());
    let mut pairs: Vec<Pair> = engine
        .pairs()
        .into_iter()
        .map(|(first, second, p)| {
            let (left, right) = tables.input(first, second);
            Pair { left, right, probability: p }
        })
        .collect();
    pairs.sort_unstable_by_key(|p| (p.left, p.right));
    pairs
}

/// How probable it is that two records speak of one event, if nothing else is known of their tables.
pub fn score(left: &Record, right: &Record) -> f64 {
    let pairs = match_records(std::slice::from_ref(left), std::slice::from_ref(right));
    pairs.first().map_or(0.0, |p| p.probability)
}

/// Everything that is worked out for two tables.
struct Engine<'a> {
    tables: &'a Tables,
    parameters: &'a Parameters,
    learnable: Learnable,
    around: Around,
    all: Tally,
    edges: Edges,
    firsts: Vec<u32>,
}

impl<'a> Engine<'a> {
    /// Looks for candidates and learns what they are worth.
    fn new(tables: &'a Tables, parameters: &'a Parameters) -> Self {
        let learnable = Learnable::of(tables);
        let blocks = Blocks::new(tables);
        let around = around(tables, &blocks);
        let all = chance::tally(tables, &blocks, &learnable);
        let sizes = tables.rows.each_ref().map(|r| r.len() as f64);
        let expected = model::expected_matches(parameters, sizes, 0.5 * sizes[0].min(sizes[1]));
        let nothing = model::nothing_yet(&learnable, expected);
        let first = Model::new(parameters, &learnable, tables, &all, nothing);
        let edges = candidates(tables, &blocks, &first, &around);
        drop(blocks);
        let firsts = edges.firsts();
        let odds = odds(tables, &first, &around, &edges, &firsts);
        let mut engine = Self { tables, parameters, learnable, around, all, edges, firsts };
        engine.edges.compete(&odds, MESSAGES);
        for round in 1..=ROUNDS {
            let model = engine.model();
            let odds = self::odds(tables, &model, &engine.around, &engine.edges, &engine.firsts);
            engine.edges.compete(&odds, if round == ROUNDS { LAST_MESSAGES } else { MESSAGES });
        }
        engine
    }

    /// What the probabilities so far teach.
    fn model(&self) -> Model<'_> {
        let edges = &self.edges;
        let parts = chance::in_parts(edges.len(), |range| {
            let mut tally = Tally::new(&self.learnable);
            for e in range {
                let p = f64::from(edges.probability[e]);
                if p > 1e-4
                    && let Some((a, b)) = model::rows(self.tables, pair(edges, &self.firsts, e))
                {
                    tally.add(&self.learnable, a, b, edges.levels[e], p);
                }
            }
            tally
        });
        let mut matches = Tally::new(&self.learnable);
        parts.iter().for_each(|part| matches.merge(part));
        Model::new(self.parameters, &self.learnable, self.tables, &self.all, matches)
    }

    /// First record, second record, probability: the pairs that are the best that both have.
    fn pairs(&self) -> Vec<(u32, u32, f64)> {
        let edges = &self.edges;
        let mut order: Vec<u32> =
            (0..edges.len() as u32).filter(|e| f64::from(edges.probability[*e as usize]) >= LEAST).collect();
        let probability = |e: u32| edges.probability[e as usize];
        order.par_sort_unstable_by(|a, b| probability(*b).total_cmp(&probability(*a)).then(a.cmp(b)));
        let mut taken = self.tables.rows.each_ref().map(|rows| vec![false; rows.len()]);
        let mut pairs = Vec::new();
        for e in order {
            let pair = pair(edges, &self.firsts, e as usize);
            let (i, j) = (pair.first as usize, pair.second as usize);
            if !taken[0][i] && !taken[1][j] {
                pairs.push((pair.first, pair.second, f64::from(probability(e))));
            }
            (taken[0][i], taken[1][j]) = (true, true);
        }
        pairs
    }
}

fn pair(edges: &Edges, firsts: &[u32], e: usize) -> Candidate {
    Candidate { first: firsts[e], second: edges.second[e], levels: edges.levels[e] }
}

/// How dense it is around every record.
fn around(tables: &Tables, blocks: &Blocks) -> Around {
    let of = |side: usize| -> Vec<u32> {
        tables.rows[side].par_iter().map(|row| blocks.density(side, row)).collect()
    };
    let density = [of(0), of(1)];
    let mean = |list: &[u32]| {
        let known = list.iter().filter(|n| **n > 0).count().max(1) as f64;
        (1.0 + list.iter().map(|n| f64::from(*n)).sum::<f64>() / known).ln()
    };
    Around { mean: 0.5 * (mean(&density[0]) + mean(&density[1])), density }
}

/// The candidates of every record of the first table that are not hopeless.
fn candidates(tables: &Tables, blocks: &Blocks, model: &Model, around: &Around) -> Edges {
    let second = &tables.rows[1];
    let part = |(n, rows): (usize, &[compact::Row])| -> Vec<Vec<(u32, Levels)>> {
        let comparer = Comparer::new(&tables.names);
        let (mut found, mut scored) = (Vec::new(), Vec::new());
        let mut of = |i: usize, a: &compact::Row| {
            blocks.candidates(a, &mut found);
            scored.clear();
            for &j in &found {
                let Some(b) = second.get(j as usize) else { continue };
                let pair = Candidate { first: i as u32, second: j, levels: comparer.levels(a, b) };
                let odds = model.log_odds(tables, around, pair, 0.0);
                if odds > HOPELESS {
                    scored.push((odds, j, pair.levels));
                }
            }
            scored.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
            scored.truncate(COMPETITORS);
            scored.iter().map(|&(_, j, levels)| (j, levels)).collect()
        };
        rows.iter().enumerate().map(|(k, row)| of(n * PART + k, row)).collect()
    };
    let parts = tables.rows[0].par_chunks(PART).enumerate().map(part).collect();
    Edges::new(parts, second.len())
}

/// The odds of every edge alone.
fn odds(tables: &Tables, model: &Model, around: &Around, edges: &Edges, firsts: &[u32]) -> Vec<f32> {
    let of = |e: usize| {
        let log = model.log_odds(tables, around, pair(edges, firsts, e), f64::from(edges.probability[e]));
        log.clamp(-2.0 * SURE, SURE).exp() as f32
    };
    (0..edges.len()).into_par_iter().map(of).collect()
}
