//! Word classes: the data files of `data/claims`, compiled into one automaton that finds all of them in one pass.

use crate::Language;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;
use toml::Table;

/// A word class, as an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Class(u16);

/// A match of a class in a folded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    pub class: Class,
    pub start: usize,
    pub end: usize,
}

struct Pattern {
    class: Class,
    language: Language,
    /// Whether a word may go on after the pattern.
    prefix: bool,
}

/// All word classes of the claim rules, in both languages.
pub(super) struct Lexicon {
    automaton: Option<AhoCorasick>,
    patterns: Vec<Pattern>,
    names: HashMap<String, Class>,
}

/// The lexicon that ships with the program.
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let files = [
        ("", include_str!("../../data/claims/classes.toml")),
        ("modality.", include_str!("../../data/claims/modality.toml")),
        ("target.", include_str!("../../data/claims/targets.toml")),
        ("actor.", include_str!("../../data/claims/actors.toml")),
        ("word.", include_str!("../../data/claims/words.toml")),
    ];
    Lexicon::compile(&files)
});

impl Lexicon {
    /// Compiles `(prefix, toml)` pairs. A table that holds lists `en` and `fr` is a class, named by its path;
    /// everything else is passed over.
    fn compile(files: &[(&str, &str)]) -> Self {
        let mut lexicon = Self { automaton: None, patterns: Vec::new(), names: HashMap::new() };
        let mut needles = Vec::new();
        for (prefix, text) in files {
            let table: Table = text.parse().unwrap_or_default();
            lexicon.add(prefix, &table, &mut needles);
        }
        // A table of all states: a megabyte or two, and twice as fast.
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::DFA))
            .build(&needles);
        lexicon.automaton = automaton.ok();
        lexicon
    }

    fn add(&mut self, path: &str, table: &Table, needles: &mut Vec<String>) {
        for (name, value) in table {
            let Some(inner) = value.as_table() else { continue };
            let name = format!("{path}{name}");
            if !inner.values().any(toml::Value::is_array) {
                self.add(&format!("{name}."), inner, needles);
                continue;
            }
            let class = Class(self.names.len() as u16);
            self.names.insert(name, class);
            for (language, key) in [(Language::English, "en"), (Language::French, "fr")] {
                for word in
                    inner.get(key).and_then(|v| v.as_array()).into_iter().flatten().filter_map(|v| v.as_str())
                {
                    let (needle, prefix) = word.strip_suffix('*').map_or((word, false), |w| (w, true));
                    needles.push(needle.to_owned());
                    self.patterns.push(Pattern { class, language, prefix });
                }
            }
        }
    }

    /// The class of that name; a name that is not in the data files never matches.
    pub fn class(&self, name: &str) -> Class {
        self.names.get(name).copied().unwrap_or(Class(u16::MAX))
    }

    /// The classes whose names start with `prefix`, with the rest of their names.
    pub fn classes_under(&self, prefix: &str) -> Vec<(String, Class)> {
        let mut found: Vec<_> =
            self.names.iter().filter_map(|(n, &c)| Some((n.strip_prefix(prefix)?.to_owned(), c))).collect();
        found.sort();
        found
    }

    /// Every match in `haystack`, a folded text with hyphens and line breaks made blanks, of the language that
    /// `language` gives for its position; sorted by start.
    pub fn scan(&self, haystack: &str, language: impl Fn(usize) -> Language) -> Vec<Hit> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let mut hits: Vec<Hit> = automaton
            .find_overlapping_iter(haystack)
            .filter_map(|found| {
                let pattern = &self.patterns[found.pattern().as_usize()];
                let range = found.start()..found.end();
                (on_word_edges(haystack, &range, pattern.prefix)
                    && speaks(language(range.start), pattern.language))
                .then_some(Hit { class: pattern.class, start: range.start, end: range.end })
            })
            .collect();
        hits.sort_unstable_by_key(|h| (h.start, h.end, h.class));
        hits.dedup();
        hits
    }
}

fn speaks(text: Language, pattern: Language) -> bool {
    text == pattern || text == Language::Undetermined
}

fn on_word_edges(text: &str, range: &Range<usize>, prefix: bool) -> bool {
    let joins = |left: Option<char>, right: Option<char>| {
        left.is_some_and(char::is_alphanumeric) && right.is_some_and(char::is_alphanumeric)
    };
    let (before, inside, after) = (&text[..range.start], &text[range.clone()], &text[range.end..]);
    !joins(before.chars().next_back(), inside.chars().next())
        && (prefix || !joins(inside.chars().next_back(), after.chars().next()))
}

/// A folded text made ready for [`Lexicon::scan`]: hyphens and white space become blanks, byte for byte.
pub(super) fn blanked(folded: &str) -> String {
    let mut blank = String::with_capacity(folded.len());
    let mut rest = folded;
    while let Some(at) = rest.find(['-', '\n', '\r', '\t', '_']) {
        blank.push_str(&rest[..at]);
        blank.push(' ');
        rest = &rest[at + 1..];
    }
    blank + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(text: &str, language: Language) -> Vec<String> {
        let hits = LEXICON.scan(&blanked(&base::fold(text)), |_| language);
        let mut names: Vec<String> = hits
            .iter()
            .flat_map(|h| LEXICON.names.iter().filter(|(_, c)| **c == h.class).map(|(n, _)| n.clone()))
            .collect();
        names.sort();
        names.dedup();
        names
    }

    #[test]
    fn every_data_file_parses() {
        for text in [
            include_str!("../../data/claims/classes.toml"),
            include_str!("../../data/claims/modality.toml"),
            include_str!("../../data/claims/targets.toml"),
            include_str!("../../data/claims/actors.toml"),
            include_str!("../../data/claims/words.toml"),
        ] {
            text.parse::<Table>().unwrap();
        }
    }

    #[test]
    fn patterns_are_written_folded() {
        for (name, table) in include_str!("../../data/claims/classes.toml").parse::<Table>().unwrap() {
            for list in table.as_table().unwrap().values() {
                for word in list.as_array().unwrap().iter().map(|v| v.as_str().unwrap()) {
                    assert_eq!(blanked(&base::fold(word)), word, "class {name}");
                }
            }
        }
    }

    #[test]
    fn words_match_whole_and_in_their_language() {
        assert!(classes("Un couvre-feu", Language::French).contains(&"curfew".into()));
        assert!(!classes("Un couvre-feu", Language::English).contains(&"curfew".into()));
        assert!(classes("about 30% of it", Language::English).contains(&"percent".into()));
        assert!(!classes("the counterattacker", Language::English).contains(&"attack".into()));
        assert!(classes("l’attaque", Language::French).contains(&"attack".into()));
        assert!(classes("they were kidnapped", Language::English).contains(&"abduct".into()));
    }
}
