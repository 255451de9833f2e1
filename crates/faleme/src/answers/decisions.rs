//! The log of decisions, the latest first.

use super::answer::{Answer, Column, Kind, List, column, items};
use super::asked::Asked;
use super::ground::day;
use super::problem::Problem;
use crate::commands::review::{describe, touched, undone};
use crate::opened::Opened;
use events::Decision;
use serde::Serialize;

const COLUMNS: &[Column] = &[
    column("number", "/number", Kind::Number),
    column("on", "/on", Kind::Date),
    column("by", "/by", Kind::Text),
    column("decision", "/says", Kind::Text),
    column("why", "/why", Kind::Text),
    column("undone", "/undone", Kind::Term),
];

/// A decision as it is shown.
#[derive(Serialize)]
pub struct Decided<'a> {
    #[serde(flatten)]
    decision: &'a Decision,
    /// In a few words.
    says: String,
    /// Whether another one takes it back.
    undone: bool,
}

impl<'a> Decided<'a> {
    /// A decision, taken back or not.
    pub fn of(decision: &'a Decision, undone: bool) -> Self {
        Self { decision, says: describe(&decision.action), undone }
    }
}

/// The lists of its answers.
pub const LISTS: &[List] = &[items(COLUMNS)];

/// Decisions, all or those on a claim or row.
pub fn answer(opened: &Opened, asked: &Asked) -> Result<Answer, Problem> {
    // What was decided holds whatever the day; the view keeps it.
    let view = opened.view(day(opened, asked))?;
    let decisions = &view.decisions;
    let undone = undone(decisions);
    let about = asked.text("about");
    let wanted = |d: &&Decision| {
        about.is_none_or(|id| touched(&d.action, decisions).contains(id))
            && asked.text("by").is_none_or(|by| d.by == by)
            && asked.id.as_deref().is_none_or(|id| d.number.to_string() == id)
    };
    let shown: Vec<Decided<'_>> =
        decisions.iter().rev().filter(wanted).map(|d| Decided::of(d, undone.contains(&d.number))).collect();
    if let (Some(id), true) = (&asked.id, shown.is_empty()) {
        return Err(Problem::none(format!("there is no decision `{id}`")));
    }
    let last = decisions.iter().map(|d| d.number).max().unwrap_or(0);
    Ok(Answer::list(&shown, COLUMNS)?.with("last", &last)?)
}
