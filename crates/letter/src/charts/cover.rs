//! Days of cover, each with its range, against the days below which a stock alarms.

use super::label::{self, Area};
use super::legend::{HIGH, SYMBOL, Symbol, legend};
use super::rows::{BAR, Rows};
use super::scale::{Linear, good};
use super::svg::{Anchor, LEADING, Pen, SIZE};
use super::{Artist, Band, Chart, Picture, keep, marks, paint, say};
use crate::words::count;
use base::Date;

/// How many days stocks last.
#[derive(Clone, Debug, PartialEq)]
pub struct DaysOfCover {
    /// The day that they are told for.
    pub on: Date,
    /// Below so many days a stock alarms; drawn as a line. Days, above zero; `None` draws none.
    pub alarm: Option<f64>,
    /// The stocks, in the order of the case.
    pub rows: Vec<Cover>,
    /// The last day that anything was told of, if ever; said where there is nothing to draw.
    pub last_data: Option<Date>,
}

/// A stock.
#[derive(Clone, Debug, PartialEq)]
pub struct Cover {
    /// What and where: `Fuel, Grandville`.
    pub name: String,
    /// Days that it lasts, from zero; `None` where it is not known. Without a best value only the band is drawn.
    pub days: Option<Band>,
    /// The band in words where only bands are published; `None` prints the days.
    pub said: Option<String>,
}

impl DaysOfCover {
    /// Draws it; `id` begins its ids.
    pub fn draw(&self, artist: &Artist, id: &str) -> Picture {
        let (mut clean, mut dropped) = (self.clone(), 0);
        for row in &mut clean.rows {
            row.days = keep(row.days, Band::checked, &mut dropped);
        }
        clean.alarm = keep(self.alarm, |a| good(a).filter(|a| *a > 0.0), &mut dropped);
        super::draw(&clean, artist, id, self.last_data, dropped)
    }

    /// Whether all of the band, or its best value, lies below the alarm.
    fn alarms(&self, band: Band) -> bool {
        self.alarm.is_some_and(|alarm| band.best.unwrap_or(band.high) < alarm)
    }

    fn words(&self, artist: &Artist, row: &Cover) -> String {
        match row.days {
            Some(_) if row.said.is_some() => row.said.clone().unwrap_or_default(),
            Some(band) => {
                let n = band.best.unwrap_or(band.high).into();
                artist.messages.tell("chart-days", [("band", say::band(artist, band).into()), ("n", n)])
            }
            None => artist.messages.say("chart-unknown-value"),
        }
    }
}

impl Chart for DaysOfCover {
    fn title(&self, artist: &Artist) -> String {
        let day = crate::words::say_date(&artist.messages, &base::Interval::day(self.on));
        artist.messages.tell("chart-cover-title", [("day", day.into())])
    }

    fn tell(&self, artist: &Artist) -> String {
        let mut told = Vec::new();
        if let Some(alarm) = self.alarm {
            let below = self.rows.iter().filter(|r| r.days.is_some_and(|b| self.alarms(b))).count();
            let alarm = say::number(artist, alarm);
            told.push(artist.messages.tell(
                "chart-cover-below",
                [("n", count(below)), ("all", count(self.rows.len())), ("alarm", alarm.into())],
            ));
        }
        for row in &self.rows {
            let days = self.words(artist, row);
            let name = label::brief(&row.name);
            told.push(
                artist.messages.tell("chart-cover-row", [("name", name.into()), ("days", days.into())]),
            );
        }
        told.join(" ")
    }

    fn lay(&self, artist: &Artist, pen: &mut Pen) -> f64 {
        let said: Vec<String> = self.rows.iter().map(|r| self.words(artist, r)).collect();
        let names: Vec<&str> = self.rows.iter().map(|r| r.name.as_str()).collect();
        let top = if self.alarm.is_some() { LEADING + 6.0 } else { 2.0 };
        let most = self.rows.iter().filter_map(|r| r.days).map(|b| b.high).fold(0.0, f64::max);
        let max = most.max(self.alarm.unwrap_or(0.0) * 1.15);
        let high = |row: &Cover| row.days.map_or(0.0, |b| b.high);
        let ends: Vec<(f64, &str)> =
            self.rows.iter().zip(&said).map(|(r, words)| (high(r), words.as_str())).collect();
        let rows = Rows::new(pen, &names, &ends, top);
        let high = rows.height(pen, 1);
        let bottom = top + 4.0 + high * self.rows.len() as f64;
        let (scale, end) = rows.axis(pen, artist, max, bottom);
        if let Some(alarm) = self.alarm {
            self.limit(pen, artist, scale.at(alarm), top, bottom);
        }
        for (at, (row, words)) in self.rows.iter().zip(&said).enumerate() {
            let y = rows.name(pen, &row.name, top + 4.0 + at as f64 * high, 1);
            self.row(pen, scale, row, words, y);
        }
        legend(pen, end, &self.signs(artist))
    }

    fn is_empty(&self) -> bool {
        self.rows.iter().all(|r| r.days.is_none())
    }
}

impl DaysOfCover {
    fn limit(&self, pen: &mut Pen, artist: &Artist, x: f64, top: f64, bottom: f64) {
        pen.line((x, top - 2.0), (x, bottom), paint::LIMIT);
        let n = say::number(artist, self.alarm.unwrap_or_default());
        let words = artist.messages.tell("chart-cover-alarm", [("days", n.into())]);
        let words = label::fit(&words, SIZE, pen.width - 4.0);
        let half = label::width(&words, SIZE) / 2.0;
        let at = x.min(pen.width - half - 1.0).max(half + 1.0);
        pen.text((at, top - 7.0), Anchor::Middle, &words, "");
    }

    fn row(&self, pen: &mut Pen, scale: Linear, row: &Cover, words: &str, y: f64) {
        let Some(band) = row.days else {
            pen.text((scale.from + 6.0, y + BAR - 2.5), Anchor::Start, words, paint::HALO_SOFT);
            return;
        };
        let (low, high) = (scale.at(band.low), scale.at(band.high));
        let area = Area { x: low, y, w: (high - low).max(3.0), h: BAR };
        let alarms = self.alarms(band);
        marks::edged(pen, area, if alarms { paint::RESTRICTED } else { paint::WIDE });
        if let Some(best) = band.best {
            let x = scale.at(best).max(low + 1.5);
            pen.line((x, y - 2.0), (x, y + BAR + 2.0), r##"class="c-halo" stroke="#fff" stroke-width="6""##);
            pen.line((x, y - 2.0), (x, y + BAR + 2.0), r#"stroke="currentColor" stroke-width="3""#);
        }
        let bold = format!("{} {}", paint::HALO, paint::BOLD);
        let at = (area.x + area.w + 6.0, y + BAR - 2.5);
        let room = pen.width - at.0 - 1.0;
        pen.fitted(at, words, room, if alarms { &bold } else { paint::HALO });
    }

    fn signs<'a>(&self, artist: &Artist) -> Vec<(Symbol<'a>, String)> {
        let area = |x: f64, y: f64| Area { x: x + 2.0, y, w: SYMBOL - 4.0, h: HIGH };
        let say = |key: &str| artist.messages.say(key);
        let mut signs: Vec<(Symbol<'a>, String)> =
            vec![(Box::new(move |pen, x, y| marks::edged(pen, area(x, y), paint::WIDE)), say("chart-range"))];
        if self.rows.iter().filter_map(|r| r.days).any(|b| self.alarms(b)) {
            let draw: Symbol<'a> =
                Box::new(move |pen, x, y| marks::edged(pen, area(x, y), paint::RESTRICTED));
            signs.push((draw, say("chart-cover-alarmed")));
        }
        if self.rows.iter().any(|r| r.days.is_some_and(|b| b.best.is_some())) {
            let draw: Symbol<'a> = Box::new(|pen, x, y| {
                let x = x + SYMBOL / 2.0;
                pen.line((x, y - 1.0), (x, y + HIGH + 1.0), r#"stroke="currentColor" stroke-width="3""#);
            });
            signs.push((draw, say("chart-best")));
        }
        signs
    }
}
