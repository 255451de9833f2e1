//! A file in, a directed graph with times out: every node of a road, not contracted, without names. For timing engines.

use super::error::OsmError;
use super::read::read_roads;
use super::roads::Roads;
use super::tags::Road;
use crate::RoadClass;
use serde::Deserialize;
use std::io::{Read, Seek};

/// Speeds by class, km/h, where a road tells no maximum.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Speeds {
    pub motorway: f32,
    pub trunk: f32,
    pub primary: f32,
    pub secondary: f32,
    pub tertiary: f32,
    pub unclassified: f32,
    pub residential: f32,
    pub living_street: f32,
    pub service: f32,
    pub track: f32,
    pub unknown: f32,
    pub ferry: f32,
}

impl Speeds {
    /// Reads a table like `data/speeds.toml`; every speed must be above 0.
    pub fn parse(table: &str) -> Result<Self, String> {
        let speeds: Self = toml::from_str(table).map_err(|e| e.to_string())?;
        let slow = CLASSES.iter().find(|c| !(speeds.of(**c) > 0.0 && speeds.of(**c).is_finite()));
        slow.map_or(Ok(speeds), |class| Err(format!("the speed of {class:?} must be above 0 km/h")))
    }

    /// A car, by `data/speeds.toml`.
    pub fn car() -> Result<Self, String> {
        Self::parse(include_str!("../../data/speeds.toml"))
    }

    fn of(&self, class: RoadClass) -> f32 {
        match class {
            RoadClass::Motorway => self.motorway,
            RoadClass::Trunk => self.trunk,
            RoadClass::Primary => self.primary,
            RoadClass::Secondary => self.secondary,
            RoadClass::Tertiary => self.tertiary,
            RoadClass::Unclassified => self.unclassified,
            RoadClass::Residential => self.residential,
            RoadClass::LivingStreet => self.living_street,
            RoadClass::Service => self.service,
            RoadClass::Track => self.track,
            RoadClass::Unknown => self.unknown,
            RoadClass::Ferry => self.ferry,
        }
    }

    /// Metres in a tenth of a second.
    fn pace(&self, road: &Road) -> f64 {
        f64::from(road.max_speed_kmh.unwrap_or_else(|| self.of(road.class))) / 36.0
    }
}

const CLASSES: [RoadClass; 12] = [
    RoadClass::Motorway,
    RoadClass::Trunk,
    RoadClass::Primary,
    RoadClass::Secondary,
    RoadClass::Tertiary,
    RoadClass::Unclassified,
    RoadClass::Residential,
    RoadClass::LivingStreet,
    RoadClass::Service,
    RoadClass::Track,
    RoadClass::Unknown,
    RoadClass::Ferry,
];

/// A directed graph in adjacency arrays. Nodes ascend by their OpenStreetMap id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Graph {
    /// First arc of each node, and the number of arcs at the end.
    pub first_out: Vec<u32>,
    /// Node each arc leads to.
    pub head: Vec<u32>,
    /// Time of each arc, tenths of a second, at least 1.
    pub travel_time: Vec<u32>,
    /// Degrees, by node.
    pub latitude: Vec<f32>,
    /// Degrees, by node.
    pub longitude: Vec<f32>,
    /// OpenStreetMap id, by node.
    pub osm_node_id: Vec<u64>,
}

/// Reads the roads that are open to the public as a graph. Turn restrictions and barriers are left out; arcs between the
/// same nodes stay apart; an arc takes at least a tenth of a second.
pub fn read_graph<R: Read + Seek>(reader: R, speeds: &Speeds) -> Result<Graph, OsmError> {
    Ok(graph(&read_roads(reader, None)?, speeds))
}

/// Calls `f(from, to, tenths of a second)` for each arc.
fn arcs(roads: &Roads, speeds: &Speeds, mut f: impl FnMut(u32, u32, u32)) {
    for (way, nodes) in roads.each() {
        let Some(road) = roads.kind(way).map(|k| &k.road).filter(|r| !r.flags.private) else { continue };
        let pace = speeds.pace(road);
        for pair in nodes.windows(2) {
            let &[from, to] = pair else { continue };
            let (Some(a), Some(b)) = (roads.points.get(from as usize), roads.points.get(to as usize)) else {
                continue;
            };
            let tenths = (a.degrees().distance_km(b.degrees()) * 1000.0 / pace).round().max(1.0) as u32;
            if road.flags.forward {
                f(from, to, tenths);
            }
            if road.flags.backward {
                f(to, from, tenths);
            }
        }
    }
}

fn graph(roads: &Roads, speeds: &Speeds) -> Graph {
    let mut list = Vec::with_capacity(2 * roads.refs.len());
    let mut first_out = vec![0_u32; roads.ids.len() + 1];
    arcs(roads, speeds, |from, to, tenths| {
        list.push((from, to, tenths));
        first_out[from as usize + 1] += 1;
    });
    let mut sum = 0;
    for first in &mut first_out {
        sum += *first;
        *first = sum;
    }
    let mut next = first_out.clone();
    let (mut head, mut travel_time) = (vec![0; list.len()], vec![0; list.len()]);
    for (from, to, tenths) in list {
        let at = next[from as usize] as usize;
        next[from as usize] += 1;
        (head[at], travel_time[at]) = (to, tenths);
    }
    Graph {
        first_out,
        head,
        travel_time,
        latitude: roads.points.iter().map(|p| p.degrees().lat as f32).collect(),
        longitude: roads.points.iter().map(|p| p.degrees().lon as f32).collect(),
        osm_node_id: roads.ids.iter().map(|id| *id as u64).collect(),
    }
}
