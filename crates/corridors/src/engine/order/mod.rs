//! The order in which a network's nodes are contracted: a graph and the places of its nodes in, a permutation out.
//!
//! Dead ends and chains go first ([`reduce`]); what is left is cut in two by few nodes, again and again, and the nodes
//! of a cut come after both sides (nested dissection; Bauer, Columbus, Rutter, Wagner 2016, "Search-space size in
//! contraction hierarchies"). Cuts are found with inertial flow (Schild and Sommer 2015, "On balanced separators in road
//! networks"): the quarter of the nodes that lies farthest in some direction against the quarter that lies farthest in
//! the other. The order never depends on weights.

mod dissect;
mod flow;
mod piece;
mod reduce;

use super::graph::Graph;
use piece::Piece;
use rayon::prelude::*;

/// The nodes of `graph` in the order of their contraction.
///
/// A bad place (not a number, or all the same) costs speed later, never correctness.
pub fn contraction_order(graph: &Graph, latitude: &[f32], longitude: &[f32]) -> Vec<u32> {
    let (first, neighbours) = undirected(graph);
    let left = reduce::reduce(&first, neighbours);
    let core = core_piece(&first, &left, latitude, longitude);
    let mut order = left.gone;
    let start = order.len();
    order.resize(start + core.len(), 0);
    dissect::dissect(&core, &mut order[start..]);
    order
}

/// Neighbours of each node whatever the direction, each once, no node its own.
pub(super) fn undirected(graph: &Graph) -> (Vec<u32>, Vec<u32>) {
    let count = graph.node_count();
    let mut slots = vec![0u32; count + 1];
    let ends = || graph.tail().iter().zip(graph.head()).filter(|(a, b)| a != b);
    for (&a, &b) in ends() {
        slots[a as usize + 1] += 1;
        slots[b as usize + 1] += 1;
    }
    for i in 0..count {
        slots[i + 1] += slots[i];
    }
    let mut next = slots.clone();
    let mut near = vec![0u32; slots[count] as usize];
    for (&a, &b) in ends() {
        for (from, to) in [(a, b), (b, a)] {
            near[next[from as usize] as usize] = to;
            next[from as usize] += 1;
        }
    }
    // Each list sorted and freed of repetitions, moved together in place.
    let (mut first, mut kept) = (vec![0u32], 0);
    for v in 0..count {
        let (start, end) = (slots[v] as usize, slots[v + 1] as usize);
        near[start..end].sort_unstable();
        let list_start = kept;
        for i in start..end {
            if kept == list_start || near[kept - 1] != near[i] {
                near[kept] = near[i];
                kept += 1;
            }
        }
        first.push(kept as u32);
    }
    near.truncate(kept);
    (first, near)
}

/// The core as a piece, its nodes along a space-filling curve so that neighbours lie close in memory.
fn core_piece(first: &[u32], left: &reduce::Reduced, latitude: &[f32], longitude: &[f32]) -> Piece {
    let clean = |v: Option<&f32>| v.copied().filter(|v| v.is_finite()).unwrap_or(0.0);
    let place = |v: u32| {
        let (lat, lon) = (clean(latitude.get(v as usize)), clean(longitude.get(v as usize)));
        [lon * lat.to_radians().cos(), lat]
    };
    let mut keyed: Vec<(u64, u32)> = (0..left.stands.len() as u32)
        .filter(|&v| left.stands[v as usize])
        .map(|v| (curve(place(v)), v))
        .collect();
    keyed.par_sort_unstable();
    let name: Vec<u32> = keyed.into_iter().map(|(_, v)| v).collect();
    let places = name.iter().map(|&v| place(v)).collect();
    let mut local = vec![0u32; left.stands.len()];
    for (i, &v) in name.iter().enumerate() {
        local[v as usize] = i as u32;
    }
    let nodes = name.clone();
    Piece::build(name, places, |i, near| {
        near.extend(left.around(first, nodes[i]).iter().map(|&n| local[n as usize]));
    })
}

/// Place along a Z-curve (Morton 1966): the bits of both coordinates interleaved.
fn curve(place: [f32; 2]) -> u64 {
    let spread = |degrees: f32| {
        let mut bits = u64::from(((degrees + 360.0) * 1e6) as u32);
        for (shift, mask) in [
            (16, 0x0000_ffff_0000_ffff),
            (8, 0x00ff_00ff_00ff_00ff),
            (4, 0x0f0f_0f0f_0f0f_0f0f),
            (2, 0x3333_3333_3333_3333),
            (1, 0x5555_5555_5555_5555),
        ] {
            bits = (bits | bits << shift) & mask;
        }
        bits
    };
    spread(place[0]) << 1 | spread(place[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_node_comes_once() {
        let arcs = (0..30u32).flat_map(|y| {
            (0..30u32).flat_map(move |x| {
                let v = y * 30 + x;
                let right = (x < 29).then_some((v, v + 1, 1));
                let down = (y < 29).then_some((v, v + 30, 1));
                right.into_iter().chain(down)
            })
        });
        let graph = Graph::from_arcs(905, arcs).unwrap();
        let place = |f: fn(u32) -> u32| (0..905).map(|v| f(v) as f32 / 100.0).collect::<Vec<f32>>();
        for (latitude, longitude) in
            [(place(|v| v / 30), place(|v| v % 30)), (Vec::new(), vec![f32::NAN; 905])]
        {
            let mut order = contraction_order(&graph, &latitude, &longitude);
            order.sort_unstable();
            assert_eq!(order, (0..905).collect::<Vec<_>>());
        }
    }

    #[test]
    fn neighbours_come_once_whatever_the_arcs() {
        let graph = Graph::from_arcs(3, [(0, 1, 1), (1, 0, 1), (0, 1, 2), (1, 1, 1), (2, 1, 1)]).unwrap();
        assert_eq!(undirected(&graph), (vec![0, 1, 3, 4], vec![1, 0, 2, 1]));
    }
}
