//! What a pair's levels are worth. In: how chance pairs and matches compare so far. Out: [`Model`], the natural
//! logarithm of the odds that a pair is a match, before other pairs compete with it.
//!
//! Fellegi and Sunter (1969), with names, types and deaths conditional on how near two records are, since neighbours
//! share them by chance; docs/adr/0006 gives the formulas.

use super::compact::{Row, Tables};
use super::compare::{ACTORS, DATES, DEATHS, DISTANCES, Levels, PLACES, ROUGH, TYPES};
use super::parameters::{Believed, Parameters};
use super::tally::{Learnable, Tally, at};

/// No single feature says more than this, in natural logarithms.
const MOST: f64 = 9.0;

/// Logarithms of likelihood ratios.
pub struct Model<'a> {
    parameters: &'a Parameters,
    learnable: &'a Learnable,
    matches: Tally,
    chance: Tally,
    base: f64,
    where_when: Vec<f64>,
    place: Vec<f64>,
    actor: Vec<f64>,
    kind: Vec<f64>,
    deaths: Vec<f64>,
    kinds: Values,
    actors: Values,
    /// Sum of squared shares over each column's values: how often two records agree by chance.
    agreement: Agreement,
}

struct Agreement {
    places: (f64, f64),
    actors: (f64, f64),
}

/// Totals of pairs of learnt values, and shares of each value.
struct Values {
    matches: f64,
    chance: f64,
    share: [Vec<f64>; 2],
}

impl Values {
    fn of(count: usize, matches: &[f32], chance: &[f32]) -> Self {
        let sum = |list: &[f32]| list.iter().map(|v| f64::from(*v)).sum::<f64>();
        let mut share = [vec![0.0; count], vec![0.0; count]];
        for (i, n) in chance.iter().enumerate() {
            share[0][i / count] += f64::from(*n);
            share[1][i % count] += f64::from(*n);
        }
        let total = sum(chance);
        share.iter_mut().flatten().for_each(|s| *s /= total.max(f64::MIN_POSITIVE));
        Self { matches: sum(matches), chance: total, share }
    }
}

/// What is added to a pair for where it stands, beside its levels.
pub struct Around {
    /// Mean logarithm of the number of neighbours, plus one.
    pub mean: f64,
    /// Of each record.
    pub density: [Vec<u32>; 2],
}

impl Around {
    /// The logarithm of how much denser than usual it is around a pair.
    fn excess(&self, i: usize, j: usize) -> f64 {
        let of = |side: usize, n: usize| f64::from(self.density[side].get(n).copied().unwrap_or(0));
        0.5 * ((1.0 + of(0, i)).ln() + (1.0 + of(1, j)).ln()) - self.mean
    }
}

/// One pair, by the places of its records.
#[derive(Clone, Copy)]
pub struct Candidate {
    /// In the first table.
    pub first: u32,
    /// In the second.
    pub second: u32,
    /// How they compare.
    pub levels: Levels,
}

impl<'a> Model<'a> {
    /// From all pairs, and from the matches among them: `matches` pairs expected.
    pub fn new(
        parameters: &'a Parameters,
        learnable: &'a Learnable,
        tables: &Tables,
        all: &Tally,
        matches: Tally,
    ) -> Self {
        let sizes = tables.rows.each_ref().map(|r| r.len() as f64);
        let base = base(parameters, sizes, matches.total);
        let chance = all.less(&matches);
        let place_counts = &tables.names.counts;
        let believed = (&parameters.matches, &parameters.chance);
        let weight = (parameters.weight.matches, parameters.weight.chance);
        let conditional = |m: &[f64], c: &[f64], levels: usize, b: (&[f64], &[f64])| -> Vec<f64> {
            ratios(m, c, levels, b, weight)
        };
        Self {
            base,
            where_when: where_when(parameters, &matches, &chance),
            place: conditional(&matches.place, &chance.place, PLACES, (&believed.0.place, &believed.1.place)),
            actor: conditional(
                &pooled(&matches.actor, ACTORS),
                &chance.actor,
                ACTORS,
                (&believed.0.actor, &believed.1.actor),
            ),
            kind: conditional(
                &pooled(&matches.kind, TYPES),
                &chance.kind,
                TYPES,
                (&believed.0.kind, &believed.1.kind),
            ),
            deaths: conditional(
                &pooled(&matches.deaths, DEATHS),
                &chance.deaths,
                DEATHS,
                (&believed.0.deaths, &believed.1.deaths),
            ),
            kinds: Values::of(learnable.kinds.count.max(1), &matches.kinds, &chance.kinds),
            actors: Values::of(learnable.actors.count.max(1), &matches.actors, &chance.actors),
            agreement: Agreement {
                places: agreement(&place_counts.places),
                actors: agreement(&place_counts.actors),
            },
            parameters,
            learnable,
            matches,
            chance,
        }
    }

    /// The logarithm of the odds of a pair; `own` is what it was counted for among the matches, and is left out of what
    /// they teach of it.
    pub fn log_odds(&self, tables: &Tables, around: &Around, pair: Candidate, own: f64) -> f64 {
        let (i, j) = (pair.first as usize, pair.second as usize);
        let (Some(a), Some(b)) = (tables.rows[0].get(i), tables.rows[1].get(j)) else {
            return f64::NEG_INFINITY;
        };
        let levels = pair.levels;
        let look = |list: &[f64], at: usize| list.get(at).copied().unwrap_or(0.0);
        let trust = &self.parameters.trust;
        let dense = match (levels.date(), levels.distance()) {
            (1..=7 | 10, 1..=6 | 10) => trust.density * around.excess(i, j),
            _ => 0.0,
        };
        let close = levels.nearness() == 0;
        let mut actor = look(&self.actor, at::actor(levels));
        let mut kind = look(&self.kind, at::kind(levels));
        let rare = if close { trust.rare_near } else { trust.rare_far };
        let counts = &tables.names.counts;
        if levels.actor() == 5 {
            actor += rare * rarity(&counts.actors, a.actors, b.actors, self.agreement.actors);
        }
        if close {
            actor = self.learnt(
                &self.actors,
                &self.matches.actors,
                &self.chance.actors,
                self.learnable.actors.pair(a.actors, b.actors),
                self.learnable.actors.count,
                actor,
                own,
            );
            kind = self.learnt(
                &self.kinds,
                &self.matches.kinds,
                &self.chance.kinds,
                self.learnable.kinds.pair(a.kind, b.kind),
                self.learnable.kinds.count,
                kind,
                own,
            );
        }
        let mut place = look(&self.place, at::place(levels));
        if levels.place() == 4 {
            place += rare * rarity(&counts.places, a.place, b.place, self.agreement.places);
        }
        let said = place + actor + kind + look(&self.deaths, at::deaths(levels));
        self.base + look(&self.where_when, at::where_when(levels)) - dense + trust.attributes * said
    }

    /// The logarithm that a pair of values has earned, starting from `level`, what their being alike is worth.
    #[expect(clippy::too_many_arguments, reason = "two columns share it")]
    fn learnt(
        &self,
        values: &Values,
        matches: &[f32],
        chance: &[f32],
        pair: Option<usize>,
        count: usize,
        level: f64,
        own: f64,
    ) -> f64 {
        let Some(pair) = pair else { return level };
        let weight = &self.parameters.weight;
        let get = |list: &[f32]| list.get(pair).map_or(0.0, |v| f64::from(*v));
        let share = |side: usize, n: usize| values.share[side].get(n).copied().unwrap_or(0.0);
        let alone = share(0, pair / count) * share(1, pair % count);
        let by_chance = (get(chance) + weight.value_chance * alone) / (values.chance + weight.value_chance);
        if by_chance <= 0.0 {
            return level;
        }
        let believed = weight.value_matches * level.exp() * by_chance;
        let seen = (get(matches) - own).max(0.0);
        let in_matches = (seen + believed) / ((values.matches - own).max(0.0) + weight.value_matches);
        (in_matches / by_chance).ln().clamp(-MOST, MOST)
    }
}

/// Expected number of matches, given what was counted: the mean of a beta distribution.
pub fn expected_matches(parameters: &Parameters, sizes: [f64; 2], counted: f64) -> f64 {
    let (p, fewer) = (&parameters.partner, sizes[0].min(sizes[1]));
    fewer * (counted + p.with) / (fewer + p.with + p.without)
}

/// Logarithm of the odds that two records with nothing to compare are a match, both without another partner.
fn base(parameters: &Parameters, sizes: [f64; 2], counted: f64) -> f64 {
    let matches = expected_matches(parameters, sizes, counted);
    (matches / ((sizes[0] - matches).max(0.02 * sizes[0]) * (sizes[1] - matches).max(0.02 * sizes[1]))).ln()
}

/// How often two records agree by chance, and how many records there are.
fn agreement(counts: &[[u32; 2]]) -> (f64, f64) {
    let total = |side: usize| counts.iter().map(|c| f64::from(c[side])).sum::<f64>().max(1.0);
    let (a, b) = (total(0), total(1));
    (counts.iter().map(|c| f64::from(c[0]) / a * f64::from(c[1]) / b).sum(), a + b)
}

/// Logarithm of how much rarer than usual an agreement on these values is. Winkler's adjustment for frequency.
fn rarity(counts: &[[u32; 2]], a: u32, b: u32, (agreement, total): (f64, f64)) -> f64 {
    let count = |id: u32| counts.get(id as usize).map_or(0.0, |c| f64::from(c[0]) + f64::from(c[1]));
    if a != b || agreement <= 0.0 {
        return 0.0;
    }
    (agreement * total / (count(a) + 1.0)).ln().clamp(-3.0, 3.0)
}

/// Sums a table of several rows of `levels` into one row, repeated: matches compare alike wherever they stand.
fn pooled(table: &[f64], levels: usize) -> Vec<f64> {
    let mut sums = vec![0.0; levels];
    table.iter().enumerate().for_each(|(i, v)| sums[i % levels] += v);
    sums.iter().copied().cycle().take(table.len()).collect()
}

/// Logarithms of ratios, row by row of `levels`: the share of each level among matches over its share by chance.
fn ratios(
    matches: &[f64],
    chance: &[f64],
    levels: usize,
    believed: (&[f64], &[f64]),
    weight: (f64, f64),
) -> Vec<f64> {
    let all = pooled(chance, levels);
    let believed = (Believed::shares(believed.0, &[]), Believed::shares(believed.1, &[]));
    let pool = shares(&all, &believed.1, weight.1);
    let rows = matches.chunks(levels).zip(chance.chunks(levels));
    let row = |(m, c): (&[f64], &[f64])| -> Vec<f64> {
        let (m, c) = (shares(m, &believed.0, weight.0), shares(c, &pool, weight.1));
        let ratio = |(m, c): (&f64, &f64)| (m / c).ln().clamp(-MOST, MOST);
        std::iter::once(0.0).chain(m.iter().zip(&c).skip(1).map(ratio)).collect()
    };
    rows.flat_map(row).collect()
}

/// Shares of the levels from 1 on, `believed` weighing as much as `weight` pairs.
fn shares(counts: &[f64], believed: &[f64], weight: f64) -> Vec<f64> {
    let total: f64 = counts.iter().skip(1).sum();
    counts.iter().zip(believed).map(|(n, b)| (n + weight * b) / (total + weight)).collect()
}

/// Which levels belong to one class: not said, sharp, rough.
fn class(level: usize) -> std::ops::Range<usize> {
    match level {
        0 => 0..1,
        1..ROUGH => 1..ROUGH,
        _ => ROUGH..DATES,
    }
}

/// Shares by class of a margin.
fn margin(counts: &[f64], believed: &[f64], weight: f64) -> Vec<f64> {
    let of = |level: usize| {
        let total: f64 = counts.get(class(level)).map_or(0.0, |c| c.iter().sum());
        if level == 0 { 1.0 } else { (counts[level] + weight * believed[level]) / (total + weight) }
    };
    (0..counts.len()).map(of).collect()
}

/// Date and distance together by chance (bursts of violence are dense in both); one by one among matches.
fn where_when(parameters: &Parameters, matches: &Tally, chance: &Tally) -> Vec<f64> {
    let sums = |tally: &Tally| {
        let (mut dates, mut distances) = (vec![0.0; DATES], vec![0.0; DISTANCES]);
        for (i, n) in tally.where_when.iter().enumerate() {
            dates[i / DISTANCES] += n;
            distances[i % DISTANCES] += n;
        }
        (dates, distances)
    };
    let margins = |tally: &Tally, b: &Believed, weight: f64| {
        let (dates, distances) = sums(tally);
        let date = Believed::shares(&b.date, &b.rough_date);
        let distance = Believed::shares(&b.distance, &b.rough_distance);
        (margin(&dates, &date, weight), margin(&distances, &distance, weight))
    };
    let (md, mk) = margins(matches, &parameters.matches, parameters.weight.matches);
    let (cd, ck) = margins(chance, &parameters.chance, parameters.weight.chance);
    let cell = |i: usize| {
        let (d, k) = (i / DISTANCES, i % DISTANCES);
        let total: f64 =
            class(d).map(|d| class(k).map(|k| chance.where_when[d * DISTANCES + k]).sum::<f64>()).sum();
        let weight = parameters.weight.chance;
        let share = (chance.where_when[i] + weight * cd[d] * ck[k]) / (total + weight);
        (md[d] * mk[k] / share).ln().clamp(-2.0 * MOST, 2.0 * MOST)
    };
    (0..DATES * DISTANCES).map(cell).collect()
}

/// What stands for the matches before any is known: `expected` of them, compared as believed. Since the tables are
/// smoothed with what is believed anyway, only the total matters.
pub fn nothing_yet(learnable: &Learnable, expected: f64) -> Tally {
    let mut tally = Tally::new(learnable);
    tally.total = expected;
    tally
}

/// Rows of a pair.
pub fn rows(tables: &Tables, pair: Candidate) -> Option<(&Row, &Row)> {
    Some((tables.rows[0].get(pair.first as usize)?, tables.rows[1].get(pair.second as usize)?))
}
