//! What single words say about a place name beside them: generic words, cues, demonyms, persons, ordinary words.

use super::index::{Hit, Index, Quality, SEED, extend};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a name is said to be by a generic word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub(super) enum Generic {
    #[default]
    None,
    Settlement,
    Quarter,
    Location,
    Region,
    District,
    Department,
    Commune,
    Water,
    Relief,
    Forest,
    Site,
    Vicinity,
    Road,
    Border,
}

impl Generic {
    fn named(name: &str) -> Self {
        match name {
            "settlement" => Self::Settlement,
            "quarter" => Self::Quarter,
            "location" => Self::Location,
            "region" => Self::Region,
            "district" => Self::District,
            "department" => Self::Department,
            "commune" => Self::Commune,
            "water" => Self::Water,
            "relief" => Self::Relief,
            "forest" => Self::Forest,
            "site" => Self::Site,
            "vicinity" => Self::Vicinity,
            "road" => Self::Road,
            "border" => Self::Border,
            _ => Self::None,
        }
    }

    /// Whether it names an administrative division.
    pub fn is_admin(self) -> bool {
        matches!(self, Self::Region | Self::District | Self::Department | Self::Commune)
    }

    /// Whether the generic word is a part of the name ("Mopti region", « forêt du Baoulé »).
    pub fn belongs(self) -> bool {
        self.is_admin() || matches!(self, Self::Water | Self::Relief | Self::Forest)
    }
}

/// Marks of a word; a word may bear several.
pub(super) mod mark {
    pub const FUNCTION: u32 = 1;
    pub const ORDINARY: u32 = 1 << 1;
    pub const NEAR: u32 = 1 << 2;
    pub const STRONG: u32 = 1 << 3;
    pub const WEAK: u32 = 1 << 4;
    pub const DISTANCE: u32 = 1 << 5;
    pub const DIRECTION: u32 = 1 << 6;
    pub const CONNECTOR: u32 = 1 << 7;
    pub const ARTICLE: u32 = 1 << 8;
    pub const TITLE: u32 = 1 << 9;
    pub const CALENDAR: u32 = 1 << 10;
    pub const PERSON: u32 = 1 << 11;
    /// English demonym, always capitalised.
    pub const DEMONYM: u32 = 1 << 12;
    /// French demonym, in either case.
    pub const GENTILE: u32 = 1 << 13;
    /// First part of a compound demonym (`malo-`).
    pub const COMPOUND: u32 = 1 << 14;
    /// A known name with lower-case words starts with this word.
    pub const STARTS_LOW: u32 = 1 << 15;
    /// Stands between a name and its generic word ("Gao refugee camp").
    pub const ADJECTIVE: u32 = 1 << 16;
    /// Stands between a generic word and its name (« ville de »).
    pub const TIE: u32 = 1 << 17;
}

/// What is known of one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Word {
    pub marks: u32,
    pub generic: Generic,
    /// The store number of the demonym's country.
    pub country: u32,
}

impl Word {
    /// Whether it bears any of the marks.
    pub fn is(self, marks: u32) -> bool {
        self.marks & marks != 0
    }
}

/// Words by their folded form.
#[derive(Clone, Debug, Default)]
pub(super) struct Lexicon {
    index: Index,
    words: Vec<Word>,
}

#[derive(Deserialize)]
struct WordsFile {
    generic: BTreeMap<String, Vec<String>>,
    cue: BTreeMap<String, Vec<String>>,
    join: BTreeMap<String, Vec<String>>,
    person: BTreeMap<String, Vec<String>>,
    calendar: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct OrdinaryFile {
    function: String,
    words: String,
}

#[derive(Deserialize)]
struct NamesFile {
    names: String,
}

impl Lexicon {
    /// The lexicon of the data files.
    pub fn embedded() -> Self {
        let mut lexicon = Self::default();
        lexicon.add_words(include_str!("../../data/places/words.toml"));
        lexicon.add_ordinary(include_str!("../../data/places/ordinary.toml"));
        lexicon.add_names(include_str!("../../data/places/names.toml"));
        lexicon
    }

    /// What is known of a word given by its hash and folded form.
    pub fn get(&self, hash: u64, folded: &str) -> Word {
        self.index.find(hash, folded).map_or_else(Word::default, |n| self.words[n as usize])
    }

    /// Adds to what is known of a word.
    pub fn edit(&mut self, word: &str, change: impl FnOnce(&mut Word)) {
        let key = super::squeeze(word);
        if key.is_empty() {
            return;
        }
        let hit = Hit { place: 0, quality: Quality::Primary };
        if self.index.insert(&key, hit).is_some() {
            self.words.push(Word::default());
        }
        if let Some(number) = self.index.find(extend(SEED, key.as_bytes()), &key) {
            change(&mut self.words[number as usize]);
        }
    }

    /// Adds marks to a word.
    pub fn mark(&mut self, word: &str, marks: u32) {
        self.edit(word, |w| w.marks |= marks);
    }

    fn add_words(&mut self, file: &str) {
        let Ok(file) = toml::from_str::<WordsFile>(file) else { return };
        for (kind, words) in &file.generic {
            for word in words {
                self.edit(word, |w| w.generic = Generic::named(kind));
            }
        }
        for (name, words) in file.cue.iter().chain(&file.join).chain(&file.person).chain(&file.calendar) {
            let marks = mark_named(name);
            words.iter().for_each(|w| self.mark(w, marks));
        }
    }

    fn add_ordinary(&mut self, file: &str) {
        let Ok(file) = toml::from_str::<OrdinaryFile>(file) else { return };
        file.function.split_whitespace().for_each(|w| self.mark(w, mark::FUNCTION));
        file.words.split_whitespace().for_each(|w| self.mark(w, mark::ORDINARY));
    }

    fn add_names(&mut self, file: &str) {
        let Ok(file) = toml::from_str::<NamesFile>(file) else { return };
        file.names.split_whitespace().for_each(|w| self.mark(w, mark::PERSON));
    }
}

fn mark_named(name: &str) -> u32 {
    match name {
        "near" => mark::NEAR,
        "strong" => mark::STRONG,
        "weak" => mark::WEAK,
        "distance" => mark::DISTANCE,
        "direction" => mark::DIRECTION,
        "connector" => mark::CONNECTOR,
        "article" => mark::ARTICLE,
        "tie" => mark::TIE,
        "adjective" => mark::ADJECTIVE,
        "title" => mark::TITLE,
        "names" => mark::CALENDAR,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(lexicon: &Lexicon, text: &str) -> Word {
        let key = crate::places::squeeze(text);
        lexicon.get(extend(SEED, key.as_bytes()), &key)
    }

    #[test]
    fn the_data_files_are_read() {
        let lexicon = Lexicon::embedded();
        assert_eq!(word(&lexicon, "Région").generic, Generic::Region);
        assert!(word(&lexicon, "près").is(mark::NEAR));
        assert!(word(&lexicon, "bien").is(mark::FUNCTION));
        assert!(word(&lexicon, "mine").is(mark::ORDINARY));
        assert!(word(&lexicon, "août").is(mark::CALENDAR));
        assert!(word(&lexicon, "Traoré").is(mark::PERSON));
        assert_eq!(word(&lexicon, "Kayes"), Word::default());
    }
}
