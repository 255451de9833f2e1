//! Corridors: what was last reported of each, and how each passes by class where the marking allows it.

use super::board::{Board, cell, named};
use super::desk::Desk;
use crate::sheet::{Block, Inline, Mark};
use crate::words::{count, say_date, spelled};
use crate::{Corridor, Finding, Passable};
use base::{Interval, Tlp};

/// The board.
pub(super) fn corridors(desk: &mut Desk<'_>) -> Vec<Block> {
    let all = desk.held(&desk.findings.roads.corridors);
    let columns = [
        ("corridor", 28, false),
        ("month-state", 20, false),
        ("constraints", 16, true),
        ("incidents", 14, true),
        ("confirmed", 22, false),
    ];
    let mut board = Board::new(desk, "corridor-board", &columns);
    for finding in &all {
        let cells = row(desk, finding);
        board.row(cells);
    }
    let mut blocks = board.under(desk, "lead-corridors");
    blocks.extend(classes(desk, &all));
    blocks
}

fn row(desk: &mut Desk<'_>, finding: &Finding<Corridor>) -> Vec<Vec<Inline>> {
    let of = finding.content();
    let call = desk.cite(finding.notes());
    let last = of.months.last();
    let state = last.map_or(Passable::Unknown, |m| m.state);
    let confirmed = of.last_confirmed.map(|day| say_date(desk.messages, &Interval::day(day)));
    let age = of.age_days.map(|days| desk.messages.tell("age", [("days", (days as f64).into())]));
    let confirmed = [confirmed, age].into_iter().flatten().collect::<Vec<_>>().join(", ");
    vec![
        named(desk.title(&of.name), call, finding.id()),
        trend(of).map_or_else(
            || vec![badge(desk, state)],
            |key| vec![badge(desk, state), Inline::Soft(format!(", {}", desk.messages.say(key)))],
        ),
        cell(of.constraints.len().to_string()),
        cell(last.map_or(0, |m| m.incidents).to_string()),
        cell(if confirmed.is_empty() { desk.messages.say("unknown") } else { confirmed }),
    ]
}

/// How the last month compares with the one before; nothing where either is not known.
fn trend(of: &Corridor) -> Option<&'static str> {
    let [.., before, last] = of.months.as_slice() else { return None };
    if before.state == Passable::Unknown || last.state == Passable::Unknown {
        return None;
    }
    Some(match last.state.cmp(&before.state) {
        std::cmp::Ordering::Greater => "trend-worse",
        std::cmp::Ordering::Less => "trend-better",
        std::cmp::Ordering::Equal => "trend-same",
    })
}

/// A status as a badge.
pub(super) fn badge(desk: &Desk<'_>, state: Passable) -> Inline {
    let mark = match state {
        Passable::Unknown => Mark::Unknown,
        Passable::Open => Mark::Good,
        Passable::Restricted => Mark::Watch,
        Passable::Closed => Mark::Bad,
    };
    Inline::Badge { mark, word: desk.messages.say(&format!("passable-{}", spelled(state))) }
}

/// By vehicle class on the letter's day; the findings of a letter for all hold none.
fn classes(desk: &Desk<'_>, all: &[&Finding<Corridor>]) -> Vec<Block> {
    if desk.findings.masthead.tlp < Tlp::Amber {
        return Vec::new();
    }
    let mut names: Vec<&str> = Vec::new();
    for class in all.iter().flat_map(|f| &f.content().classes) {
        if !names.contains(&class.class.as_str()) {
            names.push(&class.class);
        }
    }
    if names.is_empty() {
        return Vec::new();
    }
    let mut board = Board::new(desk, "class-board", &[("corridor", 40, false), ("class-states", 60, false)]);
    for finding in all.iter().filter(|f| !f.content().classes.is_empty()) {
        let of = finding.content();
        let mut states = Vec::new();
        for (at, class) in of.classes.iter().enumerate() {
            let between = if at == 0 { "" } else { " · " };
            let name = desk.messages.name("vehicle-class", &class.class);
            states.extend([Inline::Text(format!("{between}{name} ")), badge(desk, class.state)]);
        }
        board.row(vec![
            vec![
                Inline::Strong(desk.title(&of.name)),
                Inline::text(" "),
                Inline::Id(finding.id().to_owned()),
            ],
            states,
        ]);
    }
    let args = [("date", desk.as_of().into()), ("classes", count(names.len()))];
    let lead = Block::Remark(vec![Inline::Text(desk.messages.tell("lead-classes", args))]);
    let table = board.under(desk, "lead-corridors").into_iter().nth(1);
    std::iter::once(lead).chain(table).collect()
}
