//! Rows and panels made by hand, for tests.

use crate::{Cells, Gid, Panel, Sources, Target, Units};
use base::{Coordinate, Country, Date, GeoPrecision, Interval};
use events::{Coding, DatePrecision, Estimate, Row, Table};

/// A row of state-based violence in Mali, placed in the middle of `cell`.
pub fn row(cell: u32, day: &str, best: u32) -> Row {
    let day: Date = day.parse().unwrap();
    Row {
        id: format!("{cell}-{day}-{best}"),
        line: 2,
        event_type: "armed_attack".into(),
        sub_type: "state-based".into(),
        date: Some(Interval::day(day)),
        date_precision: DatePrecision::Day,
        place: None,
        admin1: None,
        admin2: None,
        country: Country::new("MLI"),
        point: Some(Gid::new(cell).unwrap().centre()),
        precision: GeoPrecision::Exact,
        actors: Vec::new(),
        deaths: Some(Estimate::exact(f64::from(best))),
        coding: Coding::Human,
        flags: Vec::new(),
    }
}

/// A point.
pub fn at(lat: f64, lon: f64) -> Option<Coordinate> {
    Coordinate::new(lat, lon)
}

/// One release of UCDP.
pub fn ucdp(rows: Vec<Row>) -> Vec<Table> {
    let released = "2022-06-01".parse().unwrap();
    vec![Table { dataset: "ucdp".into(), release: "22.1".into(), released, rows }]
}

/// Cells of Mali.
pub fn cells(numbers: &[u32]) -> Cells {
    let mali = Country::new("MLI").unwrap();
    numbers.iter().map(|n| (Gid::new(*n).unwrap(), mali)).collect()
}

/// A grid of these cells.
pub fn grid(rows: Vec<Row>, numbers: &[u32]) -> Panel {
    let (tables, cells) = (ucdp(rows), cells(numbers));
    let sources = Sources { tables: &tables, incidents: None };
    Panel::build(sources, Units::Cells(Some(&cells))).unwrap().value
}

/// A grid whose cells have these deaths month by month from January 2000, each list as long.
pub fn series(lists: &[(u32, &[u32])]) -> Panel {
    let day = |month: usize| format!("{}-{:02}-15", 2000 + month / 12, month % 12 + 1);
    let rows = lists.iter().flat_map(|(cell, counts)| {
        counts.iter().enumerate().map(move |(month, best)| row(*cell, &day(month), *best))
    });
    let numbers: Vec<u32> = lists.iter().map(|(cell, _)| *cell).collect();
    grid(rows.collect(), &numbers)
}

/// What a unit counted in all months.
pub fn all(panel: &Panel, target: &Target, unit: usize) -> Vec<u32> {
    panel.until(panel.last()).unwrap().series(target, unit).to_vec()
}
