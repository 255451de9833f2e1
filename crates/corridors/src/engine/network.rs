//! A road network in; the arrays that the engine works on, out.

use super::graph::{Graph, GraphError, INFINITY};
use super::turns::TurnGraph;
use crate::{LinkId, Network, NodeId};

impl Graph {
    /// The network's nodes, and two arcs for each link: `2 · link` forward, `2 · link + 1` back. `weight` is asked for
    /// both; what it gives no number, or what the link's flags do not allow, is closed. Weights have a unit of the caller's choice.
    /// A link to a node that is not there is a closed loop at the first node, so that arcs keep their numbers.
    pub fn of_network(
        network: &Network,
        weight: impl Fn(LinkId, bool) -> Option<u32>,
    ) -> Result<Self, GraphError> {
        let arcs = network.links.iter().zip(0u32..).flat_map(|(link, id)| {
            let cost = |forward: bool, allowed: bool| {
                weight(LinkId(id), forward).filter(|_| allowed).unwrap_or(INFINITY)
            };
            let (from, to) = (link.from.0, link.to.0);
            if from.max(to) as usize >= network.nodes.len() {
                return [(0, 0, INFINITY); 2];
            }
            [(from, to, cost(true, link.flags.forward)), (to, from, cost(false, link.flags.backward))]
        });
        Self::from_arcs(network.nodes.len(), arcs)
    }
}

impl TurnGraph {
    /// The same with the network's forbidden turns. A link that is a loop is barred in both directions.
    pub fn of_network(
        network: &Network,
        weight: impl Fn(LinkId, bool) -> Option<u32>,
    ) -> Result<Self, GraphError> {
        let graph = Graph::of_network(network, weight)?;
        let ends = |link: LinkId, at: NodeId, into: bool| {
            let ends = network.links.get(link.0 as usize).map(|l| [l.to, l.from]);
            let arcs = [(0, true), (1, false)].into_iter().filter_map(move |(arc, forward)| {
                // Forward the link ends at its second node and starts at its first; back it is the other way round.
                let [to, from] = ends?;
                let met = if forward == into { to } else { from };
                (met == at).then_some(2 * link.0 + arc)
            });
            arcs.collect::<Vec<u32>>()
        };
        let pairs = network.forbidden_turns.iter().flat_map(|&(from, over, to)| {
            let out = ends(to, over, false);
            ends(from, over, true).into_iter().flat_map(move |a| out.clone().into_iter().map(move |b| (a, b)))
        });
        Self::new(&graph, &pairs.collect::<Vec<_>>())
    }
}

/// The link of an arc of [`Graph::of_network`], and whether the arc runs forward.
pub fn link_of(arc: u32) -> (LinkId, bool) {
    (LinkId(arc / 2), arc.is_multiple_of(2))
}

#[cfg(test)]
mod tests {
    use super::super::Hierarchy;
    use super::*;
    use crate::{Link, LinkFlags, Node, RoadClass, Surface};
    use base::Coordinate;

    /// Three links in a row: 0–1, 1–2 one-way, 2–3 drawn from 3.
    fn network() -> Network {
        let node = |i: u32| Node {
            point: Coordinate { lat: 14.0, lon: f64::from(i) },
            source_id: 0,
            name: None,
            border: None,
        };
        let link = |from, to, backward| Link {
            from: NodeId(from),
            to: NodeId(to),
            length_m: 1000.0,
            class: RoadClass::Primary,
            surface: Surface::Paved,
            tracktype: 0,
            max_speed_kmh: None,
            duration_s: None,
            max_weight_t: None,
            max_height_m: None,
            names: Vec::new(),
            flags: LinkFlags { forward: true, backward, ..LinkFlags::default() },
            source_id: 0,
            shape: 0..0,
        };
        Network {
            nodes: (0..4).map(node).collect(),
            links: vec![link(0, 1, true), link(1, 2, false), link(3, 2, true)],
            ..Network::default()
        }
    }

    #[test]
    fn links_become_arcs_in_the_directions_allowed() {
        let network = network();
        let graph = Graph::of_network(&network, |link, _| (link.0 != 9).then_some(link.0 + 1)).unwrap();
        let hierarchy = Hierarchy::prepare(&graph, &[], &[]);
        let metric = hierarchy.customize(graph.weight());
        let links: Vec<_> = metric.path(0, 3).unwrap().into_iter().map(link_of).collect();
        assert_eq!(links, [(LinkId(0), true), (LinkId(1), true), (LinkId(2), false)]);
        assert_eq!(metric.distance(3, 0), INFINITY, "the second link is one-way");
    }

    #[test]
    fn forbidden_turns_of_links_are_kept() {
        let mut network = network();
        network.forbidden_turns = vec![(LinkId(1), NodeId(2), LinkId(2)), (LinkId(0), NodeId(3), LinkId(2))];
        let turns = TurnGraph::of_network(&network, |_, _| Some(1)).unwrap();
        let hierarchy = Hierarchy::prepare(turns.graph(), &[], &[]);
        let metric = hierarchy.customize(turns.graph().weight());
        assert_eq!(metric.distance(0, turns.arrival(3)), INFINITY);
        assert_eq!(metric.distance(0, turns.arrival(2)), 2);
    }
}
