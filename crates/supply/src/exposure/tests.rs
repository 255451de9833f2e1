use super::*;
use crate::tables::Tables;
use crate::units::{Days, Money, Share};
use base::Date;
use std::collections::BTreeMap;

const SMALL: &str = include_str!("../../tests/fixtures/tables/small.toml");

fn small() -> Tables {
    Tables::parse(SMALL, "supply.toml").unwrap().value
}

fn close(found: Range<f64>, low: f64, best: f64, high: f64) {
    for (a, b) in [(found.low, low), (found.best, best), (found.high, high)] {
        assert!((a - b).abs() <= 1e-9 * b.abs().max(1.0), "{found:?}: {a} is not {b}");
    }
}

fn passing(low: f64, best: f64, high: f64, days: f64) -> BTreeMap<String, Passing> {
    let passes = Range { low, best, high }.map(Share);
    BTreeMap::from([("West road".to_owned(), Passing { passes, days: Range::certain(Days(days)) })])
}

#[test]
fn exports_held_up_are_the_part_that_leaves_by_what_is_hindered() {
    // 0, 5, 10 % leave by the road, 0.9, 0.5, 0.1 of it does not pass, for a fifth of a year.
    let found = held_up(&small(), &passing(0.1, 0.5, 0.9, 73.0));
    let [gold] = &found[..] else { panic!("{found:?}") };
    close(gold.share.map(|s| s.0), 0.0, 0.05 * 0.5 / 5.0, 0.1 * 0.9 / 5.0);
    close(gold.held_up.unwrap().map(|m| m.0), 0.0, 1.8e12 * 0.005, 4e9 * 650.0 * 0.018);
    close(gold.revenue.unwrap().map(|m| m.0), 0.0, 2.5e9, 6e11 * 0.018);
    let [area] = &by_area(&found)[..] else { panic!() };
    assert_eq!(area.area, "The country");
    close(area.share.map(|s| s.0), 0.0, 0.005, 4e9 * 650.0 * 0.018 / 1.8e12);
}

#[test]
fn nothing_is_held_up_where_all_passes_or_nothing_is_hindered() {
    for passing in [passing(1.0, 1.0, 1.0, 30.0), passing(0.0, 0.0, 0.0, 0.0), BTreeMap::new()] {
        let found = held_up(&small(), &passing);
        assert_eq!(found[0].held_up, Some(Range::certain(Money(0.0))));
    }
}

#[test]
fn no_more_than_a_year_is_held_up() {
    close(held_up(&small(), &passing(0.0, 0.0, 0.0, 4000.0))[0].share.map(|s| s.0), 0.0, 0.05, 0.1);
}

fn toll(corridor: &str, date: Date, amount: Option<f64>, unit: &str, claim: &str) -> TollReport {
    let claims = vec![claim.to_owned()];
    let amounts = amount.map(|amount| (amount, unit.to_owned())).into_iter().collect();
    TollReport { corridor: corridor.to_owned(), date, amounts, claims }
}

#[test]
fn tolls_are_counted_by_corridor_and_year_up_to_the_day() {
    let day = |year, month| Date::new(year, month, 1).unwrap();
    let reports = [
        toll("West road", day(2025, 9), Some(500.0), "XOF", "clm-c"),
        toll("West road", day(2024, 3), Some(1000.0), "XOF", "clm-b"),
        toll("West road", day(2024, 5), Some(250.0), "XOF", "clm-a"),
        toll("West road", day(2024, 5), Some(2.0), "cattle", "clm-a"),
        toll("West road", day(2024, 7), None, "XOF", "clm-d"),
        toll("West road", day(2025, 11), Some(9.0), "XOF", "clm-late"),
        toll("East road", day(2025, 1), None, "XOF", "clm-e"),
    ];
    let found = tolls_by_year(&reports, day(2025, 10));
    let rows: Vec<_> = found.iter().map(|y| (y.corridor.as_str(), y.year, y.whole, y.reports)).collect();
    let expected =
        [("East road", 2025, false, 1), ("West road", 2024, true, 4), ("West road", 2025, false, 1)];
    assert_eq!(rows, expected);
    assert_eq!(found[1].claims, ["clm-a", "clm-b", "clm-d"]);
    let amounts: Vec<_> = found[1].amounts.iter().map(|a| (a.unit.as_str(), a.low, a.high)).collect();
    assert_eq!(amounts, [("XOF", 250.0, 1000.0), ("cattle", 2.0, 2.0)]);
    assert!(found[0].amounts.is_empty());
}

#[test]
fn people_count_as_short_certainly_at_best_and_perhaps() {
    let tables = small();
    // The threshold is 5, 7, 10 days; Mill has 90, 100, 120 thousand people.
    let people = |low, best, high| {
        let cover = [("Mill".to_owned(), "diesel".to_owned(), Range { low, best, high }.map(Days))];
        shortage(&tables, &cover)
    };
    close(people(1.0, 2.0, 4.0).people.map(|p| p.0), 9e4, 1e5, 1.2e5);
    close(people(1.0, 6.0, 9.0).people.map(|p| p.0), 0.0, 1e5, 1.2e5);
    close(people(9.0, 12.0, 20.0).people.map(|p| p.0), 0.0, 0.0, 1.2e5);
    assert_eq!(people(11.0, 12.0, 20.0).zones, []);
}

#[test]
fn a_zone_short_of_two_goods_counts_its_people_once_and_one_without_people_is_named() {
    let cover = |zone: &str, goods: &str| (zone.to_owned(), goods.to_owned(), Range::certain(Days(1.0)));
    let found =
        shortage(&small(), &[cover("Mill", "diesel"), cover("Mill", "cereals"), cover("Ferry", "diesel")]);
    close(found.people.map(|p| p.0), 9e4, 1e5, 1.2e5);
    assert_eq!(found.zones[0].commodities, ["diesel", "cereals"]);
    assert_eq!(found.uncounted, ["Ferry"]);
}

#[test]
fn remittances_are_money_and_keep_their_range() {
    let found = purchasing_power(&small());
    close(found[0].year.map(|m| m.0), 0.8e9 * 550.0, 6e11, 1.2e9 * 650.0);
    close(found[0].month.map(|m| m.0), 0.8e9 * 550.0 / 12.0, 5e10, 1.2e9 * 650.0 / 12.0);
}
