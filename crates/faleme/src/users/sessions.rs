//! Sessions: from sign-in to sign-out, or until they are too old.

use super::{Role, Secret, Users};
use crate::clock::now;
use anyhow::Result;
use rusqlite::{OptionalExtension, params};

/// A session that was not used for so long has ended: two hours.
pub const IDLE: i64 = 2 * 3_600;
/// A session ends after so long, used or not: twelve hours, a working day.
pub const ABSOLUTE: i64 = 12 * 3_600;
/// When a session was used last is written down so often at the most.
const STEP: i64 = 60;

impl Users {
    /// Begins a session: a new secret at each sign-in, never one that a browser brought along. `old` ends.
    pub fn begin(&self, user: &str, old: Option<&Secret>) -> Result<Secret> {
        self.begin_at(user, old, now())
    }

    pub(super) fn begin_at(&self, user: &str, old: Option<&Secret>, now: i64) -> Result<Secret> {
        let secret = Secret::new()?;
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        if let Some(old) = old {
            transaction.execute("DELETE FROM sessions WHERE hash = ?1", [old.hash()])?;
        }
        let stale = params![now - IDLE, now - ABSOLUTE];
        transaction.execute("DELETE FROM sessions WHERE seen <= ?1 OR began <= ?2", stale)?;
        let sql = "INSERT INTO sessions (hash, user, began, seen) VALUES (?1, ?2, ?3, ?3)";
        transaction.execute(sql, params![secret.hash(), user, now])?;
        transaction.commit()?;
        Ok(secret)
    }

    /// Whose session this is, if it has not ended.
    pub fn of_session(&self, secret: &Secret) -> Result<Option<(String, Role)>> {
        self.of_session_at(secret, now())
    }

    pub(super) fn of_session_at(&self, secret: &Secret, now: i64) -> Result<Option<(String, Role)>> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT name, role, seen FROM sessions JOIN users ON name = user
             WHERE hash = ?1 AND revoked IS NULL AND seen > ?2 AND began > ?3",
        )?;
        let found = statement
            .query_row(params![secret.hash(), now - IDLE, now - ABSOLUTE], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, i64>(2)?))
            })
            .optional()?;
        let Some((name, role, seen)) = found else { return Ok(None) };
        if now - seen >= STEP {
            // A file that cannot be written ends sessions early; that is no reason to refuse this one.
            let sql = "UPDATE sessions SET seen = ?2 WHERE hash = ?1";
            let _ = connection.execute(sql, params![secret.hash(), now]);
        }
        Ok(role.parse().ok().map(|role| (name, role)))
    }

    /// Ends a session.
    pub fn end(&self, secret: &Secret) -> Result<()> {
        self.connection().execute("DELETE FROM sessions WHERE hash = ?1", [secret.hash()])?;
        Ok(())
    }
}
