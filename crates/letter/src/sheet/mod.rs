//! A letter composed in one language, before it is put into a format: parts, blocks and words, in the order of print.
//!
//! Every format (HTML, PDF, Markdown, DOCX) prints the same sheet, so none can say what another does not. Words get onto a
//! sheet in three ways only: a message with values of findings, a quote, or an analyst's own text, marked as such.

mod block;
mod inline;
mod note;

pub use block::{Block, Column, Figure, Item, List, ListKind, Row, Side, Sides, Table};
pub use inline::{Inline, Mark};
pub use note::SheetNote;

use crate::Lang;
use base::Tlp;

/// What stands at the head of the letter and on every page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Title of the case.
    pub title: String,
    /// What kind of publication it is, with its number: `Letter of the observatory · No 3`.
    pub kicker: String,
    /// The day of which it holds what could be known, in words.
    pub as_of: String,
    /// Lines below the title: period, what was read, meaning of the marking.
    pub lines: Vec<String>,
    /// The marking.
    pub tlp: Tlp,
    /// What the marking means.
    pub tlp_meaning: String,
    /// A word for every page of a letter that is no letter yet, or not for decisions: `EXAMPLE – not for decisions`.
    pub warning: Option<String>,
}

/// A letter in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Its language.
    pub lang: Lang,
    /// Its head.
    pub head: Head,
    /// Its parts, in the order of the case's outline.
    pub parts: Vec<Part>,
    /// Its footnotes, the first called first: [`Inline::Call`] counts from 1 into this list.
    pub notes: Vec<SheetNote>,
    /// The last lines.
    pub colophon: String,
    /// Words that a format needs around it.
    pub words: Furniture,
}

/// Words of the letter's own furniture, in its language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Furniture {
    /// Heading of the footnotes.
    pub notes: String,
    /// Heading of the table of contents.
    pub contents: String,
    /// What marks an analyst's text.
    pub analyst: String,
    /// For a screen reader: leads to the content.
    pub skip: String,
    /// For a screen reader: leads from a footnote back to its call.
    pub back: String,
}

/// A heading with what stands under it.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Anchor: letters, digits and hyphens, once in the sheet.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What stands under it.
    pub blocks: Vec<Block>,
    /// Parts of it, at most two levels down.
    pub parts: Vec<Part>,
}

impl Part {
    /// A part without anything under its heading yet.
    pub fn new(id: impl Into<String>, title: impl Into<String>) -> Self {
        Self { id: id.into(), title: title.into(), blocks: Vec::new(), parts: Vec::new() }
    }
}
