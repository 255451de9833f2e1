use super::*;
use crate::assess::{Input, assess};
use crate::effects::Question;
use crate::limit::{DayHours, Limit, Reach, Spot};
use crate::profile::Classes;
use crate::testing::{LinkKind, limit, network};
use crate::{Network, Reached};

/// Two ways from A to D: by B (short), by C (longer), and a third by E (longest, gravel).
fn roads() -> Network {
    network(
        &[("A", 10.0, 0.0), ("B", 10.2, 1.0), ("C", 9.5, 1.0), ("D", 10.0, 2.0), ("E", 8.5, 1.0)],
        &[
            ("A", "B", 120.0, LinkKind::Paved),
            ("B", "D", 120.0, LinkKind::Paved),
            ("A", "C", 140.0, LinkKind::Paved),
            ("C", "D", 140.0, LinkKind::Paved),
            ("A", "E", 200.0, LinkKind::Gravel),
            ("E", "D", 200.0, LinkKind::Gravel),
        ],
    )
}

fn around(kind: &str, place: &str) -> Limit {
    let place = Spot { name: place.into(), point: None };
    Limit {
        id: format!("{kind}-{}", place.name),
        reaches: vec![Reach::Around { place, km: 10.0 }],
        ..limit(kind, "2025-01-05")
    }
}

fn with<T>(limits: &[Limit], class: &str, look: impl Fn(&Assessment<'_>) -> T) -> T {
    let (net, classes) = (roads(), Classes::built_in().unwrap());
    let assessed = assess(&Input {
        network: &net,
        classes: &classes,
        profile: classes.get(class).unwrap(),
        corridors: &[],
        limits,
        places: &[],
        lands: &[],
        question: &Question::on("2025-01-10".parse().unwrap()),
    });
    look(&assessed.value)
}

fn via(route: Option<&Route>) -> Vec<String> {
    route.map_or_else(Vec::new, |r| r.sections.iter().map(|s| s.to.clone()).collect())
}

const A: NodeId = NodeId(0);
const D: NodeId = NodeId(3);

#[test]
fn an_undisturbed_day_has_the_fastest_way_and_ways_that_differ() {
    with(&[], "car", |a| {
        let routes = a.routes(A, D, 360, 3);
        assert_eq!(via(routes.best.as_ref()), ["B", "D"]);
        assert!(routes.avoided.is_empty() && !routes.forced);
        let others: Vec<_> = routes.others.iter().map(|r| via(Some(r))).collect();
        assert_eq!(others, [["C", "D"]], "by E takes more than twice as long");
        let best = routes.best.unwrap();
        assert_eq!((best.km, best.hours), (240.0, 3.0));
    });
}

#[test]
fn the_cheapest_way_is_told_where_it_saves_something() {
    let mut net = roads();
    // A way by B that waits at a border: longer in time, shorter in kilometres.
    let countries = ["SEN", "MLI"].map(|c| base::Country::new(c).unwrap());
    net.nodes[1].border =
        Some(crate::Border { name: "B".into(), countries: Some(countries), hours: Some(48.0) });
    let classes = Classes::built_in().unwrap();
    let assessed = assess(&Input {
        network: &net,
        classes: &classes,
        profile: classes.get("truck").unwrap(),
        corridors: &[],
        limits: &[],
        places: &[],
        lands: &[],
        question: &Question::on("2025-01-10".parse().unwrap()),
    });
    let routes = assessed.value.routes(A, D, 360, 1);
    assert_eq!(via(routes.best.as_ref()), ["C", "D"]);
    let cheapest = &routes.others[0];
    assert_eq!(
        (cheapest.choice, via(Some(cheapest))),
        (Choice::Cheapest, vec!["B".to_owned(), "D".to_owned()])
    );
    assert!(cheapest.cost[1] < routes.best.as_ref().unwrap().cost[1]);
}

#[test]
fn a_closure_makes_a_detour_and_is_its_reason() {
    with(&[around("closure", "B")], "truck", |a| {
        let routes = a.routes(A, D, 360, 3);
        assert_eq!(via(routes.best.as_ref()), ["C", "D"]);
        assert_eq!(via(routes.undisturbed.as_ref()), ["B", "D"]);
        let avoided: Vec<_> =
            routes.avoided.iter().map(|(r, links)| (r.limit.as_str(), links.len())).collect();
        assert_eq!(avoided, [("closure-B", 2)]);
    });
}

#[test]
fn reported_payments_are_avoided_by_relief_and_never_a_cost() {
    let toll = [around("toll", "B")];
    let plain = with(&[], "truck", |a| a.routes(A, D, 360, 0).best.unwrap().cost);
    with(&toll, "truck", |a| {
        let routes = a.routes(A, D, 360, 3);
        let best = routes.best.as_ref().unwrap();
        assert_eq!(
            (via(Some(best)), best.status, best.cost),
            (vec!["B".into(), "D".into()], Passability::Restricted, plain)
        );
        assert_eq!(routes.others[0].choice, Choice::Clear);
        assert_eq!(via(routes.others.first()), ["C", "D"]);
    });
    with(&toll, "relief_4x4", |a| assert_eq!(via(a.routes(A, D, 360, 0).best.as_ref()), ["C", "D"]));
}

#[test]
fn relief_takes_a_restricted_way_only_where_there_is_no_other_and_says_so() {
    let all = ["B", "C", "E"].map(|p| around("toll", p));
    with(&all, "relief_4x4", |a| {
        let routes = a.routes(A, D, 360, 0);
        assert!(routes.forced && via(routes.best.as_ref()) == ["B", "D"]);
    });
}

#[test]
fn without_a_way_the_reasons_are_all_there_is() {
    let all = ["B", "C", "E"].map(|p| around("closure", p));
    with(&all, "truck", |a| {
        let routes = a.routes(A, D, 360, 3);
        assert!(routes.best.is_none() && routes.others.is_empty() && !routes.forced);
        assert_eq!(routes.avoided.len(), 1, "what blocks the usual way");
        let place = &a.places_access(&[A], &[D, A])[0];
        assert_eq!((place.reached, place.now), (Reached::CutOff, None));
    });
}

#[test]
fn a_curfew_costs_the_hours_that_it_holds_at() {
    let night =
        |p: &str| Limit { hours: vec![DayHours { from: 20 * 60, to: 6 * 60 }], ..around("curfew", p) };
    with(&[night("B")], "car", |a| {
        let by_night = a.routes(A, D, 21 * 60, 0).best.unwrap();
        assert_eq!(
            (via(Some(&by_night)), by_night.curfew_hours),
            (vec!["C".into(), "D".into()], 0.0),
            "round it by night"
        );
        assert_eq!(via(a.routes(A, D, 360, 0).best.as_ref()), ["B", "D"]);
    });
    with(&[night("B"), around("closure", "C"), around("closure", "E")], "car", |a| {
        let wait = |departure| a.routes(A, D, departure, 0).best.unwrap().curfew_hours;
        assert_eq!(
            (wait(8 * 60), wait(19 * 60), wait(22 * 60)),
            (0.0, 10.0, 8.0),
            "where there is no other way"
        );
    });
    with(&[night("B")], "relief_4x4", |a| {
        assert_eq!(
            via(a.routes(A, D, 360, 0).best.as_ref()),
            ["B", "D"],
            "a curfew is waited for, not gone round"
        );
        assert_eq!(a.places_access(&[A], &[NodeId(1)])[0].reached, Reached::Clear);
    });
    with(&[Limit { exemptions: vec!["ambulances".into()], ..night("B") }], "ambulance", |a| {
        assert_eq!(a.routes(A, D, 22 * 60, 0).best.unwrap().curfew_hours, 0.0);
    });
}

#[test]
fn access_tells_what_is_lost_and_what_costs_more() {
    let closed = [around("closure", "B"), around("toll", "C"), around("toll", "E")];
    with(&closed, "truck", |a| {
        let found = a.places_access(&[A], &[D, NodeId(1)]);
        assert_eq!(
            found.iter().map(|p| p.reached).collect::<Vec<_>>(),
            [Reached::ReportedOnly, Reached::CutOff]
        );
        let extra = found[0].now.unwrap().km - found[0].usual.unwrap().km;
        assert_eq!(extra, 40.0);
        let pair = &a.pairs_access(&[[A, D]])[0];
        assert_eq!((pair.now, pair.reached), (found[0].now, found[0].reached));
    });
    with(&[], "truck", |a| assert_eq!(a.places_access(&[A], &[D])[0].reached, Reached::Clear));
}

#[test]
fn a_matrix_and_the_places_within_some_hours_tell_the_same_as_the_ways() {
    with(&[around("closure", "B")], "car", |a| {
        let all: Vec<NodeId> = (0..5).map(NodeId).collect();
        let matrix = a.matrix(&all, &all);
        for (row, from) in matrix.iter().zip(&all) {
            for (hours, to) in row.iter().zip(&all) {
                let way = a.routes(*from, *to, 360, 0).best.map(|r| r.hours);
                assert!(
                    hours.zip(way).is_none_or(|(h, w)| (h - w).abs() < 1e-3)
                        && hours.is_some() == way.is_some()
                );
            }
        }
        assert_eq!(matrix[0][1], None, "B is cut off");
        let soon: Vec<u32> = a.within(A, 2.0, &all).iter().map(|p| p.node.0).collect();
        assert_eq!(soon, [0, 2], "C is 1.75 hours away, D 3.5");
    });
}

#[test]
fn of_ways_that_take_the_same_time_every_search_takes_the_shorter() {
    for longer in [[0, 1], [2, 3]] {
        let mut net = roads();
        net.links.truncate(4);
        for (at, link) in net.links.iter_mut().enumerate() {
            link.duration_s = Some(7200.0);
            link.length_m = if longer.contains(&at) { 130_000.0 } else { 120_000.0 };
        }
        let classes = Classes::built_in().unwrap();
        let assessed = assess(&Input {
            network: &net,
            classes: &classes,
            profile: classes.get("truck").unwrap(),
            corridors: &[],
            limits: &[],
            places: &[],
            lands: &[],
            question: &Question::on("2025-01-10".parse().unwrap()),
        })
        .value;
        let route = assessed.routes(A, D, 360, 0).best.unwrap();
        let [pair] = assessed.pairs_access(&[[A, D]]).try_into().unwrap();
        let [place] = assessed.places_access(&[A], &[D]).try_into().unwrap();
        let (pair, place) = (pair.now.unwrap(), place.now.unwrap());
        assert_eq!((route.km, pair.km, place.km), (240.0, 240.0, 240.0), "{longer:?}");
        assert_eq!((route.hours, pair.hours, place.hours), (4.0, 4.0, 4.0));
    }
}

proptest::proptest! {
    #[test]
    fn no_other_way_shares_most_of_a_known_one(closed in 0usize..4, class in 0usize..6) {
        let limits: Vec<Limit> = ["B", "C", "E"].iter().take(closed).map(|p| around("toll", p)).collect();
        let class = ["tanker", "truck", "bus", "relief_4x4", "ambulance", "car"][class];
        with(&limits, class, |a| {
            let routes = a.routes(A, D, 0, 5);
            let best: Vec<_> = routes.best.as_ref().unwrap().steps().collect();
            for other in routes.others.iter().filter(|r| r.choice == Choice::Alternative) {
                let steps: Vec<_> = other.steps().collect();
                assert!(a.shared(&best, &steps) <= MOST_SHARED && other.hours <= LONGEST * a.hours_of(&best) + 1e-9);
            }
        });
    }
}

#[test]
fn a_curfew_around_the_clock_is_no_curfew_to_wait_for() {
    let day = |from: u16, to: u16| vec![DayHours { from, to }];
    let night = Limit { id: "night".into(), hours: day(1200, 480), ..around("curfew", "B") };
    let rest = Limit { id: "rest".into(), hours: day(420, 1260), ..around("curfew", "B") };
    for all in [vec![night, rest], vec![Limit { hours: day(0, 1440), ..around("curfew", "B") }]] {
        with(&all, "relief_4x4", |a| {
            let best = a.routes(A, D, 600, 0).best.unwrap();
            assert_eq!((via(Some(&best)), best.curfew_hours), (vec!["C".to_owned(), "D".into()], 0.0));
        });
        with(&all, "truck", |a| {
            let best = a.routes(A, D, 600, 0).best.unwrap();
            assert_eq!((best.status, best.curfew_hours), (Passability::Restricted, 0.0));
            assert!(!a.is_clear(LinkId(0)));
        });
    }
}

#[test]
fn from_a_place_to_itself_nothing_is_driven() {
    with(&[], "car", |a| {
        let stay = a.routes(A, A, 360, 3).best.unwrap();
        assert!(stay.km.is_sign_positive() && stay.cost.iter().all(|c| c.is_sign_positive()), "{stay:?}");
    });
}
