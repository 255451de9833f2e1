//! Contraction against what must always hold.

use super::contract;
use crate::{Link, LinkFlags, LinkId, Network, Node, NodeId, RoadClass, Surface};
use base::Coordinate;
use proptest::prelude::*;
use std::collections::HashMap;

/// A link of a test: from, to, length, class number, forward, backward.
type Piece = (u32, u32, u32, u8, bool, bool);

fn network(nodes: u32, pieces: &[Piece]) -> Network {
    let point = |at: u32| Coordinate { lat: f64::from(at), lon: 0.0 };
    let node = |at| Node { point: point(at), source_id: i64::from(at) + 1, name: None, border: None };
    let mut network = Network { nodes: (0..nodes).map(node).collect(), ..Network::default() };
    for &(from, to, length, class, forward, backward) in pieces {
        let start = network.shape.len() as u32;
        network.shape.push(Coordinate { lat: f64::from(from), lon: f64::from(to) });
        network.links.push(Link {
            from: NodeId(from),
            to: NodeId(to),
            length_m: f64::from(length),
            class: if class == 0 { RoadClass::Primary } else { RoadClass::Track },
            surface: Surface::Unknown,
            tracktype: 0,
            max_speed_kmh: None,
            duration_s: Some(length as f32),
            max_weight_t: None,
            max_height_m: None,
            names: Vec::new(),
            flags: LinkFlags { forward, backward, ..LinkFlags::default() },
            source_id: 0,
            shape: start..start + 1,
        });
    }
    network
}

/// All distances, by the ids of the source: slow and plain (Bellman and Ford).
fn distances(network: &Network) -> HashMap<(i64, i64), u64> {
    let id = |node: NodeId| network.nodes[node.0 as usize].source_id;
    let mut best: HashMap<(i64, i64), u64> =
        network.nodes.iter().map(|n| ((n.source_id, n.source_id), 0)).collect();
    let mut arcs = Vec::new();
    for link in &network.links {
        arcs.extend(link.flags.forward.then_some((id(link.from), id(link.to), link.length_m as u64)));
        arcs.extend(link.flags.backward.then_some((id(link.to), id(link.from), link.length_m as u64)));
    }
    for _ in 0..network.nodes.len() {
        for start in &network.nodes {
            for (from, to, length) in &arcs {
                if let Some(so_far) = best.get(&(start.source_id, *from)).copied() {
                    let known = best.entry((start.source_id, *to)).or_insert(u64::MAX);
                    *known = (*known).min(so_far + length);
                }
            }
        }
    }
    best
}

#[test]
fn a_chain_becomes_one_link_with_its_geometry() {
    let small = contract(
        &network(4, &[(0, 1, 10, 0, true, false), (2, 1, 20, 0, false, true), (2, 3, 30, 0, true, false)]),
        |_| false,
    );
    assert_eq!((small.nodes.len(), small.links.len()), (2, 1));
    let link = &small.links[0];
    assert_eq!(
        (link.length_m, link.duration_s, link.flags.forward, link.flags.backward),
        (60.0, Some(60.0), true, false)
    );
    let places: Vec<(f64, f64)> = small.shape.iter().map(|c| (c.lat, c.lon)).collect();
    assert_eq!(places, [(0.0, 1.0), (1.0, 0.0), (2.0, 1.0), (2.0, 0.0), (2.0, 3.0)]);
}

#[test]
fn a_node_stays_where_something_changes_or_is_told() {
    let line = [(0, 1, 10, 0, true, true), (1, 2, 10, 0, true, true)];
    let class = [(0, 1, 10, 0, true, true), (1, 2, 10, 1, true, true)];
    let oneway = [(0, 1, 10, 0, true, true), (1, 2, 10, 0, true, false)];
    assert_eq!(contract(&network(3, &line), |_| false).links.len(), 1);
    assert_eq!(contract(&network(3, &line), |node| node == NodeId(1)).links.len(), 2);
    assert_eq!(contract(&network(3, &class), |_| false).links.len(), 2);
    assert_eq!(contract(&network(3, &oneway), |_| false).links.len(), 2);
    let mut told = network(3, &line);
    told.nodes[1].name = Some("Post".into());
    assert_eq!(contract(&told, |_| false).links.len(), 2);
    let mut barred = network(3, &line);
    barred.barriers.push((NodeId(1), "toll_booth".into()));
    let small = contract(&barred, |_| false);
    assert_eq!((small.links.len(), small.barriers.len()), (2, 1));
    let mut turn = network(3, &line);
    turn.forbidden_turns.push((LinkId(0), NodeId(1), LinkId(1)));
    let small = contract(&turn, |_| false);
    assert_eq!((small.links.len(), small.forbidden_turns.len()), (2, 1));
}

#[test]
fn a_ring_that_nothing_touches_keeps_one_node() {
    let ring = [(0, 1, 1, 0, true, false), (1, 2, 2, 0, true, false), (2, 0, 3, 0, true, false)];
    let small = contract(&network(3, &ring), |_| false);
    assert_eq!((small.nodes.len(), small.links.len(), small.links[0].length_m), (1, 1, 6.0));
    assert_eq!((small.links[0].from, small.links[0].to), (NodeId(0), NodeId(0)));
}

proptest! {
    #[test]
    fn lengths_and_distances_stay(
        pieces in proptest::collection::vec((0..9_u32, 0..9_u32, 1..50_u32, 0..2_u8, any::<bool>(), any::<bool>()), 0..14),
        kept in 0..9_u32,
    ) {
        let big = network(9, &pieces);
        let small = contract(&big, |node| node.0 == kept);
        let total = |n: &Network| n.links.iter().map(|l| l.length_m).sum::<f64>();
        prop_assert_eq!(total(&small), total(&big));
        let points = |n: &Network| n.shape.len() + n.nodes.len();
        let loose = (0..9).filter(|n| !pieces.iter().any(|p| p.0 == *n || p.1 == *n)).count();
        prop_assert_eq!(points(&small), points(&big) - loose);
        let (before, after) = (distances(&big), distances(&small));
        for a in &small.nodes {
            for b in &small.nodes {
                let pair = (a.source_id, b.source_id);
                prop_assert_eq!(before.get(&pair), after.get(&pair));
            }
        }
        prop_assert_eq!(contract(&small, |node| small.nodes[node.0 as usize].source_id == i64::from(kept) + 1).links.len(), small.links.len());
    }
}
