use super::*;
use base::{Date, Interval};
use corridors::{Classes, CorridorSpec, Network, Reach, Spot, Stage, read_geojson};
use proptest::prelude::*;
use supply::{Bound, Draws, Tables, prepare};

/// Harbour – Ford – Mill on the main road and a way round by Hill; Quay beyond Mill.
const ROADS: &str = r#"{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"name": "Harbour", "kind": "port"}, "geometry": {"type": "Point", "coordinates": [-12, 14]}},
{"type": "Feature", "properties": {"name": "Ford", "kind": "town"}, "geometry": {"type": "Point", "coordinates": [-11, 14]}},
{"type": "Feature", "properties": {"name": "Mill", "kind": "town"}, "geometry": {"type": "Point", "coordinates": [-10, 14]}},
{"type": "Feature", "properties": {"name": "Hill", "kind": "town"}, "geometry": {"type": "Point", "coordinates": [-11, 13]}},
{"type": "Feature", "properties": {"name": "Quay", "kind": "port"}, "geometry": {"type": "Point", "coordinates": [-8, 14]}},
{"type": "Feature", "properties": {"from": "Harbour", "to": "Ford", "ref": "R1", "class": "trunk", "surface": "paved", "length_km": 115}, "geometry": {"type": "LineString", "coordinates": [[-12, 14], [-11, 14]]}},
{"type": "Feature", "properties": {"from": "Ford", "to": "Mill", "ref": "R1", "class": "trunk", "surface": "paved", "length_km": 115}, "geometry": {"type": "LineString", "coordinates": [[-11, 14], [-10, 14]]}},
{"type": "Feature", "properties": {"from": "Harbour", "to": "Hill", "class": "primary", "surface": "gravel", "length_km": 170}, "geometry": {"type": "LineString", "coordinates": [[-12, 14], [-11, 13]]}},
{"type": "Feature", "properties": {"from": "Hill", "to": "Mill", "class": "primary", "surface": "gravel", "length_km": 170}, "geometry": {"type": "LineString", "coordinates": [[-11, 13], [-10, 14]]}},
{"type": "Feature", "properties": {"from": "Mill", "to": "Quay", "ref": "R2", "class": "trunk", "surface": "paved", "length_km": 220}, "geometry": {"type": "LineString", "coordinates": [[-10, 14], [-8, 14]]}}
]}"#;

const TABLES: &str = r#"
currency = "XOF"
[[commodities]]
id = "diesel"
name = { fr = "gazole", en = "diesel" }
goods = ["fuel", "diesel"]
class = "tanker"
priority = 2
[[ports]]
name = "Harbour"
country = "SEN"
source = "made by hand"
[[ports]]
name = "Quay"
country = "CIV"
source = "made by hand"
[[zones]]
name = "Mill"
source = "made by hand"
[[demand]]
zone = "Mill"
commodity = "diesel"
rate = { low = 80, best = 100, high = 120, unit = "t/day" }
cover = { low = 4, best = 5, high = 6, unit = "days" }
date = "2025"
source = "made by hand"
"#;

const START: &str = "2025-08-02";
const ASKED: usize = 40;
const AHEAD: u32 = 30;

struct Small {
    network: Network,
    classes: Classes,
    corridors: Vec<CorridorSpec>,
    tables: Tables,
    limits: Vec<Limit>,
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn limit(id: &str, kind: &str, stage: Stage, since: &str, road: &str) -> Limit {
    Limit {
        id: id.into(),
        kind: kind.into(),
        stage,
        held_back: false,
        disputed: false,
        date: Some(Interval { start: Some(day(since)), end: None }),
        last_confirmed: Some(day(since)),
        reaches: vec![Reach::Road { name: road.into(), stops: Vec::new(), country: None }],
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

impl Small {
    fn new() -> Self {
        let spot = |name: &&str| Spot { name: (*name).to_owned(), point: None };
        let waypoints = ["Harbour", "Ford", "Mill"].iter().map(spot).collect();
        let names = vec!["Harbour–Mill".to_owned()];
        Self {
            network: read_geojson(ROADS).unwrap().value,
            classes: Classes::built_in().unwrap(),
            corridors: vec![CorridorSpec { name: names[0].clone(), names, waypoints }],
            tables: Tables::parse(TABLES, "supply.toml").unwrap().value,
            limits: vec![
                limit("closed", "blockade", Stage::InForce, "2025-08-20", "R1"),
                limit("told", "closure", Stage::Announced, "2025-09-01", "R2"),
                limit("attack", "armed_attack", Stage::InForce, "2025-09-05", "R2"),
            ],
        }
    }

    /// Does something with a sweep of this seed.
    fn with<T>(&self, seed: u64, what: impl FnOnce(&Sweep<'_>, &Frame<'_>, &[Held<'_>]) -> T) -> T {
        let (network, classes) = (&self.network, &self.classes);
        let ground = supply::Ground { network, classes, corridors: &self.corridors, places: &[], lands: &[] };
        let frame = Frame::new(&self.tables, ground, [day(START), day("2025-10-31")]);
        assert!(frame.issues.is_empty(), "{:?}", frame.issues);
        let frame = frame.value;
        let bounds: Vec<Bound> = self.limits.iter().map(|limit| frame.bind(limit).value).collect();
        let grades = |limit: &Limit| {
            let mut grades = supply::recorded(limit, day(START), ASKED + 1);
            let stays = grades[ASKED];
            grades.extend(std::iter::repeat_n(stays, AHEAD as usize));
            grades
        };
        let held = bounds.iter().zip(&self.limits);
        let held: Vec<Held<'_>> = held.map(|(bound, limit)| Held { bound, grades: grades(limit) }).collect();
        let calm = frame.course(day(START), 1, 0, &[], false);
        let prepared = prepare(&self.tables, &calm.ways, &calm.undisturbed, Draws { count: 5, seed });
        let ground = Ground {
            frame: &frame,
            prepared: &prepared,
            limits: &self.limits,
            held: &held,
            start: day(START),
            asked: ASKED,
            ahead: AHEAD,
        };
        what(&Sweep::new(ground, seed), &frame, &held)
    }
}

#[test]
fn with_nothing_drawn_a_sweep_is_the_answer_of_supply() {
    let small = Small::new();
    small.with(1, |sweep, frame, held| {
        let found = sweep.as_recorded().unwrap();
        let course =
            frame.course(day(START), ASKED + 1 + AHEAD as usize, ASKED + AHEAD as usize, held, false);
        let impact = supply::impact(&small.tables, &course, Draws { count: 0, seed: 1 }).value;
        assert_eq!(impact.zones.len(), 1);
        let [unmet, lowest, last, empty, before] = found.zone(0);
        let all = impact.zones[0].unmet_in_all.best.0;
        assert!(all > 100.0, "a case that lacks nothing shows nothing");
        assert!((unmet + before - all).abs() < all * 1e-6, "{unmet} {before} {all}");
        assert!((last - impact.zones[0].cover.best.0).abs() < 1e-5);
        assert!(lowest <= last && empty > 0.0);
        assert_eq!(found.corridor(1, 0), [0.0, f64::from(AHEAD)], "the road stays closed");
        assert!(found.error() < 1e-9);
    });
}

#[test]
fn futures_differ_and_lie_about_what_is_recorded() {
    Small::new().with(1, |sweep, _, _| {
        let batch = sweep.batch(0, 300);
        assert!(batch.issues.is_empty(), "{:?}", batch.issues);
        assert_eq!(batch.value.numbers.len(), 300 * sweep.width());
        let pooled = sweep.pool(&[batch.value], &["diesel".to_owned()]);
        let zone = &pooled.zones[0];
        assert!(zone.unmet.p05 < zone.unmet.p50 && zone.unmet.p50 < zone.unmet.p95, "{zone:?}");
        assert!(zone.p_stock_out > 0.1 && zone.lowest_cover_days.p05 <= zone.cover_days.p05);
        let line = &pooled.corridors[0];
        assert_eq!((line.corridor.as_str(), line.commodity.as_str()), ("Harbour–Mill", "diesel"));
        assert!((line.open + line.restricted + line.closed - 1.0).abs() < 1e-5);
        assert!(line.closed > 0.2 && line.open > 0.05, "{line:?}");
    });
}

#[test]
fn threads_change_no_byte() {
    let small = Small::new();
    let by = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| small.with(7, |sweep, _, _| sweep.batch(0, 60).value.to_bytes()))
    };
    let one = by(1);
    assert!([2, 3].into_iter().all(|threads| by(threads) == one));
    assert_ne!(one, small.with(8, |sweep, _, _| sweep.batch(0, 60).value.to_bytes()), "another seed");
}

#[test]
fn bytes_that_are_no_batch_are_none() {
    let batch = Batch { first: 3, count: 2, numbers: vec![1.0, f32::INFINITY, 2.5, -0.0] };
    let bytes = batch.to_bytes();
    assert_eq!(Batch::from_bytes(&bytes), Some(batch));
    for broken in [&bytes[..bytes.len() - 1], &bytes[..bytes.len() - 4], &bytes[..4], &[]] {
        assert_eq!(Batch::from_bytes(broken), None);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn batches_in_any_order_and_of_any_size_pool_to_the_same(
        seed in 0u64..50,
        cuts in prop::collection::btree_set(1u32..40, 0..4),
        turn in 0usize..4,
    ) {
        let pooled = Small::new().with(seed, |sweep, _, _| {
            let goods = ["diesel".to_owned()];
            let whole = sweep.pool(&[sweep.batch(0, 40).value], &goods);
            let ends: Vec<u32> = cuts.iter().copied().chain([40]).collect();
            let firsts = std::iter::once(0).chain(cuts.iter().copied());
            let mut parts: Vec<Batch> =
                firsts.zip(&ends).map(|(first, end)| sweep.batch(first, end - first).value).collect();
            let turn = turn % parts.len();
            parts.rotate_left(turn);
            (whole, sweep.pool(&parts, &goods))
        });
        prop_assert_eq!(pooled.0, pooled.1);
    }
}
