//! `export`, as a user runs it: every format holds the rows that the program shows, nothing that its readers may not see, and
//! takes nothing's place that is not its own.

mod common;

use common::{fails, faleme, json, stdout, with_case, write};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// Formats of one file, with the ending that their tools look for.
const FORMATS: [(&str, &str); 6] = [
    ("csv", "events.csv"),
    ("hxl", "events.hxl.csv"),
    ("geojson", "events.geojson"),
    ("flatgeobuf", "events.fgb"),
    ("geoparquet", "events.parquet"),
    ("stix", "events.stix.json"),
];

const LAYERS: [&str; 10] = [
    "events",
    "incidents",
    "constraints",
    "corridors",
    "corridor-months",
    "contradictions",
    "prices",
    "markets",
    "people",
    "responses",
];

const UCDP: &str = "id,year,code_status,type_of_violence,side_a,side_b,where_prec,where_coordinates,adm_1,adm_2,\
    latitude,longitude,country,date_prec,date_start,date_end,best,high,low,source_date";

const ACLED: &str = "data_id,iso,event_id_cnty,event_id_no_cnty,event_date,year,time_precision,event_type,sub_event_type,\
    actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,region,country,admin1,admin2,admin3,location,\
    latitude,longitude,geo_precision,source,source_scale,notes,fatalities,timestamp,iso3";

const CASE: &str = r#"
[case]
id = "test"
as_of = 2025-09-30
title = { fr = "Essai", en = "Test" }

[datasets.acled]
licence_confirmed = "A. Analyst, 2026-11-21"
"#;

/// The worked case as `c`.
fn worked() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    stdout(folder.path(), &["demo", "c"]);
    folder
}

/// A row of UCDP whose sides begin with signs that spreadsheets run, and whose place is a word of its own.
fn row(id: u32, place: &str, lon: f64, side: &str) -> String {
    format!(
        "{id},2021,Clear,3,\"{side}\",Civilians,1,{place},Alpha region,Alpha cercle,14.5,{lon},Mali,1,\
         2021-05-04,2021-05-05,4,5,3,2021-05-06"
    )
}

/// A case with documents of three markings, UCDP rows on both sides of the meridian, and an ACLED row.
fn mixed() -> TempDir {
    let folder = with_case();
    let dir = folder.path();
    write(&dir.join("c"), "case.toml", CASE);
    for (name, tlp, place) in
        [("a", "CLEAR", "Zanziclair"), ("b", "AMBER", "Zanziambre"), ("r", "RED", "Zanzirouge")]
    {
        let text = format!(
            "Le 4 mai 2021, des hommes armés ont attaqué le village de {place}. Quatre civils ont été tués.\n"
        );
        write(dir, &format!("{name}.txt"), text);
        stdout(dir, &["read", "c", &format!("{name}.txt"), "--published", "2021-05-06", "--tlp", tlp]);
    }
    let sides = ["=1+1", "@SUM(A1)", "-2+3", "＝Ａ１", "'quoted", "Group \"Y\", north"];
    let rows: Vec<String> = sides
        .iter()
        .enumerate()
        .map(|(n, side)| row(n as u32, &format!("Ville{n}"), n as f64 - 3.5, &side.replace('"', "\"\"")))
        .collect();
    write(dir, "GEDEvent_v24_1.csv", format!("{UCDP}\n{}\n", rows.join("\n")));
    stdout(dir, &["import", "c", "ucdp", "GEDEvent_v24_1.csv", "--released", "2024-06-01"]);
    let acled = "1,466,MLI9,9,09 June 2021,2021,1,Battles,Armed clash,Group Y,,2,Military Forces,,1,12,Western Africa,Mali,\
                 Gamma,Gamma,,Zanziacled,13.1,-8.2,1,Daily,National,words,7,1623300000,MLI";
    write(dir, "acled.csv", format!("{ACLED}\n{acled}\n"));
    stdout(dir, &["import", "c", "acled", "acled.csv"]);
    folder
}

fn export(dir: &Path, format: &str, out: &str, more: &[&str]) -> Value {
    let args = [&["export", "c", "--format", format, "--out", out, "--json", "--quiet"], more].concat();
    json(dir, &args)["files"][0].clone()
}

/// Records of a CSV file, by column, as they are written.
fn records(path: &Path) -> Vec<Vec<(String, String)>> {
    let text = fs::read(path).unwrap();
    let mut lines = split(std::str::from_utf8(&text).unwrap()).into_iter();
    let header = lines.next().unwrap();
    lines.map(|line| header.iter().cloned().zip(line).collect()).collect()
}

/// A slow reader of RFC 4180.
fn split(text: &str) -> Vec<Vec<String>> {
    let (mut out, mut line, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match (c, quoted) {
            ('"', true) if letters.peek() == Some(&'"') => cell.push(letters.next().unwrap()),
            ('"', _) => quoted = !quoted,
            (',', false) => line.push(std::mem::take(&mut cell)),
            ('\n', false) => {
                line.push(std::mem::take(&mut cell));
                out.push(std::mem::take(&mut line));
            }
            ('\r', false) => {}
            (c, _) => cell.push(c),
        }
    }
    out
}

fn cell<'a>(record: &'a [(String, String)], name: &str) -> &'a str {
    &record.iter().find(|(column, _)| column == name).unwrap().1
}

#[test]
fn a_table_holds_every_event_that_the_program_shows_in_its_order() {
    let folder = worked();
    let dir = folder.path();
    // Below AMBER places are districts, and what tells where forces are has no day.
    let told = export(dir, "csv", "events.csv", &["--tlp", "AMBER"]);
    let shown = json(dir, &["events", "c", "--format", "json", "--quiet"]);
    let shown = shown.as_array().unwrap();
    let written = records(&dir.join("events.csv"));
    assert!(shown.len() > 20);
    assert_eq!((written.len(), told["rows"].as_u64()), (shown.len(), Some(shown.len() as u64)));
    for (record, event) in written.iter().zip(shown) {
        assert_eq!(cell(record, "event_id"), event["id"]);
        assert_eq!(cell(record, "event_type"), event["type"]);
        assert_eq!(
            cell(record, "reference_period_start"),
            event["date"]["start"].as_str().unwrap_or_default()
        );
        assert_eq!(cell(record, "credibility"), event["credibility"].to_string());
        let claims: Vec<&str> =
            event["claims"].as_array().unwrap().iter().map(|c| c.as_str().unwrap()).collect();
        assert_eq!(cell(record, "claims"), claims.join("; "));
    }
    let beside: Value = serde_json::from_slice(&fs::read(dir.join("events.csv.prov.json")).unwrap()).unwrap();
    let id = "urn:faleme:export:kayes:events:2025-09-30:AMBER";
    let own = &beside["entity"][id];
    assert_eq!(
        own["faleme:blake3"],
        blake3::hash(&fs::read(dir.join("events.csv")).unwrap()).to_hex().as_str()
    );
    assert_eq!(
        (&own["faleme:tlp"], &own["prov:generatedAtTime"]["$"]),
        (&"TLP:AMBER".into(), &"2025-09-30T00:00:00Z".into())
    );
    assert!(own["faleme:note"].as_str().unwrap().contains("not for decisions"));
    assert!(!beside["wasDerivedFrom"].as_object().unwrap().is_empty());
}

#[test]
fn every_layer_goes_to_every_format_with_the_same_rows_and_the_same_bytes_twice() {
    let folder = worked();
    let dir = folder.path();
    for layer in LAYERS {
        let mut counts = Vec::new();
        for (format, name) in FORMATS {
            let told = export(dir, format, name, &["--what", layer]);
            let first = fs::read(dir.join(name)).unwrap();
            assert_eq!(told["bytes"], first.len());
            assert_eq!(told["blake3"], blake3::hash(&first).to_hex().as_str());
            // Twice where a row rests on most: it takes long.
            if matches!(layer, "events" | "corridors") {
                export(dir, format, name, &["--what", layer]);
                assert!(fs::read(dir.join(name)).unwrap() == first, "{layer} as {format}: other bytes");
            }
            counts.push(told["rows"].as_u64().unwrap());
        }
        assert!(counts.iter().all(|n| *n == counts[0]), "{layer}: {counts:?}");
        let empty = matches!(layer, "prices" | "markets" | "people");
        assert!(empty || counts[0] > 0, "{layer} of the worked case is empty");
    }
    assert!(fs::read_dir(dir).unwrap().all(|e| {
        let name = e.unwrap().file_name().into_string().unwrap();
        !name.ends_with(".part") && !name.ends_with(".spool")
    }));
}

#[test]
fn the_answers_of_the_commands_are_the_rows_of_their_layers() {
    let folder = worked();
    let dir = folder.path();
    for (layer, key, args) in [
        ("constraints", "constraint_id", &["constraints", "c"][..]),
        ("contradictions", "contradiction_id", &["contradictions", "c"]),
        ("responses", "response_id", &["responses", "c"]),
    ] {
        let name = format!("{layer}.csv");
        export(dir, "csv", &name, &["--what", layer]);
        let shown = json(dir, &[args, &["--format", "json", "--quiet"]].concat());
        let shown: Vec<&str> = shown.as_array().unwrap().iter().map(|c| c["id"].as_str().unwrap()).collect();
        let records = records(&dir.join(&name));
        let written: Vec<&str> = records.iter().map(|r| cell(r, key)).collect();
        assert!(!shown.is_empty());
        assert_eq!(written, shown, "{layer}");
    }
}

/// Two years of millet in two markets.
fn prices(dir: &Path) {
    let mut text = "date,admin1,admin2,market,market_id,latitude,longitude,category,commodity,commodity_id,unit,priceflag,\
                    pricetype,currency,price,usdprice\n"
        .to_owned();
    for (market, lat) in [("Mûlin", 14.0), ("Weir", 14.5)] {
        for month in 0..24 {
            let (year, month) = (2023 + month / 12, month % 12 + 1);
            let price = 20_000 + 100 * month;
            text.push_str(&format!(
                "{year}-{month:02}-15,North,,{market},1,{lat},-11.5,cereals,Millet (local),65,100 KG,actual,Wholesale,XOF,{price},\n"
            ));
        }
    }
    write(dir, "wfp_food_prices_mli.csv", text);
    stdout(dir, &["prices", "c", "import", "wfp_food_prices_mli.csv"]);
}

#[test]
fn every_period_of_every_price_is_a_row() {
    let folder = mixed();
    let dir = folder.path();
    prices(dir);
    let told = export(dir, "csv", "prices.csv", &["--what", "prices"]);
    let shown = json(dir, &["prices", "c", "--format", "json", "--quiet"]);
    assert_eq!((told["rows"].as_u64(), shown.as_array().unwrap().len()), (Some(48), 48));
    for (record, price) in records(&dir.join("prices.csv")).iter().zip(shown.as_array().unwrap()) {
        for (column, key) in
            [("market_name", "market"), ("commodity_name", "commodity"), ("period", "period")]
        {
            assert_eq!(cell(record, column), price[key]);
        }
        assert_eq!(cell(record, "price").parse::<f64>().ok(), price["price"].as_f64());
        assert_eq!(cell(record, "alps").parse::<f64>().ok(), price["alps"].as_f64());
    }
    let beside = fs::read_to_string(dir.join("prices.csv.prov.json")).unwrap();
    assert!(beside.contains("CC BY-IGO") && !beside.contains("ucdp"), "{beside}");
}

#[test]
fn what_readers_may_not_see_is_in_no_format_and_no_layer() {
    let folder = mixed();
    let dir = folder.path();
    let holds = |bytes: &[u8], word: &str| bytes.windows(word.len()).any(|w| w == word.as_bytes());
    for layer in ["events", "incidents", "contradictions", "constraints"] {
        for (format, name) in FORMATS {
            for (tlp, amber) in [("CLEAR", false), ("GREEN", false), ("AMBER", true), ("AMBER+STRICT", true)]
            {
                if layer != "events" && tlp != "AMBER+STRICT" {
                    continue;
                }
                export(dir, format, name, &["--what", layer, "--tlp", tlp]);
                let mut bytes = fs::read(dir.join(name)).unwrap();
                bytes.extend(fs::read(dir.join(format!("{name}.prov.json"))).unwrap_or_default());
                // Pages of a Parquet file are packed: its rows are looked at by their number below.
                if format == "geoparquet" {
                    continue;
                }
                assert!(!holds(&bytes, "Zanzirouge"), "RED in {layer} as {format} for {tlp}");
                assert!(
                    !holds(&bytes, "Zanziacled") && !holds(&bytes, "acled"),
                    "ACLED in {layer} as {format}"
                );
                if layer == "events" {
                    assert_eq!(holds(&bytes, "Zanziclair"), amber, "below AMBER no town: {format} for {tlp}");
                    assert_eq!(holds(&bytes, "Zanziambre"), amber, "{format} for {tlp}");
                }
            }
        }
    }
    let rows =
        |format: &str, tlp: &str| export(dir, format, "rows.out", &["--tlp", tlp])["rows"].as_u64().unwrap();
    assert_eq!(rows("geoparquet", "CLEAR"), rows("csv", "CLEAR"));
    assert_eq!(rows("geoparquet", "AMBER"), rows("csv", "AMBER"));
    assert_eq!(rows("csv", "CLEAR") + 1, rows("csv", "AMBER"));
    let said = faleme(dir, &["export", "c", "--format", "csv", "--out", "e.csv"]).output().unwrap();
    let said = String::from_utf8(said.stderr).unwrap();
    assert!(said.contains("marked more strictly than TLP:CLEAR and left out: 2 documents"), "{said}");
    assert!(said.contains("1 rows of acled stay here"), "{said}");
}

#[test]
fn class_and_day_are_for_amber_and_above() {
    let folder = worked();
    let dir = folder.path();
    for (tlp, fine) in [("CLEAR", false), ("GREEN", false), ("AMBER", true)] {
        export(dir, "geojson", "corridors.geojson", &["--what", "corridors", "--tlp", tlp]);
        let told = fs::read_to_string(dir.join("corridors.geojson")).unwrap();
        assert_eq!(told.contains("vehicle_class"), fine, "{tlp}");
        assert_eq!(told.contains("\"section\""), fine, "{tlp}");
        let whole: Value = serde_json::from_str(&told).unwrap();
        let kinds: Vec<&Value> =
            whole["features"].as_array().unwrap().iter().map(|f| &f["geometry"]["type"]).collect();
        let kind = if fine { "LineString" } else { "MultiLineString" };
        assert!(!kinds.is_empty() && kinds.iter().all(|k| *k == kind), "{tlp}: {kinds:?}");
    }
}

#[test]
fn no_cell_runs_in_a_spreadsheet_and_what_was_told_is_read_back() {
    let folder = mixed();
    let dir = folder.path();
    export(dir, "csv", "events.csv", &["--tlp", "AMBER"]);
    let records = records(&dir.join("events.csv"));
    let actors: Vec<&str> = records.iter().map(|r| cell(r, "actors")).collect();
    for side in ["'=1+1", "'@SUM(A1)", "'-2+3", "'＝Ａ１", "''quoted", "Group \"Y\", north"] {
        assert!(actors.iter().any(|a| a.starts_with(side)), "{side}: {actors:?}");
    }
    let west: Vec<&str> = records.iter().map(|r| cell(r, "lon")).filter(|lon| lon.starts_with('-')).collect();
    assert!(west.contains(&"-3.5"), "a negative number is a number: {west:?}");
}

#[test]
fn the_day_asked_about_counts() {
    let folder = worked();
    let dir = folder.path();
    let at = |day: &str| export(dir, "csv", "then.csv", &["--as-of", day]);
    let (then, now) = (at("2025-09-05"), export(dir, "csv", "now.csv", &[]));
    assert!(then["rows"].as_u64() < now["rows"].as_u64());
    assert_eq!((&then["as_of"], &now["as_of"]), (&"2025-09-05".into(), &"2025-09-30".into()));
    let day = |path: &str| fs::read_to_string(dir.join(path)).unwrap();
    assert!(day("then.csv.prov.json").contains(":2025-09-05:CLEAR"));
}

#[test]
fn nothing_but_an_earlier_export_loses_its_place() {
    let folder = worked();
    let dir = folder.path();
    let args = |format: &'static str, out: &'static str| ["export", "c", "--format", format, "--out", out];
    write(dir, "mine.csv", "my own table");
    let said = fails(dir, &args("csv", "mine.csv"), 1);
    assert!(said.contains("mine.csv") && said.contains("no export"), "{said}");
    assert_eq!(fs::read_to_string(dir.join("mine.csv")).unwrap(), "my own table");
    write(dir, "other.csv.prov.json", "{}");
    fails(dir, &args("csv", "other.csv"), 1);
    assert!(!dir.join("other.csv").exists());
    fails(dir, &args("csv", "c"), 1);
    assert!(fails(dir, &args("csv", "-"), 1).contains("not standard output"));
    fails(dir, &args("csv", "nowhere/a.csv"), 1);
    // One format in the place of another: what stood beside the first goes with it.
    for (format, beside) in [
        ("csv", true),
        ("geoparquet", false),
        ("stix", true),
        ("flatgeobuf", false),
        ("geojson", false),
        ("hxl", true),
    ] {
        export(dir, format, "out", &[]);
        assert_eq!(dir.join("out.prov.json").exists(), beside, "{format}");
    }
}

#[test]
fn what_cannot_be_exported_is_refused() {
    let folder = with_case();
    let dir = folder.path();
    let red = fails(dir, &["export", "c", "--format", "csv", "--out", "a.csv", "--tlp", "RED"], 2);
    assert!(red.contains("never exported"), "{red}");
    let layer = fails(dir, &["export", "c", "--format", "csv", "--out", "a.csv", "--what", "secrets"], 2);
    assert!(layer.contains("constraints") && layer.contains("contradictions"), "{layer}");
    fails(dir, &["export", "c", "--format", "shapefile", "--out", "a.shp"], 2);
    let roads = fails(dir, &["export", "c", "--format", "csv", "--out", "a.csv", "--what", "no"], 2);
    assert!(!roads.is_empty());
    fails(dir, &["export", "elsewhere", "--format", "csv", "--out", "a.csv"], 1);
    assert!(!dir.join("a.csv").exists());
    // A case without anything in it is still a table.
    let told = export(dir, "csv", "a.csv", &[]);
    assert_eq!(told["rows"], 0);
    assert!(fs::read_to_string(dir.join("a.csv")).unwrap().starts_with("event_id,"));
}

#[test]
fn alerts_go_to_a_folder_of_their_own() {
    let folder = worked();
    let dir = folder.path();
    let cap = |out: &'static str| ["export", "c", "--format", "cap", "--out", out];
    stdout(dir, &cap("alerts"));
    assert!(dir.join("alerts").is_dir() && dir.join("alerts.prov.json").is_file());
    stdout(dir, &cap("alerts"));
    write(dir, "file", "x");
    fails(dir, &cap("file"), 1);
    fs::create_dir(dir.join("full")).unwrap();
    write(dir, "full/mine.xml", "x");
    fails(dir, &cap("full"), 1);
    assert!(dir.join("full/mine.xml").exists());
}

/// The same rows through libhxl, geojson-validator, pyarrow, geopandas, GDAL and stix2, where they are installed.
#[test]
fn tools_of_others_read_the_same_rows() {
    if !Command::new("python3").arg("--version").output().is_ok_and(|o| o.status.success()) {
        return println!("skipped: no python3");
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/checks/export.py");
    let clear = mixed();
    // The command shows its owner everything: of this case all but what is CLEAR goes first.
    for folder in [worked(), clear] {
        let dir = folder.path();
        let everything = json(dir, &["events", "c", "--format", "json", "--quiet"]);
        for (format, name) in FORMATS {
            export(dir, format, name, &["--tlp", "AMBER"]);
        }
        let seen = records(&dir.join("events.csv"));
        let ids: Vec<&str> = seen.iter().map(|r| cell(r, "event_id")).collect();
        let shown: Vec<&Value> = everything
            .as_array()
            .unwrap()
            .iter()
            .filter(|e| ids.contains(&e["id"].as_str().unwrap()))
            .collect();
        assert_eq!(shown.len(), ids.len());
        write(dir, "events.json", serde_json::to_string(&shown).unwrap());
        let run = Command::new("python3").arg(&script).arg(dir).output().unwrap();
        let (out, err) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
        println!("{out}");
        assert!(run.status.success(), "{out}\n{err}");
    }
}
