//! Questions to a metric: a distance, a way, a matrix, everything from one node.
//!
//! Searches walk the elimination tree from a node to the root and need no queue (Dibbelt, Strasser, Wagner 2016,
//! "elimination tree query"); distances are kept by depth. All distances at once are found by one sweep downwards
//! (Delling, Goldberg, Nowatzyk, Werneck 2013, "PHAST").

use super::graph::INFINITY;
use super::hierarchy::NONE;
use super::metric::Metric;
use rayon::prelude::*;

/// Ancestors of a node and the distances to or from each, by depth.
struct Climb {
    /// Ranks of the node and its ancestors, root first.
    ranks: Vec<u32>,
    /// Distance by depth.
    distance: Vec<u32>,
}

impl Metric<'_> {
    /// Length of a shortest way from node `from` to node `to`; [`INFINITY`] if there is none, or a node is not there.
    pub fn distance(&self, from: u32, to: u32) -> u32 {
        let Some((x, y)) = self.ranks(from, to) else { return INFINITY };
        let h = self.hierarchy;
        let mut ahead = vec![INFINITY; h.depth[x as usize] as usize + 1];
        let mut behind = vec![INFINITY; h.depth[y as usize] as usize + 1];
        ahead[h.depth[x as usize] as usize] = 0;
        behind[h.depth[y as usize] as usize] = 0;
        let (mut x, mut y) = (x, y);
        while x != y {
            let (low, costs, distance) =
                if x < y { (&mut x, &self.up, &mut ahead) } else { (&mut y, &self.down, &mut behind) };
            self.relax(*low, costs, distance, INFINITY);
            *low = h.parent[*low as usize];
            if *low == NONE {
                return INFINITY;
            }
        }
        let mut best = INFINITY;
        while x != NONE {
            let depth = h.depth[x as usize] as usize;
            best = best.min(ahead[depth] + behind[depth]);
            self.relax(x, &self.up, &mut ahead, best);
            self.relax(x, &self.down, &mut behind, best);
            x = h.parent[x as usize];
        }
        best
    }

    /// Improves the ancestors of rank `x` over its arcs, if it is nearer than `bound`.
    fn relax(&self, x: u32, costs: &[u32], distance: &mut [u32], bound: u32) {
        let own = distance[self.hierarchy.depth[x as usize] as usize];
        if own >= bound {
            return;
        }
        let range = self.hierarchy.up(x);
        for (&depth, &cost) in self.hierarchy.up_depth[range.clone()].iter().zip(&costs[range]) {
            let slot = &mut distance[depth as usize];
            *slot = (*slot).min(own + cost);
        }
    }

    /// Both nodes as ranks.
    fn ranks(&self, from: u32, to: u32) -> Option<(u32, u32)> {
        let rank = |v: u32| self.hierarchy.rank.get(v as usize).copied();
        Some((rank(from)?, rank(to)?))
    }

    /// Distances from a rank to its ancestors, or, with the costs downwards, back.
    fn climb(&self, rank: u32, costs: &[u32]) -> Climb {
        let h = self.hierarchy;
        let depth = h.depth[rank as usize] as usize;
        let mut climb = Climb { ranks: vec![rank; depth + 1], distance: vec![INFINITY; depth + 1] };
        climb.distance[depth] = 0;
        let mut x = rank;
        for depth in (0..=depth).rev() {
            climb.ranks[depth] = x;
            self.relax(x, costs, &mut climb.distance, INFINITY);
            x = h.parent[x as usize];
        }
        climb
    }

    /// Lengths of shortest ways from each of `sources` to each of `targets`, one row after the other.
    pub fn matrix(&self, sources: &[u32], targets: &[u32]) -> Vec<u32> {
        let h = self.hierarchy;
        // Targets by rank: what a source shares with them shrinks from its own place among them to either side.
        let mut places: Vec<(u32, usize)> =
            targets.iter().zip(0..).filter_map(|(v, i)| Some((*h.rank.get(*v as usize)?, i))).collect();
        places.sort_unstable();
        let many = sources.len() * targets.len() >= 4096;
        let behind = |(rank, _): &(u32, usize)| self.climb(*rank, &self.down);
        let behind: Vec<Climb> =
            if many { places.par_iter().map(behind).collect() } else { places.iter().map(behind).collect() };
        let shared: Vec<usize> = behind.windows(2).map(|pair| pair[0].shared(&pair[1])).collect();
        let row = |(source, row): (&u32, &mut [u32])| {
            let Some(&rank) = h.rank.get(*source as usize) else { return };
            let ahead = self.climb(rank, &self.up);
            let middle = places.partition_point(|(r, _)| *r < rank);
            let mut common = usize::MAX;
            for at in middle..places.len() {
                common = if at == middle { ahead.shared(&behind[at]) } else { common.min(shared[at - 1]) };
                row[places[at].1] = ahead.meet(&behind[at], common);
            }
            for at in (0..middle).rev() {
                common = if at + 1 == middle { ahead.shared(&behind[at]) } else { common.min(shared[at]) };
                row[places[at].1] = ahead.meet(&behind[at], common);
            }
        };
        let mut matrix = vec![INFINITY; sources.len() * targets.len()];
        let width = targets.len().max(1);
        if many {
            sources.par_iter().zip(matrix.par_chunks_mut(width)).for_each(row);
        } else {
            sources.iter().zip(matrix.chunks_mut(width)).for_each(row);
        }
        matrix
    }

    /// Distance from `source` to every node.
    pub fn from(&self, source: u32) -> Vec<u32> {
        self.sweep(source, &self.up, &self.down)
    }

    /// Distance from every node to `target`.
    pub fn to(&self, target: u32) -> Vec<u32> {
        self.sweep(target, &self.down, &self.up)
    }

    fn sweep(&self, node: u32, out: &[u32], back: &[u32]) -> Vec<u32> {
        let h = self.hierarchy;
        let mut distance = vec![INFINITY; h.node_count()];
        let Some(&rank) = h.rank.get(node as usize) else { return distance };
        let climb = self.climb(rank, out);
        for (&x, &d) in climb.ranks.iter().zip(&climb.distance) {
            distance[x as usize] = d;
        }
        for x in (0..h.node_count()).rev() {
            let range = h.up(x as u32);
            let near =
                h.up_head[range.clone()].iter().zip(&back[range]).map(|(y, c)| distance[*y as usize] + c);
            distance[x] = near.min().unwrap_or(INFINITY).min(distance[x]);
        }
        h.rank.iter().map(|&x| distance[x as usize]).collect()
    }

    /// The graph's arcs of a shortest way, in order; `None` if there is none. Empty from a node to itself.
    pub fn path(&self, from: u32, to: u32) -> Option<Vec<u32>> {
        let (x, y) = self.ranks(from, to)?;
        let (ahead, behind) = (self.climb(x, &self.up), self.climb(y, &self.down));
        let shared = ahead.shared(&behind);
        let sums = ahead.distance[..shared].iter().zip(&behind.distance).map(|(a, b)| a + b);
        // The deepest of the best: the fewest arcs to unfold.
        let (depth, best) = sums.enumerate().rev().min_by_key(|(_, sum)| *sum)?;
        if best >= INFINITY {
            return None;
        }
        // Slots to unfold, the next one last: from the top down to the target, then from the source up to the top.
        let mut slots: Vec<u32> =
            self.way(&behind, depth, &self.down).iter().map(|arc| arc * 2 + 1).collect();
        slots.reverse();
        slots.extend(self.way(&ahead, depth, &self.up).iter().map(|arc| arc * 2));
        let mut arcs = Vec::new();
        while let Some(slot) = slots.pop() {
            match self.unfold(slot)? {
                Unfolded::Arc(arc) => arcs.push(arc),
                Unfolded::Two(a, b) => slots.extend([b, a]),
            }
        }
        Some(arcs)
    }

    /// The arcs of a climb that lead to the ancestor of a depth, the highest first.
    fn way(&self, climb: &Climb, depth: usize, costs: &[u32]) -> Vec<u32> {
        let h = self.hierarchy;
        let (mut goal, mut arcs) = (depth, Vec::new());
        while goal + 1 < climb.ranks.len() {
            // The last step to the goal comes from a lower node that has an arc there and accounts for the distance.
            let step = (goal + 1..climb.ranks.len()).find_map(|lower| {
                let wanted = climb.distance[goal].checked_sub(climb.distance[lower])?;
                let arc = h.arc(climb.ranks[lower], climb.ranks[goal])?;
                (costs[arc as usize] == wanted).then_some((lower, arc))
            });
            let Some((lower, arc)) = step else { break };
            arcs.push(arc);
            goal = lower;
        }
        arcs
    }

    /// What a slot of finite cost stands for: an arc of the graph, or two slots over a lower node; always one of them.
    fn unfold(&self, slot: u32) -> Option<Unfolded> {
        let h = self.hierarchy;
        let arc = slot as usize / 2;
        let low = self.via[arc][slot as usize % 2];
        if low == NONE {
            let least = h.inputs(slot as usize).iter().min_by_key(|a| self.weight[**a as usize])?;
            return Some(Unfolded::Arc(*least));
        }
        // Upwards: from the tail down to the lower node, then up to the head. Downwards: the other way round.
        let side = self.beside(low, h.up_head[arc])?;
        Some(if slot.is_multiple_of(2) {
            Unfolded::Two(low * 2 + 1, side * 2)
        } else {
            Unfolded::Two(side * 2 + 1, low * 2)
        })
    }

    /// The arc that starts where arc `low` does and ends higher, at rank `head`.
    fn beside(&self, low: u32, head: u32) -> Option<u32> {
        let rest = self.hierarchy.up_head.get(low as usize + 1..)?;
        let steps = rest.iter().position(|y| *y == head)?;
        Some(low + 1 + steps as u32)
    }
}

enum Unfolded {
    Arc(u32),
    Two(u32, u32),
}

impl Climb {
    /// How many ancestors, from the root, both share.
    fn shared(&self, other: &Climb) -> usize {
        let most = self.ranks.len().min(other.ranks.len());
        let (mut low, mut high) = (0, most);
        while low < high {
            let middle = (low + high) / 2;
            if self.ranks[middle] == other.ranks[middle] { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// Least sum over the ancestors that both share. Signed, as in the lanes of a sweep.
    fn meet(&self, other: &Climb, shared: usize) -> u32 {
        let sums = self.distance[..shared].iter().zip(&other.distance[..shared]);
        sums.map(|(a, b)| (a + b) as i32)
            .fold(INFINITY as i32, |best, sum| if sum < best { sum } else { best }) as u32
    }
}
