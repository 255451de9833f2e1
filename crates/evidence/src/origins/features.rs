//! What a sentence keeps when it is translated: numbers, dates, names, acronyms, cognates, concepts.

use super::lexicon::{Lexicon, Sense, Table};
use super::words::{Word, hash_word, key, mix};

/// A word and what it means in the language of its paragraph.
#[derive(Clone, Copy)]
pub(super) struct Tagged {
    pub word: Word,
    pub sense: Sense,
}

/// What one sentence holds.
#[derive(Default)]
pub(super) struct Features {
    /// Keys of everything that a translation keeps.
    pub keys: Vec<u32>,
    /// Those that seldom agree by chance, in order: names, acronyms, dates, numbers of two digits or more.
    pub anchors: Vec<u32>,
    /// Names in the sentence, kept when a credit phrase stands in it.
    pub names: Vec<u32>,
    /// Whether one does.
    pub credited: bool,
}

/// A cognate is as long, at least; shorter words agree by chance.
const COGNATE_MINIMUM: u16 = 5;

/// A sentence with more than this share of capitalised words is a heading or a list of names: its capitals tell
/// nothing.
const TITLE_CASE: f64 = 0.6;

/// Reads one sentence. `text` is the whole document's.
pub(super) fn features(
    text: &str,
    sentence: &[Tagged],
    table: Option<&Table>,
    lexicon: &Lexicon,
) -> Features {
    let capitals = sentence.iter().filter(|t| t.word.capital).count();
    let title = sentence.len() > 3 && capitals as f64 > TITLE_CASE * sentence.len() as f64;
    let mut reader = Reader { text, sentence, table, title, out: Features::default() };
    reader.read();
    let mut out = reader.out;
    out.credited = credited(text, sentence, table);
    if out.credited {
        let names = sentence.iter().map(|t| &t.word).filter(|w| w.capital && !lexicon.is_noise(w));
        out.names = names.map(name_key).collect();
    }
    out
}

/// The key of a word of a name.
pub(super) fn name_key(word: &Word) -> u32 {
    key(word.cognate)
}

/// Whether a credit phrase or a copyright sign stands in the sentence.
fn credited(text: &str, sentence: &[Tagged], table: Option<&Table>) -> bool {
    let (Some(first), Some(last)) = (sentence.first(), sentence.last()) else { return false };
    let hashes = |from: usize| sentence[from..].iter().map(|t| t.word.hash);
    table.is_some_and(|table| (0..sentence.len()).any(|i| table.credits(hashes(i))))
        || before(text, &first.word).contains('©')
        || text.get(first.word.start as usize..last.word.end as usize).is_some_and(|s| s.contains('©'))
}

/// The few characters before a word.
fn before<'a>(text: &'a str, word: &Word) -> &'a str {
    let end = word.start as usize;
    let start = (end.saturating_sub(4)..end).find(|&i| text.is_char_boundary(i)).unwrap_or(end);
    text.get(start..end).unwrap_or("")
}

struct Reader<'a> {
    text: &'a str,
    sentence: &'a [Tagged],
    table: Option<&'a Table>,
    title: bool,
    out: Features,
}

impl Reader<'_> {
    fn read(&mut self) {
        let mut at = 0;
        while let Some(tagged) = self.sentence.get(at) {
            at += if starts_url(&tagged.word) {
                self.skip_url(at)
            } else if tagged.word.is_number() {
                self.number(at)
            } else {
                self.word(at, tagged)
            };
        }
    }

    /// The text between word `at` and the next.
    fn gap(&self, at: usize) -> &str {
        let (Some(here), Some(next)) = (self.sentence.get(at), self.sentence.get(at + 1)) else { return " " };
        self.text.get(here.word.end as usize..next.word.start as usize).unwrap_or(" ")
    }

    /// A URL is everything up to the next white space; it is no content.
    fn skip_url(&self, at: usize) -> usize {
        let mut length = 1;
        while !self.gap(at + length - 1).contains(char::is_whitespace) {
            length += 1;
        }
        length
    }

    fn month(&self, at: usize) -> Option<u8> {
        let word = self.sentence.get(at)?.word;
        self.table?.month(word.hash)
    }

    /// Whether word `at` is a day of the month, and which.
    fn day(&self, at: usize) -> Option<u64> {
        let word = self.sentence.get(at).filter(|t| t.word.is_number())?.word;
        let (value, length) = self.value(at)?;
        (length == 1 && word.digits <= 2 && (1..=31).contains(&value)).then_some(value)
    }

    fn number(&mut self, at: usize) -> usize {
        if let (Some(day), Some(month)) = (self.day(at), self.month(at + 1)) {
            self.date(day, month);
            return 2;
        }
        let Some((value, length)) = self.value(at) else { return 1 };
        self.push(number_key(value), value >= 10);
        length
    }

    fn date(&mut self, day: u64, month: u8) {
        self.push(key(mix(0xda7e_0000 | day << 8 | u64::from(month))), true);
    }

    /// The number that starts at word `at` and how many words it takes. Digits in groups of three are one number
    /// (1 500, 1,500); other decimals are told by their digits (2,7 and 2.7 alike).
    fn value(&self, at: usize) -> Option<(u64, usize)> {
        let mut value = digits(self.text, &self.sentence.get(at)?.word)?;
        let mut length = 1;
        while let Some(next) = self.sentence.get(at + length).filter(|t| t.word.letters == t.word.digits) {
            let separator = self.gap(at + length - 1);
            let grouped = next.word.digits == 3
                && matches!(separator, " " | "," | "." | "'" | "\u{a0}" | "\u{202f}" | "\u{2009}");
            let decimal = length == 1 && next.word.digits <= 2 && matches!(separator, "," | ".");
            if !(grouped || decimal) {
                break;
            }
            let part = digits(self.text, &next.word)?;
            value = value.wrapping_mul(if grouped { 1000 } else { 1_000_003 }).wrapping_add(part);
            length += 1;
        }
        Some((value, length))
    }

    fn word(&mut self, at: usize, tagged: &Tagged) -> usize {
        let word = &tagged.word;
        if let (Some(month), Some(day)) = (self.month(at), self.day(at + 1)) {
            self.date(day, month);
            return 2;
        }
        if let Some(month) = self.month(at).filter(|_| tagged.sense == Sense::Unknown) {
            self.push(key(mix(0x3077_0000 | u64::from(month))), false);
            return 1;
        }
        match tagged.sense {
            Sense::Stop => {}
            Sense::Concept(concept) => self.push(concept, false),
            Sense::Number(value) => self.push(number_key(u64::from(value)), value >= 10),
            Sense::Unknown if word.is_acronym() && !self.title => self.push(name_key(word), true),
            Sense::Unknown if word.capital => self.name(at, word),
            Sense::Unknown if word.letters >= COGNATE_MINIMUM => self.push(name_key(word), false),
            Sense::Unknown => {}
        }
        1
    }

    /// A capitalised word is a name unless it opens the sentence or stands in a title.
    fn name(&mut self, at: usize, word: &Word) {
        let opens = at == 0 || self.gap(at - 1).contains(['.', ':', '«', '"', '“', '\n', '!', '?']);
        let strong = !self.title && !opens && word.letters >= 3;
        if strong || word.letters >= COGNATE_MINIMUM || !opens {
            self.push(name_key(word), strong);
        }
    }

    fn push(&mut self, key: u32, anchor: bool) {
        self.out.keys.push(key);
        if anchor {
            self.out.anchors.push(key);
        }
    }
}

fn number_key(value: u64) -> u32 {
    key(mix(value ^ 0x0e00_0000_0000_0000))
}

fn digits(text: &str, word: &Word) -> Option<u64> {
    let digits: String = text.get(word.range())?.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

fn starts_url(word: &Word) -> bool {
    const SCHEMES: [u64; 3] = [hash_word("http"), hash_word("https"), hash_word("www")];
    SCHEMES.contains(&word.hash)
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::lexicon;
    use super::super::words::scan;
    use super::*;
    use crate::Language;

    fn keys(language: Language, text: &str) -> Features {
        let table = lexicon().table(language).unwrap();
        let mut tagged = Vec::new();
        scan(text, 0..text.len(), |word, stems| {
            tagged.push(Tagged { word, sense: table.sense(&word, stems) })
        });
        features(text, &tagged, Some(table), lexicon())
    }

    #[test]
    fn numbers_and_dates_are_written_differently_and_read_alike() {
        for (fr, en) in [
            ("le 1er juillet 2025", "on July 1, 2025"),
            ("2,7 millions de tonnes", "2.7 million tonnes"),
            ("30 % des 1 500 camions", "30% of the 1,500 trucks"),
            ("sept chauffeurs", "seven drivers"),
            ("la nuit du 5 septembre", "the night of 5 September"),
        ] {
            let (mut a, mut b) = (keys(Language::French, fr).keys, keys(Language::English, en).keys);
            a.sort_unstable();
            b.sort_unstable();
            assert_eq!(a, b, "{fr} / {en}");
        }
    }

    #[test]
    fn a_credit_keeps_the_names_it_stands_with() {
        let relay = keys(Language::French, "Selon un rapport de l’Institut Kora, deux camions ont brûlé.");
        assert!(relay.credited);
        for name in super::super::sketch::name_words("Institut Kora", lexicon()) {
            assert!(relay.names.contains(&name));
        }
        assert!(!keys(Language::French, "Deux camions de Kora ont brûlé.").credited);
    }

    #[test]
    fn an_address_is_no_content() {
        let plain = keys(Language::English, "The bridge was closed.");
        let linked = keys(Language::English, "The bridge was closed https://example.org/bridge-closed-2025.");
        assert_eq!(plain.keys, linked.keys);
    }
}
