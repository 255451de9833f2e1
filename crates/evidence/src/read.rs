//! The door: bytes to document, dates, places and claims.

use crate::documents::{Received, Unreadable, open};
use crate::{Claim, Document, Gazetteer, PlaceMention, TimeMention, Vocabulary, claims, time};
use base::Checked;

/// Everything read from one document.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The document.
    pub document: Document,
    /// Its time expressions.
    pub dates: Vec<TimeMention>,
    /// Its place names.
    pub places: Vec<PlaceMention>,
    /// Its claims.
    pub claims: Vec<Claim>,
}

/// Reads documents against one case's vocabulary. Building one costs milliseconds; reuse it for many documents.
#[derive(Debug)]
pub struct Reader {
    vocabulary: Vocabulary,
    gazetteer: Gazetteer,
}

impl Reader {
    /// A reader for a case.
    pub fn new(vocabulary: Vocabulary, gazetteer: Gazetteer) -> Self {
        Self { vocabulary, gazetteer }
    }

    /// Reads one document. `Err` means that nothing of it could be used; issues name what was repaired or doubtful.
    pub fn read(&self, bytes: &[u8], received: &Received) -> Result<Checked<Reading>, Unreadable> {
        let opened = open(bytes, received)?;
        let mut reading = self.interpret_checked(opened.value);
        reading.issues.splice(0..0, opened.issues);
        Ok(reading)
    }

    /// Finds dates, places and claims in a document already opened.
    pub fn interpret(&self, document: Document) -> Reading {
        self.interpret_checked(document).value
    }

    fn interpret_checked(&self, document: Document) -> Checked<Reading> {
        let Checked { value: dates, issues } = time::tag_document(&document);
        let places = self.gazetteer.find(&document);
        let claims = claims::extract(&document, &dates, &places, &self.vocabulary);
        Checked { value: Reading { document, dates, places, claims }, issues }
    }
}
