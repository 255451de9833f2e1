//! What stands under a heading.

use super::Inline;

/// A piece of a part.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A quiet line: what is not known, how something was counted.
    Remark(Vec<Inline>),
    /// A list; numbered where the order says something.
    List {
        /// Whether its items are numbered.
        numbered: bool,
        /// Its items.
        items: Vec<Item>,
    },
    /// A table.
    Table(Table),
    /// A picture.
    Figure(Figure),
    /// An analyst's own text, set apart and marked as such.
    Analyst(Vec<Block>),
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Anchor, if something points at it.
    pub id: Option<String>,
    /// What it says.
    pub says: Vec<Inline>,
    /// Items under it.
    pub under: Vec<Item>,
}

/// A table. Every row has as many cells as the head.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Anchor.
    pub id: String,
    /// What it shows.
    pub caption: Vec<Inline>,
    /// Heads of the columns.
    pub head: Vec<String>,
    /// Rows of cells; the first cell of a row names it.
    pub rows: Vec<Vec<Vec<Inline>>>,
    /// Whether a column holds numbers, set to the right.
    pub numeric: Vec<bool>,
}

/// A picture: an SVG of its own, without script, outside resource or font file.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Anchor.
    pub id: String,
    /// The SVG; empty where there is nothing to draw, and the caption says since when.
    pub svg: String,
    /// What it shows, with its footnotes.
    pub caption: Vec<Inline>,
    /// The same in words, for those who do not see it.
    pub alt: String,
}
