//! The words of the pages: the letter's, and those that only pages have.

use crate::answers::Lang;
use letter::Messages;
use std::sync::LazyLock;

const FRENCH: &str = include_str!("../../locales/fr.ftl");
const ENGLISH: &str = include_str!("../../locales/en.ftl");

static WORDS: LazyLock<[Messages; 2]> =
    LazyLock::new(|| Lang::ALL.map(|lang| Messages::with(lang, own(lang)).0));

/// The words of a language.
pub fn words(lang: Lang) -> &'static Messages {
    match lang {
        Lang::French => &WORDS[0],
        Lang::English => &WORDS[1],
    }
}

fn own(lang: Lang) -> &'static str {
    match lang {
        Lang::French => FRENCH,
        Lang::English => ENGLISH,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn names(source: &str) -> BTreeSet<&str> {
        source
            .lines()
            .filter(|l| !l.starts_with([' ', '#', '}', '*']))
            .filter_map(|l| l.split_once(" ="))
            .map(|l| l.0)
            .collect()
    }

    #[test]
    fn no_message_is_missing_in_either_language() {
        for lang in Lang::ALL {
            assert_eq!(Messages::with(lang, own(lang)).1, 0, "{lang:?}: a message cannot be read");
        }
        let (fr, en) = (names(FRENCH), names(ENGLISH));
        assert_eq!(fr.symmetric_difference(&en).collect::<Vec<_>>(), Vec::<&&str>::new());
    }
}
