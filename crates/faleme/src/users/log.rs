//! The log: who did what, when, and what was refused. It only grows.

use super::Users;
use crate::clock::now;
use anyhow::Result;
use rusqlite::{Connection, TransactionBehavior, params};
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

/// A line to be written.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Who.
    pub who: &'a str,
    /// What.
    pub what: What,
    /// Of what.
    pub about: &'a str,
    /// From which address.
    pub address: &'a str,
    /// Whether it was done.
    pub done: bool,
}

fn write(connection: &Connection, at: i64, line: &Line<'_>) -> Result<()> {
    let sql = "INSERT INTO log (at, who, what, about, address, done) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let Line { who, what, about, address, done } = *line;
    connection
        .execute(sql, params![at, one_line(who), what.name(), one_line(about), one_line(address), done])?;
    Ok(())
}

impl Users {
    /// Writes a line.
    pub fn log(&self, who: &str, what: What, about: &str, address: &str, done: bool) -> Result<()> {
        write(&self.connection(), now(), &Line { who, what, about, address, done })
    }

    /// Writes down that a change begins, before it is made: the ledger is another file than this one, so that no transaction
    /// holds both. What is returned ends it.
    pub fn begin_change(&self, who: &str, about: &str, address: &str) -> Result<i64> {
        let connection = self.connection();
        let sql = "INSERT INTO begun (at, who, about, address) VALUES (?1, ?2, ?3, ?4)";
        connection.execute(sql, params![now(), one_line(who), one_line(about), one_line(address)])?;
        Ok(connection.last_insert_rowid())
    }

    /// The change has ended: its line of the log takes the place of its beginning.
    pub fn end_change(&self, begun: i64, line: Option<Line<'_>>) -> Result<()> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        if let Some(line) = line {
            write(&transaction, now(), &line)?;
        }
        transaction.execute("DELETE FROM begun WHERE number = ?1", [begun])?;
        Ok(transaction.commit()?)
    }

    /// Gives each change that an earlier process began and did not end a line of the log; how many there were. Whether such a
    /// change was made stands in the ledger.
    pub fn broken_off(&self) -> Result<usize> {
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let found: Vec<(i64, String, String, String)> = transaction
            .prepare("SELECT at, who, about, address FROM begun ORDER BY number")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
            .collect::<Result<_, _>>()?;
        for (at, who, about, address) in &found {
            let about = format!("{about}: broken off; the case tells whether it was done");
            write(&transaction, *at, &Line { who, what: What::Change, about: &about, address, done: false })?;
        }
        transaction.execute("DELETE FROM begun", [])?;
        transaction.commit()?;
        Ok(found.len())
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
