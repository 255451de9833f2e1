//! Constraints with every status told, and figures.

use super::desk::Desk;
use super::lines::{Counted, Spoken, Sure};
use super::numbering::Call;
use crate::words::say_date;
use crate::{Constraint, Finding, Section, Told};
use base::Interval;
use serde::Serialize;

/// One telling of a constraint's status.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Telling {
    pub status: String,
    /// Class of the mark that stands beside the word.
    pub mark: String,
    pub when: Option<String>,
    pub by: String,
    pub sure: Sure,
    pub calls: Vec<Call>,
    pub id: String,
}

/// A row of the constraints.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ConstraintRow {
    pub anchor: String,
    pub id: String,
    pub what: String,
    pub place: String,
    pub concerns: Vec<Spoken>,
    pub told: Vec<Telling>,
    pub since: Option<String>,
    pub last: Option<String>,
    pub age: Option<String>,
    pub calls: Vec<Call>,
}

/// A row of the figures.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FigureRow {
    pub anchor: String,
    pub id: String,
    pub what: String,
    pub amounts: Vec<Counted>,
    pub place: String,
    pub when: Option<String>,
    pub modality: Option<String>,
    pub sure: Sure,
    pub calls: Vec<Call>,
}

pub(super) fn constraints(desk: &mut Desk<'_>) -> Vec<ConstraintRow> {
    let all = desk.constraints();
    all.into_iter().enumerate().map(|(at, f)| constraint(desk, at, f)).collect()
}

fn constraint(desk: &mut Desk<'_>, at: usize, finding: &Finding<Constraint>) -> ConstraintRow {
    let of = finding.content();
    let kind = format!("constraint-{}", crate::words::spelled(of.kind));
    let gender = desk.messages.find(&format!("{kind}.gender"), None).unwrap_or_default();
    let told: Vec<Telling> = of.told.iter().filter_map(|t| telling(desk, &gender, t)).collect();
    let age = |days: i64| desk.messages.tell("age", [("days", (days as f64).into())]);
    let day = |date| say_date(desk.messages, &Interval::day(date));
    ConstraintRow {
        anchor: format!("constraint-{at}"),
        id: finding.id().to_owned(),
        what: desk.messages.say(&kind),
        place: desk.places(&of.places),
        concerns: of.concerns.iter().map(Spoken::plain).collect(),
        since: of.since.map(day),
        last: of.last_told.map(day),
        age: of.age_days.map(age),
        // The tellings carry the calls; a constraint of which none can be told carries its own.
        calls: if told.is_empty() { desk.cite(finding.notes()) } else { Vec::new() },
        told,
    }
}

fn telling(desk: &mut Desk<'_>, gender: &str, told: &Finding<Told>) -> Option<Telling> {
    if !desk.numbering.resolves(told.notes()) {
        return None;
    }
    let of = told.content();
    let mark = crate::words::spelled(of.status);
    let by = match of.by.as_slice() {
        [] => String::new(),
        actors => desk.messages.tell("by", [("actors", desk.messages.actors(actors).into())]),
    };
    Some(Telling {
        status: desk.messages.tell(&format!("status-{mark}"), [("gender", gender.into())]),
        mark,
        when: of.date.map(|d| say_date(desk.messages, &d)),
        by,
        sure: desk.sure(&of.support),
        calls: desk.cite(told.notes()),
        id: told.id().to_owned(),
    })
}

pub(super) fn figures(desk: &mut Desk<'_>) -> Vec<FigureRow> {
    let all = desk.occurrences(Section::Figures);
    let rows = all.into_iter().enumerate().map(|(at, finding)| {
        let line = desk.line(format!("figure-{at}"), finding);
        let (anchor, id, what, amounts) = (line.anchor, line.id, line.what, line.amounts);
        let (place, when, modality) = (line.place, line.when, line.modality);
        FigureRow { anchor, id, what, amounts, place, when, modality, sure: line.sure, calls: line.calls }
    });
    rows.collect()
}
