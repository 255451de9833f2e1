//! How preparation grows with the network: parts of a file of roads in, one line a part out.
//!
//!     cargo run --release -p corridors --example growth -- FILE.osm.pbf
//!
//! A part is what lies nearest, by number of road pieces, to the middle of the file's nodes.

use corridors::engine::{Graph, Hierarchy};
use corridors::osm::{Speeds, read_graph};
use std::collections::VecDeque;

#[path = "common/clock.rs"]
mod clock;
use clock::Clock;

const SIZES: [usize; 6] = [10_000, 30_000, 100_000, 300_000, 1_000_000, usize::MAX];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args_os().nth(1).ok_or("usage: growth FILE.osm.pbf")?;
    let roads = read_graph(std::fs::File::open(file)?, &Speeds::car()?)?;
    println!("nodes\tarcs\thierarchy arcs\tdepth\tprepare, CPU ms\tcustomize, CPU ms\tµs a node");
    let order = around(&roads);
    for size in SIZES {
        let nodes = &order[..size.min(order.len())];
        let (graph, latitude, longitude) = part(&roads, nodes)?;
        // Small parts are timed several times, so that the clock can tell them.
        let runs = (1_000_000 / nodes.len().max(1)).clamp(1, 100);
        let clock = Clock::start();
        for _ in 1..runs {
            std::hint::black_box(Hierarchy::prepare(&graph, &latitude, &longitude));
        }
        let hierarchy = Hierarchy::prepare(&graph, &latitude, &longitude);
        let prepare = clock.read()[1] * 1e3 / runs as f64;
        let clock = Clock::start();
        for _ in 0..runs * 10 {
            std::hint::black_box(hierarchy.customize(graph.weight()));
        }
        let customize = clock.read()[1] * 1e2 / runs as f64;
        let (arcs, depth) = hierarchy.size();
        let each = prepare * 1e3 / nodes.len().max(1) as f64;
        println!(
            "{}\t{}\t{arcs}\t{depth}\t{prepare:.1}\t{customize:.2}\t{each:.2}",
            nodes.len(),
            graph.arc_count()
        );
    }
    Ok(())
}

/// Nodes by their number of steps from the one nearest to the middle; unconnected ones last.
fn around(roads: &corridors::osm::Graph) -> Vec<u32> {
    let count = roads.latitude.len();
    let mean = |v: &[f32]| v.iter().map(|x| f64::from(*x)).sum::<f64>() / v.len().max(1) as f64;
    let (lat, lon) = (mean(&roads.latitude), mean(&roads.longitude));
    let off = |v: u32| {
        let at = v as usize;
        (f64::from(roads.latitude[at]) - lat).powi(2) + (f64::from(roads.longitude[at]) - lon).powi(2)
    };
    let Some(middle) = (0..count as u32).min_by(|a, b| off(*a).total_cmp(&off(*b))) else {
        return Vec::new();
    };
    let (mut order, mut seen) = (Vec::with_capacity(count), vec![false; count]);
    let mut queue = VecDeque::from([middle]);
    seen[middle as usize] = true;
    while let Some(v) = queue.pop_front() {
        order.push(v);
        for &n in &roads.head[roads.first_out[v as usize] as usize..roads.first_out[v as usize + 1] as usize]
        {
            if !std::mem::replace(&mut seen[n as usize], true) {
                queue.push_back(n);
            }
        }
    }
    order.extend((0..count as u32).filter(|v| !seen[*v as usize]));
    order
}

/// The arcs between some nodes.
fn part(
    roads: &corridors::osm::Graph,
    nodes: &[u32],
) -> Result<(Graph, Vec<f32>, Vec<f32>), corridors::engine::GraphError> {
    let mut local = vec![u32::MAX; roads.latitude.len()];
    nodes.iter().zip(0..).for_each(|(v, i)| local[*v as usize] = i);
    let arcs = nodes.iter().flat_map(|&v| {
        let range = roads.first_out[v as usize] as usize..roads.first_out[v as usize + 1] as usize;
        let local = &local;
        range.map(move |a| (local[v as usize], local[roads.head[a] as usize], roads.travel_time[a]))
    });
    let graph = Graph::from_arcs(nodes.len(), arcs.filter(|(_, to, _)| *to != u32::MAX))?;
    let of = |from: &[f32]| nodes.iter().map(|v| from[*v as usize]).collect();
    Ok((graph, of(&roads.latitude), of(&roads.longitude)))
}
