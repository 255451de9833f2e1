//! What stands under a heading.

use super::Inline;

/// A piece of a part.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A quiet line: what is not known, how something was counted.
    Remark(Vec<Inline>),
    /// A list.
    List(List),
    /// A table.
    Table(Table),
    /// Sides that cannot all be so, next to each other.
    Sides(Sides),
    /// A picture.
    Figure(Figure),
    /// An analyst's own text, set apart and marked as such.
    Analyst(Vec<Block>),
}

/// How a list looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListKind {
    /// Points.
    Points,
    /// Numbered: the order says something.
    Numbered,
    /// Lines with a day before them.
    Dated,
    /// What is not known.
    Questions,
    /// Sources: those under an item are its copies.
    Sources,
    /// Points in a frame, set apart from the letter's own matter.
    Boxed,
}

/// A list.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// How it looks.
    pub kind: ListKind,
    /// Its items.
    pub items: Vec<Item>,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Item {
    /// Anchor, if something points at it.
    pub id: Option<String>,
    /// When, for dated lines.
    pub lead: Option<String>,
    /// What it says.
    pub says: Vec<Inline>,
    /// How sure it is, and its id; set aside or below in small type.
    pub meta: Vec<Inline>,
    /// Items under it.
    pub under: Vec<Item>,
}

/// A table. Every row has as many cells as the head.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Anchor.
    pub id: String,
    /// What it shows; empty where its heading says it.
    pub caption: Vec<Inline>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its head.
    pub head: String,
    /// Whether it holds numbers, set to the right.
    pub numeric: bool,
    /// Its share of the width, against the others.
    pub share: u8,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Anchor, if something points at it.
    pub id: Option<String>,
    /// Its cells: each of lines, each of words. The first cell names the row.
    pub cells: Vec<Vec<Vec<Inline>>>,
}

/// Sides of a contradiction.
#[derive(Clone, Debug, PartialEq)]
pub struct Sides {
    /// Anchor.
    pub id: String,
    /// What kind of contradiction it is.
    pub title: String,
    /// How much it matters, and its id.
    pub meta: Vec<Inline>,
    /// What it is about.
    pub about: String,
    /// Whether it matters much.
    pub grave: bool,
    /// The sides.
    pub sides: Vec<Side>,
}

/// A side.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// `Side 1`.
    pub label: String,
    /// What it says.
    pub says: Vec<Inline>,
    /// Its quotes, each with who published it when.
    pub quotes: Vec<(Vec<Inline>, String)>,
}

/// A picture: an SVG of its own, without script, outside resource or font file.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Anchor.
    pub id: String,
    /// The SVG; empty where there is nothing to draw, and the caption says since when.
    pub svg: String,
    /// The same for a telephone, where a page can show either; empty where there is one picture for all widths.
    pub narrow: String,
    /// What it shows, with its footnotes.
    pub caption: Vec<Inline>,
    /// The same in words, for those who do not see it.
    pub alt: String,
}

impl Figure {
    /// The same in words, without the title where the caption begins with it.
    pub fn told(&self) -> &str {
        match self.caption.first() {
            Some(Inline::Text(title)) => {
                self.alt.strip_prefix(title.as_str()).unwrap_or(&self.alt).trim_start()
            }
            _ => &self.alt,
        }
    }
}
