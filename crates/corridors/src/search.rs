//! Shortest ways by Dijkstra over the turns that are allowed: one way, or one tree of ways, also by the clock. For many
//! ways under the same weights see `many`.

use crate::engine::{Hierarchy, TurnGraph};
use crate::profile::{Price, Prices};
use crate::{LinkId, Network, NodeId};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::OnceLock;

/// One link of a way, and in which direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Step {
    /// The link.
    pub link: LinkId,
    /// From its first node to its second.
    pub forward: bool,
}

impl Step {
    /// The step that an arc of the engine's graph stands for.
    pub(crate) fn of_arc(arc: u32) -> Self {
        let (link, forward) = crate::engine::link_of(arc);
        Self { link, forward }
    }
}

/// A network made ready to be searched.
#[derive(Clone, Debug)]
pub struct Roads<'a> {
    /// The network.
    pub network: &'a Network,
    /// Its nodes, with a copy of a node for each link from which a turn there is forbidden.
    pub(crate) turns: TurnGraph,
    /// Made for the first question for many ways.
    pub(crate) hierarchy: OnceLock<Hierarchy>,
    first: Vec<u32>,
    arcs: Vec<u32>,
}

impl<'a> Roads<'a> {
    /// Sorts the links by their ends. Links to nodes that do not exist are left out.
    pub fn new(network: &'a Network) -> Self {
        // A graph that is too large for the engine has no ways; files with 2³¹ links do not exist.
        let turns = TurnGraph::of_network(network, |_, _| Some(0)).unwrap_or_default();
        let (first, arcs) = turns.graph().outgoing();
        Self { network, turns, hierarchy: OnceLock::new(), first, arcs }
    }

    /// The links of a node with their other ends.
    pub fn around(&self, node: NodeId) -> impl Iterator<Item = (NodeId, Step)> {
        let steps = self.leaving(node.0).filter_map(|arc| self.turns.origin(arc)).map(Step::of_arc);
        // A link to a node that is not there is a loop in the graph.
        let real = steps.filter(move |step| self.tail(*step) == Some(node));
        let there = |n: &NodeId| (n.0 as usize) < self.network.nodes.len();
        real.filter_map(move |step| Some((self.head(step).filter(there)?, step)))
    }

    /// Arcs of the engine's graph that start at a node or copy.
    fn leaving(&self, state: u32) -> impl Iterator<Item = u32> {
        let at = state as usize;
        let range =
            self.first.get(at).zip(self.first.get(at + 1)).map_or(0..0, |(a, b)| *a as usize..*b as usize);
        self.arcs.get(range).unwrap_or_default().iter().copied()
    }

    /// The node that a step leads to.
    pub fn head(&self, step: Step) -> Option<NodeId> {
        let link = self.network.links.get(step.link.0 as usize)?;
        Some(if step.forward { link.to } else { link.from })
    }

    /// The node that a step starts from.
    pub fn tail(&self, step: Step) -> Option<NodeId> {
        self.head(Step { forward: !step.forward, ..step })
    }

    /// The points along some steps, each once.
    pub fn points(&self, steps: &[Step]) -> Vec<base::Coordinate> {
        let mut out = Vec::new();
        for step in steps {
            let Some(link) = self.network.links.get(step.link.0 as usize) else { continue };
            let node = |id: NodeId| self.network.nodes.get(id.0 as usize).map(|n| n.point);
            let range = link.shape.start as usize..link.shape.end as usize;
            let between = self.network.shape.get(range).unwrap_or_default().iter().copied();
            let mut line: Vec<_> = node(link.from).into_iter().chain(between).chain(node(link.to)).collect();
            if !step.forward {
                line.reverse();
            }
            out.extend(line);
        }
        out.dedup();
        out
    }

    /// The lightest way, link by link. `None` where there is none; empty from a node to itself.
    pub fn path(&self, weights: &Weights, from: NodeId, to: NodeId) -> Option<Vec<Step>> {
        self.path_by_clock(|step, _| weights.of(step), from, to)
    }

    /// The way that arrives first, where `takes` gives what a step takes when it is begun after so much: to begin later
    /// must never be to arrive earlier.
    pub fn path_by_clock(
        &self,
        takes: impl Fn(Step, f64) -> f64,
        from: NodeId,
        to: NodeId,
    ) -> Option<Vec<Step>> {
        self.search(takes, &[from], Some(to), Turns::Allowed).way(self, to).map(|(_, steps)| steps)
    }

    /// The lightest chain of links, whatever turns are forbidden between them: for what lies along a road rather than
    /// drives on it.
    pub fn along(&self, weights: &Weights, from: NodeId, to: NodeId) -> Option<Vec<Step>> {
        let tree = self.search(|step, _| weights.of(step), &[from], Some(to), Turns::All);
        tree.way(self, to).map(|(_, steps)| steps)
    }

    /// Weight of the lightest way from `from` to every node; infinite where there is none.
    pub fn from(&self, weights: &Weights, from: NodeId) -> Vec<f64> {
        let tree = self.tree(weights, &[from]);
        let nodes = 0..self.network.nodes.len() as u32;
        nodes.map(|v| tree.weight.get(tree.end(self, v)).copied().unwrap_or(f64::INFINITY)).collect()
    }

    /// The lightest ways from the nearest of several nodes to every node.
    pub fn tree(&self, weights: &Weights, from: &[NodeId]) -> Tree {
        self.search(|step, _| weights.of(step), from, None, Turns::Allowed)
    }

    fn search(
        &self,
        takes: impl Fn(Step, f64) -> f64,
        from: &[NodeId],
        to: Option<NodeId>,
        turns: Turns,
    ) -> Tree {
        let (graph, nodes) = (self.turns.graph(), self.network.nodes.len());
        let count = graph.node_count();
        let mut tree = Tree { weight: vec![f64::INFINITY; count], into: vec![None; count], turns };
        let mut queue = BinaryHeap::new();
        for node in from.iter().filter(|n| (n.0 as usize) < nodes) {
            if let Some(start) = tree.weight.get_mut(node.0 as usize) {
                *start = 0.0;
                queue.push(Reverse((0u64, node.0)));
            }
        }
        let end = to.map(|node| tree.end(self, node.0));
        // Bits of floats that are not negative are in the order of the floats.
        while let Some(Reverse((bits, at))) = queue.pop() {
            let weight = f64::from_bits(bits);
            if Some(at as usize) == end {
                break;
            }
            if weight > tree.weight[at as usize] {
                continue;
            }
            for arc in self.leaving(at) {
                let step = self.turns.origin(arc).map(Step::of_arc);
                let head = match (turns, step) {
                    (Turns::Allowed, _) => Some(graph.head()[arc as usize]),
                    (Turns::All, step) => step.and_then(|s| self.head(s)).map(|n| n.0),
                };
                let Some(head) = head.filter(|h| (*h as usize) < count) else { continue };
                let next = weight + step.map_or(0.0, |step| takes(step, weight));
                if next < tree.weight[head as usize] {
                    tree.weight[head as usize] = next;
                    tree.into[head as usize] = Some((at, step));
                    queue.push(Reverse((next.to_bits(), head)));
                }
            }
        }
        tree
    }
}

/// Which turns a search takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turns {
    Allowed,
    All,
}

/// Lightest ways from some nodes.
#[derive(Clone, Debug)]
pub struct Tree {
    /// By node, then by copy of a node.
    weight: Vec<f64>,
    /// Where the last step to each comes from, and the step, if one is made; none for those that the ways start from.
    into: Vec<Option<(u32, Option<Step>)>>,
    turns: Turns,
}

impl Tree {
    /// Where the ways to a node end.
    fn end(&self, roads: &Roads<'_>, node: u32) -> usize {
        (if self.turns == Turns::Allowed { roads.turns.arrival(node) } else { node }) as usize
    }

    /// Where the lightest way to a node starts, and its steps. `None` where there is none.
    pub fn way(&self, roads: &Roads<'_>, to: NodeId) -> Option<(NodeId, Vec<Step>)> {
        if to.0 as usize >= roads.network.nodes.len() {
            return None;
        }
        let mut at = self.end(roads, to.0);
        if !self.weight.get(at)?.is_finite() {
            return None;
        }
        let mut steps = Vec::new();
        while let Some((before, step)) = self.into.get(at).copied().flatten() {
            steps.extend(step);
            at = before as usize;
        }
        steps.reverse();
        Some((NodeId(at as u32), steps))
    }
}

/// What is to be as little as possible, by link and direction. Infinite: no way.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    by_link: Vec<[f64; 2]>,
}

impl Weights {
    /// Takes `weight` of each link that the class can pass and `may` be used.
    pub fn new(prices: &Prices, weight: impl Fn(&Price) -> f64, may: impl Fn(LinkId) -> bool) -> Self {
        let of = |(at, price): (usize, &Price)| {
            let value = weight(price);
            let usable =
                price.hours.is_finite() && value.is_finite() && value >= 0.0 && may(LinkId(at as u32));
            let one = |open: bool| if open && usable { value } else { f64::INFINITY };
            [one(price.backward), one(price.forward)]
        };
        Self { by_link: prices.links.iter().enumerate().map(of).collect() }
    }

    /// The weight of a step.
    pub fn of(&self, step: Step) -> f64 {
        self.by_link.get(step.link.0 as usize).map_or(f64::INFINITY, |w| w[usize::from(step.forward)])
    }

    /// Multiplies the weight of a link in both directions.
    pub fn scale(&mut self, link: LinkId, factor: f64) {
        if let Some(weights) = self.by_link.get_mut(link.0 as usize) {
            *weights = weights.map(|w| w * factor);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{LinkKind, network};
    use proptest::prelude::*;

    fn by_km(network: &Network) -> Weights {
        let of = |l: &crate::Link| Price {
            hours: 1.0,
            cost: [0.0; 3],
            km: l.length_m,
            forward: l.flags.forward,
            backward: l.flags.backward,
        };
        let prices = Prices { links: network.links.iter().map(of).collect() };
        Weights::new(&prices, |p| p.km, |_| true)
    }

    #[test]
    fn a_one_way_leads_one_way() {
        let net = network(&[("A", 0.0, 0.0), ("B", 0.0, 1.0)], &[("A", "B", 5.0, LinkKind::OneWay)]);
        let roads = Roads::new(&net);
        let weights = by_km(&net);
        assert_eq!(roads.path(&weights, NodeId(0), NodeId(1)).unwrap().len(), 1);
        assert_eq!(roads.path(&weights, NodeId(1), NodeId(0)), None);
        assert_eq!(roads.path(&weights, NodeId(1), NodeId(1)).unwrap(), []);
        assert_eq!(roads.path(&weights, NodeId(9), NodeId(1)), None);
        assert_eq!(roads.path(&weights, NodeId(0), NodeId(9)), None);
    }

    /// A crossing at M: from A to B straight on is forbidden, by a loop over C and D it is not.
    fn crossing() -> Network {
        let places = [("A", 0.0, 0.0), ("M", 0.0, 1.0), ("B", 0.0, 2.0), ("C", 1.0, 1.0), ("D", 1.0, 2.0)];
        let kind = LinkKind::Paved;
        let mut net = network(
            &places,
            &[
                ("A", "M", 5.0, kind),
                ("M", "B", 5.0, kind),
                ("M", "C", 1.0, LinkKind::OneWay),
                ("C", "D", 1.0, LinkKind::OneWay),
                ("D", "M", 1.0, LinkKind::OneWay),
            ],
        );
        net.forbidden_turns = vec![(LinkId(0), NodeId(1), LinkId(1))];
        net
    }

    fn links(steps: Option<Vec<Step>>) -> Vec<u32> {
        steps.unwrap().into_iter().map(|s| s.link.0).collect()
    }

    #[test]
    fn a_forbidden_turn_is_driven_round_and_its_node_can_be_reached() {
        let net = crossing();
        let (roads, weights) = (Roads::new(&net), by_km(&net));
        let [a, m, b] = [0, 1, 2].map(NodeId);
        assert_eq!(links(roads.path(&weights, a, b)), [0, 2, 3, 4, 1]);
        assert_eq!(links(roads.path(&weights, b, a)), [1, 0], "only one direction is forbidden");
        assert_eq!(links(roads.path(&weights, a, m)), [0]);
        assert_eq!(links(roads.path(&weights, m, b)), [1], "who starts there has not turned");
        assert_eq!(links(roads.along(&weights, a, b)), [0, 1], "a road goes straight on");
        assert_eq!(roads.from(&weights, a), [0.0, 5000.0, 13000.0, 6000.0, 7000.0]);
        let (gate, steps) = roads.tree(&weights, &[a]).way(&roads, b).unwrap();
        assert_eq!((gate, steps.len()), (a, 5));
        assert_eq!(roads.around(m).count(), 4);
        let clock = roads.path_by_clock(|step, _| weights.of(step), a, b);
        assert_eq!(links(clock), [0, 2, 3, 4, 1]);
    }

    #[test]
    fn a_link_to_nowhere_is_left_out() {
        let mut net = crossing();
        net.links[0].to = NodeId(77);
        let roads = Roads::new(&net);
        assert_eq!(roads.around(NodeId(0)).count(), 0);
        assert_eq!(roads.path(&by_km(&net), NodeId(0), NodeId(1)), None);
        assert_eq!(links(roads.path(&by_km(&net), NodeId(1), NodeId(2))), [1]);
    }

    /// The slow, obvious version: relax all links until nothing changes.
    fn bellman_ford(network: &Network, weights: &Weights, from: usize) -> Vec<f64> {
        let mut best = vec![f64::INFINITY; network.nodes.len()];
        best[from] = 0.0;
        for _ in 0..network.nodes.len() {
            for (at, link) in network.links.iter().enumerate() {
                for forward in [true, false] {
                    let step = Step { link: LinkId(at as u32), forward };
                    let (a, b) = if forward { (link.from, link.to) } else { (link.to, link.from) };
                    let through = best[a.0 as usize] + weights.of(step);
                    if through < best[b.0 as usize] {
                        best[b.0 as usize] = through;
                    }
                }
            }
        }
        best
    }

    proptest! {
        #[test]
        fn finds_what_the_slow_search_finds(
            links in proptest::collection::vec((0usize..7, 0usize..7, 0u32..5, any::<bool>()), 0..16),
        ) {
            let names = ["a", "b", "c", "d", "e", "f", "g"];
            let nodes: Vec<(&str, f64, f64)> = names.iter().map(|n| (*n, 0.0, 0.0)).collect();
            let kind = |one: bool| if one { LinkKind::OneWay } else { LinkKind::Paved };
            let links: Vec<_> = links.iter().map(|(a, b, km, one)| (names[*a], names[*b], f64::from(*km), kind(*one))).collect();
            let net = network(&nodes, &links);
            let (roads, weights) = (Roads::new(&net), by_km(&net));
            let slow = bellman_ford(&net, &weights, 0);
            prop_assert_eq!(&roads.from(&weights, NodeId(0)), &slow);
            for (to, expected) in slow.iter().enumerate() {
                let way = roads.path(&weights, NodeId(0), NodeId(to as u32));
                let sum = way.map(|steps| steps.iter().map(|s| weights.of(*s)).sum::<f64>());
                prop_assert_eq!(sum, expected.is_finite().then_some(*expected));
            }
        }
    }
}
