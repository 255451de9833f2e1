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
    /// Slots and their costs before.
    costs: Vec<(u32, u32)>,
}

impl Metric<'_> {
    /// Gives arcs new weights; [`INFINITY`] closes one. Arcs that the graph does not have are passed over.
    pub fn update(&mut self, changes: &[(u32, u32)]) -> Undo {
        let mut undo = Undo::default();
        let mut queue = BinaryHeap::new();
        for &(arc, weight) in changes {
            let Some(old) = self.weight.get_mut(arc as usize) else { continue };
            undo.weights.push((arc, *old));
            *old = weight.min(INFINITY);
            let slot = self.hierarchy.slot[arc as usize];
            if slot != NONE {
                queue.push(Reverse(slot));
            }
        }
        let mut last = NONE;
        while let Some(Reverse(slot)) = queue.pop() {
            if slot == last {
                continue;
            }
            last = slot;
            let (old, new) = (self.cost(slot as usize), self.recompute(slot));
            if old != new {
                undo.costs.push((slot, old));
                *self.cost_mut(slot) = new;
                self.spread(slot, old, new, &mut queue);
            }
        }
        undo
    }

    /// Goes back to what was before an update. Updates are undone in the reverse of their order.
    pub fn undo(&mut self, undo: Undo) {
        for (slot, cost) in undo.costs.into_iter().rev() {
            *self.cost_mut(slot) = cost;
        }
        for (arc, weight) in undo.weights.into_iter().rev() {
            self.weight[arc as usize] = weight;
        }
    }

    fn cost_mut(&mut self, slot: u32) -> &mut u32 {
        let costs = if slot.is_multiple_of(2) { &mut self.up } else { &mut self.down };
        &mut costs[slot as usize / 2]
    }

    /// The cost of a slot from the graph's arcs along it and all its lower triangles.
    fn recompute(&self, slot: u32) -> u32 {
        let h = self.hierarchy;
        let own = h.inputs(slot as usize).iter().map(|a| self.weight[*a as usize]).min().unwrap_or(INFINITY);
        let (x, y) = (h.up_tail[slot as usize / 2], h.up_head[slot as usize / 2]);
        let (first, second) = self.legs(slot);
        h.lower_triangles(x, y).fold(own, |best, (low, side)| best.min(first[low] + second[side]))
    }

    /// Costs of a lower triangle's legs at the tail and at the head of a slot's arc.
    pub(super) fn legs(&self, slot: u32) -> (&[u32], &[u32]) {
        if slot.is_multiple_of(2) { (&self.down, &self.up) } else { (&self.up, &self.down) }
    }

    /// Queues what may follow from a changed slot: costs over its lower end that were, or now are, as good as any.
    fn spread(&self, slot: u32, old: u32, new: u32, queue: &mut BinaryHeap<Reverse<u32>>) {
        let h = self.hierarchy;
        let arc = slot as usize / 2;
        let (low, high, upwards) = (h.up_tail[arc], h.up_head[arc], slot.is_multiple_of(2));
        // Upwards the changed leg is the second of a way from another upper neighbour; downwards the first to one.
        let others = if upwards { &self.down } else { &self.up };
        for other in h.up(low).filter(|o| *o != arc) {
            let leg = others[other];
            if leg >= INFINITY {
                continue;
            }
            let end = h.up_head[other];
            let Some(target) = h.arc(high.min(end), high.max(end)) else { continue };
            // The way runs from `end` to `high`, or back: up if it starts lower than it ends.
            let rising = (end < high) == upwards;
            let target = target * 2 + u32::from(!rising);
            let cost = self.cost(target as usize);
            if leg + new < cost || (old < INFINITY && leg + old == cost) {
                queue.push(Reverse(target));
            }
        }
    }
}

impl Hierarchy {
    /// Pairs of arcs from one lower node to `x` and to `y`, which is higher than `x`.
    pub(super) fn lower_triangles(&self, x: u32, y: u32) -> impl Iterator<Item = (usize, usize)> + '_ {
        let (near, far) = (self.below(x), self.below(y));
        // Both lists ascend by tail; the shorter is walked, the longer searched from where the last was found.
        let swapped = near.len() > far.len();
        let (short, long) = if swapped { (far, near) } else { (near, far) };
        let mut from = 0;
        short.iter().filter_map(move |&a| {
            let tail = self.up_tail[a as usize];
            from += gallop(&long[from..], |b| self.up_tail[*b as usize] < tail);
            let b = *long.get(from).filter(|b| self.up_tail[**b as usize] == tail)?;
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
            for &low in self.below(x) {
                let end = self.first_up[self.up_tail[low as usize] as usize + 1];
                found.extend((low + 1..end).map(|side| [low, side, at[self.up_depth[side as usize] as usize]]));
            }
        }
        found
    }
}

/// How many elements at the start of a list, ordered by it, satisfy `before`; quick when they are few.
fn gallop(list: &[u32], before: impl Fn(&u32) -> bool) -> usize {
    let mut step = 1;
    while step < list.len() && before(&list[step - 1]) {
        step *= 2;
    }
    let start = step / 2;
    let end = step.min(list.len());
    start + list[start..end].partition_point(before)
}
