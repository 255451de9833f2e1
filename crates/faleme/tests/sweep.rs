//! Sweeps of a small case with its own roads and tables, as a user runs them.

mod common;
#[path = "common/small.rs"]
mod small;

use common::{fails, faleme, json, stdout, with_case, write};
use serde_json::Value;
use small::{CASE, TABLES};
use std::path::Path;
use tempfile::TempDir;

/// Harbour – Ford – Mill on the only road; Quay beyond Mill. A degree of longitude is about 107 km there.
const ROADS: &str = r#"{"type": "FeatureCollection", "release": "hand-made", "licence": "CC0", "features": [
{"type": "Feature", "properties": {"name": "Harbour", "kind": "port"}, "geometry": {"type": "Point", "coordinates": [-12.0, 14.0]}},
{"type": "Feature", "properties": {"name": "Ford", "kind": "town"}, "geometry": {"type": "Point", "coordinates": [-11.0, 14.0]}},
{"type": "Feature", "properties": {"name": "Mill", "kind": "town"}, "geometry": {"type": "Point", "coordinates": [-10.0, 14.0]}},
{"type": "Feature", "properties": {"name": "Quay", "kind": "port"}, "geometry": {"type": "Point", "coordinates": [-8.0, 14.0]}},
{"type": "Feature", "properties": {"from": "Harbour", "to": "Ford", "ref": "R1", "class": "trunk", "surface": "paved", "length_km": 115}, "geometry": {"type": "LineString", "coordinates": [[-12.0, 14.0], [-11.0, 14.0]]}},
{"type": "Feature", "properties": {"from": "Ford", "to": "Mill", "ref": "R1", "class": "trunk", "surface": "paved", "length_km": 115}, "geometry": {"type": "LineString", "coordinates": [[-11.0, 14.0], [-10.0, 14.0]]}},
{"type": "Feature", "properties": {"from": "Mill", "to": "Quay", "ref": "R2", "class": "trunk", "surface": "paved", "length_km": 220}, "geometry": {"type": "LineString", "coordinates": [[-10.0, 14.0], [-8.0, 14.0]]}}
]}"#;

const NEWS: [(&str, &str); 2] = [
    (
        "attack.md",
        "---\ntitle: Attack\npublisher: Daily Example\npublished: 2025-09-06\nlanguage: en\n---\n\nGunmen attacked a convoy of trucks in Ford on September 5, 2025.\n",
    ),
    (
        "blockade.md",
        "---\ntitle: Blockade\npublisher: Weekly Example\npublished: 2025-09-03\nlanguage: en\n---\n\nOn September 2, 2025, armed men imposed a blockade on Ford.\n",
    ),
];

const DAY: [&str; 2] = ["--as-of", "2025-09-10"];

fn case() -> TempDir {
    let folder = with_case();
    let dir = folder.path().join("c");
    let file = std::fs::read_to_string(dir.join("case.toml")).unwrap();
    write(&dir, "case.toml", format!("{file}{CASE}"));
    write(&dir, "roads.geojson", ROADS);
    write(&dir, "supply.toml", TABLES);
    NEWS.into_iter().for_each(|(name, text)| drop(write(&dir.join("sources"), name, text)));
    stdout(folder.path(), &["read", "c"]);
    folder
}

fn sweep(dir: &Path, more: &[&str]) -> String {
    stdout(dir, &[&["sweep", "c", "--format", "json", "--quiet"], &DAY[..], more].concat())
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

/// Drops what is kept of finished batches.
fn forget(dir: &Path, which: &str) -> usize {
    let ledger = rusqlite::Connection::open(dir.join("c/case.db")).unwrap();
    ledger.execute(&format!("DELETE FROM sweeps WHERE {which}"), []).unwrap()
}

#[test]
fn a_sweep_tells_spreads_beside_what_is_recorded_and_all_that_it_rests_on() {
    let folder = case();
    let dir = folder.path();
    let answer = parsed(&sweep(dir, &["--scenarios", "300", "--days", "60"]));
    assert_eq!((number(&answer["scenarios"]), number(&answer["days"])), (300.0, 60.0));
    assert_eq!((answer["marking"].as_str(), answer["finished"].as_bool()), (Some("TLP:AMBER"), Some(true)));
    let zone = &answer["zones"][0];
    assert_eq!((zone["zone"].as_str(), zone["commodity"].as_str()), (Some("Mill"), Some("diesel")));
    let unmet = ["p05", "p25", "p50", "p75", "p95"].map(|p| number(&zone["unmet"][p]));
    assert!(unmet.is_sorted() && unmet[0] < unmet[4], "{zone}");
    assert!((0.01..=1.0).contains(&number(&zone["p_stock_out"])), "{zone}");
    let corridor = &answer["corridors"][0];
    let parts = ["open", "restricted", "closed"].map(|part| number(&corridor[part]));
    assert!((parts.iter().sum::<f64>() - 1.0).abs() < 1e-5 && parts.iter().all(|p| *p > 0.0), "{corridor}");
    assert!(number(&answer["balance_error"]) < 1e-9);
    // What is recorded, with nothing drawn, is the answer of `supply`.
    let args = ["supply", "c", "--format", "json", "--draws", "0", "--days", "60"];
    let supply = json(dir, &[&args[..], &DAY[..]].concat());
    let recorded = &answer["as_recorded"]["zones"][0];
    let all = number(&recorded["unmet"]["p50"]) + number(&recorded["unmet_before"]["p50"]);
    let told = number(&supply["zones"][0]["ranges"]["unmet_in_all"]["best"]);
    assert!(told > 100.0 && (all - told).abs() < 0.01, "{all} {told}");
    // Every parameter leads on.
    let parameters = answer["parameters"].as_array().unwrap();
    let id = |wanted: &str| {
        let ids = parameters.iter().filter_map(|p| p["id"].as_str());
        ids.into_iter()
            .find(|id| id.starts_with(wanted))
            .unwrap_or_else(|| panic!("{wanted}: {parameters:?}"))
    };
    for wanted in ["par-sweep-rate-armed-attack", "par-sweep-left-cst-", "par-sweep-lead", "par-demand-"] {
        let why = stdout(dir, &[&["why", "c", id(wanted)], &DAY[..]].concat());
        assert!(why.contains("source"), "{why}");
    }
    // Nothing of a drawn future tells of a piece of road.
    let text = answer.to_string();
    assert!(!text.contains("R1") && !text.contains("Ford"), "{text}");
    let table = stdout(dir, &[&["sweep", "c", "--scenarios", "300", "--days", "60"], &DAY[..]].concat());
    assert!(table.contains("TLP:AMBER") && table.contains("stock-out in") && table.contains("Harbour–Mill"));
}

#[test]
fn the_same_seed_gives_the_same_bytes_whatever_the_threads_and_whatever_is_kept() {
    let folder = case();
    let dir = folder.path();
    let asked = ["--scenarios", "2200", "--days", "20", "--seed", "3"];
    let threads = |n: &str| sweep(dir, &[&asked[..], &["--threads", n]].concat());
    let whole = threads("2");
    assert_eq!(forget(dir, "first >= 1000"), 2, "a run that was killed after its first batch");
    assert_eq!(threads("3"), whole, "resumed");
    assert_eq!(forget(dir, "1 = 1"), 3);
    assert_eq!(threads("1"), whole, "anew");
    let run = |scenarios: &str, seed: &str| {
        let more = ["--scenarios", scenarios, "--days", "20", "--seed", seed];
        let args = [&["sweep", "c", "--format", "json"], &DAY[..], &more[..]].concat();
        let output = faleme(dir, &args).output().unwrap();
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert!(run("2200", "3").contains("0 futures in"), "all are kept");
    assert!(run("1500", "3").contains("0 futures in"), "fewer of the same");
    assert!(run("3000", "3").contains("1000 futures in"), "more of the same begin with those that are kept");
    assert!(run("100", "4").contains("100 futures in"), "another seed");
    // Other tables are another question.
    let other = TABLES.replace("best = 100", "best = 110");
    write(&dir.join("c"), "supply.toml", other);
    assert!(run("100", "4").contains("100 futures in"));
}

#[test]
#[cfg(unix)]
fn a_run_killed_in_the_middle_goes_on_and_ends_with_the_same_bytes() {
    let folder = case();
    let dir = folder.path();
    let asked = ["--scenarios", "6000", "--days", "30"];
    let args = [&["sweep", "c", "--format", "json", "--quiet"], &DAY[..], &asked[..]].concat();
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("faleme"))
        .current_dir(dir)
        .args(&args)
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let ledger = rusqlite::Connection::open(dir.join("c/case.db")).unwrap();
    let kept =
        || ledger.query_row("SELECT count(*) FROM sweeps", [], |row| row.get::<_, i64>(0)).unwrap_or(0);
    while kept() == 0 && child.try_wait().unwrap().is_none() {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(kept() >= 1);
    let resumed = sweep(dir, &asked);
    assert_eq!(kept(), 6);
    forget(dir, "1 = 1");
    assert_eq!(sweep(dir, &asked), resumed);
}

#[test]
fn what_cannot_be_swept_says_so() {
    let folder = with_case();
    let why = fails(folder.path(), &["sweep", "c"], 1);
    assert!(why.contains("supply.toml"), "{why}");
    fails(folder.path(), &["sweep", "c", "--scenarios", "0"], 2);
    fails(folder.path(), &["sweep", "c", "--days", "0"], 2);
}
