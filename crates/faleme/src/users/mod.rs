//! Who may use the server: `users.db` beside the case's ledger, a small SQLite file that only its owner may read.
//!
//! In: names, passwords, roles. Out: who a session or a token stands for. Passwords are kept as argon2id hashes, sessions
//! and tokens as hashes of 256 random bits, so that the file alone signs nobody in. The log only grows: triggers refuse
//! every change of it. Nothing exports this file.

mod accounts;
mod log;
mod passwords;
mod roles;
mod secrets;
mod sessions;
mod tokens;

pub use log::{Line, What, one_line};
pub use passwords::SHORTEST;
pub use roles::{Role, Scope, Scopes};
pub use secrets::{Secret, proves};

use anyhow::{Context, Result, bail};
use rusqlite::Connection;
use std::fs::OpenOptions;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Its name in the case folder.
pub const FILE: &str = "users.db";
/// `FALU`: says that a file holds users of this program.
const APPLICATION: i64 = 0x4641_4C55;
/// How long one process waits for another that is writing.
const PATIENCE: Duration = Duration::from_secs(5);

const STEPS: &[&str] = &["
    CREATE TABLE users (
        name TEXT PRIMARY KEY COLLATE NOCASE,
        role TEXT NOT NULL CHECK (role IN ('reader', 'analyst', 'editor', 'admin')),
        password TEXT NOT NULL,
        made INTEGER NOT NULL,
        revoked INTEGER
    );
    CREATE TABLE sessions (
        hash BLOB PRIMARY KEY,
        user TEXT NOT NULL REFERENCES users (name),
        began INTEGER NOT NULL,
        seen INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX sessions_by_user ON sessions (user);
    CREATE TABLE tokens (
        number INTEGER PRIMARY KEY,
        hash BLOB NOT NULL UNIQUE,
        user TEXT NOT NULL REFERENCES users (name),
        scopes TEXT NOT NULL,
        made INTEGER NOT NULL,
        expires INTEGER NOT NULL,
        revoked INTEGER
    );
    CREATE TABLE log (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        at INTEGER NOT NULL,
        who TEXT NOT NULL,
        what TEXT NOT NULL,
        about TEXT NOT NULL,
        address TEXT NOT NULL,
        done INTEGER NOT NULL
    );
    CREATE TRIGGER log_is_not_changed BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
    CREATE TRIGGER log_is_not_cut BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
", "
    CREATE TABLE begun (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        at INTEGER NOT NULL,
        who TEXT NOT NULL,
        about TEXT NOT NULL,
        address TEXT NOT NULL
    );
"];

/// The open file.
pub struct Users {
    connection: Mutex<Connection>,
}

impl Users {
    /// Opens the users of a case folder, and makes the file where there is none.
    pub fn open(dir: &Path) -> Result<Self> {
        let path = dir.join(FILE);
        let opening = || format!("opening {}", path.display());
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path).with_context(opening)?;
        private(&file).with_context(opening)?;
        drop(file);
        Self::prepare(Connection::open(&path)?).with_context(opening)
    }

    fn prepare(mut connection: Connection) -> Result<Self> {
        connection.busy_timeout(PATIENCE)?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.pragma_update(None, "synchronous", "full")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "secure_delete", true)?;
        let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let newest = STEPS.len() as i64;
        if version > newest {
            bail!("these users were written by a newer faleme (layout {version}): update the program");
        }
        if version < newest {
            migrate(&mut connection)?;
        }
        Ok(Self { connection: Mutex::new(connection) })
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Applies the steps that the file lacks, all or none.
fn migrate(connection: &mut Connection) -> Result<()> {
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    // Another process may have been first.
    let from: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    for step in STEPS.iter().skip(usize::try_from(from).unwrap_or(0)) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", STEPS.len() as i64)?;
    Ok(transaction.commit()?)
}

/// A file that others could read is made the owner's alone.
fn private(file: &std::fs::File) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if file.metadata()?.permissions().mode() & 0o077 != 0 {
            file.set_permissions(std::fs::Permissions::from_mode(0o600))?;
        }
    }
    #[cfg(not(unix))]
    let _ = file;
    Ok(())
}

#[cfg(test)]
mod tests;
