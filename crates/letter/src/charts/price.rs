//! A price month by month, on the bands of WFP's ALPS: normal, stress, alert, crisis.

use super::label::{self, Area};
use super::legend::{HIGH, SYMBOL, Symbol, legend};
use super::month::Month;
use super::scale::{Linear, good, ticks};
use super::svg::{Anchor, LEADING, Pen, SIZE};
use super::{Artist, Chart, Picture, axis, keep, marks, paint, say};
use crate::words::count;
use base::Date;

/// Height of the field.
const HEIGHT: f64 = 190.0;
/// Names of the levels, lowest first.
const LEVELS: [&str; 4] =
    ["chart-price-normal", "chart-price-stress", "chart-price-alert", "chart-price-crisis"];
/// Their grounds; the normal one is paper.
const GROUNDS: [&str; 3] = [paint::STRESS, paint::ALERT, paint::CRISIS];

/// A price with the bands that grade it.
#[derive(Clone, Debug, PartialEq)]
pub struct PriceBands {
    /// What is sold, in the letter's language: `Millet`.
    pub commodity: String,
    /// Where.
    pub market: String,
    /// Unit of all values: `XOF/kg`.
    pub unit: String,
    /// The first month.
    pub first: Month,
    /// The months, from the first on; 1 to 60 are drawn well.
    pub months: Vec<PriceMonth>,
    /// The last day that anything was told of, if ever; said where there is nothing to draw.
    pub last_data: Option<Date>,
}

/// A month of a price.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PriceMonth {
    /// The price, in the chart's unit; `None` where none was noted.
    pub price: Option<f64>,
    /// Where stress, alert and crisis begin, in the chart's unit, each at or above the one before: the seasonal trend
    /// plus 0.25, 1 and 2 standard deviations. `None` where the series is too short to grade.
    pub bounds: Option<[f64; 3]>,
}

impl PriceBands {
    /// Draws it; `id` begins its ids.
    pub fn draw(&self, artist: &Artist, id: &str) -> Picture {
        let (mut clean, mut dropped) = (self.clone(), 0);
        for month in &mut clean.months {
            month.price = keep(month.price, good, &mut dropped);
            let checked = |b: [f64; 3]| {
                (b.iter().all(|v| good(*v).is_some()) && b[0] <= b[1] && b[1] <= b[2]).then_some(b)
            };
            month.bounds = keep(month.bounds, checked, &mut dropped);
        }
        super::draw(&clean, artist, id, self.last_data, dropped)
    }

    fn prices(&self) -> impl Iterator<Item = (usize, f64)> + '_ {
        self.months.iter().enumerate().filter_map(|(at, m)| Some((at, m.price?)))
    }

    /// 0 normal to 3 crisis; `None` without bounds.
    fn level(month: &PriceMonth) -> Option<usize> {
        let (price, bounds) = (month.price?, month.bounds?);
        Some(bounds.iter().filter(|b| price >= **b).count())
    }

    fn axis(&self) -> Vec<f64> {
        let prices = self.prices().map(|(_, p)| p);
        let bounds = self.months.iter().filter_map(|m| m.bounds).flat_map(|b| [b[0], b[2]]);
        let (low, high) = prices.chain(bounds).fold((f64::MAX, 0.0), |(l, h), v| (l.min(v), f64::max(h, v)));
        // A price axis may begin above zero: the line says how a price moves, no bar says how high it is.
        let low = if low < 0.4 * high || low > high { 0.0 } else { low.min(0.9 * high) };
        // Room below the line, and above it, where its last value is written.
        let around = (high - low) * 0.08;
        ticks((low - around).max(0.0), high + around, 4, false)
    }
}

impl Chart for PriceBands {
    fn title(&self, artist: &Artist) -> String {
        let period = say::period(artist, self.first, self.months.len());
        artist.messages.tell(
            "chart-price-title",
            [
                ("commodity", label::brief(&self.commodity).into()),
                ("market", label::brief(&self.market).into()),
                ("period", period.into()),
            ],
        )
    }

    fn tell(&self, artist: &Artist) -> String {
        let Some((last, price)) = self.prices().last() else { return String::new() };
        let (low, high) =
            self.prices().fold((f64::MAX, 0.0), |(l, h), (_, p)| (f64::min(l, p), f64::max(h, p)));
        let said = |value: String| say::with_unit(artist, &value, &self.unit);
        let values = [
            ("range", said(say::range(artist, low, high)).into()),
            ("last", said(say::number(artist, price)).into()),
            ("month", say::month(artist, self.first.plus(last)).into()),
        ];
        let mut told = vec![artist.messages.tell("chart-price-range", values)];
        let level = self.months.get(last).and_then(Self::level).and_then(|l| LEVELS.get(l));
        told.push(match level {
            Some(key) => {
                let graded = self.months.iter().filter_map(Self::level);
                let (high, all) = graded.fold((0, 0), |(h, n), l| (h + usize::from(l >= 2), n + 1));
                let level = artist.messages.say(key);
                let values = [("level", level.into()), ("n", count(high)), ("all", count(all))];
                artist.messages.tell("chart-price-level", values)
            }
            None => artist.messages.say("chart-price-ungraded"),
        });
        told.join(" ")
    }

    fn lay(&self, artist: &Artist, pen: &mut Pen) -> f64 {
        let values = self.axis();
        let left = axis::left(artist, &values);
        let room = pen.width;
        pen.fitted((0.0, 12.0), &say::unit(artist, &self.unit), room, paint::SOFT);
        let area = Area { x: left, y: LEADING + 10.0, w: pen.width - left - 2.0, h: HEIGHT };
        let step = area.w / self.months.len().max(1) as f64;
        let (min, max) = (values.first().copied().unwrap_or(0.0), values.last().copied().unwrap_or(1.0));
        let scale = Linear { min, max, from: area.y + area.h, to: area.y };
        self.grounds(pen, area, step, scale);
        axis::upward(pen, artist, area, &values);
        self.line(pen, artist, area, step, scale);
        let end = axis::months(pen, artist, area.x, step, self.first, self.months.len(), area.y + area.h);
        legend(pen, end, &self.signs(artist))
    }

    fn is_empty(&self) -> bool {
        self.prices().next().is_none()
    }
}

impl PriceBands {
    /// The bands, for every stretch of months that are graded.
    fn grounds(&self, pen: &mut Pen, area: Area, step: f64, scale: Linear) {
        let all: Vec<Option<[f64; 3]>> = self.months.iter().map(|m| m.bounds).collect();
        let mut from = 0;
        for stretch in all.split(Option::is_none) {
            let bounds: Vec<[f64; 3]> = stretch.iter().flatten().copied().collect();
            let x = area.x + from as f64 * step;
            from += stretch.len() + 1;
            for (level, ground) in GROUNDS.iter().enumerate() {
                let mut edge = outline(&bounds, level, x, step, scale);
                let mut above = match level {
                    2 => edge.iter().map(|p| (p.0, area.y)).collect(),
                    _ => outline(&bounds, level + 1, x, step, scale),
                };
                above.reverse();
                edge.extend(above);
                pen.path(&[edge], true, ground);
            }
        }
    }

    fn line(&self, pen: &mut Pen, artist: &Artist, area: Area, step: f64, scale: Linear) {
        let point = |at: usize, price: f64| (area.x + (at as f64 + 0.5) * step, scale.at(price));
        let prices: Vec<Option<(f64, f64)>> =
            self.months.iter().enumerate().map(|(at, m)| Some(point(at, m.price?))).collect();
        let parts: Vec<Vec<(f64, f64)>> =
            prices.split(Option::is_none).map(|p| p.iter().flatten().copied().collect()).collect();
        let long: Vec<_> = parts.into_iter().filter(|p| p.len() > 1).collect();
        pen.path(
            &long,
            false,
            r##"class="c-halo" stroke="#fff" fill="none" stroke-width="5" stroke-linejoin="round""##,
        );
        pen.path(&long, false, paint::PRICE);
        for (at, price) in self.prices() {
            let high = self.months.get(at).and_then(Self::level).is_some_and(|l| l >= 2);
            pen.circle(point(at, price), if high { 4.0 } else { 2.25 }, paint::SOLID);
        }
        if let Some((at, price)) = self.prices().last() {
            let words = say::number(artist, price);
            let (x, y) = point(at, price);
            let half = label::bold(&words, SIZE) / 2.0;
            let x = x.min(area.x + area.w - half).max(area.x + half);
            let y = if y - 22.0 < area.y { y + 20.0 } else { y - 9.0 };
            let bold = format!("{} {}", paint::HALO, paint::BOLD);
            pen.text((x, y), Anchor::Middle, &words, &bold);
        }
    }

    fn signs<'a>(&self, artist: &Artist) -> Vec<(Symbol<'a>, String)> {
        let line: Symbol<'a> = Box::new(|pen, x, y| {
            let y = y + HIGH / 2.0;
            pen.line((x + 1.0, y), (x + SYMBOL - 1.0, y), paint::PRICE);
            pen.circle((x + SYMBOL / 2.0, y), 2.25, paint::SOLID);
        });
        let mut signs = vec![(line, artist.messages.say("chart-price"))];
        if self.months.iter().any(|m| m.bounds.is_some()) {
            let grounds = [r#"fill="none""#].into_iter().chain(GROUNDS);
            for (ground, key) in grounds.zip(LEVELS) {
                let draw: Symbol<'a> = Box::new(move |pen, x, y| {
                    marks::edged(pen, Area { x: x + 2.0, y, w: SYMBOL - 4.0, h: HIGH }, ground);
                });
                signs.push((draw, artist.messages.say(key)));
            }
        }
        signs
    }
}

/// The lower edge of a level over a stretch of months, from the beginning of the first to the end of the last.
fn outline(bounds: &[[f64; 3]], level: usize, x: f64, step: f64, scale: Linear) -> Vec<(f64, f64)> {
    let y = |b: &[f64; 3]| scale.at(b.get(level).copied().unwrap_or_default());
    let middles = bounds.iter().enumerate().map(|(at, b)| (x + (at as f64 + 0.5) * step, y(b)));
    let first = bounds.first().map(|b| (x, y(b)));
    let last = bounds.last().map(|b| (x + bounds.len() as f64 * step, y(b)));
    first.into_iter().chain(middles).chain(last).collect()
}
