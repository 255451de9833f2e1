//! Reports and datasets of one incident, from the command line to one event and back to every line behind it.

mod common;

use common::{fails, json, stdout, with_case, write};
use serde_json::Value;
use std::path::Path;

const HEAD: &str = "id,year,code_status,type_of_violence,side_a,side_b,where_prec,where_coordinates,adm_1,adm_2,\
    latitude,longitude,country,date_prec,date_start,date_end,best,high,low,source_date";

const ACLED: &str = "data_id,iso,event_id_cnty,event_id_no_cnty,event_date,year,time_precision,event_type,sub_event_type,\
    actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,region,country,admin1,admin2,admin3,location,\
    latitude,longitude,geo_precision,source,source_scale,notes,fatalities,timestamp,iso3";

/// A UCDP row of Mali in May 2021.
fn row(id: u32, place: &str, lat: f64, day: u32) -> String {
    format!(
        "{id},2021,Clear,3,Group Y,Civilians,1,{place},Alpha region,Alpha cercle,{lat},-11.5,Mali,1,\
         2021-05-{day:02},2021-05-{day:02},4,5,3,2021-05-{day:02}"
    )
}

const CASE: &str = r#"
[case]
id = "test"
title = { fr = "Essai", en = "Test" }

[datasets.acled]
licence_confirmed = "A. Analyst, 2026-11-21"

[[places]]
name = "Alphaville"
kind = "populated_place"
country = "MLI"
lat = 14.5
lon = -11.5

[[actors]]
name = "Group Y"
aliases = ["Groupe Y"]
kind = "armed_group"

[[sources]]
name = "UCDP"
reliability = "A"
reason = "codebook"
"#;

/// A case with a report of an attack at Alphaville on 4 May 2021, that attack and another one in UCDP, and a third in ACLED.
fn case() -> tempfile::TempDir {
    let folder = with_case();
    let dir = folder.path();
    write(&dir.join("c"), "case.toml", CASE);
    let text =
        "Le 4 mai 2021, des hommes armés du Groupe Y ont attaqué Alphaville. Quatre civils ont été tués.\n";
    write(dir, "report.txt", text);
    stdout(dir, &["read", "c", "report.txt", "--published", "2021-05-06"]);
    let rows = [row(1, "Alphaville", 14.5, 4), row(2, "Betaville", 15.9, 20)].join("\n");
    write(dir, "GEDEvent_v24_1.csv", format!("{HEAD}\n{rows}\n"));
    stdout(dir, &["import", "c", "ucdp", "GEDEvent_v24_1.csv", "--released", "2024-06-01"]);
    let acled = "1,466,MLI9,9,09 June 2021,2021,1,Battles,Armed clash,Group Y,,2,Military Forces,,1,12,Western Africa,Mali,\
                 Gamma,Gamma,,Gammaville,13.1,-8.2,1,Daily,National,words,7,1623300000,MLI";
    write(dir, "acled.csv", format!("{ACLED}\n{acled}\n"));
    stdout(dir, &["import", "c", "acled", "acled.csv"]);
    folder
}

fn events(dir: &Path, more: &[&str]) -> Vec<Value> {
    let args = [&["events", "c", "--format", "json"], more].concat();
    json(dir, &args).as_array().unwrap().clone()
}

/// The event that lists row `id` of `dataset`.
fn with_row(events: &[Value], dataset: &str, id: &str) -> Value {
    let holds =
        |e: &&Value| e["rows"].as_array().unwrap().iter().any(|r| r["dataset"] == dataset && r["id"] == id);
    events.iter().find(holds).unwrap_or_else(|| panic!("no event lists {dataset} {id}")).clone()
}

#[test]
fn a_report_and_a_row_are_one_event_and_why_leads_to_both() {
    let folder = case();
    let dir = folder.path();
    let all = events(dir, &[]);
    let both = with_row(&all, "ucdp", "1");
    assert!(!both["claims"].as_array().unwrap().is_empty(), "{both:#}");
    assert_eq!((&both["type"], &both["estimate"]["best"]), (&"armed_attack".into(), &4.0.into()));
    assert_eq!(both["actors"][0], "Group Y");
    let tree = stdout(dir, &["why", "c", both["id"].as_str().unwrap()]);
    assert!(tree.contains("attaqué Alphaville") && tree.contains("where_coordinates"), "{tree}");
    let native = json(dir, &["why", "c", "ucdp/1", "--format", "json"]);
    assert_eq!(native["kind"], "row");
    assert!(
        native["from"].as_array().unwrap().iter().any(|c| c["id"] == "best" && c["text"] == "4"),
        "{native:#}"
    );
}

#[test]
fn what_was_not_released_yet_does_not_count() {
    let folder = case();
    let then = events(folder.path(), &["--as-of", "2022-01-01"]);
    assert!(
        then.iter().all(|e| e["rows"].as_array().unwrap().iter().all(|r| r["dataset"] != "ucdp")),
        "{then:#?}"
    );
    assert!(then.iter().any(|e| !e["claims"].as_array().unwrap().is_empty()));
}

#[test]
fn acled_rows_stay_on_the_machine() {
    let folder = case();
    let dir = folder.path();
    assert!(!with_row(&events(dir, &[]), "acled", "MLI9").is_null());
    for form in ["csv", "geojson"] {
        let file = stdout(dir, &["events", "c", "--format", form]);
        assert!(!file.contains("Gammaville") && !file.contains("acled"), "{form}: {file}");
        assert!(file.contains("Alphaville"), "{form}: {file}");
    }
}

#[test]
fn a_merge_of_rows_is_taken_back() {
    let folder = case();
    let dir = folder.path();
    let before = events(dir, &[]);
    stdout(dir, &["review", "c", "merge", "ucdp/1", "ucdp/2", "--why", "one raid over two weeks"]);
    let merged = events(dir, &[]);
    assert_eq!(with_row(&merged, "ucdp", "1")["id"], with_row(&merged, "ucdp", "2")["id"]);
    let said = stdout(dir, &["contradictions", "c"]);
    assert!(said.contains("2021-05-20") && said.contains("ucdp 24.1"), "{said}");
    stdout(dir, &["review", "c", "undo", "1", "--why", "two raids"]);
    assert_eq!(events(dir, &[]), before);
    stdout(dir, &["review", "c", "split", "ucdp/1", "--why", "another village of that name"]);
    assert!(with_row(&events(dir, &[]), "ucdp", "1")["claims"].as_array().unwrap().is_empty());
    let said = fails(dir, &["review", "c", "split", "ucdp/77", "--why", "x"], 1);
    assert!(said.contains("no row `ucdp/77`"), "{said}");
}

#[test]
fn filters_take_areas_types_and_days() {
    let folder = case();
    let dir = folder.path();
    let names = |more: &[&str]| -> Vec<String> {
        let name = |e: &Value| e["places"][0]["name"].as_str().unwrap_or("").to_owned();
        events(dir, more).iter().map(name).collect()
    };
    assert_eq!(names(&["--area", "Alpha region", "--type", "armed_attack"]), ["Alphaville", "Betaville"]);
    assert_eq!(names(&["--from", "2021-06-01"]), ["Gammaville"]);
    assert!(fails(dir, &["events", "c", "--area", "Nowhere"], 1).contains("Nowhere"));
}

#[test]
fn where_forces_stand_shows_in_no_list_and_no_letter() {
    let folder = with_case();
    let dir = folder.path();
    write(&dir.join("c"), "case.toml", POSITIONS);
    let day = |n: u32, words: &str| format!("On {n} February 2024, {words}\n");
    let texts = [
        (24, day(23, "the army set up a checkpoint at Alphaville with 12 soldiers.")),
        (25, day(23, "fighters captured the army camp at Alphaville, held by 80 soldiers, at 4 a.m.")),
        (26, day(25, "fighters captured the army camp at Alphaville, held by 30 soldiers.")),
        (27, day(23, "the army denied that fighters captured the army camp at Alphaville.")),
    ];
    for (n, text) in &texts {
        let name = format!("r{n}.txt");
        write(dir, &name, text);
        stdout(dir, &["read", "c", &name, "--published", &format!("2024-03-{n:02}")]);
    }
    let read = json(dir, &["claims", "c", "--format", "json"]).to_string();
    assert!(read.contains("\"checkpoint\"") && read.contains("\"territorial_control\""), "{read}");
    let hidden = ["soldiers", "Alphaville", "4 a.m.", "2024-02-23", "2024-02-25", "23 February", "\"23 \""];
    let events = events(dir, &[]);
    assert!(events.iter().any(|e| e["type"] == "territorial_control"), "{events:#?}");
    let mut outputs: Vec<String> = events.iter().map(Value::to_string).collect();
    for args in [
        &["contradictions", "c"][..],
        &["contradictions", "c", "--format", "json"],
        &["control", "c", "--format", "json"],
        &["constraints", "c", "--format", "json"],
        &["threats", "c", "--format", "json"],
        &["events", "c", "--format", "csv"],
    ] {
        outputs.push(stdout(dir, args));
    }
    stdout(dir, &["letter", "c", "--lang", "en"]);
    for file in std::fs::read_dir(dir.join("c/letters")).unwrap() {
        outputs.push(std::fs::read_to_string(file.unwrap().path()).unwrap());
    }
    assert!(outputs.len() > 8, "the letter is among them");
    for output in outputs {
        for word in hidden {
            assert!(!output.contains(word), "{word} in {output}");
        }
    }
    let within =
        |from: &str, to: &str| json(dir, &["events", "c", "--from", from, "--to", to, "--format", "json"]);
    assert_eq!(within("2024-02-23", "2024-02-23"), within("2024-02-11", "2024-02-12"));
}

const POSITIONS: &str = r#"
[case]
id = "test"
title = { fr = "Essai", en = "Test" }

[[places]]
name = "Alpha Region"
kind = "admin1"
country = "MLI"

[[places]]
name = "Alphaville"
kind = "populated_place"
country = "MLI"
admin1 = "Alpha Region"
lat = 14.5
lon = -11.5
"#;
