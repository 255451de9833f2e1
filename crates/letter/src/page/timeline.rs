//! The strip above the chronology: incidents as circles, measures as diamonds, one mark an event.

use super::desk::Desk;
use crate::words::{count, is_long, say_date, say_month};
use crate::{Finding, Kind, Occurrence};
use base::{Date, Interval};
use serde::Serialize;
use std::collections::BTreeMap;

/// Events older than this before the newest are listed, not drawn: the strip would not show the rest.
const MONTHS_DRAWN: i32 = 18;
/// At most so many month names fit on a telephone (320 px of strip).
const LABELS: usize = 4;
/// Two marks nearer than this, in percent of the strip, are stacked.
const SLOT: f64 = 3.2;
/// Height of one mark and the gap above it, px.
const STEP: usize = 13;
/// More marks than this in one slot are drawn over each other.
const STACK: usize = 6;

/// A mark; `x` and `to` in percent of the strip, `y` in px.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Mark {
    pub x: String,
    /// End of a period of several days.
    pub to: Option<String>,
    pub y: usize,
    pub measure: bool,
    pub title: String,
}

/// The first day of a month.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Tick {
    pub x: String,
    /// Empty where names would not fit.
    pub label: String,
}

/// The strip.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Timeline {
    pub title: String,
    pub text: String,
    /// What is not drawn, if anything.
    pub left: Option<String>,
    pub height: usize,
    /// Where the lane of incidents stands on, and that of measures.
    pub base: [usize; 2],
    pub marks: Vec<Mark>,
    pub ticks: Vec<Tick>,
}

/// `None` with fewer than two events that can be drawn.
pub(super) fn timeline(desk: &Desk<'_>, events: &[&Finding<Occurrence>]) -> Option<Timeline> {
    let drawn = drawable(events);
    let (first, last) = (drawn.iter().map(|(_, d)| d.0).min()?, drawn.iter().map(|(_, d)| d.1).max()?);
    if drawn.len() < 2 {
        return None;
    }
    let scale = Scale::covering(first, last);
    let (marks, tallest) = marks(desk, &scale, &drawn);
    let lane = tallest.map(|n| n.max(1) * STEP + 6);
    let kind = |kind| count(drawn.iter().filter(|(f, _)| f.content().kind == kind).count());
    let left = events.len() - drawn.len();
    let day = |date| say_date(desk.messages, &Interval::day(date)).into();
    Some(Timeline {
        title: desk.messages.tell("timeline-title", [("from", day(first)), ("to", day(last))]),
        text: desk
            .messages
            .tell("timeline-text", [("incidents", kind(Kind::Incident)), ("measures", kind(Kind::Measure))]),
        left: (left > 0).then(|| desk.messages.tell("timeline-left", [("n", count(left))])),
        height: lane[0] + lane[1] + 22,
        base: [lane[0], lane[0] + lane[1]],
        marks: marks.into_iter().map(|mark| mark.settle(&lane)).collect(),
        ticks: ticks(desk, &scale),
    })
}

type Drawn<'a> = (&'a Finding<Occurrence>, (Date, Date));

/// Events of at most a month, not older than [`MONTHS_DRAWN`] before the newest.
fn drawable<'a>(events: &[&'a Finding<Occurrence>]) -> Vec<Drawn<'a>> {
    let days = |f: &&'a Finding<Occurrence>| {
        let date = f.content().date.filter(|d| !is_long(d))?;
        Some((*f, (date.start?, date.end?)))
    };
    let mut drawn: Vec<Drawn<'a>> = events.iter().filter_map(days).collect();
    if let Some(newest) = drawn.iter().map(|(_, d)| d.1).max() {
        drawn.retain(|(_, d)| months(d.0, newest) <= MONTHS_DRAWN);
    }
    drawn
}

fn months(from: Date, to: Date) -> i32 {
    (i32::from(to.year()) - i32::from(from.year())) * 12 + i32::from(to.month()) - i32::from(from.month())
}

/// Days to percent of the strip, from the first of a month to the end of one.
struct Scale {
    first: Date,
    last: Date,
    days: f64,
}

impl Scale {
    fn covering(first: Date, last: Date) -> Self {
        let (first, last) = (first.first_of_month(), last.last_of_month());
        Self { first, last, days: f64::from((last - first).get_days()) + 1.0 }
    }

    /// Middle of a day.
    fn at(&self, date: Date) -> f64 {
        (f64::from((date - self.first).get_days()) + 0.5) / self.days * 100.0
    }

    fn months(&self) -> impl Iterator<Item = Date> + '_ {
        std::iter::successors(Some(self.first), |d| d.last_of_month().tomorrow().ok())
            .take_while(|d| *d <= self.last)
    }
}

/// A mark before the heights of the lanes are known.
struct Loose {
    mark: Mark,
    level: usize,
}

impl Loose {
    fn settle(self, lane: &[usize; 2]) -> Mark {
        let base = if self.mark.measure { lane[0] + lane[1] } else { lane[0] };
        Mark { y: base.saturating_sub(9 + self.level * STEP), ..self.mark }
    }
}

fn marks(desk: &Desk<'_>, scale: &Scale, drawn: &[Drawn<'_>]) -> (Vec<Loose>, [usize; 2]) {
    let mut slots: BTreeMap<(bool, usize), usize> = BTreeMap::new();
    let mut tallest = [0, 0];
    let place = |&(finding, (start, end)): &Drawn<'_>| {
        let measure = finding.content().kind == Kind::Measure;
        let x = scale.at(start);
        // Percent of the strip over the slot's width: a small whole number.
        let slot = slots.entry((measure, (x / SLOT) as usize)).or_default();
        let level = (*slot).min(STACK - 1);
        *slot += 1;
        let lane = &mut tallest[usize::from(measure)];
        *lane = (*lane).max(level + 1);
        let to = (end > start).then(|| percent(scale.at(end)));
        Loose { mark: Mark { x: percent(x), to, y: 0, measure, title: title(desk, finding) }, level }
    };
    (drawn.iter().map(place).collect(), tallest)
}

fn title(desk: &Desk<'_>, finding: &Finding<Occurrence>) -> String {
    let of = finding.content();
    let when = of.date.map(|d| say_date(desk.messages, &d)).unwrap_or_default();
    format!("{when} – {}", desk.messages.name("type", &of.subject))
}

fn ticks(desk: &Desk<'_>, scale: &Scale) -> Vec<Tick> {
    let every = scale.months().count().div_ceil(LABELS).max(1);
    let label = |at: usize, date: Date| match at {
        0 => format!("{}\u{a0}{}", short(desk, date), date.year()),
        _ if at.is_multiple_of(every) => short(desk, date),
        _ => String::new(),
    };
    let x = |date: Date| percent(f64::from((date - scale.first).get_days()) / scale.days * 100.0);
    scale.months().enumerate().map(|(at, date)| Tick { x: x(date), label: label(at, date) }).collect()
}

fn short(desk: &Desk<'_>, date: Date) -> String {
    desk.messages.say(&format!("short-month-{}", date.month()))
}

fn percent(x: f64) -> String {
    format!("{x:.2}%")
}

/// The heading of a month in the chronology.
pub(super) fn month_heading(desk: &Desk<'_>, month: (i16, i8)) -> String {
    say_month(desk.messages, month.0, month.1)
}
