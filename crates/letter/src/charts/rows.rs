//! Bars to the right, a row a thing: names to the left of them, or above them on a telephone.

use super::label::{self, Area};
use super::scale::Linear;
use super::svg::{LEADING, Pen, SIZE};
use super::{Artist, Band, axis, paint};

/// Height of a bar.
pub(super) const BAR: f64 = 14.0;

/// How the rows of a chart stand.
pub(super) struct Rows {
    /// Width of the column of names; zero on a telephone.
    pub names: f64,
    /// Width of the bars, without room for what is written to their right.
    pub bars: f64,
    /// Where the rows begin.
    pub top: f64,
    /// Lines that the longest name takes.
    lines: usize,
}

impl Rows {
    /// Makes room for names and, to the right of each bar that ends at a value, for what is said of it.
    pub(super) fn new(pen: &Pen, names: &[&str], said: &[(f64, &str)], top: f64) -> Self {
        let widest = names.iter().map(|n| label::width(n, SIZE)).fold(0.0, f64::max);
        let longest = names.iter().map(|n| label::wrap(n, SIZE, widest.min(180.0) + 1.0, 2).len()).max();
        let lines = longest.unwrap_or(1).max(1);
        let names = if pen.narrow() { 1.0 } else { widest.min(180.0) + 10.0 };
        let room = pen.width - names;
        let max = said.iter().map(|s| s.0).fold(0.0, f64::max);
        let fits = |(value, words): &(f64, &str)| {
            let left = room - label::bold(words, SIZE) - 10.0;
            if *value > 0.0 { left / (value / max) } else { f64::MAX }
        };
        let bars = said.iter().map(fits).fold(room - 10.0, f64::min).max(60.0);
        Self { names, bars, top, lines }
    }

    /// Height of a row with so many bars.
    pub(super) fn height(&self, pen: &Pen, bars: usize) -> f64 {
        let bars = bars as f64 * (BAR + 4.0);
        if pen.narrow() { LEADING + 2.0 + bars + 8.0 } else { bars.max(LEADING * self.lines as f64) + 8.0 }
    }

    /// Writes the name of the row at `y`; gives where its bars begin.
    pub(super) fn name(&self, pen: &mut Pen, name: &str, y: f64, bars: usize) -> f64 {
        if pen.narrow() {
            let room = pen.width - 6.0;
            pen.fitted((6.0, y + 13.0), name, room, paint::HALO);
            return y + LEADING + 2.0;
        }
        let lines = label::wrap(name, SIZE, self.names - 9.0, 2);
        let high = bars as f64 * (BAR + 4.0) - 4.0;
        let inside = (LEADING * self.lines as f64).max(high);
        let first = y + inside / 2.0 + 4.5 - LEADING / 2.0 * lines.len().saturating_sub(1) as f64;
        for (at, line) in lines.iter().enumerate() {
            pen.fitted((0.0, first + at as f64 * LEADING), line, self.names, "");
        }
        y + (inside - high) / 2.0
    }

    /// The axis below and through rows that end at `bottom`; gives where its labels end.
    pub(super) fn axis(&self, pen: &mut Pen, artist: &Artist, max: f64, bottom: f64) -> (Linear, f64) {
        let area = Area { x: self.names, y: self.top, w: self.bars, h: bottom - self.top };
        (axis::rightward(pen, artist, area, max, false), bottom + LEADING + 6.0)
    }
}

/// A bar to the best value with its range as a whisker, or the band alone.
pub(super) fn bar(pen: &mut Pen, scale: Linear, band: Band, y: f64, fill: &str) {
    let (low, high) = (scale.at(band.low), scale.at(band.high));
    match band.best {
        Some(best) => {
            let to = scale.at(best);
            pen.rect(Area { x: scale.from, y, w: (to - scale.from).max(0.75), h: BAR }, fill);
            if high - low >= 2.0 {
                let middle = y + BAR / 2.0;
                let rim = r##"class="c-halo" stroke="#fff" stroke-width="4""##;
                pen.line((low, middle), (high, middle), rim);
                let ink = r#"stroke="currentColor" stroke-width="1.5""#;
                pen.line((low, middle), (high, middle), ink);
                for x in [low, high] {
                    pen.line((x, middle - 4.0), (x, middle + 4.0), ink);
                }
            }
        }
        None => pen.rect(Area { x: low, y, w: (high - low).max(2.0), h: BAR }, fill),
    }
    if band.best.is_none() {
        pen.rect(Area { x: low, y, w: (high - low).max(2.0), h: BAR }, paint::EDGE);
    }
}
