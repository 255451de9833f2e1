//! Many scenarios that close pieces known beforehand: a small network of the places that matter, exact, in; a matrix
//! for each scenario, out.
//!
//! The places are the sources, the targets and the ends of the pieces. Between them stand the pieces themselves and,
//! for all the rest of the network, the distances that avoid every piece; of these only the ones that no other place
//! lies on. This network of a few thousand places gets a hierarchy of its own, which is customized for
//! [`LANES`] scenarios at once (after Dibbelt, Strasser, Wagner 2016, section 7.5, who do so for many metrics).

use super::graph::{Graph, INFINITY};
use super::hierarchy::{Hierarchy, NONE};
use super::lanes::{self, LANES, Lane};
use super::metric::Metric;
use rayon::prelude::*;

/// A table of distances between all places is made once; more places than this would need over a gigabyte for it.
pub const MOST_PLACES: usize = 16_384;

/// Why there is no overlay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyPlaces(
    /// How many there would be.
    pub usize,
);

impl std::fmt::Display for TooManyPlaces {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ends of closable pieces and terminals; an overlay takes {MOST_PLACES}", self.0)
    }
}

impl std::error::Error for TooManyPlaces {}

/// The small network for a sweep.
#[derive(Clone, Debug)]
pub struct Overlay {
    hierarchy: Hierarchy,
    /// Costs with every piece open.
    open: [Vec<u32>; 2],
    /// Whether costs upwards and downwards are the same whatever is closed: half of the work.
    two_way: bool,
    weight: Vec<u32>,
    /// Arc, arc, and the arc between their upper ends, in the order in which they are to be worked on.
    triangles: Vec<[u32; 3]>,
    /// Arcs of the small network that a piece closes.
    pieces: Vec<Vec<u32>>,
    /// Ranks of the sources and the targets.
    sources: Vec<Option<u32>>,
    targets: Vec<Option<u32>>,
}

impl Overlay {
    /// Prepares sweeps from `sources` to `targets` over `graph` under `weights`. A piece is a list of arcs that open
    /// and close together; nodes that the graph does not have cannot be reached, arcs that it does not have are passed over.
    pub fn prepare(
        graph: &Graph,
        metric: &Metric,
        (latitude, longitude): (&[f32], &[f32]),
        (sources, targets): (&[u32], &[u32]),
        pieces: &[Vec<u32>],
    ) -> Result<Self, TooManyPlaces> {
        let closable: Vec<u32> = {
            let mut arcs: Vec<u32> = pieces.concat();
            arcs.retain(|a| (*a as usize) < graph.arc_count());
            arcs.sort_unstable();
            arcs.dedup();
            arcs
        };
        let ends = closable.iter().flat_map(|a| [graph.tail()[*a as usize], graph.head()[*a as usize]]);
        let mut places: Vec<u32> = ends.chain(sources.iter().chain(targets).copied()).collect();
        places.retain(|v| (*v as usize) < graph.node_count());
        places.sort_unstable();
        places.dedup();
        if places.len() > MOST_PLACES {
            return Err(TooManyPlaces(places.len()));
        }
        let place = |v: u32| places.binary_search(&v).ok().map(|i| i as u32);

        let mut closed = metric.clone();
        let weights = metric.weights();
        closed.update(&closable.iter().map(|a| (*a, INFINITY)).collect::<Vec<_>>());
        let table = closed.matrix(&places, &places);
        let mut arcs = direct(&table, places.len());
        let mut small = vec![NONE; closable.len()];
        for (i, &arc) in closable.iter().enumerate() {
            let ends = (place(graph.tail()[arc as usize]), place(graph.head()[arc as usize]));
            let (Some(a), Some(b)) = ends else { continue };
            let weight = weights[arc as usize];
            // A piece that the rest of the network matches in any case matters to no one.
            if weight < table[a as usize * places.len() + b as usize] {
                small[i] = arcs.len() as u32;
                arcs.push((a, b, weight));
            }
        }
        drop(table);
        let known = |a: &u32| closable.binary_search(a).ok().map(|i| small[i]).filter(|a| *a != NONE);
        let pieces: Vec<Vec<u32>> =
            pieces.iter().map(|arcs| arcs.iter().filter_map(known).collect()).collect();
        let network = Graph::from_arcs(places.len(), arcs).map_err(|_| TooManyPlaces(places.len()))?;
        let at = |of: &[f32]| {
            places.iter().map(|v| of.get(*v as usize).copied().unwrap_or(0.0)).collect::<Vec<_>>()
        };
        let hierarchy = Hierarchy::prepare(&network, &at(latitude), &at(longitude));
        let rank = |v: &u32| place(*v).map(|p| hierarchy.rank[p as usize]);
        let (sources, targets) = (sources.iter().map(rank).collect(), targets.iter().map(rank).collect());
        let triangles = hierarchy.triangles();
        let mut open = [vec![INFINITY; hierarchy.up_head.len()], vec![INFINITY; hierarchy.up_head.len()]];
        for (arc, &slot) in hierarchy.slot.iter().enumerate().filter(|(_, s)| **s != NONE) {
            let cost = &mut open[slot as usize % 2][slot as usize / 2];
            *cost = (*cost).min(network.weight()[arc]);
        }
        let weight = network.weight().to_vec();
        let two_way = two_way(&hierarchy, &weight, &pieces);
        Ok(Self { open, two_way, weight, triangles, pieces, sources, targets, hierarchy })
    }

    /// Number of places, arcs of the small hierarchy, and triangles: what a sweep costs.
    pub fn size(&self) -> (usize, usize, usize) {
        (self.hierarchy.node_count(), self.hierarchy.up_head.len(), self.triangles.len())
    }

    /// For each scenario, a list of closed pieces, the matrix from sources to targets, one row after the other.
    pub fn sweep(&self, scenarios: &[Vec<u32>]) -> Vec<Vec<u32>> {
        let batch = |work: &mut Work, scenarios: &[Vec<u32>]| self.batch(work, scenarios);
        scenarios.par_chunks(LANES).map_init(|| Work::new(self), batch).flatten_iter().collect()
    }

    /// Up to [`LANES`] scenarios.
    fn batch(&self, work: &mut Work, scenarios: &[Vec<u32>]) -> Vec<Vec<u32>> {
        self.close(work, scenarios);
        let h = &self.hierarchy;
        if self.two_way {
            lanes::customize_two_way(&self.triangles, &mut work.up);
        } else {
            lanes::customize(&self.triangles, &mut work.up, &mut work.down);
        }
        let down = if self.two_way { &work.up } else { &work.down };
        let climb = |rank: &Option<u32>, costs: &[Lane], into: &mut Vec<Lane>| {
            let Some(rank) = *rank else { return into.clear() };
            into.clear();
            into.resize(h.depth[rank as usize] as usize + 1, lanes::FAR);
            lanes::climb(h, rank, costs, into);
        };
        self.sources.iter().zip(&mut work.ahead).for_each(|(rank, into)| climb(rank, &work.up, into));
        self.targets.iter().zip(&mut work.behind).for_each(|(rank, into)| climb(rank, down, into));
        let cells = self.sources.len() * self.targets.len();
        let mut matrices = vec![Vec::with_capacity(cells); scenarios.len()];
        for (ahead, shared) in work.ahead.iter().zip(&work.shared) {
            for (behind, &shared) in work.behind.iter().zip(shared) {
                let best = lanes::meet(&ahead[..shared], &behind[..shared]);
                matrices.iter_mut().zip(best).for_each(|(matrix, cell)| matrix.push(cell as u32));
            }
        }
        matrices
    }

    /// Costs before customization, each lane with its pieces closed.
    fn close(&self, work: &mut Work, scenarios: &[Vec<u32>]) {
        let directions = if self.two_way { 1 } else { 2 };
        for (costs, open) in [&mut work.up, &mut work.down].into_iter().zip(&self.open).take(directions) {
            costs.iter_mut().zip(open).for_each(|(lane, open)| *lane = [*open as i32; LANES]);
        }
        for (lane, scenario) in scenarios.iter().enumerate() {
            let closed = || scenario.iter().filter_map(|p| self.pieces.get(*p as usize)).flatten();
            closed().for_each(|a| work.closed[*a as usize] = true);
            for &arc in closed() {
                let slot = self.hierarchy.slot[arc as usize];
                if slot == NONE || slot as usize % 2 >= directions {
                    continue;
                }
                let inputs =
                    self.hierarchy.inputs(slot as usize).iter().filter(|a| !work.closed[**a as usize]);
                let least = inputs.map(|a| self.weight[*a as usize]).min().unwrap_or(INFINITY);
                let costs = if slot.is_multiple_of(2) { &mut work.up } else { &mut work.down };
                costs[slot as usize / 2][lane] = least as i32;
            }
            closed().for_each(|a| work.closed[*a as usize] = false);
        }
    }
}

/// Working memory of one core.
struct Work {
    up: Vec<Lane>,
    down: Vec<Lane>,
    closed: Vec<bool>,
    ahead: Vec<Vec<Lane>>,
    behind: Vec<Vec<Lane>>,
    /// Number of ancestors that each source and target share.
    shared: Vec<Vec<usize>>,
}

impl Work {
    fn new(overlay: &Overlay) -> Self {
        let arcs = overlay.hierarchy.up_head.len();
        let meet = |a: &Option<u32>, b: &Option<u32>| match (*a, *b) {
            (Some(a), Some(b)) => overlay.hierarchy.shared(a, b),
            _ => 0,
        };
        let row = |a| overlay.targets.iter().map(|b| meet(a, b)).collect();
        Self {
            up: vec![lanes::FAR; arcs],
            down: vec![lanes::FAR; if overlay.two_way { 0 } else { arcs }],
            closed: vec![false; overlay.weight.len()],
            ahead: vec![Vec::new(); overlay.sources.len()],
            behind: vec![Vec::new(); overlay.targets.len()],
            shared: overlay.sources.iter().map(row).collect(),
        }
    }
}

/// Whether every arc has one back of the same weight that the same pieces close.
fn two_way(hierarchy: &Hierarchy, weight: &[u32], pieces: &[Vec<u32>]) -> bool {
    let mut closed_by = vec![Vec::new(); weight.len()];
    for (piece, arcs) in pieces.iter().enumerate() {
        arcs.iter().for_each(|a| closed_by[*a as usize].push(piece));
    }
    let all = |slot: usize| {
        let arcs = hierarchy.inputs(slot).iter();
        let mut all: Vec<_> = arcs.map(|a| (weight[*a as usize], &closed_by[*a as usize])).collect();
        all.sort_unstable();
        all
    };
    (0..hierarchy.up_head.len()).all(|arc| all(2 * arc) == all(2 * arc + 1))
}

/// The pairs of a table of shortest distances that no third place lies between, with their distance.
///
/// A place `v` stands in for what lies behind it only if it is at a distance above zero: then a shortest way of pairs
/// to any place can be built from its distance downwards, also where places lie at distance zero from each other.
fn direct(table: &[u32], places: usize) -> Vec<(u32, u32, u32)> {
    let row = |v: usize| &table[v * places..(v + 1) * places];
    let of = |from: usize| {
        let (own, mut left) = (row(from), row(from).to_vec());
        left[from] = INFINITY;
        let mut found = Vec::new();
        loop {
            let least = left.iter().copied().min().unwrap_or(INFINITY);
            if least >= INFINITY {
                return found;
            }
            let Some(next) = left.iter().position(|d| *d == least) else { return found };
            found.push((from as u32, next as u32, least));
            left[next] = INFINITY;
            if least > 0 {
                for ((left, own), behind) in left.iter_mut().zip(own).zip(row(next)) {
                    *left = if least + behind <= *own { INFINITY } else { *left };
                }
            }
        }
    };
    (0..places).into_par_iter().flat_map_iter(of).collect()
}
