//! Flow before and after: two bars a corridor, one for each period.

use super::label::{self, Area};
use super::legend::{HIGH, SYMBOL, Symbol, legend};
use super::month::Month;
use super::rows::{BAR, Rows, bar};
use super::svg::{LEADING, Pen};
use super::{Artist, Band, Chart, Picture, keep, paint, say};
use base::Date;

/// Flows by corridor in two periods, per month.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowChange {
    /// Unit of all values, per month: `tonne/month`, `truck/month`, or `percent` for shares of 0 to 100.
    pub unit: String,
    /// The period before; `None` where it is what is usual, of no period.
    pub before: Option<Span>,
    /// The period after.
    pub after: Span,
    /// The corridors, in the order of the case.
    pub rows: Vec<FlowRow>,
    /// The last day that anything was told of, if ever; said where there is nothing to draw.
    pub last_data: Option<Date>,
}

/// Months on end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first.
    pub first: Month,
    /// How many; at least one.
    pub months: usize,
}

/// A corridor.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowRow {
    /// Its name.
    pub name: String,
    /// Flow before, in the chart's unit; `None` where it is not known.
    pub before: Option<Band>,
    /// Flow after; the best value may be left out, so that only the band is published.
    pub after: Option<Band>,
}

impl FlowChange {
    /// Draws it; `id` begins its ids.
    pub fn draw(&self, artist: &Artist, id: &str) -> Picture {
        let (mut clean, mut dropped) = (self.clone(), 0);
        for row in &mut clean.rows {
            row.before = keep(row.before, Band::checked, &mut dropped);
            row.after = keep(row.after, Band::checked, &mut dropped);
        }
        super::draw(&clean, artist, id, self.last_data, dropped)
    }

    fn words(&self, artist: &Artist, row: &FlowRow, band: Option<Band>, after: bool) -> String {
        let Some(band) = band else { return artist.messages.say("chart-unknown-value") };
        let said = say::band(artist, band);
        let change = change(artist, row).filter(|_| after).map_or_else(String::new, |c| format!(" · {c}"));
        // A share's change in per cent would be taken for points.
        if self.unit == "percent" {
            return match band.best.map(|best| say::number(artist, best)).filter(|best| *best != said) {
                Some(best) => {
                    let ends = say::range(artist, band.low, band.high);
                    format!("{} ({ends})", say::with_unit(artist, &best, &self.unit))
                }
                None => say::with_unit(artist, &said, &self.unit),
            };
        }
        format!("{said}{change}")
    }
}

/// `−45%`, where both best values are known.
fn change(artist: &Artist, row: &FlowRow) -> Option<String> {
    let (before, after) = (row.before?.best?, row.after?.best?);
    let percent = (after / before - 1.0) * 100.0;
    if !percent.is_finite() || percent.abs() > 9_999.0 {
        return None;
    }
    let sign = if percent.round() > 0.0 { "+" } else { "" };
    let n = format!("{sign}{}", crate::words::plain(percent.round() + 0.0, artist.lang()));
    Some(artist.messages.tell("chart-percent", [("n", n.into())]))
}

impl Chart for FlowChange {
    fn title(&self, artist: &Artist) -> String {
        match self.before {
            Some(_) => artist.messages.tell("chart-flow-title", [("unit", say::unit(artist, &self.unit).into())]),
            None => {
                let after = say::period(artist, self.after.first, self.after.months);
                artist.messages.tell("chart-flow-usual-title", [("after", after.into())])
            }
        }
    }

    fn tell(&self, artist: &Artist) -> String {
        let period = |span: Span| say::period(artist, span.first, span.months);
        let after = ("after", period(self.after).into());
        let mut told = vec![match self.before {
            Some(before) => {
                artist.messages.tell("chart-flow-periods", [("before", period(before).into()), after])
            }
            None => artist.messages.tell("chart-flow-usual-periods", [after]),
        }];
        for row in &self.rows {
            told.push(artist.messages.tell(
                if self.before.is_some() { "chart-flow-row" } else { "chart-flow-usual-row" },
                [
                    ("name", label::brief(&row.name).into()),
                    ("before", self.words(artist, row, row.before, false).into()),
                    ("after", self.words(artist, row, row.after, true).into()),
                ],
            ));
        }
        told.join(" ")
    }

    fn lay(&self, artist: &Artist, pen: &mut Pen) -> f64 {
        let sides = |row: &FlowRow| {
            [(row.before, false), (row.after, true)].map(|(b, after)| (b, self.words(artist, row, b, after)))
        };
        let all: Vec<(Option<Band>, String)> = self.rows.iter().flat_map(sides).collect();
        let said: Vec<(f64, &str)> =
            all.iter().map(|(b, words)| (b.map_or(0.0, |b| b.high), words.as_str())).collect();
        let names: Vec<&str> = self.rows.iter().map(|r| r.name.as_str()).collect();
        let top = LEADING + 5.0;
        let rows = Rows::new(pen, &names, &said, top);
        let unit = say::unit(artist, &self.unit);
        let wide = pen.width - rows.names;
        pen.fitted((rows.names, 12.0), &unit, wide, paint::SOFT);
        let high = rows.height(pen, 2);
        let bands = self.rows.iter().flat_map(|r| [r.before, r.after]).flatten();
        let max = bands.map(|b| b.high).fold(0.0, f64::max);
        let bottom = top + 4.0 + high * self.rows.len() as f64;
        let (scale, end) = rows.axis(pen, artist, max, bottom);
        for (at, row) in self.rows.iter().enumerate() {
            let mut y = rows.name(pen, &row.name, top + 4.0 + at as f64 * high, 2);
            for ((band, words), fill) in sides(row).into_iter().zip([paint::BEFORE, paint::BAR]) {
                let mut x = scale.from;
                if let Some(band) = band {
                    bar(pen, scale, band, y, fill);
                    x = scale.at(band.high);
                }
                let room = pen.width - x - 7.0;
                pen.fitted((x + 6.0, y + BAR - 2.5), &words, room, paint::HALO);
                y += BAR + 4.0;
            }
        }
        let entry = |fill: &'static str, key: &str, span: Option<Span>| -> (Symbol<'_>, String) {
            let period = span.map_or_else(String::new, |s| say::period(artist, s.first, s.months));
            let draw = move |pen: &mut Pen, x: f64, y: f64| {
                pen.rect(Area { x: x + 2.0, y, w: SYMBOL - 4.0, h: HIGH }, fill);
            };
            (Box::new(draw), artist.messages.tell(key, [("period", period.into())]))
        };
        let entries = [
            match self.before {
                Some(_) => entry(paint::BEFORE, "chart-flow-before", self.before),
                None => entry(paint::BEFORE, "chart-flow-usual", None),
            },
            match self.before {
                Some(_) => entry(paint::BAR, "chart-flow-after", Some(self.after)),
                None => entry(paint::BAR, "chart-flow-now", Some(self.after)),
            },
        ];
        legend(pen, end, &entries)
    }

    fn is_empty(&self) -> bool {
        self.rows.iter().all(|r| r.before.is_none() && r.after.is_none())
    }
}
