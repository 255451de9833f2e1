//! The engine's bench: a file of roads and a workload of closures in; how far everything is in each scenario, and what
//! it took, out.
//!
//!     cargo run --release -p corridors --example sweep -- FILE.osm.pbf WORKLOAD.json [--vectors OUT] [--update]
//!
//! The workload names nodes by their OpenStreetMap ids: `origins`, `destinations`, and `scenarios`, each a list of closed
//! pieces of road `[a, b]`, closed both ways. `--vectors` writes the graph as the engine sees it, for other engines to be
//! run beside. `--update` also measures the engine on closures not known beforehand, and single queries.

use corridors::engine::{Graph, Hierarchy, INFINITY, Metric, Overlay};
use corridors::osm::{Speeds, read_graph};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[path = "common/clock.rs"]
mod clock;
use clock::Clock;

type Fallible<T> = Result<T, Box<dyn std::error::Error>>;
type Roads = corridors::osm::Graph;

#[derive(Deserialize)]
struct Workload {
    origins: Vec<u64>,
    destinations: Vec<u64>,
    scenarios: Vec<Vec<[u64; 2]>>,
}

#[derive(Serialize)]
struct Answer {
    scenarios: Vec<Scenario>,
    seconds: Seconds,
    /// The same in processor time of all cores.
    cpu_seconds: Seconds,
    size: Size,
    #[serde(skip_serializing_if = "Option::is_none")]
    update: Option<Update>,
}

/// One scenario: pairs with a way, and the sum of their times, tenths of a second.
#[derive(Serialize, PartialEq)]
struct Scenario {
    reachable: usize,
    total_travel_time: u64,
}

#[derive(Serialize)]
struct Seconds {
    /// Reading the file into a graph.
    import: f64,
    /// Order, hierarchy, weights, and the small network of the pieces that the workload may close.
    prepare: f64,
    /// All scenarios.
    sweep: f64,
    /// Of `prepare`, the small network.
    overlay: f64,
    /// From the start to the first distance.
    first_answer: f64,
}

#[derive(Serialize)]
struct Size {
    nodes: usize,
    arcs: usize,
    hierarchy_arcs: usize,
    tree_depth: usize,
    places: usize,
    overlay_arcs: usize,
    triangles: usize,
}

/// Means of processor time, in microseconds.
#[derive(Serialize)]
struct Update {
    /// All weights anew.
    customize: f64,
    /// A scenario of the sweep once its small network is there.
    lanes: f64,
    /// The same scenario as closures that the engine did not know: update, matrix, undo.
    scenario: f64,
    distance: f64,
    path: f64,
    arcs_in_path: f64,
    all_from_one: f64,
}

/// Nodes and arcs that a workload means.
struct Plan {
    sources: Vec<u32>,
    targets: Vec<u32>,
    /// Arcs that close together.
    pieces: Vec<Vec<u32>>,
    scenarios: Vec<Vec<u32>>,
    /// Ids that the file does not have, and pieces that are no arc.
    unknown_nodes: usize,
    unknown_pieces: usize,
}

const USAGE: &str = "usage: sweep FILE.osm.pbf WORKLOAD.json [--vectors OUT] [--update]";

fn main() -> ExitCode {
    let Some((files, vectors, update)) = arguments() else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let answer = run(&files[0], &files[1], vectors.as_deref(), update)
        .and_then(|answer| Ok(serde_json::to_string(&answer)?));
    match answer {
        Ok(json) => println!("{json}"),
        Err(error) => {
            eprintln!("sweep: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

/// The two files, the folder for vectors, and whether to measure updates.
fn arguments() -> Option<([PathBuf; 2], Option<PathBuf>, bool)> {
    let mut files = Vec::new();
    let (mut vectors, mut update) = (None, false);
    let mut args = std::env::args_os().skip(1);
    while let Some(arg) = args.next() {
        match arg.to_str() {
            Some("--vectors") => vectors = Some(PathBuf::from(args.next()?)),
            Some("--update") => update = true,
            Some(option) if option.starts_with("--") => return None,
            _ => files.push(PathBuf::from(arg)),
        }
    }
    Some((files.try_into().ok()?, vectors, update))
}

fn run(file: &Path, workload: &Path, vectors: Option<&Path>, update: bool) -> Fallible<Answer> {
    let workload: Workload =
        serde_json::from_reader(open(workload)?).map_err(|e| format!("{}: {e}", workload.display()))?;
    let start = Clock::start();
    let roads = read_graph(open(file)?, &Speeds::car()?).map_err(|e| format!("{}: {e}", file.display()))?;
    let import = start.read();
    if let Some(out) = vectors {
        write_vectors(&roads, out)?;
    }

    let clock = Clock::start();
    let graph =
        Graph::new(roads.osm_node_id.len(), tails(&roads), roads.head.clone(), roads.travel_time.clone())?;
    let hierarchy = Hierarchy::prepare(&graph, &roads.latitude, &roads.longitude);
    let metric = hierarchy.customize(graph.weight());
    let plan = Plan::new(&workload, &roads);
    plan.report();
    if let (Some(from), Some(to)) = (plan.sources.first(), plan.targets.first()) {
        std::hint::black_box(metric.distance(*from, *to));
    }
    let asked = clock.read();

    let clock = Clock::start();
    let places = (&roads.latitude[..], &roads.longitude[..]);
    let overlay = Overlay::prepare(&graph, &metric, places, (&plan.sources, &plan.targets), &plan.pieces)?;
    let overlay_made = clock.read();

    let clock = Clock::start();
    let matrices = overlay.sweep(&plan.scenarios);
    let sweep = clock.read();
    let scenarios: Vec<Scenario> = matrices.iter().map(|m| Scenario::of(m)).collect();

    let update = if update { Some(measure(metric, &graph, &plan, &overlay, &scenarios)?) } else { None };
    let (hierarchy_arcs, tree_depth) = hierarchy.size();
    let (places, overlay_arcs, triangles) = overlay.size();
    let (nodes, arcs) = (graph.node_count(), graph.arc_count());
    let seconds = |kind: usize| Seconds {
        import: import[kind],
        prepare: asked[kind] + overlay_made[kind],
        sweep: sweep[kind],
        overlay: overlay_made[kind],
        first_answer: import[kind] + asked[kind],
    };
    Ok(Answer {
        scenarios,
        seconds: seconds(0),
        cpu_seconds: seconds(1),
        size: Size { nodes, arcs, hierarchy_arcs, tree_depth, places, overlay_arcs, triangles },
        update,
    })
}

fn open(path: &Path) -> Fallible<std::io::BufReader<std::fs::File>> {
    let file = std::fs::File::open(path).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(std::io::BufReader::new(file))
}

impl Scenario {
    fn of(matrix: &[u32]) -> Self {
        let reached = matrix.iter().filter(|d| **d < INFINITY);
        Self { reachable: reached.clone().count(), total_travel_time: reached.map(|d| u64::from(*d)).sum() }
    }
}

impl Plan {
    fn new(workload: &Workload, roads: &Roads) -> Self {
        // A node that the file lacks gets a number past the last: the engine cannot reach it.
        let absent = roads.osm_node_id.len() as u32;
        let node = |id: &u64| roads.osm_node_id.binary_search(id).map_or(absent, |i| i as u32);
        let mut plan = Self {
            sources: workload.origins.iter().map(node).collect(),
            targets: workload.destinations.iter().map(node).collect(),
            pieces: Vec::new(),
            scenarios: Vec::new(),
            unknown_nodes: 0,
            unknown_pieces: 0,
        };
        plan.unknown_nodes = plan.sources.iter().chain(&plan.targets).filter(|v| **v == absent).count();
        let mut known: HashMap<[u32; 2], Option<u32>> = HashMap::new();
        for scenario in &workload.scenarios {
            let mut closed = Vec::new();
            for ends in scenario {
                let [a, b] = [node(&ends[0]), node(&ends[1])];
                let piece = *known.entry([a.min(b), a.max(b)]).or_insert_with(|| {
                    let arcs: Vec<u32> = between(roads, a, b).chain(between(roads, b, a)).collect();
                    (!arcs.is_empty()).then(|| {
                        plan.pieces.push(arcs);
                        plan.pieces.len() as u32 - 1
                    })
                });
                plan.unknown_pieces += usize::from(piece.is_none());
                closed.extend(piece);
            }
            plan.scenarios.push(closed);
        }
        plan
    }

    fn report(&self) {
        if self.unknown_nodes > 0 {
            eprintln!(
                "{} origins or destinations are not in the file: counted as out of reach",
                self.unknown_nodes
            );
        }
        if self.unknown_pieces > 0 {
            eprintln!("{} closed pieces are no road of the file: passed over", self.unknown_pieces);
        }
    }
}

/// Arcs from one node to another.
fn between(roads: &Roads, from: u32, to: u32) -> impl Iterator<Item = u32> + '_ {
    let bound = |v: usize| roads.first_out.get(v).copied().unwrap_or(0);
    (bound(from as usize)..bound(from as usize + 1)).filter(move |arc| roads.head[*arc as usize] == to)
}

fn tails(roads: &Roads) -> Vec<u32> {
    let spans = roads.first_out.windows(2).zip(0u32..);
    spans.flat_map(|(span, v)| std::iter::repeat_n(v, (span[1] - span[0]) as usize)).collect()
}

/// The engine on closures it did not know, and on single questions; its answers must be those of the sweep.
fn measure(
    mut metric: Metric,
    graph: &Graph,
    plan: &Plan,
    overlay: &Overlay,
    expected: &[Scenario],
) -> Fallible<Update> {
    let micros = |clock: Clock, runs: usize| clock.read()[1] * 1e6 / runs.max(1) as f64;
    let clock = Clock::start();
    for _ in 0..5 {
        std::hint::black_box(metric.hierarchy().customize(graph.weight()));
    }
    let customize = micros(clock, 5);
    let clock = Clock::start();
    for _ in 0..10 {
        std::hint::black_box(overlay.sweep(&plan.scenarios));
    }
    let lanes = micros(clock, 10 * plan.scenarios.len());

    let clock = Clock::start();
    for (closed, expected) in plan.scenarios.iter().zip(expected) {
        let changes: Vec<(u32, u32)> =
            closed.iter().flat_map(|p| &plan.pieces[*p as usize]).map(|arc| (*arc, INFINITY)).collect();
        let undo = metric.update(&changes);
        let found = Scenario::of(&metric.matrix(&plan.sources, &plan.targets));
        metric.undo(undo);
        if found != *expected {
            return Err("an update and the sweep disagree".into());
        }
    }
    let scenario = micros(clock, plan.scenarios.len());

    let mut state = 1u64;
    let mut node = || {
        // Xorshift (Marsaglia 2003).
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % graph.node_count().max(1) as u64) as u32
    };
    let pairs: Vec<(u32, u32)> = (0..50_000).map(|_| (node(), node())).collect();
    let clock = Clock::start();
    for (from, to) in &pairs {
        std::hint::black_box(metric.distance(*from, *to));
    }
    let distance = micros(clock, pairs.len());
    let (clock, mut arcs) = (Clock::start(), 0);
    for (from, to) in &pairs[..2000] {
        arcs += metric.path(*from, *to).map_or(0, |p| p.len());
    }
    let path = micros(clock, 2000);
    let clock = Clock::start();
    for (from, _) in &pairs[..10] {
        std::hint::black_box(metric.from(*from));
    }
    let all_from_one = micros(clock, 10);
    Ok(Update {
        customize,
        lanes,
        scenario,
        distance,
        path,
        arcs_in_path: arcs as f64 / 2000.0,
        all_from_one,
    })
}

/// Raw little-endian, one value per element.
fn write_vectors(roads: &Roads, out: &Path) -> Fallible<()> {
    std::fs::create_dir_all(out)?;
    let write = |name: &str, bytes: Vec<u8>| std::fs::write(out.join(name), bytes);
    let words = |v: &[u32]| v.iter().flat_map(|x| x.to_le_bytes()).collect();
    let floats = |v: &[f32]| v.iter().flat_map(|x| x.to_le_bytes()).collect();
    write("first_out", words(&roads.first_out))?;
    write("head", words(&roads.head))?;
    write("travel_time", words(&roads.travel_time))?;
    write("latitude", floats(&roads.latitude))?;
    write("longitude", floats(&roads.longitude))?;
    write("osm_node_id", roads.osm_node_id.iter().flat_map(|x| x.to_le_bytes()).collect())?;
    Ok(())
}
