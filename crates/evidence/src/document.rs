//! A document as received and its stored text.

use base::{CitationId, ContentHash, Date, DocumentId, Interval, Span, Tlp};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What kind of file the bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown, with optional front matter.
    Markdown,
    /// A web page.
    Html,
    /// PDF with a text layer.
    Pdf,
}

/// Language of a text. Rules exist for French and English.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Language {
    /// French.
    #[serde(rename = "fr")]
    French,
    /// English.
    #[serde(rename = "en")]
    English,
    /// Another language, or too little text to tell.
    #[serde(rename = "und")]
    Undetermined,
}

impl Language {
    /// BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
            Self::Undetermined => "und",
        }
    }
}

/// What a part of the stored text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegionKind {
    /// A title or section heading.
    Heading,
    /// A paragraph of running text.
    Paragraph,
    /// An item of a list.
    ListItem,
    /// A footnote or reference.
    Citation,
    /// Menus, comment forms, contact lines, page furniture: never read for claims.
    Furniture,
}

/// A part of the stored text, in bytes. Regions are in order and do not overlap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Region {
    /// What it is.
    pub kind: RegionKind,
    /// Where it is, in bytes of the stored text.
    pub range: Range<usize>,
    /// Its language, where it differs from or refines the document's.
    pub language: Language,
}

/// A footnote or reference, and the places in the text that call it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Citation {
    /// Stable id.
    pub id: CitationId,
    /// The label as printed (`[1]`, `^[2]`).
    pub label: String,
    /// Its number after repair by sequence, from 1 through the document.
    pub number: usize,
    /// The note itself, in bytes of the stored text.
    pub range: Range<usize>,
    /// Who published the work cited.
    pub publisher: Option<String>,
    /// When it was published.
    pub date: Option<Interval>,
    /// Its title.
    pub title: Option<String>,
    /// Where it is.
    pub url: Option<String>,
    /// The calls in the running text, in bytes; empty when none could be tied to it.
    pub calls: Vec<Range<usize>>,
}

/// What is doubtful about a citation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DoubtKind {
    /// The date in its address is not the date it states.
    DateDisagrees,
    /// Its address has nothing of its publisher's name, or one publisher is given two unrelated sites.
    HostDisagrees,
    /// It was published before the day of what it is cited for.
    OlderThanCitedFor,
}

/// One side of a doubt: what it says, and the words that say so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoubtSide {
    /// What it says, briefly.
    pub value: String,
    /// Where, in code points of the stored text.
    pub span: Span,
    /// The words.
    pub quote: String,
}

/// A doubt about a citation, with at least two sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// The citation.
    pub citation: CitationId,
    /// What is doubtful.
    pub kind: DoubtKind,
    /// What disagrees.
    pub sides: Vec<DoubtSide>,
}

/// One document: identity, metadata, stored text, and its parts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Stable id, from name and content.
    pub id: DocumentId,
    /// File name without its folder.
    pub name: String,
    /// Hash of the bytes as received.
    pub hash: ContentHash,
    /// What kind of file it is.
    pub format: Format,
    /// The character encoding it was decoded from, as the WHATWG names it.
    pub encoding: String,
    /// Main language.
    pub language: Language,
    /// Title, if one could be told.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When it was published: what relative dates count from.
    pub published: Option<Date>,
    /// Where it was found.
    pub url: Option<String>,
    /// Its licence as stated.
    pub licence: Option<String>,
    /// Who may see it.
    pub tlp: Tlp,
    /// The stored text; every offset refers to it.
    pub text: String,
    /// Its parts, in order.
    pub regions: Vec<Region>,
    /// Its footnotes and references, in order.
    pub citations: Vec<Citation>,
    /// What is doubtful about them.
    #[serde(default)]
    pub doubts: Vec<Doubt>,
}
