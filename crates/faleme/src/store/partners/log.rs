//! What was exchanged and what was refused, line by line.

use super::super::Store;
use anyhow::Result;
use rusqlite::params;
use serde::Serialize;

/// A line of the log.
#[derive(Clone, Debug, Serialize)]
pub struct Logged {
    /// When, UTC.
    pub at: String,
    /// `share`, `receive`, `withdraw`, `add`, `revoke`, `mark`, `key`.
    pub what: String,
    /// The partner, or what a bundle says it is from.
    pub who: String,
    /// The bundle, file or record.
    pub about: String,
    /// Whether it was carried out; a refused bundle was not.
    pub done: bool,
    /// What came of it, or why not.
    pub why: String,
}

impl Store {
    /// Adds a line.
    pub fn log_exchange(&self, line: &Logged) -> Result<()> {
        let sql = "INSERT INTO partner_log (at, what, who, about, done, why) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let Logged { at, what, who, about, done, why } = line;
        self.connection.execute(sql, params![at, what, who, about, done, why])?;
        Ok(())
    }

    /// The last lines, the newest first.
    pub fn exchange_log(&self, limit: usize) -> Result<Vec<Logged>> {
        let sql = "SELECT at, what, who, about, done, why FROM partner_log ORDER BY number DESC LIMIT ?1";
        let mut statement = self.connection.prepare(sql)?;
        let rows = statement.query_map([i64::try_from(limit).unwrap_or(i64::MAX)], |row| {
            Ok(Logged {
                at: row.get(0)?,
                what: row.get(1)?,
                who: row.get(2)?,
                about: row.get(3)?,
                done: row.get(4)?,
                why: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
