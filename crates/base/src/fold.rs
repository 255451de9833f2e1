//! Names without accents, case and typographic variants, with the way back to the original bytes.

use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// A text folded for matching: lower case, no diacritics, plain apostrophes, hyphens and spaces.
/// Every byte of the folded text knows which byte of the original it came from.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// `origin[i]` is where the character behind folded byte `i` starts; one entry more than bytes.
    origin: Vec<u32>,
}

impl Folded {
    /// Folds `original` (up to 4 GiB).
    pub fn new(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut origin = Vec::with_capacity(original.len() + 1);
        for (at, c) in original.char_indices() {
            push_folded(c, &mut text);
            origin.resize(text.len(), at as u32);
        }
        origin.push(original.len() as u32);
        Self { text, origin }
    }

    /// The range of the original that a range of the folded text came from.
    pub fn original(&self, folded: &Range<usize>) -> Range<usize> {
        self.origin[folded.start] as usize..self.origin[folded.end] as usize
    }

    /// The folded position at or after byte `at` of the original.
    pub fn position(&self, at: usize) -> usize {
        self.origin.partition_point(|&o| (o as usize) < at)
    }
}

/// Folds one text: « Côte d’Ivoire » becomes `cote d'ivoire`.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    letter_by_letter(text)
}

fn letter_by_letter(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        push_folded(c, &mut out);
    }
    out
}

/// Folds a name to a key that spelling variants share: letters and digits only, words joined by one space
/// (`Nioro-du-Sahel`, `Nioro du Sahel` → `nioro du sahel`).
pub fn fold_key(name: &str) -> String {
    if !name.is_ascii() {
        return words(&letter_by_letter(name));
    }
    // The same at once, for most names.
    let mut key = String::with_capacity(name.len());
    let mut gap = false;
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() {
            if std::mem::take(&mut gap) && !key.is_empty() {
                key.push(' ');
            }
            key.push(char::from(byte.to_ascii_lowercase()));
        } else {
            gap = true;
        }
    }
    key
}

/// Words of a folded text, joined by one space.
fn words(folded: &str) -> String {
    let mut key = String::with_capacity(folded.len());
    for word in folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(word);
    }
    key
}

fn push_folded(c: char, out: &mut String) {
    match c {
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        _ if c.is_ascii() => out.push(c),
        '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´' => out.push('\''),
        '‐' | '‑' | '‒' | '–' | '—' | '−' => out.push('-'),
        '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}' => out.push(' '),
        '«' | '»' | '“' | '”' | '„' => out.push('"'),
        'œ' | 'Œ' => out.push_str("oe"),
        'æ' | 'Æ' => out.push_str("ae"),
        '\u{ad}' | '\u{200b}' | '\u{feff}' => {}
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => out.push('e'),
        'à' | 'â' | 'ä' | 'À' | 'Â' => out.push('a'),
        'î' | 'ï' | 'Î' | 'Ï' => out.push('i'),
        'ô' | 'ö' | 'Ô' => out.push('o'),
        'ù' | 'û' | 'ü' | 'Û' => out.push('u'),
        'ç' | 'Ç' => out.push('c'),
        _ => {
            let plain = c.nfd().filter(|d| !unicode_normalization::char::is_combining_mark(*d));
            out.extend(plain.flat_map(char::to_lowercase));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn folds_what_french_and_english_write() {
        assert_eq!(fold("Côte d’Ivoire — ŒUVRE"), "cote d'ivoire - oeuvre");
        assert_eq!(fold_key("Nioro-du-Sahel"), fold_key("NIORO  du Sahel"));
    }

    #[test]
    fn a_match_leads_back_to_the_original() {
        let original = "à Mopti, l’œil de Ségou";
        let folded = Folded::new(original);
        let at = folded.text.find("segou").unwrap();
        assert_eq!(&original[folded.original(&(at..at + 5))], "Ségou");
    }

    proptest! {
        #[test]
        fn plain_letters_fold_as_all_others(text in "[ -~\t\n]{0,20}") {
            prop_assert_eq!(fold(&text), letter_by_letter(&text));
            prop_assert_eq!(fold_key(&text), words(&letter_by_letter(&text)));
        }

        #[test]
        fn every_character_boundary_maps_to_one(text in "\\PC{0,60}") {
            let folded = Folded::new(&text);
            prop_assert_eq!(&folded.text, &fold(&text));
            for (at, _) in folded.text.char_indices() {
                prop_assert!(text.is_char_boundary(folded.original(&(at..at)).start));
            }
        }
    }
}
