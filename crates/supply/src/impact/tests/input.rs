//! What is wrong with tables and courses is told, and the rest goes on.

use super::case::{Case, two_ports};
use crate::draw::Draws;
use crate::impact::impact;
use crate::tables::{KnownShare, PortIx, ShareOf, Stock};
use crate::units::Share;
use crate::ways::Hindrance;

const DRAWS: Draws = Draws { count: 3, seed: 1 };

/// The issues of ten days with one road closed, and which zones and commodities are told of.
fn run(case: &Case) -> (Vec<String>, Vec<String>) {
    let mut case = case.clone();
    let closed = case.regime(&[(0, None, Hindrance::Closed, None)]);
    case.days(closed, 10);
    case.course.asked = 9;
    let checked = impact(&case.tables, &case.course, DRAWS);
    let zones = checked.value.zones.iter();
    assert!(checked.value.balance_error < 1e-9);
    for zone in zones.clone() {
        let figures = [zone.demand.low.0, zone.arrivals.best.0, zone.unmet.high.0, zone.unmet_in_all.best.0];
        assert!(figures.iter().all(|f| f.is_finite() && *f >= 0.0), "{zone:?}");
    }
    (
        checked.issues.iter().map(ToString::to_string).collect(),
        zones.map(|zone| format!("{} {}", zone.zone, zone.commodity)).collect(),
    )
}

const ALL: [&str; 3] = ["Mill diesel", "Mill medicine", "Hill diesel"];

#[track_caller]
fn assert_told(case: &Case, issue: &str, left: &[&str]) {
    let (issues, zones) = run(case);
    assert!(issues.len() == 1 && issues[0].starts_with(issue), "{issues:#?}");
    assert_eq!(zones, left);
}

#[test]
fn a_sound_case_has_no_issues() {
    assert_eq!(run(&two_ports()), (vec![], ALL.map(str::to_owned).to_vec()));
}

#[test]
fn a_zone_that_no_way_leads_to() {
    let mut case = two_ports();
    let isle = case.zone("Isle");
    case.demand(isle, crate::tables::CommodityIx(0), 5.0, Some(3.0));
    assert_told(
        &case,
        "error[supply.zone-off-network]: diesel for Isle: no way leads there from any port",
        &ALL,
    );
}

#[test]
fn a_demand_whose_vehicles_find_no_way() {
    let mut case = two_ports();
    for way in [0, 1] {
        case.course.undisturbed.states[1][way].usual = None;
    }
    let issue = "error[supply.demand-without-supply]: medicine for Mill: no way is open";
    assert_told(&case, issue, &["Mill diesel", "Hill diesel"]);
}

#[test]
fn a_demand_that_is_negative_or_no_number() {
    for bad in [-4.0, f64::NAN, f64::INFINITY] {
        let mut case = two_ports();
        case.tables.demands[0].rate = case.value(bad);
        assert_told(&case, "error[supply.bad-value]: par-p", &["Mill medicine", "Hill diesel"]);
    }
}

#[test]
fn a_demand_of_nothing() {
    let mut case = two_ports();
    case.tables.demands[0].rate = case.value(0.0);
    let (issues, zones) = run(&case);
    assert_eq!((issues, zones), (vec![], ALL.map(str::to_owned).to_vec()));
}

#[test]
fn a_negative_stock() {
    let mut case = two_ports();
    case.tables.demands[0].stock = Some(Stock::Amount(case.value(-50.0)));
    assert_told(&case, "warning[supply.bad-value]: par-p", &ALL);
}

#[test]
fn a_share_over_the_whole() {
    let mut case = two_ports();
    let share = case.value::<Share>(1.4);
    case.tables.shares.push(KnownShare { of: ShareOf::Port(PortIx(0)), commodities: Vec::new(), share });
    assert_told(&case, "error[supply.share-out-of-bounds]: known share of WES port: 1.4", &ALL);
}

#[test]
fn a_share_of_what_no_way_follows() {
    let mut case = two_ports();
    let share = case.value::<Share>(0.4);
    case.tables.shares.push(KnownShare {
        of: ShareOf::Corridor("Old road".to_owned()),
        commodities: Vec::new(),
        share,
    });
    assert_told(&case, "warning[supply.share-without-way]: known share of Old road", &ALL);
}

#[test]
fn a_capacity_that_is_no_number() {
    let mut case = two_ports();
    case.tables.ports[0].capacity = Some(case.value(f64::NAN));
    assert_told(&case, "warning[supply.bad-value]: par-p", &ALL);
}

#[test]
fn carriers_that_carry_more_than_all() {
    let mut case = two_ports();
    for id in ["One", "Two"] {
        let share = case.value(0.7);
        case.tables.carriers.push(crate::tables::Carrier {
            name: id.to_owned(),
            commodities: Vec::new(),
            ports: Vec::new(),
            share,
        });
    }
    assert_told(&case, "warning[supply.shares-over-whole]: parts of carriers One, Two come to 140.0 %", &ALL);
}

#[test]
fn assumptions_that_are_no_numbers() {
    let mut case = two_ports();
    case.set(case.tables.assumptions.room.0, f64::NAN);
    assert_told(&case, "warning[supply.bad-value]: par-room", &ALL);
}

#[test]
fn courses_that_cannot_be_reckoned_through() {
    let mut case = two_ports();
    let codes = |case: &Case| -> Vec<String> {
        impact(&case.tables, &case.course, DRAWS).issues.into_iter().map(|issue| issue.code).collect()
    };
    assert_eq!(codes(&case), ["supply.no-days"]);
    let open = case.undisturbed();
    case.days(open, 3);
    case.course.asked = 3;
    assert_eq!(codes(&case), ["supply.day-not-in-course"]);
    case.course.asked = 2;
    case.course.days[1] = 7;
    assert_eq!(codes(&case), ["supply.unknown-regime"]);
    case.course.days[1] = open;
    case.course.regimes[open].states.clear();
    assert_eq!(codes(&case), [""; 0]);
}
