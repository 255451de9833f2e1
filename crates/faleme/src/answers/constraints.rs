//! What limits access, with every status told of it.

use super::answer::{Answer, Column, Kind, List, column, items};
use super::asked::Asked;
use super::ground::{day, handed};
use super::problem::Problem;
use crate::on_day::of_holdings;
use crate::opened::Opened;
use crate::show;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const COLUMNS: &[Column] = &[
    column("date", "/date", Kind::Date),
    column("kind", "/kind", Kind::Term),
    column("places", "/scope/places", Kind::Places),
    column("status", "/status", Kind::Term),
    column("disputed", "/disputed", Kind::Term),
    column("last_confirmed", "/last_confirmed", Kind::Date),
    column("age_days", "/age_days", Kind::Number),
    column("id", "/id", Kind::Id),
];

/// The lists of its answers.
pub const LISTS: &[List] = &[items(COLUMNS)];

/// Constraints by kind and status.
pub fn answer(opened: &Opened, asked: &Asked) -> Result<Answer, Problem> {
    let day = day(opened, asked);
    let view = opened.view(day)?;
    let found = of_holdings(&view, &opened.case, day, events::constraints);
    let blur = opened.blur()?;
    let shown = match handed(opened, asked, (&view, &blur)) {
        Some(handed) => show::constraints_to_share(&view, &found, &handed),
        None => show::constraints(&view, &found),
    };
    let mut answer = Answer::list(&shown, COLUMNS)?;
    let named = |at: &str| -> BTreeSet<String> {
        let all = answer.rows.iter().filter_map(|row| row.get(at)?.as_str());
        all.map(str::to_owned).collect()
    };
    let choices = json!({"kind": named("kind"), "status": named("status")});
    for (name, at) in [("kind", "kind"), ("status", "status")] {
        let is = |row: &Value, wanted: &str| row.get(at).and_then(Value::as_str) == Some(wanted);
        answer.rows.retain(|row| asked.text(name).is_none_or(|wanted| is(row, wanted)));
    }
    let one =
        |row: &Value| asked.id.as_deref().is_none_or(|id| row.get("id").and_then(Value::as_str) == Some(id));
    answer.rows.retain(one);
    if let (Some(id), true) = (&asked.id, answer.rows.is_empty()) {
        return Err(Problem::none(format!("there is no constraint `{id}` on that day")));
    }
    Ok(answer.with("choices", &choices)?)
}
