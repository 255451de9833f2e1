//! What waits for a decision, the most telling first; and one claim with all that helps to decide on it.

use super::answer::{Answer, Column, Kind, List, column, items};
use super::asked::Asked;
use super::claims::modalities;
use super::decisions::Decided;
use super::ground::day;
use super::problem::Problem;
use crate::commands::review::{touched, waiting};
use crate::commands::why::place;
use crate::opened::Opened;
use crate::show;
use crate::view::View;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const COLUMNS: &[Column] = &[
    column("because", "/because", Kind::Term),
    column("date", "/claim/date", Kind::Date),
    column("type", "/claim/type", Kind::Term),
    column("modality", "/claim/modality", Kind::Term),
    column("document", "/claim/document", Kind::Text),
    column("quote", "/claim/quote", Kind::Text),
    column("id", "/claim/id", Kind::Id),
];

/// The lists of its answers.
pub const LISTS: &[List] = &[items(COLUMNS)];

/// The queue, or one claim of it.
pub fn answer(opened: &Opened, asked: &Asked) -> Result<Answer, Problem> {
    let view = opened.view(day(opened, asked))?;
    let waiting = waiting(&view);
    let mut answer = Answer::list(&waiting, COLUMNS)?;
    if let Some(because) = asked.text("because") {
        answer.rows.retain(|row| row.get("because").and_then(Value::as_str) == Some(because));
    }
    let last = view.decisions.iter().map(|d| d.number).max().unwrap_or(0);
    let done = asked.read_as::<u64>("done")?;
    let done =
        done.and_then(|n| view.decisions.iter().find(|d| d.number == n)).map(|d| Decided::of(d, false));
    answer = answer.with("last", &last)?.with("done", &done)?;
    match &asked.id {
        None => Ok(answer),
        Some(id) => one(opened, &view, answer, id),
    }
}

/// One claim: its paragraph, what contradicts it, what was decided on it, and who stands before and after it.
fn one(opened: &Opened, view: &View, mut answer: Answer, id: &str) -> Result<Answer, Problem> {
    let missing = || Problem::none(format!("there is no claim `{id}` on that day"));
    let claim = view.claims.iter().find(|c| c.id.as_str() == id).ok_or_else(missing)?;
    let ids: Vec<String> = answer
        .rows
        .iter()
        .filter_map(|row| row.pointer("/claim/id").and_then(Value::as_str).map(str::to_owned))
        .collect();
    let at = ids.iter().position(|other| other == id);
    let before = at.and_then(|at| ids.get(at.checked_sub(1)?));
    // Whoever comes to a claim that does not wait goes on with the first that does.
    let next = ids.get(at.map_or(0, |at| at + 1));
    answer.rows.retain(|row| row.pointer("/claim/id").and_then(Value::as_str) == Some(id));
    if answer.rows.is_empty() {
        let shown = show::claims(view, std::slice::from_ref(claim));
        answer.rows = vec![json!({"because": "decided", "contradictions": [], "claim": shown.first()})];
    }
    let kept = opened.store.document(&claim.document)?;
    let place = kept.and_then(|kept| place(&kept.document, claim.span));
    let undone = crate::commands::review::undone(&view.decisions);
    let about = |d: &&events::Decision| touched(&d.action, &view.decisions).contains(id);
    let decided: Vec<Decided<'_>> =
        view.decisions.iter().filter(about).map(|d| Decided::of(d, undone.contains(&d.number))).collect();
    let event = view.resolution.events.iter().find(|e| e.claims.contains(&claim.id));
    let others = |c: &&evidence::Claim| c.id != claim.id && event.is_some_and(|e| e.claims.contains(&c.id));
    let others: Vec<evidence::Claim> = view.claims.iter().filter(others).take(20).cloned().collect();
    let contradictions: Vec<Value> = show::contradictions(view)
        .iter()
        .filter_map(|c| serde_json::to_value(c).ok())
        .filter(|c| tells(c, id))
        .collect();
    let types: BTreeSet<&str> = view.claims.iter().map(|c| c.claim_type.as_str()).collect();
    let mut actors: Vec<&str> = opened.case.vocabulary.actors.iter().map(|a| a.name.as_str()).collect();
    actors.sort_unstable();
    Ok(answer
        .with("place", &place)?
        .with("decided", &decided)?
        .with("same_event", &show::claims(view, &others))?
        .with("contradictions", &contradictions)?
        .with("types", &types)?
        .with("modalities", &modalities())?
        .with("actors", &actors)?
        .with("previous", &before)?
        .with("next", &next)?)
}

/// Whether a contradiction rests on a claim.
fn tells(contradiction: &Value, id: &str) -> bool {
    let list =
        |value: &Value, key: &str| value.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let mentions = list(contradiction, "sides").into_iter().flat_map(|side| list(&side, "mentions"));
    mentions.into_iter().any(|m| m.get("claim").and_then(Value::as_str) == Some(id))
}
