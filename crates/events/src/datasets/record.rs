//! A record of a file, and the column names that it is read by.

use super::faults::Notes;
use super::fields::Fields;
use super::values::Days;
use std::borrow::Cow;
use std::collections::HashMap;

/// Column names of a header, folded to lower case.
pub struct Names(HashMap<String, usize>);

impl Names {
    /// From names in order; the first of two equal ones counts.
    pub fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut found = HashMap::new();
        for (at, name) in names.into_iter().enumerate() {
            found.entry(name.trim().to_lowercase()).or_insert(at);
        }
        Self(found)
    }

    /// Where a column stands.
    pub fn get(&self, name: &str) -> Option<usize> {
        self.0.get(&name.to_lowercase()).copied()
    }

    /// The first of `names` that there is; the first name if there is none.
    pub fn need(&self, names: &[&str]) -> Result<usize, String> {
        let missing = || names.first().copied().unwrap_or_default().to_owned();
        names.iter().find_map(|name| self.get(name)).ok_or_else(missing)
    }
}

/// Where the values of a record come from.
#[derive(Clone, Copy)]
pub enum Values<'a> {
    /// A line.
    Line(&'a Fields<'a>),
    /// An object, by [`acled::COLUMNS`].
    Object(&'a [String]),
}

/// A record as a layout reads it.
pub struct Read<'a> {
    /// Its values.
    pub values: Values<'a>,
    /// The line on which it begins.
    pub line: u64,
    /// Whether the file writes decimal commas.
    pub comma: bool,
    /// How its dates are read, where the file itself settles it.
    pub days: Option<Days>,
}

impl<'a> Read<'a> {
    /// The trimmed text of a column; empty if there is none.
    pub fn text(&self, at: usize, notes: &mut Notes) -> Cow<'a, str> {
        match self.values {
            Values::Line(fields) => fields.text(at, &mut notes.foreign),
            Values::Object(values) => Cow::Borrowed(values.get(at).map_or("", |v| v.trim())),
        }
    }

    /// A column that may be missing or empty.
    pub fn word(&self, at: Option<usize>, notes: &mut Notes) -> Option<String> {
        let text = self.text(at?, notes);
        (!text.is_empty()).then(|| text.into_owned())
    }

    /// The names in several columns, once each; `;` parts names.
    pub fn words(&self, columns: &[usize], notes: &mut Notes) -> Vec<String> {
        let mut words: Vec<String> = Vec::with_capacity(columns.len());
        for at in columns {
            let text = self.text(*at, notes);
            for word in text.split(';').map(str::trim).filter(|w| !w.is_empty()) {
                if words.iter().all(|known| known != word) {
                    words.push(word.to_owned());
                }
            }
        }
        words
    }
}

/// An id as a dataset gives it: of at most 200 bytes on one line.
pub fn record_id(text: &str) -> Option<String> {
    let fits = !text.is_empty() && text.len() <= 200 && !text.contains(['\n', '\r']);
    fits.then(|| text.to_owned())
}
