//! The word lists of `data/documents`, read once.

use aho_corasick::AhoCorasick;
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Words that dates, headings and languages are told by.
#[derive(Debug, Deserialize)]
pub(super) struct Words {
    months: Vec<Vec<String>>,
    pub weekdays: HashSet<String>,
    pub published: Vec<String>,
    pub beside_date: HashSet<String>,
    pub until: Vec<String>,
    pub references: HashSet<String>,
    pub french: HashSet<String>,
    pub english: HashSet<String>,
    #[serde(skip)]
    month_numbers: HashMap<String, i8>,
}

impl Words {
    /// The number of a month named by a folded word.
    pub fn month(&self, folded: &str) -> Option<i8> {
        self.month_numbers.get(folded).copied()
    }
}

/// Lines that are no part of what a text says.
#[derive(Debug, Deserialize)]
pub(super) struct Furniture {
    pub whole: HashSet<String>,
    pub start: Vec<String>,
    anywhere: Vec<String>,
    pub contact: Vec<String>,
}

/// Hosts and names that tell nothing of a publisher.
#[derive(Debug, Deserialize)]
pub(super) struct Hosts {
    pub carriers: HashSet<String>,
    pub generic: HashSet<String>,
}

// The three files are part of the program and a test reads each: a mistake in them cannot reach a user.
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words: Words =
        toml::from_str(include_str!("../../data/documents/words.toml")).expect("words.toml is valid");
    for (number, names) in (1i8..).zip(&words.months) {
        words.month_numbers.extend(names.iter().map(|n| (n.clone(), number)));
    }
    words
});

pub(super) static FURNITURE: LazyLock<Furniture> = LazyLock::new(|| {
    toml::from_str(include_str!("../../data/documents/furniture.toml")).expect("furniture.toml is valid")
});

pub(super) static FURNITURE_ANYWHERE: LazyLock<AhoCorasick> =
    LazyLock::new(|| AhoCorasick::new(&FURNITURE.anywhere).expect("a short list of plain strings"));

/// Finds the marks of a contact line, each under its place in the list.
pub(super) static FURNITURE_CONTACT: LazyLock<AhoCorasick> =
    LazyLock::new(|| AhoCorasick::new(&FURNITURE.contact).expect("a short list of plain strings"));

pub(super) static HOSTS: LazyLock<Hosts> = LazyLock::new(|| {
    toml::from_str(include_str!("../../data/documents/hosts.toml")).expect("hosts.toml is valid")
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_folded_and_disjoint() {
        assert_eq!(WORDS.month("aout"), Some(8));
        let all = WORDS.french.iter().chain(&WORDS.english).chain(&FURNITURE.whole).chain(&FURNITURE.start);
        for word in all.chain(&HOSTS.carriers) {
            assert_eq!(&base::fold(word), word);
        }
        assert!(WORDS.french.is_disjoint(&WORDS.english));
        assert!(FURNITURE_ANYWHERE.is_match("tous droits reserves"));
    }
}
