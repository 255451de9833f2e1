//! Stocks day by day.

use super::case::{Case, leg, start, two_ports};
use crate::draw::Draws;
use crate::impact::{Impact, ZoneImpact, impact};
use crate::tables::CommodityIx;
use crate::ways::Hindrance;

const BEST: Draws = Draws { count: 0, seed: 1 };
const DIESEL: CommodityIx = CommodityIx(0);

/// Mill's diesel comes no more from the west for some days, then all is as before.
fn shut(days: usize, then: usize) -> Case {
    let mut case = two_ports();
    let closed = case.regime(&[(0, Some(DIESEL), Hindrance::Closed, None)]);
    let open = case.undisturbed();
    case.days(closed, days);
    case.days(open, then);
    case
}

fn on(case: &Case, day: usize) -> Impact {
    let mut case = case.clone();
    case.course.asked = day;
    let checked = impact(&case.tables, &case.course, BEST);
    assert_eq!(checked.issues, []);
    assert!(checked.value.balance_error < 1e-9, "{}", checked.value.balance_error);
    checked.value
}

/// Mill's diesel on a day.
fn mill(case: &Case, day: usize) -> ZoneImpact {
    on(case, day).zones.swap_remove(0)
}

#[track_caller]
fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-6 * expected.abs().max(1.0), "{found} instead of {expected}");
}

#[test]
fn nothing_changes_while_nothing_is_disturbed() {
    let case = shut(0, 90);
    for (zone, rate) in on(&case, 89).zones.iter().zip([90.0, 3.0, 30.0]) {
        near(zone.arrivals.best.0, rate);
        near(zone.cover.best.0, 10.0);
        assert_eq!((zone.unmet_in_all.best.0, zone.stock_out), (0.0, [None; 3]));
        assert!(!zone.has_fallen());
    }
}

/// 60 of 90 t stay away at once: what is on the closed road waits. After three days the east brings 15 t more. The stock of
/// 900 t falls by 60 a day to 720 and by 45 a day from then: it ends with day 18, and the day after lacks 45 t.
#[test]
fn a_stock_bridges_a_closure_until_it_is_used_up() {
    let case = shut(40, 0);
    near(mill(&case, 0).arrivals.best.0, 30.0);
    near(mill(&case, 2).cover.best.0, 8.0);
    near(mill(&case, 2).usual_cover.best.0, 10.0);
    assert!(mill(&case, 2).has_fallen());
    near(mill(&case, 3).arrivals.best.0, 45.0);
    near(mill(&case, 18).unmet.best.0, 0.0);
    near(mill(&case, 18).cover.best.0, 0.0);
    let day = mill(&case, 19);
    near(day.unmet.best.0, 45.0);
    near(day.unmet_in_all.best.0, 45.0 * 21.0);
    assert_eq!(day.stock_out[1], start().checked_add(jiff::Span::new().days(19)).ok());
}

#[test]
fn goods_on_a_closed_road_wait_and_come_when_it_opens() {
    let case = shut(5, 30);
    near(mill(&case, 4).arrivals.best.0, 45.0);
    // The east's 45 t of the third day, and the two days' worth of 60 t that waited.
    near(mill(&case, 5).arrivals.best.0, 45.0 + 120.0);
    // The two days after: the east alone again, but for what is sent to fill up the stock.
    assert!(mill(&case, 6).arrivals.best.0 < 90.0);
}

#[test]
fn a_stock_fills_up_to_what_is_usual_and_no_further() {
    let case = shut(10, 110);
    let cover: Vec<f64> = (0..120).map(|day| mill(&case, day).cover.best.0).collect();
    let lowest = cover.iter().copied().fold(f64::INFINITY, f64::min);
    assert!(lowest > 3.0 && lowest < 5.5, "{cover:?}");
    assert!(cover.iter().all(|days| *days < 10.0 + 1e-9), "{cover:?}");
    assert!(cover[119] > 9.99, "{cover:?}");
}

#[test]
fn a_zone_that_rations_lasts_longer_and_lacks_something_from_then_on() {
    let mut case = shut(60, 0);
    case.set(case.tables.assumptions.ration_below.0, 4.0);
    case.set(case.tables.assumptions.ration_to.0, 0.6);
    // The stock is under 360 t after day 11: 720 − 9 × 45 = 315. Then 54 t a day are used, 45 come: 9 are missing a day.
    near(mill(&case, 11).unmet.best.0, 0.0);
    near(mill(&case, 12).unmet.best.0, 36.0);
    near(mill(&case, 12).cover.best.0, (315.0 - 9.0) / 90.0);
    // Without rationing it ends with day 18; now it lasts 35 days from day 12 on.
    assert_eq!(mill(&case, 59).stock_out[1], start().checked_add(jiff::Span::new().days(46)).ok());
}

/// What comes in, 45 t a day, is more than the ration of 36 t: it is used, the stock stays as it is, and every day lacks the
/// other 45 t. A zone that used its ration alone would lack 54 t on one day and nothing on the next.
#[test]
fn a_zone_that_rations_uses_what_comes_in() {
    let mut case = shut(60, 0);
    case.set(case.tables.assumptions.ration_below.0, 4.0);
    case.set(case.tables.assumptions.ration_to.0, 0.4);
    for day in [12, 13, 14, 30, 59] {
        let zone = mill(&case, day);
        near(zone.unmet.best.0, 45.0);
        near(zone.cover.best.0, 315.0 / 90.0);
    }
}

/// The stock is out on days 19 to 24, then the road opens.
#[test]
fn a_stock_out_that_is_over_is_past_and_one_that_lasts_is_told_from_its_first_day() {
    let mut case = shut(25, 60);
    let out = |case: &Case, day: usize| mill(case, day).stock_out[1];
    let first = start().checked_add(jiff::Span::new().days(19)).ok();
    assert_eq!([out(&case, 10), out(&case, 60)], [first; 2], "asked about since the first day");
    case.course.since = 22;
    assert_eq!(out(&case, 22), first, "it lasts");
    case.course.since = 60;
    assert_eq!(out(&case, 60), None, "it is over");
}

#[test]
fn a_zone_that_never_holds_much_does_not_ration_on_usual_days() {
    let mut case = shut(0, 30);
    case.set(case.tables.assumptions.ration_below.0, 12.0);
    case.set(case.tables.assumptions.ration_to.0, 0.6);
    assert_eq!(mill(&case, 29).unmet_in_all.best.0, 0.0);
}

#[test]
fn a_longer_way_round_is_a_dip_that_is_made_good() {
    let mut case = two_ports();
    let round = leg(96.0, 20_500.0, &[]);
    let closed = case.regime(&[(0, Some(DIESEL), Hindrance::Closed, Some(round))]);
    case.set(case.tables.assumptions.room.0, 1.0);
    case.days(closed, 120);
    let cover: Vec<f64> = (0..120).map(|day| mill(&case, day).cover.best.0).collect();
    assert!(cover.iter().all(|days| *days < 10.0 + 1e-9) && cover[119] > 9.99, "{cover:?}");
    near(cover[3], 10.0 - 4.0 * 60.0 / 90.0);
    assert_eq!(mill(&case, 119).unmet_in_all.best.0, 0.0);
}

#[test]
fn a_zone_without_stock_lacks_what_does_not_come() {
    let mut case = shut(10, 0);
    case.tables.demands[0].stock = None;
    case.course.asked = 4;
    let checked = impact(&case.tables, &case.course, BEST);
    let codes: Vec<&str> = checked.issues.iter().map(|issue| issue.code.as_str()).collect();
    assert_eq!(codes, ["supply.no-stock"]);
    near(checked.value.zones[0].unmet.best.0, 45.0);
    near(checked.value.zones[0].unmet_in_all.best.0, 3.0 * 60.0 + 7.0 * 45.0);
    assert_eq!(checked.value.zones[0].stock_out[1], Some(start()));
}

/// A port that bears a tonne more than usual: medicine, which is served first, gets it day by day, and diesel waits.
#[test]
fn stocks_fill_up_by_what_capacities_leave_and_by_rank() {
    let mut case = Case::new();
    let (diesel, medicine) = (case.commodity("diesel", 2), case.commodity("medicine", 1));
    let (port, zone) = (case.port("AAA", Some(101.0)), case.zone("Mill"));
    case.way(port, zone, None, leg(24.0, 20_000.0, &[]));
    case.demand(zone, diesel, 90.0, Some(10.0));
    case.demand(zone, medicine, 10.0, Some(10.0));
    let closed = case.regime(&[(0, None, Hindrance::Closed, None)]);
    let open = case.undisturbed();
    case.days(closed, 2);
    case.days(open, 20);
    // Two days' departures are lost: 20 t of medicine, of which a tenth a day would be asked for.
    for (day, medicine) in [(2, 8.0), (5, 8.3), (8, 8.6)] {
        let zones = on(&case, day).zones;
        near(zones[0].cover.best.0, 8.0);
        near(zones[1].cover.best.0, medicine);
    }
}
