//! The undisturbed day: each demand is spread over its arcs by a logit of their costs, and constants per port, country or
//! corridor are fitted to the known shares.
//!
//! The constants are factors on the weights of all arcs that count towards a share. They are found by iterative
//! proportional fitting (Deming and Stephan 1940, "On a least squares adjustment of a sampled frequency table"): share by
//! share, odds are brought to what is known. Where known shares contradict each other this does not settle; then all are
//! moved at once, each by a part of its way, to a compromise that does not depend on their order.

use super::network::{Known, Network};

/// A known share is met if it is missed by no more than this (a percentage point).
pub(crate) const GOOD_FIT: f64 = 0.01;
/// Fitting ends when every share is met this closely.
const MET: f64 = 1e-10;
/// Rounds of fitting, share by share.
const ROUNDS: usize = 500;
/// Rounds of fitting all at once, if those did not settle.
const TOGETHER: usize = 300;
/// Rounds share by share between looks at whether they still come closer.
const LOOK: usize = 50;
/// Shares of nothing or of everything are fitted to this distance: a logit has neither.
const EDGE: f64 = 1e-9;

/// Flow by arc, and for each known share its value and what comes out.
pub(crate) fn spread(
    network: &Network,
    need: &[f64],
    cost: &[f64],
    choice: f64,
    known: &[f64],
) -> (Vec<f64>, Vec<(f64, f64)>) {
    let mut spread = Spread { network, need, flow: vec![0.0; network.arcs.len()] };
    spread.logit(cost, choice);
    let parts = spread.parts(known);
    spread.fit(&parts);
    let found = parts.iter().map(|part| spread.found(part));
    let fit = known.iter().copied().zip(found).collect();
    (spread.flow, fit)
}

struct Spread<'a> {
    network: &'a Network,
    need: &'a [f64],
    flow: Vec<f64>,
}

/// A known share in this run.
struct Part<'a> {
    known: &'a Known,
    /// What is aimed at: the known share, scaled where shares of its whole come to more than that.
    aim: f64,
    /// What all its demands need.
    whole: f64,
    /// The part of the way that it moves when all move at once: one over how many shares there are to meet.
    step: f64,
}

impl<'a> Spread<'a> {
    fn logit(&mut self, cost: &[f64], choice: f64) {
        for (place, &need) in self.network.demands.iter().zip(self.need) {
            let costs = &cost[place.arcs.clone()];
            let least = costs.iter().copied().fold(f64::INFINITY, f64::min);
            let weights = costs.iter().map(|c| (-choice * (c - least)).exp());
            let sum: f64 = weights.clone().sum();
            for (flow, weight) in self.flow[place.arcs.clone()].iter_mut().zip(weights) {
                *flow = need * weight / sum;
            }
        }
    }

    fn parts(&self, known: &[f64]) -> Vec<Part<'a>> {
        let mut sums = vec![0.0; self.network.wholes];
        for (part, value) in self.network.known.iter().zip(known) {
            sums[part.whole] += value;
        }
        let step = 1.0 / known.len().max(1) as f64;
        let part = |(known, &value): (&'a Known, &f64)| Part {
            known,
            aim: (value / sums[known.whole].max(1.0)).clamp(EDGE, 1.0 - EDGE),
            whole: known.demands.iter().map(|&d| self.need[d]).sum(),
            step,
        };
        self.network.known.iter().zip(known).map(part).collect()
    }

    /// The share that the flows come to; 0 where nothing is needed.
    fn found(&self, part: &Part) -> f64 {
        let counted = part.known.demands.iter().flat_map(|&d| self.network.demands[d].arcs.clone());
        let sum: f64 = counted.filter(|&a| part.known.counts[a]).map(|a| self.flow[a]).sum();
        if part.whole > 0.0 { sum / part.whole } else { 0.0 }
    }

    fn fit(&mut self, parts: &[Part]) {
        let mut worst = f64::INFINITY;
        for round in 0..ROUNDS {
            let missed = parts.iter().map(|part| self.meet(part)).fold(0.0, f64::max);
            if missed < MET {
                return;
            }
            if round % LOOK == LOOK - 1 {
                if missed > worst * 0.9 {
                    break;
                }
                worst = missed;
            }
        }
        for _ in 0..TOGETHER {
            let factors: Vec<f64> =
                parts.iter().map(|p| odds_ratio(p.aim, self.found(p)).powf(p.step)).collect();
            for (part, factor) in parts.iter().zip(factors) {
                self.scale(part, factor);
            }
        }
    }

    /// Brings the odds of one share to what is known; by how much it was missed.
    fn meet(&mut self, part: &Part) -> f64 {
        let found = self.found(part);
        self.scale(part, odds_ratio(part.aim, found));
        if part.whole > 0.0 { (part.aim - found).abs() } else { 0.0 }
    }

    /// Multiplies the weights of what counts towards a share, each demand still met as a whole.
    fn scale(&mut self, part: &Part, factor: f64) {
        for &d in &part.known.demands {
            let arcs = self.network.demands[d].arcs.clone();
            let counts = &part.known.counts[arcs.clone()];
            let flow = &mut self.flow[arcs];
            let mut sum = 0.0;
            for (flow, counts) in flow.iter_mut().zip(counts) {
                if *counts {
                    *flow *= factor;
                }
                sum += *flow;
            }
            if sum > 0.0 {
                flow.iter_mut().for_each(|flow| *flow *= self.need[d] / sum);
            }
        }
    }
}

/// What the odds of `found` are multiplied by to be those of `aim`; 1 where a share cannot move.
fn odds_ratio(aim: f64, found: f64) -> f64 {
    if found <= 0.0 || found >= 1.0 {
        return 1.0;
    }
    (aim / (1.0 - aim) * (1.0 - found) / found).clamp(1e-6, 1e6)
}
