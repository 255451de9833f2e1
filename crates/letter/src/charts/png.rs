//! A picture as PNG, for those who paste it into something that takes no SVG.

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb::Database};
use std::sync::{Arc, LazyLock};

/// The type of pictures, as in the PDF; fonts of the machine are never looked at.
static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    for face in [dejavu::sans_condensed::regular(), dejavu::sans_condensed::bold()] {
        fonts.load_font_data(face.to_vec());
    }
    let family = fonts.faces().next().and_then(|face| Some(face.families.first()?.0.clone()));
    fonts.set_sans_serif_family(family.unwrap_or_default());
    Arc::new(fonts)
});

/// The widest picture, pixels: four times the widest page.
const WIDEST: u32 = 2_560;

/// An SVG on white, so many pixels wide. `None` where it is no SVG, or has no size.
pub fn png(svg: &str, width: u32) -> Option<Vec<u8>> {
    let mut options = Options { fontdb: Arc::clone(&FONTS), ..Options::default() };
    "sans-serif".clone_into(&mut options.font_family);
    let tree = Tree::from_str(svg, &options).ok()?;
    let width = width.clamp(1, WIDEST);
    let scale = width as f32 / tree.size().width();
    let height = (tree.size().height() * scale).ceil();
    let height =
        (height.is_finite() && (1.0..=4.0 * WIDEST as f32).contains(&height)).then_some(height as u32)?;
    let mut paper = Pixmap::new(width, height)?;
    paper.fill(Color::WHITE);
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut paper.as_mut());
    paper.encode_png().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_shapes_are_drawn() {
        let svg = |words: &str| {
            format!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 32" width="100%" font-family="sans-serif" font-size="13" fill="currentColor"><rect x="40" width="9" height="9"/><text x="2" y="20">{words}</text></svg>"#
            )
        };
        let dark = |svg: &str| {
            let drawn = Pixmap::decode_png(&png(svg, 128).expect("a picture")).expect("a PNG");
            assert_eq!((drawn.width(), drawn.height()), (128, 64));
            drawn.pixels().iter().filter(|p| p.red() < 128).count()
        };
        let (without, with) = (dark(&svg("")), dark(&svg("Nord")));
        assert!(without >= 300 && with > without + 50, "{without} {with}");
        assert_eq!(png("no picture", 100), None);
    }
}
