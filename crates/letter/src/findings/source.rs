//! Footnotes and the documents they quote.

use crate::{NoteId, Titles, Words};
use base::{ClaimId, Credibility, Date, DocumentId, Modality, OriginId, Reliability};
use serde::{Deserialize, Serialize};

/// A footnote: what a finding rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// Its name in the findings; its printed number follows from the order of first use.
    pub id: NoteId,
    /// What it is.
    #[serde(flatten)]
    pub basis: Basis,
}

/// What a footnote leads to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "basis", rename_all = "snake_case")]
pub enum Basis {
    /// A quote of a document.
    Quote(Quote),
    /// Rows of a table or dataset.
    Rows(Rows),
    /// A number that somebody supposes, with its range.
    Parameter(Parameter),
    /// An entry that an analyst wrote into a file of the case.
    Entry(Entry),
}

/// One quote of one document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quote {
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

/// Rows of a dataset or table: never their text, which is their owner's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rows {
    /// Dataset, as its owner spells it, or name of the file.
    pub dataset: String,
    /// Release.
    pub release: Option<String>,
    /// Ids or numbers of the rows, the first few; `faleme why` lists all of an imported table, and counts the others of
    /// a dataset.
    pub rows: Vec<String>,
    /// How many rows.
    pub count: usize,
    /// Licence or terms, as the case says them.
    pub licence: Option<String>,
}

/// A number that somebody supposes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parameter {
    /// What it is, in the words of the case.
    pub name: String,
    /// Lowest, best and highest value.
    pub range: [f64; 3],
    /// Unit, as the case spells it.
    pub unit: String,
    /// As of when: a day, a month or a year, as the case writes it.
    pub date: Option<String>,
    /// Who says so.
    pub source: String,
    /// What it measures, where the letter has words for it; they stand for its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measures: Option<Measured>,
}

/// What a parameter of supply measures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measured {
    /// `demand`, `share` (of the demand), `stock`, `cover` (days of stock), as the message files name it.
    pub what: String,
    /// Of which commodity.
    pub commodity: Titles,
    /// Where; empty for all zones together.
    pub zone: String,
}

/// An entry of a file of the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The file, inside the case.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
    /// Whom or what the entry names as its source.
    pub source: Option<String>,
    /// Address of the source.
    pub url: Option<String>,
}

impl Note {
    /// An ungraded first telling.
    pub fn new(id: NoteId, document: DocumentId, quote: Words) -> Self {
        let quote = Quote {
            claim: None,
            document,
            quote: Some(quote),
            modality: None,
            reliability: Reliability::F,
            credibility: None,
            recall: false,
        };
        Self { id, basis: Basis::Quote(quote) }
    }

    /// The quote, if it is one.
    pub fn quote(&self) -> Option<&Quote> {
        match &self.basis {
            Basis::Quote(quote) => Some(quote),
            _ => None,
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
