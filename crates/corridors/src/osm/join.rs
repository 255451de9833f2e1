//! Roads of one or several files in, one network out.

use super::issues;
use super::roads::{Mark, Notices, Place, Roads, Way};
use super::tags::Road;
use super::turns;
use crate::{Link, Network, Node, NodeId, contract};
use base::{Checked, Issue};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Licence and attribution of OpenStreetMap's data.
pub const LICENCE: &str = "© OpenStreetMap contributors, ODbL 1.0 (openstreetmap.org/copyright)";

/// Joins the roads of files, each with the name that answers give it, and contracts them. A node of several files is one
/// by its id; a way of several files is taken from the one that holds most of it.
/// A file whose ids are another numbering than that of the files before it is told, and meets them nowhere.
pub fn network(mut files: Vec<(String, Roads)>) -> Checked<Network> {
    let mut issues = super::numbering::set_apart(&mut files);
    let Checked { value: draft, issues: more } = draft(&files);
    issues.extend(more);
    let release = files.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(" + ");
    drop(files);
    let mut network = contract(&draft, |_| false);
    (network.release, network.licence) = (release, LICENCE.into());
    Checked { value: network, issues }
}

/// The network before it is contracted.
fn draft(files: &[(String, Roads)]) -> Checked<Network> {
    let mut issues: Vec<Issue> =
        files.iter().flat_map(|(name, roads)| issues::issues(&roads.notices, Some(name))).collect();
    let (chosen, shared) = choose(files);
    if shared > 0 {
        issues.push(issues::overlap(shared));
    }
    let nodes = Joined::new(files);
    let mut draft = Draft::new(&nodes);
    draft.find_stops(&nodes, &chosen);
    draft.make_room(&nodes, &chosen);
    chosen.iter().for_each(|file| draft.add_ways(&nodes, file));
    let mut notices = Notices::new();
    let restrictions = files.iter().flat_map(|(_, roads)| &roads.restrictions);
    draft.network.forbidden_turns = turns::forbidden(&draft.network, restrictions, &mut notices);
    super::barriers::put_up(&mut draft.network, &nodes.marks, |id| {
        draft.places[nodes.ids.binary_search(&id).ok()?]
    });
    issues.extend(issues::issues(&notices, None));
    Checked { value: draft.network, issues }
}

/// The ways to take from a file, with their nodes as places among all nodes.
struct Chosen<'a> {
    roads: &'a Roads,
    ways: Vec<(&'a Way, &'a [u32])>,
    file: usize,
}

/// Each way once, and how many stood in several files.
fn choose<'a>(files: &'a [(String, Roads)]) -> (Vec<Chosen<'a>>, u64) {
    let mut best: HashMap<i64, (usize, usize)> = HashMap::new();
    let mut shared = HashSet::new();
    if files.len() > 1 {
        for (file, (_, roads)) in files.iter().enumerate() {
            let mut lengths: BTreeMap<i64, usize> = BTreeMap::new();
            roads.each().for_each(|(way, nodes)| *lengths.entry(way.id).or_default() += nodes.len());
            for (way, length) in lengths {
                let known = best.entry(way).or_insert((file, length));
                if known.0 != file {
                    shared.insert(way);
                }
                if length > known.1 {
                    *known = (file, length);
                }
            }
        }
    }
    let is_best = |file: usize, way: i64| best.get(&way).is_none_or(|(best, _)| *best == file);
    let chosen = files.iter().enumerate().map(|(file, (_, roads))| {
        let ways = roads.each().filter(|(way, _)| is_best(file, way.id)).collect();
        Chosen { roads, ways, file }
    });
    (chosen.collect(), shared.len() as u64)
}

/// The nodes of all files.
struct Joined<'a> {
    ids: Vec<i64>,
    points: Vec<Place>,
    marks: BTreeMap<i64, &'a Mark>,
    /// By file, the place among all of each of its nodes.
    places: Vec<Vec<u32>>,
    vias: HashSet<i64>,
}

impl<'a> Joined<'a> {
    fn new(files: &'a [(String, Roads)]) -> Self {
        let mut ids: Vec<i64> = files.iter().flat_map(|(_, r)| r.ids.iter().copied()).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut points = vec![Place::default(); ids.len()];
        let (mut marks, mut places, mut vias) = (BTreeMap::new(), Vec::new(), HashSet::new());
        for (_, roads) in files {
            let mut at = 0;
            let mut of_file = Vec::with_capacity(roads.ids.len());
            for (id, point) in roads.ids.iter().zip(&roads.points) {
                while ids.get(at).is_some_and(|other| other < id) {
                    at += 1;
                }
                if let Some(place) = points.get_mut(at) {
                    *place = *point;
                }
                of_file.push(at as u32);
            }
            places.push(of_file);
            marks.extend(
                roads.marks.iter().filter_map(|(at, mark)| Some((*roads.ids.get(*at as usize)?, mark))),
            );
            vias.extend(roads.restrictions.iter().map(|r| r.via));
        }
        Self { ids, points, marks, places, vias }
    }

    /// The place among all nodes of a node of a file.
    fn place(&self, file: usize, node: u32) -> u32 {
        self.places.get(file).and_then(|f| f.get(node as usize)).copied().unwrap_or(0)
    }
}

/// A network in the making: links end wherever ways meet or something is told.
struct Draft {
    network: Network,
    /// Whether links end at a node.
    stops: Vec<bool>,
    /// By place among all nodes, the node of the network, if it is one.
    places: Vec<Option<NodeId>>,
    names: HashMap<String, u32>,
}

impl Draft {
    fn new(nodes: &Joined) -> Self {
        let stops = vec![false; nodes.ids.len()];
        Self {
            network: Network::default(),
            stops,
            places: vec![None; nodes.ids.len()],
            names: HashMap::new(),
        }
    }

    fn find_stops(&mut self, nodes: &Joined, chosen: &[Chosen]) {
        let mut seen = vec![false; nodes.ids.len()];
        for file in chosen {
            for (_, way) in &file.ways {
                for (at, node) in way.iter().enumerate() {
                    let place = nodes.place(file.file, *node) as usize;
                    let is_tip = at == 0 || at + 1 == way.len();
                    let again = std::mem::replace(&mut seen[place], true);
                    self.stops[place] |= is_tip || again;
                }
            }
        }
        let told =
            nodes.marks.iter().filter(|(_, m)| m.name.is_some() || m.barrier.is_some()).map(|(id, _)| id);
        for id in told.chain(&nodes.vias) {
            if let Ok(place) = nodes.ids.binary_search(id) {
                self.stops[place] = true;
            }
        }
    }

    /// Takes the memory that links and their points need, not more.
    fn make_room(&mut self, nodes: &Joined, chosen: &[Chosen]) {
        let (mut links, mut points) = (0, 0);
        for file in chosen {
            for (_, way) in &file.ways {
                let inner = way.get(1..).unwrap_or_default();
                let ends = inner.iter().filter(|n| self.stops[nodes.place(file.file, **n) as usize]).count();
                links += ends;
                points += inner.len() - ends;
            }
        }
        self.network.links.reserve_exact(links);
        self.network.shape.reserve_exact(points);
        self.network.nodes.reserve_exact(self.stops.iter().filter(|s| **s).count());
    }

    fn add_ways(&mut self, nodes: &Joined, file: &Chosen) {
        let mut names = Vec::with_capacity(file.roads.names.len());
        for name in &file.roads.names {
            let next = self.network.names.len() as u32;
            let place = *self.names.entry(name.clone()).or_insert(next);
            if place == next {
                self.network.names.push(name.clone());
            }
            names.push(place);
        }
        for (way, refs) in &file.ways {
            let places: Vec<u32> = refs.iter().map(|node| nodes.place(file.file, *node)).collect();
            let Some(kind) = file.roads.kind(way) else { continue };
            let names = kind.names.iter().filter_map(|n| names.get(*n as usize).copied()).collect();
            self.add_way(nodes, way.id, &kind.road, &places, names);
        }
    }

    fn add_way(&mut self, nodes: &Joined, way: i64, road: &Road, places: &[u32], names: Vec<u32>) {
        let point = |place: &u32| nodes.points[*place as usize].degrees();
        let length = |piece: &[u32]| -> f64 {
            piece.windows(2).map(|p| point(&p[0]).distance_km(point(&p[1])) * 1000.0).sum()
        };
        let whole = length(places);
        let mut start = 0;
        for end in 1..places.len() {
            if !self.stops[places[end] as usize] {
                continue;
            }
            let piece = &places[start..=end];
            start = end;
            let (from, to) = (self.node(nodes, piece[0]), self.node(nodes, piece[piece.len() - 1]));
            let begin = self.network.shape.len() as u32;
            self.network.shape.extend(piece[1..piece.len() - 1].iter().map(point));
            let length_m = length(piece);
            let share = if whole > 0.0 { length_m / whole } else { 0.0 };
            let fords =
                || piece.iter().any(|p| nodes.marks.get(&nodes.ids[*p as usize]).is_some_and(|m| m.ford));
            let mut flags = road.flags;
            flags.ford |= !nodes.marks.is_empty() && fords();
            self.network.links.push(Link {
                from,
                to,
                length_m,
                class: road.class,
                surface: road.surface,
                tracktype: road.tracktype,
                max_speed_kmh: road.max_speed_kmh,
                duration_s: road.duration_s.map(|s| s * share as f32),
                max_weight_t: road.max_weight_t,
                max_height_m: road.max_height_m,
                names: names.clone(),
                flags,
                source_id: way,
                shape: begin..self.network.shape.len() as u32,
            });
        }
    }

    fn node(&mut self, nodes: &Joined, place: u32) -> NodeId {
        if let Some(known) = self.places[place as usize] {
            return known;
        }
        let id = nodes.ids[place as usize];
        let name = nodes.marks.get(&id).and_then(|m| m.name.clone());
        let point = nodes.points[place as usize].degrees();
        self.network.nodes.push(Node { point, source_id: id, name, border: None });
        let node = NodeId(self.network.nodes.len() as u32 - 1);
        self.places[place as usize] = Some(node);
        node
    }
}
