//! Entries of a table file of a case, each read for itself: what is wrong with one is told with its line, and the rest goes on.

use super::guard::is_refused_key;
use base::{Date, Issue};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

/// The text of a file, and what was found wrong with it so far.
pub struct File<'a> {
    text: &'a str,
    name: &'a str,
    /// What was found wrong.
    pub issues: Vec<Issue>,
}

/// The lists of a file, still to be read.
pub type Lists<'i> = BTreeMap<String, Spanned<DeValue<'i>>>;

impl<'a> File<'a> {
    /// A file called `name`.
    pub fn new(text: &'a str, name: &'a str) -> Self {
        Self { text, name, issues: Vec::new() }
    }

    /// Line of a byte, from 1.
    pub fn line(&self, at: usize) -> usize {
        self.text.get(..at).unwrap_or(self.text).matches('\n').count() + 1
    }

    /// Keeps an issue at a byte.
    pub fn tell(&mut self, at: usize, issue: Issue) {
        let issue = issue.in_file(self.name).at_line(self.line(at));
        self.issues.push(issue);
    }

    /// The lists of the file; a list that none of `known` names is told. Empty if the file is no TOML.
    pub fn lists(&mut self, known: &[&str]) -> Lists<'a> {
        let table = match DeTable::parse(self.text) {
            Ok(table) => table.into_inner(),
            Err(error) => {
                let at = error.span().map_or(0, |s| s.start);
                let issue = Issue::error("table.toml", format!("not TOML: {}", error.message().trim()));
                self.tell(at, issue.help("nothing of this file is used until it is mended"));
                return Lists::new();
            }
        };
        let mut lists = Lists::new();
        for (key, value) in table {
            let at = key.span().start;
            let key = key.into_inner().into_owned();
            if known.contains(&key.as_str()) {
                lists.insert(key, value);
            } else {
                let issue = Issue::error("table.unknown", format!("there is no list `{key}` here"));
                self.tell(
                    at,
                    issue.help(format!("the lists are {}; this one is left out", known.join(", "))),
                );
            }
        }
        lists
    }

    /// The entries of one list, those that fit, each with where it begins.
    pub fn entries<T: for<'de> Deserialize<'de>>(
        &mut self,
        lists: &mut Lists<'_>,
        name: &str,
    ) -> Vec<(usize, T)> {
        let Some(value) = lists.remove(name) else { return Vec::new() };
        let at = value.span().start;
        let DeValue::Array(entries) = value.into_inner() else {
            let issue = Issue::error("table.layout", format!("`{name}` is a list of tables"));
            self.tell(at, issue.help(format!("write [[{name}]]")));
            return Vec::new();
        };
        entries.into_iter().filter_map(|entry| self.entry(name, entry)).collect()
    }

    fn entry<T: for<'de> Deserialize<'de>>(
        &mut self,
        list: &str,
        entry: Spanned<DeValue<'_>>,
    ) -> Option<(usize, T)> {
        let span = entry.span();
        match T::deserialize(ValueDeserializer::from(entry)) {
            Ok(read) => Some((span.start, read)),
            Err(error) => {
                self.misfit(list, &span, &error);
                None
            }
        }
    }

    fn misfit(&mut self, list: &str, entry: &Range<usize>, error: &toml::de::Error) {
        let message = error.message().trim();
        let at = error.span().map_or(entry.start, |s| s.start);
        let unknown = message.strip_prefix("unknown field `").and_then(|rest| rest.split('`').next());
        let issue = match unknown.filter(|key| is_refused_key(key)) {
            Some(key) => Issue::error("table.too_fine", format!("[[{list}]]: `{key}` is not kept here")).help(
                "nothing finer than a first-level division and no person or group is told; the entry is left out",
            ),
            None => Issue::error("table.layout", format!("[[{list}]]: {message}"))
                .help("the entry is left out; docs/responses.md has the layout"),
        };
        self.tell(at, issue);
    }
}

/// A day as TOML writes it, with or without quotes.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Day {
    /// Without.
    Native(toml::value::Datetime),
    /// With.
    Quoted(String),
}

impl Day {
    /// The day; what is written where it is none.
    pub fn read(&self) -> Result<Date, String> {
        let text = match self {
            Self::Native(day) => day.to_string(),
            Self::Quoted(text) => text.clone(),
        };
        text.parse().map_err(|_| text)
    }
}
