//! Words as the PDF can set them: no control characters, no character without a glyph, no word longer than a line.

use super::fonts::FONTS;
use std::collections::BTreeMap;

/// Longest run of characters without a place to break, beyond which one is put in: the longest words of French and
/// English stay whole.
const LONGEST_WORD: usize = 30;
/// A place to break such a run, every so many characters: no more than a narrow column holds.
const PIECE: usize = 12;
/// Printed for a character that no font of the program has.
const MISSING: char = '\u{fffd}';
const BREAK: char = '\u{200b}';

/// Cleans words and remembers which characters it could not set, and how often.
#[derive(Default)]
pub(super) struct Cleaner {
    /// Characters without a glyph.
    pub missing: BTreeMap<char, usize>,
}

impl Cleaner {
    /// Words of a line: white space is one space, what the fonts lack is `\u{fffd}`, long runs may break.
    pub fn clean(&mut self, words: &str) -> String {
        let mut out = String::with_capacity(words.len());
        for c in words.chars() {
            match c {
                c if unprinted(c) => {}
                '\n' | '\r' | '\t' | ' ' | '\u{85}' | '\u{2028}' | '\u{2029}' => push_space(&mut out),
                c if c.is_control() => push_space(&mut out),
                c if joins(c) || (FONTS.have(c) && !private(c)) => out.push(c),
                c => {
                    *self.missing.entry(c).or_default() += 1;
                    out.push(MISSING);
                }
            }
        }
        broken(out)
    }
}

fn push_space(out: &mut String) {
    if !out.ends_with(' ') {
        out.push(' ');
    }
}

/// Characters that would turn the words around them about, or that no text holds.
fn unprinted(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffc}')
}

/// Characters without a shape that join or break others: the shaper knows them, whatever the font.
fn joins(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
}

/// Characters that mean what a font of the writer's made of them.
fn private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
}

/// Puts places to break into runs that are too long for a line, except addresses, which Typst breaks itself.
fn broken(words: String) -> String {
    let long = |word: &str| word.chars().count() > LONGEST_WORD && !is_address(word);
    if !words.split(' ').any(long) {
        return words;
    }
    let mut out = String::with_capacity(words.len() + words.len() / PIECE);
    for (at, word) in words.split(' ').enumerate() {
        if at > 0 {
            out.push(' ');
        }
        if long(word) { push_pieces(&mut out, word) } else { out.push_str(word) }
    }
    out
}

fn push_pieces(out: &mut String, word: &str) {
    let mut since = 0;
    for c in word.chars() {
        if since >= PIECE && c.is_alphanumeric() {
            out.push(BREAK);
            since = 0;
        }
        since = if matches!(c, '-' | BREAK) { 0 } else { since + 1 };
        out.push(c);
    }
}

fn is_address(word: &str) -> bool {
    word.starts_with("http://") || word.starts_with("https://")
}

/// Whether words run from right to left: whether the first letter that says so does.
pub(super) fn from_right(words: &str) -> bool {
    let right = |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{1e800}'..='\u{1efff}');
    words.chars().find(|c| c.is_alphabetic()).is_some_and(right)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(words: &str) -> String {
        Cleaner::default().clean(words)
    }

    #[test]
    fn white_space_is_one_space_but_thin_spaces_stay() {
        assert_eq!(clean("a\r\n\t b\u{202f}; c\u{a0}d"), "a b\u{202f}; c\u{a0}d");
    }

    #[test]
    fn what_turns_text_about_is_dropped() {
        assert_eq!(clean("pay\u{202e}ment\u{2066}"), "payment");
    }

    #[test]
    fn a_character_that_no_font_has_is_shown_and_counted() {
        let mut cleaner = Cleaner::default();
        assert_eq!(cleaner.clean("道 et é"), "\u{fffd} et é");
        assert_eq!(cleaner.missing, BTreeMap::from([('道', 1)]));
    }

    #[test]
    fn scripts_of_the_region_have_glyphs() {
        let mut cleaner = Cleaner::default();
        for words in ["الطريق مغلق", "ߞߊߌ", "ⵜⴰⵎⴰⵀⴰⵇ", "Ɓamako ŋɲɔɛ", "«\u{202f}é\u{202f}»", "≥ ± → ✓ – — …"]
        {
            cleaner.clean(words);
        }
        assert_eq!(cleaner.missing, BTreeMap::new());
    }

    #[test]
    fn a_run_longer_than_a_line_may_break_and_loses_nothing() {
        let run = "x".repeat(300);
        let out = clean(&run);
        assert_eq!(out.replace(BREAK, ""), run);
        assert!(out.split(BREAK).all(|piece| piece.len() <= PIECE));
    }

    #[test]
    fn arabic_runs_from_the_right_even_after_a_mark_or_a_figure() {
        assert!(from_right("« 3 الطريق Kayes"));
        assert!(!from_right("Kayes الطريق"));
        assert!(!from_right(""));
    }
}
