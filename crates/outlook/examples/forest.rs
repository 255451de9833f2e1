//! Writes what the forest of one window learns from and times it, for the check in `benches/outlook/forest.py`.
//!
//! Arguments: rows (`type,month,country,latitude,longitude,deaths`; no point where a row is placed too roughly for a cell),
//! cells (`gid,iso3`), a year, a folder. Written there: `rows.u8` and `asked.u8`, features row by row; `classes.u8`;
//! `told.f32`, the probabilities of the classes for what is asked. Standard output: seconds by step.

use base::{Coordinate, Country, Date, GeoPrecision, Interval};
use events::{Coding, DatePrecision, Estimate, Row, Table};
use outlook::{Binned, Forest, Growth, Lesson, Panel, Sources, Target, Units, Window, read_cells};
use std::io::{Error, Result};
use std::path::Path;
use std::time::Instant;
use std::{env, fs};

fn main() -> Result<()> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [rows, cells, year, folder] = args.as_slice() else {
        return Err(Error::other("arguments: ROWS CELLS YEAR FOLDER"));
    };
    let tables = [table(&fs::read_to_string(rows)?)?];
    let cells = read_cells(&fs::read_to_string(cells)?).value;
    let sources = Sources { tables: &tables, incidents: None };
    let panel = Panel::build(sources, Units::Cells(Some(&cells))).map_err(|i| Error::other(i.message))?.value;
    write(&panel, year, Path::new(folder))
}

fn write(panel: &Panel, year: &str, folder: &Path) -> Result<()> {
    let window = year.parse().ok().and_then(Window::year).ok_or_else(|| Error::other("no year"))?;
    let past = panel.until(window.origin()).ok_or_else(|| Error::other("no history"))?;
    let start = Instant::now();
    let lesson = Lesson::at(&past, &Target::StateBased, window.horizons(), 1);
    let features = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let forest = Forest::grow(&lesson.rows, &lesson.classes, &Growth::default(), 1);
    let grow = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let told = forest.predict(&lesson.asked);
    let predict = start.elapsed().as_secs_f64();
    fs::write(folder.join("rows.u8"), bytes(&lesson.rows))?;
    fs::write(folder.join("asked.u8"), bytes(&lesson.asked))?;
    fs::write(folder.join("classes.u8"), &lesson.classes)?;
    let told: Vec<u8> = told.iter().flatten().flat_map(|p| (*p as f32).to_le_bytes()).collect();
    fs::write(folder.join("told.f32"), told)?;
    println!("features {features:.3} grow {grow:.3} predict {predict:.3}");
    Ok(())
}

fn bytes(rows: &Binned) -> Vec<u8> {
    (0..rows.rows())
        .flat_map(|row| (0..rows.features()).map(move |feature| rows.column(feature)[row]))
        .collect()
}

fn table(text: &str) -> Result<Table> {
    let rows: Option<Vec<Row>> = text.lines().enumerate().skip(1).map(|(at, line)| row(at, line)).collect();
    let released = "2024-06-01".parse().map_err(|_| Error::other("no date"))?;
    let rows = rows.ok_or_else(|| Error::other("a row cannot be read"))?;
    Ok(Table { dataset: "ucdp".into(), release: "24.1".into(), released, rows })
}

fn row(at: usize, line: &str) -> Option<Row> {
    let fields: Vec<&str> = line.split(',').collect();
    let [kind, month, country, latitude, longitude, deaths] = fields.as_slice() else { return None };
    let day: Date = format!("{month}-15").parse().ok()?;
    let point = latitude.parse().ok().zip(longitude.parse().ok());
    let point = point.and_then(|(latitude, longitude)| Coordinate::new(latitude, longitude));
    Some(Row {
        id: at.to_string(),
        line: at as u64 + 1,
        event_type: "armed_attack".into(),
        sub_type: ["", "state-based", "non-state", "one-sided"].get(kind.parse::<usize>().ok()?)?.to_string(),
        date: Some(Interval::day(day)),
        date_precision: DatePrecision::Month,
        place: None,
        admin1: None,
        admin2: None,
        country: Country::new(country),
        point,
        precision: if point.is_some() { GeoPrecision::Exact } else { GeoPrecision::Country },
        actors: Vec::new(),
        deaths: Some(Estimate::exact(deaths.parse().ok()?)),
        coding: Coding::Human,
        flags: Vec::new(),
    })
}
