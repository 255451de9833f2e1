use super::*;
use crate::limit::{Reach, Stage};
use crate::reach::Places;
use crate::snap::Labels;
use crate::testing::{LinkKind, limit, network};
use crate::{Border, LinkId, NodeId};
use base::{Coordinate, Country};
use proptest::prelude::*;

/// West – Ford – Mill – East on the road R1, and a way round by South. A degree of longitude is about 109 km there.
fn roads() -> Network {
    let mut net = network(
        &[
            ("West", 10.0, 0.0),
            ("Ford", 10.0, 1.0),
            ("Mill", 10.0, 2.0),
            ("East", 10.0, 3.0),
            ("South", 9.0, 1.5),
        ],
        &[
            ("West", "Ford", 115.0, LinkKind::Paved),
            ("Ford", "Mill", 115.0, LinkKind::Paved),
            ("Mill", "East", 115.0, LinkKind::Paved),
            ("Ford", "South", 140.0, LinkKind::Paved),
            ("South", "Mill", 140.0, LinkKind::Paved),
        ],
    );
    net.names = vec!["R1".into()];
    net.links.iter_mut().take(3).for_each(|l| l.names = vec![0]);
    let countries = ["SEN", "MLI"].map(|c| Country::new(c).unwrap());
    net.nodes[1].border = Some(Border { name: "Ford post".into(), countries, hours: Some(10.0) });
    net
}

fn spot(name: &str) -> Spot {
    Spot { name: name.into(), point: None }
}

fn with<T>(limits: &[Limit], class: &str, look: impl Fn(&Assessment<'_>, &[base::Issue]) -> T) -> T {
    let (net, classes) = (roads(), Classes::built_in().unwrap());
    let spec = CorridorSpec {
        name: "West–East".into(),
        names: vec!["West–East".into()],
        waypoints: vec![spot("West"), spot("East")],
    };
    let assessed = assess(&Input {
        network: &net,
        classes: &classes,
        profile: classes.get(class).unwrap(),
        corridors: &[spec],
        limits,
        places: &[],
        question: &Question::on("2025-09-10".parse().unwrap()),
    });
    look(&assessed.value, &assessed.issues)
}

fn reaching(kind: &str, reach: Reach) -> Limit {
    Limit { reaches: vec![reach], ..limit(kind, "2025-09-05") }
}

fn told(limit: Limit) -> Vec<u32> {
    with(&[limit], "truck", |a, _| a.statuses.links().map(|l| l.0).collect())
}

#[test]
fn reaches_find_their_links() {
    let point = |lat, lon| Coordinate::new(lat, lon).unwrap();
    let road =
        |stops: &[&str]| Reach::Road { name: "r 1".into(), stops: stops.iter().map(|s| spot(s)).collect() };
    assert_eq!(told(reaching("closure", road(&[]))), [0, 1, 2]);
    assert_eq!(told(reaching("closure", road(&["Ford", "East"]))), [1, 2]);
    assert_eq!(told(reaching("closure", Reach::Around { place: spot("Mill"), km: 10.0 })), [1, 2, 4]);
    let between = Spot { name: "a hamlet".into(), point: Some(point(10.05, 0.5)) };
    assert_eq!(told(reaching("closure", Reach::Around { place: between, km: 10.0 })), [0]);
    assert_eq!(told(reaching("closure", Reach::Border { post: spot("ford post") })), [0, 1, 3]);
    assert_eq!(told(reaching("closure", Reach::Corridor { name: "West-East".into() })), [0, 1, 2]);
    let east = Reach::Area {
        name: "the east".into(),
        inside: vec![point(10.0, 2.9)],
        outside: vec![point(10.0, 2.0), point(10.0, 1.0)],
    };
    assert_eq!(told(reaching("closure", east)), [2]);
    let at_the_post = Reach::Area {
        name: "the west".into(),
        inside: vec![point(10.0, 0.0), point(10.0, 1.0)],
        outside: vec![point(10.0, 2.0), point(9.0, 1.5)],
    };
    assert_eq!(told(reaching("curfew", at_the_post)), [0], "not over the border post at Ford");
}

#[test]
fn a_road_that_the_network_lacks_is_told_with_its_nearest_names() {
    let lost = reaching("closure", Reach::Road { name: "R2".into(), stops: vec![] });
    with(&[lost], "truck", |assessed, issues| {
        assert_eq!(assessed.statuses.links().count(), 0);
        assert_eq!(issues.len(), 1);
        assert_eq!(issues[0].help.as_deref(), Some("nearest names: R1"));
    });
}

#[test]
fn a_road_number_is_one_however_it_is_written() {
    let mut net = roads();
    net.names = vec!["RN1".into()];
    let (roads, labels) = (Roads::new(&net), Labels::new(&net, &[]));
    let places = Places { roads: &roads, labels: &labels, corridors: &[] };
    for name in ["RN1", "RN 1", "N1", "rn-01", "Route nationale n° 1", "National Route 1"] {
        let found = places.links("x", &Reach::Road { name: name.into(), stops: vec![] }).unwrap();
        assert_eq!(found.into_iter().map(|l| l.0).collect::<Vec<_>>(), [0, 1, 2], "{name}");
    }
    let missing = places.links("x", &Reach::Road { name: "N11".into(), stops: vec![] }).unwrap_err();
    assert_eq!(missing.help.as_deref(), Some("nearest names: RN1"));
}

#[test]
fn a_road_is_followed_over_turns_that_are_forbidden() {
    let mut net = roads();
    net.forbidden_turns = vec![(LinkId(0), NodeId(1), LinkId(1))];
    let (roads, labels) = (Roads::new(&net), Labels::new(&net, &[]));
    let places = Places { roads: &roads, labels: &labels, corridors: &[] };
    let road = Reach::Road { name: "R1".into(), stops: vec![spot("West"), spot("Mill")] };
    assert_eq!(places.links("x", &road).unwrap().into_iter().map(|l| l.0).collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn a_corridor_is_cut_at_towns_and_its_borders_take_their_hours() {
    with(&[], "truck", |assessed, issues| {
        assert!(issues.is_empty());
        let corridor = &assessed.corridors[0];
        let names: Vec<_> =
            corridor.sections.iter().map(|s| (s.name.as_str(), s.from.as_str(), s.to.as_str())).collect();
        assert_eq!(names, [("R1", "West", "Ford"), ("R1", "Ford", "Mill"), ("R1", "Mill", "East")]);
        let waiting = corridor.sections[0].hours - corridor.sections[2].hours;
        assert!((waiting - 0.75 * 5.0).abs() < 1e-9, "half of the post’s hours on either side: {waiting}");
        assert_eq!(assessed.told(&corridor.sections[0]).status, Passability::Unknown);
    });
}

#[test]
fn all_reasons_of_a_link_are_kept_and_the_worst_first() {
    let around = || Reach::Around { place: spot("Mill"), km: 10.0 };
    let limits = [
        reaching("toll", around()),
        Limit { last_confirmed: Some("2025-09-09".parse().unwrap()), ..reaching("blockade", around()) },
        Limit { stage: Stage::Denied, ..reaching("checkpoint", around()) },
    ];
    with(&limits, "truck", |assessed, _| {
        let told = assessed.told(&assessed.corridors[0].sections[1]);
        assert_eq!((told.status, told.age_days), (Passability::Closed, Some(1)));
        assert_eq!(told.reasons.iter().map(|r| r.kind.as_str()).collect::<Vec<_>>(), ["blockade", "toll"]);
        assert_eq!(assessed.count()[&Passability::Closed], 3);
    });
}

#[test]
fn a_waypoint_off_the_network_and_a_class_without_roads_are_issues() {
    let (mut net, classes) = (roads(), Classes::built_in().unwrap());
    net.links.iter_mut().for_each(|l| l.max_weight_t = Some(1.0));
    let far = Spot { name: "Far town".into(), point: Coordinate::new(20.0, 0.0) };
    let spec = CorridorSpec { name: "far".into(), names: vec![], waypoints: vec![spot("West"), far] };
    let assessed = assess(&Input {
        network: &net,
        classes: &classes,
        profile: classes.get("tanker").unwrap(),
        corridors: &[spec],
        limits: &[],
        places: &[],
        question: &Question::on("2025-09-10".parse().unwrap()),
    });
    let said: Vec<_> = assessed.issues.iter().map(|i| i.code.as_str()).collect();
    assert_eq!(said, ["waypoint-far", "class-nowhere"]);
    assert!(
        assessed.issues[0].message.contains("1112 km from the nearest road"),
        "{}",
        assessed.issues[0].message
    );
}

#[test]
fn places_name_nodes_that_have_no_name() {
    let mut net = roads();
    net.nodes[4].name = None;
    let near = Spot { name: "Southend".into(), point: Coordinate::new(9.01, 1.5) };
    let labels = Labels::new(&net, &[near]);
    assert_eq!(labels.name(NodeId(4)), Some("Southend"));
}

const KINDS: [&str; 8] = [
    "blockade",
    "closure",
    "curfew",
    "commodity_ban",
    "toll",
    "armed_attack",
    "operator_suspension",
    "damage",
];

prop_compose! {
    /// Any limit that is no news of a way being open.
    fn any_limit()(
        kind in 0..KINDS.len(),
        since in 1u8..28,
        stage in prop_oneof![Just(Stage::Announced), Just(Stage::InForce), Just(Stage::Denied), Just(Stage::Lapsed)],
        told in (any::<bool>(), any::<bool>()),
        fuel in any::<bool>(),
        place in 0usize..5,
        id in 0u32..1000,
    ) -> Limit {
        let name = ["West", "Ford", "Mill", "East", "South"][place];
        Limit {
            id: format!("limit-{id}"),
            stage,
            held_back: told.0,
            disputed: told.1,
            commodities: if fuel { vec!["fuel".into()] } else { vec![] },
            reaches: vec![Reach::Around { place: spot(name), km: 10.0 }],
            ..limit(KINDS[kind], &format!("2025-09-{since:02}"))
        }
    }
}

fn statuses(limits: &[Limit], class: &str) -> Vec<Passability> {
    with(limits, class, |a, _| (0..5).map(|l| a.statuses.of(LinkId(l))).collect())
}

proptest! {
    #[test]
    fn another_constraint_makes_no_link_more_passable(
        limits in proptest::collection::vec(any_limit(), 0..5),
        more in any_limit(),
    ) {
        for class in ["tanker", "ambulance"] {
            let before = statuses(&limits, class);
            let after = statuses(&[limits.clone(), vec![more.clone()]].concat(), class);
            prop_assert!(before.iter().zip(&after).all(|(b, a)| b <= a), "{before:?} {after:?}");
            prop_assert!(after.iter().all(|s| *s != Passability::Open), "no news became open");
        }
    }

    #[test]
    fn the_order_of_constraints_does_not_matter(mut limits in proptest::collection::vec(any_limit(), 0..6)) {
        let before = statuses(&limits, "tanker");
        limits.reverse();
        prop_assert_eq!(before, statuses(&limits, "tanker"));
    }
}
