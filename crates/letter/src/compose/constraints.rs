//! Constraints with every status told.

use super::desk::Desk;
use super::fold::{self, CONSTRAINTS};
use crate::sheet::{Block, Column, Inline, Mark, Row, Table};
use crate::words::{say_date, spelled};
use crate::{Constraint, Finding, Status, Told};
use base::{Date, Interval};

/// The table of constraints, after the line that says how to read it.
pub(super) fn constraints(desk: &mut Desk<'_>) -> Vec<Block> {
    let all = desk.constraints();
    if all.is_empty() {
        return Vec::new();
    }
    let column = |key, share| Column { head: desk.messages.say(key), numeric: false, share };
    let columns = vec![
        column("column-constraint", 18),
        column("column-where", 13),
        column("column-told", 33),
        column("column-since", 18),
        column("column-last", 18),
    ];
    let kinds = all.iter().map(|f| desk.messages.say(&kind(f)));
    let (kinds, n) = (desk.kinds(kinds.collect()), all.len());
    let (shown, rest) = shown(desk);
    let said = desk.folded("fold-constraints", (n, rest), &kinds);
    let rows = shown.into_iter().map(|(at, f)| row(desk, at, f)).collect();
    let lead = Block::Remark(vec![Inline::Text(desk.messages.say("lead-constraints"))]);
    let board = Block::Table(Table { id: "constraint-board".into(), caption: Vec::new(), columns, rows });
    [Some(lead), said, Some(board)].into_iter().flatten().collect()
}

/// Those that are printed, each with its number in the whole list, and how many are left: first what is not over, then what was
/// told of last.
pub(super) fn shown<'a>(desk: &Desk<'a>) -> (Vec<(usize, &'a Finding<Constraint>)>, usize) {
    let all: Vec<_> = desk.constraints().into_iter().enumerate().collect();
    fold::first(all, CONSTRAINTS, |(_, f)| {
        let last = f.content().told.last().map(|t| t.content().status);
        let over = matches!(last, Some(Status::Lifted | Status::Lapsed));
        (over, std::cmp::Reverse(f.content().last_told))
    })
}

fn kind(finding: &Finding<Constraint>) -> String {
    format!("constraint-{}", spelled(finding.content().kind))
}

fn row(desk: &mut Desk<'_>, at: usize, finding: &Finding<Constraint>) -> Row {
    let of = finding.content();
    let kind = kind(finding);
    let gender = desk.messages.find(&format!("{kind}.gender"), None).unwrap_or_default();
    let mut told: Vec<Vec<Inline>> =
        of.told.iter().filter_map(|t| telling(desk, &gender, t, finding.id())).collect();
    let mut name = vec![Inline::Strong(desk.messages.say(&kind))];
    for words in &of.concerns {
        name.push(Inline::text(", "));
        name.push(Inline::Quote { text: words.text.clone(), lang: words.lang.clone() });
    }
    // The tellings carry the calls; a constraint of which none can be told carries its own.
    if told.is_empty() {
        name.push(desk.cite(finding.notes()));
        told.push(unknown(desk));
    }
    let place = desk.places(&of.places);
    let place = if place.is_empty() { unknown(desk) } else { vec![Inline::Text(place)] };
    let mut last = vec![day(desk, of.last_told)];
    last.extend(
        of.age_days
            .map(|days| vec![Inline::Soft(desk.messages.tell("age", [("days", (days as f64).into())]))]),
    );
    let cells = vec![
        vec![name, vec![Inline::Id(finding.id().to_owned())]],
        vec![place],
        told,
        vec![day(desk, of.since)],
        last,
    ];
    Row { id: Some(format!("constraint-{at}")), cells }
}

fn day(desk: &Desk<'_>, day: Option<Date>) -> Vec<Inline> {
    day.map_or_else(|| unknown(desk), |d| vec![Inline::Text(say_date(desk.messages, &Interval::day(d)))])
}

fn unknown(desk: &Desk<'_>) -> Vec<Inline> {
    vec![Inline::Soft(desk.messages.say("unknown"))]
}

fn telling(desk: &mut Desk<'_>, gender: &str, told: &Finding<Told>, row: &str) -> Option<Vec<Inline>> {
    if !desk.numbering.resolves(told.notes()) {
        return None;
    }
    let of = told.content();
    let word = desk.messages.tell(&format!("status-{}", spelled(of.status)), [("gender", gender.into())]);
    let mut says = vec![Inline::Badge { mark: mark(of.status), word }];
    says.extend(of.date.map(|d| Inline::Text(format!(", {}", say_date(desk.messages, &d)))));
    if !of.by.is_empty() {
        let by = desk.messages.tell("by", [("actors", desk.actors(&of.by).into())]);
        says.push(Inline::Text(format!(", {by}")));
    }
    says.push(desk.cite(told.notes()));
    says.push(Inline::text(" "));
    says.extend(desk.sure(&of.support));
    if told.id() != row {
        says.extend([Inline::text(" "), Inline::Id(told.id().to_owned())]);
    }
    Some(says)
}

/// How a status looks.
pub(super) fn mark(status: Status) -> Mark {
    match status {
        Status::InForce | Status::Extended => Mark::Bad,
        Status::Announced | Status::CalledFor | Status::Reserved | Status::Planned => Mark::Watch,
        Status::Denied => Mark::Denied,
        Status::Lifted | Status::Lapsed => Mark::Good,
    }
}
