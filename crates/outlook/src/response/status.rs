//! How far a response has come, and when a silence means that it has lapsed (`data/response/terms.toml`).

use super::kind::speaks;
use base::{Date, fold_key};
use jiff::Span;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// How far a response has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Recommended or asked for.
    Proposed,
    /// Promised by whoever can do it.
    Promised,
    /// Begun.
    UnderWay,
    /// Done.
    Done,
    /// Promised or begun, and no word of it for longer than its term and a grace. Derived, never written.
    Lapsed,
}

impl Status {
    /// The name as it stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Promised => "promised",
            Self::UnderWay => "under_way",
            Self::Done => "done",
            Self::Lapsed => "lapsed",
        }
    }

    /// Whether somebody is bound by it and has not done it yet.
    pub fn is_owed(self) -> bool {
        matches!(self, Self::Promised | Self::UnderWay)
    }
}

/// How long a response may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Term {
    /// A budget year.
    Short,
    /// A framework of three years.
    Medium,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Convention {
    months: i32,
    grace: i32,
    words: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Terms {
    short: Convention,
    medium: Convention,
}

static TERMS: LazyLock<Terms> =
    LazyLock::new(|| toml::from_str(include_str!("../../data/response/terms.toml")).unwrap_or_default());

impl Term {
    fn convention(self) -> &'static Convention {
        match self {
            Self::Short => &TERMS.short,
            Self::Medium => &TERMS.medium,
        }
    }

    /// Months of silence after which a commitment of this term has lapsed.
    pub fn silence(self) -> i32 {
        self.convention().months + self.convention().grace
    }
}

/// The term that a quote tells.
pub fn term_of(quote: &str) -> Option<Term> {
    let text = fold_key(quote);
    [Term::Short, Term::Medium]
        .into_iter()
        .find(|t| t.convention().words.iter().any(|word| speaks(&text, word)))
}

/// The status on a day of what was last heard of on `last`, with why if it has lapsed.
pub fn standing(
    told: Status,
    term: Option<Term>,
    last: Option<Date>,
    day: Option<Date>,
) -> (Status, Option<String>) {
    let held = term.unwrap_or(Term::Medium);
    let (Some(last), Some(day)) = (last, day) else { return (told, None) };
    let Ok(ends) = last.checked_add(Span::new().months(held.silence())) else { return (told, None) };
    if !told.is_owed() || day <= ends {
        return (told, None);
    }
    let name = match term {
        Some(Term::Short) => "short",
        Some(Term::Medium) => "medium",
        None => "untold (held to be medium)",
    };
    let words = format!(
        "derived: told as {}, last confirmed {last}; its term is {name}, and {} months have passed without a word",
        told.as_str(),
        held.silence()
    );
    (Status::Lapsed, Some(words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Option<Date> {
        text.parse().ok()
    }

    #[test]
    fn the_conventions_are_read() {
        assert_eq!((Term::Short.silence(), Term::Medium.silence()), (18, 42));
    }

    #[test]
    fn a_promise_lapses_after_its_term_and_grace_and_no_day_before() {
        let told = |status, on| standing(status, Some(Term::Short), day("2024-01-10"), day(on)).0;
        assert_eq!(told(Status::Promised, "2025-07-10"), Status::Promised);
        assert_eq!(told(Status::Promised, "2025-07-11"), Status::Lapsed);
        assert_eq!(told(Status::UnderWay, "2025-07-11"), Status::Lapsed);
        for kept in [Status::Proposed, Status::Done] {
            assert_eq!(told(kept, "2035-01-01"), kept, "nobody is bound by it any more");
        }
        let (status, why) = standing(Status::Promised, None, day("2020-01-01"), day("2024-01-01"));
        assert!(status == Status::Lapsed && why.unwrap().contains("held to be medium"));
        assert_eq!(standing(Status::Promised, None, None, day("2024-01-01")).0, Status::Promised);
    }

    #[test]
    fn a_term_is_read_from_words() {
        assert_eq!(term_of("à moyen terme"), Some(Term::Medium));
        assert_eq!(term_of("within three months"), Some(Term::Short));
        assert_eq!(term_of("mediation"), None);
    }

    proptest! {
        #[test]
        fn nothing_lapses_that_was_heard_of_later(a in 0i32..4000, b in 0i32..4000, gone in 0i32..4000) {
            let start: Date = "2000-01-01".parse().unwrap();
            let at = |days: i32| Some(start.checked_add(Span::new().days(days)).unwrap());
            let (early, late) = (a.min(b), a.max(b));
            let lapsed = |last| standing(Status::Promised, Some(Term::Short), at(last), at(late + gone)).0 == Status::Lapsed;
            prop_assert!(!lapsed(late) || lapsed(early));
        }
    }
}
