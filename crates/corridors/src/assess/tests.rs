use super::*;
use crate::land::Lands;
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
    net.nodes[1].border =
        Some(Border { name: "Ford post".into(), countries: Some(countries), hours: Some(10.0) });
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
        lands: &[],
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
    let road = |stops: &[&str]| Reach::Road {
        name: "r 1".into(),
        stops: stops.iter().map(|s| spot(s)).collect(),
        country: None,
    };
    assert_eq!(told(reaching("closure", road(&[]))), [0, 1, 2]);
    assert_eq!(told(reaching("closure", road(&["Ford", "East"]))), [1, 2]);
    assert_eq!(told(reaching("closure", Reach::Around { place: spot("Mill"), km: 10.0 })), [1, 2, 4]);
    let between = Spot { name: "a hamlet".into(), point: Some(point(10.05, 0.5)) };
    assert_eq!(told(reaching("closure", Reach::Around { place: between, km: 10.0 })), [0]);
    assert_eq!(told(reaching("closure", Reach::Border { post: spot("ford post") })), [0, 1, 3]);
    let border = |codes: &[&str]| {
        let countries = codes.iter().map(|c| Country::new(c).unwrap()).collect();
        Reach::Frontier { name: "the border".into(), countries }
    };
    assert_eq!(told(reaching("closure", border(&["MLI", "SEN"]))), [0, 1, 3]);
    assert_eq!(told(reaching("closure", border(&["SEN"]))), [0, 1, 3]);
    assert_eq!(told(reaching("closure", border(&["MLI", "GIN"]))), [0; 0]);
    assert_eq!(told(reaching("closure", Reach::Everywhere)), [0, 1, 2, 3, 4]);
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
    let lost = reaching("closure", Reach::Road { name: "R2".into(), stops: vec![], country: None });
    with(&[lost], "truck", |assessed, issues| {
        assert_eq!(assessed.statuses.links().count(), 0);
        assert_eq!(issues.len(), 1);
        assert_eq!(issues[0].help.as_deref(), Some("nearest names: R1"));
    });
}

#[test]
fn a_road_without_its_name_or_its_places_is_presumed_aloud() {
    let road = |name: &str, stops: &[&str]| {
        let stops = stops.iter().map(|s| spot(s)).collect();
        reaching("closure", Reach::Road { name: name.into(), stops, country: None })
    };
    let said = |limit: Limit| {
        with(&[limit], "truck", |assessed, issues| {
            let codes: Vec<String> = issues.iter().map(|i| i.code.to_string()).collect();
            (codes.join(" "), assessed.statuses.links().map(|l| l.0).collect::<Vec<_>>())
        })
    };
    assert_eq!(said(road("R1", &["Ford", "East"])), (String::new(), vec![1, 2]));
    assert_eq!(said(road("R7", &["Ford", "East"])), ("limit-presumed".into(), vec![1, 2]));
    assert_eq!(said(road("R1", &["Atlantis", "Utopia"])), ("limit-wide".into(), vec![0, 1, 2]));
    assert_eq!(said(road("R7", &["Atlantis", "Utopia"])), ("limit-nowhere".into(), vec![]));
}

#[test]
fn a_road_number_is_one_however_it_is_written() {
    let mut net = roads();
    net.names = vec!["RN1".into()];
    let (roads, labels) = (Roads::new(&net), Labels::new(&net, &[]));
    let places = Places {
        roads: &roads,
        labels: &labels,
        corridors: &[],
        lands: Lands { network: &net, places: &[] },
    };
    for name in ["RN1", "RN 1", "N1", "rn-01", "Route nationale n° 1", "National Route 1"] {
        let found = places.links("x", &Reach::Road { name: name.into(), stops: vec![], country: None }).value;
        assert_eq!(found.into_iter().map(|l| l.0).collect::<Vec<_>>(), [0, 1, 2], "{name}");
    }
    let missing = places.links("x", &Reach::Road { name: "N11".into(), stops: vec![], country: None }).issues;
    assert_eq!(missing[0].help.as_deref(), Some("nearest names: RN1"));
}

/// The links of a reach on [`roads`], with West in Senegal and the rest in Mali; and the codes of what is said.
fn found(reach: Reach) -> (Vec<u32>, Vec<String>) {
    let mut net = roads();
    net.names = vec!["RN1".into()];
    let country = |c| Country::new(c).unwrap();
    let lands: Vec<Land> =
        net.nodes.iter().map(|n| n.point).zip(["SEN", "MLI", "MLI", "MLI"].map(country)).collect();
    // A post lies in two countries: the road to it is told by its other end.
    let (roads, labels) = (Roads::new(&net), Labels::new(&net, &[]));
    let lands = Lands { network: &net, places: &lands };
    let places = Places { roads: &roads, labels: &labels, corridors: &[], lands };
    let found = places.links("x", &reach);
    (found.value.iter().map(|l| l.0).collect(), found.issues.into_iter().map(|i| i.code).collect())
}

fn number(country: Option<&str>) -> Reach {
    Reach::Road { name: "RN 1".into(), stops: vec![], country: country.and_then(Country::new) }
}

#[test]
fn a_road_number_of_two_countries_is_narrowed_to_the_one_told_and_never_widened() {
    let none: Vec<String> = vec![];
    assert_eq!(found(number(Some("SEN"))), (vec![0], none.clone()));
    assert_eq!(found(number(Some("MLI"))), (vec![1, 2], none));
    assert_eq!(found(number(None)), (vec![], vec!["limit-ambiguous".to_owned()]));
    assert_eq!(found(number(Some("GIN"))), (vec![], vec!["limit-nowhere".to_owned()]));
}

#[test]
fn a_road_told_of_at_a_place_is_meant_there() {
    let on = |part: Reach| Reach::On { road: Box::new(number(Some("MLI"))), part: Box::new(part) };
    let around = |name: &str| Reach::Around { place: spot(name), km: 10.0 };
    assert_eq!(found(on(around("East"))).0, [2], "not all of it");
    assert_eq!(found(on(around("Mill"))).0, [1, 2], "and no other road there");
    assert_eq!(found(on(around("South"))).0, [3, 4], "it does not come near: the place counts");
    assert_eq!(found(on(around("Nowhere"))), (vec![], vec!["limit-nowhere".to_owned()]));
    let point = |lat, lon| Coordinate::new(lat, lon).unwrap();
    let area = |at| Reach::Area { name: "there".into(), inside: vec![at], outside: vec![point(10.0, 2.0)] };
    assert_eq!(found(on(area(point(10.0, 2.9)))).0, [2]);
    assert_eq!(found(on(area(point(9.0, 1.5)))), (vec![], vec!["limit-nowhere".to_owned()]));
}

#[test]
fn a_place_tells_which_countrys_road_is_meant_and_lost_stops_are_told() {
    let part = || Box::new(Reach::Around { place: spot("West"), km: 10.0 });
    assert_eq!(found(Reach::On { road: Box::new(number(None)), part: part() }), (vec![0], vec![]));
    let stops = vec![spot("Ford"), spot("Nowhere")];
    let lost = Reach::Road { name: "RN1".into(), stops, country: Country::new("MLI") };
    assert_eq!(found(lost), (vec![1, 2], vec!["limit-wide".to_owned()]));
}

#[test]
fn a_frontier_is_its_posts() {
    let between = |told: &[&str]| Reach::Frontier {
        name: "the border".into(),
        countries: told.iter().map(|c| Country::new(c).unwrap()).collect(),
    };
    assert_eq!(found(between(&["MLI", "SEN"])).0, [0, 1, 3]);
    assert_eq!(found(between(&["SEN"])).0, [0, 1, 3]);
    let road = Box::new(number(Some("MLI")));
    assert_eq!(found(Reach::On { road, part: Box::new(between(&["SEN"])) }).0, [1], "the road near it");
    assert_eq!(found(between(&["MLI", "GIN"])), (vec![], vec!["limit-nowhere".to_owned()]));
}

#[test]
fn a_road_is_followed_over_turns_that_are_forbidden() {
    let mut net = roads();
    net.forbidden_turns = vec![(LinkId(0), NodeId(1), LinkId(1))];
    let (roads, labels) = (Roads::new(&net), Labels::new(&net, &[]));
    let places = Places {
        roads: &roads,
        labels: &labels,
        corridors: &[],
        lands: Lands { network: &net, places: &[] },
    };
    let road = Reach::Road { name: "R1".into(), stops: vec![spot("West"), spot("Mill")], country: None };
    assert_eq!(places.links("x", &road).value.into_iter().map(|l| l.0).collect::<Vec<_>>(), [0, 1]);
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
        lands: &[],
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

#[test]
fn a_road_told_by_its_ends_is_the_main_road_between_them() {
    let mut net = roads();
    net.names.clear();
    net.links.iter_mut().for_each(|l| l.names.clear());
    let by_ends =
        Reach::Road { name: "Ford–Mill".into(), stops: vec![spot("Ford"), spot("Mill")], country: None };
    let found = |net: &Network| {
        let (roads, labels) = (Roads::new(net), Labels::new(net, &[]));
        let lands = crate::land::Lands { network: net, places: &[] };
        let places = Places { roads: &roads, labels: &labels, corridors: &[], lands };
        places.links("x", &by_ends).value.into_iter().map(|l| l.0).collect::<Vec<_>>()
    };
    assert_eq!(found(&net), [1]);
    net.links[1].class = crate::RoadClass::Track;
    assert_eq!(found(&net), [3, 4]);
}

#[test]
fn what_reopens_in_a_town_says_nothing_of_the_hundred_kilometres_to_the_next() {
    let lifted = |reach: Reach| {
        let date = base::Interval::between("2025-09-01".parse().unwrap(), "2025-09-08".parse().unwrap());
        Limit { stage: Stage::Lifted, date: Some(date), ..reaching("closure", reach) }
    };
    let status = |reach: Reach| with(&[lifted(reach)], "truck", |a, _| a.statuses.of(LinkId(0)));
    let around = |km: f64| Reach::Around { place: spot("Ford"), km };
    assert_eq!(status(around(10.0)), Passability::Unknown);
    assert_eq!(status(around(120.0)), Passability::Open);
    assert_eq!(status(Reach::Border { post: spot("ford post") }), Passability::Unknown);
    assert_eq!(status(Reach::Road { name: "R1".into(), stops: vec![], country: None }), Passability::Open);
    let told = |a: &Assessment<'_>, _: &[base::Issue]| a.statuses.reasons_of(LinkId(0)).count();
    assert_eq!(with(&[lifted(around(10.0))], "truck", told), 1, "its reason is kept");
}
