//! Supply, prices and people.

use super::board::{Board, cell, named};
use super::desk::Desk;
use crate::sheet::{Block, Inline, Mark};
use crate::words::{plain, say_date, say_month, spelled};
use crate::{Cover, Price};
use base::{Interval, Tlp};

/// Days of cover, and what corridors carry.
pub(super) fn supply(desk: &mut Desk<'_>) -> Vec<Block> {
    let mut blocks = cover(desk);
    blocks.extend(flows(desk));
    blocks
}

fn cover(desk: &mut Desk<'_>) -> Vec<Block> {
    let columns = [("zone", 34, false), ("commodity", 26, false), ("cover", 40, false)];
    let mut board = Board::new(desk, "cover-board", &columns);
    for finding in desk.held(&desk.findings.supply.cover) {
        let of = finding.content();
        let call = desk.cite(finding.notes());
        let commodity = desk.title(&of.commodity);
        board.row(vec![named(of.zone.clone(), call, finding.id()), cell(commodity), cell(days(desk, of))]);
    }
    board.under(desk, "lead-cover")
}

/// The band of the best estimate, with those of the ends where they differ; days where the marking allows them.
fn days(desk: &Desk<'_>, of: &Cover) -> String {
    let band = |at: usize| of.bands.get(at).map(|b| desk.messages.say(&format!("cover-{}", spelled(*b)))).unwrap_or_default();
    let (low, best, high) = (band(0), band(1), band(2));
    if let Some(days) = of.days.filter(|_| desk.findings.masthead.tlp >= Tlp::Amber) {
        let [low, best, high] = days.map(|d| plain(d.round(), desk.messages.lang));
        return desk.messages.tell("cover-days", [("low", low.into()), ("best", best.into()), ("high", high.into())]);
    }
    match low == high {
        true => best,
        false => desk.messages.tell("cover-between", [("best", best.into()), ("low", low.into()), ("high", high.into())]),
    }
}

fn flows(desk: &mut Desk<'_>) -> Vec<Block> {
    let columns = [
        ("corridor", 32, false),
        ("commodity", 18, false),
        ("month", 16, false),
        ("usual-share", 14, true),
        ("now-share", 20, true),
    ];
    let mut board = Board::new(desk, "flow-board", &columns);
    for finding in desk.held(&desk.findings.supply.flows) {
        let of = finding.content();
        let call = desk.cite(finding.notes());
        let month = say_month(desk.messages, of.month.year(), of.month.month());
        let [low, best, high] = of.now.map(|s| percent(desk, s));
        let args = [("best", best.into()), ("low", low.into()), ("high", high.into())];
        let now = desk.messages.tell("share-range", args);
        let name = named(desk.title(&of.corridor), call, finding.id());
        board.row(vec![name, cell(desk.title(&of.commodity)), cell(month), cell(percent(desk, of.usual)), cell(now)]);
    }
    board.under(desk, "lead-flows")
}

/// A share as a whole percentage.
pub(super) fn percent(desk: &Desk<'_>, share: f64) -> String {
    let whole = plain((share * 100.0).round() + 0.0, desk.messages.lang);
    desk.messages.tell("percent", [("n", whole.into())])
}

/// Prices of the last month, with their ALPS level.
pub(super) fn prices(desk: &mut Desk<'_>) -> Vec<Block> {
    let columns = [("market", 30, false), ("commodity", 26, false), ("price", 26, true), ("alps", 18, false)];
    let mut board = Board::new(desk, "price-board", &columns);
    for finding in desk.held(&desk.findings.supply.prices) {
        let of = finding.content();
        let Some((month, price)) = last(of) else { continue };
        let call = desk.cite(finding.notes());
        let month = say_month(desk.messages, month.year(), month.month());
        let number = plain((price * 100.0).round() / 100.0, desk.messages.lang);
        let price = format!("{number} {}/{}, {month}", of.currency, of.unit);
        let level = match &of.level {
            Some(level) => vec![Inline::Badge { mark: alarm(level), word: desk.messages.name("alps", level) }],
            None => vec![Inline::Soft(desk.messages.say("alps-none"))],
        };
        board.row(vec![named(of.market.clone(), call, finding.id()), cell(of.commodity.clone()), cell(price), level]);
    }
    board.under(desk, "lead-prices")
}

fn last(price: &Price) -> Option<(base::Date, f64)> {
    price.series.iter().rev().find_map(|(month, price)| Some((*month, (*price)?)))
}

fn alarm(level: &str) -> Mark {
    match level {
        "normal" => Mark::Good,
        "stress" | "alert" => Mark::Watch,
        "crisis" => Mark::Bad,
        _ => Mark::Unknown,
    }
}

/// Displacement and food insecurity.
pub(super) fn people(desk: &mut Desk<'_>) -> Vec<Block> {
    let columns = [("area", 30, false), ("measure", 34, false), ("persons", 16, true), ("when", 20, false)];
    let mut board = Board::new(desk, "people-board", &columns);
    for finding in desk.held(&desk.findings.supply.people) {
        let of = finding.content();
        let call = desk.cite(finding.notes());
        let measure = desk.messages.name("people", &of.measure);
        let persons = plain(of.persons as f64, desk.messages.lang);
        let when = say_date(desk.messages, &of.period);
        board.row(vec![named(of.area.clone(), call, finding.id()), cell(measure), cell(persons), cell(when)]);
    }
    board.under(desk, "lead-people")
}

/// Economic sites publicly reported hit or closed, counted.
pub(super) fn interests(desk: &mut Desk<'_>) -> Vec<Block> {
    let columns = [("area", 34, false), ("sector", 30, false), ("owner", 20, false), ("sites", 16, true)];
    let mut board = Board::new(desk, "interest-board", &columns);
    for finding in desk.held(&desk.findings.interests) {
        let of = finding.content();
        let call = desk.cite(finding.notes());
        let sector = desk.messages.name("sector", &of.sector);
        let owner = of.country.map_or_else(|| desk.messages.say("unknown"), |c| desk.country(c));
        let area = named(of.area.clone(), call, finding.id());
        board.row(vec![area, cell(sector), cell(owner), cell(of.count.to_string())]);
    }
    board.under(desk, "lead-interests")
}

/// Where an interval is told as a period.
pub(super) fn period(desk: &Desk<'_>, of: Option<Interval>) -> String {
    of.map_or_else(|| desk.messages.say("unknown"), |d| say_date(desk.messages, &d))
}
