//! Small networks for tests.

use crate::{Link, LinkFlags, Network, Node, NodeId, RoadClass, Surface};
use base::Coordinate;

/// What a link of a test is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LinkKind {
    /// A paved main road, both ways.
    Paved,
    /// Gravel.
    Gravel,
    /// A main road of earth.
    Earth,
    /// Paved, from its first node to its second only.
    OneWay,
}

/// Nodes by name, latitude and longitude; links by names, kilometres and kind.
pub fn network(nodes: &[(&str, f64, f64)], links: &[(&str, &str, f64, LinkKind)]) -> Network {
    let node = |&(name, lat, lon): &(&str, f64, f64)| Node {
        point: Coordinate { lat, lon },
        source_id: 0,
        name: Some(name.to_owned()),
        border: None,
    };
    let at = |name: &str| NodeId(nodes.iter().position(|n| n.0 == name).unwrap() as u32);
    let link = |&(from, to, km, kind): &(&str, &str, f64, LinkKind)| Link {
        from: at(from),
        to: at(to),
        length_m: km * 1000.0,
        class: RoadClass::Primary,
        surface: match kind {
            LinkKind::Gravel => Surface::Gravel,
            LinkKind::Earth => Surface::Earth,
            _ => Surface::Paved,
        },
        tracktype: 0,
        max_speed_kmh: None,
        duration_s: None,
        max_weight_t: None,
        max_height_m: None,
        names: Vec::new(),
        flags: LinkFlags { forward: true, backward: kind != LinkKind::OneWay, ..LinkFlags::default() },
        source_id: 0,
        shape: 0..0,
    };
    Network {
        nodes: nodes.iter().map(node).collect(),
        links: links.iter().map(link).collect(),
        ..Network::default()
    }
}

/// A limit in force since a day and told on it, that reaches nothing yet.
pub fn limit(kind: &str, since: &str) -> crate::Limit {
    let day: base::Date = since.parse().unwrap();
    crate::Limit {
        id: format!("{kind}-{since}"),
        kind: kind.into(),
        stage: crate::Stage::InForce,
        held_back: false,
        disputed: false,
        date: Some(match crate::effects::incident_days(kind) {
            Some(_) => base::Interval::day(day),
            None => base::Interval::since(day),
        }),
        last_confirmed: Some(day),
        reaches: Vec::new(),
        vehicle_classes: Vec::new(),
        commodities: Vec::new(),
        operators: Vec::new(),
        origin_countries: Vec::new(),
        hours: Vec::new(),
        exemptions: Vec::new(),
        sides: Vec::new(),
        evidence: Vec::new(),
    }
}
