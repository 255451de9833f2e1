//! Shortest ways by Dijkstra, for networks of a case. All that the rest needs are [`Roads::path`] and [`Roads::from`],
//! so that a faster engine may take its place.

use crate::profile::{Price, Prices};
use crate::{LinkId, Network, NodeId};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// One link of a way, and in which direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Step {
    /// The link.
    pub link: LinkId,
    /// From its first node to its second.
    pub forward: bool,
}

/// A network made ready to be searched.
#[derive(Clone, Debug)]
pub struct Roads<'a> {
    /// The network.
    pub network: &'a Network,
    first: Vec<u32>,
    /// By tail: head, link, direction.
    arcs: Vec<(u32, u32, bool)>,
}

impl<'a> Roads<'a> {
    /// Sorts the links by their ends. Links to nodes that do not exist are left out.
    pub fn new(network: &'a Network) -> Self {
        let count = network.nodes.len() as u32;
        let ends = |(at, link): (usize, &crate::Link)| {
            let (from, to) = (link.from.0, link.to.0);
            [(from, to, at as u32, true), (to, from, at as u32, false)]
        };
        let mut listed: Vec<(u32, u32, u32, bool)> =
            network.links.iter().enumerate().flat_map(ends).collect();
        listed.retain(|(tail, head, _, _)| *tail < count && *head < count);
        listed.sort_by_key(|(tail, _, link, forward)| (*tail, *link, !forward));
        let mut first = vec![0; count as usize + 1];
        for (tail, ..) in &listed {
            first[*tail as usize + 1] += 1;
        }
        for at in 1..first.len() {
            first[at] += first[at - 1];
        }
        Self {
            network,
            first,
            arcs: listed.into_iter().map(|(_, head, link, forward)| (head, link, forward)).collect(),
        }
    }

    /// The links of a node with their other ends.
    pub fn around(&self, node: NodeId) -> impl Iterator<Item = (NodeId, Step)> {
        let at = node.0 as usize;
        let range =
            self.first.get(at).zip(self.first.get(at + 1)).map_or(0..0, |(a, b)| *a as usize..*b as usize);
        let arcs = self.arcs.get(range).unwrap_or_default();
        arcs.iter()
            .map(|(head, link, forward)| (NodeId(*head), Step { link: LinkId(*link), forward: *forward }))
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

    /// The lightest way, link by link. `None` where there is none; empty from a node to itself.
    pub fn path(&self, weights: &Weights, from: NodeId, to: NodeId) -> Option<Vec<Step>> {
        let tree = self.tree(weights, from, Some(to));
        let mut steps = Vec::new();
        let mut at = to;
        while at != from {
            let step = tree.into.get(at.0 as usize).copied().flatten()?;
            steps.push(step);
            at = self.tail(step)?;
        }
        steps.reverse();
        Some(steps)
    }

    /// Weight of the lightest way from `from` to every node; infinite where there is none.
    pub fn from(&self, weights: &Weights, from: NodeId) -> Vec<f64> {
        self.tree(weights, from, None).weight
    }

    fn tree(&self, weights: &Weights, from: NodeId, to: Option<NodeId>) -> Tree {
        let count = self.network.nodes.len();
        let mut tree = Tree { weight: vec![f64::INFINITY; count], into: vec![None; count] };
        let mut queue = BinaryHeap::new();
        if let Some(start) = tree.weight.get_mut(from.0 as usize) {
            *start = 0.0;
            queue.push(Reverse((0u64, from)));
        }
        // Bits of floats that are not negative are in the order of the floats.
        while let Some(Reverse((bits, node))) = queue.pop() {
            let weight = f64::from_bits(bits);
            if Some(node) == to {
                break;
            }
            if weight > tree.weight[node.0 as usize] {
                continue;
            }
            for (head, step) in self.around(node) {
                let next = weight + weights.of(step);
                if next < tree.weight[head.0 as usize] {
                    tree.weight[head.0 as usize] = next;
                    tree.into[head.0 as usize] = Some(step);
                    queue.push(Reverse((next.to_bits(), head)));
                }
            }
        }
        tree
    }
}

struct Tree {
    weight: Vec<f64>,
    into: Vec<Option<Step>>,
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
