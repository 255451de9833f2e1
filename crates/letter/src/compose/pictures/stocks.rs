//! Days of cover, what corridors carry, prices.

use super::super::desk::Desk;
use super::super::supply::cover_range;
use super::figure;
use crate::charts::{
    Artist, Band, Cover, DaysOfCover, FlowChange, FlowRow, Month, PriceBands, PriceMonth, Span,
};
use crate::sheet::{Block, Inline};
use crate::{Finding, Flow, NoteId, Price};

/// Prices drawn at most, in the findings' order; the table holds them all.
const PRICES: usize = 4;
/// Months of a price shown.
const MONTHS: usize = 36;
/// Standard errors above the seasonal price at which stress, alert and crisis begin (WFP, ALPS technical guidance, 2014).
const ALPS: [f64; 3] = [0.25, 1.0, 2.0];
/// Where the bar of a band without upper limit ends, days: far enough beyond the last limit to be seen.
const BEYOND: f64 = 45.0;

/// More rows than this are no picture: then only the first commodity is drawn, and the caption says so.
const ROWS: usize = 16;

/// Those of the first commodity where there are too many, and its name.
fn readable<T: Clone>(
    all: Vec<T>,
    commodity: impl Fn(&T) -> crate::Titles,
) -> (Vec<T>, Option<crate::Titles>) {
    let Some(first) = all.first().map(&commodity).filter(|_| all.len() > ROWS) else { return (all, None) };
    let drawn = all.into_iter().filter(|one| commodity(one) == first).take(ROWS).collect();
    (drawn, Some(first))
}

/// Says that only one commodity is drawn.
fn narrowed(desk: &Desk<'_>, block: Option<Block>, only: Option<crate::Titles>) -> Option<Block> {
    let (Some(Block::Figure(mut of)), Some(only)) = (block.clone(), only) else { return block };
    let words = desk.messages.tell("figure-only", [("what", desk.title(&only).into())]);
    of.caption.push(Inline::Soft(format!(" {words}")));
    Some(Block::Figure(of))
}

/// A bar a stock: days with their best value where the marking allows them, else the bands, without one.
pub(in crate::compose) fn cover(desk: &mut Desk<'_>) -> Option<Block> {
    let (all, only) = readable(desk.held(&desk.findings.supply.cover), |f| f.content().commodity.clone());
    let row = |f: &&Finding<crate::Cover>| {
        let of = f.content();
        let name = format!("{}, {}", desk.title(&of.commodity), desk.named(&of.zone));
        match of.days {
            Some([low, best, high]) => {
                Cover { name, days: Some(Band { low, best: Some(best), high }), said: None }
            }
            None => {
                let [low, _, high] = of.bands;
                let ([from, _], [_, to]) = (low.min(high).limits(), high.max(low).limits());
                let days = Band { low: from.unwrap_or(0.0), best: None, high: to.unwrap_or(BEYOND) };
                Cover { name, days: Some(days), said: Some(cover_range(desk, low, high)) }
            }
        }
    };
    let rows = all.iter().map(row).collect();
    let on = desk.findings.masthead.as_of.0;
    let chart = DaysOfCover { on, alarm: None, rows, last_data: None };
    let notes: Vec<NoteId> = all.iter().flat_map(|f| f.notes().iter().cloned()).collect();
    let picture = chart.draw(&Artist::new(desk.messages.lang), "cover");
    let block = figure(desk, "figure-cover", picture, &notes, None);
    narrowed(desk, block, only)
}

/// Two bars a corridor: its usual share, and that of the last month told.
pub(in crate::compose) fn flows(desk: &mut Desk<'_>) -> Option<Block> {
    let all = desk.held(&desk.findings.supply.flows);
    let month = all.iter().map(|f| Month::of(f.content().month)).max()?;
    let now: Vec<&Finding<Flow>> =
        all.into_iter().filter(|f| Month::of(f.content().month) == month).collect();
    let (now, only) = readable(now, |f| f.content().commodity.clone());
    let several =
        now.windows(2).any(|w| matches!(w, [a, b] if a.content().commodity != b.content().commodity));
    let row = |f: &&Finding<Flow>| {
        let of = f.content();
        let corridor = desk.title(&of.corridor);
        let name = if several { format!("{corridor}, {}", desk.title(&of.commodity)) } else { corridor };
        let usual = of.usual * 100.0;
        let [low, best, high] = of.now.map(|share| share * 100.0);
        FlowRow {
            name,
            before: Some(Band { low: usual, best: Some(usual), high: usual }),
            after: Some(Band { low, best: Some(best), high }),
        }
    };
    let rows = now.iter().map(row).collect();
    let after = Span { first: month, months: 1 };
    let chart = FlowChange { unit: "percent".to_owned(), before: None, after, rows, last_data: None };
    let notes: Vec<NoteId> = now.iter().flat_map(|f| f.notes().iter().cloned()).collect();
    let picture = chart.draw(&Artist::new(desk.messages.lang), "flows");
    let block = figure(desk, "figure-flows", picture, &notes, None);
    narrowed(desk, block, only)
}

/// The first prices on their ALPS bands.
pub(in crate::compose) fn prices(desk: &mut Desk<'_>) -> Vec<Block> {
    let all = desk.held(&desk.findings.supply.prices);
    let drawn: Vec<&Finding<Price>> =
        all.into_iter().filter(|f| known(f.content()) > 1).take(PRICES).collect();
    let mut blocks = Vec::new();
    for (at, finding) in drawn.into_iter().enumerate() {
        let Some(chart) = bands(desk, finding.content()) else { continue };
        let picture = chart.draw(&Artist::new(desk.messages.lang), &format!("price-{at}"));
        blocks.extend(figure(desk, &format!("figure-price-{at}"), picture, finding.notes(), chart.last_data));
    }
    blocks
}

fn known(of: &Price) -> usize {
    of.series.iter().filter(|(_, price)| price.is_some()).count()
}

fn bands(desk: &Desk<'_>, of: &Price) -> Option<PriceBands> {
    let from = of.series.len().saturating_sub(MONTHS);
    let first = Month::of(of.series.get(from)?.0);
    // Months on end, each at its place: a month that the table leaves out stays empty.
    let mut months: Vec<PriceMonth> = Vec::new();
    for (at, (day, price)) in of.series.iter().enumerate().skip(from) {
        let place = (0..=4 * MONTHS).find(|n| first.plus(*n) == Month::of(*day))?;
        let bounds =
            of.expected.get(at).zip(of.spread).map(|(expected, spread)| ALPS.map(|k| expected + k * spread));
        months.resize(months.len().max(place + 1), PriceMonth::default());
        if let Some(month) = months.get_mut(place) {
            *month = PriceMonth { price: *price, bounds };
        }
    }
    let last = of.series.iter().rev().find(|(_, price)| price.is_some()).map(|(day, _)| day.last_of_month());
    Some(PriceBands {
        commodity: desk.commodity(&of.commodity),
        market: desk.named(&of.market),
        unit: Desk::price_code(of),
        first,
        months,
        last_data: last,
    })
}
