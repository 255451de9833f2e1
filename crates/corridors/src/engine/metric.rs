//! A hierarchy and weights in; what each of its arcs costs, out.
//!
//! For every node, from low to high, each pair of its arcs makes a way between their upper ends ("lower triangles" in
//! Dibbelt, Strasser, Wagner 2016). Subtrees of the elimination tree do not touch each other's arcs, so they are
//! worked on side by side.

use super::graph::INFINITY;
use super::hierarchy::{Hierarchy, NONE};
use rayon::prelude::*;

/// A hierarchy with weights: ready for queries.
#[derive(Clone, Debug)]
pub struct Metric<'h> {
    pub(super) hierarchy: &'h Hierarchy,
    /// Weights of the graph's arcs.
    pub(super) weight: Vec<u32>,
    /// Cost of each arc of the hierarchy upwards.
    pub(super) up: Vec<u32>,
    /// And downwards.
    pub(super) down: Vec<u32>,
    /// For both directions the lower of the two arcs whose sum an arc costs, [`NONE`] if an arc of the graph costs that.
    pub(super) via: Vec<[u32; 2]>,
    /// Working memory of updates: all zero between them.
    pub(super) waiting: Vec<u8>,
}

/// Subtrees are cut off for one core when they hold at most this part of the arcs.
const SHARES: usize = 16;

/// Costs of a run of arcs, up and down, and where they come from.
struct Costs<'a> {
    up: &'a mut [u32],
    down: &'a mut [u32],
    via: &'a mut [[u32; 2]],
}

impl<'a> Costs<'a> {
    /// The first `count` arcs and the rest.
    fn split(self, count: usize) -> (Self, Self) {
        let (up, down, via) =
            (self.up.split_at_mut(count), self.down.split_at_mut(count), self.via.split_at_mut(count));
        (Self { up: up.0, down: down.0, via: via.0 }, Self { up: up.1, down: down.1, via: via.1 })
    }
}

impl Hierarchy {
    /// Applies `weights`, one for each arc of the graph; what exceeds [`INFINITY`] is cut to it, missing ones are it.
    pub fn customize(&self, weights: &[u32]) -> Metric<'_> {
        let mut weight: Vec<u32> = weights.iter().map(|w| (*w).min(INFINITY)).collect();
        weight.resize(self.arc_count(), INFINITY);
        let arcs = self.up_head.len();
        let (mut up, mut down) = (vec![INFINITY; arcs], vec![INFINITY; arcs]);
        let mut via = vec![[NONE; 2]; arcs];
        self.respect(&weight, &mut up, &mut down);
        let tops = self.customize_subtrees(Costs { up: &mut up, down: &mut down, via: &mut via });
        let mut all = Costs { up: &mut up, down: &mut down, via: &mut via };
        let mut at = vec![0; self.height];
        for x in tops {
            self.customize_rank(x, 0, &mut all, &mut at);
        }
        Metric { hierarchy: self, weight, up, down, via, waiting: Vec::new() }
    }

    /// Each arc costs at most what the graph's arcs along it do.
    fn respect(&self, weight: &[u32], up: &mut [u32], down: &mut [u32]) {
        let least =
            |slot: usize| self.inputs(slot).iter().map(|&i| weight[i as usize]).min().unwrap_or(INFINITY);
        up.par_iter_mut().zip(down.par_iter_mut()).enumerate().with_min_len(4096).for_each(
            |(arc, (up, down))| {
                *up = least(2 * arc);
                *down = least(2 * arc + 1);
            },
        );
    }

    /// Customizes subtrees side by side; the ranks that are left, ascending, are for the caller.
    fn customize_subtrees(&self, costs: Costs) -> Vec<u32> {
        let share = (costs.up.len() / SHARES).max(4096) as u32;
        let count = self.node.len();
        // First rank of each subtree: its lowest descendant.
        let mut lowest: Vec<u32> = (0..count as u32).collect();
        for (x, &parent) in self.parent.iter().enumerate().filter(|(_, p)| **p != NONE) {
            lowest[parent as usize] = lowest[parent as usize].min(lowest[x]);
        }
        let arcs_below = |x: usize| self.first_up[x + 1] - self.first_up[lowest[x] as usize];
        let fits = |x: usize| arcs_below(x) <= share;
        let (mut subtrees, mut tops, mut rest) = (Vec::new(), Vec::new(), costs);
        for (x, &low) in lowest.iter().enumerate() {
            let top_fits = self.parent[x] != NONE && fits(self.parent[x] as usize);
            if !fits(x) {
                tops.push(x as u32);
                // The arcs of this rank lie between those of subtrees.
                rest = rest.split(self.up(x as u32).len()).1;
            } else if !top_fits {
                let (own, others) = rest.split(arcs_below(x) as usize);
                subtrees.push((low..x as u32 + 1, own));
                rest = others;
            }
        }
        subtrees.into_par_iter().for_each_init(
            || vec![0; self.height],
            |at, (ranks, mut own)| {
                let from = self.first_up[ranks.start as usize] as usize;
                for x in ranks {
                    self.customize_rank(x, from, &mut own, at);
                }
            },
        );
        tops
    }

    /// Finishes the upper arcs of rank `x` with all lower triangles. `costs` begin at arc `from`; `at` is as long as
    /// the tree is high: the arc from `x` to the ancestor of each depth.
    fn customize_rank(&self, x: u32, from: usize, costs: &mut Costs, at: &mut [u32]) {
        for arc in self.up(x) {
            at[self.up_depth[arc] as usize] = (arc - from) as u32;
        }
        let (lows, tails) = self.below(x);
        for (&low, &tail) in lows.iter().zip(tails) {
            let at_low = low as usize - from;
            let (to_x, from_x) = (costs.up[at_low], costs.down[at_low]);
            if to_x >= INFINITY && from_x >= INFINITY {
                continue;
            }
            let sides = low as usize + 1..self.first_up[tail as usize + 1] as usize;
            for side in sides {
                let target = at[self.up_depth[side] as usize] as usize;
                let (high, back) = (from_x + costs.up[side - from], costs.down[side - from] + to_x);
                if high < costs.up[target] {
                    costs.up[target] = high;
                    costs.via[target][0] = low;
                }
                if back < costs.down[target] {
                    costs.down[target] = back;
                    costs.via[target][1] = low;
                }
            }
        }
    }
}

impl<'h> Metric<'h> {
    /// The hierarchy it stands on.
    pub fn hierarchy(&self) -> &'h Hierarchy {
        self.hierarchy
    }

    /// Weights of the graph's arcs as they are now.
    pub fn weights(&self) -> &[u32] {
        &self.weight
    }
}
