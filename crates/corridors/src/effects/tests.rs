use super::*;
use crate::profile::Classes;
use crate::testing::limit;
use base::Interval;

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn on(day: &str, class: &str, limit: &Limit) -> Option<Passability> {
    let classes = Classes::built_in().unwrap();
    reason(limit, classes.get(class).unwrap(), &Question::on(date(day))).map(|r| r.status)
}

use Passability::{Closed, Open, Restricted, Unknown};

#[test]
fn a_blockade_closes_an_announced_or_disputed_one_restricts_a_denied_one_does_neither() {
    let told = limit("blockade", "2025-09-05");
    assert_eq!(on("2025-09-10", "truck", &told), Some(Closed));
    assert_eq!(on("2025-09-01", "truck", &told), Some(Restricted), "before its first day it is announced");
    assert_eq!(on("2025-09-10", "truck", &Limit { disputed: true, ..told.clone() }), Some(Restricted));
    assert_eq!(on("2025-09-10", "truck", &Limit { held_back: true, ..told.clone() }), Some(Restricted));
    assert_eq!(on("2025-09-10", "truck", &Limit { stage: Stage::Denied, ..told.clone() }), None);
    assert_eq!(on("2025-09-10", "truck", &Limit { stage: Stage::CalledFor, ..told }), None);
}

#[test]
fn what_ends_as_told_is_open_for_a_while_and_what_lapses_is_not() {
    let mut lifted = Limit { stage: Stage::Lifted, ..limit("closure", "2025-09-05") };
    lifted.date = Some(Interval::between(date("2025-09-05"), date("2025-09-20")));
    assert_eq!(on("2025-09-25", "truck", &lifted), Some(Open));
    assert_eq!(on("2025-12-25", "truck", &lifted), None);
    assert_eq!(on("2025-09-25", "truck", &Limit { stage: Stage::Lapsed, ..lifted.clone() }), None);
    assert_eq!(on("2025-09-25", "truck", &Limit { disputed: true, ..lifted.clone() }), Some(Restricted));
    assert_eq!(on("2025-09-25", "truck", &Limit { kind: "curfew".into(), ..lifted }), None);
}

#[test]
fn an_end_that_is_not_ours_not_plain_or_not_yet_is_no_news_that_the_way_is_open() {
    let mut lifted = Limit { stage: Stage::Lifted, ..limit("blockade", "2025-09-05") };
    lifted.date = Some(Interval::between(date("2025-09-05"), date("2025-09-20")));
    let fuel = Limit { commodities: vec!["fuel".into()], ..lifted.clone() };
    assert_eq!(on("2025-09-25", "tanker", &fuel), Some(Open));
    assert_eq!(on("2025-09-25", "truck", &fuel), None, "it opens to others");
    assert_eq!(on("2025-09-25", "truck", &Limit { held_back: true, ..lifted.clone() }), Some(Unknown));
    assert_eq!(on("2025-09-10", "truck", &lifted), Some(Closed), "until then it holds");
}

#[test]
fn nobody_confirms_it_for_half_a_year_and_it_is_unknown_unless_its_term_runs() {
    let old = limit("blockade", "2025-01-05");
    assert_eq!(on("2025-07-01", "truck", &old), Some(Closed));
    assert_eq!(on("2025-09-01", "truck", &old), Some(Unknown));
    let date = Some(Interval::between(date("2025-01-05"), date("2025-12-31")));
    assert_eq!(on("2025-09-01", "truck", &Limit { date, ..old }), Some(Closed));
}

#[test]
fn an_attack_restricts_for_a_month() {
    let attack = limit("armed_attack", "2025-09-05");
    assert_eq!(on("2025-09-30", "car", &attack), Some(Restricted));
    assert_eq!(on("2025-10-30", "car", &attack), None);
    assert_eq!(on("2025-09-01", "car", &attack), None);
}

#[test]
fn an_attack_dated_to_a_span_that_still_runs_is_not_told_today() {
    let span = Some(Interval::between(date("2025-09-01"), date("2025-09-30")));
    let attack = Limit { date: span, ..limit("armed_attack", "2025-09-30") };
    let classes = Classes::built_in().unwrap();
    let told = |day: &str| {
        let told = reason(&attack, classes.get("car").unwrap(), &Question::on(date(day))).unwrap();
        (told.status, told.last_confirmed, told.age_days)
    };
    assert_eq!(told("2025-09-20"), (Restricted, Some(date("2025-09-01")), Some(19)));
    assert_eq!(told("2025-10-05"), (Restricted, Some(date("2025-09-30")), Some(5)));
}

#[test]
fn goods_vehicles_exemptions_origins_and_carriers_decide_whom_it_concerns() {
    let ban = Limit { commodities: vec!["fuel".into()], ..limit("commodity_ban", "2025-09-05") };
    assert_eq!((on("2025-09-10", "tanker", &ban), on("2025-09-10", "truck", &ban)), (Some(Closed), None));
    let buses = Limit { vehicle_classes: vec!["bus".into()], ..limit("closure", "2025-09-05") };
    assert_eq!((on("2025-09-10", "bus", &buses), on("2025-09-10", "truck", &buses)), (Some(Closed), None));
    let night = Limit {
        exemptions: vec!["ambulances".into()],
        hours: vec![crate::limit::DayHours { from: 1260, to: 300 }],
        ..limit("curfew", "2025-09-05")
    };
    assert_eq!(
        (on("2025-09-10", "ambulance", &night), on("2025-09-10", "bus", &night)),
        (None, Some(Restricted))
    );
    let from =
        Limit { origin_countries: vec![Country::new("SEN").unwrap()], ..limit("closure", "2025-09-05") };
    assert_eq!(on("2025-09-10", "truck", &from), Some(Restricted), "the origin is not known");
    let classes = Classes::built_in().unwrap();
    let ask = |origin: &str| Question { origin: Country::new(origin), ..Question::on(date("2025-09-10")) };
    let truck = classes.get("truck").unwrap();
    assert_eq!(reason(&from, truck, &ask("SEN")).map(|r| r.status), Some(Closed));
    assert_eq!(reason(&from, truck, &ask("GIN")), None);
    let stopped =
        Limit { operators: vec!["Blue Lines".into()], ..limit("operator_suspension", "2025-09-05") };
    assert_eq!(on("2025-09-10", "bus", &stopped), None);
    let own = Question { operator: Some("blue lines".into()), ..Question::on(date("2025-09-10")) };
    assert_eq!(reason(&stopped, classes.get("bus").unwrap(), &own).map(|r| r.status), Some(Closed));
}

#[test]
fn reported_payments_restrict_and_cost_nothing() {
    assert_eq!(on("2025-09-10", "relief_4x4", &limit("toll", "2025-09-05")), Some(Restricted));
    assert!(!concerns_links("imposed_rules") && concerns_links("toll") && incident_days("toll").is_none());
}

#[test]
fn a_ban_on_fuel_is_one_on_diesel_and_a_ban_on_diesel_may_be_one_on_fuel() {
    let classes = Classes::built_in().unwrap();
    let bus = classes.get("bus").unwrap();
    let ban = |goods: &str| Limit { commodities: vec![goods.into()], ..limit("commodity_ban", "2025-09-05") };
    let carrying = |goods: &str, limit: &Limit| {
        let question = Question { goods: vec![goods.into()], ..Question::on(date("2025-09-10")) };
        reason(limit, bus, &question).map(|r| (r.status, r.words()))
    };
    let words = |goods: &str| format!("commodity ban in force: {goods}, last told 2025-09-05");
    assert_eq!(carrying("diesel", &ban("fuel")), Some((Closed, words("fuel"))));
    assert_eq!(carrying("fuel", &ban("diesel")), Some((Restricted, words("diesel"))));
    assert_eq!(carrying("cereals", &ban("fuel")), None);
}
