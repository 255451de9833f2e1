//! What an actor is that a case does not list, told by the words of its name (`data/response/institutions.toml`).

use super::found::Author;
use super::kind::speaks;
use base::fold_key;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    state: Vec<String>,
    body: Vec<String>,
    armed: Vec<String>,
    bodies: Vec<Vec<String>>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    toml::from_str(include_str!("../../data/response/institutions.toml")).unwrap_or_default()
});

impl Author {
    /// What a name stands for, with the quote that it is from; `None` where it may be a private person.
    pub fn called(name: &str, quote: &str) -> Option<Self> {
        let text = fold_key(name);
        let has = |words: &[String]| words.iter().any(|word| speaks(&text, word));
        match () {
            () if has(&WORDS.armed) => Some(Self::Armed),
            () if has(&WORDS.state) => Some(Self::State(name.to_owned())),
            () if has(&WORDS.body) => Some(Self::Body(body_in(quote).unwrap_or(name).to_owned())),
            () => None,
        }
    }
}

/// The public body that a quote names.
fn body_in(quote: &str) -> Option<&'static str> {
    let text = fold_key(quote);
    let named = |names: &&Vec<String>| names.iter().any(|name| speaks(&text, name));
    WORDS.bodies.iter().find(named).and_then(|names| names.first()).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_without_a_word_of_an_institution_is_not_printed() {
        let called = |name| Author::called(name, "");
        assert_eq!(called("Ministry of Roads"), Some(Author::State("Ministry of Roads".into())));
        assert_eq!(called("African Union"), Some(Author::Body("African Union".into())));
        assert_eq!(called("armed group"), Some(Author::Armed));
        assert_eq!(called("Amadou Exemple"), None);
        let quote = "L’Union africaine déploiera une mission";
        assert_eq!(Author::called("international body", quote), Some(Author::Body("African Union".into())));
    }
}
