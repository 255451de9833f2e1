//! `roads`, as a user runs it, on small OpenStreetMap files made by hand.

mod common;
#[path = "../../corridors/tests/common/mod.rs"]
mod pbf;

use pbf::{Pbf, Tags};
use std::path::Path;

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
