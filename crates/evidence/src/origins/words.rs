//! Words of a text, folded and hashed in one pass without allocating.

use std::ops::Range;
use std::sync::OnceLock;

/// FNV-1a, 64 bit (Fowler, Noll, Vo): one multiplication a byte, and the hash of every prefix comes for free.
const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// Words that share so many first letters are taken as cognates (mobilisation, mobilization).
pub(super) const COGNATE_LETTERS: usize = 5;

/// The longest stem that a lexicon may list, in folded letters.
pub(super) const LONGEST_STEM: usize = 12;

/// Hashes of a word's first 1 to [`LONGEST_STEM`] folded letters, as many as it has.
pub(super) type Stems = [u64; LONGEST_STEM];

/// A run of letters and digits, folded (no accents, no case).
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// Where it stands, in bytes of the text.
    pub start: u32,
    pub end: u32,
    /// Hash of the folded word.
    pub hash: u64,
    /// Hash of its cognate form: the first [`COGNATE_LETTERS`] letters, z as s, y as i, k and q as c.
    pub cognate: u64,
    /// Folded letters and digits.
    pub letters: u16,
    /// Upper-case letters among them.
    pub capitals: u16,
    /// Digits among them.
    pub digits: u16,
    /// Whether its first letter is upper case.
    pub capital: bool,
}

impl Word {
    fn at(start: usize) -> Self {
        Self {
            start: start as u32,
            end: start as u32,
            hash: BASIS,
            cognate: BASIS,
            letters: 0,
            capitals: 0,
            digits: 0,
            capital: false,
        }
    }

    /// Its byte range.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether it is a number, perhaps with an ordinal ending (`1er`, `2nd`).
    pub fn is_number(&self) -> bool {
        self.digits > 0 && self.letters.saturating_sub(self.digits) <= 3 && self.capitals == 0
    }

    /// Whether it is written in capitals as acronyms are (JNIM, FAMa, RN1).
    pub fn is_acronym(&self) -> bool {
        (2..=7).contains(&self.letters)
            && self.capitals >= 2
            && self.letters <= self.capitals + self.digits + 1
    }

    #[inline]
    fn push(&mut self, folded: u8, stems: &mut Stems) {
        self.hash = step(self.hash, folded);
        if let Some(slot) = stems.get_mut(usize::from(self.letters)) {
            *slot = self.hash;
        }
        if usize::from(self.letters) < COGNATE_LETTERS {
            self.cognate = step(self.cognate, like(folded));
        }
        self.letters = self.letters.saturating_add(1);
    }
}

#[inline]
const fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(PRIME)
}

/// Letters that French and English spell one sound with.
#[inline]
fn like(letter: u8) -> u8 {
    match letter {
        b'z' => b's',
        b'y' => b'i',
        b'k' | b'q' => b'c',
        other => other,
    }
}

/// The hash that a folded word has in a text.
pub(super) const fn hash_word(folded: &str) -> u64 {
    let bytes = folded.as_bytes();
    let (mut hash, mut at) = (BASIS, 0);
    while at < bytes.len() {
        hash = step(hash, bytes[at]);
        at += 1;
    }
    hash
}

/// Spreads a hash over all bits (the finaliser of MurmurHash3, Appleby), for sampling by size.
#[inline]
pub(super) fn mix(mut h: u64) -> u64 {
    h = (h ^ (h >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    h = (h ^ (h >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    h ^ (h >> 33)
}

/// The upper half of the mixed hash.
#[inline]
pub(super) fn key(hash: u64) -> u32 {
    (mix(hash) >> 32) as u32
}

/// Calls `found` with each word of `text[range]` and its stems. A range that is not in the text has none.
pub(super) fn scan(text: &str, range: Range<usize>, mut found: impl FnMut(Word, &Stems)) {
    let Some(part) = text.get(range.clone()) else { return };
    let mut open: Option<Word> = None;
    let mut stems = [0; LONGEST_STEM];
    for (at, c) in part.char_indices() {
        let here = range.start + at;
        match classify(c) {
            Class::Letter(folded) => {
                let word = open.get_or_insert_with(|| Word::at(here));
                letter(word, c, folded, &mut stems);
                word.end = (here + c.len_utf8()) as u32;
            }
            Class::Joiner => {}
            Class::Gap => {
                if let Some(word) = open.take() {
                    found(word, &stems);
                }
            }
        }
    }
    if let Some(word) = open {
        found(word, &stems);
    }
}

/// The words of `text[range]`.
pub(super) fn words(text: &str, range: Range<usize>) -> Vec<Word> {
    let mut out = Vec::new();
    scan(text, range, |word, _| out.push(word));
    out
}

#[inline]
fn letter(word: &mut Word, c: char, folded: Folded, stems: &mut Stems) {
    if c.is_ascii() {
        word.digits = word.digits.saturating_add(u16::from(c.is_ascii_digit()));
        mark_case(word, c.is_ascii_uppercase());
        word.push(folded.0[0], stems);
    } else {
        mark_case(word, c.is_uppercase());
        for &byte in &folded.0[..usize::from(folded.1)] {
            word.push(byte, stems);
        }
    }
}

#[inline]
fn mark_case(word: &mut Word, upper: bool) {
    if upper {
        word.capital |= word.letters == 0;
        word.capitals = word.capitals.saturating_add(1);
    }
}

/// A folded letter as bytes, and how many.
#[derive(Clone, Copy)]
struct Folded([u8; 7], u8);

enum Class {
    Letter(Folded),
    /// Folds to nothing and parts no word: soft hyphen, combining mark, zero-width space.
    Joiner,
    Gap,
}

#[inline]
fn classify(c: char) -> Class {
    if c.is_ascii() {
        return if c.is_ascii_alphanumeric() {
            Class::Letter(Folded([c.to_ascii_lowercase() as u8, 0, 0, 0, 0, 0, 0], 1))
        } else {
            Class::Gap
        };
    }
    let code = c as usize;
    match (0xC0..0x180).contains(&code).then(|| latin().get(code - 0xC0)).flatten() {
        Some(&folded) if folded.1 > 0 => Class::Letter(folded),
        _ => classify_slowly(c),
    }
}

/// Letters of the Latin-1 and Latin Extended-A blocks, folded once.
fn latin() -> &'static [Folded] {
    static LATIN: OnceLock<Vec<Folded>> = OnceLock::new();
    LATIN
        .get_or_init(|| (0xC0..0x180).map(|code| char::from_u32(code).map_or(NOTHING, fold_letter)).collect())
}

const NOTHING: Folded = Folded([0; 7], 0);

fn fold_letter(c: char) -> Folded {
    if !c.is_alphanumeric() {
        return NOTHING;
    }
    let folded = base::fold(c.encode_utf8(&mut [0; 4]));
    let mut bytes = [0; 7];
    let length = folded.len().min(bytes.len());
    bytes[..length].copy_from_slice(&folded.as_bytes()[..length]);
    Folded(bytes, length as u8)
}

#[cold]
fn classify_slowly(c: char) -> Class {
    let folded = fold_letter(c);
    if folded.1 > 0 {
        Class::Letter(folded)
    } else if base::fold(c.encode_utf8(&mut [0; 4])).is_empty() {
        Class::Joiner
    } else {
        Class::Gap
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<Word> {
        super::words(text, 0..text.len())
    }

    #[test]
    fn accents_case_and_hyphens_do_not_part_spellings() {
        let (a, b) = (words("Nioro-du-Sahel, ÉTÉ"), words("NIORO du sahel ete"));
        assert_eq!(
            a.iter().map(|w| w.hash).collect::<Vec<_>>(),
            b.iter().map(|w| w.hash).collect::<Vec<_>>()
        );
    }

    #[test]
    fn cognates_meet() {
        for (fr, en) in
            [("mobilisation", "mobilization"), ("stratégique", "strategic"), ("attaque", "attack")]
        {
            assert_eq!(words(fr)[0].cognate, words(en)[0].cognate, "{fr} {en}");
        }
    }

    #[test]
    fn numbers_and_acronyms_are_told_apart() {
        let flags: Vec<_> =
            words("1er RN1 FAMa Kayes").iter().map(|w| (w.is_number(), w.is_acronym())).collect();
        assert_eq!(flags, [(true, false), (false, true), (false, true), (false, false)]);
    }

    proptest! {
        #[test]
        fn finds_the_words_that_splitting_the_folded_text_finds(text in "[a-zA-ZéÉœ’' .,0-9\u{ad}ß-]{0,60}") {
            let folded = base::fold(&text);
            let slow: Vec<u64> = folded
                .split(|c: char| !c.is_alphanumeric())
                .filter(|w| !w.is_empty())
                .map(hash_word)
                .collect();
            let fast: Vec<u64> = words(&text).iter().map(|w| w.hash).collect();
            prop_assert_eq!(fast, slow);
        }
    }
}
