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
        Self { weight: keys.iter().map(|k| k.1).sum(), keys, length }
    }

    /// Two neighbouring units as one.
    fn joined(&self, next: &Self) -> Self {
        let mut keys: Vec<_> = self.keys.iter().chain(&next.keys).copied().collect();
        keys.sort_unstable_by_key(|k| k.0);
        keys.dedup_by_key(|k| k.0);
        Self::of(keys, self.length + next.length)
    }

    fn likeness(&self, other: &Self) -> f32 {
        let both = self.weight + other.weight;
        if both <= 0.0 {
            return 0.0;
        }
        let (mut i, mut j, mut common) = (0, 0, 0.0);
        while let (Some(a), Some(b)) = (self.keys.get(i), other.keys.get(j)) {
            if a.0 == b.0 {
                common += a.1;
            }
            i += usize::from(a.0 <= b.0);
            j += usize::from(b.0 <= a.0);
        }
        2.0 * common / both
    }

    /// What pairing the two is worth against leaving both alone.
    fn gain(&self, other: &Self) -> f32 {
        let ratio = (self.length.max(1.0) / other.length.max(1.0)).ln();
        (self.likeness(other) - LEAST_LIKENESS - LENGTH_PENALTY * ratio * ratio)
            * (self.length + other.length)
            / 2.0
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

/// How many units of each text a pairing takes.
const STEPS: [(usize, usize); 5] = [(1, 1), (1, 2), (2, 1), (1, 0), (0, 1)];

/// The alignment of highest total gain. Cost: the product of the numbers of units.
pub(super) fn align(first: &[Unit], second: &[Unit]) -> Vec<Pairing> {
    let (rows, columns) = (first.len() + 1, second.len() + 1);
    let (pairs_a, pairs_b) = (doubles(first), doubles(second));
    let gain = |i: usize, j: usize, step: (usize, usize)| match step {
        (1, 1) => first[i - 1].gain(&second[j - 1]),
        (1, 2) => first[i - 1].gain(&pairs_b[j - 2]),
        (2, 1) => pairs_a[i - 2].gain(&second[j - 1]),
        _ => 0.0,
    };
    let mut best = vec![0.0f32; rows * columns];
    let mut taken = vec![u8::MAX; rows * columns];
    for i in 0..rows {
        for j in 0..columns {
            let options = (0u8..).zip(STEPS).filter(|&(_, (a, b))| a <= i && b <= j);
            let scored = options.map(|(n, s)| (best[(i - s.0) * columns + j - s.1] + gain(i, j, s), n));
            if let Some((score, step)) = scored.max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1))) {
                best[i * columns + j] = score;
                taken[i * columns + j] = step;
            }
        }
    }
    trace_back(&taken, columns, first, second, &pairs_a, &pairs_b)
}

fn doubles(units: &[Unit]) -> Vec<Unit> {
    units.windows(2).map(|w| w[0].joined(&w[1])).collect()
}

fn trace_back(
    taken: &[u8],
    columns: usize,
    first: &[Unit],
    second: &[Unit],
    pairs_a: &[Unit],
    pairs_b: &[Unit],
) -> Vec<Pairing> {
    let (mut i, mut j) = (first.len(), second.len());
    let mut out = Vec::new();
    while let Some(&(a, b)) = STEPS.get(usize::from(taken[i * columns + j])) {
        let likeness = match (a, b) {
            (1, 1) => first[i - 1].likeness(&second[j - 1]),
            (1, 2) => first[i - 1].likeness(&pairs_b[j - 2]),
            (2, 1) => pairs_a[i - 2].likeness(&second[j - 1]),
            _ => 0.0,
        };
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
