//! The layout of `supply.toml` is documented, and the tables of the case that ships name only what the case knows.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Headings of the page, and the struct that reads what stands under them.
const TABLES: [(&str, &str); 12] = [
    ("Numbers", "NumberEntry"),
    ("`[assumptions]`", "AssumptionEntry"),
    ("`[[commodities]]`", "CommodityEntry"),
    ("`[[ports]]`", "PortEntry"),
    ("`[[crossings]]`", "CrossingEntry"),
    ("`[[carriers]]`", "CarrierEntry"),
    ("`[[zones]]`", "ZoneEntry"),
    ("`[[demand]]`", "DemandEntry"),
    ("`[[shares]]`", "ShareEntry"),
    ("`[[sectors]]`", "SectorEntry"),
    ("`[[remittances]]`", "RemittanceEntry"),
    ("`[[figures]]`", "FigureEntry"),
];

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The public fields of a struct in Rust source.
fn fields(source: &str, name: &str) -> Vec<String> {
    let body = source.split(&format!("pub struct {name} {{")).nth(1).unwrap_or_default();
    let body = body.split("\n}").next().unwrap_or_default();
    let fields = body.lines().filter_map(|l| l.trim().strip_prefix("pub ")?.split_once(':'));
    fields.map(|(field, _)| field.to_owned()).collect()
}

/// Words that a section of the page does not hold in code marks.
fn undocumented(words: &[String], page: &str, heading: &str) -> Vec<String> {
    let part = page.split(&format!("\n## {heading}\n")).nth(1).unwrap_or_default();
    let part = part.split("\n## ").next().unwrap_or_default();
    let missing = words.iter().filter(|w| !part.contains(&format!("`{w}`")));
    missing.map(|w| format!("docs/supply.md: explain `{w}` under {heading}")).collect()
}

fn list(table: &toml::Table, name: &str) -> Vec<toml::Value> {
    table.get(name).and_then(|l| l.as_array()).cloned().unwrap_or_default()
}

fn text(entry: &toml::Value, key: &str) -> Option<String> {
    entry.get(key)?.as_str().map(str::to_owned)
}

/// Names in the tables that neither the case nor its roads know.
fn lost(supply: &toml::Table, case: &toml::Table, roads: &str) -> Vec<String> {
    let names = |name: &str| -> BTreeSet<String> {
        list(case, name).iter().filter_map(|e| text(e, "name")).collect()
    };
    let english = |e: &toml::Value| text(e.get("name")?, "en");
    let corridors: BTreeSet<String> = list(case, "corridors").iter().filter_map(english).collect();
    let (places, actors) = (names("places"), names("actors"));
    let on_roads = |name: &str| roads.contains(&format!("\"name\": \"{name}\""));
    let of = |table: &str, key: &str| -> Vec<String> {
        list(supply, table).iter().filter_map(|e| text(e, key).or_else(|| text(e, "name"))).collect()
    };
    let spots = [of("ports", "name"), of("crossings", "name"), of("zones", "place")].concat();
    let spots = spots.into_iter().filter(|n| !places.contains(n) && !on_roads(n));
    let carriers = of("carriers", "name").into_iter().filter(|n| !actors.contains(n));
    let by_corridor = |s: &toml::Value| s.get("by_corridor").and_then(|t| t.as_table()).cloned();
    let leaves = list(supply, "sectors").iter().filter_map(by_corridor).flatten().map(|(k, _)| k).collect();
    let shares: Vec<String> = list(supply, "shares").iter().filter_map(|s| text(s, "corridor")).collect();
    let corridors =
        [leaves, shares].concat().into_iter().filter(|n| !corridors.contains(n)).collect::<Vec<_>>();
    spots.chain(carriers).chain(corridors).collect()
}

#[test]
fn every_key_and_unit_is_documented() {
    let page = read("docs/supply.md");
    let source = read("crates/supply/src/tables/entry.rs");
    let mut findings = Vec::new();
    for (heading, name) in TABLES {
        let keys = fields(&source, name);
        assert!(keys.len() >= 4, "{name} was not found in entry.rs");
        findings.extend(undocumented(&keys, &page, heading));
    }
    let entries = source.matches("\npub struct ").count();
    assert_eq!(entries, TABLES.len(), "entry.rs reads a table that is not in TABLES");
    let units: toml::Table = read("crates/supply/data/units.toml").parse().expect("TOML");
    let names = list(&units, "rows").into_iter().chain(list(&units, "multipliers"));
    let first = |row: toml::Value| match row.get(0) {
        Some(toml::Value::Array(names)) => {
            names.iter().filter_map(|n| Some(n.as_str()?.to_owned())).collect()
        }
        Some(toml::Value::String(name)) => vec![name.clone()],
        _ => Vec::new(),
    };
    let names: Vec<String> = names.flat_map(first).collect();
    assert!(names.len() > 30, "{names:?}");
    findings.extend(undocumented(&names, &page, "Units"));
    assert!(findings.is_empty(), "\n{}", findings.join("\n"));
}

#[test]
fn the_defaults_on_the_page_are_those_of_the_program() {
    let page = read("docs/supply.md");
    let table: toml::Table = read("crates/supply/data/assumptions.toml").parse().expect("TOML");
    let rows = table["assumptions"].as_table().expect("[assumptions] is a table");
    let number =
        |v: &toml::Value| v.as_float().or_else(|| v.as_integer().map(|i| i as f64)).expect("a number");
    for (key, row) in rows.iter().filter(|(_, row)| row.is_table()) {
        let line = page.lines().find(|l| l.starts_with(&format!("| `{key}` |")));
        let cell = line.and_then(|l| l.trim_end_matches(" |").rsplit(" | ").next()).unwrap_or_default();
        let told: Vec<f64> =
            cell.split(", ").filter_map(|n| n.split(' ').next()?.replace(',', "").parse().ok()).collect();
        assert_eq!(told, ["low", "best", "high"].map(|k| number(&row[k])), "{key}: {cell}");
    }
}

#[test]
fn the_case_that_ships_names_only_what_it_knows() {
    let case: toml::Table = read("cases/kayes/case.toml").parse().expect("TOML");
    let roads = read("cases/kayes/roads.geojson");
    let supply: toml::Table = read("cases/kayes/supply.toml").parse().expect("TOML");
    assert_eq!(lost(&supply, &case, &roads), Vec::<String>::new());
    let classes: toml::Table = read("crates/corridors/data/classes.toml").parse().expect("TOML");
    assert_eq!(supply["currency"], classes["currency"], "costs of carriage are in another currency");
    let ids: BTreeSet<_> = list(&classes, "class").iter().filter_map(|c| text(c, "id")).collect();
    let used: BTreeSet<_> = list(&supply, "commodities").iter().filter_map(|c| text(c, "class")).collect();
    assert!(used.len() > 1 && used.is_subset(&ids), "{used:?}");
}

#[test]
fn what_is_lost_or_undocumented_is_found() {
    let supply = "[[ports]]\nname = \"A\"\n[[zones]]\nname = \"B\"\nplace = \"C\"\n[[carriers]]\nname = \"D\"\n\
                  [[shares]]\ncorridor = \"E\"\n[[sectors]]\nby_corridor = { F = 1 }";
    let supply = supply.parse().expect("TOML");
    assert_eq!(lost(&supply, &toml::Table::new(), "\"name\": \"A\""), ["C", "D", "F", "E"]);
    let keys = ["a".to_owned(), "b".to_owned()];
    assert_eq!(undocumented(&keys, "\n## X\n`a`\n## Y\n`b`", "X").len(), 1);
}

/// The case unpacks with its tables, byte for byte.
#[test]
fn a_new_case_has_the_tables() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().join("case");
    let mut command = assert_cmd::Command::cargo_bin("faleme").expect("the program is built");
    command.args(["new", "--from", "kayes"]).arg(&dir).assert().success();
    let unpacked = fs::read_to_string(dir.join("supply.toml")).expect("the tables are there");
    assert_eq!(unpacked, read("cases/kayes/supply.toml"));
}
