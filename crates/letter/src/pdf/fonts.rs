//! The type that a PDF is set in. It comes with the program: fonts of the machine are never looked at.

use std::sync::LazyLock;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// Family of the text.
pub(super) const SERIF: &str = "Libertinus Serif";
/// Family of tables, heads and pictures; only its condensed faces are here.
pub(super) const SANS: &str = "DejaVu Sans";

/// Fonts and their index.
pub(super) struct Fonts {
    /// What Typst chooses from.
    pub book: LazyHash<FontBook>,
    /// The fonts, in the order of the book.
    pub faces: Vec<Font>,
}

/// Parsed once for all letters.
pub(super) static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let sans: [&'static [u8]; 3] = [
        dejavu::sans_condensed::regular(),
        dejavu::sans_condensed::bold(),
        dejavu::sans_condensed::oblique(),
    ];
    let parsed = |data: &'static [u8]| Font::iter(Bytes::new(data));
    let serif = typst_assets::fonts().flat_map(parsed).filter(|font| font.info().family == SERIF);
    let faces: Vec<Font> = serif.chain(sans.into_iter().flat_map(parsed)).collect();
    Fonts { book: LazyHash::new(FontBook::from_fonts(&faces)), faces }
});

impl Fonts {
    /// Whether a character has a glyph in any upright face; bold and oblique fall back to it.
    pub fn have(&self, c: char) -> bool {
        self.faces.iter().any(|font| font.info().coverage.contains(u32::from(c)))
    }
}
