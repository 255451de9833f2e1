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

/// Scenarios over a random graph: sources, targets (some unknown), pieces (some arcs twice, some unknown), closures.
type Workload = (Vec<u32>, Vec<u32>, Vec<Vec<u32>>, Vec<Vec<u32>>);

fn workloads(graph: &Graph) -> impl Strategy<Value = Workload> + use<> {
    let node = 0..graph.node_count() as u32 + 1;
    let arc = 0..graph.arc_count() as u32 + 1;
    let pieces = proptest::collection::vec(proptest::collection::vec(arc, 0..4), 1..12);
    let ends = || proptest::collection::vec(node.clone(), 0..5);
    let closed = proptest::collection::vec(proptest::collection::vec(0..12u32, 0..8), 0..40);
    (ends(), ends(), pieces, closed)
}

proptest! {
    #[test]
    fn updates_agree_with_customization_and_undo(
        (graph, lat, lon, steps) in graphs().prop_flat_map(|(g, lat, lon)| {
            let arc = 0..g.arc_count() as u32 + 1;
            let weight = prop_oneof![Just(INFINITY), Just(0u32), 1u32..30, 1u32..1000];
            let step = proptest::collection::vec((arc, weight), 0..10);
            (Just(g), Just(lat), Just(lon), proptest::collection::vec(step, 1..4))
        })
    ) {
        let hierarchy = Hierarchy::prepare(&graph, &lat, &lon);
        let before = hierarchy.customize(graph.weight());
        let mut metric = before.clone();
        let mut undos = Vec::new();
        for step in &steps {
            undos.push(metric.update(step));
            let anew = hierarchy.customize(metric.weights());
            prop_assert_eq!(&metric.up, &anew.up);
            prop_assert_eq!(&metric.down, &anew.down);
            check(&graph, &metric);
        }
        let weights: Vec<u32> = steps.iter().flatten().fold(graph.weight().to_vec(), |mut w, (arc, new)| {
            if let Some(old) = w.get_mut(*arc as usize) { *old = *new }
            w
        });
        prop_assert_eq!(metric.weights(), &weights[..]);
        undos.into_iter().rev().for_each(|undo| metric.undo(undo));
        prop_assert_eq!(&metric.up, &before.up);
        prop_assert_eq!(&metric.down, &before.down);
        prop_assert_eq!(metric.weights(), graph.weight());
    }

    #[test]
    fn sweeps_agree_with_the_plain_way(
        (graph, places, workload) in graphs().prop_flat_map(|(g, lat, lon)| {
            let workload = workloads(&g);
            (Just(g), Just((lat, lon)), workload)
        })
    ) {
        check_sweep(&graph, &places, &workload);
    }

    /// Roads both ways, pieces closed both ways but for some: the sweep may work in one direction only if it is none.
    #[test]
    fn sweeps_of_two_way_roads_agree_with_the_plain_way(
        (graph, places, workload) in graphs().prop_flat_map(|(g, lat, lon)| {
            let arcs = (0..g.arc_count()).flat_map(|a| {
                let (from, to, weight) = (g.tail()[a], g.head()[a], g.weight()[a]);
                [(from, to, weight), (to, from, weight)]
            });
            let two_way = Graph::from_arcs(g.node_count(), arcs).unwrap();
            let workload = workloads(&g);
            (Just(two_way), Just((lat, lon)), workload, proptest::bool::weighted(0.2)).prop_map(
                |(graph, places, (sources, targets, mut pieces, closed), skewed)| {
                    pieces.iter_mut().for_each(|p| *p = p.iter().flat_map(|a| [2 * a, 2 * a + 1]).collect());
                    pieces.extend(skewed.then_some(vec![0]));
                    (graph, places, (sources, targets, pieces, closed))
                },
            )
        })
    ) {
        check_sweep(&graph, &places, &workload);
    }
}

fn check_sweep(graph: &Graph, (lat, lon): &(Vec<f32>, Vec<f32>), workload: &Workload) {
    let (sources, targets, pieces, closed) = workload;
    let hierarchy = Hierarchy::prepare(graph, lat, lon);
    let metric = hierarchy.customize(graph.weight());
    let overlay = Overlay::prepare(graph, &metric, (lat, lon), (sources, targets), pieces).unwrap();
    let found = overlay.sweep(closed);
    assert_eq!(found.len(), closed.len());
    for (found, closed) in found.iter().zip(closed) {
        let mut weights = graph.weight().to_vec();
        for &arc in closed.iter().filter_map(|p| pieces.get(*p as usize)).flatten() {
            weights.get_mut(arc as usize).into_iter().for_each(|w| *w = INFINITY);
        }
        let row = |from: &u32| dijkstra::distances(graph, &weights, *from);
        let cell = |row: &[u32], to: &u32| row.get(*to as usize).copied().unwrap_or(INFINITY);
        let rows: Vec<Vec<u32>> = sources.iter().map(row).collect();
        let expected: Vec<u32> =
            rows.iter().flat_map(|row| targets.iter().map(move |to| cell(row, to))).collect();
        assert_eq!(found, &expected);
    }
}

/// A town plan of streets with a one-way in ten, large enough for work on several cores.
fn town(side: u32) -> (Graph, Vec<f32>, Vec<f32>) {
    let arcs = (0..side * side).flat_map(|v| {
        let (x, y) = (v % side, v / side);
        let ends = [(x + 1 < side).then_some(v + 1), (y + 1 < side).then_some(v + side)];
        ends.into_iter().flatten().flat_map(move |to| {
            let cost = 1 + (v * 7919 + to * 104_729) % 97;
            let back = (cost % 10 != 0).then_some((to, v, cost + v % 3));
            std::iter::once((v, to, cost)).chain(back)
        })
    });
    let place = |f: &dyn Fn(u32) -> u32| (0..side * side).map(|v| f(v) as f32 * 0.01).collect();
    (Graph::from_arcs((side * side) as usize, arcs).unwrap(), place(&|v| v / side), place(&|v| v % side))
}

#[test]
fn a_town_agrees_with_the_plain_way() {
    let (graph, lat, lon) = town(90);
    let hierarchy = Hierarchy::prepare(&graph, &lat, &lon);
    assert!(hierarchy.size().0 > 16 * 4096, "too small to be shared between cores");
    let mut metric = hierarchy.customize(graph.weight());
    for closed in [vec![], (0..200u32).map(|i| (i * 131, INFINITY)).collect::<Vec<_>>()] {
        metric.update(&closed);
        for from in [0, 4444, 8099] {
            let truth = dijkstra::distances(&graph, metric.weights(), from);
            assert_eq!(metric.from(from), truth);
            let to = (from + 4321) % 8100;
            assert_eq!(metric.distance(from, to), truth[to as usize]);
            let path = metric.path(from, to).unwrap();
            check_path(&graph, metric.weights(), (from, to), &path, truth[to as usize]);
            let back = metric.to(from);
            assert_eq!(back[to as usize], metric.distance(to, from));
        }
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

#[test]
fn an_overlay_of_too_many_places_is_refused() {
    let count = MOST_PLACES as u32 + 1;
    let graph = Graph::from_arcs(count as usize, []).unwrap();
    let hierarchy = Hierarchy::prepare(&graph, &[], &[]);
    let metric = hierarchy.customize(&[]);
    let all: Vec<u32> = (0..count).collect();
    let refused = Overlay::prepare(&graph, &metric, (&[], &[]), (&all, &all), &[]);
    assert_eq!(refused.err(), Some(TooManyPlaces(count as usize)));
}
