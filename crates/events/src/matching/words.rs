//! The words that names carry for nothing, words of two languages for one thing, and families of event types.
//! In: the data files beside the crate. Out: [`Words`].

use base::fold_key;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::OnceLock;

const WORDS: &str = include_str!("../../data/matching/words.toml");
const TYPES: &str = include_str!("../../data/matching/types.toml");

#[derive(Deserialize)]
struct File {
    place: Vec<String>,
    actor: Vec<String>,
    same: HashMap<String, String>,
}

/// What is known of words before a table is read.
pub struct Words {
    place: HashSet<String>,
    actor: HashSet<String>,
    same: HashMap<String, String>,
    families: HashMap<String, u16>,
}

impl Words {
    /// The built-in words.
    pub fn get() -> &'static Self {
        static WORDS_ONCE: OnceLock<Words> = OnceLock::new();
        WORDS_ONCE.get_or_init(|| Self::parse(WORDS, TYPES).unwrap_or_else(Self::none))
    }

    fn parse(words: &str, types: &str) -> Option<Self> {
        let file: File = toml::from_str(words).ok()?;
        let families: BTreeMap<String, Vec<String>> = toml::from_str(types).ok()?;
        let numbered = (1u16..).zip(families.into_values());
        let families = numbered.flat_map(|(n, list)| list.into_iter().map(move |word| (fold_key(&word), n)));
        Some(Self {
            place: file.place.into_iter().collect(),
            actor: file.actor.into_iter().collect(),
            same: file.same,
            families: families.collect(),
        })
    }

    fn none() -> Self {
        Self { place: HashSet::new(), actor: HashSet::new(), same: HashMap::new(), families: HashMap::new() }
    }

    /// The telling words of a place's name.
    pub fn place(&self, name: &str) -> Vec<String> {
        self.telling(name, &self.place)
    }

    /// The telling words of an actor's name.
    pub fn actor(&self, name: &str) -> Vec<String> {
        self.telling(name, &self.actor)
    }

    /// The family of a type, from 1; 0 if it stands in none.
    pub fn family(&self, event_type: &str) -> u16 {
        self.families.get(&fold_key(event_type)).copied().unwrap_or(0)
    }

    fn telling(&self, name: &str, noise: &HashSet<String>) -> Vec<String> {
        let key = fold_key(name);
        let all = || key.split(' ').filter(|w| !w.is_empty());
        let one = |word: &str| self.same.get(word).cloned().unwrap_or_else(|| word.to_owned());
        let kept: Vec<String> = all().filter(|w| !noise.contains(*w)).map(one).collect();
        if kept.is_empty() { all().map(one).collect() } else { kept }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_files_are_read() {
        let words = Words::parse(WORDS, TYPES).expect("both files are well-formed");
        assert_eq!(words.place("Région de Kamba"), ["kamba"]);
        assert_eq!(words.place("Village"), ["village"]);
        assert_eq!(words.actor("Gouvernement du Pays"), words.actor("Government of Pays"));
        assert_eq!(words.family("Battles"), words.family("State-based"));
        assert_ne!(words.family("Protests"), words.family("Battles"));
        assert_eq!(words.family("moon landing"), 0);
    }

    #[test]
    fn no_type_stands_in_two_families() {
        let families: BTreeMap<String, Vec<String>> = toml::from_str(TYPES).unwrap();
        let all: Vec<String> = families.into_values().flatten().map(|t| fold_key(&t)).collect();
        let once: HashSet<&String> = all.iter().collect();
        let twice: Vec<_> = once.iter().filter(|t| all.iter().filter(|o| o == *t).count() > 1).collect();
        // `armed attack` and `armed_attack` fold to one key within one family.
        assert!(twice.iter().all(|t| t.as_str() == "armed attack"), "{twice:?}");
    }
}
