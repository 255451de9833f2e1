//! What was recommended or promised, and what became of it; latent tensions; signals that are crossed.

use super::answer::{Answer, Column, Kind, List, column, items, part};
use super::asked::Asked;
use super::ground::{SILENT, day, shares};
use super::outlook::WARNINGS;
use super::problem::Problem;
use crate::commands::responses::{Board, area, early};
use crate::opened::Opened;
use outlook::response::Response;

const COLUMNS: &[Column] = &[
    column("response", "/kind", Kind::Term),
    column("fate", "/status", Kind::Term),
    column("last_confirmed", "/last_confirmed", Kind::Date),
    column("age_days", "/age_days", Kind::Number),
    column("institution", "/institution", Kind::Text),
    column("areas", "/areas", Kind::Places),
    column("addressee", "/addressee", Kind::Words),
    column("text", "/words", Kind::Text),
    column("id", "/id", Kind::Id),
];

const TENSIONS: &[Column] = &[
    column("tension", "/kind", Kind::Term),
    column("text", "/words", Kind::Text),
    column("season", "/season", Kind::Text),
    column("source", "/source", Kind::Text),
];

/// The lists of its answers.
pub const LISTS: &[List] = &[items(COLUMNS), part("warnings", WARNINGS), part("tensions", TENSIONS)];

/// The register, tensions and warnings.
pub fn answer(opened: &Opened, asked: &Asked) -> Result<Answer, Problem> {
    let day = day(opened, asked);
    let view = opened.view(day)?;
    let board = Board::of(&opened.dir, &opened.case, &view, day, SILENT)?;
    let region = asked.text("area").map(|name| area(&board, name)).transpose();
    let region = region.map_err(|e| Problem::bad(format!("area: {e}")))?;
    let of: Vec<&Response> =
        board.register.iter().filter(|r| region.as_ref().is_none_or(|area| r.concerns(area))).collect();
    let mut warnings = early(&board, &opened.store, Vec::new(), SILENT)?;
    warnings.retain(|one| region.as_ref().is_none_or(|area| area.covers(&one.area) || one.area.covers(area)));
    let mut answer = Answer::list(&of, COLUMNS)?;
    answer.rows.iter_mut().for_each(|row| worded(row, "texts", asked));
    if shares(asked) {
        answer.rows.iter_mut().for_each(unquoted);
    }
    let mut latent = Vec::new();
    for tension in &board.tensions.tensions {
        let mut row = serde_json::to_value(tension).map_err(anyhow::Error::from)?;
        worded(&mut row, "text", asked);
        latent.push(row);
    }
    let answer = answer.part("warnings", &warnings, WARNINGS)?.part("tensions", &latent, TENSIONS)?;
    Ok(answer.with("early", &warnings)?)
}

/// Without the words of documents: readers have what a letter says of a response.
fn unquoted(row: &mut serde_json::Value) {
    let told = row.get_mut("history").and_then(|h| h.as_array_mut()).into_iter().flatten();
    for step in told.filter_map(|step| step.as_object_mut()) {
        step.remove("quote");
    }
}

/// The words of a row in the language of those who ask, else as they stand; what is withheld has none.
fn worded(row: &mut serde_json::Value, key: &str, asked: &Asked) {
    if row.get("withheld").and_then(serde_json::Value::as_bool) == Some(true) {
        return;
    }
    let told = row.get(key).and_then(|texts| texts.get(asked.lang.tag())).or_else(|| row.get("text"));
    let words = told.and_then(|text| text.as_str()).unwrap_or_default().to_owned();
    if let Some(row) = row.as_object_mut() {
        row.insert("words".into(), words.into());
    }
}
