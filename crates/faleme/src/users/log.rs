//! The log: who did what, when, and what was refused. It only grows.

use super::Users;
use crate::clock::now;
use anyhow::Result;
use rusqlite::params;
use serde::Serialize;

/// Longest word of an entry, in characters: what a client sends does not fill the disk.
const LONGEST: usize = 200;

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Signed in, or tried to.
    SignIn,
    /// Signed out.
    SignOut,
    /// A user was made, changed or shut out; a token was made or taken back.
    Users,
    /// Something was decided, brought, issued or changed: a POST of the server.
    Change,
    /// A request was refused: not allowed, not from here, not in order.
    Refused,
}

impl What {
    fn name(self) -> &'static str {
        match self {
            Self::SignIn => "sign-in",
            Self::SignOut => "sign-out",
            Self::Users => "users",
            Self::Change => "change",
            Self::Refused => "refused",
        }
    }
}

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Counts from 1, without a gap.
    pub number: i64,
    /// When, in UTC.
    pub at: String,
    /// Who, by the name they gave.
    pub who: String,
    /// What.
    pub what: String,
    /// Of what.
    pub about: String,
    /// From which address.
    pub address: String,
    /// Whether it was done; if not, it was refused or failed.
    pub done: bool,
}

/// A client's words on one line: no control characters, and not too many.
pub fn one_line(words: &str) -> String {
    words.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST).collect()
}

impl Users {
    /// Writes a line.
    pub fn log(&self, who: &str, what: What, about: &str, address: &str, done: bool) -> Result<()> {
        let sql = "INSERT INTO log (at, who, what, about, address, done) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let line = params![now(), one_line(who), what.name(), one_line(about), one_line(address), done];
        self.connection().execute(sql, line)?;
        Ok(())
    }

    /// The last lines, oldest first.
    pub fn entries(&self, limit: usize) -> Result<Vec<Entry>> {
        let connection = self.connection();
        let sql = "SELECT * FROM (SELECT number, at, who, what, about, address, done FROM log
                   ORDER BY number DESC LIMIT ?1) ORDER BY number";
        let mut statement = connection.prepare(sql)?;
        let rows = statement.query_map([i64::try_from(limit).unwrap_or(i64::MAX)], |row| {
            Ok(Entry {
                number: row.get(0)?,
                at: crate::clock::written(row.get(1)?),
                who: row.get(2)?,
                what: row.get(3)?,
                about: row.get(4)?,
                address: row.get(5)?,
                done: row.get(6)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
