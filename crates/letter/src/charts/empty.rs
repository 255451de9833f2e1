//! A chart without data: a frame that says since when there is none.

use super::label::{self, Area};
use super::svg::{Anchor, LEADING, Pen, SIZE};
use super::{Artist, marks, paint, say};
use base::Date;

/// Draws it; gives its height.
pub(super) fn nothing(pen: &mut Pen, artist: &Artist, last: Option<Date>) -> f64 {
    let lines = label::wrap(&say::nothing(artist, last), SIZE, pen.width - 40.0, 3);
    let high = 44.0 + LEADING * lines.len() as f64;
    marks::edged(pen, Area { x: 1.0, y: 1.0, w: pen.width - 2.0, h: high - 2.0 }, r#"fill="none""#);
    for (at, line) in lines.iter().enumerate() {
        pen.text((pen.width / 2.0, 34.0 + at as f64 * LEADING), Anchor::Middle, line, paint::SOFT);
    }
    high
}
