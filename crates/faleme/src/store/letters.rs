//! Letters as issued.

use super::{Store, from_json, to_json};
use anyhow::Result;
use base::Date;
use rusqlite::{OptionalExtension, params};
use std::collections::BTreeMap;

/// A letter to keep.
pub struct Letter {
    /// Its number in the case, from 1; its languages share it.
    pub number: u64,
    /// Language tag.
    pub lang: String,
    /// Where it was written.
    pub file: String,
    /// The day it was issued.
    pub issued_on: Date,
    /// What could be known on that day is what it holds.
    pub as_of: Date,
    /// The letter itself.
    pub body: String,
    /// Its findings, as JSON.
    pub findings: String,
    /// The id behind each footnote (`n12`).
    pub notes: BTreeMap<String, String>,
}

impl Store {
    /// The number and findings of the last letter; no findings if a redaction withdrew it.
    pub fn last_letter(&self) -> Result<Option<(u64, Option<String>)>> {
        let sql = "SELECT number, findings FROM letters ORDER BY number DESC, seq DESC LIMIT 1";
        let last = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?.unsigned_abs(), row.get(1)?));
        Ok(self.connection.query_row(sql, [], last).optional()?)
    }

    /// Keeps a letter; one issued again under its number takes the place of the first copy.
    pub fn keep_letter(&self, letter: &Letter) -> Result<()> {
        let number = i64::try_from(letter.number).unwrap_or(i64::MAX);
        let sql = "DELETE FROM letters WHERE number = ?1 AND lang = ?2 AND file = ?3";
        self.connection.execute(sql, params![number, letter.lang, letter.file])?;
        let sql = "INSERT INTO letters (number, lang, file, issued_on, as_of, body, findings, notes)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        self.connection.execute(
            sql,
            params![
                number,
                letter.lang,
                letter.file,
                letter.issued_on.to_string(),
                letter.as_of.to_string(),
                letter.body,
                letter.findings,
                to_json(&letter.notes),
            ],
        )?;
        Ok(())
    }

    /// The id behind a footnote of the last letter.
    pub fn footnote(&self, label: &str) -> Result<Option<String>> {
        let sql = "SELECT notes FROM letters ORDER BY number DESC, seq DESC LIMIT 1";
        let notes: Option<BTreeMap<String, String>> =
            self.connection.query_row(sql, [], |row| from_json(row.get_ref(0)?.as_str()?)).optional()?;
        Ok(notes.and_then(|mut notes| notes.remove(label)))
    }
}
