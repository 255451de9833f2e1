//! What tracing finds.

use base::{DocumentId, OriginId, Span};
use serde::{Deserialize, Serialize};

/// How one document depends on another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    /// The same text.
    Copy,
    /// A part of the other's text, little else.
    Excerpt,
    /// The other's text with changes, cuts or additions.
    Reprint,
    /// The other's text in another language.
    Translation,
    /// Its own words, but it only tells what the other reported.
    Relay,
}

/// A passage that two documents share, in code points of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// In the dependent document.
    pub from: Span,
    /// In the document it depends on.
    pub to: Span,
}

/// An edge of the origin graph: `from` depends on `to`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Relation {
    /// The dependent document.
    pub from: DocumentId,
    /// The document it depends on.
    pub to: DocumentId,
    /// How.
    pub kind: RelationKind,
    /// How sure, 0 to 1.
    pub score: f64,
    /// The passages they share.
    pub passages: Vec<Passage>,
}

/// Documents that count once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Origin {
    /// Stable id, from its first document.
    pub id: OriginId,
    /// Its documents, in the order given.
    pub documents: Vec<DocumentId>,
}

/// Origins and the relations that make them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OriginGraph {
    /// Every document is in exactly one.
    pub origins: Vec<Origin>,
    /// Why.
    pub relations: Vec<Relation>,
}
