//! The words of time of one language, from its data file, for look-up by folded word.

use crate::Language;
use serde::Deserialize;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

/// What a word does in a time expression. The names are the tables (and keys of `[words]`) of the data files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Role {
    /// No word of time.
    #[default]
    None,
    // Words with a number; see `Entry::n`.
    Month,
    MonthShort,
    /// A month by its name in the other language.
    ForeignMonth,
    Weekday,
    Weekdays,
    Unit,
    Period,
    Weekend,
    Numeral,
    Indefinite,
    Collective,
    Half,
    Ordinal,
    OrdinalSuffix,
    PluralSuffix,
    DecadeName,
    Season,
    SeasonPhrase,
    Part,
    Clock,
    Meridiem,
    HourMark,
    Deictic,
    Tonight,
    Following,
    Edge,
    Holiday,
    Direction,
    Recurring,
    Nightly,
    Reference,
    Phrase,
    // Function words.
    Article,
    Des,
    Of,
    OfThe,
    ToThe,
    To,
    And,
    Or,
    Until,
    Since,
    From,
    Between,
    Within,
    During,
    Before,
    After,
    Toward,
    By,
    Per,
    About,
    More,
    Than,
    Near,
    This,
    Same,
    Each,
    All,
    Whole,
    Vague,
    Today,
    Hui,
    Ago,
    Later,
    Earlier,
    Here,
    Copula,
    Future,
    Lasting,
    Age,
    Follower,
    Money,
    Counter,
}

/// What the lexicon knows of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its part in the grammar.
    pub role: Role,
    /// Number of the month, weekday or numeral; [`pack_unit`] for units; index into [`PARTS`], [`SEASONS`],
    /// [`EDGES`] or [`REFERENCES`]; minute of the day; −1 or 1 for a direction; first month × 16 + last.
    pub n: i32,
    /// Whether longer entries begin with this word: a hyphenated word.
    pub head: bool,
    /// Whether a phrase begins with this word.
    pub phrase: bool,
}

/// TIMEX3 parts of day.
pub(super) const PARTS: [&str; 5] = ["MO", "AF", "EV", "NI", "DT"];
/// TIMEX3 seasons.
pub(super) const SEASONS: [&str; 4] = ["SP", "SU", "FA", "WI"];
/// TIMEX3 `mod` values for the beginning, the middle and the end of something.
pub(super) const EDGES: [&str; 3] = ["START", "MID", "END"];
/// TIMEX3 references that stand for no calendar value.
pub(super) const REFERENCES: [&str; 3] = ["PAST_REF", "PRESENT_REF", "FUTURE_REF"];
/// Unit letters of the data files; the first three are times of day.
pub(super) const UNITS: [char; 7] = ['s', 'm', 'h', 'D', 'W', 'M', 'Y'];

/// A unit as `times × 16 + index into UNITS`.
fn pack_unit(code: &str) -> Option<i32> {
    let letter = code.chars().last()?;
    let times: i32 = code.strip_suffix(letter)?.parse().ok()?;
    Some(times * 16 + UNITS.iter().position(|&u| u == letter)? as i32)
}

/// Several words that mean one thing.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    /// Folded words.
    pub words: Vec<String>,
    /// How many words stand before the mention.
    pub lead: usize,
    /// What it means.
    pub entry: Entry,
}

/// Longest key, in bytes; longer words are no words of time.
const LONGEST: usize = 20;

/// The words of one language.
#[derive(Debug)]
pub(super) struct Lexicon {
    words: HashMap<Box<[u8]>, Entry, BuildHasherDefault<Fnv>>,
    /// Phrases, the longer before the shorter.
    pub phrases: Vec<Phrase>,
    /// Whose words they are.
    pub language: Language,
    /// By first byte: bit `n` is set if some word so beginning has `n` bytes. Turns most words away unhashed.
    lengths: [u32; 256],
}

/// Letters that U+00C0 to U+00FF fold to, lower case; 0 where [`base::fold`] must be asked.
const LATIN_1: &[u8; 64] =
    b"aaaa\0\0\0ceeeeiiii\0nooo\0o\0\0uuuu\0\0\0aaaa\0\0\0ceeeeiiii\0nooo\0o\0\0uuuu\0\0\0";

/// Folds a word of French or English into `key`; `None` if it has letters beyond Latin-1 or does not fit.
fn fold_into(word: &str, tail: &str, key: &mut [u8]) -> Option<usize> {
    let mut length = 0;
    let mut bytes = word.bytes().chain(tail.bytes());
    while let Some(byte) = bytes.next() {
        *key.get_mut(length)? = match byte {
            0xc3 => LATIN_1.get((bytes.next()? & 0x3f) as usize).copied().filter(|&b| b != 0)?,
            b if b.is_ascii() => b.to_ascii_lowercase(),
            _ => return None,
        };
        length += 1;
    }
    Some(length)
}

impl Lexicon {
    /// The lexicon of a language; French for an undetermined one.
    pub fn of(language: Language) -> &'static Lexicon {
        static BOTH: OnceLock<[Lexicon; 2]> = OnceLock::new();
        let [french, english] = BOTH.get_or_init(|| {
            let french = read(include_str!("../../data/time/fr.toml"), Language::French)
                .expect("the embedded fr.toml");
            let english = read(include_str!("../../data/time/en.toml"), Language::English)
                .expect("the embedded en.toml");
            let (fr, en) = (french.months(), english.months());
            [french.with_foreign(&en), english.with_foreign(&fr)].map(Lexicon::measured)
        });
        if language == Language::English { english } else { french }
    }

    fn months(&self) -> Vec<(Box<[u8]>, i32)> {
        let named = self.words.iter().filter(|(_, e)| e.role == Role::Month);
        named.map(|(word, entry)| (word.clone(), entry.n)).collect()
    }

    /// Adds the other language's months, for references that quote its dates.
    fn with_foreign(mut self, months: &[(Box<[u8]>, i32)]) -> Self {
        for (word, n) in months {
            let entry = self.words.entry(word.clone()).or_default();
            if entry.role == Role::None {
                (entry.role, entry.n) = (Role::ForeignMonth, *n);
            }
        }
        self
    }

    /// Looks up a word as it stands in the text, followed by `tail` (an apostrophe, or nothing).
    pub fn get(&self, word: &str, tail: &str) -> Entry {
        if word.len() > LONGEST {
            return Entry::default();
        }
        let mut key = [0u8; LONGEST + 1];
        let Some(length) = fold_into(word, tail, &mut key) else {
            let folded = base::fold(word) + tail;
            return self.find(folded.as_bytes());
        };
        self.find(&key[..length])
    }

    fn find(&self, key: &[u8]) -> Entry {
        match key.first() {
            Some(&first) if self.lengths[first as usize] & (1 << key.len().min(31)) != 0 => {
                self.words.get(key).copied().unwrap_or_default()
            }
            _ => Entry::default(),
        }
    }

    /// Notes which lengths words with each first byte have; to be called once all words are in.
    fn measured(mut self) -> Self {
        for key in self.words.keys() {
            if let Some(&first) = key.first() {
                self.lengths[first as usize] |= 1 << key.len().min(31);
            }
        }
        self
    }

    fn add(&mut self, key: &str, role: Role, n: i32) {
        if let Role::SeasonPhrase | Role::Phrase | Role::Holiday = role
            && key.contains([' ', '|'])
        {
            return self.add_phrase(key, Entry { role, n, ..Entry::default() });
        }
        let entry = self.words.entry(key.as_bytes().into()).or_default();
        (entry.role, entry.n) = (role, n);
        if let Some((head, _)) = key.split_once('-') {
            self.words.entry(head.as_bytes().into()).or_default().head = true;
        }
    }

    fn add_phrase(&mut self, key: &str, entry: Entry) {
        let lead = key.split('|').next().filter(|_| key.contains('|')).map_or(0, |l| split(l).count());
        let plain = key.replace('|', "");
        let words: Vec<String> = split(&plain).map(str::to_owned).collect();
        if let Some(first) = words.first() {
            self.words.entry(first.as_bytes().into()).or_default().phrase = true;
        }
        self.phrases.push(Phrase { words, lead, entry });
    }
}

/// Splits a phrase as the tokenizer does: an apostrophe stays with the word before it, a hyphen stands alone.
fn split(phrase: &str) -> impl Iterator<Item = &str> {
    phrase
        .split(' ')
        .flat_map(|w| w.split_inclusive('\''))
        .flat_map(|w| match w.find('-') {
            Some(at) => vec![&w[..at], "-", &w[at + 1..]],
            None => vec![w],
        })
        .filter(|w| !w.is_empty())
}

/// Reads a data file. `None` if it is not in the shape its head describes.
fn read(file: &str, language: Language) -> Option<Lexicon> {
    let table: toml::Table = file.parse().ok()?;
    let mut lexicon = Lexicon { words: HashMap::default(), phrases: Vec::new(), language, lengths: [0; 256] };
    for (name, entries) in &table {
        for (key, value) in entries.as_table()? {
            if name == "words" {
                let role = role(key)?;
                for word in value.as_array()? {
                    lexicon.add(word.as_str()?, role, 0);
                }
            } else {
                let role = role(name)?;
                lexicon.add(key, role, number(role, value)?);
            }
        }
    }
    lexicon.phrases.sort_by_key(|p| std::cmp::Reverse(p.words.len()));
    Some(lexicon)
}

fn role(name: &str) -> Option<Role> {
    Role::deserialize(toml::Value::String(name.to_owned())).ok()
}

fn number(role: Role, value: &toml::Value) -> Option<i32> {
    if let Some(n) = value.as_integer() {
        return i32::try_from(n).ok();
    }
    let text = value.as_str()?;
    let index = |list: &[&str]| list.iter().position(|&l| l == text).map(|i| i as i32);
    match role {
        Role::Unit | Role::Period | Role::Recurring => pack_unit(text),
        Role::Part | Role::Nightly | Role::Tonight => index(&PARTS),
        Role::Season => index(&SEASONS),
        Role::Edge => index(&EDGES),
        Role::Reference | Role::Phrase => index(&REFERENCES),
        Role::Direction => Some(if text == "last" { -1 } else { 1 }),
        Role::Holiday => {
            text.split_once('-').and_then(|(m, d)| Some(m.parse::<i32>().ok()? * 32 + d.parse::<i32>().ok()?))
        }
        Role::Clock => {
            text.split_once(':').and_then(|(h, m)| Some(h.parse::<i32>().ok()? * 60 + m.parse::<i32>().ok()?))
        }
        Role::SeasonPhrase => {
            text.split_once('-').and_then(|(a, b)| Some(a.parse::<i32>().ok()? * 16 + b.parse::<i32>().ok()?))
        }
        _ => None,
    }
}

/// Fowler–Noll–Vo 1a, 64 bits: short keys, no hostile ones (the keys are ours).
#[derive(Debug)]
pub(super) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_data_files_are_read_and_know_their_words() {
        let (fr, en) = (Lexicon::of(Language::French), Lexicon::of(Language::English));
        assert_eq!(fr.get("Février", "").n, 2);
        assert_eq!(fr.get("L", "'").role, Role::Article);
        assert_eq!(en.get("Fortnight", "").n, 2 * 16 + 4);
        assert!(fr.get("APRÈS", "").head);
        assert!(fr.phrases.iter().any(|p| p.words == ["a", "l'", "heure", "actuelle"] && p.lead == 0));
        assert_eq!(en.get("locomotive", "").role, Role::None);
    }

    #[test]
    fn the_quick_fold_agrees_with_the_slow_one() {
        for c in '\u{c0}'..='\u{ff}' {
            let mut key = [0; 8];
            if let Some(length) = fold_into(&c.to_string(), "", &mut key) {
                assert_eq!(&key[..length], base::fold(&c.to_string()).as_bytes(), "{c}");
            }
        }
    }
}
