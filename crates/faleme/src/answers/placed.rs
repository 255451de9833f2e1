//! Rows with the place that the map shows of them: what is blurred there is blurred here.

use super::asked::Asked;
use super::map;
use super::problem::Problem;
use crate::opened::Opened;
use serde_json::Value;
use std::collections::BTreeMap;

/// Rows of a subject with the geometry of its layer, where they have it from the map.
pub fn located(
    opened: &Opened,
    asked: &Asked,
    subject: &str,
    rows: Vec<Value>,
) -> Result<Vec<Value>, Problem> {
    match subject {
        "prices" => with_places(opened, asked, rows, ("markets", &["name"])),
        _ => Ok(rows),
    }
}

/// Rows with the geometry of the features of a layer that go by the same words under these keys.
pub fn with_places(
    opened: &Opened,
    asked: &Asked,
    mut rows: Vec<Value>,
    (layer, key): (&str, &[&str]),
) -> Result<Vec<Value>, Problem> {
    let at = |row: &Value, keys: &[&str]| -> Vec<String> {
        keys.iter().filter_map(|key| Some(row.get(key)?.as_str()?.to_owned())).collect()
    };
    let own: &[&str] = if layer == "markets" { &["market"] } else { key };
    if rows.is_empty() {
        return Ok(rows);
    }
    let mut shown: BTreeMap<Vec<String>, Option<Value>> = BTreeMap::new();
    // A case without roads has no map: its rows go without a place.
    for feature in map::layer(opened, asked, layer).unwrap_or_default() {
        let geometry = feature.get("geometry").filter(|g| !g.is_null()).cloned();
        // Two markets of one name: which of them a price is of is not known.
        shown.entry(at(&feature, key)).and_modify(|known| *known = None).or_insert(geometry);
    }
    for row in &mut rows {
        let geometry = shown.get(&at(row, own)).cloned().flatten();
        if let (Some(row), Some(geometry)) = (row.as_object_mut(), geometry) {
            row.insert("geometry".into(), geometry);
        }
    }
    Ok(rows)
}
