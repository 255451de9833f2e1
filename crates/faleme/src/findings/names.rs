//! Who may be named, and names as parts of ids.

use base::fold_key;
use evidence::Vocabulary;
use std::collections::BTreeSet;

/// Names that may be printed: those of the case, which lists public bodies, groups, companies and places.
pub struct Names {
    known: BTreeSet<String>,
}

impl Names {
    /// The names of a case.
    pub fn of(vocabulary: &Vocabulary) -> Self {
        let actors = vocabulary.actors.iter().flat_map(|a| std::iter::once(&a.name).chain(&a.aliases));
        let places = vocabulary.places.iter().flat_map(|p| std::iter::once(&p.name).chain(&p.aliases));
        Self { known: actors.chain(places).map(|name| fold_key(name)).collect() }
    }

    /// Whether it is a name of the case.
    pub fn is_known(&self, text: &str) -> bool {
        self.known.contains(&fold_key(text))
    }

    /// A known name, or words in which every run of capitalised words is one: anything else may be a private person.
    pub fn may_be_printed(&self, text: &str) -> bool {
        if self.known.contains(&fold_key(text)) {
            return true;
        }
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        let capital = |w: &&str| w.chars().next().is_some_and(char::is_uppercase);
        let runs = words.chunk_by(|a, b| capital(a) == capital(b)).filter(|run| run.iter().any(&capital));
        runs.into_iter().all(|run| self.known.contains(&fold_key(&run.join(" "))))
    }
}

/// Letters, digits and hyphens.
pub(super) fn slug(name: &str) -> String {
    base::fold_key(name).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}
