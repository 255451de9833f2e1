//! Many ways under the same weights, by the engine: one preparation for the network, one for the weights, then each
//! question costs next to nothing.

use crate::NodeId;
use crate::engine::{Hierarchy, INFINITY};
use crate::search::{Roads, Step, Weights};

impl Roads<'_> {
    /// The lightest way of each pair, as [`Roads::path`] finds it but for the rounding of weights.
    pub fn paths(&self, weights: &Weights, pairs: &[[NodeId; 2]]) -> Vec<Option<Vec<Step>>> {
        if pairs.is_empty() {
            return Vec::new();
        }
        let scaled = self.scaled(weights);
        let metric = self.prepared().customize(&scaled.weights);
        let one = |[from, to]: &[NodeId; 2]| {
            let (from, to) = (self.state(*from)?, self.turns.arrival(self.state(*to)?));
            let arcs = self.turns.arcs(&metric.path(from, to)?);
            Some(arcs.into_iter().map(Step::of_arc).collect())
        };
        pairs.iter().map(one).collect()
    }

    /// Weights of the lightest ways from each of some nodes to each of others, by rows of the first; infinite where
    /// there is none.
    pub fn matrix(&self, weights: &Weights, from: &[NodeId], to: &[NodeId]) -> Vec<Vec<f64>> {
        let scaled = self.scaled(weights);
        let metric = self.prepared().customize(&scaled.weights);
        // No node has this number: there is no way to or from it.
        let state = |n: &NodeId| self.state(*n).unwrap_or(u32::MAX);
        let from: Vec<u32> = from.iter().map(state).collect();
        let ends: Vec<u32> = to.iter().map(|n| self.turns.arrival(state(n))).collect();
        let found = metric.matrix(&from, &ends);
        let cell = |w: &u32| if *w < INFINITY { f64::from(*w) * scaled.unit } else { f64::INFINITY };
        let row = |at: usize| found.iter().skip(at * ends.len()).take(ends.len()).map(cell).collect();
        (0..from.len()).map(row).collect()
    }

    fn state(&self, node: NodeId) -> Option<u32> {
        ((node.0 as usize) < self.network.nodes.len()).then_some(node.0)
    }

    fn prepared(&self) -> &Hierarchy {
        let place = |of: fn(base::Coordinate) -> f64| {
            let nodes: Vec<f32> = self.network.nodes.iter().map(|n| of(n.point) as f32).collect();
            self.turns.spread(&nodes)
        };
        self.hierarchy
            .get_or_init(|| Hierarchy::prepare(self.turns.graph(), &place(|p| p.lat), &place(|p| p.lon)))
    }

    /// Whole numbers for the engine, in the finest unit in which not even a way over all arcs reaches [`INFINITY`]:
    /// what is passable stays passable.
    fn scaled(&self, weights: &Weights) -> Scaled {
        let arcs = || (0..self.turns.graph().arc_count() as u32).map(|arc| self.turns.origin(arc));
        let of = |arc: Option<u32>| arc.map_or(0.0, |arc| weights.of(Step::of_arc(arc)));
        let total: f64 = arcs().map(of).filter(|w| w.is_finite()).sum();
        // Rounding adds less than one to each arc.
        let most = f64::from(INFINITY) - 1.0 - arcs().count() as f64;
        let unit = if total > 0.0 { total / most.max(1.0) } else { 1.0 };
        let whole = |w: f64| if w.is_finite() { (w / unit).round() as u32 } else { INFINITY };
        Scaled { unit, weights: arcs().map(|arc| whole(of(arc))).collect() }
    }
}

/// Weights as the engine takes them.
struct Scaled {
    /// What one is worth.
    unit: f64,
    /// By arc of the graph with turns.
    weights: Vec<u32>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{Price, Prices};
    use crate::testing::{LinkKind, network};
    use crate::{LinkId, Network};
    use proptest::prelude::*;

    fn weights(network: &Network, closed: &[usize], scale: f64) -> Weights {
        let of = |l: &crate::Link| Price {
            hours: 1.0,
            cost: [0.0; 3],
            km: l.length_m * scale,
            forward: l.flags.forward,
            backward: l.flags.backward,
        };
        let prices = Prices { links: network.links.iter().map(of).collect() };
        Weights::new(&prices, |p| p.km, |l| !closed.contains(&(l.0 as usize)))
    }

    proptest! {
        #[test]
        fn the_engine_finds_what_the_slow_search_finds(
            links in proptest::collection::vec((0usize..7, 0usize..7, 0u32..5, any::<bool>()), 0..16),
            closed in proptest::collection::vec(0usize..16, 0..4),
            turns in proptest::collection::vec((0usize..16, any::<bool>(), 0usize..16), 0..12),
            scale in prop_oneof![Just(1e-7), Just(1.0), Just(1e15)],
        ) {
            let names = ["a", "b", "c", "d", "e", "f", "g"];
            let nodes: Vec<(&str, f64, f64)> = names.iter().map(|n| (*n, 0.0, 0.0)).collect();
            let kind = |one: bool| if one { LinkKind::OneWay } else { LinkKind::Paved };
            let links: Vec<_> = links.iter().map(|(a, b, km, one)| (names[*a], names[*b], f64::from(*km), kind(*one))).collect();
            let mut net = network(&nodes, &links);
            net.forbidden_turns = turns.iter().filter_map(|(from, end, to)| {
                let link = net.links.get(*from)?;
                let over = if *end { link.to } else { link.from };
                // Most random pairs do not meet: the next link that does is taken.
                let meets = |l: &usize| net.links[*l].from == over || net.links[*l].to == over;
                let near: Vec<usize> = (0..net.links.len()).filter(meets).collect();
                Some((LinkId(*from as u32), over, LinkId(near[to % near.len()] as u32)))
            }).collect();
            let (roads, weights) = (Roads::new(&net), weights(&net, &closed, scale));
            let all: Vec<NodeId> = (0..8).map(NodeId).collect();
            let pairs: Vec<[NodeId; 2]> = all.iter().flat_map(|a| all.iter().map(|b| [*a, *b])).collect();
            let sum = |steps: &Vec<Step>| steps.iter().map(|s| weights.of(*s)).sum::<f64>();
            let same = |a: f64, b: f64| a == b || (a - b).abs() <= 1e-6 * (a.abs() + scale);
            let matrix = roads.matrix(&weights, &all, &all).concat();
            for ((ends, found), cell) in pairs.iter().zip(roads.paths(&weights, &pairs)).zip(matrix) {
                let slow = roads.path(&weights, ends[0], ends[1]);
                prop_assert_eq!(slow.is_some(), found.is_some(), "{:?}", ends);
                let slow = slow.as_ref().map_or(f64::INFINITY, sum);
                prop_assert!(same(slow, found.as_ref().map_or(f64::INFINITY, sum)), "{ends:?} {slow} {found:?}");
                prop_assert!(same(slow, cell), "{ends:?} {slow} {cell}");
                for pair in found.unwrap_or_default().windows(2) {
                    let turn = (pair[0].link, roads.head(pair[0]).unwrap(), pair[1].link);
                    prop_assert!(!net.forbidden_turns.contains(&turn), "{turn:?}");
                }
            }
        }
    }
}
