//! An answer: rows with their columns, whatever form they are shown in.

use serde::Serialize;
use serde_json::{Map, Value};
use std::ops::Range;

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
    /// Further lists, each shown below, exported (`part=NAME`), and told to programs under its name.
    pub parts: Vec<Part>,
    /// The rows that its page shows, where they are not those of the page asked for.
    pub window: Option<Range<usize>>,
}

/// A further list of an answer.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its name; its title is the message `part-NAME`.
    pub name: &'static str,
    /// The list, whole.
    pub rows: Vec<Value>,
    /// The columns of its table.
    pub columns: &'static [Column],
}

/// A list that a subject's answers may hold, with its columns: the API's document is made of them.
pub struct List {
    /// Its name: `items` of the first one, else that of the part.
    pub name: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
}

/// The first list of an answer.
pub const fn items(columns: &'static [Column]) -> List {
    List { name: ITEMS, columns }
}

/// A further list of an answer.
pub const fn part(name: &'static str, columns: &'static [Column]) -> List {
    List { name, columns }
}

/// What programs call the first list.
pub const ITEMS: &str = "items";

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
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
        Ok(Self { rows, columns, ..Self::default() })
    }

    /// What the case lacks for an answer, in the words of the stage; the list is empty.
    pub fn lacking(error: &anyhow::Error, columns: &'static [Column]) -> Self {
        let about = Map::from_iter([("lacks".to_owned(), Value::from(crate::store::explain(error)))]);
        Self { about, columns, ..Self::default() }
    }

    /// The same where it was asked for wrongly: a page shows its form again, a program is refused.
    pub fn refused(error: &anyhow::Error, columns: &'static [Column]) -> Self {
        let mut answer = Self::lacking(error, columns);
        answer.about.extend(answer.about.get("lacks").cloned().map(|why| ("refused".to_owned(), why)));
        answer
    }

    /// Adds a further list.
    pub fn part<T: Serialize>(
        mut self,
        name: &'static str,
        rows: &[T],
        columns: &'static [Column],
    ) -> anyhow::Result<Self> {
        let rows = rows.iter().map(serde_json::to_value).collect::<Result<_, _>>()?;
        self.parts.push(Part { name, rows, columns });
        Ok(self)
    }

    /// The list of that name in the place of the first; `None` if there is none.
    pub fn only(&self, name: &str) -> Option<Self> {
        let part = self.parts.iter().find(|p| p.name == name)?;
        Some(Self { rows: part.rows.clone(), columns: part.columns, ..Self::default() })
    }

    /// Whether its lists are among these.
    pub fn is_of(&self, lists: &[List]) -> bool {
        let known =
            |name: &str, columns: &[Column]| lists.iter().any(|l| l.name == name && l.columns == columns);
        known(ITEMS, self.columns) && self.parts.iter().all(|p| known(p.name, p.columns))
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
