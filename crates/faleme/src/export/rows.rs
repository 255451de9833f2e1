//! Rows of a layer, as the pages and the API show them.

use crate::answers::{
    Answer, Asked, Problem, board, constraints, contradictions, events, map, people, placed, prices,
    responses,
};
use crate::opened::Opened;
use anyhow::{Result, anyhow, bail};
use serde_json::Value;

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
    placed::with_places(opened, asked, rows(answer)?, (layer, key))
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
