//! Tables of plain rows, which most contents are.

use super::desk::Desk;
use crate::sheet::{Block, Column, Inline, Row, Table};

/// A table in the making.
pub(super) struct Board {
    table: Table,
}

impl Board {
    /// A table with columns by message, share of width, and whether they hold numbers.
    pub(super) fn new(desk: &Desk<'_>, id: &str, columns: &[(&str, u8, bool)]) -> Self {
        let column = |(key, share, numeric): &(&str, u8, bool)| Column {
            head: desk.messages.say(&format!("column-{key}")),
            numeric: *numeric,
            share: *share,
        };
        let columns = columns.iter().map(column).collect();
        Self { table: Table { id: id.to_owned(), caption: Vec::new(), columns, rows: Vec::new() } }
    }

    /// Adds a row of cells of one line each.
    pub(super) fn row(&mut self, cells: Vec<Vec<Inline>>) {
        let id = Some(format!("{}-{}", self.table.id, self.table.rows.len()));
        self.table.rows.push(Row { id, cells: cells.into_iter().map(|line| vec![line]).collect() });
    }

    /// The table, after the line that says how to read it; nothing without rows.
    pub(super) fn under(self, desk: &Desk<'_>, lead: &str) -> Vec<Block> {
        if self.table.rows.is_empty() {
            return Vec::new();
        }
        vec![Block::Remark(vec![Inline::Text(desk.messages.say(lead))]), Block::Table(self.table)]
    }
}

/// A cell of words.
pub(super) fn cell(words: impl Into<String>) -> Vec<Inline> {
    vec![Inline::Text(words.into())]
}

/// The cell that names a row: words, footnotes, id.
pub(super) fn named(words: impl Into<String>, call: Inline, id: &str) -> Vec<Inline> {
    vec![Inline::Strong(words.into()), call, Inline::text(" "), Inline::Id(id.to_owned())]
}
