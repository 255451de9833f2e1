//! A thousand scenarios of a case, end to end: ways, linear programs and sixty days of stock, on all cores.
//!
//!     cargo run --release -p supply --example scenarios -- CASE_FOLDER [COUNT]
//!
//! Reads `roads.geojson`, `supply.toml` and the corridors and places of `case.toml`. Each scenario supposes one constraint
//! on a corridor of the case for some weeks, so that its days have two regimes. Scenarios are made up from their number;
//! nothing is sorted by what it does. Prints one JSON document.

use base::{Coordinate, Date};
use corridors::{Classes, CorridorSpec, Spot, read_geojson};
use rayon::prelude::*;
use std::error::Error;
use std::path::Path;
use std::time::Instant;
use supply::scenario::{Days, read, suppose};
use supply::{Draws, Frame, Ground, Tables, prepare};
use toml::{Table, Value};

/// Days of each scenario.
const DAYS: usize = 60;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let folder = args.next().ok_or("which case folder?")?;
    let count: usize = args.next().map_or(Ok(1000), |n| n.parse())?;
    let folder = Path::new(&folder);
    let started = Instant::now();
    let network = read_geojson(&std::fs::read_to_string(folder.join("roads.geojson"))?)?.value;
    let tables = Tables::parse(&std::fs::read_to_string(folder.join("supply.toml"))?, "supply.toml");
    let tables = tables.map_err(|issue| issue.to_string())?.value;
    let case: Table = std::fs::read_to_string(folder.join("case.toml"))?.parse()?;
    let places = places(&case);
    let corridors = corridors(&case, &places);
    let classes = Classes::built_in()?;
    let start: Date = "2025-01-01".parse()?;
    let ground =
        Ground { network: &network, classes: &classes, corridors: &corridors, places: &places, lands: &[] };
    let frame = Frame::new(&tables, ground, [start, "2025-03-31".parse()?]).value;
    let calm = frame.course(start, 1, 0, &[], false);
    let ready = prepare(&tables, frame.ways(), &calm.undisturbed, Draws { count: 0, seed: 1 });
    let loaded = started.elapsed().as_secs_f64();
    let texts: Vec<String> = (0..count).map(|number| scenario(number, &corridors, &tables)).collect();

    let started = Instant::now();
    let days = Days { start, count: DAYS, asked: 0 };
    let one = |text: &String| -> Result<[f64; 5], String> {
        let begun = Instant::now();
        let scenario = read(text).map_err(|e| e.to_string())?.value;
        let supposed = suppose(&scenario, &frame, &[], &[], days);
        let Some([_, last]) = supposed.value.span else { return Err(format!("{:?}", supposed.issues)) };
        let course = frame.course(start, DAYS, last, &supposed.value.held(&[]), false);
        let ways = begun.elapsed().as_secs_f64();
        let impact = ready.impact(&course).value;
        let rest = begun.elapsed().as_secs_f64() - ways;
        let unmet = impact.zones.iter().map(|z| z.unmet_in_all.best.0).sum::<f64>();
        Ok([unmet, impact.balance_error, course.regimes.len() as f64, ways, rest])
    };
    let found: Vec<[f64; 5]> = texts.par_iter().map(one).collect::<Result<_, _>>()?;
    let seconds = started.elapsed().as_secs_f64();
    let sum = |at: usize| found.iter().map(|f| f[at]).sum::<f64>();
    let out = serde_json::json!({
        "scenarios": count,
        "threads": rayon::current_num_threads(),
        "nodes": network.nodes.len(),
        "links": network.links.len(),
        "ways": frame.ways().len(),
        "regimes": sum(2),
        "unmet_in_all_t": sum(0),
        "balance_error": found.iter().map(|f| f[1]).fold(0.0, f64::max),
        "seconds": {"load": loaded, "scenarios": seconds, "ways_by_thread": sum(3), "flows_and_stocks_by_thread": sum(4)},
    });
    println!("{}", serde_json::to_string_pretty(&out)?);
    Ok(())
}

/// The scenario of a number: each corridor, kind, commodity, beginning and length in turn.
fn scenario(number: usize, corridors: &[CorridorSpec], tables: &Tables) -> String {
    let corridor = &corridors[number % corridors.len()];
    let goods = &tables.commodities[number / corridors.len() % tables.commodities.len()].goods[0];
    let kind = ["closure", "commodity_ban", "escort_rule"][number / 7 % 3];
    let stops = corridor.waypoints.len();
    let (a, b) = (number % (stops - 1), stops - 1);
    let from: Date = "2025-01-05".parse().unwrap_or(Date::ZERO);
    let from = from.checked_add(jiff::Span::new().days((number % 10) as i64)).unwrap_or(from);
    let goods = if kind == "commodity_ban" { format!("goods = [\"{goods}\"]") } else { String::new() };
    format!(
        "[[suppose]]\nkind = \"{kind}\"\ncorridor = \"{}\"\nbetween = [\"{}\", \"{}\"]\n{goods}\nfrom = {from}\ndays = {}\n",
        corridor.name,
        corridor.waypoints[a].name,
        corridor.waypoints[b].name,
        14 + number % 29,
    )
}

fn places(case: &Table) -> Vec<Spot> {
    let spot = |place: &Value| {
        let number = |key: &str| place.get(key)?.as_float();
        let name = place.get("name")?.as_str()?.to_owned();
        Some(Spot { name, point: Coordinate::new(number("lat")?, number("lon")?) })
    };
    list(case, "places").iter().filter_map(spot).collect()
}

fn corridors(case: &Table, places: &[Spot]) -> Vec<CorridorSpec> {
    let spot = |name: &str| {
        let known = places.iter().find(|p| p.name == name);
        known.cloned().unwrap_or_else(|| Spot { name: name.to_owned(), point: None })
    };
    let corridor = |entry: &Value| {
        let name = entry.get("name")?.get("en")?.as_str()?.to_owned();
        let waypoints = entry.get("waypoints")?.as_array()?.iter().filter_map(Value::as_str).map(spot);
        Some(CorridorSpec { names: vec![name.clone()], name, waypoints: waypoints.collect() })
    };
    list(case, "corridors").iter().filter_map(corridor).collect()
}

fn list<'t>(case: &'t Table, key: &str) -> &'t [Value] {
    case.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}
