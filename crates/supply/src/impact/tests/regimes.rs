//! What a regime does to flows.

use super::case::{Case, leg, two_ports};
use crate::draw::Draws;
use crate::impact::{CorridorImpact, Impact, impact};
use crate::tables::{Carrier, CommodityIx};
use crate::ways::Hindrance;

const BEST: Draws = Draws { count: 0, seed: 1 };

fn asked(case: &mut Case, regime: usize, day: usize) -> Impact {
    case.course.days = vec![regime; day + 1];
    case.course.asked = day;
    let checked = impact(&case.tables, &case.course, BEST);
    assert!(checked.issues.iter().all(|issue| issue.code == "supply.no-stock"), "{:?}", checked.issues);
    assert!(checked.value.balance_error < 1e-9);
    checked.value
}

fn corridor<'a>(impact: &'a Impact, name: &str, commodity: &str) -> &'a CorridorImpact {
    let found = impact.corridors.iter().find(|c| c.corridor == name && c.commodity == commodity);
    found.expect("the corridor carries the commodity")
}

#[track_caller]
fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-6 * expected.abs().max(1.0), "{found} instead of {expected}");
}

/// Diesel: 80 of 120 t come from the west. It is closed: the east takes half of its 40 t more, 60 t stay unmet.
#[test]
fn what_a_closed_road_does_not_carry_goes_by_the_other_as_far_as_it_has_room() {
    let mut case = two_ports();
    let closed = case.regime(&[(0, None, Hindrance::Closed, None), (2, None, Hindrance::Closed, None)]);
    let open = case.course.undisturbed.clone();
    case.course.reopened = vec![("Western road".to_owned(), open)];
    let impact = asked(&mut case, closed, 40);
    let west = corridor(&impact, "Western road", "diesel");
    near(west.usual.best.0, 80.0);
    near(west.share.best.0, 2.0 / 3.0);
    near(west.at_risk.best.0, 2.0 / 3.0);
    near(west.now.best.0, 0.0);
    near(west.rerouted.best.0, 20.0);
    near(west.extra_cost.best.0, 20.0 * 1_500.0);
    near(west.gives_back.map_or(0.0, |tonnes| tonnes.best.0), 60.0);
    let east = corridor(&impact, "Eastern road", "diesel");
    near(east.now.best.0, 60.0);
    near(east.at_risk.best.0, 0.0);
    assert_eq!(east.gives_back, None);
    near(impact.zones[0].unmet.best.0, 45.0);
    near(impact.zones[2].unmet.best.0, 15.0);
    near(impact.ports[0].now.best.0, 0.0);
}

/// The eastern road is dearer by 1,000, more than a change of way costs. Those who took it had a reason: that the west is
/// cheaper is no saving, and the change is paid.
#[test]
fn leaving_a_dearer_way_saves_nothing() {
    let mut case = two_ports();
    let closed = case.regime(&[(1, None, Hindrance::Closed, None), (3, None, Hindrance::Closed, None)]);
    let impact = asked(&mut case, closed, 40);
    let east = corridor(&impact, "Eastern road", "diesel");
    near(east.rerouted.best.0, 40.0);
    near(east.extra_cost.best.0, 40.0 * 500.0);
}

#[test]
fn a_restriction_lets_the_least_of_its_shares_pass() {
    let mut case = two_ports();
    let shares = vec![case.value(0.75), case.value(0.25)];
    let some = Hindrance::Restricted(shares);
    let restricted = case.regime(&[(0, Some(CommodityIx(0)), some, None)]);
    let impact = asked(&mut case, restricted, 40);
    // Mill's diesel: 60 from the west, of which 15 pass; the east adds 15 to its 30; 30 are lacking.
    near(corridor(&impact, "Western road", "diesel").now.best.0, 15.0 + 20.0);
    near(impact.zones[0].unmet.best.0, 30.0);
    near(corridor(&impact, "Western road", "medicine").now.best.0, 2.0);
}

/// The way round is as long again: the same trucks carry half, and the room of the way itself comes to it.
#[test]
fn a_way_round_takes_what_the_same_trucks_carry_on_longer_trips() {
    let mut case = two_ports();
    let round = leg(96.0, 24_000.0, &[]);
    let closed = case.regime(&[(0, Some(CommodityIx(0)), Hindrance::Closed, Some(round))]);
    let impact = asked(&mut case, closed, 40);
    let west = corridor(&impact, "Western road", "diesel");
    // Of 60 t, 15 by the eastern road's room at 21,500 and 45 by the way round at 24,500.
    near(west.now.best.0, 20.0);
    near(west.rerouted.best.0, 60.0);
    near(west.extra_cost.best.0, 15.0 * 1_500.0 + 45.0 * 4_500.0);
    near(impact.zones[0].unmet.best.0, 0.0);
    near(impact.ports[0].now.best.0, 80.0 + 2.0 - 15.0);
}

/// The same way round, itself restricted to a fifth: of the 30 t that the same vehicles would bring round, 6 pass, and nothing beyond;
/// 15 go by the east, 39 are lacking.
#[test]
fn a_way_round_that_is_restricted_lets_its_share_pass() {
    let mut case = two_ports();
    let round = leg(96.0, 24_000.0, &[]);
    let closed = case.regime(&[(0, Some(CommodityIx(0)), Hindrance::Closed, Some(round))]);
    let passes = vec![case.value(0.6), case.value(0.2)];
    case.course.regimes[closed].states[0][0].detour_passes = passes;
    let impact = asked(&mut case, closed, 40);
    near(impact.zones[0].unmet.best.0, 39.0);
    near(impact.ports[0].now.best.0, 20.0 + 2.0 + 6.0);
}

#[test]
fn what_bears_less_than_all_bears_medicine_first() {
    let mut case = two_ports();
    let post = case.crossing("Post", Some(42.0));
    for states in &mut case.course.undisturbed.states {
        states[1].usual = Some(leg(72.0, 21_000.0, &[post]));
        states[3].usual = Some(leg(72.0, 21_000.0, &[post]));
    }
    // The east bears 1 t beside the usual 41: Mill's medicine lacks 2 t, of which the east's room takes half a tonne.
    let closed = case.regime(&[(0, None, Hindrance::Closed, None)]);
    let impact = asked(&mut case, closed, 40);
    near(corridor(&impact, "Eastern road", "medicine").now.best.0, 1.5);
    near(corridor(&impact, "Eastern road", "diesel").now.best.0, 40.5);
    near(impact.zones[1].unmet.best.0, 1.5);
}

#[test]
fn a_carrier_that_stops_takes_its_share_away() {
    let mut case = two_ports();
    for share in [0.3, 0.2] {
        let share = case.value(share);
        let carrier = Carrier {
            name: format!("Carrier {}", share.0),
            commodities: vec![CommodityIx(0)],
            ports: vec![],
            share,
        };
        case.tables.carriers.push(carrier);
    }
    let stopped = case.undisturbed();
    case.course.regimes[stopped].stopped = vec![0];
    let impact = asked(&mut case, stopped, 40);
    near(corridor(&impact, "Western road", "diesel").now.best.0, 56.0);
    near(impact.zones[0].unmet.best.0, 27.0);
    near(impact.zones[1].unmet.best.0, 0.0);
}

/// It carries a quarter of the 80 t from the western port: the east, which it does not serve, adds the 20 t that are lacking.
#[test]
fn a_carrier_of_one_port_that_stops_takes_nothing_from_others() {
    let mut case = two_ports();
    let share = case.value(0.25);
    let (name, commodities, ports) =
        ("Union".to_owned(), vec![CommodityIx(0)], vec![crate::tables::PortIx(0)]);
    case.tables.carriers.push(Carrier { name, commodities, ports, share });
    let stopped = case.undisturbed();
    case.course.regimes[stopped].stopped = vec![0];
    let impact = asked(&mut case, stopped, 40);
    near(corridor(&impact, "Western road", "diesel").now.best.0, 60.0);
    near(corridor(&impact, "Eastern road", "diesel").now.best.0, 60.0);
    near(impact.zones[0].unmet.best.0, 0.0);
}

#[test]
fn a_corridor_that_is_one_of_two_from_a_port_has_the_share_of_its_own_ways() {
    let mut case = Case::new();
    let diesel = case.commodity("diesel", 1);
    let (port, zone) = (case.port("AAA", None), case.zone("Mill"));
    case.way(port, zone, Some("North"), leg(24.0, 20_000.0, &[]));
    case.way(port, zone, Some("South"), leg(24.0, 20_000.0, &[]));
    case.demand(zone, diesel, 10.0, None);
    let closed = case.regime(&[(0, None, Hindrance::Closed, None)]);
    let impact = asked(&mut case, closed, 3);
    near(corridor(&impact, "North", "diesel").share.best.0, 0.5);
    near(impact.ports[0].share.best.0, 1.0);
    near(impact.ports[0].now.best.0, 7.5);
    near(corridor(&impact, "South", "diesel").rerouted.best.0, 0.0);
}

/// The regime's own passage: a curfew makes the west take three days instead of two, at 10 an hour.
#[test]
fn goods_that_wait_for_a_curfew_come_later_and_cost_more() {
    let mut case = two_ports();
    case.set(case.tables.assumptions.hour_cost.0, 10.0);
    case.set(case.tables.assumptions.refill.0, 0.0);
    let night = case.undisturbed();
    let usual = corridor(&asked(&mut case, night, 0), "Western road", "diesel").usual.best.0;
    for (way, hours) in [(0, 72.0), (2, 72.0)] {
        case.course.regimes[night].states[0][way].usual = Some(leg(hours, 20_000.0, &[]));
    }
    let first = asked(&mut case, night, 2);
    let west = corridor(&first, "Western road", "diesel");
    // The spread is that of the undisturbed day; what left before the first day has come, what leaves now comes a day later.
    near(west.usual.best.0, usual);
    near(west.now.best.0, usual);
    near(west.extra_cost.best.0, usual * 24.0 * 10.0);
    near(first.zones[0].arrivals.best.0 + first.zones[2].arrivals.best.0, 120.0 - usual);
    near(first.zones[1].arrivals.best.0, 3.0);
    let later = asked(&mut case, night, 3);
    near(later.zones[0].arrivals.best.0 + later.zones[2].arrivals.best.0, 120.0);
    near(later.zones[0].unmet_in_all.best.0, 0.0);
}

/// What goes beyond habit waits as long as habit does.
#[test]
fn what_a_regime_makes_of_a_passage_holds_for_all_that_takes_it() {
    let mut case = two_ports();
    let closed = case.regime(&[(0, Some(CommodityIx(0)), Hindrance::Closed, None)]);
    case.course.regimes[closed].states[0][1].usual = Some(leg(120.0, 21_000.0, &[]));
    case.tables.demands[0].stock = None;
    near(asked(&mut case, closed, 4).zones[0].arrivals.best.0, 0.0);
    near(asked(&mut case, closed, 5).zones[0].arrivals.best.0, 45.0);
}

/// A passage that the season takes away carries nothing, though nothing is reported.
#[test]
fn a_passage_that_is_none_in_its_season_is_closed() {
    let mut case = two_ports();
    let rains = case.undisturbed();
    case.course.regimes[rains].states[0][0].usual = None;
    let impact = asked(&mut case, rains, 40);
    near(corridor(&impact, "Western road", "diesel").now.best.0, 20.0);
    near(impact.zones[0].unmet.best.0, 45.0);
}

/// Three zones on one port, each of 100 t a day, the next one dearer than the last. The carrier of seven tenths of it all
/// stops: each zone lacks as much, not the dearest all of it.
#[test]
fn zones_of_a_commodity_share_what_is_lacking() {
    let mut case = Case::new();
    let diesel = case.commodity("diesel", 1);
    let port = case.port("AAA", None);
    for z in 0..3 {
        let zone = case.zone(&format!("Zone {z}"));
        case.way(port, zone, None, leg(24.0, 20_000.0 + 5_000.0 * f64::from(z), &[]));
        case.demand(zone, diesel, 100.0, None);
    }
    let share = case.value(0.7);
    case.tables.carriers.push(Carrier {
        name: "Carrier".to_owned(),
        commodities: vec![diesel],
        ports: Vec::new(),
        share,
    });
    case.set(case.tables.assumptions.room.0, 1.0);
    let stopped = case.undisturbed();
    case.course.regimes[stopped].stopped = vec![0];
    let impact = asked(&mut case, stopped, 5);
    impact.zones.iter().for_each(|zone| near(zone.unmet.best.0, 70.0));
}

/// Two zones share a post that bears what it usually bears, half of what they need; one is cut off, one is not touched.
/// What the two others lack says nothing of the first two: they share.
#[test]
fn what_ways_force_on_one_zone_is_not_put_on_others() {
    let mut case = Case::new();
    let diesel = case.commodity("diesel", 1);
    let (port, other) = (case.port("AAA", None), case.port("BBB", None));
    let post = case.crossing("Post", Some(100.0));
    for z in 0..4 {
        let zone = case.zone(&format!("Zone {z}"));
        let cost = 20_000.0 + 5_000.0 * f64::from(z);
        if z < 2 {
            case.way(port, zone, None, leg(24.0, cost, &[post]));
        }
        case.way(other, zone, None, leg(24.0, cost, &[]));
        case.demand(zone, diesel, 100.0, None);
    }
    case.set(case.tables.assumptions.room.0, 1.0);
    let close = |way| (way, None, Hindrance::Closed, None);
    let cut = case.regime(&[close(1), close(3), close(4)]);
    let impact = asked(&mut case, cut, 5);
    for (zone, lacks) in impact.zones.iter().zip([50.0, 50.0, 100.0, 0.0]) {
        near(zone.unmet.best.0, lacks);
    }
}
