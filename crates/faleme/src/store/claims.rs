//! Claims: one row each, with the columns that questions ask for.

use super::{Store, from_json, to_json};
use anyhow::Result;
use base::{ClaimId, Date, Modality};
use evidence::{Claim, ClaimKind};
use rusqlite::{OptionalExtension, Transaction, params};

/// A claim ready to be written.
pub struct Row {
    id: String,
    kind: String,
    claim_type: String,
    dates: [Option<String>; 2],
    modality: &'static str,
    rule: String,
    json: String,
}

impl Row {
    /// The row of a claim.
    pub fn new(claim: &Claim) -> Self {
        let date = claim.date;
        let day = |d: Option<Date>| d.map(|d| d.to_string());
        Self {
            id: claim.id.to_string(),
            kind: kind_name(claim.kind).into(),
            claim_type: claim.claim_type.clone(),
            dates: [day(date.and_then(|d| d.start)), day(date.and_then(|d| d.end))],
            modality: claim.modality.as_str(),
            rule: claim.rule.clone(),
            json: to_json(claim),
        }
    }
}

/// The name of a kind as it stands in JSON.
fn kind_name(kind: ClaimKind) -> &'static str {
    match kind {
        ClaimKind::Incident => "incident",
        ClaimKind::Measure => "measure",
        ClaimKind::Statement => "statement",
        ClaimKind::Effect => "effect",
        ClaimKind::Figure => "figure",
        ClaimKind::Background => "background",
    }
}

/// Which claims are asked for; what is `None` does not narrow.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)]
pub struct Wanted {
    pub kind: Option<ClaimKind>,
    pub claim_type: Option<String>,
    pub modality: Option<Modality>,
    /// Only claims that reach to this day or later.
    pub from: Option<Date>,
    /// Only claims that begin on this day or earlier.
    pub to: Option<Date>,
    /// Only claims of documents that hold all these words, accents and case aside.
    pub words: Option<String>,
    /// Only claims of documents published by then.
    pub as_of: Option<Date>,
}

impl Store {
    /// The claims asked for, by document and place in it.
    pub fn claims(&self, wanted: &Wanted) -> Result<Vec<Claim>> {
        let sql = "SELECT claims.json FROM claims JOIN documents ON documents.seq = claims.document
            WHERE (?1 IS NULL OR kind = ?1) AND (?2 IS NULL OR type = ?2) AND (?3 IS NULL OR modality = ?3)
              AND (?4 IS NULL OR (coalesce(date_end, date_start) IS NOT NULL AND (date_end IS NULL OR date_end >= ?4)))
              AND (?5 IS NULL OR (coalesce(date_end, date_start) IS NOT NULL AND (date_start IS NULL OR date_start <= ?5)))
              AND (?6 IS NULL OR document IN (SELECT rowid FROM words WHERE words MATCH ?6))
              AND (?7 IS NULL OR published IS NULL OR published <= ?7)
            ORDER BY documents.name, documents.id, claims.json ->> '$.span.start', claims.id";
        let day = |d: Option<Date>| d.map(|d| d.to_string());
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(
            params![
                wanted.kind.map(kind_name),
                wanted.claim_type,
                wanted.modality.map(Modality::as_str),
                day(wanted.from),
                day(wanted.to),
                wanted.words.as_deref().map(all_words),
                day(wanted.as_of),
            ],
            |row| from_json(row.get_ref(0)?.as_str()?),
        )?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// One claim.
    pub fn claim(&self, id: &ClaimId) -> Result<Option<Claim>> {
        let mut statement = self.connection.prepare_cached("SELECT json FROM claims WHERE id = ?1")?;
        Ok(statement.query_row([id.as_str()], |row| from_json(row.get_ref(0)?.as_str()?)).optional()?)
    }
}

/// Writes a claim of document `seq`. If the ledger knew the document, a claim that a model proposed may already stand
/// under the same id: that one stays.
pub fn insert(transaction: &Transaction<'_>, seq: i64, row: &Row, known: bool) -> rusqlite::Result<()> {
    let there = "SELECT 1 FROM claims WHERE id = ?1 AND document = ?2";
    if known && transaction.prepare_cached(there)?.exists(params![row.id, seq])? {
        return Ok(());
    }
    let sql = "INSERT INTO claims (id, document, kind, type, date_start, date_end, modality, rule, json)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    transaction.prepare_cached(sql)?.execute(params![
        row.id,
        seq,
        row.kind,
        row.claim_type,
        row.dates[0],
        row.dates[1],
        row.modality,
        row.rule,
        row.json,
    ])?;
    Ok(())
}

/// An FTS5 query for documents that hold every word, in any order. Each word is quoted: no operator of the query
/// language can be typed by accident.
pub fn all_words(words: &str) -> String {
    let quoted: Vec<String> = words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| format!("\"{word}\""))
        .collect();
    if quoted.is_empty() { "\"\"".into() } else { quoted.join(" AND ") }
}
