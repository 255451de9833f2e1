//! The undisturbed day.

use super::case::{Case, leg, two_ports};
use crate::draw::Draws;
use crate::impact::impact;
use crate::tables::{KnownShare, PortIx, ShareOf};

const BEST: Draws = Draws { count: 0, seed: 1 };

fn shares(case: &Case) -> Vec<f64> {
    let mut case = case.clone();
    if case.course.days.is_empty() {
        let open = case.undisturbed();
        case.days(open, 1);
    }
    let impact = impact(&case.tables, &case.course, BEST).value;
    impact.ports.iter().map(|port| port.share.best.0).collect()
}

fn know(case: &mut Case, of: ShareOf, share: f64) {
    let share = case.value(share);
    case.tables.shares.push(KnownShare { of, commodities: Vec::new(), share });
}

#[track_caller]
fn assert_near(found: &[f64], expected: &[f64]) {
    let near = found.len() == expected.len() && found.iter().zip(expected).all(|(f, e)| (f - e).abs() < 1e-8);
    assert!(near, "{found:?} instead of {expected:?}");
}

#[test]
fn a_way_that_is_dearer_by_the_cost_of_a_half_gets_half_as_much() {
    assert_near(&shares(&two_ports()), &[2.0 / 3.0, 1.0 / 3.0]);
}

#[test]
fn hours_and_handling_count_at_their_cost() {
    let mut case = two_ports();
    // The east takes a day longer: 24 hours at 1000/24 make it dearer by another 1,000.
    case.set(case.tables.assumptions.hour_cost.0, 1000.0 / 24.0);
    assert_near(&shares(&case), &[0.8, 0.2]);
    // Handling of 2,000 in the west brings both to the same.
    case.tables.ports[0].cost = Some(case.value(2000.0));
    assert_near(&shares(&case), &[0.5, 0.5]);
}

#[test]
fn a_known_share_is_met_and_told_beside_what_is_found() {
    let mut case = two_ports();
    know(&mut case, ShareOf::Port(PortIx(1)), 0.6);
    assert_near(&shares(&case), &[0.4, 0.6]);
    let open = case.undisturbed();
    case.days(open, 1);
    let misfit = impact(&case.tables, &case.course, BEST).value.misfit;
    let [(name, known, found)] = &misfit[..] else { panic!("{misfit:?}") };
    assert_eq!((name.as_str(), known.best.0), ("EAS port", 0.6));
    assert!((found.0 - 0.6).abs() < 1e-9);
}

#[test]
fn ports_and_corridors_are_fitted_together() {
    let mut case = Case::new();
    let diesel = case.commodity("diesel", 1);
    let ports = ["AAA", "BBB", "CCC"].map(|name| case.port(name, None));
    let zones = ["Mill", "Hill"].map(|name| case.zone(name));
    for (z, zone) in zones.into_iter().enumerate() {
        for (p, port) in ports.into_iter().enumerate() {
            for (c, corridor) in ["North", "South"].into_iter().enumerate() {
                let cost = 20_000.0 + (z * 700 + p * 400 + c * 900) as f64;
                case.way(port, zone, Some(corridor), leg(24.0, cost, &[]));
            }
        }
        case.demand(zone, diesel, 50.0 + 30.0 * z as f64, None);
    }
    know(&mut case, ShareOf::Port(PortIx(0)), 0.5);
    know(&mut case, ShareOf::Port(PortIx(1)), 0.3);
    know(&mut case, ShareOf::Corridor("North".to_owned()), 0.25);
    let open = case.undisturbed();
    case.days(open, 1);
    let checked = impact(&case.tables, &case.course, BEST);
    for (name, known, found) in &checked.value.misfit {
        assert!((known.best.0 - found.0).abs() < 1e-9, "{name}: {known:?} {found:?}");
    }
    assert!(checked.issues.iter().all(|issue| issue.code == "supply.no-stock"), "{:?}", checked.issues);
}

#[test]
fn shares_that_contradict_each_other_end_between_them_whatever_their_order() {
    let case = two_ports();
    let west = || ShareOf::Country(base::Country::new("WES").expect("three letters"));
    let (mut one, mut other) = (case.clone(), case);
    know(&mut one, ShareOf::Port(PortIx(0)), 0.4);
    know(&mut one, west(), 0.6);
    know(&mut other, west(), 0.6);
    know(&mut other, ShareOf::Port(PortIx(0)), 0.4);
    assert_near(&shares(&one), &[0.5, 0.5]);
    assert_near(&shares(&other), &[0.5, 0.5]);
    let open = one.undisturbed();
    one.days(open, 1);
    let told = impact(&one.tables, &one.course, BEST).issues;
    assert_eq!(told.iter().filter(|issue| issue.code == "supply.misfit").count(), 2, "{told:?}");
}

#[test]
fn shares_over_the_whole_are_scaled_and_told() {
    let mut case = two_ports();
    know(&mut case, ShareOf::Port(PortIx(0)), 0.9);
    know(&mut case, ShareOf::Port(PortIx(1)), 0.6);
    assert_near(&shares(&case), &[0.6, 0.4]);
    let open = case.undisturbed();
    case.days(open, 1);
    let issues = impact(&case.tables, &case.course, BEST).issues;
    let told: Vec<_> = issues.iter().filter(|i| i.code == "supply.shares-over-whole").collect();
    assert!(told.len() == 1 && told[0].message.contains("150.0 %"), "{issues:?}");
}

#[test]
fn what_a_zone_has_itself_need_not_come_in() {
    let mut case = two_ports();
    case.tables.demands[0].domestic = Some(case.value(60.0));
    let open = case.undisturbed();
    case.days(open, 5);
    let impact = impact(&case.tables, &case.course, BEST).value;
    assert_eq!(impact.zones[0].demand.best.0, 90.0);
    assert!((impact.zones[0].arrivals.best.0 - 30.0).abs() < 1e-9);
    assert_eq!(impact.zones[0].unmet_in_all.best.0, 0.0);
    assert!((impact.zones[0].cover.best.0 - 10.0).abs() < 1e-9);
}

#[test]
fn a_capacity_that_the_undisturbed_day_breaks_is_told_and_taken_as_that_day_has_it() {
    let mut case = two_ports();
    case.tables.ports[0].capacity = Some(case.value(10.0));
    let open = case.undisturbed();
    case.days(open, 3);
    let checked = impact(&case.tables, &case.course, BEST);
    let told: Vec<_> =
        checked.issues.iter().filter(|i| i.code == "supply.capacity-under-usual-flow").collect();
    assert!(
        told.len() == 1 && told[0].message.starts_with("WES port: a capacity of 10 t a day, but 82 t"),
        "{told:?}"
    );
    assert_eq!(checked.value.zones.iter().map(|zone| zone.unmet_in_all.best.0).sum::<f64>(), 0.0);
}
