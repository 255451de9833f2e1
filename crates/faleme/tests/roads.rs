//! Status, routes and access of a small case with its own roads, as a user runs them.

mod common;

use common::{fails, json, stdout, with_case, write};
use serde_json::Value;
use std::path::Path;
use tempfile::TempDir;

/// Harbour – Ford – Mill on the main road, and a way round by Hill. A degree of longitude is about 107 km there.
const ROADS: &str = r#"{"type": "FeatureCollection", "release": "hand-made", "licence": "CC0", "features": [
{"type": "Feature", "properties": {"name": "Harbour", "kind": "port"}, "geometry": {"type": "Point", "coordinates": [-12.0, 14.0]}},
{"type": "Feature", "properties": {"name": "Ford", "kind": "town"}, "geometry": {"type": "Point", "coordinates": [-11.0, 14.0]}},
{"type": "Feature", "properties": {"name": "Mill", "kind": "town"}, "geometry": {"type": "Point", "coordinates": [-10.0, 14.0]}},
{"type": "Feature", "properties": {"name": "Hill", "kind": "town"}, "geometry": {"type": "Point", "coordinates": [-11.0, 13.0]}},
{"type": "Feature", "properties": {"from": "Harbour", "to": "Ford", "ref": "R1", "class": "trunk", "surface": "paved", "length_km": 115}, "geometry": {"type": "LineString", "coordinates": [[-12.0, 14.0], [-11.0, 14.0]]}},
{"type": "Feature", "properties": {"from": "Ford", "to": "Mill", "ref": "R1", "class": "trunk", "surface": "paved", "length_km": 115}, "geometry": {"type": "LineString", "coordinates": [[-11.0, 14.0], [-10.0, 14.0]]}},
{"type": "Feature", "properties": {"from": "Harbour", "to": "Hill", "class": "primary", "surface": "gravel", "length_km": 170}, "geometry": {"type": "LineString", "coordinates": [[-12.0, 14.0], [-11.0, 13.0]]}},
{"type": "Feature", "properties": {"from": "Hill", "to": "Mill", "class": "primary", "surface": "gravel", "length_km": 170}, "geometry": {"type": "LineString", "coordinates": [[-11.0, 13.0], [-10.0, 14.0]]}},
{"type": "Feature", "properties": {"name": "half"}, "geometry": {"type": "LineString", "coordinates": [[-10.0, 14.0]]}}
]}"#;

const CASE: &str = r#"
[[places]]
name = "Ford"
kind = "populated_place"
country = "MLI"
lat = 14.0
lon = -11.0

[[places]]
name = "Mill"
kind = "populated_place"
country = "MLI"
lat = 14.0
lon = -10.0

[[corridors]]
name = { fr = "Port–Moulin", en = "Harbour–Mill" }
waypoints = ["Harbour", "Ford", "Mill"]
class = "tanker"

[[corridors]]
name = { fr = "Perdu", en = "Lost" }
waypoints = ["Harbour", "Atlantis"]

[[populations]]
place = "Ford"
people = 5000
year = 2020
"#;

const NEWS: &str = "---\ntitle: Attack\npublisher: Daily Example\npublished: 2025-09-06\nlanguage: en\n---\n\nGunmen attacked a convoy of trucks in Ford on September 5, 2025.\n";

fn case() -> TempDir {
    let folder = with_case();
    let dir = folder.path().join("c");
    let file = std::fs::read_to_string(dir.join("case.toml")).unwrap();
    write(&dir, "case.toml", format!("{file}{CASE}"));
    write(&dir, "roads.geojson", ROADS);
    write(&dir.join("sources"), "attack.md", NEWS);
    stdout(folder.path(), &["read", "c"]);
    folder
}

fn statuses(dir: &Path, args: &[&str]) -> Vec<String> {
    let rows = json(dir, &[&["status", "c", "--format", "json"], args].concat());
    let row = |r: &Value| format!("{} {} {}", r["section"], r["class"], r["status"]).replace('"', "");
    rows.as_array().unwrap().iter().map(row).collect()
}

#[test]
fn an_incident_restricts_its_town_for_a_month_and_silence_is_unknown() {
    let folder = case();
    let dir = folder.path();
    let on = |day: &str| statuses(dir, &["--as-of", day]);
    assert_eq!(on("2025-09-01"), ["Harbour–Ford tanker unknown", "Ford–Mill tanker unknown"]);
    assert_eq!(on("2025-09-10"), ["Harbour–Ford tanker restricted", "Ford–Mill tanker restricted"]);
    assert_eq!(on("2025-12-10"), ["Harbour–Ford tanker unknown", "Ford–Mill tanker unknown"]);
    let rows = json(dir, &["status", "c", "--as-of", "2025-09-10", "--class", "truck", "--format", "json"]);
    let first = &rows[0];
    assert_eq!((first["class"].as_str(), first["code"].as_i64()), (Some("truck"), Some(2)));
    assert_eq!((first["last_confirmed"].as_str(), first["age_days"].as_i64()), (Some("2025-09-05"), Some(5)));
    assert!(first["evidence"][0].as_str().unwrap().starts_with("clm-"));
    assert!(first["reasons"][0]["constraint"].as_str().unwrap().starts_with("evt-"));
    assert_eq!(first["tlp"], "TLP:AMBER");
}

#[test]
fn bad_roads_lost_corridors_and_wrong_classes_are_told_and_the_rest_goes_on() {
    let folder = case();
    let output = common::faleme(folder.path(), &["status", "c", "--as-of", "2025-09-10"]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success());
    assert!(said.contains("warning[road-coordinate]: feature 9"), "{said}");
    assert!(said.contains("warning[waypoint-far]: Lost: the network has no `Atlantis`"), "{said}");
    assert!(said.contains("TLP:AMBER"), "{said}");
    let said = fails(folder.path(), &["status", "c", "--class", "camel"], 1);
    assert!(said.contains("tanker, truck, bus, relief_4x4, ambulance, car"), "{said}");
    let said = fails(folder.path(), &["route", "c", "--from", "Harbor", "--to", "Mill"], 1);
    assert!(said.contains("nearest names: Harbour"), "{said}");
    fails(folder.path(), &["route", "c", "--from", "Harbour", "--to", "Mill", "--departure", "dawn"], 2);
    let bare = with_case();
    assert!(fails(bare.path(), &["status", "c"], 1).contains("docs/roads.md"));
}

#[test]
fn a_corridor_for_a_class_that_is_not_there_is_told_and_the_others_are_answered() {
    let folder = case();
    let dir = folder.path();
    let file = std::fs::read_to_string(dir.join("c/case.toml")).unwrap();
    let more = "\n[[corridors]]\nname = { fr = \"P\", en = \"P\" }\nclass = \"camel\"\nwaypoints = [\"Ford\", \"Mill\"]\n\n[[corridors]]\nname = { fr = \"Q\", en = \"Q\" }\nwaypoints = [\"Ford\"]\n";
    write(&dir.join("c"), "case.toml", format!("{file}{more}"));
    let output = common::faleme(dir, &["status", "c", "--as-of", "2025-09-01"]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    assert!(
        said.contains("warning[corridor-class]: corridor `P`: there is no vehicle class `camel`"),
        "{said}"
    );
    assert!(said.contains("warning[corridor-short]: corridor `Q` ends where it starts"), "{said}");
    let rows = statuses(dir, &["--as-of", "2025-09-01"]);
    assert!(rows.contains(&"Harbour–Ford tanker unknown".to_owned()), "{rows:?}");
    assert!(rows.contains(&"Ford–Mill truck unknown".to_owned()), "{rows:?}");
}

#[test]
fn a_drawing_beside_imported_roads_that_cannot_be_read_is_told() {
    let folder = case();
    let dir = folder.path();
    stdout(dir, &["roads", "c", "import-geojson", "c/roads.geojson"]);
    write(&dir.join("c"), "roads.geojson", "{");
    let output = common::faleme(dir, &["status", "c", "--as-of", "2025-09-01"]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && said.contains("warning[roads.drawn]"), "{said}");
}

#[test]
fn a_town_far_from_roads_and_a_class_without_roads_are_told_and_counted() {
    let folder = case();
    let dir = folder.path();
    let file = std::fs::read_to_string(dir.join("c/case.toml")).unwrap();
    let far = "\n[[places]]\nname = \"Farside\"\nkind = \"populated_place\"\ncountry = \"MLI\"\nlat = 20.0\nlon = -10.0\n";
    write(&dir.join("c"), "case.toml", format!("{file}{far}"));
    write(&dir.join("c/sources"), "far.md", NEWS.replace("in Ford", "in Farside"));
    stdout(dir, &["read", "c"]);
    let said = |args: &[&str]| {
        let output = common::faleme(dir, args).output().unwrap();
        assert!(output.status.success());
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let status = said(&["status", "c", "--as-of", "2025-09-10"]);
    assert!(status.contains("`Farside` is 667 km from the nearest road"), "{status}");
    assert!(status.contains("not on the road network: 1 corridor, 1 place"), "{status}");
    write(&dir.join("c"), "roads.geojson", ROADS.replace("\"class\"", "\"max_weight_t\": 1, \"class\""));
    let status = said(&["status", "c", "--as-of", "2025-09-10", "--class", "tanker"]);
    assert!(status.contains("warning[class-nowhere]: no road of the network lets a tanker pass"), "{status}");
    let route = ["route", "c", "--from", "Harbour", "--to", "Mill", "--class", "tanker"];
    assert!(fails(dir, &route, 1).contains("no road of the network leads a tanker"));
}

#[test]
fn relief_goes_round_what_a_truck_drives_through() {
    let folder = case();
    let dir = folder.path();
    let route = |class: &str| {
        let base =
            ["route", "c", "--from", "Harbour", "--to", "Mill", "--as-of", "2025-09-10", "--format", "json"];
        json(dir, &[&base[..], &["--class", class]].concat())
    };
    let truck = route("truck");
    assert_eq!((truck["distance_km"].as_f64(), truck["status"].as_str()), (Some(230.0), Some("restricted")));
    assert_eq!(truck["alternatives"][0]["choice"], "clear");
    assert_eq!(
        (truck["currency"].as_str(), truck["data"]["network"].as_str()),
        (Some("XOF"), Some("hand-made"))
    );
    let relief = route("relief_4x4");
    assert_eq!((relief["distance_km"].as_f64(), relief["extra"]["km"].as_f64()), (Some(340.0), Some(110.0)));
    let avoided = relief["avoided"][0]["reason"].as_str().unwrap();
    assert!(avoided.starts_with("restricted to a relief_4x4: armed attack reported (Ford)"), "{avoided}");
    assert_eq!(relief["avoided"][0]["between"], serde_json::json!(["Harbour–Ford", "Ford–Mill"]));
    let sum: f64 = relief["sections"].as_array().unwrap().iter().filter_map(|s| s["km"].as_f64()).sum();
    assert_eq!(Some(sum), relief["distance_km"].as_f64());
}

#[test]
fn access_counts_people_who_have_only_reported_ways() {
    let folder = case();
    let dir = folder.path();
    let answer = json(dir, &["access", "c", "--as-of", "2025-09-10", "--class", "truck", "--format", "json"]);
    let ford = answer["places"].as_array().unwrap().iter().find(|p| p["place"] == "Ford").unwrap();
    assert_eq!((ford["reached"].as_str(), ford["people"].as_i64()), (Some("reported_only"), Some(5000)));
    assert_eq!(answer["people"], serde_json::json!({"reported_only": 5000}));
    // The truck's own way leads through what is reported; the way without it is the longer one, by Hill.
    let corridor = &answer["corridors"][0];
    assert_eq!((corridor["reached"].as_str(), corridor["extra"]["km"].as_f64()), (Some("clear"), Some(0.0)));
    assert_eq!(corridor["clear_extra"]["km"].as_f64(), Some(110.0));
    let table = stdout(dir, &["access", "c", "--as-of", "2025-09-10", "--class", "truck"]);
    assert!(table.starts_with("truck, 2025-09-10, TLP:AMBER"), "{table}");
    let row = table.lines().find(|l| l.starts_with("Harbour–Mill")).unwrap();
    assert!(row.contains("a way without reported constraint  +110"), "{row}");
    let quiet = json(dir, &["access", "c", "--as-of", "2025-09-01", "--format", "json"]);
    assert_eq!(quiet["people"], serde_json::json!({"clear": 5000}));
}

#[test]
fn maps_are_marked_and_answers_are_the_same_every_time() {
    let folder = case();
    let args = ["status", "c", "--as-of", "2025-09-10", "--format", "geojson"];
    let map = json(folder.path(), &args);
    assert_eq!((map["tlp"].as_str(), map["features"].as_array().unwrap().len()), (Some("TLP:AMBER"), 2));
    assert_eq!(
        map["features"][0]["geometry"]["coordinates"],
        serde_json::json!([[-12.0, 14.0], [-11.0, 14.0]])
    );
    assert_eq!(stdout(folder.path(), &args), stdout(folder.path(), &args));
}

#[test]
fn the_worked_case_has_its_corridors() {
    let folder = tempfile::tempdir().unwrap();
    stdout(folder.path(), &["new", "k"]);
    let rows = json(folder.path(), &["status", "k", "--format", "json"]);
    let corridors: std::collections::BTreeSet<&str> =
        rows.as_array().unwrap().iter().filter_map(|r| r["corridor"].as_str()).collect();
    assert_eq!(corridors.len(), 7);
    assert!(rows.as_array().unwrap().iter().all(|r| r["status"] == "unknown"), "nothing is read yet");
    let route = json(
        folder.path(),
        &["route", "k", "--from", "Dakar", "--to", "Bamako", "--class", "tanker", "--format", "json"],
    );
    let km = route["distance_km"].as_f64().unwrap();
    assert!((km / 1280.0 - 1.0).abs() < 0.03, "{km}");
}

#[test]
fn a_denied_blockade_restricts_with_both_sides_and_a_fuel_ban_is_the_tankers() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    stdout(dir, &["new", "k"]);
    stdout(dir, &["read", "k"]);
    let section = |class: &str| {
        let rows = json(dir, &["status", "k", "--as-of", "2025-09-20", "--class", class, "--format", "json"]);
        rows.as_array().unwrap().iter().find(|r| r["section"] == "Ambidédi–Kayes").unwrap().clone()
    };
    let reasons = |row: &Value| -> Vec<Value> { row["reasons"].as_array().unwrap().clone() };
    let kind = |r: &Value| r["words"].as_str().unwrap().split(' ').next().unwrap().to_owned();
    let tanker = section("tanker");
    let blockade = reasons(&tanker).into_iter().find(|r| kind(r) == "blockade").unwrap();
    assert_eq!(
        (blockade["status"].as_str(), blockade["disputed"].as_bool()),
        (Some("restricted"), Some(true))
    );
    let told: Vec<&str> =
        blockade["sides"].as_array().unwrap().iter().filter_map(|s| s["status"].as_str()).collect();
    assert_eq!(told, ["announced", "in_force", "denied"]);
    assert!(
        blockade["sides"].as_array().unwrap().iter().all(|s| !s["evidence"].as_array().unwrap().is_empty())
    );
    let kinds = |row: &Value| reasons(row).iter().map(kind).collect::<Vec<_>>();
    assert!(
        kinds(&tanker).contains(&"commodity".to_owned()) && kinds(&tanker).contains(&"curfew".to_owned())
    );
    assert!(!kinds(&section("bus")).contains(&"commodity".to_owned()));
    assert!(!kinds(&section("ambulance")).contains(&"curfew".to_owned()), "ambulances are let through");
    let words = reasons(&tanker).iter().map(|r| r["words"].to_string()).collect::<String>();
    assert!(words.contains("00:00–05:00") && !words.contains("damage"), "{words}");
    let rows = json(dir, &["status", "k", "--as-of", "2025-09-20", "--format", "json"]);
    let banned: std::collections::BTreeSet<&str> = (rows.as_array().unwrap().iter())
        .filter(|r| reasons(r).iter().any(|why| kind(why) == "commodity"))
        .filter_map(|r| r["corridor"].as_str())
        .collect();
    assert!(banned.is_superset(&["Abidjan–Bamako", "Conakry–Bamako"].into()), "{banned:?}");
    let rows = json(dir, &["status", "k", "--format", "json"]);
    assert!(rows.as_array().unwrap().iter().all(|r| r["status"] != "open"), "no news never became open");
}

#[test]
fn places_within_some_hours_are_a_table_by_name() {
    let folder = case();
    let dir = folder.path();
    let near = |class: &str, hours: &str| {
        let base = ["access", "c", "--as-of", "2025-09-10", "--format", "json", "--from", "Harbour"];
        json(dir, &[&base[..], &["--within", hours, "--class", class]].concat())
    };
    let names = |answer: &Value| -> Vec<String> {
        answer["places"].as_array().unwrap().iter().map(|p| p["place"].to_string().replace('"', "")).collect()
    };
    let all = near("relief_4x4", "100");
    assert_eq!(names(&all), ["Ford", "Hill", "Mill"]);
    assert_eq!((all["tlp"].as_str(), all["within_h"].as_f64()), (Some("TLP:AMBER"), Some(100.0)));
    // Relief goes round the attack at Ford, so Mill is farther than on an undisturbed day.
    let mill = &all["places"][2];
    assert_eq!((mill["now"]["km"].as_f64(), mill["usual"]["km"].as_f64()), (Some(340.0), Some(230.0)));
    assert_eq!(
        (mill["reached"].as_str(), all["places"][0]["reached"].as_str()),
        (Some("clear"), Some("reported_only"))
    );
    let hours = mill["now"]["h"].as_f64().unwrap() - 1.0;
    assert_eq!(names(&near("relief_4x4", &hours.to_string())), ["Ford", "Hill"]);
    assert_eq!(names(&near("relief_4x4", "0")), Vec::<String>::new());
    let args = ["access", "c", "--as-of", "2025-09-10", "--from", "Harbour", "--within", "100"];
    assert!(stdout(dir, &args).starts_with("places reached from Harbour within 100 h"));
    let said = fails(dir, &["access", "c", "--from", "Harbour"], 2);
    assert!(said.contains("--within"), "{said}");
    fails(dir, &["access", "c", "--from", "Harbour", "--within", "soon"], 2);
    fails(dir, &["access", "c", "--from", "Harbour", "--within", "-3"], 2);
    let said = fails(dir, &["access", "c", "--from", "Harbor", "--within", "3"], 1);
    assert!(said.contains("nearest names: Harbour"), "{said}");
}

#[test]
fn ways_between_places_are_told_both_ways_now_and_undisturbed() {
    let folder = case();
    let dir = folder.path();
    let base = [
        "access",
        "c",
        "--as-of",
        "2025-09-10",
        "--class",
        "relief_4x4",
        "--between",
        "Mill, Harbour,Ford,mill",
    ];
    let answer = json(dir, &[&base[..], &["--format", "json"]].concat());
    let pairs = answer["pairs"].as_array().unwrap();
    let ends: Vec<String> =
        pairs.iter().map(|p| format!("{}–{}", p["from"], p["to"]).replace('"', "")).collect();
    assert_eq!(
        ends,
        ["Mill–Harbour", "Mill–Ford", "Harbour–Mill", "Harbour–Ford", "Ford–Mill", "Ford–Harbour"]
    );
    let way = &pairs[2];
    assert_eq!((way["now"]["km"].as_f64(), way["usual"]["km"].as_f64()), (Some(340.0), Some(230.0)));
    assert_eq!((way["extra"]["km"].as_f64(), way["reached"].as_str()), (Some(110.0), Some("clear")));
    assert!(way["now"]["cost"].as_f64() > way["usual"]["cost"].as_f64());
    let route =
        ["route", "c", "--from", "Harbour", "--to", "Mill", "--as-of", "2025-09-10", "--format", "json"];
    let route = json(dir, &[&route[..], &["--class", "relief_4x4"]].concat());
    assert_eq!((&route["distance_km"], &route["duration_h"]), (&way["now"]["km"], &way["now"]["h"]));
    assert_eq!(answer["tlp"], "TLP:AMBER");
    assert!(stdout(dir, &base).contains("only under reported constraints"));
    let said = fails(dir, &["access", "c", "--between", "Mill,Mill"], 1);
    assert!(said.contains("two places or more"), "{said}");
    fails(dir, &["access", "c", "--between", "Mill,Ford", "--from", "Mill", "--within", "3"], 2);
}

#[test]
fn a_carrier_that_stopped_is_closed_by_any_of_its_names_and_goods_go_by_any_of_theirs() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    stdout(dir, &["new", "k"]);
    stdout(dir, &["read", "k"]);
    let rows = |args: &[&str]| {
        let base = ["status", "k", "--as-of", "2025-09-25", "--class", "bus", "--format", "json"];
        json(dir, &[&base[..], args].concat()).as_array().unwrap().clone()
    };
    let closed = rows(&["--operator", "DIARRA transport"]);
    assert!(closed.iter().all(|r| r["status"] == "closed"));
    let why = closed[0]["reasons"][0]["words"].as_str().unwrap();
    assert!(why.starts_with("operator suspension in force: Diarra Transport (everywhere)"), "{why}");
    assert!(rows(&[]).iter().all(|r| r["status"] != "closed"));
    let banned = |goods: &str| {
        let told = |r: &Value| r["reasons"].to_string().contains("commodity ban announced: fuel");
        rows(&["--goods", goods]).iter().filter(|r| told(r)).count()
    };
    assert!(banned("fuel") > 0);
    assert_eq!((banned("carburant"), banned("gazole"), banned("riz")), (banned("fuel"), banned("fuel"), 0));
    let said = fails(dir, &["status", "k", "--goods", "zzz"], 1);
    assert!(said.contains("no goods are known as `zzz`;") && said.contains("fuel"), "{said}");
    let nobody = common::faleme(dir, &["status", "k", "--operator", "Zoo"]).output().unwrap();
    assert!(String::from_utf8_lossy(&nobody.stderr).contains("the case's carriers: Diarra Transport"));
}

#[test]
fn tables_tell_day_class_marking_waits_and_each_reason_whole_with_its_id() {
    let folder = case();
    let dir = folder.path();
    let night = "Since September 1, 2025, a curfew is in force in Ford from 7 p.m. to 6 a.m.";
    write(
        &dir.join("c/sources"),
        "night.md",
        NEWS.replace("Gunmen attacked a convoy of trucks in Ford on September 5, 2025.", night),
    );
    stdout(dir, &["read", "c"]);
    let status = stdout(dir, &["status", "c", "--as-of", "2025-09-10", "-q"]);
    let lines: Vec<&str> = status.lines().collect();
    assert_eq!(lines[0], "2025-09-10, TLP:AMBER");
    assert!(lines[2].contains("class") && lines[3].contains("tanker"), "{status}");
    assert!(lines[3].ends_with("1 2"), "{status}");
    let rows = json(dir, &["status", "c", "--as-of", "2025-09-10", "--format", "json"]);
    for reason in rows[0]["reasons"].as_array().unwrap() {
        let (words, id) = (reason["words"].as_str().unwrap(), reason["constraint"].as_str().unwrap());
        assert_eq!(status.matches(&format!("restricted: {words} ({id})")).count(), 1, "{status}");
        stdout(dir, &["why", "c", id]);
    }
    let ask =
        ["route", "c", "--from", "Harbour", "--to", "Ford", "--as-of", "2025-09-10", "--departure", "18:00"];
    let route = stdout(dir, &[&ask[..], &["--class", "relief_4x4", "-q"]].concat());
    assert!(
        route.starts_with("Harbour – Ford, relief_4x4, 2025-09-10, TLP:AMBER\nfastest: 115 km"),
        "{route}"
    );
    assert!(route.contains("of them waiting for curfews to end)"), "{route}");
    assert!(route.contains("no way without a reported constraint is left"), "{route}");
    assert!(route.contains("against an undisturbed day: +0 km, +"), "{route}");
    assert!(route.contains("restricted: armed attack reported (Ford)"), "{route}");
    let answer = json(dir, &[&ask[..], &["--format", "json"]].concat());
    assert_eq!(answer["sections"][0]["reasons"].as_array().unwrap().len(), 2);
    let map = json(dir, &[&ask[..], &["--format", "geojson"]].concat());
    assert_eq!(
        (map["data"]["network"].as_str(), map["data"]["as_of"].as_str()),
        (Some("hand-made"), Some("2025-09-10"))
    );
    assert_eq!(
        map["features"][0]["geometry"]["coordinates"],
        serde_json::json!([[-12.0, 14.0], [-11.0, 14.0]])
    );
    let long = json(dir, &["route", "c", "--from", "Harbour", "--to", "Mill", "--format", "geojson"]);
    assert_eq!(
        long["features"][0]["geometry"]["coordinates"].as_array().unwrap().len(),
        3,
        "no position twice"
    );
    let none = json(dir, &["route", "c", "--from", "Ford", "--to", "Ford", "--format", "geojson"]);
    assert!(none["features"][0]["geometry"].is_null());
    let none = stdout(dir, &["route", "c", "--from", "Ford", "--to", "Ford"]);
    assert!(none.contains("0 km, 0 h, 0 XOF a tonne (0–0)") && !none.contains("-0"), "{none}");
}

#[test]
fn a_section_that_the_class_cannot_drive_in_the_season_says_so() {
    let folder = case();
    let dir = folder.path();
    write(&dir.join("c"), "roads.geojson", ROADS.replace("paved", "earth"));
    let rows = |day: &str| stdout(dir, &["status", "c", "--class", "tanker", "--as-of", day, "-q"]);
    assert!(
        rows("2025-08-20").contains("unknown, no road for a tanker in this season"),
        "{}",
        rows("2025-08-20")
    );
    assert!(!rows("2025-02-20").contains("no road for"));
}
