//! `roads`, as a user runs it, on small OpenStreetMap files made by hand.

mod common;
#[path = "../../corridors/tests/common/mod.rs"]
mod pbf;

use pbf::{Pbf, Tags};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ROAD: Tags = &[("highway", "trunk"), ("ref", "RN 1")];

/// A road over the nodes `from` to `to`, which lie 0.01 degree apart.
fn road(way: i64, from: i64, to: i64) -> Pbf {
    let nodes: Vec<(i64, f64, f64, Tags)> =
        (from..=to).map(|id| (id, 14.0, id as f64 / 100.0, &[] as Tags)).collect();
    Pbf::default().timestamp(1_700_000_000).dense(&nodes).way(way, &(from..=to).collect::<Vec<_>>(), ROAD)
}

fn roads(dir: &Path, args: &[&str]) -> serde_json::Value {
    common::json(dir, &[&["roads", "c", "--format", "json"], args].concat())
}

#[test]
fn countries_join_and_an_import_again_changes_nothing() {
    let folder = common::with_case();
    let dir = folder.path();
    common::write(dir, "west.osm.pbf", road(7, 1, 5).file());
    common::write(dir, "east.osm.pbf", road(8, 5, 9).file());
    let both = roads(dir, &["import", "west.osm.pbf", "east.osm.pbf"]);
    assert_eq!(both["network"]["links"], 1);
    assert_eq!(both["network"]["components"]["count"], 1);
    assert_eq!(both["files"][0]["released"], "2023-11-14");
    assert_eq!(both["files"][0]["counts"]["roads"], 1);
    assert!(both["network"]["licence"].as_str().unwrap().contains("ODbL"));
    assert_eq!(roads(dir, &["import", "east.osm.pbf"]), both);
    assert_eq!(roads(dir, &["list"]), both);
    // A newer release under the same name takes the place of the older.
    common::write(dir, "east.osm.pbf", road(8, 6, 9).file());
    let newer = roads(dir, &["import", "east.osm.pbf"]);
    assert_eq!(
        (&newer["files"].as_array().unwrap().len(), &newer["network"]["links"]),
        (&2, &serde_json::json!(2))
    );
    let west = roads(dir, &["remove", "east.osm.pbf"]);
    assert_eq!(
        (west["files"].as_array().unwrap().len(), &west["network"]["links"]),
        (1, &serde_json::json!(1))
    );
    let nothing = roads(dir, &["remove", "west.osm.pbf"]);
    assert_eq!(nothing["network"], serde_json::Value::Null);
}

#[test]
fn files_of_one_name_do_not_go_in_silence() {
    let folder = common::with_case();
    let dir = folder.path();
    for (country, from) in [("west", 1), ("east", 5)] {
        std::fs::create_dir(dir.join(country)).unwrap();
        common::write(&dir.join(country), "roads.osm.pbf", road(from, from, from + 4).file());
    }
    let both = ["roads", "c", "import", "west/roads.osm.pbf", "east/roads.osm.pbf"];
    let said = common::fails(dir, &both, 1);
    assert!(said.contains("east/roads.osm.pbf: error[roads.same_name]"), "{said}");
    let output = common::faleme(dir, &["roads", "c", "import", "east/roads.osm.pbf"]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        output.status.success() && said.contains("takes the place of roads.osm.pbf of 2023-11-14"),
        "{said}"
    );
}

#[test]
fn a_box_cuts_and_is_part_of_what_is_kept() {
    let folder = common::with_case();
    let dir = folder.path();
    common::write(dir, "a.osm.pbf", road(7, 1, 9).file());
    let cut = roads(dir, &["import", "a.osm.pbf", "--bbox", "0.025,-10,0.065,20"]);
    assert_eq!(cut["files"][0]["bbox"], serde_json::json!([0.025, -10.0, 0.065, 20.0]));
    let whole = roads(dir, &["import", "a.osm.pbf"]);
    let km = |v: &serde_json::Value| v["network"]["length_km"].as_f64().unwrap();
    assert!((km(&whole) / km(&cut) - 8.0 / 3.0).abs() < 0.01, "{} {}", km(&whole), km(&cut));
    let err = common::fails(dir, &["roads", "c", "import", "a.osm.pbf", "--bbox", "4,1,3,2"], 2);
    assert!(err.contains("west must be less than east"), "{err}");
    let err = common::fails(dir, &["roads", "c", "import", "a.osm.pbf", "--bbox", "120,1,130,2"], 1);
    assert!(err.contains("there are no roads in it inside --bbox"), "{err}");
}

#[test]
fn a_bad_file_is_told_and_the_others_are_imported() {
    let folder = common::with_case();
    let dir = folder.path();
    let good = road(7, 1, 5).file();
    common::write(dir, "good.osm.pbf", &good);
    common::write(dir, "cut.osm.pbf", &good[..good.len() - 3]);
    common::write(dir, "page.osm.pbf", "<html>sign in to download</html>");
    let args = ["roads", "c", "import", "cut.osm.pbf", "page.osm.pbf", "missing.osm.pbf", "good.osm.pbf"];
    let err = common::fails(dir, &args, 1);
    assert!(
        err.contains("cut.osm.pbf: error[roads.unreadable]: the file ends in the middle of a block"),
        "{err}"
    );
    assert!(
        err.contains("page.osm.pbf: error[roads.unreadable]: this is no OpenStreetMap PBF file"),
        "{err}"
    );
    assert!(err.contains("missing.osm.pbf: error[roads.unreadable]"), "{err}");
    let listed = roads(dir, &["list"]);
    assert_eq!(listed["files"].as_array().unwrap().len(), 1);
    assert_eq!(listed["network"]["links"], 1);
}

#[test]
fn a_case_brings_its_own_network() {
    let folder = common::with_case();
    let dir = folder.path();
    let town = |name: &str, lon: f64| {
        serde_json::json!({"type": "Feature", "geometry": {"type": "Point", "coordinates": [lon, 14.0]},
            "properties": {"name": name}})
    };
    let line = serde_json::json!({"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[1.0, 14.0], [1.5, 14.0]]},
        "properties": {"from": "Avel", "to": "Bura", "length_km": 60, "ref": "RN1", "class": "trunk"}});
    let text = serde_json::json!({"type": "FeatureCollection", "features": [town("Avel", 1.0), town("Bura", 1.5), line]});
    common::write(dir, "own.geojson", text.to_string());
    let own = roads(dir, &["import-geojson", "own.geojson"]);
    assert_eq!(own["network"]["length_km"], 60.0);
    assert_eq!(own["files"][0]["kind"], "geojson");
    // A file that names no release is named itself in answers.
    let ask = ["status", "c", "--format", "geojson"];
    let network = common::json(dir, &ask)["data"]["network"].as_str().unwrap().to_owned();
    assert!(network.starts_with("own.geojson (imported "), "{network}");
    assert_eq!(roads(dir, &["import-geojson", "own.geojson"]), own);
    let err = common::fails(dir, &["roads", "c", "remove", "other.geojson"], 1);
    assert!(err.contains("no file `other.geojson`"), "{err}");
    common::write(dir, "empty.geojson", r#"{"type": "FeatureCollection", "features": []}"#);
    let err = common::fails(dir, &["roads", "c", "import-geojson", "empty.geojson"], 1);
    assert!(err.contains("no usable road"), "{err}");
}

#[test]
fn a_file_that_is_no_geojson_says_what_it_may_be() {
    let folder = common::with_case();
    let dir = folder.path();
    common::write(dir, "a.osm.pbf", [0, 0, 0, 0xFF, 0xFE]);
    common::write(dir, "a.geojson", "{");
    let said = common::fails(dir, &["roads", "c", "import-geojson", "a.osm.pbf"], 1);
    assert!(said.contains("no text in UTF-8") && said.contains("roads DIR import"), "{said}");
    let said = common::fails(dir, &["roads", "c", "import-geojson", "a.geojson"], 1);
    assert_eq!(said.matches("EOF").count(), 1, "{said}");
}

#[test]
fn two_networks_of_one_country_are_told() {
    let folder = common::with_case();
    let dir = folder.path();
    let drawn = |from: f64, to: f64| {
        let line = |a: f64, b: f64| {
            serde_json::json!({"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[a, a], [b, b]]},
                "properties": {"length_km": 200, "class": "trunk"}})
        };
        serde_json::json!({"type": "FeatureCollection", "features": [line(from, to), line(to, to + 1.0)]})
    };
    let import = |name: &str| {
        let run = common::faleme(dir, &["roads", "c", "import-geojson", name]).output().unwrap();
        assert!(run.status.success());
        String::from_utf8_lossy(&run.stderr).into_owned()
    };
    common::write(dir, "one.geojson", drawn(1.0, 2.0).to_string());
    common::write(dir, "two.geojson", drawn(2.0, 3.0).to_string());
    common::write(dir, "three.geojson", drawn(1.2, 2.2).to_string());
    assert!(!import("one.geojson").contains("roads."));
    let shared = import("two.geojson");
    assert!(shared.contains("1 links of") && !shared.contains("side_by_side"), "{shared}");
    let apart = import("three.geojson");
    assert!(apart.contains("shares no node") && apart.contains("roads DIR remove"), "{apart}");
}

/// A pipe is a file that is never read to its end: the import is caught in the middle, whatever the machine.
#[cfg(unix)]
#[test]
fn an_import_stopped_by_ctrl_c_leaves_the_ledger_as_it_was() {
    let folder = common::with_case();
    let dir = folder.path();
    common::write(dir, "old.osm.pbf", road(7, 1, 5).file());
    let before = roads(dir, &["import", "old.osm.pbf"]);
    common::write(dir, "old.osm.pbf", road(7, 1, 9).file());
    common::write(dir, "new.osm.pbf", road(8, 9, 12).file());
    assert!(Command::new("mkfifo").arg(dir.join("endless.osm.pbf")).status().unwrap().success());
    let child = Command::new(assert_cmd::cargo::cargo_bin("faleme"))
        .args(["roads", "c", "import", "new.osm.pbf", "old.osm.pbf", "endless.osm.pbf"])
        .current_dir(dir)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Opens once the program does: then the two files before it are read.
    let mut pipe = std::fs::OpenOptions::new().write(true).open(dir.join("endless.osm.pbf")).unwrap();
    pipe.write_all(&[0; 4096]).unwrap();
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let patience = Instant::now();
    while pipe.write_all(&[0; 4096]).is_ok() && patience.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(5));
    }
    drop(pipe);
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("stopped; nothing was imported"), "{said}");
    assert_eq!(roads(dir, &["list"]), before);
    // Without a stop the same two files are imported.
    let after = roads(dir, &["import", "new.osm.pbf", "old.osm.pbf"]);
    assert_eq!(after["files"].as_array().unwrap().len(), 2);
    assert_ne!(after["network"], before["network"]);
}

#[test]
fn roads_of_another_version_can_be_imported_again_one_by_one() {
    let folder = common::with_case();
    let dir = folder.path();
    common::write(dir, "west.osm.pbf", road(7, 1, 5).file());
    common::write(dir, "east.osm.pbf", road(8, 5, 9).file());
    let before = roads(dir, &["import", "west.osm.pbf", "east.osm.pbf"]);
    let connection = rusqlite::Connection::open(dir.join("c/case.db")).unwrap();
    connection.execute_batch("UPDATE roads SET layout = 0; UPDATE network SET layout = 0").unwrap();
    let said = common::fails(dir, &["roads", "c", "list"], 1);
    assert!(said.contains("roads import"), "{said}");
    let said = common::fails(dir, &["roads", "c", "import", "west.osm.pbf"], 1);
    assert!(said.contains("east.osm.pbf was imported by another version: import it again"), "{said}");
    assert_eq!(roads(dir, &["import", "east.osm.pbf"]), before);
}
