//! The shapes in which a sheet reaches the template: plain data, never markup. `templates/letter.typ` reads them as JSON.

use serde::Serialize;

/// The whole letter.
#[derive(Serialize)]
pub(super) struct Letter {
    pub lang: &'static str,
    pub head: Head,
    pub parts: Vec<Part>,
    /// Footnotes by number; the template sets each where it is first called.
    pub notes: Vec<Note>,
    /// Numbers of footnotes that nothing calls: they stand at the end.
    pub loose: Vec<usize>,
    pub colophon: String,
    /// Heading of the contents.
    pub contents: String,
    pub fonts: Families,
    /// How much higher than usual the foot of the pages stands, in steps of 1.3 mm.
    pub nudge: u8,
}

/// Families of the type, with those that stand in for missing glyphs.
#[derive(Serialize)]
pub(super) struct Families {
    pub serif: [&'static str; 2],
    pub sans: [&'static str; 2],
}

#[derive(Serialize)]
pub(super) struct Head {
    pub title: String,
    /// The title cut to one line, for the head of each page.
    pub running: String,
    /// Size of the title on the cover, in points.
    pub size: usize,
    pub kicker: String,
    pub as_of: String,
    pub lines: Vec<String>,
    pub tlp: &'static str,
    /// What the marking means.
    pub meaning: String,
    /// Colour of the marking, as TLP 2.0 sets it.
    pub colour: &'static str,
    pub warning: Option<String>,
    pub keywords: Vec<String>,
}

/// A heading and what stands under it, before the next heading.
#[derive(Serialize)]
pub(super) struct Part {
    pub level: usize,
    pub anchor: Option<usize>,
    pub title: String,
    pub blocks: Vec<Block>,
}

#[derive(Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub(super) enum Block {
    Paragraph { says: Vec<Word> },
    Remark { says: Vec<Word> },
    List { kind: &'static str, items: Vec<Item> },
    Table(Table),
    Sides(Sides),
    Figure(Figure),
    Analyst { label: String, blocks: Vec<Block> },
}

#[derive(Serialize)]
pub(super) struct Item {
    pub anchor: Option<usize>,
    pub lead: Option<String>,
    pub says: Vec<Word>,
    pub meta: Vec<Word>,
    pub under: Vec<Item>,
}

#[derive(Serialize)]
pub(super) struct Table {
    pub anchor: Option<usize>,
    pub caption: Vec<Word>,
    /// Share of each column in the width of the page.
    pub shares: Vec<usize>,
    pub numeric: Vec<bool>,
    pub head: Vec<String>,
    pub rows: Vec<Row>,
}

#[derive(Serialize)]
pub(super) struct Row {
    pub anchor: Option<usize>,
    /// Cells of lines of words.
    pub cells: Vec<Vec<Vec<Word>>>,
}

#[derive(Serialize)]
pub(super) struct Sides {
    pub anchor: Option<usize>,
    pub title: String,
    pub meta: Vec<Word>,
    pub about: String,
    pub grave: bool,
    /// Whether it is short enough to stand on one page.
    pub whole: bool,
    pub sides: Vec<Side>,
}

#[derive(Serialize)]
pub(super) struct Side {
    pub label: String,
    pub says: Vec<Word>,
    pub quotes: Vec<Quoted>,
}

/// A quote and who published it when.
#[derive(Serialize)]
pub(super) struct Quoted {
    pub says: Vec<Word>,
    pub by: String,
}

#[derive(Serialize)]
pub(super) struct Figure {
    pub anchor: Option<usize>,
    /// Missing where there is nothing to draw.
    pub svg: Option<String>,
    /// Its width in percent of the line, so that it is no higher than a page.
    pub width: f64,
    pub alt: String,
    pub caption: Vec<Word>,
}

#[derive(Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub(super) enum Word {
    Text {
        text: String,
    },
    Strong {
        text: String,
    },
    Soft {
        text: String,
    },
    Reserve {
        text: String,
    },
    /// A quote or a title with the quotation marks of its language; `lang` is missing where that is not known.
    Quote {
        text: String,
        lang: Option<String>,
        rtl: bool,
        /// Where it is, for titles of documents.
        url: Option<String>,
    },
    /// The first call of a footnote. `after` another call it is set apart from it.
    Note {
        number: usize,
        after: bool,
    },
    /// A further call of a footnote.
    Again {
        number: usize,
        after: bool,
    },
    Id {
        text: String,
    },
    Grade {
        text: String,
    },
    Badge {
        mark: &'static str,
        text: String,
    },
    Link {
        to: usize,
        text: String,
    },
}

#[derive(Serialize)]
pub(super) struct Note {
    pub says: Vec<Word>,
}
