//! The text of a table file: where a value stands, and what is wrong with it.

use base::{Issue, fold_key};
use serde::Deserialize;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeValue, ValueDeserializer};

/// The text of a file, its name for messages, and what was found wrong so far.
pub struct Text<'a> {
    text: &'a str,
    file: &'a str,
    /// What was found wrong, in the order of finding.
    pub issues: Vec<Issue>,
}

impl<'a> Text<'a> {
    /// Nothing wrong yet.
    pub fn new(text: &'a str, file: &'a str) -> Self {
        Self { text, file, issues: Vec::new() }
    }

    /// Line of a byte, from 1.
    pub fn line(&self, at: usize) -> usize {
        self.text.get(..at).unwrap_or(self.text).matches('\n').count() + 1
    }

    /// Places an issue at a byte of the file.
    pub fn at(&self, at: usize, issue: Issue) -> Issue {
        issue.in_file(self.file).at_line(self.line(at))
    }

    /// Keeps an issue at a byte of the file.
    pub fn tell(&mut self, at: usize, issue: Issue) {
        let issue = self.at(at, issue);
        self.issues.push(issue);
    }

    /// Reads an entry; what does not fit its layout is told with its line and the nearest key.
    pub fn entry<T: for<'de> Deserialize<'de>>(
        &mut self,
        table: &str,
        value: Spanned<DeValue<'_>>,
    ) -> Option<T> {
        let span = value.span();
        match T::deserialize(ValueDeserializer::from(value)) {
            Ok(entry) => Some(entry),
            Err(error) => {
                let issue = self.misfit(table, &span, &error);
                self.issues.push(issue);
                None
            }
        }
    }

    fn misfit(&self, table: &str, entry: &Range<usize>, error: &toml::de::Error) -> Issue {
        let message = error.message().trim();
        let help = match nearest_key(message) {
            Some(key) => format!("did you mean `{key}`? The entry is left out"),
            None => "the entry is left out; docs/supply.md has the layout".to_owned(),
        };
        let at = error.span().map_or(entry.start, |s| s.start);
        self.at(at, Issue::error("supply.layout", format!("{table}: {message}")).help(help))
    }
}

/// In a message such as "unknown field `zne`, expected one of `zone`, `rate`", the key most like the unknown.
fn nearest_key(message: &str) -> Option<&str> {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let unknown = quoted.next().filter(|_| message.starts_with("unknown"))?;
    nearest(unknown, quoted)
}

/// The name most like `unknown`, if it is like it at all.
pub fn nearest<'n>(unknown: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let key = fold_key(unknown);
    let far = |name: &str| strsim::damerau_levenshtein(&key, &fold_key(name));
    let holds = |name: &str| key.chars().count() >= 3 && fold_key(name).contains(&key);
    let like = |name: &&str| far(name) <= 1 + unknown.chars().count() / 3 || holds(name);
    names.filter(like).min_by_key(|name| far(name))
}

/// `; did you mean …?` for the name most like an unknown one, or nothing.
pub fn hint<'n>(unknown: &str, names: impl Iterator<Item = &'n str>) -> String {
    nearest(unknown, names).map_or(String::new(), |name| format!("; did you mean `{name}`?"))
}
