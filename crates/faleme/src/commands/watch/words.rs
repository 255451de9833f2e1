//! The words of alerts, in both languages: the letter's, and those that only alerts have.

use base::{Date, Interval};
use exchange::alerts::{Said, Texts};
use letter::{Lang, Messages, Titles};
use std::sync::LazyLock;

const FRENCH: &str = include_str!("../../../locales/alerts.fr.ftl");
const ENGLISH: &str = include_str!("../../../locales/alerts.en.ftl");

static WORDS: LazyLock<[Messages; 2]> =
    LazyLock::new(|| [Messages::with(Lang::French, FRENCH).0, Messages::with(Lang::English, ENGLISH).0]);

/// A language's messages, and what it picks of a title.
#[derive(Clone, Copy)]
pub struct Tongue {
    messages: &'static Messages,
    french: bool,
}

impl Tongue {
    /// A message without arguments.
    pub fn say(self, key: &str) -> String {
        self.messages.speak(key, [])
    }

    /// A message with words in it.
    pub fn tell<const N: usize>(self, key: &str, args: [(&str, String); N]) -> String {
        self.messages.speak(key, args.map(|(name, value)| (name, value.into())))
    }

    /// `prefix-name`.
    pub fn name(self, prefix: &str, name: &str) -> String {
        self.messages.name(prefix, name)
    }

    /// A day.
    pub fn day(self, day: Date) -> String {
        self.messages.date(&Interval::day(day))
    }

    /// A day or several.
    pub fn interval(self, days: &Interval) -> String {
        self.messages.date(days)
    }

    /// A unit of numbers.
    pub fn unit(self, unit: &str) -> String {
        unit.replace('_', " ")
    }

    /// A month.
    pub fn month(self, day: Date) -> String {
        self.messages.date(&Interval::between(day.first_of_month(), day.last_of_month()))
    }

    /// A number.
    pub fn number(self, value: f64) -> String {
        self.messages.number(value)
    }

    /// What a title is called.
    pub fn title(self, of: &Titles) -> String {
        if self.french { of.fr.clone() } else { of.en.clone() }
    }

    /// What two words are called.
    pub fn pick(self, of: &Texts) -> String {
        if self.french { of.fr.clone() } else { of.en.clone() }
    }
}

/// The same in both languages.
pub fn both(say: impl Fn(Tongue) -> String) -> Texts {
    let [french, english] = &*WORDS;
    Texts {
        fr: say(Tongue { messages: french, french: true }),
        en: say(Tongue { messages: english, french: false }),
    }
}

/// What a cancellation says.
pub fn withdrawn() -> Said {
    Said {
        event: Texts::default(),
        headline: both(|t| t.say("alert-cancelled")),
        description: both(|t| t.say("alert-cancelled-description")),
        instruction: both(|t| t.say("alert-cancelled-instruction")),
    }
}

/// The name of a unit variant as serde spells it; empty for anything else.
pub fn spelled<T: serde::Serialize>(value: T) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn shape(source: &str) -> BTreeSet<String> {
        let lines = source.lines().filter(|l| !l.starts_with(['#', ' ', '}']));
        let variables = |l: &str| -> Vec<String> {
            let mut found: Vec<String> = l
                .split('$')
                .skip(1)
                .map(|v| v.split([' ', '}']).next().unwrap_or_default().to_owned())
                .collect();
            found.sort();
            found
        };
        lines.filter_map(|l| Some(format!("{} {:?}", l.split_once(" =")?.0, variables(l)))).collect()
    }

    #[test]
    fn every_message_is_in_both_languages_with_the_same_variables() {
        assert_eq!(
            shape(FRENCH).symmetric_difference(&shape(ENGLISH)).collect::<Vec<_>>(),
            Vec::<&String>::new()
        );
        for (lang, source) in [(Lang::French, FRENCH), (Lang::English, ENGLISH)] {
            assert_eq!(Messages::with(lang, source).1, 0);
        }
        assert_eq!(withdrawn().headline.en, "Cancelled: ");
    }
}
