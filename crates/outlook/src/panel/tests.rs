use crate::testing::{all, at, cells, grid, row, series, ucdp};
use crate::{Gid, Level, Month, Panel, Sources, Target, Units, read_cells};
use base::{Country, GeoPrecision, Interval};
use events::{Estimate, Row, Table};
use std::collections::BTreeSet;

const HERE: u32 = 150_800;

fn build(rows: Vec<Row>, units: Units<'_>) -> base::Checked<Panel> {
    Panel::build(Sources { tables: &ucdp(rows), incidents: None }, units).unwrap()
}

fn with(change: impl FnOnce(&mut Row)) -> Row {
    let mut row = row(HERE, "2001-03-05", 7);
    change(&mut row);
    row
}

fn deaths(rows: Vec<Row>) -> u32 {
    all(&grid(rows, &[HERE]), &Target::StateBased, 0).iter().sum()
}

#[test]
fn deaths_are_summed_by_cell_and_the_month_of_the_last_day() {
    let over = with(|r| {
        r.date = Some(Interval::between("2001-02-27".parse().unwrap(), "2001-03-02".parse().unwrap()));
    });
    let panel =
        grid(vec![row(HERE, "2001-03-31", 2), over, row(HERE + 1, "2001-04-01", 5)], &[HERE, HERE + 1]);
    assert_eq!(panel.first().to_string(), "2001-01");
    assert_eq!(panel.last().to_string(), "2001-04");
    assert_eq!(all(&panel, &Target::StateBased, 0), [0, 0, 9, 0]);
    assert_eq!(all(&panel, &Target::StateBased, 1), [0, 0, 0, 5]);
    assert_eq!(panel.count(&Target::StateBased, 1, Month::new(2001, 5).unwrap()), None);
}

#[test]
fn a_row_that_ends_before_it_starts_counts_where_its_end_was_told() {
    let turned = with(|r| {
        r.date = Some(Interval::between("2001-02-27".parse().unwrap(), "2001-03-02".parse().unwrap()));
        r.flags.push("date.order".into());
    });
    assert_eq!(all(&grid(vec![turned], &[HERE]), &Target::StateBased, 0), [0, 7]);
}

#[test]
fn a_grid_takes_no_row_that_is_placed_too_roughly() {
    assert_eq!(deaths(vec![with(|_| ())]), 7);
    for precision in [GeoPrecision::Near, GeoPrecision::Admin2, GeoPrecision::Linear] {
        assert_eq!(deaths(vec![with(|r| r.precision = precision)]), 7, "{precision:?}");
    }
    for precision in [GeoPrecision::Admin1, GeoPrecision::Country, GeoPrecision::Unresolved] {
        assert_eq!(deaths(vec![with(|r| r.precision = precision)]), 0, "{precision:?}");
    }
    assert_eq!(deaths(vec![with(|r| r.flags.push("point.at_sea".into()))]), 0);
    assert_eq!(deaths(vec![with(|r| r.point = None)]), 0);
    assert_eq!(deaths(vec![with(|r| r.point = at(0.0, 0.0))]), 0);
}

#[test]
fn a_country_takes_every_row() {
    let rough = with(|r| r.precision = GeoPrecision::Country);
    let built =
        build(vec![with(|_| ()), rough, with(|r| r.country = Country::new("NER"))], Units::Countries(None));
    let panel = built.value;
    let told: Vec<(String, u32)> = (0..2)
        .map(|unit| (panel.units()[unit].id.to_string(), all(&panel, &Target::StateBased, unit).iter().sum()))
        .collect();
    assert_eq!(told, [("MLI".to_owned(), 14), ("NER".to_owned(), 7)]);
    let only: BTreeSet<Country> = Country::new("NER").into_iter().collect();
    let built =
        build(vec![with(|_| ()), with(|r| r.country = Country::new("NER"))], Units::Countries(Some(&only)));
    assert_eq!(built.value.units().len(), 1);
    assert_eq!(built.issues[0].code, "panel.outside");
}

#[test]
fn a_cell_of_a_grid_still_knows_its_whole_country() {
    let rough = with(|r| r.precision = GeoPrecision::Admin1);
    let panel = grid(vec![with(|_| ()), rough], &[HERE]);
    let past = panel.until(panel.last()).unwrap();
    assert_eq!(past.country_series(&Target::StateBased, 0), [0, 0, 14]);
    assert_eq!(past.country_series(&Target::StateBased, 1), [] as [u32; 0]);
}

#[test]
fn the_three_kinds_are_counted_apart_and_other_datasets_only_as_incidents() {
    let mut rows = vec![with(|_| ()), with(|r| r.sub_type = "one-sided".into())];
    rows.push(with(|r| r.sub_type = "non-state".into()));
    rows.push(with(|r| r.sub_type = "9".into()));
    let mut tables = ucdp(rows);
    let mut other = with(|r| r.event_type = "abduction".into());
    other.deaths = None;
    tables.push(Table { dataset: "acled".into(), rows: vec![other.clone(), other], ..tables[0].clone() });
    let cells = cells(&[HERE]);
    let build = |incidents| {
        Panel::build(Sources { tables: &tables, incidents }, Units::Cells(Some(&cells))).unwrap().value
    };
    let panel = build(Some("acled"));
    let counts = |target: &Target| all(&panel, target, 0).iter().sum::<u32>();
    assert_eq!(Target::DEATHS.iter().map(counts).collect::<Vec<_>>(), [7, 7, 7]);
    assert_eq!(counts(&Target::Incidents("abduction".into())), 2);
    assert_eq!(build(None).targets().count(), 3);
}

#[test]
fn without_a_list_the_grid_is_the_cells_with_events_and_those_around_them() {
    let niger = |cell: u32, best: u32| {
        let mut row = row(cell, "2001-03-05", best);
        row.country = Country::new("NER");
        row
    };
    // Two cells apart in a row: the three cells between them have neighbours on both sides.
    let rows = vec![row(HERE, "2001-03-05", 1), niger(HERE + 2, 1), niger(HERE + 2, 0)];
    let panel = build(rows, Units::Cells(None)).value;
    assert_eq!((panel.level(), panel.units().len()), (Level::Cell, 15));
    let country = |cell: u32| {
        let unit = panel.units().iter().find(|u| u.cell() == Gid::new(cell)).unwrap();
        unit.country.to_string()
    };
    assert_eq!([country(HERE), country(HERE - 1), country(HERE + 2)], ["MLI", "MLI", "NER"]);
    assert_eq!(country(HERE + 1), "NER", "the country of most events around it");
}

#[test]
fn nothing_to_count_is_an_error_and_nothing_counted_a_warning() {
    let cells = cells(&[HERE]);
    let empty =
        Panel::build(Sources { tables: &[], incidents: None }, Units::Cells(Some(&cells))).unwrap_err();
    assert_eq!(empty.code, "panel.empty");
    let undated = Panel::build(
        Sources { tables: &ucdp(vec![with(|r| r.date = None)]), incidents: None },
        Units::Cells(Some(&cells)),
    );
    assert_eq!(undated.unwrap_err().code, "panel.empty");
    let none = crate::Cells::new();
    let built = Panel::build(
        Sources { tables: &ucdp(vec![with(|_| ())]), incidents: None },
        Units::Cells(Some(&none)),
    );
    assert_eq!(built.unwrap_err().code, "panel.units");
    let zero = build(vec![with(|r| r.deaths = Some(Estimate::exact(0.0)))], Units::Cells(Some(&cells)));
    assert_eq!(zero.issues[0].code, "panel.zeros");
    let one_sided = with(|r| r.sub_type = "one-sided".into());
    let other = build(vec![one_sided], Units::Cells(Some(&cells)));
    assert_eq!(other.issues, [], "there is something to forecast");
}

#[test]
fn a_mistyped_year_does_not_stretch_the_panel() {
    let cells = cells(&[HERE]);
    let later = |mut row: Row| {
        row.flags.push("date.implausible".into());
        row
    };
    let rows = vec![row(HERE, "1021-01-01", 1), with(|_| ()), later(row(HERE, "2099-05-01", 1))];
    let built = build(rows, Units::Cells(Some(&cells)));
    let panel = built.value;
    assert_eq!((panel.first().to_string(), panel.last().to_string()), ("2001-01".into(), "2001-03".into()));
    assert_eq!(all(&panel, &Target::StateBased, 0), [0, 0, 7]);
    assert_eq!(built.issues.len(), 1);
    assert!(built.issues[0].message.starts_with("2 rows lie before 1989"), "{}", built.issues[0]);
}

#[test]
fn a_file_of_one_country_that_ends_early_is_told() {
    let month = |i: usize| format!("{}-{:02}-15", 2000 + i / 12, i % 12 + 1);
    let niger = |i: usize| {
        let mut row = row(HERE + 9, &month(i), 2);
        row.country = Country::new("NER");
        row
    };
    let rows = (0..48).map(|i| row(HERE, &month(i), 1)).chain((0..40).map(niger));
    let built = build(rows.collect(), Units::Countries(None));
    assert_eq!(built.issues.iter().map(|i| i.code.as_str()).collect::<Vec<_>>(), ["panel.country_gap"]);
    let of = |code: &str| built.value.gaps_of(Country::new(code).unwrap()).to_vec();
    let gap = (Month::new(2003, 5).unwrap(), Month::new(2003, 12).unwrap());
    assert_eq!((of("NER"), of("MLI")), (vec![gap], Vec::new()));
}

#[test]
fn a_year_that_no_file_brought_is_told() {
    let mut counts = [1; 60];
    counts[24..36].fill(0);
    let rows = counts.iter().enumerate().filter(|(_, n)| **n > 0);
    let rows = rows.map(|(i, _)| row(HERE, &format!("{}-{:02}-15", 2000 + i / 12, i % 12 + 1), 1));
    let built = build(rows.collect(), Units::Cells(Some(&cells(&[HERE]))));
    assert_eq!(built.issues.iter().map(|i| i.code.as_str()).collect::<Vec<_>>(), ["panel.gap"]);
    assert_eq!(built.value.gaps()[0].0.to_string(), "2002-01");
}

#[test]
fn the_past_ends_with_the_origin() {
    let panel = series(&[(HERE, &[1, 2, 3, 4]), (HERE + 1, &[5, 6, 7, 8])]);
    let past = panel.until(Month::new(2000, 2).unwrap()).unwrap();
    assert_eq!((past.series(&Target::StateBased, 1), past.months()), ([5, 6].as_slice(), 2));
    assert_eq!(past.last(&Target::StateBased, 0, 1), [2]);
    assert_eq!(past.last(&Target::StateBased, 0, 9), [1, 2]);
    assert_eq!(past.series(&Target::StateBased, 2), [] as [u32; 0]);
    assert_eq!(past.origin().to_string(), "2000-02");
    let before = past.earlier(1).unwrap();
    assert_eq!(before.series(&Target::StateBased, 1), [5]);
    assert!(past.earlier(2).is_none());
    let month = |m: u8| Month::new(2000, m).unwrap();
    assert!(panel.until(month(4)).is_some() && panel.until(month(5)).is_none());
    assert!(panel.until(month(1).plus(-1)).is_none());
}

#[test]
fn a_list_of_cells_is_read_and_its_slips_told() {
    let read = read_cells("\u{feff}iso3,gid\r\nMLI,150800\r\n\"NER\",\"150801\"\nMLI,0\nX,5\n\nNER,150800\n");
    assert_eq!(read.value.len(), 2);
    let told: Vec<(&str, Option<usize>)> = read.issues.iter().map(|i| (i.code.as_str(), i.line)).collect();
    assert_eq!(told, [("cells.line", Some(4)), ("cells.line", Some(5)), ("cells.line", Some(7))]);
    assert_eq!(read_cells("a,b\n1,2").issues[0].code, "cells.header");
}
