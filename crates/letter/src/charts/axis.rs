//! Axes: values upward or to the right, months to the right.

use super::label::{self, Area};
use super::month::Month;
use super::scale::{Linear, ticks};
use super::svg::{Anchor, LEADING, Pen, SIZE};
use super::{Artist, paint, say};

/// Between labels that stand side by side.
const GAP: f64 = 7.0;

/// Values upward: a grid with its numbers to the left of `area`. The labels need [`left`].
pub(super) fn upward(pen: &mut Pen, artist: &Artist, area: Area, values: &[f64]) -> Linear {
    let (min, max) = (values.first().copied().unwrap_or(0.0), values.last().copied().unwrap_or(1.0));
    let scale = Linear { min, max, from: area.y + area.h, to: area.y };
    for value in values {
        let y = scale.at(*value);
        let paint = if *value == min { paint::GROUND } else { paint::GRID };
        pen.line((area.x, y), (area.x + area.w, y), paint);
        pen.text((area.x - 6.0, y + 4.5), Anchor::End, &say::number(artist, *value), paint::SOFT);
    }
    scale
}

/// Room that the numbers of an upward axis need to its left.
pub(super) fn left(artist: &Artist, values: &[f64]) -> f64 {
    values.iter().map(|v| label::width(&say::number(artist, *v), SIZE)).fold(0.0, f64::max) + 8.0
}

/// Values to the right: grid lines through `area`, numbers below it. So many values as their labels have room for.
pub(super) fn rightward(pen: &mut Pen, artist: &Artist, area: Area, max: f64, whole: bool) -> Linear {
    let room = |values: &[f64]| {
        let widest = values.iter().map(|v| label::width(&say::number(artist, *v), SIZE)).fold(0.0, f64::max);
        area.w / values.len().saturating_sub(1).max(1) as f64 > widest + GAP
    };
    let tried = [6, 5, 4, 3, 2, 1].map(|about| ticks(0.0, max, about, whole));
    let values = tried.iter().find(|v| room(v)).or(tried.last()).cloned().unwrap_or_default();
    let scale =
        Linear { min: 0.0, max: values.last().copied().unwrap_or(1.0), from: area.x, to: area.x + area.w };
    for value in values {
        let x = scale.at(value);
        let words = say::number(artist, value);
        let half = label::width(&words, SIZE) / 2.0;
        pen.line((x, area.y), (x, area.y + area.h), if value == 0.0 { paint::GROUND } else { paint::GRID });
        let at = x.min(pen.width - half - 1.0).max(half + 1.0);
        pen.text((at, area.y + area.h + LEADING - 2.0), Anchor::Middle, &words, paint::SOFT);
    }
    scale
}

/// Months to the right, each `step` wide, below `y`: names as they fit, and years below them. Gives where the labels end.
pub(super) fn months(
    pen: &mut Pen,
    artist: &Artist,
    x: f64,
    step: f64,
    first: Month,
    count: usize,
    y: f64,
) -> f64 {
    let name = |m: Month| artist.messages.say(&format!("short-month-{}", m.month()));
    let widest = (0..12).map(|k| label::width(&name(first.plus(k)), SIZE)).fold(0.0, f64::max);
    let year_width = label::width("2000", SIZE);
    let spacing = [1, 2, 3, 4, 6].into_iter().find(|k| *k as f64 * step >= widest + GAP);
    let mut row = Row { y: y + LEADING - 0.5, free_from: 0.0 };
    let middle = |at: usize| x + (at as f64 + 0.5) * step;
    if let Some(spacing) = spacing {
        for at in (0..count).filter(|at| count <= spacing || first.plus(*at).is_every(spacing)) {
            let drawn = row.put(pen, middle(at), &name(first.plus(at)));
            if drawn && spacing > 1 {
                pen.line((middle(at), y), (middle(at), y + 3.0), paint::LEADER);
            }
        }
        row = Row { y: row.y + LEADING - 1.0, free_from: 0.0 };
    }
    // The first year is written unless the next one begins too near.
    let years: Vec<usize> = (0..count).filter(|at| *at == 0 || first.plus(*at).month() == 1).collect();
    let too_near = |a: usize, b: usize| middle(b) - middle(a) < year_width + GAP;
    let crowded = years.first().zip(years.get(1)).is_some_and(|(a, b)| too_near(*a, *b));
    for at in years.into_iter().skip(usize::from(crowded)) {
        row.put(pen, middle(at), &first.plus(at).year().to_string());
    }
    row.y + 5.0
}

/// A row of labels, left to right.
struct Row {
    y: f64,
    free_from: f64,
}

impl Row {
    /// Writes words about `x`, unless they would touch those before.
    fn put(&mut self, pen: &mut Pen, x: f64, words: &str) -> bool {
        let half = label::width(words, SIZE) / 2.0;
        let x = x.min(pen.width - half - 1.0).max(half + 1.0);
        let fits = x - half >= self.free_from;
        if fits {
            pen.text((x, self.y), Anchor::Middle, words, paint::SOFT);
            self.free_from = x + half + GAP - 1.0;
        }
        fits
    }
}
