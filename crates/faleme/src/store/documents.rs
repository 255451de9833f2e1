//! Documents as received, their stored text and parts.

use super::{Store, claims, from_json, sketches, to_json};
use anyhow::Result;
use base::{ContentHash, Date, DocumentId, Tlp};
use evidence::{Citation, Document, Reading, Received, Region};
use rusqlite::{OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Regions and citations: the parts that a re-reading may draw differently.
#[derive(Default, Serialize, Deserialize)]
struct Parts {
    regions: Vec<Region>,
    citations: Vec<Citation>,
}

/// A document ready to be written: whatever costs time was done by the thread that read it.
pub struct Row {
    /// Its id.
    pub id: DocumentId,
    hash: String,
    masked_hash: Option<String>,
    name: String,
    published: Option<String>,
    received: String,
    meta: String,
    parts: String,
    bytes: Option<Vec<u8>>,
    text: Option<String>,
    claims: Vec<claims::Row>,
    sketch: Option<Vec<u8>>,
}

impl Row {
    /// A reading of `bytes`; `None` stands for bytes that were redacted away.
    pub fn new(bytes: Option<Vec<u8>>, received: &Received, mut reading: Reading) -> Self {
        let sketch = sketches::of(&reading.document);
        let text = std::mem::take(&mut reading.document.text);
        let stored_as_bytes = bytes.as_deref() == Some(text.as_bytes());
        let regions = std::mem::take(&mut reading.document.regions);
        let citations = std::mem::take(&mut reading.document.citations);
        let document = &reading.document;
        Self {
            id: document.id.clone(),
            hash: document.hash.to_string(),
            masked_hash: None,
            name: document.name.clone(),
            published: document.published.map(|d| d.to_string()),
            received: to_json(received),
            meta: to_json(document),
            parts: to_json(&Parts { regions, citations }),
            bytes,
            text: (!stored_as_bytes).then_some(text),
            claims: reading.claims.iter().map(claims::Row::new).collect(),
            sketch,
        }
    }

    /// Marks the document as one that a redaction masked a part of; `hash` is that of the bytes now kept.
    pub fn set_masked(&mut self, hash: String) {
        self.masked_hash = Some(hash);
    }

    fn words(&self) -> &str {
        let bytes = || self.bytes.as_deref().and_then(|b| std::str::from_utf8(b).ok());
        self.text.as_deref().or_else(bytes).unwrap_or("")
    }
}

/// What is known of a document already in the ledger.
pub struct Known {
    /// What its reader said of it.
    pub received: String,
    /// Hash of the bytes that came.
    pub hash: String,
    /// Its marking.
    pub tlp: Tlp,
    /// Hash of its masked bytes, if a part of it was redacted.
    pub masked_hash: Option<String>,
}

/// A document as kept, to be read again.
pub struct Kept {
    /// The document, with text and parts.
    pub document: Document,
    /// What its reader said of it.
    pub received: Received,
    /// Its bytes, unless a redaction took them.
    pub bytes: Option<Vec<u8>>,
    /// Hash of its masked bytes, if a part of it was redacted.
    pub masked_hash: Option<String>,
}

/// How a claim's `rule` starts when a model proposed it: such claims outlive a re-reading by rules.
pub const MODEL_RULE: &str = "model:";

const COLUMNS: &str = "meta, parts, received, bytes, text, masked_hash";

impl Store {
    /// Everything in the ledger, by id.
    pub fn known(&self) -> Result<HashMap<DocumentId, Known>> {
        let mut statement = self
            .connection
            .prepare("SELECT id, received, masked_hash, hash, meta -> '$.tlp' FROM documents")?;
        let rows = statement.query_map([], |row| {
            let id = DocumentId::parse(row.get::<_, String>(0)?);
            let tlp = from_json(row.get_ref(4)?.as_str()?)?;
            Ok((id, Known { received: row.get(1)?, masked_hash: row.get(2)?, hash: row.get(3)?, tlp }))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Writes a batch, all or nothing. A document already there is replaced by its new reading.
    pub fn write(&mut self, rows: &[Row]) -> Result<()> {
        let transaction = self.connection.transaction()?;
        write_rows(&transaction, rows)?;
        Ok(transaction.commit()?)
    }

    /// Documents that count on `as_of` (all of them without it), by name and id. Without their texts unless asked.
    pub fn documents(&self, as_of: Option<Date>, with_text: bool) -> Result<Vec<Document>> {
        let text = if with_text { "bytes, text" } else { "NULL, NULL" };
        let sql = format!(
            "SELECT meta, parts, received, {text}, masked_hash FROM documents
             WHERE ?1 IS NULL OR published IS NULL OR published <= ?1 ORDER BY name, id"
        );
        let mut statement = self.connection.prepare(&sql)?;
        let rows = statement.query_map([as_of.map(|d| d.to_string())], |row| Ok(kept(row)?.document))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many documents there are.
    pub fn document_count(&self) -> Result<usize> {
        let sql = "SELECT count(*) FROM documents";
        Ok(self.connection.query_row(sql, [], |row| row.get::<_, i64>(0))?.try_into().unwrap_or(0))
    }

    /// How many documents count on `day`.
    pub fn documents_by(&self, day: Date) -> Result<usize> {
        let sql = "SELECT count(*) FROM documents WHERE published IS NULL OR published <= ?1";
        let count: i64 = self.connection.query_row(sql, [day.to_string()], |row| row.get(0))?;
        Ok(count.try_into().unwrap_or(0))
    }

    /// One document, with its text and bytes.
    pub fn document(&self, id: &DocumentId) -> Result<Option<Kept>> {
        let sql = format!("SELECT {COLUMNS} FROM documents WHERE id = ?1");
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.query_row([id.as_str()], kept).optional()?)
    }

    /// The ids of all documents, in the order they came.
    pub fn document_ids(&self) -> Result<Vec<DocumentId>> {
        self.ids("SELECT id FROM documents ORDER BY seq", [])
    }

    /// Documents whose stored text holds `words` to the letter.
    pub fn documents_holding(&self, words: &str) -> Result<Vec<DocumentId>> {
        let sql =
            "SELECT id FROM documents JOIN texts USING (seq) WHERE instr(texts.text, ?1) > 0 ORDER BY seq";
        self.ids(sql, [words])
    }

    /// Documents whose text holds every word, accents and case aside.
    pub fn documents_saying(&self, words: &str) -> Result<Vec<DocumentId>> {
        let sql = "SELECT id FROM documents WHERE seq IN (SELECT rowid FROM words WHERE words MATCH ?1) ORDER BY seq";
        self.ids(sql, [claims::all_words(words)])
    }

    /// Documents that came as the same bytes.
    pub fn documents_of(&self, hash: &ContentHash) -> Result<Vec<DocumentId>> {
        self.ids("SELECT id FROM documents WHERE hash = ?1 ORDER BY seq", [hash.as_str()])
    }

    fn ids(&self, sql: &str, params: impl rusqlite::Params) -> Result<Vec<DocumentId>> {
        let mut statement = self.connection.prepare(sql)?;
        let rows = statement.query_map(params, |row| Ok(DocumentId::parse(row.get::<_, String>(0)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

fn kept(row: &rusqlite::Row<'_>) -> rusqlite::Result<Kept> {
    let mut document: Document = from_json(row.get_ref(0)?.as_str()?)?;
    let parts: Parts = from_json(row.get_ref(1)?.as_str()?)?;
    let received = from_json(row.get_ref(2)?.as_str()?)?;
    let bytes: Option<Vec<u8>> = row.get(3)?;
    let text: Option<String> = row.get(4)?;
    let as_text = || bytes.as_deref().map(|b| String::from_utf8_lossy(b).into_owned());
    document.text = text.or_else(as_text).unwrap_or_default();
    document.regions = parts.regions;
    document.citations = parts.citations;
    Ok(Kept { document, received, bytes, masked_hash: row.get(5)? })
}

/// Writes rows within a transaction; what was derived from the old ones goes.
pub fn write_rows(transaction: &Transaction<'_>, rows: &[Row]) -> rusqlite::Result<()> {
    rows.iter().try_for_each(|row| write_row(transaction, row))?;
    transaction.execute("DELETE FROM derived", []).map(drop)
}

fn write_row(transaction: &Transaction<'_>, row: &Row) -> rusqlite::Result<()> {
    let find = "SELECT seq FROM documents WHERE id = ?1";
    let there: Option<i64> =
        transaction.prepare_cached(find)?.query_row([row.id.as_str()], |r| r.get(0)).optional()?;
    let seq = match there {
        Some(seq) => replace(transaction, seq, row)?,
        None => insert(transaction, row)?,
    };
    transaction
        .prepare_cached("INSERT INTO words (rowid, text) VALUES (?1, ?2)")?
        .execute(params![seq, row.words()])?;
    sketches::put(transaction, seq, row.sketch.as_deref())?;
    let known = there.is_some();
    row.claims.iter().try_for_each(|claim| claims::insert(transaction, seq, claim, known))
}

fn insert(transaction: &Transaction<'_>, row: &Row) -> rusqlite::Result<i64> {
    let sql =
        "INSERT INTO documents (id, hash, masked_hash, name, published, received, meta, parts, bytes, text)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    transaction.prepare_cached(sql)?.insert(params![
        row.id.as_str(),
        row.hash,
        row.masked_hash,
        row.name,
        row.published,
        row.received,
        row.meta,
        row.parts,
        row.bytes,
        row.text,
    ])
}

fn replace(transaction: &Transaction<'_>, seq: i64, row: &Row) -> rusqlite::Result<i64> {
    forget(transaction, seq)?;
    let sql = "UPDATE documents SET masked_hash = ?2, published = ?3, received = ?4, meta = ?5, parts = ?6,
               bytes = ?7, text = ?8, hash = ?9 WHERE seq = ?1";
    transaction.prepare_cached(sql)?.execute(params![
        seq,
        row.masked_hash,
        row.published,
        row.received,
        row.meta,
        row.parts,
        row.bytes,
        row.text,
        row.hash,
    ])?;
    Ok(seq)
}

/// Takes what was derived from a document out of the ledger; claims that a model proposed stay.
fn forget(transaction: &Transaction<'_>, seq: i64) -> rusqlite::Result<()> {
    let sql = "INSERT INTO words (words, rowid, text) SELECT 'delete', seq, text FROM texts WHERE seq = ?1";
    transaction.prepare_cached(sql)?.execute([seq])?;
    let sql = "DELETE FROM claims WHERE document = ?1 AND rule NOT LIKE ?2 || '%'";
    transaction.prepare_cached(sql)?.execute(params![seq, MODEL_RULE])?;
    sketches::forget(transaction, seq)
}
