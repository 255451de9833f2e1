//! Figures told, beside what made-up data say.

use super::made::{atlas, days, events, figure, place, row, table};
use base::{Bound, PlaceKind};
use events::{Coding, FigureCheck, Measured, Row, Table, Verdict, check_figure};
use evidence::Claim;

/// Rows in one division and year, their days apart.
fn rows(year: i16, count: usize, admin1: &str, admin2: &str) -> Vec<Row> {
    (0..count)
        .map(|n| row(&format!("{admin2}{year}-{n}"), &format!("{year}-{:02}-05", n % 12 + 1), admin1, admin2))
        .collect()
}

/// Two events in 2021 and `last` in 2024, and others in the east that make 2021 to 2024 whole.
fn data(last: usize) -> Vec<Table> {
    let west =
        [rows(2021, 2, "West region", "Beledia cercle"), rows(2024, last, "West region", "Korotou cercle")];
    let east = [rows(2021, 12, "East region", "Farou cercle"), rows(2024, 12, "East region", "Farou cercle")];
    vec![table("ucdp", "25.1", [west, east].concat().concat())]
}

fn region() -> Claim {
    figure("Attacks rose sevenfold in West Region", Some(place("West Region", PlaceKind::Admin1)))
}

fn one(claim: &Claim, tables: &[Table]) -> FigureCheck {
    let (atlas, events) = (atlas(), events(tables));
    let mut checks = check_figure(claim, &Measured::new(&events, tables, &atlas));
    assert_eq!(checks.len(), 1);
    checks.remove(0)
}

#[test]
fn a_figure_that_holds_agrees_and_shows_both_sides() {
    let check = one(&region(), &data(14));
    assert_eq!(check.verdict, Verdict::Agrees);
    insta::assert_json_snapshot!(check);
}

#[test]
fn a_figure_that_does_not_hold_differs() {
    let check = one(&region(), &data(4));
    assert_eq!((check.verdict, check.data.unwrap().ratio), (Verdict::Differs, Some(2.0)));
    assert!(
        check
            .reason
            .starts_with("4 events in 2024 to 2 in 2021 is 2.00 times; a figure of 7 stands for 6.5 to 7.5")
    );
}

#[test]
fn rounding_bounds_and_wording_are_as_documented() {
    let verdict = |last: usize, quote: &str, value: f64, bound: Bound| {
        let mut claim = region();
        claim.quote = quote.into();
        claim.quantity = claim.quantity.map(|q| base::Quantity { value, bound, ..q });
        one(&claim, &data(last)).verdict == Verdict::Agrees
    };
    assert!(verdict(13, "", 7.0, Bound::Exact), "6.5 rounds to 7");
    assert!(!verdict(15, "", 7.0, Bound::Exact), "7.5 rounds to 8");
    assert!(verdict(15, "seven times more", 7.0, Bound::Exact), "seven more than one is eight");
    assert!(verdict(12, "", 7.0, Bound::About) && !verdict(11, "", 7.0, Bound::About));
    assert!(verdict(40, "", 7.0, Bound::AtLeast) && !verdict(40, "", 7.0, Bound::AtMost));
    assert!(verdict(5, "", 2.5, Bound::Exact) && !verdict(6, "", 2.5, Bound::Exact));
}

#[test]
fn what_cannot_be_checked_says_why() {
    let reason = |change: &dyn Fn(&mut Claim), tables: &[Table]| {
        let mut claim = region();
        change(&mut claim);
        let check = one(&claim, tables);
        assert_eq!(check.verdict, Verdict::CannotCheck);
        check.reason
    };
    let whole = data(14);
    for (said, reason) in [
        ("another kind (gdp_rank)", reason(&|c| c.claim_type = "gdp_rank".into(), &whole)),
        ("how many times", reason(&|c| c.quantity = None, &whole)),
        ("no two years", reason(&|c| c.date = Some(days("2024-01-01..2024-12-31")), &whole)),
        ("names no area", reason(&|c| c.places.clear(), &whole)),
        ("area unknown", reason(&|c| c.places = vec![place("Atlantis", PlaceKind::Area)], &whole)),
        ("no event data are imported", reason(&|_| {}, &[])),
        ("no data for all of 2025: ucdp 25.1 from 2021-01-05 to 2024-12-05", {
            reason(&|c| c.date = Some(days("2021-01-01..2025-12-31")), &whole)
        }),
    ] {
        assert!(reason.contains(said), "{said}: {reason}");
    }
    let mut none = data(14);
    none[0].rows.retain(|r| !(r.id.starts_with("Beledia")));
    assert!(reason(&|_| {}, &none).contains("no event in 2021"));
}

#[test]
fn other_boundaries_and_deaths_stand_beside_it() {
    let mut tables = data(14);
    tables[0].rows.extend(rows(2021, 12, "West region", "Sanko cercle"));
    let check = one(&region(), &tables);
    assert_eq!((check.verdict, check.vintage.as_deref()), (Verdict::Differs, Some("until 2023")));
    assert!(check.reason.ends_with("by the boundaries \"since 2023\" it is 7.00 times"), "{}", check.reason);
    let mut tables = data(14);
    tables[0].rows.iter_mut().filter(|r| r.id.starts_with("Korotou")).for_each(|r| r.deaths = None);
    assert!(one(&region(), &tables).reason.contains("deaths, 0.00 times, say otherwise"));
}

#[test]
fn a_town_that_shares_its_name_with_a_region_is_checked_as_both() {
    let (atlas, tables) = (atlas(), data(14));
    let events = events(&tables);
    let claim = figure("rural areas of West", Some(place("West", PlaceKind::PopulatedPlace)));
    let checks = check_figure(&claim, &Measured::new(&events, &tables, &atlas));
    let areas: Vec<_> = checks.iter().map(|c| (c.says.area.as_deref().unwrap(), c.verdict)).collect();
    assert_eq!(areas, [("West Region", Verdict::Agrees), ("West", Verdict::CannotCheck)]);
}

#[test]
fn what_a_program_coded_is_no_measure() {
    let mut tables = data(14);
    tables[0].rows.iter_mut().for_each(|row| row.coding = Coding::Machine);
    let check = one(&region(), &tables);
    assert_eq!((check.verdict, check.data.unwrap().to.count), (Verdict::CannotCheck, 0));
}
