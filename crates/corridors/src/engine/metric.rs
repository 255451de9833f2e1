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
    /// Working memory of updates: all zero between them.
    pub(super) waiting: Vec<u8>,
}

/// Subtrees are cut off for one core when they hold at most this part of the arcs.
const SHARES: usize = 16;

/// A run of ranks that makes a whole subtree, and the costs of its arcs, up and down.
struct Subtree<'a> {
    ranks: std::ops::Range<u32>,
    up: &'a mut [u32],
    down: &'a mut [u32],
}

impl Hierarchy {
    /// Applies `weights`, one for each arc of the graph; what exceeds [`INFINITY`] is cut to it, missing ones are it.
    pub fn customize(&self, weights: &[u32]) -> Metric<'_> {
        let mut weight: Vec<u32> = weights.iter().map(|w| (*w).min(INFINITY)).collect();
        weight.resize(self.arc_count(), INFINITY);
        let arcs = self.up_head.len();
        let (mut up, mut down) = (vec![INFINITY; arcs], vec![INFINITY; arcs]);
        self.respect(&weight, &mut up, &mut down);
        let tops = self.customize_subtrees(&mut up, &mut down);
        let mut at = vec![0; self.height];
        for x in tops {
            self.customize_rank(x, 0, &mut up, &mut down, &mut at);
        }
        Metric { hierarchy: self, weight, up, down, waiting: Vec::new() }
    }

    /// Each arc costs at most what the graph's arcs along it do.
    fn respect(&self, weight: &[u32], up: &mut [u32], down: &mut [u32]) {
        let least = |slot: usize| self.inputs(slot).iter().map(|&i| weight[i as usize]).min().unwrap_or(INFINITY);
        up.par_iter_mut().zip(down.par_iter_mut()).enumerate().with_min_len(4096).for_each(|(arc, (up, down))| {
            *up = least(2 * arc);
            *down = least(2 * arc + 1);
        });
    }

    /// Customizes subtrees side by side; the ranks that are left, ascending, are for the caller.
    fn customize_subtrees(&self, up: &mut [u32], down: &mut [u32]) -> Vec<u32> {
        let share = (up.len() / SHARES).max(4096) as u32;
        let count = self.node.len();
        // First rank of each subtree: its lowest descendant.
        let mut lowest: Vec<u32> = (0..count as u32).collect();
        for x in 0..count {
            if self.parent[x] != NONE {
                let up = self.parent[x] as usize;
                lowest[up] = lowest[up].min(lowest[x]);
            }
        }
        let arcs_below = |x: usize| self.first_up[x + 1] - self.first_up[lowest[x] as usize];
        let fits = |x: usize| arcs_below(x) <= share;
        let (mut subtrees, mut tops) = (Vec::new(), Vec::new());
        let (mut up, mut down) = (up, down);
        for x in 0..count {
            let top_fits = self.parent[x] != NONE && fits(self.parent[x] as usize);
            if !fits(x) {
                tops.push(x as u32);
                // The arcs of this rank lie between those of subtrees.
                let own = self.up(x as u32).len();
                (up, down) = (&mut up[own..], &mut down[own..]);
            } else if !top_fits {
                let (own_up, rest_up) = up.split_at_mut(arcs_below(x) as usize);
                let (own_down, rest_down) = down.split_at_mut(arcs_below(x) as usize);
                subtrees.push(Subtree { ranks: lowest[x]..x as u32 + 1, up: own_up, down: own_down });
                (up, down) = (rest_up, rest_down);
            }
        }
        subtrees.into_par_iter().for_each_init(
            || vec![0; self.height],
            |at, tree| {
                let from = self.first_up[tree.ranks.start as usize] as usize;
                for x in tree.ranks {
                    self.customize_rank(x, from, tree.up, tree.down, at);
                }
            },
        );
        tops
    }

    /// Finishes the upper arcs of rank `x` with all lower triangles. `up` and `down` begin at arc `from`; `at` is as
    /// long as the tree is high: the arc from `x` to the ancestor of each depth.
    fn customize_rank(&self, x: u32, from: usize, up: &mut [u32], down: &mut [u32], at: &mut [u32]) {
        for arc in self.up(x) {
            at[self.up_depth[arc] as usize] = (arc - from) as u32;
        }
        let (lows, tails) = self.below(x);
        for (&low, &tail) in lows.iter().zip(tails) {
            let low = low as usize;
            let (to_x, from_x) = (up[low - from], down[low - from]);
            if to_x >= INFINITY && from_x >= INFINITY {
                continue;
            }
            let end = self.first_up[tail as usize + 1] as usize;
            for side in low + 1..end {
                let target = at[self.up_depth[side] as usize] as usize;
                let (high, back) = (from_x + up[side - from], down[side - from] + to_x);
                up[target] = up[target].min(high);
                down[target] = down[target].min(back);
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

    /// Cost in a slot: twice an arc, plus one downwards.
    pub(super) fn cost(&self, slot: usize) -> u32 {
        if slot.is_multiple_of(2) { self.up[slot / 2] } else { self.down[slot / 2] }
    }
}
