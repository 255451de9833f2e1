//! Which parts of two texts tell the same in the same order: monotone alignment by dynamic programming, after Gale
//! and Church (1993), with shared names, numbers, cognates and concepts in place of lengths alone.

use std::ops::Range;

/// A sentence or paragraph to be aligned.
#[derive(Clone, Debug, Default)]
pub(super) struct Unit {
    /// What it holds, each with its weight, sorted by key.
    pub keys: Vec<(u32, f32)>,
    /// The weights added up.
    pub weight: f32,
    /// Length in code points.
    pub length: f32,
    /// Its logarithm.
    log_length: f32,
}

/// Units of the first text that tell what units of the second tell.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pairing {
    pub first: Range<usize>,
    pub second: Range<usize>,
    /// How alike, 0 to 1 (Dice, weighted).
    pub likeness: f32,
}

/// Units less alike than this are better left without a partner: paragraphs on the same subject that are not each
/// other's translation lie below.
const LEAST_LIKENESS: f32 = 0.22;

/// What a length that differs by a factor of *e* takes off the likeness.
const LENGTH_PENALTY: f32 = 0.12;

impl Unit {
    fn of(keys: Vec<(u32, f32)>, length: f32) -> Self {
        let weight = keys.iter().map(|k| k.1).sum();
        Self { weight, keys, length, log_length: length.max(1.0).ln() }
    }

    /// Two neighbouring units as one.
    fn joined(&self, next: &Self) -> Self {
        let mut keys: Vec<_> = self.keys.iter().chain(&next.keys).copied().collect();
        keys.sort_unstable_by_key(|k| k.0);
        keys.dedup_by_key(|k| k.0);
        Self::of(keys, self.length + next.length)
    }

    /// The weight of what both hold.
    fn common(&self, other: &Self) -> f32 {
        let (mut i, mut j, mut common) = (0, 0, 0.0);
        while let (Some(a), Some(b)) = (self.keys.get(i), other.keys.get(j)) {
            if a.0 == b.0 {
                common += a.1;
            }
            i += usize::from(a.0 <= b.0);
            j += usize::from(b.0 <= a.0);
        }
        common
    }

    /// Dice's coefficient of two units that have `common` in common.
    fn likeness(&self, other: &Self, common: f32) -> f32 {
        let both = self.weight + other.weight;
        if both > 0.0 { 2.0 * common / both } else { 0.0 }
    }

    /// What pairing the two is worth against leaving both alone.
    fn gain(&self, other: &Self, likeness: f32) -> f32 {
        let ratio = self.log_length - other.log_length;
        (likeness - LEAST_LIKENESS - LENGTH_PENALTY * ratio * ratio) * (self.length + other.length) / 2.0
    }
}

/// Builds units from the sorted keys and the length of each; a key that many units hold weighs little.
pub(super) fn weigh(first: &[(Vec<u32>, f32)], second: &[(Vec<u32>, f32)]) -> (Vec<Unit>, Vec<Unit>) {
    let (one, two) = (counts(first), counts(second));
    let count = |counts: &[(u32, u32)], key: u32| {
        counts.binary_search_by_key(&key, |c| c.0).ok().and_then(|i| counts.get(i)).map_or(0, |c| c.1)
    };
    let weight = |key: u32| 1.0 / (count(&one, key).max(count(&two, key)).max(1) as f32).sqrt();
    let build = |side: &[(Vec<u32>, f32)]| {
        side.iter()
            .map(|(keys, length)| Unit::of(keys.iter().map(|&k| (k, weight(k))).collect(), *length))
            .collect()
    };
    (build(first), build(second))
}

fn counts(side: &[(Vec<u32>, f32)]) -> Vec<(u32, u32)> {
    let mut keys: Vec<u32> = side.iter().flat_map(|(keys, _)| keys.iter().copied()).collect();
    keys.sort_unstable();
    keys.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u32)).collect()
}

/// How many units of each text a step takes, the preferred first.
const STEPS: [(usize, usize); 5] = [(1, 1), (1, 2), (2, 1), (1, 0), (0, 1)];

/// The alignment of highest total gain. Cost: the product of the numbers of units, and what they have in common.
pub(super) fn align(first: &[Unit], second: &[Unit]) -> Vec<Pairing> {
    let grid = Grid::new(first, second);
    let (rows, columns) = (first.len() + 1, second.len() + 1);
    let mut best = vec![0.0f32; rows * columns];
    let mut taken = vec![(u8::MAX, 0.0f32); rows * columns];
    for i in 0..rows {
        for j in 0..columns {
            let mut choice = (f32::NEG_INFINITY, (u8::MAX, 0.0));
            for (number, (a, b)) in (0u8..).zip(STEPS).filter(|(_, (a, b))| *a <= i && *b <= j) {
                let Some((gain, likeness)) = grid.step(i, j, (a, b)) else { continue };
                let score = best[(i - a) * columns + j - b] + gain;
                if score > choice.0 {
                    choice = (score, (number, likeness));
                }
            }
            if choice.0 > f32::NEG_INFINITY {
                best[i * columns + j] = choice.0;
                taken[i * columns + j] = choice.1;
            }
        }
    }
    trace_back(&taken, first.len(), second.len())
}

/// What any two units have in common.
struct Grid<'a> {
    first: &'a [Unit],
    second: &'a [Unit],
    /// Neighbours joined.
    first_pairs: Vec<Unit>,
    second_pairs: Vec<Unit>,
    common: Vec<f32>,
}

impl<'a> Grid<'a> {
    fn new(first: &'a [Unit], second: &'a [Unit]) -> Self {
        let doubles = |units: &[Unit]| units.windows(2).map(|w| w[0].joined(&w[1])).collect();
        let common = common(first, second);
        Self { first, second, first_pairs: doubles(first), second_pairs: doubles(second), common }
    }

    fn shared(&self, i: usize, j: usize) -> f32 {
        self.common[i * self.second.len() + j]
    }

    /// Gain and likeness of the step that ends before row `i` and column `j`; `None` where a pairing is pointless: a
    /// unit joined to its neighbour must bring something of its own.
    fn step(&self, i: usize, j: usize, step: (usize, usize)) -> Option<(f32, f32)> {
        let (a, b, common) = match step {
            (1, 1) => (&self.first[i - 1], &self.second[j - 1], self.shared(i - 1, j - 1)),
            (1, 2) => {
                let (a, b) = (&self.first[i - 1], &self.second_pairs[j - 2]);
                let both = self.shared(i - 1, j - 1) > 0.0 && self.shared(i - 1, j - 2) > 0.0;
                (a, b, if both { a.common(b) } else { 0.0 })
            }
            (2, 1) => {
                let (a, b) = (&self.first_pairs[i - 2], &self.second[j - 1]);
                let both = self.shared(i - 1, j - 1) > 0.0 && self.shared(i - 2, j - 1) > 0.0;
                (a, b, if both { a.common(b) } else { 0.0 })
            }
            _ => return Some((0.0, 0.0)),
        };
        let likeness = a.likeness(b, common);
        (common > 0.0).then(|| (a.gain(b, likeness), likeness))
    }
}

/// The weight that each two units share, row by row; the cost follows what is shared.
fn common(first: &[Unit], second: &[Unit]) -> Vec<f32> {
    let mut holders: Vec<(u32, usize)> =
        (0..).zip(second).flat_map(|(j, unit)| unit.keys.iter().map(move |k| (k.0, j))).collect();
    holders.sort_unstable();
    let mut out = vec![0.0; first.len() * second.len()];
    for (i, unit) in first.iter().enumerate() {
        for &(key, weight) in &unit.keys {
            let start = holders.partition_point(|h| h.0 < key);
            for &(_, j) in holders[start..].iter().take_while(|h| h.0 == key) {
                out[i * second.len() + j] += weight;
            }
        }
    }
    out
}

fn trace_back(taken: &[(u8, f32)], rows: usize, columns: usize) -> Vec<Pairing> {
    let (mut i, mut j) = (rows, columns);
    let mut out = Vec::new();
    loop {
        let (step, likeness) = taken[i * (columns + 1) + j];
        let Some(&(a, b)) = STEPS.get(usize::from(step)) else { break };
        (i, j) = (i - a, j - b);
        if a > 0 && b > 0 {
            out.push(Pairing { first: i..i + a, second: j..j + b, likeness });
        }
    }
    out.reverse();
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn units(keys: &[&[u32]]) -> Vec<(Vec<u32>, f32)> {
        keys.iter().map(|k| (k.to_vec(), k.len() as f32 * 10.0)).collect()
    }

    fn aligned(a: &[&[u32]], b: &[&[u32]]) -> Vec<(Range<usize>, Range<usize>)> {
        let (a, b) = weigh(&units(a), &units(b));
        align(&a, &b).into_iter().map(|p| (p.first, p.second)).collect()
    }

    #[test]
    fn skips_what_has_no_partner_and_joins_what_was_split() {
        assert_eq!(
            aligned(&[&[1, 2, 3], &[9], &[4, 5, 6, 7]], &[&[1, 2, 3], &[4, 5], &[6, 7]]),
            [(0..1, 0..1), (2..3, 1..3)]
        );
    }

    #[test]
    fn what_is_told_in_another_order_aligns_only_in_part() {
        assert_eq!(aligned(&[&[1, 2, 3], &[4, 5, 6]], &[&[4, 5, 6], &[1, 2, 3]]).len(), 1);
    }

    proptest! {
        #[test]
        fn an_alignment_is_in_order_and_takes_each_unit_once(
            a in prop::collection::vec(prop::collection::btree_set(0u32..12, 0..5), 0..8),
            b in prop::collection::vec(prop::collection::btree_set(0u32..12, 0..5), 0..8),
        ) {
            let side = |s: &[std::collections::BTreeSet<u32>]| -> Vec<(Vec<u32>, f32)> {
                s.iter().map(|k| (k.iter().copied().collect(), k.len() as f32)).collect()
            };
            let (a, b) = weigh(&side(&a), &side(&b));
            let (mut i, mut j) = (0, 0);
            for pairing in align(&a, &b) {
                prop_assert!(pairing.first.start >= i && pairing.second.start >= j);
                prop_assert!((0.0..=1.001).contains(&pairing.likeness));
                (i, j) = (pairing.first.end, pairing.second.end);
            }
            prop_assert!(i <= a.len() && j <= b.len());
        }
    }
}
