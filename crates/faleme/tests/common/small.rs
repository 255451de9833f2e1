//! A small case with roads, tables and one report: Harbour – Ford – Mill on the main road and a way round by Hill; Quay beyond
//! Mill. A degree of longitude is about 107 km there.
#![allow(dead_code)]

use super::common::{stdout, with_case, write};
use tempfile::TempDir;

/// Its roads.
pub const ROADS: &str = include_str!("small/roads.geojson");
/// What its case file has beyond an empty one: a place and a corridor.
pub const CASE: &str = include_str!("small/case.toml");
/// Its tables of supply.
pub const TABLES: &str = include_str!("small/supply.toml");
/// An attack at Ford.
pub const NEWS: &str = include_str!("small/attack.md");

/// The case `c` in a new folder, read; without tables where `None`.
pub fn small_case(tables: Option<&str>) -> TempDir {
    let folder = with_case();
    let dir = folder.path().join("c");
    let file = std::fs::read_to_string(dir.join("case.toml")).unwrap();
    write(&dir, "case.toml", format!("{file}{CASE}"));
    write(&dir, "roads.geojson", ROADS);
    write(&dir.join("sources"), "attack.md", NEWS);
    if let Some(tables) = tables {
        write(&dir, "supply.toml", tables);
    }
    stdout(folder.path(), &["read", "c"]);
    folder
}
