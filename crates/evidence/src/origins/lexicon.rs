//! What words mean in either language: the seed lexicon and the phrases, read once from their data files.

use super::words::{Stems, Word, hash_word, key, words};
use crate::Language;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

/// What a word stands for, the same in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    /// Not in the lexicon.
    Unknown,
    /// A function word.
    Stop,
    /// A concept, by the key of its name.
    Concept(u32),
    /// A number in words.
    Number(u16),
}

/// One language's words.
#[derive(Default)]
pub(super) struct Table {
    /// Whole words by their hash, stems by the complement of theirs.
    senses: HashMap<u64, Sense, Plain>,
    /// Which hashes may be in `senses`: most are not, and one bit tells.
    filter: Vec<u64>,
    months: HashMap<u64, u8, Plain>,
    /// Credit phrases by their first word: the words after it.
    credits: HashMap<u64, Vec<Vec<u64>>, Plain>,
}

/// Both languages, and the words around a publisher's name.
pub(super) struct Lexicon {
    french: Table,
    english: Table,
    noise: Vec<u64>,
}

type Plain = BuildHasherDefault<Identity>;

/// Keys that are hashes already need no second hashing.
#[derive(Default)]
pub(super) struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &b in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(b);
        }
    }
    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }
}

#[derive(Deserialize)]
struct LexiconFile {
    concepts: BTreeMap<String, [String; 2]>,
    months: Both<Vec<String>>,
    numbers: Both<BTreeMap<String, u16>>,
}

#[derive(Deserialize)]
struct PhrasesFile {
    credit: Both<Vec<String>>,
    stop: Both<String>,
    owner: Owner,
}

#[derive(Deserialize)]
struct Owner {
    words: String,
}

#[derive(Deserialize)]
struct Both<T> {
    fr: T,
    en: T,
}

/// The lexicon; a data file that does not parse is caught by a test and leaves it empty.
pub(super) fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        load().unwrap_or_else(|_| Lexicon {
            french: Table::default(),
            english: Table::default(),
            noise: Vec::new(),
        })
    })
}

fn load() -> Result<Lexicon, toml::de::Error> {
    let words: LexiconFile = toml::from_str(include_str!("../../data/origins/lexicon.toml"))?;
    let phrases: PhrasesFile = toml::from_str(include_str!("../../data/origins/phrases.toml"))?;
    let side = |at: usize, numbers, months, stop, credit| {
        let mut table = Table { filter: vec![0; FILTER_BITS / 64], ..Table::default() };
        table.add_numbers(numbers);
        table.add_months(months);
        for (name, sides) in &words.concepts {
            table.add(sides.get(at).map_or("", String::as_str), Sense::Concept(key(!hash_word(name))));
        }
        table.add(stop, Sense::Stop);
        table.add_credits(credit);
        table
    };
    Ok(Lexicon {
        french: side(0, &words.numbers.fr, &words.months.fr, &phrases.stop.fr, &phrases.credit.fr),
        english: side(1, &words.numbers.en, &words.months.en, &phrases.stop.en, &phrases.credit.en),
        noise: phrases.owner.words.split_whitespace().map(hash_word).collect(),
    })
}

/// One bit of 65,536 for each entry; about 3 % are set.
const FILTER_BITS: usize = 1 << 16;

fn bit(hash: u64) -> (usize, u64) {
    let place = (super::words::mix(hash) >> 48) as usize;
    (place / 64, 1 << (place % 64))
}

impl Lexicon {
    /// The words of a language; none for another.
    pub fn table(&self, language: Language) -> Option<&Table> {
        match language {
            Language::French => Some(&self.french),
            Language::English => Some(&self.english),
            Language::Undetermined => None,
        }
    }

    /// Whether a word is no part of a publisher's name.
    pub fn is_noise(&self, word: &Word) -> bool {
        self.noise.contains(&word.hash)
            || self.french.month(word.hash).is_some()
            || self.english.month(word.hash).is_some()
            || self.french.is_stop(word.hash)
            || self.english.is_stop(word.hash)
    }

    /// The language whose function words outnumber the other's two to one.
    pub fn guess(&self, words: &[Word]) -> Language {
        let count = |table: &Table| words.iter().filter(|w| table.is_stop(w.hash)).count();
        let (french, english) = (count(&self.french), count(&self.english));
        match (french, english) {
            _ if french + english < 3 => Language::Undetermined,
            _ if french > 2 * english => Language::French,
            _ if english > 2 * french => Language::English,
            _ => Language::Undetermined,
        }
    }
}

impl Table {
    /// What a word means here: the whole word first, then its longest stem.
    pub fn sense(&self, word: &Word, stems: &Stems) -> Sense {
        if let Some(sense) = self.look(word.hash) {
            return sense;
        }
        let longest = usize::from(word.letters).min(stems.len());
        stems[..longest].iter().rev().find_map(|&h| self.look(!h)).unwrap_or(Sense::Unknown)
    }

    fn look(&self, hash: u64) -> Option<Sense> {
        let (at, mask) = bit(hash);
        (self.filter.get(at)? & mask != 0).then(|| self.senses.get(&hash).copied()).flatten()
    }

    fn is_stop(&self, hash: u64) -> bool {
        self.look(hash) == Some(Sense::Stop)
    }

    /// The month that a word names, 1 to 12.
    pub fn month(&self, hash: u64) -> Option<u8> {
        self.months.get(&hash).copied()
    }

    /// Whether a credit phrase starts with `words`.
    pub fn credits(&self, words: impl Iterator<Item = u64> + Clone) -> bool {
        let mut rest = words;
        let phrases = rest.next().and_then(|first| self.credits.get(&first));
        phrases
            .is_some_and(|phrases| phrases.iter().any(|p| rest.clone().take(p.len()).eq(p.iter().copied())))
    }

    /// Adds words, and stems that end in a star; what an earlier line says of a word stands.
    fn add(&mut self, entries: &str, sense: Sense) {
        for entry in entries.split_whitespace() {
            let hash = match entry.strip_suffix('*') {
                Some(stem) => !hash_word(stem),
                None => hash_word(entry),
            };
            let (at, mask) = bit(hash);
            if let Some(slot) = self.filter.get_mut(at) {
                *slot |= mask;
            }
            self.senses.entry(hash).or_insert(sense);
        }
    }

    fn add_numbers(&mut self, numbers: &BTreeMap<String, u16>) {
        for (word, &value) in numbers {
            self.add(word, Sense::Number(value));
        }
    }

    fn add_months(&mut self, months: &[String]) {
        for (number, names) in (1..).zip(months) {
            self.months.extend(names.split_whitespace().map(|n| (hash_word(n), number)));
        }
    }

    fn add_credits(&mut self, phrases: &[String]) {
        for phrase in phrases {
            let mut hashes = words(phrase, 0..phrase.len()).into_iter().map(|w| w.hash);
            if let Some(first) = hashes.next() {
                self.credits.entry(first).or_default().push(hashes.collect());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::{LONGEST_STEM, scan};
    use super::*;

    fn sense(language: Language, text: &str) -> Sense {
        let mut out = Sense::Unknown;
        let table = lexicon().table(language).unwrap();
        scan(text, 0..text.len(), |word, stems| out = table.sense(&word, stems));
        out
    }

    #[test]
    fn the_data_files_parse_and_every_entry_can_match() {
        assert!(load().is_ok());
        let file: LexiconFile = toml::from_str(include_str!("../../data/origins/lexicon.toml")).unwrap();
        for entry in file.concepts.values().flatten().flat_map(|side| side.split_whitespace()) {
            let word = entry.trim_end_matches('*');
            assert_eq!(words(word, 0..word.len()).len(), 1, "{entry} is not one word");
            assert_eq!(base::fold(word), word, "{entry} is not folded");
            assert!(!entry.ends_with('*') || word.len() <= LONGEST_STEM, "{entry} is too long for a stem");
        }
    }

    #[test]
    fn both_languages_meet_in_one_concept() {
        for (fr, en) in [("chauffeurs", "drivers"), ("blocus", "blockade"), ("Incendiés", "burned")] {
            let (a, b) = (sense(Language::French, fr), sense(Language::English, en));
            assert!(matches!(a, Sense::Concept(_)), "{fr}");
            assert_eq!(a, b, "{fr} {en}");
        }
    }

    #[test]
    fn function_words_tell_the_language() {
        let guess = |t: &str| lexicon().guess(&words(t, 0..t.len()));
        assert_eq!(guess("le camion est parti de la ville"), Language::French);
        assert_eq!(guess("the lorry has left the town"), Language::English);
        assert_eq!(guess("Kayes, Diboli, Kidira"), Language::Undetermined);
    }
}
