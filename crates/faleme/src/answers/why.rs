//! From any id back to the sentence, row or parameter that it rests on.

use super::answer::{Answer, Column, Kind, List, column, items};
use super::asked::Asked;
use super::ground::{SILENT, day, shares};
use super::problem::Problem;
use crate::commands::why;
use crate::opened::Opened;
use serde_json::{Value, json};

const COLUMNS: &[Column] = &[
    column("depth", "/depth", Kind::Number),
    column("step", "/kind", Kind::Term),
    column("step_id", "/id", Kind::Text),
    column("text", "/text", Kind::Text),
];

/// The lists of its answers.
pub const LISTS: &[List] = &[items(COLUMNS)];

/// The steps behind an id: as a tree (`node`), and one below the other.
pub fn answer(opened: &Opened, asked: &Asked) -> Result<Answer, Problem> {
    let Some(id) = asked.id.as_deref().or(asked.text("id")) else {
        return Ok(Answer { columns: COLUMNS, ..Answer::default() });
    };
    let day = day(opened, asked);
    let view = opened.view(day)?;
    let node = why::steps(opened, &view, day, id, shares(asked), SILENT)?;
    let node = node
        .ok_or_else(|| Problem::none(format!("there is nothing called `{id}` in this case on that day")))?;
    let mut answer = Answer { columns: COLUMNS, ..Answer::default() }.with("node", &node)?;
    let tree = answer.about.get("node").cloned().unwrap_or_default();
    flatten(&tree, 0, &mut answer.rows);
    Ok(answer)
}

fn flatten(node: &Value, depth: usize, rows: &mut Vec<Value>) {
    let part = |key: &str| node.get(key).cloned().unwrap_or_default();
    rows.push(json!({"depth": depth, "kind": part("kind"), "id": part("id"), "text": part("text")}));
    let from = node.get("from").and_then(Value::as_array);
    from.into_iter().flatten().for_each(|step| flatten(step, depth + 1, rows));
}
