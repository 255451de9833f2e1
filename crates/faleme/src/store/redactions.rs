//! Redaction: content leaves the ledger for good; hash, date and reason stay.

use super::documents::write_rows;
use super::partners::forget_of_partners;
use super::{Row, Store};
use anyhow::{Context, Result, bail};
use base::{ClaimId, ContentHash, Date, DocumentId};
use rusqlite::{Connection, params};
use std::collections::HashMap;

/// What stays of something redacted.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Redaction {
    /// What the analyst named: a document, claim or citation.
    pub id: String,
    /// Hash of the bytes that held it.
    pub hash: ContentHash,
    /// The day.
    pub on: Date,
    /// The analyst.
    pub by: String,
    /// The reason.
    pub why: String,
}

/// What a redaction takes out and puts in its place.
#[derive(Default)]
pub struct Removal {
    /// Documents that go.
    pub documents: Vec<DocumentId>,
    /// Documents that stay with a part of them masked.
    pub masked: Vec<Row>,
    /// Claims that go.
    pub claims: Vec<ClaimId>,
    /// A letter that holds any of these is withdrawn.
    pub traces: Vec<String>,
    /// What stays, one for each document concerned.
    pub redactions: Vec<Redaction>,
}

impl Store {
    /// Everything redacted so far, by the hash of the bytes that held it.
    pub fn redactions(&self) -> Result<HashMap<ContentHash, Redaction>> {
        let sql = "SELECT id, hash, redacted_on, redacted_by, why FROM redactions ORDER BY number";
        let mut statement = self.connection.prepare(sql)?;
        let rows = statement.query_map([], |row| {
            let hash = ContentHash::from_hex(row.get::<_, String>(1)?);
            let on = row.get::<_, String>(2)?.parse().unwrap_or_default();
            Ok((hash.clone(), Redaction { id: row.get(0)?, hash, on, by: row.get(3)?, why: row.get(4)? }))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Carries a removal out, then rewrites the file so that its free pages hold nothing either. Returns the files
    /// of the letters withdrawn.
    pub fn redact(&mut self, removal: &Removal) -> Result<Vec<String>> {
        self.connection.pragma_update(None, "secure_delete", true)?;
        let transaction = self.connection.transaction()?;
        write_rows(&transaction, &removal.masked)?;
        for id in &removal.claims {
            transaction.execute("DELETE FROM claims WHERE id = ?1", [id.as_str()])?;
        }
        for id in &removal.documents {
            remove_document(&transaction, id)?;
        }
        let files = withdraw_letters(&transaction, removal)?;
        super::alerts::blank(&transaction, &removal.traces)?;
        for redaction in &removal.redactions {
            record(&transaction, redaction)?;
        }
        forget_of_partners(&transaction, removal)?;
        transaction.execute("INSERT INTO words (words) VALUES ('rebuild')", [])?;
        transaction.commit()?;
        self.scrub()
            .context("redacted, but freed pages of case.db still hold it: end other commands, then run any redact again")?;
        Ok(files)
    }

    /// Rewrites the file without its free pages, and empties its log.
    pub fn scrub(&self) -> Result<()> {
        self.connection.execute_batch("VACUUM")?;
        let busy: bool =
            self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if busy {
            bail!("another faleme still reads the old pages");
        }
        Ok(())
    }
}

fn remove_document(connection: &Connection, id: &DocumentId) -> rusqlite::Result<()> {
    let of = "(SELECT seq FROM documents WHERE id = ?1)";
    for table in ["claims", "sketches"] {
        connection.execute(&format!("DELETE FROM {table} WHERE document = {of}"), [id.as_str()])?;
    }
    connection.execute("DELETE FROM documents WHERE id = ?1", [id.as_str()])?;
    Ok(())
}

fn record(connection: &Connection, redaction: &Redaction) -> rusqlite::Result<()> {
    let sql = "INSERT INTO redactions (id, hash, redacted_on, redacted_by, why) VALUES (?1, ?2, ?3, ?4, ?5)";
    let Redaction { id, hash, on, by, why } = redaction;
    connection.execute(sql, params![id, hash.as_str(), on.to_string(), by, why])?;
    Ok(())
}

fn withdraw_letters(connection: &Connection, removal: &Removal) -> rusqlite::Result<Vec<String>> {
    let why = removal.redactions.first().map(|r| format!("redacted {}: {}", r.on, r.why)).unwrap_or_default();
    let mut statement =
        connection.prepare("SELECT seq, file, body, findings FROM letters WHERE withdrawn IS NULL")?;
    let mut rows = statement.query([])?;
    let mut files = Vec::new();
    while let Some(row) = rows.next()? {
        // A packed format holds no words to find; its findings do.
        let body = row.get_ref(2)?.as_bytes_or_null()?.map(String::from_utf8_lossy);
        let findings = row.get::<_, Option<String>>(3)?.map(std::borrow::Cow::Owned);
        let held = [body, findings];
        let holds = |trace: &String| held.iter().flatten().any(|text| text.contains(trace.as_str()));
        if removal.traces.iter().any(holds) {
            let sql = "UPDATE letters SET body = NULL, findings = NULL, notes = '{}', withdrawn = ?2 WHERE seq = ?1";
            connection.execute(sql, params![row.get::<_, i64>(0)?, why])?;
            files.push(row.get(1)?);
        }
    }
    Ok(files)
}
