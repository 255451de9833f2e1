//! The plain way (Dijkstra 1959): slow, obvious, and what everything fast here is checked against.

use super::graph::{Graph, INFINITY};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Distance from `source` to every node under `weights`, one for each arc.
pub fn distances(graph: &Graph, weights: &[u32], source: u32) -> Vec<u32> {
    let (first, arcs) = graph.outgoing();
    let mut distance = vec![INFINITY; graph.node_count()];
    let mut queue = BinaryHeap::new();
    if let Some(start) = distance.get_mut(source as usize) {
        *start = 0;
        queue.push(Reverse((0, source)));
    }
    while let Some(Reverse((d, v))) = queue.pop() {
        if d > distance[v as usize] {
            continue;
        }
        for &arc in &arcs[first[v as usize] as usize..first[v as usize + 1] as usize] {
            let (to, sum) = (graph.head()[arc as usize], d + weights[arc as usize].min(INFINITY));
            if sum < distance[to as usize] {
                distance[to as usize] = sum;
                queue.push(Reverse((sum, to)));
            }
        }
    }
    distance
}
