//! A forecast with its past: bars of what was counted, then a box a month of what may come, its baseline beside it.

use super::label::{self, Area};
use super::legend::{HIGH, SYMBOL, Symbol, legend};
use super::month::Month;
use super::scale::{good, ticks};
use super::svg::{Anchor, LEADING, Pen, SIZE};
use super::{Artist, Chart, Picture, axis, marks, paint, say};
use crate::words::count;
use base::Date;

/// Height of the field.
const HEIGHT: f64 = 180.0;

/// Counts of the past and a forecast of those to come.
#[derive(Clone, Debug, PartialEq)]
pub struct ForecastFan {
    /// What it is of, in the letter's language: a district, a country, a corridor.
    pub area: String,
    /// What is counted a month, as units are named: `incident`, `fatality`.
    pub unit: String,
    /// The first month of the past.
    pub first: Month,
    /// Counts of the past; `None`: nothing was counted in that month, which is not zero.
    pub past: Vec<Option<u32>>,
    /// The months ahead, from the one after the last of the past on.
    pub ahead: Vec<Ahead>,
    /// The last day that anything was told of, if ever; said where there is nothing to draw.
    pub last_data: Option<Date>,
}

/// A month of a forecast: counts, from zero, not rounded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ahead {
    /// As many are as likely to be exceeded as not.
    pub median: f64,
    /// Quantiles 25 % and 75 %.
    pub half: [f64; 2],
    /// Quantiles 5 % and 95 %.
    pub wide: [f64; 2],
    /// What the baseline expects.
    pub baseline: Option<f64>,
}

impl Ahead {
    /// `None` where values cannot be shown or are out of order.
    fn checked(self) -> Option<Self> {
        let rising = [self.wide[0], self.half[0], self.median, self.half[1], self.wide[1]];
        let ordered = rising.windows(2).all(|w| w[0] <= w[1]);
        let shown = rising.iter().copied().chain(self.baseline).all(|v| good(v).is_some());
        (ordered && shown).then_some(self)
    }
}

/// A forecast of which every month can be shown.
struct Drawn<'a> {
    of: &'a ForecastFan,
    ahead: Vec<Option<Ahead>>,
}

impl ForecastFan {
    /// Draws it; `id` begins its ids.
    pub fn draw(&self, artist: &Artist, id: &str) -> Picture {
        let ahead: Vec<Option<Ahead>> = self.ahead.iter().map(|a| a.checked()).collect();
        let dropped = ahead.iter().filter(|a| a.is_none()).count();
        super::draw(&Drawn { of: self, ahead }, artist, id, self.last_data, dropped)
    }
}

impl Drawn<'_> {
    fn months(&self) -> impl Iterator<Item = (usize, Ahead)> + '_ {
        let from = self.of.past.len();
        self.ahead.iter().enumerate().filter_map(move |(at, a)| Some((from + at, (*a)?)))
    }

    fn max(&self) -> f64 {
        let past = self.of.past.iter().flatten().map(|n| f64::from(*n));
        past.chain(self.months().flat_map(|(_, a)| [a.wide[1], a.baseline.unwrap_or(0.0)]))
            .fold(0.0, f64::max)
    }
}

impl Chart for Drawn<'_> {
    fn title(&self, artist: &Artist) -> String {
        let unit = say::unit(artist, &self.of.unit);
        let area = label::brief(&self.of.area);
        artist.messages.tell("chart-fan-title", [("unit", unit.into()), ("area", area.into())])
    }

    fn tell(&self, artist: &Artist) -> String {
        let mut told = Vec::new();
        let past: Vec<u32> = self.of.past.iter().flatten().copied().collect();
        if let (Some(low), Some(high)) = (past.iter().min(), past.iter().max()) {
            let last = self.of.past.iter().rposition(Option::is_some).unwrap_or_default();
            let n = self.of.past.get(last).copied().flatten().unwrap_or_default();
            told.push(artist.messages.tell(
                "chart-fan-past",
                [
                    ("period", say::period(artist, self.of.first, self.of.past.len()).into()),
                    ("range", say::range(artist, f64::from(*low), f64::from(*high)).into()),
                    ("n", f64::from(n).into()),
                    ("month", say::month(artist, self.of.first.plus(last)).into()),
                ],
            ));
        }
        for (at, ahead) in self.months() {
            told.push(artist.messages.tell(
                "chart-fan-month",
                [
                    ("month", say::month(artist, self.of.first.plus(at)).into()),
                    ("median", counted(artist, ahead.median).into()),
                    ("half", between(artist, ahead.half).into()),
                    ("wide", between(artist, ahead.wide).into()),
                ],
            ));
            if let Some(baseline) = ahead.baseline {
                let n = counted(artist, baseline);
                told.push(artist.messages.tell("chart-fan-month-baseline", [("n", n.into())]));
            }
        }
        told.join(" ")
    }

    fn lay(&self, artist: &Artist, pen: &mut Pen) -> f64 {
        let values = ticks(0.0, self.max(), 4, true);
        let left = axis::left(artist, &values);
        let unit = say::unit(artist, &self.of.unit);
        let forecast = artist.messages.say("chart-fan-forecast");
        // The word over the forecast stands beside the unit where both fit.
        let beside = label::width(&unit, SIZE) + label::bold(&forecast, SIZE) + 20.0;
        let shared =
            pen.width * self.of.past.len() as f64 / (self.of.past.len() + self.ahead.len()).max(1) as f64;
        let top = if shared > beside { LEADING } else { 2.0 * LEADING } + 8.0;
        let area = Area { x: left, y: top, w: pen.width - left - 2.0, h: HEIGHT };
        let all = self.of.past.len() + self.ahead.len();
        let step = area.w / all.max(1) as f64;
        let room = pen.width;
        pen.fitted((0.0, 12.0), &unit, room, paint::SOFT);
        let scale = axis::upward(pen, artist, area, &values);
        let gap = if step > 6.0 { 1.5 } else { 0.3 };
        for (at, n) in self.of.past.iter().enumerate() {
            let (x, w) = (area.x + at as f64 * step + gap / 2.0, step - gap);
            match n {
                None => pen.rect(Area { x, y: area.y, w, h: area.h }, paint::UNKNOWN),
                Some(0) => {}
                Some(n) => {
                    let y = scale.at(f64::from(*n));
                    pen.rect(Area { x, y, w, h: area.y + area.h - y }, paint::PAST);
                }
            }
        }
        for (at, ahead) in self.months() {
            let (x, w) = (area.x + at as f64 * step, step);
            month(pen, ahead, x, w, |v| scale.at(v));
        }
        if !self.ahead.is_empty() {
            self.turn(pen, artist, area, area.x + self.of.past.len() as f64 * step);
        }
        let end = axis::months(pen, artist, area.x, step, self.of.first, all, area.y + area.h);
        legend(pen, end, &self.signs(artist))
    }

    fn is_empty(&self) -> bool {
        self.of.past.iter().all(Option::is_none) && self.ahead.iter().all(Option::is_none)
    }
}

/// A count to come: whole from ten on, for a forecast knows no tenths of an incident.
fn counted(artist: &Artist, value: f64) -> String {
    say::number(artist, if value >= 9.95 { value.round() } else { (value * 10.0).round() / 10.0 })
}

/// Both ends alike: whole where the higher one is.
fn between(artist: &Artist, [low, high]: [f64; 2]) -> String {
    let low = if high >= 9.95 { low.round() } else { low };
    let (low, high) = (counted(artist, low), counted(artist, high));
    if low == high { low } else { format!("{low}–{high}") }
}

/// A month ahead: the wide range, the half within it, the median across, the baseline beside.
fn month(pen: &mut Pen, ahead: Ahead, x: f64, w: f64, y: impl Fn(f64) -> f64) {
    let high = |range: [f64; 2]| (y(range[1]), (y(range[0]) - y(range[1])).max(1.5));
    let edge = (w * 0.08).min(3.0);
    let (top, h) = high(ahead.wide);
    marks::edged(pen, Area { x: x + edge, y: top, w: w - 2.0 * edge, h }, paint::WIDE);
    let inner = (w * 0.2).min(8.0);
    let (top, h) = high(ahead.half);
    pen.rect(Area { x: x + inner, y: top, w: w - 2.0 * inner, h }, paint::HALF);
    pen.line((x + edge, y(ahead.median)), (x + w - edge, y(ahead.median)), paint::INK);
    if let Some(baseline) = ahead.baseline {
        marks::diamond(pen, (x + w / 2.0, y(baseline)), (w / 2.0 - 1.0).clamp(2.0, 5.0));
    }
}

impl Drawn<'_> {
    /// The line between past and forecast, with its words on the side that has room.
    fn turn(&self, pen: &mut Pen, artist: &Artist, area: Area, x: f64) {
        pen.line((x, area.y - 4.0), (x, area.y + area.h), paint::LIMIT);
        let words = artist.messages.say("chart-fan-forecast");
        let half = label::bold(&words, SIZE) / 2.0;
        let right = x + (area.x + area.w - x) / 2.0;
        let at = right.max(x + half - 20.0).min(pen.width - half - 1.0).max(half + 1.0);
        pen.text((at, area.y - 13.0), Anchor::Middle, &words, paint::BOLD);
    }

    fn signs<'a>(&self, artist: &Artist) -> Vec<(Symbol<'a>, String)> {
        let area = |x: f64, y: f64| Area { x: x + 2.0, y, w: SYMBOL - 4.0, h: HIGH };
        let say = |key: &str| artist.messages.say(key);
        let mut signs: Vec<(Symbol<'a>, String)> = Vec::new();
        if self.of.past.iter().any(Option::is_some) {
            signs.push((
                Box::new(move |pen, x, y| pen.rect(area(x, y), paint::PAST)),
                say("chart-fan-counted"),
            ));
        }
        if self.of.past.iter().any(Option::is_none) {
            let draw: Symbol<'a> = Box::new(move |pen, x, y| marks::edged(pen, area(x, y), paint::UNKNOWN));
            signs.push((draw, say("chart-not-counted")));
        }
        if self.months().next().is_none() {
            return signs;
        }
        let percent = |n: usize| artist.messages.tell("chart-fan-range", [("n", count(n))]);
        signs.push((
            Box::new(|pen, x, y| pen.line((x, y + HIGH / 2.0), (x + SYMBOL, y + HIGH / 2.0), paint::INK)),
            say("chart-fan-median"),
        ));
        signs.push((Box::new(move |pen, x, y| pen.rect(area(x, y), paint::HALF)), percent(50)));
        signs.push((Box::new(move |pen, x, y| marks::edged(pen, area(x, y), paint::WIDE)), percent(90)));
        if self.months().any(|(_, a)| a.baseline.is_some()) {
            let draw: Symbol<'a> =
                Box::new(|pen, x, y| marks::diamond(pen, (x + SYMBOL / 2.0, y + HIGH / 2.0), 5.0));
            signs.push((draw, say("chart-fan-baseline")));
        }
        signs
    }
}
