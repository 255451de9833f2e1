//! What region-level prose may not tell: finer places and persons, as far as words show them (`data/response/guard.toml`).

use super::Prose;
use base::{fold, fold_key};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    keys: Vec<String>,
    titles: Vec<String>,
}

static WORDS: LazyLock<Words> =
    LazyLock::new(|| toml::from_str(include_str!("../../data/response/guard.toml")).unwrap_or_default());

/// Whether a key asks for what is not kept.
pub fn is_refused_key(key: &str) -> bool {
    WORDS.keys.iter().any(|refused| refused == &fold(key))
}

/// The names of a case that prose about a region may not hold.
#[derive(Clone, Debug, Default)]
pub struct Guard {
    fine: BTreeSet<String>,
    persons: BTreeSet<String>,
}

impl Guard {
    /// `fine`: places finer than a first-level division; `persons`: who speaks for groups; `wide`: regions and countries,
    /// whose names may hold that of a town.
    pub fn new<'a>(
        fine: impl Iterator<Item = &'a str>,
        persons: impl Iterator<Item = &'a str>,
        wide: impl Iterator<Item = &'a str>,
    ) -> Self {
        let wide: Vec<String> = wide.map(|name| format!(" {} ", fold_key(name))).collect();
        let own =
            |key: &String| !key.is_empty() && !wide.iter().any(|name| name.contains(&format!(" {key} ")));
        Self { fine: fine.map(fold_key).filter(own).collect(), persons: persons.map(fold_key).collect() }
    }

    /// What a text tells that it may not, in words.
    pub fn refuses(&self, prose: &Prose) -> Option<String> {
        [&prose.fr, &prose.en].into_iter().find_map(|text| self.refuses_text(text))
    }

    fn refuses_text(&self, text: &str) -> Option<String> {
        let names = capitalised(text);
        let held = |set: &BTreeSet<String>| names.iter().find(|name| set.contains(*name)).cloned();
        if let Some(place) = held(&self.fine) {
            return Some(format!("it names `{place}`, which is finer than a first-level division"));
        }
        if let Some(person) = held(&self.persons) {
            return Some(format!("it names a person (`{person}`)"));
        }
        titled(text).map(|title| format!("after `{title}` it seems to name a person"))
    }
}

/// Longest name looked for, words.
const LONGEST: usize = 5;

/// Every run of words that begins with a capital, as keys.
fn capitalised(text: &str) -> BTreeSet<String> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let runs = (0..words.len()).flat_map(|at| (1..=LONGEST).map(move |n| (at, n)));
    runs.filter_map(|(at, n)| words.get(at..at + n))
        .filter(|run| run.first().is_some_and(|w| w.starts_with(char::is_uppercase)))
        .map(|run| fold_key(&run.join(" ")))
        .collect()
}

/// A title before a capitalised word: "imam X".
fn titled(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_title = |word: &str| WORDS.titles.contains(&fold_key(word));
    words.windows(2).find_map(|pair| match pair {
        [title, name] if is_title(title) && name.starts_with(char::is_uppercase) => Some(fold_key(title)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard() -> Guard {
        Guard::new(
            ["Beledia", "Ouro Kala"].into_iter(),
            ["Amadou Exemple"].into_iter(),
            ["Beledia Region"].into_iter(),
        )
    }

    fn refused(text: &str) -> bool {
        guard().refuses(&Prose { fr: "Rien.".into(), en: text.into() }).is_some()
    }

    #[test]
    fn finer_places_and_persons_are_refused_and_regions_are_not() {
        assert!(refused("Chiefs met at Ouro-Kala.") && refused("Amadou Exemple said so."));
        assert!(refused("Ask the imam Diallo.") && refused("M. and Mme Kone"));
        assert!(!refused("In Beledia region village chiefs and the imam mediate."));
    }

    #[test]
    fn keys_finer_than_a_region_are_refused() {
        for key in ["lineage", "commune", "village", "lat"] {
            assert!(is_refused_key(key), "{key}");
        }
        assert!(!is_refused_key("area") && !is_refused_key("months"));
    }
}
