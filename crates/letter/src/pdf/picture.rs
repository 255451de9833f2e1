//! Whether a picture can be drawn, tried before the letter is set: one bad SVG would stop all of it.

use super::fonts::{SANS, SERIF};
use super::world::Desk;
use typst::World;
use typst::comemo::Track;
use typst::foundations::Bytes;
use typst::visualize::SvgImage;

/// Height of the highest picture, over the width of the line: its caption still fits on the page.
const HIGHEST: f64 = 1.2;

/// Width and height of an SVG, in its own units; none if it cannot be drawn or refers to something outside itself.
pub(super) fn size(svg: &str, desk: &Desk) -> Option<(f64, f64)> {
    let world: &dyn World = desk;
    let data = Bytes::from_string(svg.to_owned());
    let families = [SANS, SERIF];
    let image = SvgImage::with_fonts_images(data, world.track(), &families, None).ok()?;
    Some((image.width(), image.height()))
}

/// Width in percent of the line.
pub(super) fn width((width, height): (f64, f64)) -> f64 {
    let over = height / width.max(1.0) / HIGHEST;
    if over > 1.0 { 100.0 / over } else { 100.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_high_picture_is_made_narrower() {
        assert_eq!(width((640.0, 300.0)), 100.0);
        assert_eq!(width((100.0, 240.0)), 50.0);
    }
}
