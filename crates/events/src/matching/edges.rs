//! Competition: a record has one partner at most. In: the odds of each candidate pair alone. Out: the probability of each
//! pair given all others.
//!
//! The pairs are the edges of a graph; a set of true pairs is a matching, which weighs the product of its odds. The
//! share of the weight of all matchings that hold an edge is its probability. It is computed by passing messages between
//! neighbouring records (belief propagation for the monomer–dimer model: Bayati, Gamarnik, Katz, Nair and Tetali 2007),
//! exact where the graph has no cycles.

use super::compare::Levels;
use rayon::prelude::*;

/// Candidate pairs, by record of the first table. 32 bytes a pair.
#[derive(Default)]
pub struct Edges {
    /// Where the edges of each record of the first table begin, and the end of the last.
    starts: Vec<u32>,
    /// The record of the second table.
    pub second: Vec<u32>,
    /// How the two compare.
    pub levels: Vec<Levels>,
    /// Probability so far.
    pub probability: Vec<f32>,
    /// What the first record says to the second: how free it is, 0 to 1.
    to_second: Vec<f32>,
    /// What the second says to the first; ordered by second record.
    to_first: Vec<f32>,
    /// Where an edge stands when ordered by second record, and back.
    turned: Vec<u32>,
    back: Vec<u32>,
    /// Where the edges of each record of the second table begin.
    second_starts: Vec<u32>,
}

/// Records of one table that one task works on.
const PART: usize = 4096;

impl Edges {
    /// From the candidates of each record of the first table, in its order.
    pub fn new(parts: Vec<Vec<Vec<(u32, Levels)>>>, second_records: usize) -> Self {
        let mut edges = Self { starts: vec![0], ..Self::default() };
        for candidates in parts.into_iter().flatten() {
            for (second, levels) in candidates {
                edges.second.push(second);
                edges.levels.push(levels);
            }
            edges.starts.push(edges.second.len() as u32);
        }
        let n = edges.second.len();
        edges.second_starts = vec![0; second_records + 1];
        edges.second.iter().for_each(|s| edges.second_starts[*s as usize + 1] += 1);
        (0..second_records).for_each(|s| edges.second_starts[s + 1] += edges.second_starts[s]);
        let mut next = edges.second_starts.clone();
        (edges.turned, edges.back) = (vec![0; n], vec![0; n]);
        for (e, s) in edges.second.iter().enumerate() {
            let t = &mut next[*s as usize];
            edges.turned[e] = *t;
            edges.back[*t as usize] = e as u32;
            *t += 1;
        }
        edges.probability = vec![0.0; n];
        edges.to_second = vec![1.0; n];
        edges.to_first = vec![1.0; n];
        edges
    }

    /// Number of pairs.
    pub fn len(&self) -> usize {
        self.second.len()
    }

    /// The edges of a record of the first table.
    pub fn of(&self, first: usize) -> std::ops::Range<usize> {
        let at = |i: usize| self.starts.get(i).copied().unwrap_or(0) as usize;
        at(first)..at(first + 1)
    }

    /// The record of the first table of each edge.
    pub fn firsts(&self) -> Vec<u32> {
        let mut firsts = Vec::with_capacity(self.len());
        for first in 0..self.starts.len().saturating_sub(1) {
            firsts.extend(self.of(first).map(|_| first as u32));
        }
        firsts
    }

    /// Passes messages `rounds` times, then sets the probabilities. `odds` are those of each edge alone.
    pub fn compete(&mut self, odds: &[f32], rounds: usize) {
        for _ in 0..rounds {
            self.first_to_second(odds);
            self.second_to_first(odds);
        }
        self.first_to_second(odds);
        let (to_second, to_first, turned) = (&self.to_second, &self.to_first, &self.turned);
        self.probability.par_iter_mut().enumerate().for_each(|(e, p)| {
            let weight =
                f64::from(odds[e]) * f64::from(to_second[e]) * f64::from(to_first[turned[e] as usize]);
            *p = (weight / (1.0 + weight)) as f32;
        });
    }

    fn first_to_second(&mut self, odds: &[f32]) {
        let (to_first, turned) = (&self.to_first, &self.turned);
        say(&self.starts, &mut self.to_second, |e| {
            f64::from(odds[e]) * f64::from(to_first[turned[e] as usize])
        });
    }

    fn second_to_first(&mut self, odds: &[f32]) {
        let (to_second, back) = (&self.to_second, &self.back);
        let heard = |t: usize| f64::from(odds[back[t] as usize]) * f64::from(to_second[back[t] as usize]);
        say(&self.second_starts, &mut self.to_first, heard);
    }
}

/// Each record tells each neighbour how free it is, from what it hears of all others: one over one plus their sum.
fn say(starts: &[u32], messages: &mut [f32], heard: impl Fn(usize) -> f64 + Sync) {
    let mut parts = Vec::new();
    let mut rest = messages;
    for ends in starts.windows(2).collect::<Vec<_>>().chunks(PART) {
        let (from, to) = (ends.first().map_or(0, |e| e[0]), ends.last().map_or(0, |e| e[1]));
        let (part, others) = std::mem::take(&mut rest).split_at_mut((to - from) as usize);
        parts.push((ends.to_vec(), from, part));
        rest = others;
    }
    parts.into_par_iter().for_each(|(ends, from, part)| {
        for end in ends {
            let edges = end[0] as usize..end[1] as usize;
            let all: f64 = 1.0 + edges.clone().map(&heard).sum::<f64>();
            for e in edges {
                // Damped half: plain updates may swing between two states for ever.
                let free = 1.0 / (all - heard(e)).max(1.0);
                let message = &mut part[e - from as usize];
                *message = (0.5 * (f64::from(*message) + free)) as f32;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Probabilities by going through every matching.
    fn slow(odds: &[(u32, u32, f32)]) -> Vec<f64> {
        let mut total = 0.0;
        let mut holding = vec![0.0; odds.len()];
        for set in 0u32..1 << odds.len() {
            let chosen: Vec<_> = (0..odds.len()).filter(|e| set & (1 << e) != 0).collect();
            let clash =
                |a: &usize, b: &usize| a != b && (odds[*a].0 == odds[*b].0 || odds[*a].1 == odds[*b].1);
            if chosen.iter().any(|a| chosen.iter().any(|b| clash(a, b))) {
                continue;
            }
            let weight: f64 = chosen.iter().map(|e| f64::from(odds[*e].2)).product();
            total += weight;
            chosen.iter().for_each(|e| holding[*e] += weight);
        }
        holding.iter().map(|h| h / total).collect()
    }

    fn fast(odds: &[(u32, u32, f32)], records: u32) -> Vec<f64> {
        let of =
            |f: u32| odds.iter().filter(|o| o.0 == f).map(|o| (o.1, Levels::default())).collect::<Vec<_>>();
        let mut edges = Edges::new(vec![(0..records).map(of).collect()], records as usize);
        let plain: Vec<f32> =
            (0..records).flat_map(|f| odds.iter().filter(move |o| o.0 == f).map(|o| o.2)).collect();
        edges.compete(&plain, 60);
        edges.probability.iter().map(|p| f64::from(*p)).collect()
    }

    #[test]
    fn without_cycles_the_probabilities_are_exact() {
        let odds = [(0, 0, 3.0), (0, 1, 1.0), (1, 1, 5.0), (1, 2, 0.5), (2, 2, 20.0)];
        for (fast, slow) in fast(&odds, 3).iter().zip(slow(&odds)) {
            assert!((fast - slow).abs() < 1e-4, "{fast} {slow}");
        }
    }

    #[test]
    fn in_a_square_they_are_near() {
        let odds = [(0, 0, 8.0), (0, 1, 2.0), (1, 0, 1.0), (1, 1, 6.0)];
        for (fast, slow) in fast(&odds, 2).iter().zip(slow(&odds)) {
            assert!((fast - slow).abs() < 0.06, "{fast} {slow}");
        }
    }
}
