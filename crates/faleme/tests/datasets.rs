//! Importing and comparing releases, as a user does.

mod common;

use common::{fails, faleme, json, stdout, with_case, write};
use std::path::Path;

const HEAD: &str = "id,year,code_status,type_of_violence,side_a,side_b,where_prec,where_coordinates,adm_1,adm_2,\
    latitude,longitude,country,date_prec,date_start,date_end,best,high,low,source_date";

/// A row of Mali on a day of May 2021.
fn row(id: u32, day: u32, best: u32) -> String {
    format!(
        "{id},2021,Clear,1,Government of X,Group Y,1,Alpha town,Alpha region,Alpha cercle,14.5,-11.5,Mali,1,\
         2021-05-{day:02},2021-05-{day:02},{best},{best},{best},2021-05-{day:02}"
    )
}

fn file(dir: &Path, name: &str, rows: &[String]) {
    write(dir, name, format!("{HEAD}\n{}\n", rows.join("\n")));
}

fn stderr(dir: &Path, args: &[&str]) -> (i32, String) {
    let output = faleme(dir, args).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn a_release_is_imported_once() {
    let folder = with_case();
    let dir = folder.path();
    file(dir, "GEDEvent_v24_1.csv", &[row(1, 1, 2), row(2, 2, 3), row(2, 2, 3)]);
    let told = json(dir, &["import", "c", "ucdp", "GEDEvent_v24_1.csv", "--format", "json"]);
    assert_eq!(
        (&told["dataset"], &told["release"], &told["released"]),
        (&"ucdp".into(), &"24.1".into(), &"2021-05-02".into())
    );
    assert_eq!((&told["imported"], &told["duplicates"], &told["refused"]), (&2.into(), &1.into(), &0.into()));
    assert_eq!(told["issues"][0]["code"], "release.inferred");
    let again =
        json(dir, &["import", "c", "ucdp", "GEDEvent_v24_1.csv", "--release", "other", "--format", "json"]);
    assert_eq!(
        (&again["imported"], &again["unchanged"], &again["release"]),
        (&0.into(), &2.into(), &"24.1".into())
    );
    let dated = ["import", "c", "ucdp", "GEDEvent_v24_1.csv", "--released", "2024-06-01", "--format", "json"];
    assert_eq!(json(dir, &dated)["released"], "2024-06-01");
}

#[test]
fn the_summary_and_the_lines_go_to_standard_error() {
    let folder = with_case();
    let dir = folder.path();
    let rows = [row(1, 1, 2), "short,line".to_owned(), row(3, 3, 1).replace(",1,1,1,", ",9,1,1,")];
    file(dir, "a.csv", &rows);
    let (code, said) = stderr(dir, &["import", "c", "ucdp", "a.csv"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("a.csv:3: error[row.fields]"), "{said}");
    assert!(said.contains("a.csv:4: warning[estimate.order]"), "{said}");
    assert!(said.contains("2 imported, 1 flagged, 1 refused (ucdp 2021-05-03)"), "{said}");
}

#[test]
fn strict_imports_all_or_nothing() {
    let folder = with_case();
    let dir = folder.path();
    file(dir, "a.csv", &[row(1, 1, 2), "short,line".to_owned()]);
    file(dir, "b.csv", &[row(2, 2, 2)]);
    let said = fails(dir, &["import", "c", "ucdp", "b.csv", "a.csv", "--strict"], 1);
    assert!(said.contains("--strict") && said.contains("0 imported"), "{said}");
    assert!(fails(dir, &["diff", "c", "ucdp"], 1).contains("no release"), "something was kept");
    stdout(dir, &["import", "c", "ucdp", "b.csv", "--strict"]);
}

#[test]
fn nothing_readable_is_a_failure_and_says_what_it_looks_like() {
    let folder = with_case();
    let dir = folder.path();
    write(dir, "a.csv", "event_id_cnty,event_date,disorder_type,event_type,sub_event_type\n");
    assert!(fails(dir, &["import", "c", "ucdp", "a.csv"], 1).contains("looks like ACLED after 2023"));
    assert!(fails(dir, &["import", "c", "ucdp", "none.csv"], 1).contains("file.unreadable"));
    fails(dir, &["import", "c", "csv", "a.csv"], 2);
}

#[test]
fn acled_is_off_until_the_licence_is_confirmed() {
    let folder = with_case();
    let dir = folder.path();
    let head = "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,actor2,country,latitude,longitude,geo_precision,fatalities,timestamp";
    write(
        dir,
        "a.csv",
        format!("{head}\nMLI1,2024-03-15,1,Battles,Armed clash,A,B,Mali,14.5,-11.5,1,0,1711929600\n"),
    );
    let said = fails(dir, &["import", "c", "acled", "a.csv"], 1);
    assert!(said.contains("[datasets.acled]") && said.contains("licence_confirmed"), "{said}");
    let case = std::fs::read_to_string(dir.join("c/case.toml")).unwrap();
    write(
        dir,
        "c/case.toml",
        format!("{case}\n[datasets.acled]\nlicence_confirmed = \"A. Reader, 2024-04-02\"\n"),
    );
    let told = json(dir, &["import", "c", "acled", "a.csv", "--format", "json"]);
    assert_eq!((&told["imported"], &told["released"]), (&1.into(), &"2024-04-01".into()));
}

#[test]
fn a_table_of_ones_own_comes_through_a_mapping() {
    let folder = with_case();
    let dir = folder.path();
    write(dir, "own.csv", "Nr;Date;Type\n1;03.04.2024;Raid\n");
    write(
        dir,
        "own.toml",
        "dataset = \"own\"\ndates = \"DMY\"\n[columns]\nid = \"Nr\"\ndate = \"Date\"\ntype = \"Type\"\n[types]\nRaid = \"armed_attack\"\n",
    );
    let told = json(dir, &["import", "c", "csv", "own.csv", "--map", "own.toml", "--format", "json"]);
    assert_eq!(
        (&told["dataset"], &told["release"], &told["imported"]),
        (&"own".into(), &"2024-04-03".into(), &1.into())
    );
    write(dir, "bad.toml", "dataset = \"own\"\n[columns]\ndat = \"Date\"\n");
    assert!(fails(dir, &["import", "c", "csv", "own.csv", "--map", "bad.toml"], 1).contains("bad.toml"));
}

#[test]
fn diff_shows_what_a_release_changed() {
    let folder = with_case();
    let dir = folder.path();
    let outside = row(9, 1, 1).replace("Mali", "Niger").replace("14.5,-11.5", "14.5,2.5");
    file(dir, "v24_1.csv", &[row(1, 1, 2), row(2, 2, 3), row(3, 3, 1), outside]);
    file(dir, "v25_1.csv", &[row(1, 1, 5), row(3, 3, 1), row(4, 4, 1)]);
    for (name, day) in [("v24_1.csv", "2024-06-01"), ("v25_1.csv", "2025-06-01")] {
        stdout(dir, &["import", "c", "ucdp", name, "--released", day]);
    }
    let told = json(dir, &["diff", "c", "ucdp", "--format", "json"]);
    assert_eq!((&told["from"], &told["to"], &told["outside"]), (&"24.1".into(), &"25.1".into(), &1.into()));
    assert_eq!((&told["added"][0]["id"], &told["removed"][0]["id"]), (&"4".into(), &"2".into()));
    assert_eq!(told["changed"][0]["id"], "1");
    assert_eq!(told["changed"][0]["fields"][0]["field"], "deaths");
    assert_eq!(told["changed"].as_array().unwrap().len(), 1);
    let table = stdout(dir, &["diff", "c", "ucdp", "--from", "24.1", "--to", "25.1"]);
    assert!(table.contains("removed  2") && table.contains("deaths"), "{table}");
    assert!(fails(dir, &["diff", "c", "ucdp", "--from", "1"], 1).contains("25.1, 24.1"));
    assert!(fails(dir, &["diff", "c", "ucdp", "--to", "24.1"], 1).contains("one release"));
}

#[test]
fn files_add_to_one_release_and_conflicts_are_refused() {
    let folder = with_case();
    let dir = folder.path();
    file(dir, "a.csv", &[row(1, 1, 2)]);
    file(dir, "b.csv", &[row(1, 1, 7), row(2, 2, 1)]);
    stdout(dir, &["import", "c", "ucdp", "a.csv", "--release", "x"]);
    let (code, said) = stderr(dir, &["import", "c", "ucdp", "b.csv", "--release", "x"]);
    assert_eq!(code, 0);
    assert!(said.contains("b.csv:2: error[row.id_conflict]: `1` is another row in another file"), "{said}");
    assert!(said.contains("1 imported, 0 flagged, 1 refused"), "{said}");
    file(dir, "c.csv", &[row(5, 1, 2)]);
    let older = ["import", "c", "ucdp", "c.csv", "--release", "w", "--released", "2020-01-01"];
    assert!(stderr(dir, &older).1.contains("note[release.older]"));
}

#[test]
fn a_day_given_later_leaves_no_ghost() {
    let folder = with_case();
    let dir = folder.path();
    file(dir, "m.csv", &[row(1, 1, 2), row(2, 2, 2)]);
    file(dir, "v26_1.csv", &[row(1, 1, 3)]);
    stdout(dir, &["import", "c", "ucdp", "m.csv", "--release", "24.1", "--released", "2024-06-01"]);
    let again = ["import", "c", "ucdp", "m.csv", "--released", "2024-07-01", "--format", "json"];
    let told = json(dir, &again);
    assert_eq!((&told["release"], &told["released"]), (&"24.1".into(), &"2024-07-01".into()));
    stdout(dir, &["import", "c", "ucdp", "v26_1.csv"]);
    let other =
        ["import", "c", "ucdp", "m.csv", "--release", "30.1", "--released", "2030-01-01", "--format", "json"];
    let told = json(dir, &other);
    assert_eq!((&told["release"], &told["released"]), (&"24.1".into(), &"2024-07-01".into()));
    let codes: Vec<&str> =
        told["issues"].as_array().unwrap().iter().filter_map(|i| i["code"].as_str()).collect();
    assert!(codes.contains(&"release.other"), "{told}");
    assert!(fails(dir, &["diff", "c", "ucdp", "--from", "x"], 1).ends_with("24.1, 26.1\n"));
}

#[test]
fn a_release_that_is_cut_takes_nothing_away() {
    let folder = with_case();
    let dir = folder.path();
    let rows: Vec<String> = (1..=9).map(|n| row(n, n, 1)).collect();
    file(dir, "v24_1.csv", &rows);
    stdout(dir, &["import", "c", "ucdp", "v24_1.csv", "--released", "2024-06-01"]);
    let cut = format!("{HEAD}\n{}\n{}\n{}", row(1, 1, 1), row(9, 9, 1), "5,2021,Cle");
    write(dir, "v25_1.csv", &cut);
    let (code, said) = stderr(dir, &["import", "c", "ucdp", "v25_1.csv", "--released", "2025-06-01"]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("error[file.cut]") && said.contains("absent from it stay"), "{said}");
    let gone = |dir: &Path| {
        let told = json(dir, &["diff", "c", "ucdp", "--format", "json"]);
        (told["removed"].as_array().unwrap().len(), told["outside"].as_u64().unwrap())
    };
    assert_eq!(gone(dir), (0, 7));
    // The whole file, imported into the same release, makes it whole: what it lacks is gone.
    file(dir, "v25_1.csv", &[row(1, 1, 1), row(9, 9, 1), row(5, 5, 1)]);
    let told =
        json(dir, &["import", "c", "ucdp", "v25_1.csv", "--released", "2025-06-01", "--format", "json"]);
    assert_eq!(told["partial"], false);
    assert_eq!(gone(dir), (6, 0));
}

#[test]
fn a_file_that_cannot_be_used_is_told_by_the_exit_code() {
    let folder = with_case();
    let dir = folder.path();
    file(dir, "a.csv", &[row(1, 1, 2)]);
    write(dir, "b.csv", "event_id_cnty,event_date,disorder_type,event_type,sub_event_type\n");
    let (code, said) = stderr(dir, &["import", "c", "ucdp", "a.csv", "b.csv"]);
    assert!(code == 1 && said.contains("1 imported"), "{said}");
}

#[test]
fn a_wrong_mapping_can_be_put_right() {
    let folder = with_case();
    let dir = folder.path();
    write(dir, "own.csv", "Nr;Date;Type\n1;03.04.2024;Raid\n2;05.06.2024;Raid\n");
    let map = |order: &str, date: &str| {
        format!("dataset = \"own\"\ndates = \"{order}\"\n[columns]\nid = \"Nr\"\ndate = \"{date}\"\n")
    };
    let import = ["import", "c", "csv", "own.csv", "--map", "own.toml", "--format", "json"];
    write(dir, "own.toml", map("MDY", "Date"));
    assert_eq!(json(dir, &import)["released"], "2024-05-06");
    write(dir, "own.toml", map("DMY", "Day"));
    assert!(fails(dir, &import, 1).contains("no column `Day`"));
    write(dir, "own.toml", map("DMY", "Date"));
    let told = json(dir, &import);
    assert_eq!(
        (&told["imported"], &told["release"], &told["released"]),
        (&2.into(), &"2024-05-06".into(), &"2024-06-05".into())
    );
    assert_eq!(told["issues"][0]["code"], "file.read_again");
    let again = json(dir, &import);
    assert_eq!((&again["imported"], &again["unchanged"]), (&0.into(), &2.into()));
}

#[test]
fn no_release_is_of_a_day_to_come() {
    let folder = with_case();
    let dir = folder.path();
    file(dir, "a.csv", &[row(1, 1, 2), row(2, 2, 2).replace("2021-05-02", "2098-05-02")]);
    let told = json(dir, &["import", "c", "ucdp", "a.csv", "--format", "json"]);
    assert_eq!((&told["released"], &told["flagged"]), (&"2021-05-01".into(), &1.into()));
}
