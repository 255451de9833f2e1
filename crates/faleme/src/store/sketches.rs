//! Sketches: what tracing needs of each document, so that it need not read every text again.
//!
//! A sketch holds hashes of words; it is made of the text as stored, so a masked document is sketched without what was
//! masked.

use super::Store;
use crate::guard::guarded;
use anyhow::Result;
use base::DocumentId;
use evidence::{Document, Sketch, sketch};
use rusqlite::{OptionalExtension, Transaction, params};

/// The sketch of a document as bytes; `None` where it could not be made.
pub fn of(document: &Document) -> Option<Vec<u8>> {
    guarded(|| sketch(document).to_bytes())
}

/// Keeps the sketch of document `seq`, which has none.
pub fn put(transaction: &Transaction<'_>, seq: i64, sketch: Option<&[u8]>) -> rusqlite::Result<()> {
    let Some(bytes) = sketch else { return Ok(()) };
    let sql = "INSERT INTO sketches (document, bytes) VALUES (?1, ?2)";
    transaction.prepare_cached(sql)?.execute(params![seq, bytes]).map(drop)
}

/// Drops the sketch of document `seq`.
pub fn forget(transaction: &Transaction<'_>, seq: i64) -> rusqlite::Result<()> {
    transaction.prepare_cached("DELETE FROM sketches WHERE document = ?1")?.execute([seq]).map(drop)
}

impl Store {
    /// The sketch of a document; `None` where there is none, or one made by other rules: it is to be made anew.
    pub fn sketch(&self, id: &DocumentId) -> Result<Option<Sketch>> {
        let sql = "SELECT sketches.bytes FROM sketches JOIN documents ON seq = document WHERE id = ?1";
        let read = |row: &rusqlite::Row<'_>| Ok(Sketch::from_bytes(row.get_ref(0)?.as_blob()?));
        Ok(self.connection.prepare_cached(sql)?.query_row([id.as_str()], read).optional()?.flatten())
    }
}
