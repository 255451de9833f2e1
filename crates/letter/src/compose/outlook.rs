//! What may come, each beside a baseline and its record.

use super::board::{Board, cell, named};
use super::desk::Desk;
use super::supply::percent;
use crate::Record;
use crate::sheet::{Block, Inline};
use crate::words::{plain, say_month};
use base::Date;

/// Corridors, then areas.
pub(super) fn outlook(desk: &mut Desk<'_>) -> Vec<Block> {
    let mut blocks = corridors(desk);
    blocks.extend(areas(desk));
    blocks
}

fn corridors(desk: &mut Desk<'_>) -> Vec<Block> {
    let columns = [
        ("corridor", 30, false),
        ("month", 18, false),
        ("passable-open", 13, true),
        ("passable-restricted", 13, true),
        ("passable-closed", 13, true),
        ("passable-unknown", 13, true),
    ];
    let mut board = Board::new(desk, "corridor-outlook", &columns);
    let mut record = None;
    for finding in desk.held(&desk.findings.roads.outlook) {
        let of = finding.content();
        record = record.or_else(|| of.record.clone());
        let call = desk.cite(finding.notes());
        for (at, month) in of.months.iter().enumerate() {
            let name = match at {
                0 => named(desk.title(&of.name), call.clone(), finding.id()),
                _ => cell(desk.title(&of.name)),
            };
            let chances = [month.open, month.restricted, month.closed, month.unknown];
            let mut cells =
                vec![name, cell(say_month(desk.messages, month.month.year(), month.month.month()))];
            cells.extend(chances.map(|c| cell(chance(desk, c))));
            board.row(cells);
        }
    }
    let mut blocks = board.under(desk, "lead-corridor-outlook");
    if !blocks.is_empty() {
        blocks.push(said(desk, record.as_ref()));
        blocks.extend(without(desk));
    }
    blocks
}

/// Corridors of the letter for which nothing is forecast.
fn without(desk: &Desk<'_>) -> Option<Block> {
    let forecast: Vec<String> =
        desk.held(&desk.findings.roads.outlook).iter().map(|f| desk.title(&f.content().name)).collect();
    let all = desk.held(&desk.findings.roads.corridors);
    let mut names: Vec<String> = all.iter().map(|f| desk.title(&f.content().name)).collect();
    names.retain(|name| !forecast.contains(name));
    let words = desk.messages.tell("outlook-without", [("corridors", desk.messages.list(&names).into())]);
    (!names.is_empty()).then(|| Block::Remark(vec![Inline::Text(words)]))
}

/// A chance: what is almost nil or almost certain is no more than that.
fn chance(desk: &Desk<'_>, chance: f64) -> String {
    match chance {
        c if c < 0.005 => desk.messages.say("chance-nil"),
        c if c >= 0.995 => desk.messages.say("chance-certain"),
        c => percent(desk, c),
    }
}

fn areas(desk: &mut Desk<'_>) -> Vec<Block> {
    let columns = [
        ("area", 28, false),
        ("month", 18, false),
        ("any", 14, true),
        ("mean", 12, true),
        ("middle-90", 14, true),
        ("baseline-any", 14, true),
    ];
    let mut board = Board::new(desk, "area-outlook", &columns);
    let mut record = None;
    for finding in desk.held(&desk.findings.outlook) {
        let of = finding.content();
        record = record.or_else(|| Some(of.record.clone()));
        let call = desk.cite(finding.notes());
        for (at, month) in of.months.iter().enumerate() {
            let name = if at == 0 {
                named(desk.named(&of.unit), call.clone(), finding.id())
            } else {
                cell(desk.named(&of.unit))
            };
            let day = later(of.from, at);
            let number = |value: f64| plain((value * 10.0).round() / 10.0 + 0.0, desk.messages.lang);
            let [low, _, _, _, high] = month.quantiles;
            let cells = vec![
                name,
                cell(say_month(desk.messages, day.year(), day.month())),
                cell(percent(desk, month.any)),
                cell(number(month.mean)),
                cell(format!("{}–{}", number(low), number(high))),
                cell(percent(desk, month.baseline[0])),
            ];
            board.row(cells);
        }
    }
    let mut blocks = board.under(desk, "lead-area-outlook");
    if !blocks.is_empty() {
        blocks.push(said(desk, record.as_ref()));
    }
    blocks
}

/// The first day of the month that lies so many months after a day.
fn later(day: Date, months: usize) -> Date {
    let months = i32::try_from(months).unwrap_or(0) + i32::from(day.month()) - 1;
    let year = i32::from(day.year()) + months.div_euclid(12);
    let month = i8::try_from(months.rem_euclid(12) + 1).unwrap_or(1);
    Date::new(i16::try_from(year).unwrap_or(9999), month, 1).unwrap_or(day)
}

/// How good such forecasts were.
fn said(desk: &Desk<'_>, record: Option<&Record>) -> Block {
    let number = |value: f64| plain((value * 1000.0).round() / 10.0 + 0.0, desk.messages.lang);
    let itself = record.is_some_and(|r| r.model == r.baseline && r.windows.is_some());
    let words = match record.and_then(|r| Some((r, r.skill?))) {
        Some((record, _)) if itself => {
            let args = [
                ("model", record.model.as_str().into()),
                ("windows", record.windows.clone().unwrap_or_default().into()),
            ];
            desk.messages.tell("record-itself", args)
        }
        Some((record, [low, value, high])) => desk.messages.tell(
            "record-skill",
            [
                ("model", record.model.as_str().into()),
                ("baseline", record.baseline.as_str().into()),
                ("windows", record.windows.clone().unwrap_or_default().replace("..", "–").into()),
                ("skill", number(value).into()),
                ("low", number(low).into()),
                ("high", number(high).into()),
                ("better", if value > 0.0 { "yes" } else { "no" }.into()),
            ],
        ),
        None => desk.messages.say("record-none"),
    };
    Block::Remark(vec![Inline::Text(words)])
}
