//! `backtest` as a user runs it, on invented rows.

mod common;

use common::{fails, faleme, json, stdout, with_case, write};
use serde_json::Value;
use std::fmt::Write;
use std::path::Path;
use tempfile::TempDir;

const HEAD: &str = "id,type_of_violence,side_a,side_b,where_prec,latitude,longitude,country,date_prec,date_start,date_end,best,high,low";

/// Rows of ten years from 2010 on: every month two in one cell of Mali, every fifth month one in a cell of Niger far away.
/// `best` deaths each.
fn rows(best: u32, last_year: usize) -> String {
    let mut text = format!("{HEAD}\n");
    for month in 0..(last_year - 2009) * 12 {
        let day = format!("{}-{:02}-11", 2010 + month / 12, month % 12 + 1);
        let mut row = |id: String, at: &str, country: &str| {
            writeln!(text, "{id},1,A,B,1,{at},{country},1,{day},{day},{best},{best},{best}").unwrap();
        };
        row(format!("a{month}"), "14.6,-9.2", "Mali");
        row(format!("b{month}"), "14.7,-9.1", "Mali");
        if month % 5 == 0 {
            row(format!("c{month}"), "14.6,2.2", "Niger");
        }
    }
    text
}

fn import(dir: &Path, text: &str, release: &str, released: &str) {
    write(dir, "rows.csv", text);
    stdout(dir, &["import", "c", "ucdp", "rows.csv", "--release", release, "--released", released]);
}

fn case() -> TempDir {
    let folder = with_case();
    import(folder.path(), &rows(3, 2019), "20.1", "2020-06-01");
    folder
}

fn of<'a>(records: &'a Value, window: &str, country: &str, model: &str) -> &'a Value {
    let same = |r: &&Value| r["window"] == window && r["country"] == country && r["model"] == model;
    records.as_array().unwrap().iter().find(same).unwrap_or(&Value::Null)
}

fn said(dir: &Path, args: &[&str]) -> String {
    let output = faleme(dir, args).output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn the_last_four_years_by_country_and_model() {
    let folder = case();
    let records = json(folder.path(), &["backtest", "c", "--format", "json"]);
    let windows: Vec<&str> =
        records.as_array().unwrap().iter().map(|r| r["window"].as_str().unwrap()).collect();
    for window in ["2016", "2017", "2018", "2019", "2016..2019"] {
        assert!(windows.contains(&window), "{window}");
    }
    // Six deaths every month in one of the nine cells of Mali, told exactly by its own year.
    let mali = of(&records, "2018", "MLI", "conflictology");
    assert_eq!(
        (mali["crps"].as_f64(), mali["cells"].as_u64(), mali["months"].as_u64()),
        (Some(0.0), Some(9), Some(12))
    );
    let zero = of(&records, "2018", "MLI", "zero");
    assert!((zero["crps"].as_f64().unwrap() - 6.0 / 9.0).abs() < 1e-12);
    assert_eq!((&zero["unit"], &zero["revised"]), (&Value::from("pgm"), &Value::from(true)));
    for key in ["ign", "mis", "brier", "auc", "average_precision", "skill", "skill_low", "skill_high"] {
        assert!(zero[key].is_number(), "{key}");
    }
    assert!(zero.get("onset_average_precision").is_some());
    assert_eq!(of(&records, "2018", "ALL", "boot_240")["fallback"], "conflictology");
    let table = stdout(folder.path(), &["backtest", "c", "--windows", "2018"]);
    assert!(
        table.contains("boot_240 (conflictology in its place)") && table.contains("P(any), 2018"),
        "{table}"
    );
    assert!(!table.contains("-0.0 "), "{table}");
    assert!(table.lines().all(|line| line.chars().count() <= 100), "{table}");
}

#[test]
fn cells_origins_and_models_as_asked() {
    let folder = case();
    write(folder.path(), "cells.csv", "gid,iso3\n150822,MLI\n150823,MLI\n0,MLI\n");
    let args = ["backtest", "c", "--cells", "cells.csv", "--origin", "2015-03", "--horizon", "1..6"];
    let args = [&args[..], &["--model", "zero", "--seed", "7", "--format", "json"]].concat();
    let records = json(folder.path(), &args);
    let all = of(&records, "2015-03+1..6", "ALL", "zero");
    assert_eq!(
        (all["cells"].as_u64(), all["months"].as_u64(), all["crps"].as_f64()),
        (Some(2), Some(6), Some(3.0))
    );
    assert_eq!(records.as_array().unwrap().len(), 4);
    let said = said(folder.path(), &args);
    assert!(said.contains("cells.csv:4: warning[cells.line]") && said.contains("seed 7"), "{said}");
    assert!(said.contains("panel.outside"), "{said}");
}

#[test]
fn countries_and_districts() {
    let folder = case();
    let records =
        json(folder.path(), &["backtest", "c", "--unit", "country", "--windows", "2018", "--format", "json"]);
    assert_eq!(of(&records, "2018", "MLI", "zero")["crps"], 6.0);
    assert_eq!(of(&records, "2018", "MLI", "zero")["baseline"], "conflictology");
    assert_eq!(of(&records, "2018", "MLI", "conflictology_n"), &Value::Null);
    let none = fails(folder.path(), &["backtest", "c", "--unit", "admin2"], 1);
    assert!(none.contains("no district with an outline"), "{none}");
    let case = folder.path().join("c");
    let mut text = std::fs::read_to_string(case.join("case.toml")).unwrap();
    text.push_str("\n[[areas]]\nname = \"Hill\"\ncountry = \"MLI\"\nboundary = \"hill.geojson\"\n");
    text.push_str("\n[[areas]]\nname = \"Plain\"\ncountry = \"MLI\"\nboundary = \"plain.geojson\"\n");
    write(&case, "case.toml", text);
    let square = |west: i32| {
        let (w, e) = (west, west + 2);
        format!(r#"{{"type":"Polygon","coordinates":[[[{w},14],[{e},14],[{e},16],[{w},16],[{w},14]]]}}"#)
    };
    write(&case, "hill.geojson", square(-10));
    write(&case, "plain.geojson", square(-8));
    let args = ["backtest", "c", "--unit", "admin2", "--windows", "2018", "--format", "json"];
    let records = json(folder.path(), &args);
    let zero = of(&records, "2018", "MLI", "zero");
    assert_eq!(
        (&zero["unit"], zero["cells"].as_u64(), zero["crps"].as_f64()),
        (&Value::from("admin2"), Some(2), Some(3.0))
    );
    assert!(said(folder.path(), &args).contains("lie outside the units"));
}

#[test]
fn a_release_of_the_time_is_what_models_see() {
    let folder = with_case();
    import(folder.path(), &rows(3, 2017), "17.9", "2017-11-20");
    import(folder.path(), &rows(5, 2019), "20.1", "2020-06-01");
    let args = [
        "backtest",
        "c",
        "--windows",
        "2018..2019",
        "--model",
        "conflictology,conflictology_n",
        "--format",
        "json",
    ];
    let records = json(folder.path(), &args);
    let then = of(&records, "2018", "MLI", "conflictology");
    // It saw 6 deaths a month where there were 10, as the later release has it.
    assert_eq!(then["revised"], false);
    assert!((then["crps"].as_f64().unwrap() - 4.0 / 9.0).abs() < 1e-12, "{then}");
    let later = of(&records, "2019", "MLI", "conflictology");
    assert_eq!((&later["revised"], later["crps"].as_f64()), (&Value::from(true), Some(0.0)));
    let said = said(folder.path(), &args);
    assert!(
        said.contains("what was known at 2017-10 differs from the newest release in 113 months of units"),
        "{said}"
    );
}

#[test]
fn what_cannot_be_scored_is_said() {
    let folder = with_case();
    let dir = folder.path();
    let none = fails(dir, &["backtest", "c"], 1);
    assert!(none.contains("panel.empty") && none.contains("import"), "{none}");
    import(dir, &rows(3, 2010), "11.1", "2011-06-01");
    let short = fails(dir, &["backtest", "c"], 1);
    assert!(short.contains("too little history"), "{short}");
    let open = fails(dir, &["backtest", "c", "--windows", "2012"], 1);
    assert!(open.contains("2012 is not over in the data: they end with 2010-12"), "{open}");
    let before = fails(dir, &["backtest", "c", "--windows", "2009"], 1);
    assert!(before.contains("no history"), "{before}");
    let model = fails(dir, &["backtest", "c", "--model", "oracle"], 1);
    assert!(model.contains("there is no model `oracle`"), "{model}");
    let target = fails(dir, &["backtest", "c", "--target", "abduction"], 1);
    assert!(target.contains("--incidents"), "{target}");
    let nobody = fails(dir, &["backtest", "c", "--target", "abduction", "--incidents", "acled"], 1);
    assert!(nobody.contains("no row of a dataset `acled` is there"), "{nobody}");
    let zeros = fails(dir, &["backtest", "c", "--target", "non_state"], 1);
    assert!(zeros.contains("nothing was counted as non_state in any unit"), "{zeros}");
    let usage = fails(dir, &["backtest", "c", "--windows", "2019..2018"], 2);
    assert!(usage.contains("no years"), "{usage}");
    fails(dir, &["backtest", "c", "--horizon", "1..3"], 2);
}

#[test]
fn a_missing_file_leaves_a_gap_that_is_told() {
    let folder = with_case();
    let whole = rows(3, 2019);
    let holed: Vec<&str> = whole.lines().filter(|l| !l.contains(",2016-")).collect();
    import(folder.path(), &holed.join("\n"), "20.1", "2020-06-01");
    let said = said(folder.path(), &["backtest", "c"]);
    assert!(said.contains("no row at all from 2016-01 to 2016-12"), "{said}");
    assert!(said.contains("2016 is not scored"), "{said}");
}

#[test]
fn draws_are_the_same_bytes_for_the_same_seed() {
    let folder = case();
    let dir = folder.path();
    let drawn = |name: &str, seed: &str| {
        let args = [
            "backtest",
            "c",
            "--unit",
            "country",
            "--windows",
            "2018..2019",
            "--draws",
            name,
            "--seed",
            seed,
        ];
        stdout(dir, &args);
        std::fs::read(dir.join(name)).unwrap()
    };
    let first = drawn("a.parquet", "1");
    assert!(first.starts_with(b"PAR1") && first.ends_with(b"PAR1"));
    assert_eq!(first, drawn("b.parquet", "1"));
    assert_ne!(first, drawn("c.parquet", "2"));
    let nowhere = fails(dir, &["backtest", "c", "--windows", "2018", "--draws", "no/where.parquet"], 1);
    assert!(nowhere.contains("writing the draws to no/where.parquet"), "{nowhere}");
}
