//! The door: bytes to document, dates, places and claims.

use crate::claims::{Extractor, Proposal};
use crate::documents::{Received, Unreadable, open};
use crate::{Claim, Document, Gazetteer, PlaceMention, TimeMention, Vocabulary, time};
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
    extractor: Extractor,
    gazetteer: Gazetteer,
}

impl Reader {
    /// A reader for a case.
    pub fn new(vocabulary: &Vocabulary, gazetteer: Gazetteer) -> Self {
        Self { extractor: Extractor::new(vocabulary), gazetteer }
    }

    /// Reads one document. `Err` means that nothing of it could be used; issues name what was repaired or doubtful.
    pub fn read(&self, bytes: &[u8], received: &Received) -> Result<Checked<Reading>, Unreadable> {
        let opened = self.open(bytes, received)?;
        let mut reading = self.interpret(opened.value);
        reading.issues.splice(0..0, opened.issues);
        Ok(reading)
    }

    /// Finds dates, places and claims in a document already opened.
    pub fn interpret(&self, document: Document) -> Checked<Reading> {
        let Checked { value: dates, issues } = self.dates(&document);
        let places = self.places(&document);
        let claims = self.claims(&document, &dates, &places);
        Checked { value: Reading { document, dates, places, claims }, issues }
    }

    /// The first stage of [`Reader::read`]: text, regions and metadata.
    pub fn open(&self, bytes: &[u8], received: &Received) -> Result<Checked<Document>, Unreadable> {
        open(bytes, received)
    }

    /// The second stage: time expressions.
    pub fn dates(&self, document: &Document) -> Checked<Vec<TimeMention>> {
        time::tag_document(document)
    }

    /// The third stage: place names.
    pub fn places(&self, document: &Document) -> Vec<PlaceMention> {
        self.gazetteer.find(document)
    }

    /// The last stage: claims.
    pub fn claims(&self, document: &Document, dates: &[TimeMention], places: &[PlaceMention]) -> Vec<Claim> {
        self.extractor.extract(document, dates, places)
    }

    /// Turns a proposed quote into a claim, its date, places, actor and modality read by the rules; `None` when the quote
    /// is not in the running text.
    pub fn adopt(&self, reading: &Reading, proposal: &Proposal) -> Option<Claim> {
        self.extractor.adopt(reading, proposal)
    }
}
