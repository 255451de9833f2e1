//! How many, when, and what speaks for it.

use super::made::{atlas, days, event, events, row, table};
use base::Modality;
use events::{PeriodLength, Row, Table, Trend, trend};
use evidence::ClaimKind;
use proptest::prelude::*;

fn west(tables: &[Table], step: PeriodLength) -> Trend {
    let atlas = atlas();
    let area = atlas.find("West Region", None, tables).unwrap();
    trend(&events(tables), tables, &area, step, None)
}

fn ucdp(rows: Vec<Row>) -> Vec<Table> {
    vec![table("ucdp", "24.1", rows)]
}

/// `2020: 2 (1)`: period, count, and the count by the other vintage.
fn line(trend: &Trend) -> Vec<String> {
    let one = |p: &events::TrendPeriod| format!("{}: {} ({})", p.period, p.count, p.other_vintages[0].count);
    trend.periods.iter().map(one).collect()
}

#[test]
fn both_vintages_and_empty_years_are_shown() {
    let found = west(
        &ucdp(vec![
            row("1", "2019-05-01", "West region", "Sanko cercle"),
            row("2", "2019-07-01", "West region", "Beledia cercle"),
            row("3", "2022-01-01", "West region", ""),
            row("4", "2022-03-01", "East region", "Farou cercle"),
            row("5", "2020-03-01", "", ""),
        ]),
        PeriodLength::Year,
    );
    assert_eq!(line(&found), ["2019: 2 (1)", "2020: 0 (0)", "2021: 0 (0)", "2022: 1 (0)"]);
    assert_eq!(
        (found.periods[0].estimate.low, found.periods[0].estimate.best, found.periods[0].estimate.high),
        (4.0, 6.0, 10.0)
    );
    assert_eq!(
        (found.periods[1].unplaced, found.periods[3].other_vintages[0].unplaced, found.elsewhere),
        (1, 1, 1)
    );
    assert_eq!(found.periods[0].vintage.as_deref(), Some("until 2023"));
    insta::assert_json_snapshot!(found.periods[3]);
}

#[test]
fn an_event_counts_in_the_period_of_its_last_day() {
    let rows = vec![row("1", "2020-12-30..2021-01-02", "West region", "Beledia cercle")];
    assert_eq!(line(&west(&ucdp(rows.clone()), PeriodLength::Year)), ["2021: 1 (1)"]);
    assert_eq!(line(&west(&ucdp(rows), PeriodLength::Month)), ["2021-01: 1 (1)"]);
}

#[test]
fn what_is_dated_to_more_than_a_period_is_apart() {
    let rows = vec![
        row("1", "2020-02-01..2020-03-15", "West region", "Beledia cercle"),
        row("2", "2020-03-02", "West region", "Beledia cercle"),
    ];
    let monthly = west(&ucdp(rows.clone()), PeriodLength::Month);
    assert_eq!((monthly.periods.len(), monthly.periods[0].count, monthly.periods[0].apart), (1, 1, 1));
    assert_eq!(west(&ucdp(rows), PeriodLength::Year).periods[0].count, 2);
}

#[test]
fn only_told_incidents_count_and_parts_stand_for_their_whole() {
    let told = |id: &str| {
        let mut told = event(id);
        told.date = Some(days("2020-05-01"));
        told.places = vec![super::made::place("Beledia", base::PlaceKind::PopulatedPlace)];
        told
    };
    let (whole, mut part, mut hedged, mut measure, mut undated) =
        (told("a"), told("b"), told("c"), told("d"), told("e"));
    part.parent = Some(whole.id.clone());
    hedged.modality = Modality::Hedged;
    measure.kind = ClaimKind::Measure;
    undated.date = None;
    let atlas = atlas();
    let area = atlas.find("West Region", None, &[]).unwrap();
    let found = trend(&[whole, part, hedged, measure, undated], &[], &area, PeriodLength::Year, None);
    let left = (found.wholes, found.not_facts, found.undated);
    assert_eq!((found.periods[0].count, found.periods[0].without_estimate, left), (1, 1, (1, 1, 1)));
    assert!(!found.periods[0].coverage.complete && found.periods[0].coverage.datasets.is_empty());
}

#[test]
fn where_forces_stand_is_not_shown_below_a_region() {
    let mut tables =
        ucdp(vec![row("1", "2020-05-01", "West", "Sanko"), row("2", "2020-05-01", "West", "Sanko")]);
    tables[0].rows[0].event_type = "military_operation".into();
    let atlas = atlas();
    let counted = |name: &str| {
        let area = atlas.find(name, None, &tables).unwrap();
        let found = trend(&events(&tables), &tables, &area, PeriodLength::Month, None);
        (found.periods[0].count, found.withheld)
    };
    assert_eq!((counted("Sanko Cercle"), counted("Mali")), ((1, 1), (2, 0)));
    assert_eq!(counted("West Region"), (2, 0), "three divisions that the case knows");
    assert_eq!(counted("Sanko Region"), (1, 1), "a vintage of one division is no wider than that division");
    let fine = |name: &str, vintage: Option<&str>| {
        atlas.find(name, vintage, &tables).unwrap().is_fine(&events::rows(&tables))
    };
    assert!(fine("Triangle", None), "an outline may be as small as a camp");
    assert!(fine("West Region", Some("since 2023")) && !fine("East Region", None));
    let area = atlas.find("West Region", None, &tables).unwrap();
    let found = trend(&events(&tables), &tables, &area, PeriodLength::Month, None);
    let first = &found.periods[0];
    assert_eq!((first.other_vintages[0].count, first.without_estimate), (0, 1));
    assert_eq!(first.estimate.best, tables[0].rows[1].deaths.unwrap().best, "no deaths of operations");
}

#[test]
fn only_the_type_asked_for_counts() {
    let mut tables =
        ucdp(vec![row("1", "2020-05-01", "West", "Beledia"), row("2", "2020-05-01", "West", "Beledia")]);
    tables[0].rows[1].event_type = "abduction".into();
    let atlas = atlas();
    let area = atlas.find("West Region", None, &tables).unwrap();
    let found = trend(&events(&tables), &tables, &area, PeriodLength::Year, Some("abduction"));
    assert_eq!(found.periods[0].count, 1);
}

#[test]
fn a_period_is_covered_when_releases_of_one_dataset_reach_over_all_of_it() {
    let place = |id: &str, date: &str| row(id, date, "West region", "Beledia cercle");
    let first = table("ucdp", "24.1", vec![place("1", "2019-01-20"), place("2", "2020-06-02")]);
    let candidate = table("ucdp", "24.0.7", vec![place("3", "2020-07-30"), place("4", "2021-02-01")]);
    let late = table("ucdp", "25.0.3", vec![place("5", "2021-04-02"), place("6", "2021-12-02")]);
    let other = table("other", "1", vec![place("7", "2021-03-05")]);
    let found = west(&[first, candidate, late, other], PeriodLength::Year);
    let covered: Vec<(bool, usize)> =
        found.periods.iter().map(|p| (p.coverage.complete, p.coverage.datasets.len())).collect();
    assert_eq!(covered, [(true, 1), (true, 2), (false, 3)], "nobody of one dataset speaks for March 2021");
    assert_eq!(found.periods[1].coverage.datasets[0].rows, 1);
}

const DIVISIONS: [(&str, &str); 7] = [
    ("West region", "Beledia cercle"),
    ("West region", "Sanko cercle"),
    ("West region", ""),
    ("East region", "Farou cercle"),
    ("East region", ""),
    ("", ""),
    ("West region", "Young cercle"),
];

fn any_rows() -> impl Strategy<Value = Vec<Row>> {
    let one = (0..DIVISIONS.len(), 0i32..1500, 0i32..500);
    prop::collection::vec(one, 0..40).prop_map(|rows| {
        let start = base::Date::constant(2019, 1, 1);
        let row = |(id, (place, day, span)): (usize, (usize, i32, i32))| {
            let first = start.checked_add(jiff_days(day)).unwrap();
            let last = first.checked_add(jiff_days(span.saturating_sub(300).max(0))).unwrap();
            let (admin1, admin2) = DIVISIONS[place];
            row(&id.to_string(), &format!("{first}..{last}"), admin1, admin2)
        };
        rows.into_iter().enumerate().map(row).collect()
    })
}

fn jiff_days(days: i32) -> std::time::Duration {
    std::time::Duration::from_secs(u64::try_from(days).unwrap() * 86_400)
}

proptest! {
    /// Every event is counted once, or said to be left out.
    #[test]
    fn nothing_is_lost(rows in any_rows(), month in any::<bool>(), vintage in any::<bool>()) {
        let tables = ucdp(rows);
        let atlas = atlas();
        let vintage = if vintage { "until 2023" } else { "since 2023" };
        let area = atlas.find("West Region", Some(vintage), &tables).unwrap();
        let step = if month { PeriodLength::Month } else { PeriodLength::Year };
        let found = trend(&events(&tables), &tables, &area, step, None);
        let listed: u64 = found.periods.iter().map(|p| p.count + p.unplaced + p.apart).sum();
        let all = listed + found.beyond + found.undated + found.elsewhere + found.not_facts + found.wholes;
        prop_assert_eq!(all, tables[0].rows.len() as u64);
        prop_assert!(found.periods.iter().all(|p| p.estimate.best == 3.0 * p.count as f64));
    }

    /// The order of events and rows changes nothing.
    #[test]
    fn order_does_not_matter(rows in any_rows(), shuffled in any::<u64>()) {
        let mut turned = rows.clone();
        let count = turned.len().max(1);
        turned.rotate_left(usize::try_from(shuffled).unwrap_or(0) % count);
        turned.reverse();
        prop_assert_eq!(west(&ucdp(rows), PeriodLength::Year), west(&ucdp(turned), PeriodLength::Year));
    }

    /// Regions that share no ground share no events, and a region without a part of it holds no more than before.
    #[test]
    fn the_parts_of_a_region_fit_into_it(rows in any_rows()) {
        let tables = ucdp(rows);
        let atlas = atlas();
        let count = |name: &str, vintage: &str| -> u64 {
            let area = atlas.find(name, Some(vintage), &tables).unwrap();
            trend(&events(&tables), &tables, &area, PeriodLength::Year, None).periods.iter().map(|p| p.count).sum()
        };
        let parts = count("West Region", "since 2023") + count("Sanko Region", "since 2023");
        prop_assert!(parts <= count("West Region", "until 2023"));
    }
}
