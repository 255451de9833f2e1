//! `outlook` as a user runs it, on invented rows.

mod common;

use common::{fails, faleme, json, stdout, with_case, write};
use serde_json::Value;
use std::fmt::Write;
use std::path::Path;
use tempfile::TempDir;

const HEAD: &str = "id,type_of_violence,side_a,side_b,where_prec,latitude,longitude,country,date_prec,date_start,date_end,best,high,low";

/// Rows of whole years from 2010 on: every second month `best` deaths in one cell of Mali, every tenth in a cell of Niger
/// far away, each on the 11th.
fn rows(best: u32, last_year: usize) -> String {
    let mut text = format!("{HEAD}\n");
    for month in 0..(last_year - 2009) * 12 {
        let day = format!("{}-{:02}-11", 2010 + month / 12, month % 12 + 1);
        let mut row = |id: String, kind: u8, at: &str, country: &str, best: u32| {
            writeln!(text, "{id},{kind},A,B,1,{at},{country},1,{day},{day},{best},{best},{best}").unwrap();
        };
        row(format!("o{month}"), 3, "14.6,-9.2", "Mali", 1);
        if month % 2 == 0 {
            row(format!("a{month}"), 1, "14.6,-9.2", "Mali", best);
        }
        if month % 10 == 0 {
            row(format!("c{month}"), 1, "14.6,2.2", "Niger", best);
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

fn said(dir: &Path, args: &[&str]) -> String {
    let output = faleme(dir, args).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stderr).unwrap()
}

const COUNTRY: [&str; 6] = ["outlook", "c", "--unit", "country", "--format", "json"];

#[test]
fn a_forecast_stands_beside_the_baseline_the_history_and_the_record() {
    let folder = case();
    let told = json(folder.path(), &COUNTRY);
    let told = told.as_array().unwrap();
    assert_eq!(told.len(), 12, "two countries, six months");
    let mali = &told[0];
    assert_eq!((&mali["unit"], &mali["country"]), (&Value::from("MLI"), &Value::from("MLI")));
    assert_eq!((&mali["period"], &mali["origin"]), (&Value::from("2020-01"), &Value::from("2019-12")));
    // Three deaths in every second month.
    let baseline = &mali["baseline"];
    assert_eq!((baseline["p_any"].as_f64(), baseline["mean"].as_f64()), (Some(0.5), Some(1.5)));
    assert_eq!(baseline["quantiles"]["0.95"], 3.0);
    assert_eq!(baseline["model"], "conflictology");
    let history: Vec<u64> = mali["history"].as_array().unwrap().iter().map(|n| n.as_u64().unwrap()).collect();
    assert_eq!(history, [3, 0].repeat(12));
    assert!((0.0..=1.0).contains(&mali["p_any"].as_f64().unwrap()) && mali["mean"].is_number());
    let record = &mali["record"];
    assert_eq!((&record["past_scored"], &record["revised"]), (&Value::from(true), &Value::from(true)));
    assert_eq!(record["origins"], serde_json::json!(["2016-06", "2017-06", "2018-06", "2019-06"]));
    assert_eq!((record["all"]["units"].as_u64(), record["all"]["months"].as_u64()), (Some(2), Some(24)));
    for key in ["crps", "crps_baseline", "brier", "brier_baseline"] {
        assert!(record["all"][key].is_number() && record["country"][key].is_number(), "{key}");
    }
    assert!(record["beats_baseline"].is_boolean());
    let table = stdout(folder.path(), &COUNTRY[..4]);
    for words in
        ["known to 2019-12", "baseline P(any)", "36 in 12", "record: 2 units × 24 months", "revised data"]
    {
        assert!(table.contains(words), "{words}\n{table}");
    }
}

#[test]
fn the_record_is_kept_and_says_the_same_again() {
    let folder = case();
    let first = said(folder.path(), &COUNTRY);
    assert_eq!(first, said(folder.path(), &COUNTRY));
    assert_eq!(stdout(folder.path(), &COUNTRY), stdout(folder.path(), &COUNTRY));
    let kept: i64 = rusqlite::Connection::open(folder.path().join("c/case.db"))
        .unwrap()
        .query_row("SELECT count(*) FROM derived WHERE key LIKE 'outlook %'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(kept, 1);
}

#[test]
fn cells_and_countries_without_rows_are_told_as_such() {
    let folder = case();
    write(folder.path(), "cells.csv", "gid,iso3\n150822,MLI\n150823,MLI\n150850,TGO\n");
    let args = ["outlook", "c", "--cells", "cells.csv", "--horizon", "2", "--format", "json"];
    let told = json(folder.path(), &args);
    let cautions: Vec<&Value> = told.as_array().unwrap().iter().map(|r| &r["cautions"]).collect();
    assert_eq!(*cautions[0], serde_json::json!([]));
    assert_eq!(*cautions[1], serde_json::json!(["never_any"]));
    assert_eq!(*cautions[2], serde_json::json!(["never_any", "no_rows_of_country"]));
    assert_eq!((&told[0]["period"], &told[0]["unit"]), (&Value::from("2020-02"), &Value::from(150_822)));
    assert!(said(folder.path(), &args).contains("lie outside the units"));
}

#[test]
fn a_month_known_in_part_is_no_origin() {
    let folder = with_case();
    import(folder.path(), &rows(3, 2019), "19.12", "2019-12-20");
    let told = json(folder.path(), &COUNTRY);
    assert_eq!((&told[0]["origin"], &told[0]["period"]), (&Value::from("2019-11"), &Value::from("2019-12")));
    let said = said(folder.path(), &COUNTRY);
    assert!(said.contains("2019-12 is known in part only: the newest release is of 2019-12-20"), "{said}");
    assert!(said.contains("old news:"), "{said}");
    let whole = with_case();
    import(whole.path(), &rows(3, 2019), "19.12", "2019-12-31");
    assert_eq!(json(whole.path(), &COUNTRY)[0]["origin"], "2019-12");
    let inferred = with_case();
    write(inferred.path(), "rows.csv", rows(3, 2019));
    stdout(inferred.path(), &["import", "c", "ucdp", "rows.csv"]);
    assert_eq!(json(inferred.path(), &COUNTRY)[0]["origin"], "2019-11", "the newest row is of 11 December");
}

#[test]
fn what_cannot_be_forecast_is_said() {
    let folder = with_case();
    let dir = folder.path();
    let none = fails(dir, &["outlook", "c"], 1);
    assert!(none.contains("panel.empty") && none.contains("faleme import DIR ucdp FILE"), "{none}");
    import(dir, &rows(3, 2010), "10.12", "2010-11-15");
    let short = fails(dir, &["outlook", "c"], 1);
    assert!(
        short.contains("too little history: the baseline needs 12 whole months and there are 10"),
        "{short}"
    );
    let zeros = fails(dir, &["outlook", "c", "--target", "non_state"], 1);
    assert!(zeros.contains("nothing was counted in any unit"), "{zeros}");
    import(dir, &rows(3, 2011), "12.1", "2012-06-01");
    let args = ["outlook", "c", "--unit", "country", "--horizon", "10..14", "--format", "json"];
    let far = json(dir, &args);
    let scored: Vec<bool> =
        far.as_array().unwrap()[..5].iter().map(|r| r["record"]["past_scored"].as_bool().unwrap()).collect();
    assert_eq!(scored, [true, true, true, false, false], "24 months leave 12 to be scored");
    assert_eq!(far[4]["cautions"], serde_json::json!(["unscored"]));
    let said = said(dir, &args);
    assert!(said.contains("forecasts 13 to 14 months ahead were never scored"), "{said}");
    fails(dir, &["outlook", "c", "--horizon", "0..3"], 2);
    fails(dir, &["outlook", "c", "--issue", "--record"], 2);
}

#[test]
fn a_missing_file_is_no_peace() {
    let folder = with_case();
    let whole = rows(3, 2019);
    let without = |year: &str| -> String {
        let lines: Vec<&str> = whole.lines().filter(|l| !l.contains(&format!(",{year}-0"))).collect();
        lines.join("\n")
    };
    import(folder.path(), &without("2019"), "20.1", "2020-06-01");
    let none = fails(folder.path(), &["outlook", "c"], 1);
    assert!(none.contains("no row at all from 2019-01 to 2019-09, which is in the last 12 months"), "{none}");
    let other = with_case();
    import(other.path(), &without("2018"), "20.1", "2020-06-01");
    let told = json(other.path(), &COUNTRY);
    assert_eq!(told[0]["cautions"], serde_json::json!(["gap"]));
    assert_eq!((&told[0]["history"][0], &told[0]["history"][9]), (&Value::Null, &Value::from(0)));
    assert!(said(other.path(), &COUNTRY).contains("no row at all from 2018-01 to 2018-09"));
}

#[test]
fn an_issued_forecast_stays_and_is_scored_when_its_months_have_passed() {
    let folder = case();
    let dir = folder.path();
    let issue = [&COUNTRY[..], &["--issue", "--as-of", "2020-06-10"]].concat();
    let told = json(dir, &issue);
    assert!(told.as_array().unwrap().iter().all(|r| r["issued"] == "fc-1"));
    let again = said(dir, &issue);
    assert!(again.contains("there already as fc-1, issued 2020-06-10"), "{again}");
    let later = [&COUNTRY[..], &["--issue", "--as-of", "2020-07-01"]].concat();
    assert_eq!(json(dir, &later)[0]["issued"], "fc-1", "the same inputs on a later day");
    let record = ["outlook", "c", "--record", "--format", "json"];
    let pending = json(dir, &record);
    assert_eq!(pending.as_array().unwrap().len(), 1);
    assert!(pending[0]["months"].as_array().unwrap().iter().all(|m| m["status"] == "pending"));
    assert_eq!(
        (&pending[0]["totals"], &pending[0]["months_over_when_made"]),
        (&Value::Null, &Value::from(6))
    );
    // A release that tells 2020, and five deaths where there were three.
    import(dir, &rows(5, 2020), "21.1", "2021-06-01");
    let scored = json(dir, &record);
    let fc = &scored[0];
    assert_eq!((&fc["known_to"], &fc["newer_releases"]), (&Value::from("2020-12"), &Value::from(true)));
    let totals = &fc["totals"];
    // Six months of two countries: Mali in January, March and May; Niger in January.
    assert_eq!((totals["forecasts"].as_u64(), totals["any_came"].as_u64()), (Some(12), Some(4)));
    let sum: u64 =
        ["hits", "misses", "false_alarms", "quiet"].iter().map(|k| totals[k].as_u64().unwrap()).sum();
    assert_eq!(sum, 12);
    let january = &fc["units"][0];
    assert_eq!((&january["unit"], &january["came"]), (&Value::from("MLI"), &Value::from(5)));
    // The baseline: three or nothing, each one half. CRPS at 5: 3.5 − 1.5 / 2.
    assert_eq!(
        (january["crps_baseline"].as_f64(), january["brier_baseline"].as_f64()),
        (Some(2.75), Some(0.25))
    );
    assert!(said(dir, &record).contains("scored on the newest release"));
    assert!(said(dir, &COUNTRY).contains("a release changed the past: ucdp 21.1 tells 72 months of units"));
    // What was issued is as it was: the release of the time gives it again.
    assert_eq!(json(dir, &issue), told);
    let table = stdout(dir, &["outlook", "c", "--record"]);
    assert!(table.contains("fc-1, issued 2020-06-10 (kept ") && table.contains("false alarms"), "{table}");
    let new = json(dir, &[&COUNTRY[..], &["--issue"]].concat());
    assert_eq!(new[0]["issued"], "fc-2");
}

#[test]
fn why_leads_from_a_forecast_to_its_inputs() {
    let folder = case();
    let dir = folder.path();
    stdout(dir, &[&COUNTRY[..], &["--issue"]].concat());
    let why = json(dir, &["why", "c", "fc-1", "--format", "json"]);
    assert_eq!((&why["kind"], &why["id"]), (&Value::from("forecast"), &Value::from("fc-1")));
    let release = &why["from"][0];
    assert_eq!((&release["kind"], &release["id"]), (&Value::from("release"), &Value::from("ucdp/20.1")));
    assert!(release["from"][0]["text"].as_str().unwrap().starts_with("blake3 "));
    let parts: Vec<&str> =
        why["from"].as_array().unwrap().iter().map(|n| n["id"].as_str().unwrap()).collect();
    for part in ["counts", "units", "case", "model", "baseline"] {
        assert!(parts.contains(&part), "{part}");
    }
    let none = fails(dir, &["why", "c", "fc-2"], 1);
    assert!(none.contains("nothing called `fc-2`"), "{none}");
}

#[test]
fn a_record_without_forecasts_says_how_to_issue_one() {
    let folder = case();
    let said = said(folder.path(), &["outlook", "c", "--record"]);
    assert!(said.contains("--issue"), "{said}");
    assert_eq!(json(folder.path(), &["outlook", "c", "--record", "--format", "json"]), serde_json::json!([]));
}

#[test]
fn a_unit_that_left_the_case_is_named() {
    let folder = case();
    let case = folder.path().join("c");
    let text = std::fs::read_to_string(case.join("case.toml")).unwrap();
    let area = |name: &str| {
        format!(
            "\n[[areas]]\nname = \"{name}\"\ncountry = \"MLI\"\nboundary = \"{}.geojson\"\n",
            name.to_lowercase()
        )
    };
    let square = |west: i32| {
        let (w, e) = (west, west + 2);
        format!(r#"{{"type":"Polygon","coordinates":[[[{w},14],[{e},14],[{e},16],[{w},16],[{w},14]]]}}"#)
    };
    write(&case, "hill.geojson", square(-10));
    write(&case, "plain.geojson", square(-8));
    write(&case, "case.toml", format!("{text}{}{}", area("Plain"), area("Hill")));
    let args = ["outlook", "c", "--unit", "admin2", "--issue", "--format", "json"];
    let told = json(folder.path(), &args);
    let units: Vec<&str> =
        told.as_array().unwrap().iter().step_by(6).map(|r| r["unit"].as_str().unwrap()).collect();
    assert_eq!(units, ["Plain", "Hill"], "in the order of the case");
    write(&case, "case.toml", format!("{text}{}", area("Hill")));
    let record = ["outlook", "c", "--record", "--format", "json"];
    assert_eq!(json(folder.path(), &record)[0]["lost"], serde_json::json!(["Plain"]));
    assert!(said(folder.path(), &record).contains("Plain are no units of the case any more"));
    write(&case, "case.toml", text);
    assert_eq!(json(folder.path(), &record), serde_json::json!([]));
    assert!(said(folder.path(), &record).contains("fc-1 is not scored: the case has no district"));
}
