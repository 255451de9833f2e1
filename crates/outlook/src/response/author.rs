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
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    toml::from_str(include_str!("../../data/response/institutions.toml")).unwrap_or_default()
});

impl Author {
    /// What a name stands for; `None` where it may be a private person.
    pub fn called(name: &str) -> Option<Self> {
        let text = fold_key(name);
        let has = |words: &[String]| words.iter().any(|word| speaks(&text, word));
        match () {
            () if has(&WORDS.armed) => Some(Self::Armed),
            () if has(&WORDS.state) => Some(Self::State(name.to_owned())),
            () if has(&WORDS.body) => Some(Self::Body(name.to_owned())),
            () => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_without_a_word_of_an_institution_is_not_printed() {
        assert_eq!(Author::called("Ministry of Roads"), Some(Author::State("Ministry of Roads".into())));
        assert_eq!(Author::called("African Union"), Some(Author::Body("African Union".into())));
        assert_eq!(Author::called("armed group"), Some(Author::Armed));
        assert_eq!(Author::called("Amadou Exemple"), None);
    }
}
