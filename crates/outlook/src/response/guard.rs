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
    bodies: Vec<String>,
    finer: Vec<String>,
    of: Vec<String>,
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

    /// The same of one text.
    pub fn refuses_text(&self, text: &str) -> Option<String> {
        let long = text.chars().count();
        if long > MOST {
            return Some(format!("a text of it has {long} characters, more than {MOST}"));
        }
        if let Some(place) = held(&self.fine, text) {
            return Some(format!("it names `{place}`, which is finer than a first-level division"));
        }
        finer(text)
            .map(|word| {
                format!("at `{word}` it seems to name something finer than a region, or a group of kin")
            })
            .or_else(|| self.refuses_person(text))
    }

    /// What a text tells of a person: what may stand in the name of a source.
    pub fn refuses_person(&self, text: &str) -> Option<String> {
        if let Some(person) = held(&self.persons, text) {
            return Some(format!("it names a person (`{person}`)"));
        }
        let titled = titled(text).map(|title| format!("after `{title}` it seems to name a person"));
        titled
            .or_else(|| reached(text).then(|| "it tells a telephone number or an address of mail".to_owned()))
    }
}

/// Longest text that is read, characters. Own convention: a page.
const MOST: usize = 4000;
/// Longest name looked for, words.
const LONGEST: usize = 5;
/// Letters from which on a name is found without a capital too: shorter ones are common words as well.
const PLAIN: usize = 5;

/// The first of these names that a text holds.
fn held(names: &BTreeSet<String>, text: &str) -> Option<String> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let runs = (0..words.len()).flat_map(|at| (1..=LONGEST).map(move |n| (at, n)));
    let mut runs = runs.filter_map(|(at, n)| words.get(at..at + n));
    runs.find_map(|run| {
        let (key, large) = (fold_key(&run.join(" ")), run.first().is_some_and(|w| is_large(w)));
        (names.contains(&key) && (large || key.chars().count() >= PLAIN)).then_some(key)
    })
}

fn is_large(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Words with what closes a sentence still on them, apart at apostrophes.
fn tokens(text: &str) -> Vec<&str> {
    text.split(|c: char| c.is_whitespace() || ['\'', '’'].contains(&c)).filter(|w| !w.is_empty()).collect()
}

/// A title before a capitalised word, "imam X", unless that word makes a body of it: "General Assembly".
fn titled(text: &str) -> Option<String> {
    let is = |list: &[String], word: &str| list.contains(&fold_key(word));
    tokens(text).windows(2).find_map(|pair| match pair {
        [title, name] => {
            let closed = title.ends_with(['!', '?', ';', ':', ',']);
            let person = is(&WORDS.titles, title) && is_large(name) && !is(&WORDS.bodies, name) && !closed;
            person.then(|| fold_key(title))
        }
        _ => None,
    })
}

/// A common noun of something finer before or after a name: "commune of X", "the X lineage".
fn finer(text: &str) -> Option<String> {
    let words = tokens(text);
    let is = |word: &str| WORDS.finer.contains(&fold_key(word));
    let of = |word: &str| WORDS.of.contains(&fold_key(word));
    let opens = |at: usize| {
        at.checked_sub(1).and_then(|b| words.get(b)).is_none_or(|w| w.ends_with(['.', '!', '?', ':', ';']))
    };
    let named = |at: usize| {
        let word = words.get(at).filter(|w| is(w))?;
        let next = words.get(at + 1);
        let far = words.get(at + 2).filter(|_| next.is_some_and(|w| of(w)));
        let after = far.is_some_and(|w| is_large(w));
        let before =
            at.checked_sub(1).is_some_and(|b| words.get(b).is_some_and(|w| is_large(w)) && !opens(b));
        (after || before).then(|| fold_key(word))
    };
    (0..words.len()).find_map(named)
}

/// Whether a text tells how to reach somebody.
fn reached(text: &str) -> bool {
    let mail = |word: &str| word.split_once('@').is_some_and(|(a, b)| !a.is_empty() && b.contains('.'));
    let digits = |part: &str| {
        part.chars()
            .take_while(|c| c.is_ascii_digit() || c.is_whitespace())
            .filter(char::is_ascii_digit)
            .count()
    };
    let pairs = |run: &[&str]| run.iter().all(|w| w.len() == 2 && w.chars().all(|c| c.is_ascii_digit()));
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || c == '.').collect();
    text.split_whitespace().any(mail)
        || text.split('+').skip(1).any(|part| digits(part) >= 8)
        || words.windows(4).any(pairs)
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
        assert!(refused("on the road to ouro kala") && !refused("x".repeat(MOST).as_str()));
        assert!(refused("x".repeat(MOST + 1).as_str()));
    }

    #[test]
    fn what_common_nouns_show_is_refused_and_bodies_are_not() {
        for text in [
            "Chief Amadou of the east",
            "the griot Bakary",
            "Disputes of the Foo lineage.",
            "in the commune of Foo",
            "au village d’Aourou",
            "dans la commune de Foo",
            "Ask +223 70 00 00 00",
            "au 70 00 00 00",
            "write to a@b.org",
        ] {
            assert!(refused(text), "{text}");
        }
        for text in [
            "The UN General Assembly",
            "General Directorate of Roads",
            "The commune is told nothing of. Lineages matter.",
            "Village chiefs hear the parties.",
            "from 2021 to 2024, 12 of 20",
            "Governor of the region",
            "the chief, Mali says",
        ] {
            assert!(!refused(text), "{text}");
        }
        assert!(
            guard().refuses_person("Bulletin of Beledia").is_none(),
            "a source may bear the name of its town"
        );
        assert!(guard().refuses_person("told by colonel Traore").is_some());
    }

    #[test]
    fn keys_finer_than_a_region_are_refused() {
        for key in ["lineage", "commune", "village", "lat"] {
            assert!(is_refused_key(key), "{key}");
        }
        assert!(!is_refused_key("area") && !is_refused_key("months"));
    }
}
