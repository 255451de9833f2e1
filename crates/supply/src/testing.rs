//! A small made-up case: two ports, a border post on each way, three zones.

use crate::draw::{Param, Parameter, ParameterId};
use crate::range::Range;
use crate::tables::*;
use crate::ways::{Frame, Ground};
use base::{Coordinate, Country, Date, Interval};
use corridors::{Classes, CorridorSpec, Limit, Network, Reach, Spot, Stage, read_geojson};

/// Harbour – Ford – West Post – Mill on R1 with a gravel way round by Hill; Quay – East Gate – Mill on R2; Farm beyond Mill
/// and Mine off R1. A degree of longitude is about 109 km there.
const ROADS: &str = r#"{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"name": "Harbour", "kind": "port"}, "geometry": {"type": "Point", "coordinates": [0, 10]}},
{"type": "Feature", "properties": {"name": "Ford", "kind": "town"}, "geometry": {"type": "Point", "coordinates": [1, 10]}},
{"type": "Feature", "properties": {"name": "West Post", "kind": "border", "countries": ["SEN", "MLI"], "border_hours": 10}, "geometry": {"type": "Point", "coordinates": [2, 10]}},
{"type": "Feature", "properties": {"name": "Mill", "kind": "town"}, "geometry": {"type": "Point", "coordinates": [3, 10]}},
{"type": "Feature", "properties": {"name": "Hill", "kind": "town"}, "geometry": {"type": "Point", "coordinates": [1.5, 9]}},
{"type": "Feature", "properties": {"name": "East Gate", "kind": "border", "countries": ["CIV", "MLI"], "border_hours": 10}, "geometry": {"type": "Point", "coordinates": [4, 10]}},
{"type": "Feature", "properties": {"name": "Quay", "kind": "port"}, "geometry": {"type": "Point", "coordinates": [6, 10]}},
{"type": "Feature", "properties": {"name": "Farm", "kind": "town"}, "geometry": {"type": "Point", "coordinates": [3, 11]}},
{"type": "Feature", "properties": {"name": "Mine", "kind": "town"}, "geometry": {"type": "Point", "coordinates": [2.5, 10.5]}},
{"type": "Feature", "properties": {"from": "Harbour", "to": "Ford", "ref": "R1", "class": "trunk", "surface": "paved", "length_km": 110}, "geometry": {"type": "LineString", "coordinates": [[0, 10], [1, 10]]}},
{"type": "Feature", "properties": {"from": "Ford", "to": "West Post", "ref": "R1", "class": "trunk", "surface": "paved", "length_km": 110}, "geometry": {"type": "LineString", "coordinates": [[1, 10], [2, 10]]}},
{"type": "Feature", "properties": {"from": "West Post", "to": "Mill", "ref": "R1", "class": "trunk", "surface": "paved", "length_km": 110}, "geometry": {"type": "LineString", "coordinates": [[2, 10], [3, 10]]}},
{"type": "Feature", "properties": {"from": "Harbour", "to": "Hill", "class": "primary", "surface": "gravel", "length_km": 220}, "geometry": {"type": "LineString", "coordinates": [[0, 10], [1.5, 9]]}},
{"type": "Feature", "properties": {"from": "Hill", "to": "Mill", "class": "primary", "surface": "gravel", "length_km": 220}, "geometry": {"type": "LineString", "coordinates": [[1.5, 9], [3, 10]]}},
{"type": "Feature", "properties": {"from": "Mill", "to": "East Gate", "ref": "R2", "class": "trunk", "surface": "paved", "length_km": 110}, "geometry": {"type": "LineString", "coordinates": [[3, 10], [4, 10]]}},
{"type": "Feature", "properties": {"from": "East Gate", "to": "Quay", "ref": "R2", "class": "trunk", "surface": "paved", "length_km": 220}, "geometry": {"type": "LineString", "coordinates": [[4, 10], [6, 10]]}},
{"type": "Feature", "properties": {"from": "Mill", "to": "Farm", "ref": "R3", "class": "trunk", "surface": "paved", "length_km": 110}, "geometry": {"type": "LineString", "coordinates": [[3, 10], [3, 11]]}},
{"type": "Feature", "properties": {"from": "West Post", "to": "Mine", "ref": "R4", "class": "trunk", "surface": "paved", "length_km": 80}, "geometry": {"type": "LineString", "coordinates": [[2, 10], [2.5, 10.5]]}},
{"type": "Feature", "properties": {"from": "Ford", "to": "Hill", "ref": "R1", "class": "primary", "surface": "gravel", "length_km": 120}, "geometry": {"type": "LineString", "coordinates": [[1, 10], [1.5, 9]]}}
]}"#;

/// A day, by its text.
pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// The case.
pub struct Small {
    pub network: Network,
    pub classes: Classes,
    pub corridors: Vec<CorridorSpec>,
    pub tables: Tables,
}

impl Small {
    pub fn new() -> Self {
        let network = read_geojson(ROADS).unwrap();
        assert!(network.issues.is_empty(), "{:?}", network.issues);
        let spot = |name: &&str| Spot { name: (*name).to_owned(), point: None };
        let waypoints = ["Harbour", "Ford", "West Post", "Mill"].iter().map(spot).collect();
        let corridor =
            CorridorSpec { name: "Western".into(), names: vec!["Western".into(), "Ouest".into()], waypoints };
        Self {
            network: network.value,
            classes: Classes::built_in().unwrap(),
            corridors: vec![corridor],
            tables: tables(),
        }
    }

    /// A frame, whatever is told of it.
    pub fn told(&self) -> base::Checked<Frame<'_>> {
        let (network, classes) = (&self.network, &self.classes);
        let ground = Ground { network, classes, corridors: &self.corridors, places: &[], lands: &[] };
        Frame::new(&self.tables, ground, [day("2025-01-01"), day("2025-03-31")])
    }

    /// A frame of which nothing is told.
    pub fn frame(&self) -> Frame<'_> {
        let frame = self.told();
        assert!(frame.issues.is_empty(), "{:?}", frame.issues);
        frame.value
    }
}

/// A limit in force since a day and told on it.
pub fn limit(id: &str, kind: &str, since: &str, reaches: Vec<Reach>) -> Limit {
    let date = Some(Interval::since(day(since)));
    let limit = crate::scenario::blank(id, kind);
    Limit { stage: Stage::InForce, date, last_confirmed: Some(day(since)), reaches, ..limit }
}

/// All along a road.
pub fn road(name: &str) -> Vec<Reach> {
    vec![Reach::Road { name: name.into(), stops: Vec::new(), country: None }]
}

/// Around a point.
pub fn around(lat: f64, lon: f64) -> Vec<Reach> {
    vec![Reach::Around { place: Spot { name: "there".into(), point: Coordinate::new(lat, lon) }, km: 5.0 }]
}

fn tables() -> Tables {
    let mut parameters = Vec::new();
    let mut value = |best: f64| {
        let range = Range::certain(best);
        let id = ParameterId(format!("par-{}", parameters.len()));
        let (name, unit, source) = (String::new(), String::new(), String::new());
        parameters.push(Parameter { id, name, range, unit, source, factor: 1.0, ..Parameter::default() });
        parameters.len() - 1
    };
    macro_rules! par {
        ($best:expr) => {
            Param::at(value($best))
        };
    }
    let name = |n: &str| Name { fr: n.into(), en: n.into() };
    let goods = |id: &str, class: &str, words: &[&str]| Commodity {
        id: id.into(),
        name: name(id),
        goods: words.iter().map(|w| (*w).to_owned()).collect(),
        class: class.into(),
        density: None,
        priority: 2,
        value: None,
    };
    let port = |name: &str, country: &str| Port {
        name: name.into(),
        country: Country::new(country),
        capacity: None,
        hours: None,
        cost: None,
    };
    let crossing = |name: &str| Crossing { name: name.into(), capacity: None, hours: None, cost: None };
    let zone = |name: &str| Zone { name: name.into(), place: name.into(), people: None, admin2: Vec::new() };
    let mut demands = Vec::new();
    for zone in 0..3 {
        for commodity in 0..2 {
            demands.push(Demand {
                zone: ZoneIx(zone),
                commodity: CommodityIx(commodity),
                rate: par!(100.0),
                domestic: None,
                stock: Some(Stock::Cover(par!(10.0))),
            });
        }
    }
    let carriers = vec![Carrier {
        name: "River Lines".into(),
        commodities: vec![CommodityIx(0)],
        ports: vec![],
        share: par!(0.25),
    }];
    let assumptions = Assumptions {
        choice: par!(0.0002),
        hour_cost: par!(100.0),
        restricted_passes: par!(0.5),
        slowed_passes: par!(0.95),
        incident_passes: par!(0.9),
        room: par!(0.5),
        change_cost: par!(1000.0),
        ration_below: par!(5.0),
        ration_to: par!(0.7),
        refill: par!(0.1),
        short_below: par!(7.0),
    };
    Tables {
        currency: "XOF".into(),
        commodities: vec![
            goods("diesel", "tanker", &["fuel", "diesel"]),
            goods("cereals", "truck", &["food", "cereals"]),
        ],
        ports: vec![port("Harbour", "SEN"), port("Quay", "CIV")],
        crossings: vec![crossing("West Post"), crossing("East Gate")],
        carriers,
        zones: vec![zone("Mill"), zone("Farm"), zone("Mine")],
        demands,
        shares: Vec::new(),
        compared: Vec::new(),
        figures: Vec::new(),
        sectors: Vec::new(),
        remittances: Vec::new(),
        assumptions,
        parameters,
    }
}
