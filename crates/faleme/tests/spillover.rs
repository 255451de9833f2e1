//! `spillover` as a user runs it, on invented rows and reports.

mod common;

use common::{fails, faleme, json, stdout, with_case, write};
use serde_json::Value;
use std::fmt::Write;
use std::path::Path;
use tempfile::TempDir;

const HEAD: &str = "id,type_of_violence,side_a,side_b,where_prec,latitude,longitude,country,date_prec,date_start,date_end,best,high,low";

/// Six years in which events in the east (Mali) are followed by events in the west (Senegal) a month later.
fn rows() -> String {
    let mut text = format!("{HEAD}\n");
    for month in 0..72 {
        let day = format!("{}-{:02}-11", 2015 + month / 12, month % 12 + 1);
        let mut row = |id: String, at: &str, country: &str| {
            writeln!(text, "{id},1,A,B,1,{at},{country},1,{day},{day},3,3,3").unwrap();
        };
        for n in 0..3 {
            if month % 9 < 3 {
                row(format!("e{month}-{n}"), "14.4,-10.9", "Mali");
            }
            if (1..4).contains(&(month % 9)) && n < 2 {
                row(format!("w{month}-{n}"), "14.4,-11.4", "Senegal");
            }
        }
    }
    // Senegal to the last month, so that both end alike.
    text.push_str("z,1,A,B,1,14.4,-16.5,Senegal,1,2020-12-11,2020-12-11,1,1,1\n");
    text
}

const AREAS: &str = r#"
[[areas]]
name = "East"
country = "MLI"
boundary = "east.geojson"

[[areas]]
name = "West"
country = "SEN"
boundary = "west.geojson"

[[areas]]
name = "Coast"
country = "SEN"
boundary = "coast.geojson"

[[places]]
name = "Rivertown"
kind = "populated_place"
country = "SEN"
lat = 14.4
lon = -11.1

[[places]]
name = "Sanko Region"
kind = "admin1"
country = "SEN"
"#;

const REPORTS: &str = r#"
[[reports]]
risk = "contagion"
country = "SEN"
with = "MLI"
crime = "laundered_livestock"
commodity = "cattle"
count = 4
month = "2020-11"
published = 2020-12-02
text = "A court hears four cases of stolen cattle sold across the border."
source = "Court bulletin"

[[reports]]
risk = "contagion"
country = "SEN"
with = "MLI"
crime = "timber"
month = "2020-11"
published = 2021-06-01
text = "Published too late for the day asked about."
source = "Bulletin"

[[reports]]
risk = "security"
country = "SEN"
admin1 = "Sanko Region"
month = "2020-10"
published = 2020-10-20
text = "The ministry announces a budget for the region."
source = "Official journal"

[[reports]]
risk = "security"
country = "SEN"
district = "West"
month = "2020-10"
published = 2020-10-20
text = "Too fine."
source = "Official journal"
"#;

fn square(west: i32) -> String {
    let (w, e) = (west, west + 1);
    format!(r#"{{"type":"Polygon","coordinates":[[[{w},14],[{e},14],[{e},15],[{w},15],[{w},14]]]}}"#)
}

fn case() -> TempDir {
    let folder = with_case();
    let case = folder.path().join("c");
    let mut text = std::fs::read_to_string(case.join("case.toml")).unwrap();
    text.push_str(AREAS);
    let text = text.replacen("[case]\n", "[case]\ncountry = \"MLI\"\n", 1);
    assert!(text.contains("country = \"MLI\""));
    write(&case, "case.toml", text);
    for (name, west) in [("east", -11), ("west", -12), ("coast", -17)] {
        write(&case, &format!("{name}.geojson"), square(west));
    }
    write(&case, "neighbours.toml", REPORTS);
    folder
}

fn import(dir: &Path) {
    write(dir, "rows.csv", rows());
    stdout(dir, &["import", "c", "ucdp", "rows.csv", "--release", "20.9", "--released", "2020-12-31"]);
}

const ASK: [&str; 6] = ["spillover", "c", "--as-of", "2020-12-31", "--format", "json"];

fn indicators<'a>(district: &'a Value, name: &str) -> Vec<&'a Value> {
    let all = district["indicators"].as_array().unwrap().iter();
    all.filter(|i| i["indicator"] == name).collect()
}

#[test]
fn shares_and_removal_of_the_districts_at_the_border() {
    let folder = case();
    import(folder.path());
    let told = json(folder.path(), &ASK);
    let names: Vec<&Value> = told.as_array().unwrap().iter().map(|d| &d["district"]).collect();
    assert_eq!(names, ["West"], "the coast is far, the east is the middle country's own");
    let west = &told[0];
    assert_eq!((&west["country"], &west["facing"][0]), (&Value::from("SEN"), &Value::from("MLI")));
    let share = |key: &str| west[key].as_f64().unwrap();
    assert!((share("own") + share("across") + share("background") - 1.0).abs() < 1e-9);
    assert!(share("across") > 0.2, "{west}");
    assert_eq!((&west["method"], &west["origin"]), (&Value::from("hawkes"), &Value::from("2020-12")));
    assert!(west["hawkes"]["across_low"].as_f64() <= west["across"].as_f64());
    let removal = &west["removal"];
    assert_eq!(removal["model"], "conflictology_n");
    // Of the last twelve months four hold bursts in the east (9 deaths) and three in the west (6).
    let value = |key: &str| removal[key].as_f64().unwrap();
    assert!(value("without") < value("with") && value("across") > 0.0, "{removal}");
    let again = json(folder.path(), &ASK);
    assert_eq!(told, again);
    let table = stdout(folder.path(), &["spillover", "c", "--as-of", "2020-12-31", "--horizon", "1..3"]);
    assert!(table.contains("without neighbours") && table.contains("laundered_livestock"), "{table}");
}

#[test]
fn indicators_stand_with_their_evidence_and_silence_is_no_report() {
    let folder = case();
    import(folder.path());
    let told = json(folder.path(), &ASK);
    let west = &told[0];
    let near = indicators(west, "incidents_within_50_km");
    assert_eq!(
        (near.len(), &near[0]["of"], &near[0]["status"]),
        (1, &Value::from("Rivertown"), &Value::from("reported"))
    );
    let month = &near[0]["months"][0];
    assert_eq!(month["evidence"].as_array().unwrap().len() as f64, month["value"].as_f64().unwrap());
    let why =
        |id: &Value| stdout(folder.path(), &["why", "c", id.as_str().unwrap(), "--as-of", "2020-12-31"]);
    assert!(why(&month["evidence"][0]).contains("ucdp"));
    let cattle = indicators(west, "laundered_livestock");
    assert_eq!(
        (&cattle[0]["value"], &cattle[0]["of"], &cattle[0]["with"]),
        (&Value::from(4.0), &Value::from("cattle"), &Value::from("MLI"))
    );
    assert!(why(&cattle[0]["months"][0]["evidence"][0]).contains("Court bulletin"));
    let timber = indicators(west, "timber");
    assert_eq!((&timber[0]["status"], &timber[0]["value"]), (&Value::from("no report"), &Value::Null));
    let security = indicators(west, "national_commitments");
    assert_eq!(
        (security.len(), &security[0]["of"], &security[0]["value"]),
        (1, &Value::from("Sanko Region"), &Value::from(1.0))
    );
    let closed = indicators(west, "days_under_closure_or_curfew");
    assert_eq!(closed[0]["status"], "no report");
    let risks: std::collections::BTreeSet<&str> =
        west["indicators"].as_array().unwrap().iter().map(|i| i["risk"].as_str().unwrap()).collect();
    assert_eq!(
        risks.into_iter().collect::<Vec<_>>(),
        ["border_town", "contagion", "incursion", "security", "trade"]
    );
    assert!(west.get("score").is_none() && west.get("index").is_none());
    let output = faleme(folder.path(), &ASK).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("neighbours.toml:33") && said.contains("first-level division only"), "{said}");
}

#[test]
fn with_too_little_history_no_share_is_told() {
    let folder = case();
    let told = json(folder.path(), &ASK);
    let west = &told[0];
    for key in ["own", "across", "background", "method", "hawkes", "removal", "origin"] {
        assert_eq!(west[key], Value::Null, "{key}");
    }
    assert!(west["why_none"].as_str().unwrap().contains("no dated row"), "{west}");
    let short: String = rows().lines().take(30).map(|l| format!("{l}\n")).collect();
    write(folder.path(), "rows.csv", short);
    stdout(folder.path(), &["import", "c", "ucdp", "rows.csv", "--release", "1", "--released", "2020-12-31"]);
    let output = faleme(folder.path(), &ASK).output().unwrap();
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told[0]["across"], Value::Null);
    assert!(told[0]["why_none"].as_str().unwrap().contains("too little history: "), "{}", told[0]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("spillover.late"), "{said}");
}

#[test]
fn without_districts_on_both_sides_there_is_nothing_to_tell() {
    let folder = case();
    let path = folder.path().join("c/case.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("west.geojson", "coast.geojson")).unwrap();
    let said = fails(folder.path(), &["spillover", "c"], 1);
    assert!(said.contains("no district lies within 25 km") && said.contains("MLI"), "{said}");
}

#[test]
fn the_case_that_ships_tells_of_its_neighbours() {
    let folder = tempfile::tempdir().unwrap();
    stdout(folder.path(), &["demo", "k"]);
    let told = json(folder.path(), &["spillover", "k", "--format", "json"]);
    let districts = told.as_array().unwrap();
    assert!(districts.len() >= 6, "{}", districts.len());
    for district in districts {
        assert_eq!(district["facing"], serde_json::json!(["MLI"]));
        assert_eq!(district["across"], Value::Null, "the demonstration holds no rows");
    }
    // Attacks on positions of forces are told by month and region only; that silence is said.
    let near = indicators(&districts[0], "incidents_within_50_km");
    assert!(near.iter().all(|i| i["note"].as_str().unwrap().contains("would show where forces stand")));
    let reported = indicators(&districts[0], "national_commitments");
    assert!(reported.iter().all(|i| i["months"][0]["evidence"][0].is_string()));
}
