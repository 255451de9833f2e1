//! Supply, prices and people.

use super::board::{Board, cell, named};
use super::desk::{Desk, slug};
use crate::sheet::{Block, Inline, Mark};
use crate::words::{count, plain, say_date, say_month, spelled};
use crate::{Cover, CoverBand, Finding, Price, Season};
use base::{Interval, Tlp};

/// Days of cover, and what corridors carry.
pub(super) fn supply(desk: &mut Desk<'_>) -> Vec<Block> {
    let mut blocks = cover(desk);
    blocks.extend(flows(desk));
    blocks
}

/// More stocks than this are told by commodity and duration, so that a page holds them.
const STOCKS: usize = 24;

fn cover(desk: &mut Desk<'_>) -> Vec<Block> {
    let all = desk.held(&desk.findings.supply.cover);
    if all.len() > STOCKS && all.iter().all(|f| f.content().days.is_none()) {
        return together(desk, &all);
    }
    let columns = [("zone", 34, false), ("commodity", 26, false), ("cover", 40, false)];
    let mut board = Board::new(desk, "cover-board", &columns);
    for finding in desk.held(&desk.findings.supply.cover) {
        let of = finding.content();
        let call = desk.cite(finding.notes());
        let commodity = desk.title(&of.commodity);
        board.row(vec![
            named(desk.named(&of.zone), call, finding.id()),
            cell(commodity),
            cell(days(desk, of)),
        ]);
    }
    board.under(desk, "lead-cover")
}

/// A row a commodity and duration, with the zones that share it, in the case's order.
fn together(desk: &mut Desk<'_>, all: &[&Finding<Cover>]) -> Vec<Block> {
    let columns = [("commodity", 20, false), ("cover", 30, false), ("zones", 50, false)];
    let mut board = Board::new(desk, "cover-board", &columns);
    let mut rows: Vec<(String, String, Vec<Inline>)> = Vec::new();
    for finding in all {
        let of = finding.content();
        let (commodity, lasts) = (desk.title(&of.commodity), days(desk, of));
        let zone = |desk: &mut Desk<'_>, before: &str| {
            [Inline::Text(format!("{before}{}", desk.named(&of.zone))), desk.cite(finding.notes())]
        };
        match rows.iter_mut().find(|(c, l, _)| *c == commodity && *l == lasts) {
            Some((_, _, zones)) => zones.extend(zone(desk, ", ")),
            None => {
                let first = zone(desk, "").into();
                rows.push((commodity, lasts, first));
            }
        }
    }
    rows.sort_by_key(|(commodity, _, _)| {
        all.iter().position(|f| desk.title(&f.content().commodity) == *commodity)
    });
    for (commodity, lasts, zones) in rows {
        board.row(vec![vec![Inline::Strong(commodity)], cell(lasts), zones]);
    }
    board.under(desk, "lead-cover")
}

/// The band of the best estimate, with those of the ends where they differ; days where the marking allows them.
fn days(desk: &Desk<'_>, of: &Cover) -> String {
    let band = |at: usize| {
        of.bands.get(at).map(|b| desk.messages.say(&format!("cover-{}", spelled(*b)))).unwrap_or_default()
    };
    let (low, best, high) = (band(0), band(1), band(2));
    if let Some(days) = of.days.filter(|_| desk.findings.masthead.tlp >= Tlp::Amber) {
        let [low, best, high] = days.map(|d| plain(d.round(), desk.messages.lang));
        return desk
            .messages
            .tell("cover-days", [("low", low.into()), ("best", best.into()), ("high", high.into())]);
    }
    if low == high {
        return best;
    }
    let [lowest, _, highest] = of.bands;
    let range = cover_range(desk, lowest, highest);
    desk.messages.tell("cover-between", [("best", best.into()), ("range", range.into())])
}

/// Two bands as one range of days.
pub(super) fn cover_range(desk: &Desk<'_>, a: CoverBand, b: CoverBand) -> String {
    let (low, high) = (a.min(b), a.max(b));
    if low == high {
        return desk.messages.say(&format!("cover-{}", spelled(low)));
    }
    let ([from, _], [_, to]) = (low.limits(), high.limits());
    let number = |days: Option<f64>| plain(days.unwrap_or_default(), desk.messages.lang);
    match (from, to) {
        (None, None) => desk.messages.say("cover-any"),
        (None, to) => desk.messages.tell("cover-under", [("n", number(to).into())]),
        (from, None) => desk.messages.tell("cover-above", [("n", number(from).into())]),
        (from, to) => {
            desk.messages.tell("cover-from-to", [("low", number(from).into()), ("high", number(to).into())])
        }
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
        board.row(vec![
            name,
            cell(desk.title(&of.commodity)),
            cell(month),
            cell(percent(desk, of.usual)),
            cell(now),
        ]);
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
    let columns = [
        ("market", 24, false),
        ("commodity", 20, false),
        ("price", 24, true),
        ("change", 20, true),
        ("alps", 12, false),
    ];
    let mut board = Board::new(desk, "price-board", &columns);
    for finding in desk.held(&desk.findings.supply.prices) {
        let of = finding.content();
        let Some((month, price)) = last(of) else { continue };
        let call = desk.cite(finding.notes());
        let month = say_month(desk.messages, month.year(), month.month());
        let number = plain((price * 100.0).round() / 100.0, desk.messages.lang);
        let price = format!("{number}\u{a0}{}, {month}", desk.price_unit(of));
        let changed = change(desk, of);
        let level = match &of.level {
            Some(level) => {
                vec![Inline::Badge { mark: alarm(level), word: desk.messages.name("alps", level) }]
            }
            None => vec![Inline::Soft(desk.messages.say("alps-none"))],
        };
        board.row(vec![
            named(desk.named(&of.market), call, finding.id()),
            cell(desk.commodity(&of.commodity)),
            cell(price),
            cell(changed),
            level,
        ]);
    }
    board.under(desk, "lead-prices")
}

fn last(price: &Price) -> Option<(base::Date, f64)> {
    price.series.iter().rev().find_map(|(month, price)| Some((*month, (*price)?)))
}

/// How the last price compares with those of a month and of a year before, and with the same month's mean of the last five
/// years, where they are known.
fn change(desk: &Desk<'_>, of: &Price) -> String {
    let Some((day, price)) = last(of) else { return String::new() };
    let against = |then: f64| {
        let percent = ((price / then - 1.0) * 100.0).round() + 0.0;
        let sign = if percent > 0.0 { "+" } else { "" };
        format!("{sign}{}", plain(percent, desk.messages.lang))
    };
    let before = |months: i32| {
        let at = |d: base::Date| i32::from(d.year()) * 12 + i32::from(d.month());
        let then =
            of.series.iter().find(|(month, _)| at(*month) == at(day) - months)?.1.filter(|p| *p > 0.0)?;
        Some(against(then))
    };
    let told = [("price-month", before(1)), ("price-year", before(12))];
    let told = told.into_iter().filter_map(|(key, n)| Some(desk.messages.tell(key, [("n", n?.into())])));
    let season = of.season.filter(|s| s.years >= Season::LEAST && s.mean > 0.0);
    let season = season.map(|s| {
        let args = [("n", against(s.mean).into()), ("years", f64::from(s.years).into())];
        desk.messages.tell("price-season", args)
    });
    told.chain(season).collect::<Vec<_>>().join(", ")
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
        let area = named(desk.named(&of.area), call, finding.id());
        board.row(vec![area, cell(measure), cell(persons), cell(when)]);
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
        let sector = desk.messages.name("sector", &slug(&of.sector));
        let owner = of.country.map_or_else(|| desk.messages.say("unknown"), |c| desk.country(c));
        let area = named(desk.named(&of.area), call, finding.id());
        board.row(vec![area, cell(sector), cell(owner), cell(of.count.to_string())]);
    }
    let mut blocks = board.under(desk, "lead-interests");
    let few = desk.findings.interests_few;
    if few > 0 {
        let words = desk.messages.tell("interests-few", [("n", count(few))]);
        blocks.push(Block::Remark(vec![Inline::Text(words)]));
    }
    blocks
}

/// Where an interval is told as a period.
pub(super) fn period(desk: &Desk<'_>, of: Option<Interval>) -> String {
    of.map_or_else(|| desk.messages.say("unknown"), |d| say_date(desk.messages, &d))
}
