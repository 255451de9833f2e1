//! Marks that several charts draw.

use super::label::Area;
use super::paint;
use super::svg::Pen;

/// A cross: closed.
pub(super) fn cross(pen: &mut Pen, at: (f64, f64), r: f64, attributes: &str) {
    let (x, y) = at;
    pen.path(
        &[vec![(x - r, y - r), (x + r, y + r)], vec![(x - r, y + r), (x + r, y - r)]],
        false,
        attributes,
    );
}

/// A lying square, hollow: the baseline.
pub(super) fn diamond(pen: &mut Pen, at: (f64, f64), r: f64) {
    let (x, y) = at;
    pen.path(&[vec![(x, y - r), (x + r, y), (x, y + r), (x - r, y)]], true, paint::BASELINE);
}

/// An area with an edge, in one mark: `fill` is a paint that has no edge of its own.
pub(super) fn edged(pen: &mut Pen, area: Area, fill: &str) {
    let paint = match fill.strip_prefix("class=\"") {
        Some(rest) => format!("class=\"c-edge {rest} {}", paint::RIM),
        None => format!("class=\"c-edge\" {fill} {}", paint::RIM),
    };
    pen.rect(area, &paint);
}
