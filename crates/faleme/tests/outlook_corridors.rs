//! `outlook --corridors` as a user runs it: a small case with its own roads, a closure in a document, invented rows.

mod common;

use common::{fails, faleme, json, stdout, with_case, write};
use serde_json::Value;
use std::fmt::Write;
use std::path::Path;
use tempfile::TempDir;

/// Harbour – Ford – Mill on the main road in one country, Mill – Quay in another.
const ROADS: &str = r#"{"type": "FeatureCollection", "release": "hand-made", "licence": "CC0", "features": [
{"type": "Feature", "properties": {"name": "Harbour", "kind": "port"}, "geometry": {"type": "Point", "coordinates": [-12.0, 14.2]}},
{"type": "Feature", "properties": {"name": "Ford", "kind": "town"}, "geometry": {"type": "Point", "coordinates": [-11.0, 14.2]}},
{"type": "Feature", "properties": {"name": "Mill", "kind": "town"}, "geometry": {"type": "Point", "coordinates": [-10.0, 14.2]}},
{"type": "Feature", "properties": {"name": "Quay", "kind": "port"}, "geometry": {"type": "Point", "coordinates": [-8.0, 14.2]}},
{"type": "Feature", "properties": {"from": "Harbour", "to": "Ford", "ref": "R1", "class": "trunk", "surface": "paved", "length_km": 115}, "geometry": {"type": "LineString", "coordinates": [[-12.0, 14.2], [-11.0, 14.2]]}},
{"type": "Feature", "properties": {"from": "Ford", "to": "Mill", "ref": "R1", "class": "trunk", "surface": "paved", "length_km": 115}, "geometry": {"type": "LineString", "coordinates": [[-11.0, 14.2], [-10.0, 14.2]]}},
{"type": "Feature", "properties": {"from": "Mill", "to": "Quay", "ref": "R2", "class": "trunk", "surface": "paved", "length_km": 220}, "geometry": {"type": "LineString", "coordinates": [[-10.0, 14.2], [-8.0, 14.2]]}}
]}"#;

const CASE: &str = r#"
[[places]]
name = "Ford"
kind = "populated_place"
country = "MLI"
lat = 14.2
lon = -11.0

[[places]]
name = "Mill"
kind = "populated_place"
country = "MLI"
lat = 14.2
lon = -10.0

[[places]]
name = "Quay"
kind = "populated_place"
country = "SEN"
lat = 14.2
lon = -8.0

[[corridors]]
name = { fr = "Port–Moulin", en = "Harbour–Mill" }
waypoints = ["Harbour", "Ford", "Mill"]
class = "tanker"

[[corridors]]
name = { fr = "Quai–Moulin", en = "Quay–Mill" }
waypoints = ["Quay", "Mill"]
"#;

/// Four years to August 2025, of one country: an attack at Ford every other month, and deaths far from any road.
fn rows(months: std::ops::Range<usize>) -> String {
    let mut text = String::from(
        "id,type_of_violence,side_a,side_b,where_prec,latitude,longitude,country,date_prec,date_start,date_end,best,high,low\n",
    );
    for month in months {
        let day = format!("{}-{:02}-11", 2021 + month / 12, month % 12 + 1);
        let mut row = |id: String, at: &str| {
            writeln!(text, "{id},1,A,B,1,{at},Mali,1,{day},{day},3,3,3").unwrap();
        };
        row(format!("far{month}"), "17.6,-3.2");
        if month % 2 == 0 {
            row(format!("ford{month}"), "14.23,-11.05");
        }
    }
    text
}

fn case(news: &str) -> TempDir {
    let folder = with_case();
    let dir = folder.path().join("c");
    let file = std::fs::read_to_string(dir.join("case.toml")).unwrap();
    write(&dir, "case.toml", format!("{file}{CASE}"));
    write(&dir, "roads.geojson", ROADS);
    write(&dir.join("sources"), "news.md", news);
    stdout(folder.path(), &["read", "c"]);
    folder
}

fn document(published: &str, text: &str) -> String {
    format!(
        "---\ntitle: News\npublisher: Daily Example\npublished: {published}\nlanguage: en\n---\n\n{text}\n"
    )
}

fn quiet() -> String {
    document("2025-08-20", "The market of Mill was busy on August 19, 2025.")
}

fn closed() -> String {
    document("2025-08-20", "The army closed the road between Ford and Mill on August 1, 2025.")
}

fn import(dir: &Path, months: std::ops::Range<usize>) {
    write(dir, "rows.csv", rows(months));
    stdout(dir, &["import", "c", "ucdp", "rows.csv", "--release", "25.8", "--released", "2025-08-31"]);
}

const ON: [&str; 5] = ["outlook", "c", "--corridors", "--as-of", "2025-08-31"];

fn asked(dir: &Path, more: &[&str]) -> Value {
    json(dir, &[&ON[..], &["--format", "json"], more].concat())
}

fn said(dir: &Path, args: &[&str]) -> String {
    let output = faleme(dir, args).output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stderr).unwrap()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

#[test]
fn without_rows_constraints_alone_are_told_and_nothing_is_open() {
    let folder = case(&closed());
    let rows = asked(folder.path(), &[]);
    assert_eq!(rows.as_array().unwrap().len(), 12, "two corridors, six months");
    let (first, last, other) = (&rows[0], &rows[5], &rows[6]);
    assert_eq!((&first["unit"], &first["period"]), (&Value::from("Harbour–Mill"), &Value::from("2025-09")));
    // Closed for 30 days on the day: 30 / 46 to the sixteenth of September.
    assert!((number(&first["closed"]) - 30.0 / 46.0).abs() < 0.002, "{first}");
    assert!(number(&last["closed"]) < number(&first["closed"]));
    assert_eq!(first["baseline"]["closed"], 1.0);
    assert_eq!((number(&other["unknown"]), &other["drivers"]), (1.0, &Value::Array(Vec::new())));
    let why = stdout(folder.path(), &["why", "c", first["drivers"][0].as_str().unwrap()]);
    assert!(why.contains("The army closed the road"), "{why}");
    for row in rows.as_array().unwrap() {
        assert_eq!((&row["open"], &row["incidents"]), (&Value::from(0.0), &Value::Null));
        assert!(row["record"]["not_scored"].is_string());
        assert_eq!(row["marking"], "TLP:AMBER");
        let sum: f64 = ["open", "restricted", "closed", "unknown"].iter().map(|k| number(&row[k])).sum();
        assert!((sum - 1.0).abs() < 0.002, "{row}");
        assert!(!row.to_string().contains("tanker"), "no class of vehicle: {row}");
    }
    let words = said(folder.path(), &ON);
    assert!(words.contains("no dataset to forecast incidents from"), "{words}");
    assert!(words.contains("unknown, not open"), "{words}");
    let table = stdout(folder.path(), &ON);
    assert!(
        table.contains("no data") && !table.contains("tanker") && !table.contains("Harbour–Ford"),
        "{table}"
    );
    assert!(table.lines().next().unwrap().contains("TLP:AMBER"));
}

#[test]
fn incidents_are_told_beside_a_baseline_and_a_record() {
    let folder = case(&quiet());
    import(folder.path(), 0..56);
    let rows = asked(folder.path(), &["--horizon", "1..3"]);
    assert_eq!(rows, asked(folder.path(), &["--horizon", "1..3"]), "the same again");
    let first = &rows[0];
    let told = &first["incidents"];
    assert!(number(&told["low"]) < number(&told["best"]) && number(&told["best"]) < number(&told["high"]));
    assert_eq!((&told["covered"], &first["restricted"]), (&Value::from(1.0), &told["best"]));
    assert!(number(&first["open"]) > 0.0 && first["unknown"] == 0.0 && first["closed"] == 0.0, "{first}");
    assert_eq!(first["baseline"]["restricted"], 0.5, "28 of 56 months");
    assert_eq!(first["model"], "conflictology_n");
    let record = &first["record"];
    assert_eq!((number(&record["months"]), &record["to"]), (42.0, &Value::from("2025-08")), "{record}");
    assert!(number(&record["brier"]) > 0.0 && record["skill"].is_number() && record["revised"] == true);
    let parameter = &first["parameters"][0];
    assert_eq!(
        (&parameter["name"], number(&parameter["hits"])),
        (&"incident_on_road_where_deaths".into(), 28.0)
    );
    assert_eq!(parameter["hits"], parameter["n"], "every attack at Ford is on the road");
    // The other corridor begins in a country of which no row tells.
    let other = &rows[3];
    assert_eq!((number(&other["open"]), &other["unit"]), (0.0, &Value::from("Quay–Mill")));
    let covered = number(&other["incidents"]["covered"]);
    assert!(0.0 < covered && covered < 1.0, "{other}");
    let table = stdout(folder.path(), &ON);
    assert!(table.contains("28 of 28 months of cells") && table.contains("2025-08"), "{table}");
    let seeded = asked(folder.path(), &["--horizon", "1..3", "--seed", "2"]);
    assert_ne!(rows, seeded);
    assert!((number(&seeded[0]["restricted"]) - number(&first["restricted"])).abs() < 0.06);
}

#[test]
fn old_rows_gaps_and_silence_of_documents_are_told() {
    let folder = case(&quiet());
    let dir = folder.path();
    import(dir, 0..56);
    let late = ["outlook", "c", "--corridors", "--as-of", "2027-03-31", "--format", "json"];
    let rows = json(dir, &late);
    assert!(rows.as_array().unwrap().iter().all(|r| r["unknown"] == 1.0 && r["incidents"].is_null()));
    let words = said(dir, &late);
    assert!(words.contains("the newest row is of 2025-08"), "{words}");
    assert!(
        words.contains("no document of late") && words.contains("the newest is of 2025-08-20"),
        "{words}"
    );
    let spring = json(dir, &["outlook", "c", "--corridors", "--as-of", "2026-03-31", "--format", "json"]);
    assert_eq!(spring[0]["open"], 0.0, "seven months without a document");
    assert!(number(&spring[0]["restricted"]) > 0.0);
    let kept = fails(dir, &[&ON[..], &["--issue"]].concat(), 1);
    assert!(kept.contains("not kept as issued"), "{kept}");
    fails(dir, &[&ON[..], &["--horizon", "0..3"]].concat(), 2);
    fails(dir, &[&ON[..], &["--unit", "country"]].concat(), 2);
}

#[test]
fn a_case_without_corridors_says_so() {
    let folder = with_case();
    write(&folder.path().join("c"), "roads.geojson", ROADS);
    stdout(folder.path(), &["read", "c"]);
    let told = fails(folder.path(), &["outlook", "c", "--corridors"], 1);
    assert!(told.contains("names no corridor"), "{told}");
}
