//! The ledger of a case: one SQLite file, `case.db`, with a single writer.

mod alerts;
mod claims;
mod data_files;
mod decisions;
mod documents;
mod explain;
mod forecasts;
mod letters;
mod pack;
mod partners;
mod readers;
mod redactions;
mod releases;
mod roads;
mod rows;
mod schema;
mod sketches;
mod sweeps;

pub use alerts::{AlertChange, Delivery, LogLine, Progress as DeliveryState};
pub use claims::Wanted;
pub use data_files::{DataFile, DataKind};
pub use documents::{Kept, Known, MODEL_RULE, Row};
pub use explain::{Fault, explain, fault};
pub use forecasts::{Body, FORECAST, Head, Inputs, ReleaseUsed};
pub use letters::{Issued, IssuedFile, Letter};
pub use pack::{Packed, pack};
pub use partners::{Counted, KeyRow, Logged, Mark, Partner, Taken};
pub use readers::{NOT_SHARED, Readers};
pub use redactions::{Redaction, Removal};
pub use releases::{Basis, FileRow, Importing, Release, UNNAMED};
pub use roads::{RoadFile, RoadKind, RoadUnit, corners};
pub use rows::{coverage, covers};

use anyhow::{Context, Result};
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use std::path::Path;
use std::time::Duration;

/// Name of the ledger in its case folder.
pub const FILE: &str = "case.db";

/// How long a command waits for another one that is writing.
const PATIENCE: Duration = Duration::from_secs(10);

/// The log is written back when it has so many pages (32 MB): a page of an index that many batches touch is then written
/// back once for several of them.
const LOG_PAGES: i64 = 8_192;

/// An open ledger.
pub struct Store {
    connection: Connection,
}

impl Store {
    /// Opens the ledger of folder `dir` for reading and writing, and makes it where there is none.
    pub fn open(dir: &Path) -> Result<Self> {
        let path = dir.join(FILE);
        let connection = Connection::open(&path).with_context(|| opening(&path))?;
        Self::prepare(connection).with_context(|| opening(&path))
    }

    /// Opens the ledger of folder `dir`, which must be there: a served case that vanished is not begun anew.
    pub fn open_existing(dir: &Path) -> Result<Self> {
        let path = dir.join(FILE);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&path, flags).with_context(|| opening(&path))?;
        Self::prepare(connection).with_context(|| opening(&path))
    }

    /// Opens the ledger for a question. A folder that cannot be written can still be asked.
    pub fn open_to_ask(dir: &Path) -> Result<Self> {
        let path = dir.join(FILE);
        if !path.exists() {
            return Self::open(dir);
        }
        Self::open_to_read(dir)
    }

    /// The same for a ledger that must be there.
    pub fn open_to_read(dir: &Path) -> Result<Self> {
        let (writable, path) = (Self::open_existing(dir), dir.join(FILE));
        // What is busy, damaged or newer is no better for being asked past its log.
        if !writable.as_ref().is_err_and(explain::is_unwritable) || !path.exists() {
            return writable;
        }
        let url = format!("file:{}?immutable=1", path.display());
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        match Connection::open_with_flags(url, flags) {
            Ok(connection) if schema::version(&connection).is_ok_and(|v| v == schema::newest()) => {
                Ok(Self { connection })
            }
            _ => writable,
        }
    }

    fn prepare(mut connection: Connection) -> Result<Self> {
        connection.busy_timeout(PATIENCE)?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.pragma_update(None, "synchronous", "normal")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "cache_size", -64_000)?;
        connection.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?;
        let version = schema::version(&connection)?;
        if version > schema::newest() {
            return Err(explain::Newer(version).into());
        }
        if version < schema::newest() {
            schema::migrate(&mut connection)?;
        }
        Ok(Self { connection })
    }

    /// A setting of the ledger.
    pub fn meta(&self, key: &str) -> Result<Option<String>> {
        let mut statement = self.connection.prepare_cached("SELECT value FROM meta WHERE key = ?1")?;
        Ok(statement.query_row([key], |row| row.get(0)).optional()?)
    }

    /// Keeps a setting of the ledger.
    pub fn set_meta(&self, key: &str, value: &str) -> Result<()> {
        let sql = "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2";
        self.connection.execute(sql, [key, value])?;
        Ok(())
    }

    /// Something derived, if it was derived from what `stamp` names.
    pub fn derived(&self, key: &str, stamp: &str) -> Result<Option<String>> {
        let sql = "SELECT json FROM derived WHERE key = ?1 AND stamp = ?2";
        Ok(self.connection.query_row(sql, [key, stamp], |row| row.get(0)).optional()?)
    }

    /// Keeps something derived until its stamp changes. A ledger that cannot be written derives it anew each time.
    pub fn keep_derived(&self, key: &str, stamp: &str, json: &str) {
        let sql = "INSERT INTO derived (key, stamp, json) VALUES (?1, ?2, ?3)
                   ON CONFLICT DO UPDATE SET stamp = ?2, json = ?3";
        let _ = self.connection.execute(sql, params![key, stamp, json]);
    }
}

fn opening(path: &Path) -> String {
    format!("opening {}", path.display())
}

/// Reads JSON that this program wrote.
fn from_json<T: serde::de::DeserializeOwned>(json: &str) -> rusqlite::Result<T> {
    serde_json::from_str(json)
        .map_err(|e| rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(e)))
}

/// Writes JSON; the shapes kept in the ledger have string keys only, for which this cannot fail.
fn to_json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".into())
}

#[cfg(test)]
mod tests;
