//! What cannot all be so, with all its sides.

use super::answer::{Answer, Column, Kind, List, column, items};
use super::asked::Asked;
use super::ground::{day, handed};
use super::problem::Problem;
use crate::opened::Opened;
use crate::show;
use serde_json::Value;

const COLUMNS: &[Column] = &[
    column("severity", "/severity", Kind::Term),
    column("contradiction", "/kind", Kind::Term),
    column("summary", "/summary", Kind::Text),
    column("id", "/id", Kind::Id),
];

/// The lists of its answers.
pub const LISTS: &[List] = &[items(COLUMNS)];

/// Contradictions by kind and severity.
pub fn answer(opened: &Opened, asked: &Asked) -> Result<Answer, Problem> {
    let view = opened.view(day(opened, asked))?;
    let blur = opened.blur()?;
    let shown = match handed(opened, asked, (&view, &blur)) {
        Some(handed) => show::contradictions_to_share(&view, &handed),
        None => show::contradictions(&view),
    };
    let mut answer = Answer::list(&shown, COLUMNS)?;
    let at = |row: &Value, key: &str| row.get(key).and_then(Value::as_str).map(str::to_owned);
    let mut kinds: Vec<String> = answer.rows.iter().filter_map(|row| at(row, "kind")).collect();
    kinds.sort_unstable();
    kinds.dedup();
    for name in ["kind", "severity"] {
        answer
            .rows
            .retain(|row| asked.text(name).is_none_or(|wanted| at(row, name).as_deref() == Some(wanted)));
    }
    if let Some(id) = &asked.id {
        answer.rows.retain(|row| at(row, "id").as_ref() == Some(id));
        if answer.rows.is_empty() {
            return Err(Problem::none(format!("there is no contradiction `{id}` on that day")));
        }
    }
    Ok(answer.with("kinds", &kinds)?)
}
