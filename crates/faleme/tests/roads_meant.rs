//! Which roads and posts a telling means, on imported roads that name neither countries nor stops.

mod common;
#[path = "../../corridors/tests/common/mod.rs"]
mod pbf;

use common::{json, stdout, with_case, write};
use pbf::{Pbf, Tags};
use serde_json::Value;
use std::path::Path;
use tempfile::TempDir;

const ROAD: Tags = &[("highway", "trunk"), ("ref", "RN 1")];
const TOWN: fn(&'static str) -> Vec<(&'static str, &'static str)> =
    |name| vec![("place", "town"), ("name", name)];

/// West – Fork – Post – Mead – East on one number, a tenth of a degree (11 km) between nodes, the post between two countries.
fn file() -> Vec<u8> {
    let towns =
        [(1, "Westend"), (6, "Forkton"), (14, "Meadow"), (19, "Eastend")].map(|(id, name)| (id, TOWN(name)));
    let post: Tags = &[("barrier", "border_control"), ("name", "Postville")];
    let tags = |id: i64| -> &[(&'static str, &'static str)] {
        towns.iter().find(|(at, _)| *at == id).map_or(if id == 10 { post } else { &[] }, |(_, tags)| tags)
    };
    let nodes: Vec<(i64, f64, f64, Tags)> =
        (1..=19).map(|id| (id, 14.0, id as f64 / 10.0, tags(id))).collect();
    let all: Vec<i64> = (1..=19).collect();
    Pbf::default().timestamp(1_700_000_000).dense(&nodes).way(7, &all, ROAD).file()
}

const CASE: &str = r#"
[[corridors]]
name = { fr = "Tout", en = "All" }
waypoints = ["Westend", "Eastend"]
"#;

/// The towns of the road, each with its country.
fn places() -> String {
    let town = |(name, country, id): (&str, &str, i64)| {
        let lon = id as f64 / 10.0;
        format!(
            "\n[[places]]\nname = \"{name}\"\nkind = \"populated_place\"\ncountry = \"{country}\"\nlat = 14.0\nlon = {lon}\n"
        )
    };
    [("Westend", "SEN", 1), ("Forkton", "SEN", 6), ("Meadow", "MLI", 14), ("Eastend", "MLI", 19)]
        .map(town)
        .concat()
}

fn case(news: &str) -> TempDir {
    let folder = with_case();
    let dir = folder.path().join("c");
    let file_text = std::fs::read_to_string(dir.join("case.toml")).unwrap();
    write(&dir, "case.toml", format!("{file_text}{}{CASE}", places()));
    write(folder.path(), "west.osm.pbf", file());
    stdout(folder.path(), &["roads", "c", "import", "west.osm.pbf"]);
    let head = "---\ntitle: News\npublisher: Daily Example\npublished: 2025-09-06\nlanguage: en\n---\n\n";
    write(&dir.join("sources"), "news.md", format!("{head}{news}\n"));
    stdout(folder.path(), &["read", "c"]);
    folder
}

/// Sections with a status that is not unknown, and what was said.
fn told(dir: &Path) -> (Vec<String>, String) {
    let args = ["status", "c", "--as-of", "2025-09-10", "--class", "truck", "--format", "json"];
    let output = common::faleme(dir, &args).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let rows: Value = serde_json::from_slice(&output.stdout).unwrap();
    let known = rows.as_array().unwrap().iter().filter(|r| r["status"] != "unknown");
    let row = |r: &Value| format!("{} {}", r["section"], r["status"]).replace('"', "");
    (known.map(row).collect(), said)
}

#[test]
fn a_post_between_two_countries_is_closed_with_their_border() {
    let folder = case("The Mali–Senegal border was closed on 5 September 2025.");
    let (known, said) = told(folder.path());
    assert_eq!(known, ["Forkton–Postville closed", "Postville–Meadow closed"], "{said}");
    let folder = case("Mali closed the border with Senegal on September 5, 2025.");
    assert_eq!(told(folder.path()).0, ["Forkton–Postville closed", "Postville–Meadow closed"]);
    let folder = case("The Mali–Guinea border was closed on 5 September 2025.");
    let (known, said) = told(folder.path());
    assert!(known.is_empty() && said.contains("limit-nowhere"), "{known:?} {said}");
}

#[test]
fn a_post_of_openstreetmap_takes_its_hours() {
    let folder = case("Nothing of note happened.");
    let dir = folder.path();
    let hours = |to: &str| {
        let args = ["route", "c", "--from", "Forkton", "--to", to, "--class", "truck", "--format", "json"];
        json(dir, &args)["duration_h"].as_f64().unwrap()
    };
    let (there, past) = (hours("Forkton"), hours("Meadow"));
    assert_eq!(there, 0.0);
    assert!(past > 8.0, "86 km and a border take {past} h");
}

#[test]
fn a_number_of_two_countries_is_the_one_told_or_nobodys() {
    let folder = case("Gunmen burned three trucks on the RN1 in Senegal on September 5, 2025.");
    let (known, said) = told(folder.path());
    assert_eq!(known, ["Westend–Forkton restricted", "Forkton–Postville restricted"], "{said}");
    let folder = case("Gunmen burned three trucks on the RN1 on September 5, 2025.");
    let (known, said) = told(folder.path());
    assert!(known.is_empty(), "{known:?}");
    assert!(said.contains("limit-ambiguous") && said.contains("a road of MLI, SEN"), "{said}");
}

#[test]
fn an_attack_on_a_road_near_a_town_restricts_it_there() {
    let folder = case("Gunmen burned three trucks on the RN1 near Eastend on September 5, 2025.");
    let (known, said) = told(folder.path());
    assert_eq!(known, ["Meadow–Eastend restricted"], "{said}");
    let folder = case("Gunmen burned three trucks on the RN1 near Nosuchton on September 5, 2025.");
    let (known, said) = told(folder.path());
    assert!(known.is_empty() && said.contains("Nosuchton"), "{known:?} {said}");
}
