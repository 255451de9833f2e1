//! Everything fast against the plain way, on random graphs.

use super::*;
use proptest::prelude::*;

/// A random graph: nodes, arcs (some parallel, some loops, weights often equal or zero), places.
fn graphs() -> impl Strategy<Value = (Graph, Vec<f32>, Vec<f32>)> {
    (1usize..60).prop_flat_map(|count| {
        let node = 0..count as u32;
        let weight = prop_oneof![Just(0u32), 1u32..4, 0u32..1000, Just(INFINITY)];
        let arcs = proptest::collection::vec((node.clone(), node, weight), 0..count * 4);
        let places = proptest::collection::vec(-20f32..20f32, count);
        (Just(count), arcs, places.clone(), places)
            .prop_map(|(count, arcs, lat, lon)| (Graph::from_arcs(count, arcs).unwrap(), lat, lon))
    })
}

/// Other weights for the same arcs: some closed, some new.
fn weights(count: usize) -> impl Strategy<Value = Vec<u32>> {
    proptest::collection::vec(prop_oneof![2 => Just(INFINITY), 1 => Just(0u32), 5 => 1u32..50], count)
}

fn all(graph: &Graph) -> Vec<u32> {
    (0..graph.node_count() as u32).collect()
}

/// Every pair, every kind of question.
fn check(graph: &Graph, metric: &Metric) {
    let weights = metric.weights();
    let matrix = metric.matrix(&all(graph), &all(graph));
    for from in all(graph) {
        let truth = dijkstra::distances(graph, weights, from);
        let row = from as usize * graph.node_count();
        assert_eq!(&matrix[row..row + graph.node_count()], truth);
        assert_eq!(metric.from(from), truth);
        for to in all(graph) {
            let expected = truth[to as usize];
            assert_eq!(metric.distance(from, to), expected);
            match metric.path(from, to) {
                None => assert_eq!(expected, INFINITY),
                Some(arcs) => check_path(graph, weights, (from, to), &arcs, expected),
            }
        }
    }
}

fn check_path(graph: &Graph, weights: &[u32], (from, to): (u32, u32), arcs: &[u32], length: u32) {
    let mut at = from;
    for &arc in arcs {
        assert_eq!(graph.tail()[arc as usize], at);
        at = graph.head()[arc as usize];
    }
    assert_eq!(at, to);
    assert_eq!(arcs.iter().map(|a| weights[*a as usize]).sum::<u32>(), length);
}

proptest! {
    #[test]
    fn queries_agree_with_the_plain_way(
        (graph, lat, lon, other) in graphs().prop_flat_map(|(g, lat, lon)| {
            let arcs = g.arc_count();
            (Just(g), Just(lat), Just(lon), weights(arcs))
        })
    ) {
        let hierarchy = Hierarchy::prepare(&graph, &lat, &lon);
        check(&graph, &hierarchy.customize(graph.weight()));
        check(&graph, &hierarchy.customize(&other));
    }
}

#[test]
fn an_empty_graph_has_no_ways() {
    let graph = Graph::from_arcs(0, []).unwrap();
    let hierarchy = Hierarchy::prepare(&graph, &[], &[]);
    let metric = hierarchy.customize(&[]);
    assert_eq!(metric.distance(0, 0), INFINITY);
    assert_eq!(metric.path(0, 1), None);
    assert!(metric.from(0).is_empty());
    assert_eq!(metric.matrix(&[0], &[3]), [INFINITY]);
}
