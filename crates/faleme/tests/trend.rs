//! `trend` and `figures` as a user runs them, on a case whose region lost a part.

mod common;

use common::{fails, json, stdout, with_case, write};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const CASE: &str = r#"
[case]
id = "west"
title = { fr = "Ouest", en = "West" }

[[places]]
name = "West Region"
aliases = ["région de West"]
kind = "admin1"
country = "MLI"

[[places]]
name = "Beledia"
kind = "populated_place"
country = "MLI"
admin1 = "West Region"
lat = 14.5
lon = -9.0

[[places]]
name = "Sanko"
kind = "populated_place"
country = "MLI"
admin1 = "West Region"
lat = 15.5
lon = -7.0

[[actors]]
name = "River Front"
kind = "armed_group"

[[areas]]
name = "West Region"
vintage = "old"
valid_until = 2023-03-12
admin2 = ["Beledia", "Sanko"]
used_by = ["case"]

[[areas]]
name = "West Region"
vintage = "new"
valid_from = 2023-03-13
admin2 = ["Beledia"]

[[areas]]
name = "Sanko Region"
vintage = "new"
valid_from = 2023-03-13
country = "MLI"
admin2 = ["Sanko"]

[[areas]]
name = "Square"
country = "MLI"
boundary = "square.geojson"
"#;

const NEWS: &str = "On 3 May 2023 the River Front attacked Sanko. On 9 May 2023 gunmen of the River Front attacked Beledia.\n\n\
    On 4 February 2025 the River Front attacked Beledia, and kidnapped two drivers.\n\n\
    West Region saw seven times more attacks in 2024 than in 2021.\n\n\
    About 40% of the country's cereal imports pass through Beledia.\n";

const SQUARE: &str = r#"{"type":"Polygon","coordinates":[[[-10,14],[-8,14],[-8,15],[-10,15],[-10,14]]]}"#;

/// The folder that holds the case `c`, read.
fn case() -> TempDir {
    let folder = with_case();
    let dir: PathBuf = folder.path().join("c");
    write(&dir, "case.toml", CASE);
    write(&dir, "square.geojson", SQUARE);
    write(folder.path(), "news.txt", NEWS);
    stdout(folder.path(), &["read", "c", "news.txt", "--published", "2025-03-01"]);
    folder
}

fn counts(dir: &Path, args: &[&str]) -> Vec<(String, u64)> {
    let all: Vec<&str> =
        ["trend", "c", "--type", "armed_attack", "--format", "json"].iter().chain(args).copied().collect();
    let periods = json(dir, &all);
    let one =
        |p: &serde_json::Value| (p["period"].as_str().unwrap().to_owned(), p["count"].as_u64().unwrap());
    periods.as_array().unwrap().iter().map(one).collect()
}

#[test]
fn a_trend_says_which_boundaries_it_uses_and_what_others_would_give() {
    let folder = case();
    let year = |area: &str, rest: &[&str]| {
        let args: Vec<&str> = ["--area", area, "--by", "year"].iter().chain(rest).copied().collect();
        counts(folder.path(), &args)
            .into_iter()
            .map(|(period, count)| format!("{period} {count}"))
            .collect::<Vec<_>>()
    };
    assert_eq!(year("West Region", &[]), ["2023 2", "2024 0", "2025 1"]);
    assert_eq!(year("région de West", &["--vintage", "new"]), ["2023 1", "2024 0", "2025 1"]);
    assert_eq!(year("Sanko Region", &[]), ["2023 1"]);
    assert_eq!(year("Square", &[]), ["2023 1", "2024 0", "2025 1"]);
    assert_eq!(year("Mali", &[]), ["2023 2", "2024 0", "2025 1"]);
    assert_eq!(year("Mali", &["--as-of", "2024-01-01"]), [""; 0]);
    let shown = common::faleme(folder.path(), &["trend", "c", "--area", "West Region", "--by", "month"])
        .output()
        .unwrap();
    let (table, notes) = (String::from_utf8(shown.stdout).unwrap(), String::from_utf8(shown.stderr).unwrap());
    assert!(
        notes
            .contains("area: West Region (old); these boundaries are used for all periods; beside them: new"),
        "{notes}"
    );
    assert!(table.lines().any(|l| l.starts_with("2023-05") && l.contains("1 new")), "{table}");
}

#[test]
fn an_unknown_area_or_vintage_says_what_there_is() {
    let folder = case();
    let said = fails(folder.path(), &["trend", "c", "--area", "Atlantis", "--by", "year"], 1);
    assert!(said.contains("`Atlantis` (areas of the case: Sanko Region, Square, West Region)"), "{said}");
    let said = fails(
        folder.path(),
        &["trend", "c", "--area", "West Region", "--by", "year", "--vintage", "1880"],
        1,
    );
    assert!(said.contains("has no vintage `1880` (it has: old, new)"), "{said}");
    fails(folder.path(), &["trend", "c", "--area", "West Region", "--by", "week"], 2);
}

#[test]
fn a_broken_or_missing_outline_is_named() {
    let folder = case();
    let dir = folder.path().join("c");
    write(&dir, "square.geojson", "{\"type\":\"Polygon\"}");
    let said = fails(folder.path(), &["trend", "c", "--area", "Square", "--by", "year"], 1);
    assert!(said.contains("square.geojson: a polygon has no rings"), "{said}");
    std::fs::remove_file(dir.join("square.geojson")).unwrap();
    let said = fails(folder.path(), &["figures", "c"], 1);
    assert!(said.contains("square.geojson, the boundary of an area"), "{said}");
}

#[test]
fn figures_without_data_cannot_be_checked_and_say_why() {
    let folder = case();
    let checks = json(folder.path(), &["figures", "c", "--format", "json"]);
    let checks = checks.as_array().unwrap();
    let of = |kind: &str| checks.iter().find(|c| c["says"]["type"] == kind).unwrap();
    let trend = of("attack_trend");
    assert_eq!((&trend["says"]["value"], &trend["says"]["unit"]), (&7.0.into(), &"times".into()));
    assert_eq!((&trend["says"]["from"], &trend["says"]["to"]), (&"2021".into(), &"2024".into()));
    assert_eq!((&trend["document"], &trend["says"]["area"]), (&"news.txt".into(), &"West Region".into()));
    assert_eq!(
        (&trend["verdict"], &trend["reason"]),
        (&"cannot_check".into(), &"no event data are imported".into())
    );
    assert!(of("trade_share")["reason"].as_str().unwrap().contains("another kind (trade_share)"));
    let table = stdout(folder.path(), &["figures", "c"]);
    assert!(table.contains("7 times, 2021 to 2024, in West Region"), "{table}");
}
