//! How records compare by chance. In: both tables. Out: a [`Tally`] that stands for all pairs of a record of the first
//! and one of the second table.
//!
//! Few pairs of two tables: all are compared. Many: every close pair of some records of the first table, pairs drawn of
//! those near in time only and of those near in space only (both are far too rare to be met among pairs of large tables,
//! and a level never met would look like proof), and pairs drawn at random of the rest. Each weighs as many pairs as it
//! stands for. The draw has a fixed seed and knows the records by their canonical order only.

use super::block::Blocks;
use super::compact::Tables;
use super::compare::Comparer;
use super::tally::{Learnable, Tally};
use rayon::prelude::*;

/// Up to this many pairs, all are compared.
const ALL: usize = 300_000;
/// Records of the first table whose close pairs are compared.
const NEAR_RECORDS: usize = 20_000;
/// Close pairs compared of one record, evenly spread.
const NEAR_PAIRS: usize = 64;
/// Pairs drawn of one record among those near in time, and as many among those near in space.
const SIDE_PAIRS: usize = 8;
/// Pairs drawn at random.
const DRAWN: usize = 150_000;
/// Seed of the draw.
const SEED: u64 = 0x5EED_FA1E;
/// Parts that are tallied in parallel; a fixed number, so that sums do not depend on the number of threads.
const PARTS: usize = 4;

/// The tally of all pairs.
pub fn tally(tables: &Tables, blocks: &Blocks, learnable: &Learnable) -> Tally {
    let [first, second] = &tables.rows;
    let mut whole = Tally::new(learnable);
    if first.is_empty() || second.is_empty() {
        return whole;
    }
    let parts: Vec<Tally> = if first.len().saturating_mul(second.len()) <= ALL {
        in_parts(first.len(), |range| every(tables, learnable, range))
    } else {
        let near = in_parts(first.len().min(NEAR_RECORDS), |range| close(tables, blocks, learnable, range));
        let beside = in_parts(first.len().min(NEAR_RECORDS), |range| beside(tables, blocks, learnable, range));
        let drawn = in_parts(DRAWN, |range| draw(tables, learnable, range));
        near.into_iter().chain(beside).chain(drawn).collect()
    };
    parts.iter().for_each(|part| whole.merge(part));
    whole
}

/// Runs `f` on [`PARTS`] ranges of `0..n`.
pub fn in_parts<T: Send>(n: usize, f: impl Fn(std::ops::Range<usize>) -> T + Sync) -> Vec<T> {
    (0..PARTS).into_par_iter().map(|p| f(n * p / PARTS..n * (p + 1) / PARTS)).collect()
}

fn every(tables: &Tables, learnable: &Learnable, range: std::ops::Range<usize>) -> Tally {
    let comparer = Comparer::new(&tables.names);
    let mut tally = Tally::new(learnable);
    for a in &tables.rows[0][range] {
        tables.rows[1].iter().for_each(|b| tally.add(learnable, a, b, comparer.levels(a, b), 1.0));
    }
    tally
}

/// Close pairs of the `range`th of the sampled records.
fn close(tables: &Tables, blocks: &Blocks, learnable: &Learnable, range: std::ops::Range<usize>) -> Tally {
    let [first, second] = &tables.rows;
    let sampled = first.len().min(NEAR_RECORDS);
    let stands_for = first.len() as f64 / sampled as f64;
    let comparer = Comparer::new(&tables.names);
    let mut tally = Tally::new(learnable);
    let mut found = Vec::new();
    for k in range {
        let Some(a) = first.get(k * first.len() / sampled) else { continue };
        found.clear();
        blocks.near(a, |j| found.push(j));
        let step = found.len() / NEAR_PAIRS + 1;
        let kept = found.len().div_ceil(step);
        let weight = stands_for * found.len() as f64 / kept.max(1) as f64;
        for b in found.iter().step_by(step).filter_map(|j| second.get(*j as usize)) {
            tally.add(learnable, a, b, comparer.levels(a, b), weight);
        }
    }
    tally
}

/// Pairs near in time only, and pairs near in space only, of the `range`th of the sampled records.
fn beside(tables: &Tables, blocks: &Blocks, learnable: &Learnable, range: std::ops::Range<usize>) -> Tally {
    let [first, second] = &tables.rows;
    let sampled = first.len().min(NEAR_RECORDS);
    let stands_for = first.len() as f64 / sampled as f64;
    let comparer = Comparer::new(&tables.names);
    let mut tally = Tally::new(learnable);
    for k in range {
        let Some(a) = first.get(k * first.len() / sampled) else { continue };
        let mut draw = |count: usize, nth: &dyn Fn(usize) -> Option<u32>, salt: u64| {
            let picks = count.min(SIDE_PAIRS);
            let weight = stands_for * count as f64 / picks.max(1) as f64;
            for n in 0..picks {
                // All of a few; of many, one from each of as many equal parts.
                let (from, to) = (n * count / picks, (n + 1) * count / picks);
                let random = mixed(SEED ^ salt ^ ((k as u64) << 8 | n as u64));
                let at = from + random as usize % (to - from).max(1);
                let Some(b) = nth(at).and_then(|j| second.get(j as usize)) else { continue };
                if !Blocks::is_near(a, b) {
                    tally.add(learnable, a, b, comparer.levels(a, b), weight);
                }
            }
        };
        let (count, nth) = blocks.in_time(a);
        draw(count, &nth, 1 << 40);
        let (count, nth) = blocks.in_space(a);
        draw(count, &nth, 1 << 41);
    }
    tally
}

/// Pairs drawn at random that are near neither in time nor in space.
fn draw(tables: &Tables, learnable: &Learnable, range: std::ops::Range<usize>) -> Tally {
    let [first, second] = &tables.rows;
    let weight = first.len() as f64 * second.len() as f64 / DRAWN as f64;
    let comparer = Comparer::new(&tables.names);
    let mut tally = Tally::new(learnable);
    for k in range {
        let random = mixed(SEED.wrapping_add(k as u64));
        let (i, j) = (random as u32 as usize % first.len(), (random >> 32) as usize % second.len());
        let (Some(a), Some(b)) = (first.get(i), second.get(j)) else { continue };
        if !Blocks::in_days(a, b) && !Blocks::in_cells(a, b) {
            tally.add(learnable, a, b, comparer.levels(a, b), weight);
        }
    }
    tally
}

/// A number that looks random (SplitMix64, Steele, Lea and Flood 2014).
fn mixed(seed: u64) -> u64 {
    let mut z = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ z >> 31
}
