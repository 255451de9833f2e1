//! The answer to a question, whatever form it is shown in.

use serde::Serialize;
use serde_json::{Map, Value};

/// A list with what is said about it. `rows` are what a table shows, the API pages, and CSV exports; a row with a
/// `geometry` can be exported as GeoJSON.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The list, whole: it is cut into pages where it is shown.
    pub rows: Vec<Value>,
    /// Everything else that the page shows.
    pub about: Map<String, Value>,
    /// The columns of its table.
    pub columns: &'static [Column],
}

/// A column of a table.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Column {
    /// Its name in CSV, and its message (`col-NAME`) on pages.
    pub name: &'static str,
    /// Where in a row it stands (RFC 6901).
    pub at: &'static str,
    /// How it is written.
    pub kind: Kind,
}

/// How a cell is written on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Words as they are.
    Text,
    /// A state or type with a message of its own (`term-…`).
    Term,
    /// A day or an interval.
    Date,
    /// A number as the language writes it.
    Number,
    /// The names of a list of places.
    Places,
    /// A list of words.
    Words,
    /// An id that `why` follows.
    Id,
}

impl Answer {
    /// A list of what can be serialised.
    pub fn list<T: Serialize>(rows: &[T], columns: &'static [Column]) -> anyhow::Result<Self> {
        let rows = rows.iter().map(serde_json::to_value).collect::<Result<_, _>>()?;
        Ok(Self { rows, about: Map::new(), columns })
    }

    /// Says something more.
    pub fn with<T: Serialize>(mut self, name: &str, value: &T) -> anyhow::Result<Self> {
        self.about.insert(name.to_owned(), serde_json::to_value(value)?);
        Ok(self)
    }
}

/// A column in a few words.
pub const fn column(name: &'static str, at: &'static str, kind: Kind) -> Column {
    Column { name, at, kind }
}
