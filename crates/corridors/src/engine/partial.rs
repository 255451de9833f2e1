//! A metric and a few new weights in; the same metric as if customized anew, out.
//!
//! Only arcs whose cost may change are looked at, from low to high (Dibbelt, Strasser, Wagner 2016, section 7.4,
//! "partial updates"). What was overwritten is kept, so that going back is a copy.

use super::graph::INFINITY;
use super::hierarchy::{Hierarchy, NONE};
use super::metric::Metric;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What an update overwrote.
#[derive(Clone, Debug, Default)]
pub struct Undo {
    /// Arcs of the graph and their weights before.
    weights: Vec<(u32, u32)>,
    /// Arcs of the hierarchy and their costs before.
    costs: Vec<(u32, Cost)>,
}

/// Costs of an arc and where they come from, up and down.
type Cost = [(u32, u32); 2];

/// Arcs that wait to be looked at, each once, the lowest first.
struct Waiting {
    arcs: BinaryHeap<Reverse<u32>>,
    /// For each arc which of its directions wait: 1 up, 2 down.
    directions: Vec<u8>,
}

impl Waiting {
    fn add(&mut self, arc: u32, direction: u8) {
        let directions = &mut self.directions[arc as usize];
        if *directions == 0 {
            self.arcs.push(Reverse(arc));
        }
        *directions |= direction;
    }

    fn next(&mut self) -> Option<(usize, u8)> {
        let Reverse(arc) = self.arcs.pop()?;
        Some((arc as usize, std::mem::take(&mut self.directions[arc as usize])))
    }
}

impl Metric<'_> {
    /// Gives arcs new weights; [`INFINITY`] closes one. Arcs that the graph does not have are passed over.
    pub fn update(&mut self, changes: &[(u32, u32)]) -> Undo {
        let mut undo = Undo::default();
        let mut directions = std::mem::take(&mut self.waiting);
        directions.resize(self.up.len(), 0);
        let mut waiting = Waiting { arcs: BinaryHeap::new(), directions };
        for &(arc, weight) in changes {
            let Some(old) = self.weight.get_mut(arc as usize) else { continue };
            undo.weights.push((arc, *old));
            *old = weight.min(INFINITY);
            let slot = self.hierarchy.slot[arc as usize];
            if slot != NONE {
                waiting.add(slot / 2, 1 << (slot % 2));
            }
        }
        while let Some((arc, directions)) = waiting.next() {
            let (old, new) = (self.cost(arc), self.recompute(arc, directions));
            if old != new {
                undo.costs.push((arc as u32, old));
                self.set_cost(arc, new);
                self.spread(arc, old.map(|(cost, _)| cost), &mut waiting);
            }
        }
        self.waiting = waiting.directions;
        undo
    }

    /// Goes back to what was before an update. Updates are undone in the reverse of their order.
    pub fn undo(&mut self, undo: Undo) {
        for (arc, cost) in undo.costs.into_iter().rev() {
            self.set_cost(arc as usize, cost);
        }
        for (arc, weight) in undo.weights.into_iter().rev() {
            self.weight[arc as usize] = weight;
        }
    }

    fn cost(&self, arc: usize) -> Cost {
        [(self.up[arc], self.via[arc][0]), (self.down[arc], self.via[arc][1])]
    }

    fn set_cost(&mut self, arc: usize, [up, down]: Cost) {
        (self.up[arc], self.down[arc], self.via[arc]) = (up.0, down.0, [up.1, down.1]);
    }

    /// The costs of an arc in some directions, from the graph's arcs along it and all its lower triangles.
    fn recompute(&self, arc: usize, directions: u8) -> Cost {
        let h = self.hierarchy;
        let own =
            |slot: usize| h.inputs(slot).iter().map(|a| self.weight[*a as usize]).min().unwrap_or(INFINITY);
        let mut cost = self.cost(arc);
        let (upwards, downwards) = (directions & 1 > 0, directions & 2 > 0);
        if upwards {
            cost[0] = (own(2 * arc), NONE);
        }
        if downwards {
            cost[1] = (own(2 * arc + 1), NONE);
        }
        for (low, side) in h.lower_triangles(h.up_tail[arc], h.up_head[arc]) {
            let (up, down) = (self.down[low] + self.up[side], self.up[low] + self.down[side]);
            if upwards && up < cost[0].0 {
                cost[0] = (up, low as u32);
            }
            if downwards && down < cost[1].0 {
                cost[1] = (down, low as u32);
            }
        }
        cost
    }

    /// Adds what may follow from an arc whose costs were `old`: ways over its lower end that were, or now are, as good as any.
    fn spread(&self, arc: usize, old: [u32; 2], waiting: &mut Waiting) {
        let h = self.hierarchy;
        let (low, high) = (h.up_tail[arc], h.up_head[arc]);
        let new = [self.up[arc], self.down[arc]];
        for other in h.up(low).filter(|o| *o != arc) {
            let leg = [self.up[other], self.down[other]];
            let end = h.up_head[other];
            let Some(target) = h.arc(high.min(end), high.max(end)) else { continue };
            let cost = [self.up[target as usize], self.down[target as usize]];
            // From `end` over the lower node to `high` along this arc upwards, and back along it downwards.
            let rising = usize::from(end > high);
            for (way, leg) in [leg[1], leg[0]].into_iter().enumerate() {
                let direction = way ^ rising;
                let (was, is) = (leg + old[way], leg + new[way]);
                if was != is && (is < cost[direction] || was == cost[direction]) {
                    waiting.add(target, 1 << direction);
                }
            }
        }
    }
}

impl Hierarchy {
    /// Pairs of arcs from one lower node to `x` and to `y`, which is higher than `x`.
    pub(super) fn lower_triangles(&self, x: u32, y: u32) -> impl Iterator<Item = (usize, usize)> + '_ {
        let (near, far) = (self.below(x), self.below(y));
        // Both lists ascend by tail; the shorter is walked, the longer searched from where the last was found.
        let swapped = near.1.len() > far.1.len();
        let (short, long) = if swapped { (far, near) } else { (near, far) };
        let mut from = 0;
        short.0.iter().zip(short.1).filter_map(move |(&a, &tail)| {
            from += gallop(&long.1[from..], tail);
            long.1.get(from).filter(|t| **t == tail)?;
            let b = long.0[from];
            let (low, side) = if swapped { (b, a) } else { (a, b) };
            Some((low as usize, side as usize))
        })
    }

    /// All lower triangles, those of lower nodes first.
    pub(super) fn triangles(&self) -> Vec<[u32; 3]> {
        let mut found = Vec::new();
        let mut at = vec![NONE; self.height];
        for x in 0..self.node_count() as u32 {
            self.up(x).for_each(|arc| at[self.up_depth[arc] as usize] = arc as u32);
            let (lows, tails) = self.below(x);
            for (&low, &tail) in lows.iter().zip(tails) {
                let end = self.first_up[tail as usize + 1];
                found.extend(
                    (low + 1..end).map(|side| [low, side, at[self.up_depth[side as usize] as usize]]),
                );
            }
        }
        found
    }
}

/// How many numbers at the start of an ascending list are below `bound`; quick when they are few.
fn gallop(list: &[u32], bound: u32) -> usize {
    let mut step = 1;
    while step <= list.len() && list[step - 1] < bound {
        step *= 2;
    }
    let start = step / 2;
    let end = step.min(list.len());
    start + list[start..end].partition_point(|t| *t < bound)
}
