//! A graph and turns that are forbidden in; a graph without such rules that has the same ways, out.
//!
//! A node with forbidden turns gets a copy for each arc from which one is forbidden; the copy has the arcs that one may
//! turn into. Other nodes stay as they are. All arcs that reach such a node also reach its *arrival*, where a way may
//! end whatever turn would be forbidden after it.

use super::graph::{Graph, GraphError};
use super::hierarchy::NONE;
use std::collections::{BTreeMap, BTreeSet};

/// A graph whose ways keep to the turns that are allowed.
#[derive(Clone, Debug, Default)]
pub struct TurnGraph {
    graph: Graph,
    /// Arc of the first graph for each arc; [`NONE`] for the step to an arrival.
    origin: Vec<u32>,
    /// Node that each node is a copy of.
    node: Vec<u32>,
    /// Where a way to a node ends, if not at the node.
    arrival: BTreeMap<u32, u32>,
}

impl TurnGraph {
    /// Forbids turns: pairs of an arc and one that starts where it ends. Pairs that do not meet, or name arcs that are
    /// not there, forbid nothing.
    pub fn new(graph: &Graph, forbidden: &[(u32, u32)]) -> Result<Self, GraphError> {
        let mut turns: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        for &(into, out) in forbidden {
            let met = graph.head().get(into as usize).zip(graph.tail().get(out as usize));
            if met.is_some_and(|(a, b)| a == b) {
                turns.entry(into).or_default().insert(out);
            }
        }
        let count = graph.node_count() as u32;
        let mut node: Vec<u32> = (0..count).collect();
        let mut head = graph.head().to_vec();
        let mut arrival = BTreeMap::new();
        for &into in turns.keys() {
            let at = graph.head()[into as usize];
            head[into as usize] = node.len() as u32;
            node.push(at);
        }
        let copies = node.len();
        for at in turns.keys().map(|into| graph.head()[*into as usize]) {
            arrival.entry(at).or_insert_with(|| {
                node.push(at);
                node.len() as u32 - 1
            });
        }
        let (mut tail, mut weight) = (graph.tail().to_vec(), graph.weight().to_vec());
        let mut origin: Vec<u32> = (0..graph.arc_count() as u32).collect();
        let (first, outgoing) = graph.outgoing();
        for ((&into, barred), copy) in turns.iter().zip(count..) {
            let at = graph.head()[into as usize] as usize;
            let arcs = &outgoing[first[at] as usize..first[at + 1] as usize];
            for &arc in arcs.iter().filter(|a| !barred.contains(a)) {
                tail.push(copy);
                head.push(head[arc as usize]);
                weight.push(graph.weight()[arc as usize]);
                origin.push(arc);
            }
        }
        let ends = (0..copies as u32).filter_map(|v| Some((v, *arrival.get(&node[v as usize])?)));
        for (from, to) in ends {
            tail.push(from);
            head.push(to);
            weight.push(0);
            origin.push(NONE);
        }
        let graph = Graph::new(node.len(), tail, head, weight)?;
        Ok(Self { graph, origin, node, arrival })
    }

    /// The graph to prepare.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// Something told of each node of the first graph, such as a place, for each node of this one.
    pub fn spread<T: Copy>(&self, of: &[T]) -> Vec<T> {
        self.node.iter().filter_map(|v| of.get(*v as usize).copied()).collect()
    }

    /// Weights of the first graph's arcs as weights of this one's.
    pub fn weights(&self, of: &[u32]) -> Vec<u32> {
        let weight = |arc: &u32| of.get(*arc as usize).copied().unwrap_or(super::INFINITY);
        self.origin.iter().map(|arc| if *arc == NONE { 0 } else { weight(arc) }).collect()
    }

    /// The node to ask for when a way is to end at `node`. A way starts at the node itself.
    pub fn arrival(&self, node: u32) -> u32 {
        self.arrival.get(&node).copied().unwrap_or(node)
    }

    /// The arc of the first graph that an arc stands for; `None` for the step to an arrival.
    pub fn origin(&self, arc: u32) -> Option<u32> {
        self.origin.get(arc as usize).copied().filter(|a| *a != NONE)
    }

    /// Arcs of a way as arcs of the first graph.
    pub fn arcs(&self, path: &[u32]) -> Vec<u32> {
        path.iter().filter_map(|a| self.origin(*a)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Hierarchy, INFINITY};
    use super::*;
    use proptest::prelude::*;

    /// The plain way: arcs are the states, from one to the next where the turn is allowed; rounds until nothing gets nearer.
    fn slow(graph: &Graph, forbidden: &[(u32, u32)], from: u32, to: u32) -> u32 {
        if from == to {
            return 0;
        }
        let arcs = 0..graph.arc_count();
        let mut reached: Vec<u32> = arcs
            .clone()
            .map(|a| if graph.tail()[a] == from { graph.weight()[a] } else { INFINITY })
            .collect();
        loop {
            let before = reached.clone();
            for (a, b) in arcs.clone().flat_map(|a| arcs.clone().map(move |b| (a, b))) {
                if graph.head()[a] == graph.tail()[b] && !forbidden.contains(&(a as u32, b as u32)) {
                    reached[b] = reached[b].min(reached[a] + graph.weight()[b]).min(INFINITY);
                }
            }
            if reached == before {
                break;
            }
        }
        arcs.filter(|a| graph.head()[*a] == to).map(|a| reached[a]).min().unwrap_or(INFINITY)
    }

    #[test]
    fn a_forbidden_turn_is_driven_round() {
        // 0 → 1 → 2 directly is forbidden; round 1 → 3 → 1 it is not.
        let graph = Graph::from_arcs(4, [(0, 1, 5), (1, 2, 5), (1, 3, 1), (3, 1, 1)]).unwrap();
        let turns = TurnGraph::new(&graph, &[(0, 1), (0, 3), (9, 1)]).unwrap();
        let hierarchy = Hierarchy::prepare(turns.graph(), &[], &[]);
        let metric = hierarchy.customize(turns.graph().weight());
        let path = metric.path(0, turns.arrival(2)).unwrap();
        assert_eq!(turns.arcs(&path), [0, 2, 3, 1]);
        assert_eq!(metric.distance(0, turns.arrival(1)), 5);
        assert_eq!(turns.graph().node_count(), 6, "only the node with the rule has copies");
        assert_eq!(turns.spread(&[10, 11, 12, 13]), [10, 11, 12, 13, 11, 11]);
    }

    proptest! {
        #[test]
        fn turns_agree_with_the_plain_way(
            arcs in proptest::collection::vec((0u32..7, 0u32..7, prop_oneof![Just(INFINITY), 0u32..20]), 1..18),
            pairs in proptest::collection::vec((0usize..18, 0usize..18), 0..25),
        ) {
            let graph = Graph::from_arcs(7, arcs).unwrap();
            // Most random pairs do not meet: those that do not are moved to the next arc that does, if there is one.
            let forbidden: Vec<(u32, u32)> = pairs.iter().filter_map(|&(a, b)| {
                let a = a % graph.arc_count();
                let out = (0..graph.arc_count()).filter(|o| graph.tail()[*o] == graph.head()[a]).collect::<Vec<_>>();
                Some((a as u32, *out.get(b % out.len().max(1))? as u32))
            }).collect();
            let turns = TurnGraph::new(&graph, &forbidden).unwrap();
            let hierarchy = Hierarchy::prepare(turns.graph(), &[], &[]);
            let metric = hierarchy.customize(&turns.weights(graph.weight()));
            for (from, to) in (0..7).flat_map(|a| (0..7).map(move |b| (a, b))) {
                let expected = slow(&graph, &forbidden, from, to);
                prop_assert_eq!(metric.distance(from, turns.arrival(to)), expected);
                if expected < INFINITY {
                    let arcs = turns.arcs(&metric.path(from, turns.arrival(to)).unwrap());
                    prop_assert!(arcs.windows(2).all(|t| !forbidden.contains(&(t[0], t[1]))));
                    prop_assert_eq!(arcs.iter().map(|a| graph.weight()[*a as usize]).sum::<u32>(), expected);
                }
            }
        }
    }
}
