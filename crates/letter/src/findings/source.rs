//! Footnotes and the documents they quote.

use crate::{NoteId, Words};
use base::{ClaimId, Credibility, Date, DocumentId, Modality, OriginId, Reliability};
use serde::{Deserialize, Serialize};

/// A footnote: one quote of one document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// Its name in the findings; its printed number follows from the order of first use.
    pub id: NoteId,
    /// The claim, where one stands behind the quote.
    pub claim: Option<ClaimId>,
    /// The document, described among the sources.
    pub document: DocumentId,
    /// The words, to the letter. `None`: withheld, because they would show positions of forces.
    pub quote: Option<Words>,
    /// How it is put.
    pub modality: Option<Modality>,
    /// Reliability of its source.
    pub reliability: Reliability,
    /// Credibility of what it says.
    pub credibility: Option<Credibility>,
    /// A mention of something already told in the same document: adds no weight.
    pub recall: bool,
}

impl Note {
    /// An ungraded first telling.
    pub fn new(id: NoteId, document: DocumentId, quote: Words) -> Self {
        Self {
            id,
            claim: None,
            document,
            quote: Some(quote),
            modality: None,
            reliability: Reliability::F,
            credibility: None,
            recall: false,
        }
    }
}

/// How a document depends on another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum DependenceKind {
    Copy,
    Excerpt,
    Reprint,
    Translation,
    Relay,
}

/// What a document depends on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dependence {
    /// How.
    pub kind: DependenceKind,
    /// On which document.
    pub on: DocumentId,
}

/// A document that the letter draws on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// The document.
    pub document: DocumentId,
    /// Its title, or its file name where it has none.
    pub title: Words,
    /// Who published it.
    pub publisher: Option<String>,
    /// When.
    pub published: Option<Date>,
    /// Where it is.
    pub url: Option<String>,
    /// Reliability of its publisher.
    pub reliability: Reliability,
    /// Why it is graded so, as the case says it.
    pub reason: Option<Words>,
    /// The origin it counts under.
    pub origin: OriginId,
    /// What it copies, translates or relays.
    pub depends: Option<Dependence>,
}
