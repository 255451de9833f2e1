//! What the signs mean: symbols with their words, in as many rows as they need.

use super::label;
use super::svg::{LEADING, Pen, SIZE};

/// Width of a symbol.
pub(super) const SYMBOL: f64 = 24.0;
/// Height of a symbol; it is drawn about the middle of this.
pub(super) const HIGH: f64 = 12.0;

/// Draws a symbol into a box with this top left corner.
pub(super) type Symbol<'a> = Box<dyn Fn(&mut Pen, f64, f64) + 'a>;

/// Draws the entries from `y` on; gives where they end.
pub(super) fn legend(pen: &mut Pen, y: f64, entries: &[(Symbol<'_>, String)]) -> f64 {
    const BETWEEN: f64 = 16.0;
    let (mut x, mut y) = (1.0, y + 4.0);
    for (draw, words) in entries {
        let room = pen.width - SYMBOL - 8.0;
        let lines = label::wrap(words, SIZE, room, 2);
        let wide = lines.iter().map(|l| label::width(l, SIZE)).fold(0.0, f64::max) + SYMBOL + 6.0;
        if x > 1.0 && x + wide > pen.width {
            (x, y) = (1.0, y + LEADING + 2.0);
        }
        draw(pen, x, y + 1.0);
        for (at, line) in lines.iter().enumerate() {
            pen.fitted((x + SYMBOL + 6.0, y + 11.5 + at as f64 * LEADING), line, room, "");
        }
        x += wide + BETWEEN;
        if lines.len() > 1 {
            (x, y) = (1.0, y + LEADING * lines.len() as f64 + 2.0);
        }
    }
    if x > 1.0 { y + LEADING + 3.0 } else { y + 3.0 }
}
