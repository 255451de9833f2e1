//! Tokens of programs: what a user lets a program do, and until when.

use super::{Role, Scope, Scopes, Secret, Users};
use crate::clock::now;
use anyhow::{Result, bail};
use rusqlite::{OptionalExtension, params};
use serde::Serialize;

/// Tells secret scanners and people what this is.
const PREFIX: &str = "faleme_";
/// Days at the most.
const LONGEST: u32 = 366;
const DAY: i64 = 86_400;

/// A token, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Token {
    /// Names it in lists.
    pub number: i64,
    /// Whose it is.
    pub user: String,
    /// What it may do, as far as its user may.
    pub scopes: String,
    /// In seconds of Unix time.
    pub made: i64,
    /// It holds until then.
    pub expires: i64,
    /// It was taken back then.
    pub revoked: Option<i64>,
}

impl Users {
    /// Makes a token. What is given back is shown once, and kept nowhere.
    pub fn make_token(&self, user: &str, scopes: &[Scope], days: u32) -> Result<String> {
        if scopes.is_empty() || days == 0 || days > LONGEST {
            bail!("a token has a scope, and holds for 1 to {LONGEST} days");
        }
        let account = self.account(user)?;
        if account.revoked.is_some() {
            bail!("`{}` may not come in any more", account.name);
        }
        let (secret, made) = (Secret::new()?, now());
        let sql = "INSERT INTO tokens (hash, user, scopes, made, expires) VALUES (?1, ?2, ?3, ?4, ?5)";
        let expires = made + i64::from(days) * DAY;
        let scopes = Scopes::new(scopes).to_string();
        self.connection().execute(sql, params![secret.hash(), account.name, scopes, made, expires])?;
        Ok(format!("{PREFIX}{}", secret.written()))
    }

    /// Whose token this is and what it may do, if it holds.
    pub fn of_token(&self, token: &str) -> Result<Option<(String, Role, Scopes)>> {
        self.of_token_at(token, now())
    }

    pub(super) fn of_token_at(&self, token: &str, now: i64) -> Result<Option<(String, Role, Scopes)>> {
        let Some(secret) = token.strip_prefix(PREFIX).and_then(Secret::read) else { return Ok(None) };
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT name, role, scopes FROM tokens JOIN users ON name = user
             WHERE hash = ?1 AND tokens.revoked IS NULL AND users.revoked IS NULL AND expires > ?2",
        )?;
        let found = statement
            .query_row(params![secret.hash(), now], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
            })
            .optional()?;
        Ok(found.and_then(|(name, role, scopes)| Some((name, role.parse().ok()?, scopes.as_str().into()))))
    }

    /// All tokens.
    pub fn tokens(&self) -> Result<Vec<Token>> {
        let connection = self.connection();
        let sql = "SELECT number, user, scopes, made, expires, revoked FROM tokens ORDER BY number";
        let mut statement = connection.prepare(sql)?;
        let rows = statement.query_map([], |row| {
            Ok(Token {
                number: row.get(0)?,
                user: row.get(1)?,
                scopes: row.get(2)?,
                made: row.get(3)?,
                expires: row.get(4)?,
                revoked: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Takes a token back.
    pub fn revoke_token(&self, number: i64) -> Result<()> {
        let sql = "UPDATE tokens SET revoked = ?2 WHERE number = ?1 AND revoked IS NULL";
        if self.connection().execute(sql, params![number, now()])? == 0 {
            bail!("there is no token {number} that holds");
        }
        Ok(())
    }
}
