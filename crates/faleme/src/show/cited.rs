//! A claim as evidence, its document by name.

use base::DocumentId;
use events::Cited;
use evidence::Document;
use serde::Serialize;
use std::collections::HashMap;

/// A claim as evidence. `quote`, `start` and `end` are null where its words would show positions of forces.
#[derive(Serialize)]
pub struct CitedShown<'a> {
    /// The claim.
    pub claim: &'a str,
    /// Its document, by its file's name.
    pub document: &'a str,
    /// The words.
    pub quote: Option<&'a str>,
    start: Option<usize>,
    end: Option<usize>,
}

/// A claim as evidence, as scripts read it.
pub fn cited<'a>(of: &'a Cited, documents: &HashMap<&DocumentId, &'a Document>) -> CitedShown<'a> {
    CitedShown {
        claim: of.claim.as_str(),
        document: documents.get(&of.document).map_or(of.document.as_str(), |d| d.name.as_str()),
        quote: of.quote.as_deref(),
        start: of.span.map(|s| s.start),
        end: of.span.map(|s| s.end),
    }
}

impl CitedShown<'_> {
    /// Without its words.
    pub fn withhold(&mut self) {
        (self.quote, self.start, self.end) = (None, None, None);
    }
}
