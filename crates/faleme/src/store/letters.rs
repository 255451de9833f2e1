//! Letters as issued: kept with their findings, never changed.

use super::{Store, from_json, to_json};
use anyhow::Result;
use base::{Date, Tlp};
use rusqlite::{OptionalExtension, params};
use std::collections::BTreeMap;

/// A letter to keep: one language in one format.
pub struct Letter {
    /// Its number in the case, from 1; its languages and formats share it.
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
    pub body: Vec<u8>,
    /// Its findings, as JSON.
    pub findings: String,
    /// The id behind each footnote (`n12`).
    pub notes: BTreeMap<String, String>,
}

/// A number that was issued.
#[derive(Clone, Copy, Debug)]
pub struct Issued {
    /// The number.
    pub number: u64,
    /// What could be known on that day is what it holds.
    pub as_of: Date,
    /// Its marking; `None` where a redaction left nothing of it.
    pub tlp: Option<Tlp>,
    /// The letter that it corrects.
    pub corrects: Option<u64>,
}

/// A language and format of an issued letter.
#[derive(Clone, Debug)]
pub struct IssuedFile {
    /// Number of the letter.
    pub number: u64,
    /// Language tag.
    pub lang: String,
    /// Where it was written: inside the case folder from there, else the whole path.
    pub file: String,
    /// The day it was issued.
    pub issued_on: Date,
    /// What could be known on that day is what it holds.
    pub as_of: Date,
    /// Its marking; `None` where a redaction left nothing of it.
    pub tlp: Option<String>,
    /// The letter that it corrects.
    pub corrects: Option<u64>,
    /// Whether a redaction withdrew it.
    pub withdrawn: bool,
}

impl IssuedFile {
    /// Its format, by the ending of its file: `html`, `pdf`, `md`, `docx`.
    pub fn format(&self) -> &str {
        self.file.rsplit_once('.').map_or("", |(_, ending)| ending)
    }
}

impl Store {
    /// Every language and format issued, the newest number first, each in the order of issue.
    pub fn issued_files(&self) -> Result<Vec<IssuedFile>> {
        let sql = "SELECT number, lang, file, issued_on, as_of, tlp, corrects, body IS NULL OR withdrawn IS NOT NULL
                   FROM letters JOIN (
                       SELECT number AS of, max(findings ->> '$.masthead.tlp') AS tlp,
                              max(findings ->> '$.masthead.corrects') AS corrects
                       FROM letters GROUP BY number
                   ) ON of = number
                   ORDER BY number DESC, seq";
        let mut statement = self.connection.prepare(sql)?;
        let rows = statement.query_map([], |row| {
            let day = |at| row.get::<_, String>(at).map(|day| day.parse().unwrap_or_default());
            Ok(IssuedFile {
                number: row.get::<_, i64>(0)?.unsigned_abs(),
                lang: row.get(1)?,
                file: row.get(2)?,
                issued_on: day(3)?,
                as_of: day(4)?,
                tlp: row.get(5)?,
                corrects: row.get::<_, Option<i64>>(6)?.map(i64::unsigned_abs),
                withdrawn: row.get(7)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Every number issued, the newest first.
    pub fn issued_letters(&self) -> Result<Vec<Issued>> {
        let sql = "SELECT number, min(as_of), max(findings ->> '$.masthead.tlp'), max(findings ->> '$.masthead.corrects')
                   FROM letters GROUP BY number ORDER BY number DESC";
        let mut statement = self.connection.prepare(sql)?;
        let rows = statement.query_map([], |row| {
            let day: String = row.get(1)?;
            let number = row.get::<_, i64>(0)?.unsigned_abs();
            let tlp: Option<String> = row.get(2)?;
            Ok(Issued {
                number,
                as_of: day.parse().unwrap_or_default(),
                tlp: tlp.and_then(|tlp| serde_json::from_value(tlp.into()).ok()),
                corrects: row.get::<_, Option<i64>>(3)?.map(i64::unsigned_abs),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The findings of a letter, as JSON; `None` if a redaction withdrew it.
    pub fn letter_findings(&self, number: u64) -> Result<Option<String>> {
        let sql =
            "SELECT findings FROM letters WHERE number = ?1 AND findings IS NOT NULL ORDER BY seq LIMIT 1";
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        Ok(self.connection.query_row(sql, [number], |row| row.get(0)).optional()?)
    }

    /// A letter as it was first issued, in a language and with an ending of file.
    pub fn letter_body(&self, number: u64, lang: &str, ending: &str) -> Result<Option<Vec<u8>>> {
        let sql = "SELECT CAST(body AS BLOB) FROM letters
                   WHERE number = ?1 AND lang = ?2 AND file LIKE '%.' || ?3 AND body IS NOT NULL ORDER BY seq LIMIT 1";
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        Ok(self.connection.query_row(sql, params![number, lang, ending], |row| row.get(0)).optional()?)
    }

    /// Keeps a letter. One that is kept under its number, language and file is left as it is.
    pub fn keep_letter(&self, letter: &Letter) -> Result<()> {
        let number = i64::try_from(letter.number).unwrap_or(i64::MAX);
        let sql = "SELECT count(*) FROM letters WHERE number = ?1 AND lang = ?2 AND file = ?3";
        let kept: i64 =
            self.connection.query_row(sql, params![number, letter.lang, letter.file], |row| row.get(0))?;
        if kept > 0 {
            return Ok(());
        }
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

    /// The id behind a footnote of a letter.
    pub fn footnote_of(&self, number: u64, label: &str) -> Result<Option<String>> {
        let sql = "SELECT notes FROM letters WHERE number = ?1 ORDER BY seq DESC LIMIT 1";
        let number = i64::try_from(number)?;
        let notes: Option<BTreeMap<String, String>> = self
            .connection
            .query_row(sql, [number], |row| from_json(row.get_ref(0)?.as_str()?))
            .optional()?;
        Ok(notes.and_then(|mut notes| notes.remove(label)))
    }
}
