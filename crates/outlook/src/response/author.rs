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
    asks: Vec<String>,
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

/// Words within the name of a body.
const WITHIN: [&str; 11] = ["of", "for", "the", "and", "de", "du", "des", "d", "et", "pour", "la"];
/// Words before it.
const ARTICLES: [&str; 5] = ["the", "le", "la", "les", "l"];

impl Author {
    /// The body that a quote begins with and says to ask for something: "The Institute for X argued that …".
    pub fn asking(quote: &str) -> Option<Self> {
        let words: Vec<&str> = quote
            .split(|c: char| c.is_whitespace() || ['\'', '’'].contains(&c))
            .filter(|w| !w.is_empty())
            .collect();
        let is = |list: &[&str], word: &str| list.contains(&fold_key(word).as_str());
        let from = usize::from(words.first().is_some_and(|w| is(&ARTICLES, w)));
        let rest = words.get(from..)?;
        let part = |word: &&&str| word.starts_with(char::is_uppercase) || is(&WITHIN, word);
        let long = rest.iter().take_while(part).count();
        let (name, after) = rest.split_at_checked(long)?;
        let asked =
            after.iter().take(2).any(|word| WORDS.asks.iter().any(|verb| speaks(&fold_key(word), verb)));
        let name = name.join(" ");
        let body = WORDS.body.iter().any(|word| speaks(&fold_key(&name), word));
        (asked && body && long > 1).then_some(Self::Body(name))
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
    fn a_body_that_asks_is_told_from_one_that_is_asked() {
        let asking = |quote: &str| Author::asking(quote);
        let institute = Some(Author::Body("Institute for Road Studies".into()));
        assert_eq!(
            asking("The Institute for Road Studies argued that mediation must come first."),
            institute
        );
        let council = Some(Author::Body("Conseil des Rives".into()));
        assert_eq!(asking("Le Conseil des Rives a recommandé une médiation."), council);
        for quote in [
            "The African Union should mediate.",
            "Amadou Exemple urged mediation.",
            "We recommend a dialogue.",
            "",
        ] {
            assert_eq!(asking(quote), None, "{quote}");
        }
    }

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
