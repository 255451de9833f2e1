//! Rows of a layer, as the pages and the API show them.

use crate::answers::{
    Answer, Asked, Problem, board, constraints, contradictions, events, map, people, prices, responses,
};
use crate::opened::Opened;
use anyhow::{Result, anyhow, bail};
use serde_json::Value;
use std::collections::BTreeMap;

/// Takes one row after the other.
type To<'a> = &'a mut dyn FnMut(Value) -> Result<()>;

/// Hands on every row of a layer.
pub fn each(opened: &Opened, asked: &Asked, layer: &str, to: To<'_>) -> Result<()> {
    let told = match layer {
        "events" => return events::each(opened, asked, None, to).map_err(said),
        "incidents" => return events::each(opened, asked, Some("incident"), to).map_err(said),
        "constraints" => placed(opened, asked, constraints::answer(opened, asked), ("constraints", &["id"])),
        "corridors" => map::layer(opened, asked, "corridors"),
        "corridor-months" => rows(board::answer(opened, asked)).map(months),
        "contradictions" => rows(contradictions::answer(opened, asked)),
        "prices" => {
            let asked = asked.and("periods", "all");
            placed(opened, &asked, prices::answer(opened, &asked), ("markets", &["name"]))
        }
        "markets" => map::layer(opened, asked, "markets"),
        "people" => rows(people::answer(opened, asked)),
        "responses" => rows(responses::answer(opened, asked)),
        other => bail!("`{other}` has no rows"),
    };
    told.map_err(said)?.into_iter().try_for_each(to)
}

fn said(problem: Problem) -> anyhow::Error {
    anyhow!(problem.detail)
}

/// The rows of an answer; what the case lacks for it is told.
fn rows(answer: Result<Answer, Problem>) -> Result<Vec<Value>, Problem> {
    let answer = answer?;
    match answer.about.get("lacks").and_then(Value::as_str) {
        Some(lacks) => Err(Problem::bad(lacks)),
        None => Ok(answer.rows),
    }
}

/// The rows of an answer, each with the geometry that the map shows of it, if it shows one: what is blurred there is blurred here.
fn placed(
    opened: &Opened,
    asked: &Asked,
    answer: Result<Answer, Problem>,
    (layer, key): (&str, &[&str]),
) -> Result<Vec<Value>, Problem> {
    with_places(opened, asked, rows(answer)?, (layer, key))
}

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

fn with_places(
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

/// A row for each month of each corridor.
fn months(corridors: Vec<Value>) -> Vec<Value> {
    let mut out = Vec::new();
    for corridor in corridors {
        for month in corridor.get("months").and_then(Value::as_array).into_iter().flatten() {
            let mut row = month.clone();
            if let Some(row) = row.as_object_mut() {
                let of = |key: &str| corridor.get(key).cloned().unwrap_or_default();
                let id = corridor.get("id").and_then(Value::as_str).unwrap_or_default();
                let day = month.get("month").and_then(Value::as_str).unwrap_or_default();
                row.insert("id".into(), format!("{id}/{}", day.get(..7).unwrap_or(day)).into());
                row.insert("corridor".into(), of("corridor"));
            }
            out.push(row);
        }
    }
    out
}
