//! `people` as a user runs it, on tables made by hand in the layouts that are published.

mod common;

use common::{fails, faleme, json, stdout, write};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};
use std::path::Path;
use tempfile::TempDir;

const CASE: &str = r#"
[case]
id = "west"
title = { fr = "Ouest", en = "West" }

[[places]]
name = "West Region"
kind = "admin1"
country = "MLI"

[[places]]
name = "Beledia Cercle"
aliases = ["cercle de Beledia"]
kind = "admin2"
country = "MLI"
admin1 = "West Region"
lat = 14.5
lon = -9.0

[[places]]
name = "Sanko"
kind = "populated_place"
country = "MLI"
admin1 = "West Region"
admin2 = "Sanko Cercle"
lat = 15.5
lon = -7.0

[[areas]]
name = "West Region"
vintage = "old"
country = "MLI"
admin2 = ["Beledia", "Sanko", "Ghost"]
"#;

const CH: &str = "adm0_name,adm0_pcod3,adm1_name,adm2_name,adm2_pcod3,population,phase_class,phase1,phase2,phase3,phase4,phase5,phase35,chtype,exercise_label,exercise_year,reference_label,reference_year,status
#country,,#adm1,#adm2,#adm2+code,#population,,,,,,,,,,,,,
Mali,MLI,West,Beledia,MLI0101,1000,2,700,200,80,20,0,100,current,Sep-Dec,2018,Sep-Dec,2018,outofcamp
Mali,MLI,West,Beledia,MLI0101,1100,3,600,250,200,50,0,250,current,Sep-Dec,2019,Sep-Dec,2019,outofcamp
Mali,MLI,West,Beledia,MLI0101,1100,3,500,250,300,50,0,350,projected,Sep-Dec,2019,Jun-Aug,2020,outofcamp
Mali,MLI,West,Beledia,MLI0101,,,,,,,,,current,Sep-Dec,2019,Sep-Dec,2019,incamp
";

/// A folder with the case `c` in it.
fn case() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("c")).unwrap();
    write(folder.path(), "c/case.toml", CASE);
    folder
}

fn row(sheet: &mut Worksheet, at: u32, cells: &[&str]) {
    for (column, cell) in (0..).zip(cells) {
        match cell.parse::<f64>() {
            Ok(number) => sheet.write_number(at, column, number).unwrap(),
            Err(_) => sheet.write_string(at, column, *cell).unwrap(),
        };
    }
}

/// An old round: Excel dates, a title above the header, a total below.
fn round_12(dir: &Path) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Baseline Assessment").unwrap();
    sheet.write_string(0, 0, "Baseline assessment, displaced people").unwrap();
    let header = [
        "Snapshot Date",
        "Admin 0",
        "Admin 0 pcode",
        "Admin 1",
        "Admin 2",
        "Admin 2 pcode",
        "Admin 3",
        "Total No# of IDPs HH",
        "Total No# of IDPs Ind#",
        "Total No# of Returnees HH#",
        "Total No# of Returnees Ind#",
        "Admin 1 Area of Origin of IDP",
        "RoundNo",
    ];
    row(sheet, 2, &header);
    row(
        sheet,
        3,
        &[
            "",
            "Mali",
            "MLI",
            "West",
            "Beledia",
            "MLI0103",
            "Lower Beledia",
            "10",
            "60",
            "1",
            "5",
            "East",
            "12",
        ],
    );
    row(
        sheet,
        4,
        &[
            "",
            "Mali",
            "MLI",
            "West",
            "Beledia",
            "MLI0103",
            "Upper Beledia",
            "5",
            "40",
            "0",
            "0",
            "East",
            "12",
        ],
    );
    row(
        sheet,
        5,
        &["", "Mali", "MLI", "West", "Sanko", "MLI0102", "Sanko Commune", "2", "9", "0", "0", "East", "12"],
    );
    row(sheet, 6, &["", "Grand Total", "", "", "", "", "", "17", "109", "1", "5", "", ""]);
    let format = Format::new().set_num_format("dd/mm/yyyy");
    let day = ExcelDateTime::from_ymd(2014, 12, 31).unwrap();
    (3..6).for_each(|at| {
        sheet.write_datetime_with_format(at, 0, &day, &format).unwrap();
    });
    book.save(dir.join("round_12.xlsx")).unwrap();
}

/// A later one: other columns in another order, dates and numbers as text, odd case, a pivot beside it, no round.
fn december_2017(dir: &Path) {
    let mut book = Workbook::new();
    let pivot = book.add_worksheet().set_name("VERIFICATION").unwrap();
    row(pivot, 2, &["Row Labels", "IDPs Households", "IDPs Individuals"]);
    row(pivot, 3, &["West", "26", "151"]);
    let sheet = book.add_worksheet().set_name("data").unwrap();
    let header = [
        "Admin 0",
        "Admin 0 pcode",
        "Admin 1",
        "Admin 2",
        "Admin 2 pcode",
        "Admin 3",
        "Survey Date",
        "No. of IDPs HH in collective settings",
        "Total No. of IDPs Ind.",
        "Total No. of IDPs HH",
        "Total No. of Returnees Ind.",
        "Total No. of Returnees HH.",
    ];
    row(sheet, 0, &header);
    row(
        sheet,
        1,
        &[
            "MALI",
            "MLI",
            "WeSt",
            "BELEDIA",
            "MLI0101",
            "Lower Beledia",
            "31-12-2017",
            "3",
            "1 50",
            "26",
            "",
            "0",
        ],
    );
    row(
        sheet,
        2,
        &[
            "MALI",
            "MLI",
            "WeSt",
            "BELEDIA",
            "MLI0101",
            "Middle Beledia",
            "31-12-2017",
            "3",
            "-4",
            "1",
            "7",
            "2",
        ],
    );
    row(
        sheet,
        3,
        &["MALI", "MLI", "WeSt", "Elsewhere", "MLI0109", "Other", "31-12-2017", "3", "1", "2", "0", "0"],
    );
    row(
        sheet,
        4,
        &[
            "MALI",
            "MLI",
            "WeSt",
            "BELEDIA",
            "MLI0101",
            "Lower Beledia",
            "31-12-2017",
            "3",
            "1 50",
            "26",
            "",
            "0",
        ],
    );
    book.save(dir.join("December_2017.xlsx")).unwrap();
}

fn area<'a>(shown: &'a serde_json::Value, second: &str) -> &'a serde_json::Value {
    let areas = shown["areas"].as_array().unwrap();
    areas.iter().find(|a| a["admin2"] == second).unwrap_or_else(|| panic!("no {second} in {areas:?}"))
}

#[test]
fn rounds_of_two_layouts_are_one_trend() {
    let folder = case();
    let dir = folder.path();
    round_12(dir);
    december_2017(dir);
    let listed =
        json(dir, &["people", "c", "import", "round_12.xlsx", "December_2017.xlsx", "--format", "json"]);
    let counts = &listed[0]["counts"];
    assert_eq!((&counts["rows"], &counts["read"], &counts["totals"]), (&4.into(), &3.into(), &1.into()));
    assert_eq!((&counts["sums"]["idps"], &counts["sums"]["returnees"]), (&109.into(), &5.into()));
    let counts = &listed[1]["counts"];
    let told =
        ["rows", "read", "repeated", "refused", "flagged", "blanks"].map(|k| counts[k].as_u64().unwrap());
    assert_eq!(told, [4, 3, 1, 0, 2, 1], "{counts}");

    let shown = json(dir, &["people", "c", "--as-of", "2018-01-31", "--format", "json"]);
    let beledia = area(&shown, "Beledia Cercle");
    assert_eq!(
        (&beledia["idps"], &beledia["idp_households"], &beledia["returnees"]),
        (&150.into(), &27.into(), &7.into())
    );
    assert_eq!(
        (&beledia["as_of_each"]["idps"], &beledia["age_days"]["idps"]),
        (&"2017-12-31".into(), &31.into())
    );
    let trend = beledia["trend"].as_array().unwrap();
    assert_eq!(
        (&trend[0]["idps"], &trend[0]["round"], &trend[1]["change"]),
        (&100.into(), &12.into(), &50.into())
    );
    let notes = beledia["notes"].to_string();
    assert!(notes.contains("P-codes differ") && !shown.to_string().contains("Lower"), "{notes}");
    // The second round does not cover it: the first still stands, and says so.
    let sanko = area(&shown, "Sanko");
    assert_eq!(sanko["idps"], 9);
    assert!(sanko["notes"].to_string().contains("not in the round of 2017-12-31"), "{sanko}");
    assert_eq!(shown["silent"], serde_json::json!(["Ghost"]));

    let before = json(dir, &["people", "c", "--as-of", "2016-01-01", "--format", "json"]);
    assert_eq!(
        (&area(&before, "Beledia Cercle")["idps"], before["files"].as_array().unwrap().len()),
        (&100.into(), 1)
    );
    let cited = beledia["sources"]["idps"][0].as_str().unwrap();
    let why = stdout(dir, &["why", "c", cited, "--as-of", "2018-01-31"]);
    assert!(why.contains("displaced 150 (26 households)") && why.contains("dtm_baseline"), "{why}");
    let table = stdout(dir, &["people", "c", "--as-of", "2018-01-31"]);
    insta::assert_snapshot!("people", table);
}

#[test]
fn the_latest_analysis_counts_and_the_time_ahead_stands_apart() {
    let folder = case();
    let dir = folder.path();
    write(dir, "ch.csv", CH);
    let listed =
        json(dir, &["people", "c", "import", "ch.csv", "--released", "2019-12-15", "--format", "json"]);
    let counts = &listed[0]["counts"];
    let told = ["rows", "read", "tags", "refused"].map(|k| counts[k].as_u64().unwrap());
    assert_eq!(told, [5, 3, 1, 1], "{counts}");
    let shown = json(dir, &["people", "c", "--as-of", "2020-01-01", "--format", "json"]);
    let beledia = area(&shown, "Beledia Cercle");
    assert_eq!((&beledia["phase"]["3+"], &beledia["phase"]["4"]), (&250.into(), &50.into()));
    assert_eq!((&beledia["population"], &beledia["projected"][0]["3+"]), (&1100.into(), &350.into()));
    assert_eq!(beledia["projected"][0]["reference"], "Jun-Aug 2020");
    let early = faleme(dir, &["people", "c", "--as-of", "2019-01-01"]).output().unwrap();
    let said = String::from_utf8_lossy(&early.stderr).into_owned();
    assert!(said.contains("left out: ch.csv") && early.stdout.is_empty(), "{said}");
}

#[test]
fn refugees_and_population_come_from_small_tables_and_mapped_ones() {
    let folder = case();
    let dir = folder.path();
    let refugees = "date;pays;region;groupe;individuals\n31/03/2025;MLI;West Region;Réfugiés;400\n\
                    31/03/2025;MLI;West Region;Demandeurs d'asile;\"1,020\"\n31/03/2025;MLI;West Region;Returnees;9\n";
    write(dir, "refugees.csv", refugees);
    write(
        dir,
        "population.csv",
        "ADM0_EN,ADM1_FR,ADM2_FR,year,T_TL\nMali,West,Sanko,2020,5000\nMali,West,Beledia,2020,x\n",
    );
    write(dir, "odd.csv", "when,where,heads\n2025-06-30,West Region,77\n");
    let map = "layout = \"refugees\"\n[columns]\ndate = \"when\"\nadmin1 = \"where\"\nrefugees = \"heads\"\n\
               [constants]\ncountry = \"MLI\"\n";
    write(dir, "odd.toml", map);
    let said = fails(dir, &["people", "c", "import", "odd.csv", "refugees.csv", "population.csv"], 1);
    assert!(said.contains("its columns are: when | where | heads") && said.contains("--map"), "{said}");
    assert!(said.contains("population.csv:3") && said.contains("is no number"), "{said}");
    let shown = json(dir, &["people", "c", "--as-of", "2025-04-30", "--format", "json"]);
    let areas = shown["areas"].as_array().unwrap();
    let west = areas.iter().find(|a| a["admin2"].is_null()).unwrap();
    assert_eq!((&west["refugees"], &west["as_of_each"]["refugees"]), (&1420.into(), &"2025-03-31".into()));
    assert_eq!(area(&shown, "Sanko")["population"], 5000);
    stdout(dir, &["people", "c", "import", "odd.csv", "--map", "odd.toml"]);
    let shown = json(dir, &["people", "c", "--as-of", "2025-07-31", "--format", "json"]);
    let areas = shown["areas"].as_array().unwrap();
    assert_eq!(areas.iter().find(|a| a["admin2"].is_null()).unwrap()["refugees"], 77);
}

#[test]
fn files_are_named_once_and_can_go() {
    let folder = case();
    let dir = folder.path();
    round_12(dir);
    stdout(dir, &["people", "c", "import", "round_12.xlsx"]);
    std::fs::copy(dir.join("round_12.xlsx"), dir.join("copy.xlsx")).unwrap();
    let again = faleme(dir, &["people", "c", "import", "copy.xlsx"]).output().unwrap();
    assert!(String::from_utf8_lossy(&again.stderr).contains("already imported as round_12.xlsx"));
    write(dir, "soup.xlsx", b"PK\x03\x04 no workbook");
    assert!(fails(dir, &["people", "c", "import", "soup.xlsx"], 1).contains("no readable Excel workbook"));
    let undated = "admin1,admin2,idps ind\nWest,Sanko,5\n";
    write(dir, "undated.csv", undated);
    assert!(fails(dir, &["people", "c", "import", "undated.csv"], 1).contains("--released DATE"));
    write(dir, "March_2019.csv", undated.replace('5', "6"));
    let named = faleme(dir, &["people", "c", "import", "March_2019.csv"]).output().unwrap();
    let said = String::from_utf8_lossy(&named.stderr).into_owned();
    assert!(said.contains("that of the name is taken") && said.contains("2019-03-31"), "{said}");
    stdout(dir, &["people", "c", "remove", "round_12.xlsx"]);
    assert!(!stdout(dir, &["people", "c", "list"]).contains("round_12.xlsx"));
    assert!(fails(dir, &["people", "c", "remove", "round_12.xlsx"], 1).contains("people DIR list"));
}

#[test]
fn services_are_counted_by_month_and_few_are_not_told() {
    let folder = case();
    let dir = folder.path();
    let text = "45 écoles ont été fermées à Sanko le 8 septembre 2025.\n";
    write(dir, "a.txt", text);
    stdout(dir, &["read", "c", "a.txt", "--published", "2025-09-20"]);
    let shown = json(dir, &["people", "c", "--as-of", "2025-10-31", "--format", "json"]);
    let cell = &shown["services"][0];
    assert_eq!(
        (&cell["service"], &cell["month"], &cell["count"]),
        (&"school".into(), &"2025-09".into(), &45.into())
    );
    let early = json(dir, &["people", "c", "--as-of", "2025-09-25", "--format", "json"]);
    assert_eq!(early["services"], serde_json::json!([]), "a month that is not over does not count");
    write(dir, "b.txt", "Les écoles de Beledia sont fermées depuis le 7 septembre 2025.\n");
    stdout(dir, &["read", "c", "b.txt", "--published", "2025-09-21"]);
    let shown = json(dir, &["people", "c", "--as-of", "2025-10-31", "--format", "json"]);
    let counts: Vec<String> =
        shown["services"].as_array().unwrap().iter().map(|c| c["count"].to_string()).collect();
    assert!(counts.contains(&"\"<3\"".to_owned()), "{counts:?}");
}

#[test]
fn health_centres_count_where_they_are_told_of() {
    let folder = case();
    let dir = folder.path();
    let text = "Le centre de santé de Beledia est fermé depuis le 8 septembre 2025. À Sanko, 14 écoles et 5 dispensaires \
                sont fermés.\n";
    write(dir, "a.txt", text);
    stdout(dir, &["read", "c", "a.txt", "--published", "2025-09-20"]);
    let shown = json(dir, &["people", "c", "--as-of", "2025-10-31", "--format", "json"]);
    let cells: Vec<(String, String, String)> = shown["services"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| ["admin2", "service", "count"].map(|key| c[key].to_string().replace('"', "")))
        .map(|[area, service, count]| (area, service, count))
        .collect();
    let has = |area: &str, service: &str, count: &str| {
        cells.contains(&(area.to_owned(), service.to_owned(), count.to_owned()))
    };
    assert!(has("Beledia Cercle", "health", "<3") && has("Sanko Cercle", "health", "5"), "{cells:?}");
    assert!(
        has("Sanko Cercle", "school", "14")
            && !cells.iter().any(|c| c.0 == "Beledia Cercle" && c.1 == "school"),
        "{cells:?}"
    );
}
