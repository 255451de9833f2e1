//! Incidents by month and kind: a small chart a kind, all to one scale, so that heights compare.

use super::label::{self, Area};
use super::legend::{HIGH, SYMBOL, Symbol, legend};
use super::month::Month;
use super::scale::ticks;
use super::svg::{Anchor, LEADING, Pen, SIZE};
use super::{Artist, Chart, Picture, axis, marks, paint, say};
use crate::words::count;
use base::Date;

/// More kinds than this are drawn together as others.
const KINDS: usize = 6;
/// Height of the bars of a panel.
const BARS: f64 = 62.0;

/// Counts of incidents.
#[derive(Clone, Debug, PartialEq)]
pub struct IncidentMonths {
    /// The first month.
    pub first: Month,
    /// How many months; 1 to 60 are drawn well.
    pub months: usize,
    /// The kinds, in any order: the most frequent stand first.
    pub kinds: Vec<IncidentKind>,
    /// The last day that anything was told of, if ever; said where there is nothing to draw.
    pub last_data: Option<Date>,
}

/// A kind of incident.
#[derive(Clone, Debug, PartialEq)]
pub struct IncidentKind {
    /// Its type as findings name it, such as `armed_attack`; printed by the message of that type.
    pub subject: String,
    /// Incidents a month, from the first on; `None` or missing: nothing was counted in that month, which is not zero.
    pub counts: Vec<Option<u32>>,
}

/// A kind as it is drawn.
struct Panel {
    name: String,
    counts: Vec<Option<u64>>,
    total: u64,
}

/// All panels, made once in a language.
struct Drawn<'a> {
    of: &'a IncidentMonths,
    panels: Vec<Panel>,
}

impl IncidentMonths {
    /// Draws it; `id` begins its ids.
    pub fn draw(&self, artist: &Artist, id: &str) -> Picture {
        let beyond: usize = self.kinds.iter().map(|k| k.counts.len().saturating_sub(self.months)).sum();
        super::draw(&Drawn { of: self, panels: self.panels(artist) }, artist, id, self.last_data, beyond)
    }

    fn panels(&self, artist: &Artist) -> Vec<Panel> {
        let panel = |kind: &IncidentKind| {
            let counts: Vec<Option<u64>> =
                (0..self.months).map(|at| kind.counts.get(at).copied().flatten().map(u64::from)).collect();
            let total = counts.iter().flatten().sum();
            Panel { name: artist.messages.name("type", &kind.subject), counts, total }
        };
        let mut panels: Vec<Panel> = self.kinds.iter().map(panel).collect();
        panels.sort_by(|a, b| b.total.cmp(&a.total).then_with(|| a.name.cmp(&b.name)));
        if panels.len() > KINDS {
            let others = panels.split_off(KINDS - 1);
            panels.push(together(artist, &others, self.months));
        }
        panels
    }
}

fn together(artist: &Artist, others: &[Panel], months: usize) -> Panel {
    let sum = |at: usize| {
        let told: Vec<u64> = others.iter().filter_map(|p| p.counts.get(at).copied().flatten()).collect();
        (!told.is_empty()).then(|| told.iter().sum())
    };
    let name = artist.messages.tell("chart-incidents-others", [("n", count(others.len()))]);
    Panel { name, counts: (0..months).map(sum).collect(), total: others.iter().map(|p| p.total).sum() }
}

impl Chart for Drawn<'_> {
    fn title(&self, artist: &Artist) -> String {
        let period = say::period(artist, self.of.first, self.of.months);
        artist.messages.tell("chart-incidents-title", [("period", period.into())])
    }

    fn tell(&self, artist: &Artist) -> String {
        let all: u64 = self.panels.iter().map(|p| p.total).sum();
        let mut told = vec![artist.messages.tell("chart-incidents-total", [("n", (all as f64).into())])];
        for panel in &self.panels {
            let most = panel.counts.iter().copied().flatten().max().unwrap_or_default();
            let when = panel.counts.iter().position(|c| *c == Some(most)).unwrap_or_default();
            told.push(artist.messages.tell(
                "chart-incidents-kind",
                [
                    ("name", label::brief(&panel.name).into()),
                    ("n", (panel.total as f64).into()),
                    ("most", (most as f64).into()),
                    ("month", say::month(artist, self.of.first.plus(when)).into()),
                ],
            ));
        }
        told.join(" ")
    }

    fn lay(&self, artist: &Artist, pen: &mut Pen) -> f64 {
        let columns = if pen.narrow() || self.panels.len() == 1 { 1 } else { 2 };
        let most = self.panels.iter().flat_map(|p| p.counts.iter().flatten()).max().copied().unwrap_or(0);
        let values = ticks(0.0, most as f64, 2, true);
        let left = axis::left(artist, &values);
        let wide = (pen.width - 22.0 * (columns - 1) as f64) / columns as f64;
        let step = (wide - left) / self.of.months.max(1) as f64;
        let mut end: f64 = 0.0;
        let high = LEADING * 2.0 + BARS + 14.0;
        for (at, panel) in self.panels.iter().enumerate() {
            let (x, y) = ((at % columns) as f64 * (wide + 22.0), (at / columns) as f64 * high);
            heading(pen, artist, panel, x, y, wide);
            let area = Area { x: x + left, y: y + LEADING + 14.0, w: wide - left, h: BARS };
            bars(pen, artist, panel, area, step, &values);
            // Months stand below the lowest panel of each column only.
            if at + columns >= self.panels.len() {
                let below = area.y + area.h + 1.0;
                end = end.max(axis::months(pen, artist, area.x, step, self.of.first, self.of.months, below));
            }
        }
        if !self.panels.iter().any(|p| p.counts.iter().any(Option::is_none)) {
            return end;
        }
        let symbol: Symbol<'_> = Box::new(|pen, x, y| {
            marks::edged(pen, Area { x: x + 2.0, y, w: SYMBOL - 4.0, h: HIGH }, paint::UNKNOWN);
        });
        legend(pen, end, &[(symbol, artist.messages.say("chart-not-counted"))])
    }

    fn is_empty(&self) -> bool {
        !self.panels.iter().any(|p| p.counts.iter().any(Option::is_some))
    }
}

fn heading(pen: &mut Pen, artist: &Artist, panel: &Panel, x: f64, y: f64, wide: f64) {
    let total = say::number(artist, panel.total as f64);
    let room = wide - label::width(&total, SIZE) - 12.0;
    pen.fitted((x, y + 13.0), &panel.name, room, paint::BOLD);
    let name = label::fit(&panel.name, SIZE, room / 1.13);
    pen.text((x + label::bold(&name, SIZE) + 8.0, y + 13.0), Anchor::Start, &total, paint::SOFT);
}

fn bars(pen: &mut Pen, artist: &Artist, panel: &Panel, area: Area, step: f64, values: &[f64]) {
    let scale = axis::upward(pen, artist, area, values);
    let gap = if step > 6.0 { 1.5 } else { 0.3 };
    let most = panel.counts.iter().copied().flatten().max().unwrap_or_default();
    let mut marked = false;
    for (at, counted) in panel.counts.iter().enumerate() {
        let x = area.x + at as f64 * step + gap / 2.0;
        let Some(n) = counted else {
            pen.rect(Area { x, y: area.y, w: step - gap, h: area.h }, paint::UNKNOWN);
            continue;
        };
        let y = scale.at(*n as f64);
        if *n > 0 {
            pen.rect(Area { x, y, w: step - gap, h: area.y + area.h - y }, paint::BAR);
        }
        if *n == most && *n > 0 && !marked {
            let words = say::number(artist, *n as f64);
            let half = label::width(&words, SIZE) / 2.0;
            let middle =
                (x + (step - gap) / 2.0).clamp(area.x + half, (area.x + area.w - half).max(area.x + half));
            pen.text((middle, y - 3.0), Anchor::Middle, &words, paint::HALO);
            marked = true;
        }
    }
}
