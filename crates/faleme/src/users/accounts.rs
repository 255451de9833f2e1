//! Users: their names, roles, and whether they may still come in.

use super::passwords;
use super::{Role, Users};
use crate::clock::now;
use anyhow::{Result, bail};
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};
use serde::Serialize;

/// Characters of a name at the most.
const NAME_LONGEST: usize = 64;

/// A user, without the password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Account {
    /// Signs decisions.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Since when, in seconds of Unix time.
    pub made: i64,
    /// Since when they may not come in any more.
    pub revoked: Option<i64>,
}

/// A name as it is kept; letters of any script, digits, spaces and `. - _ ' @` between them.
fn checked(name: &str) -> Result<String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let fits = |c: char| c.is_alphanumeric() || " .-_'’@".contains(c);
    if name.is_empty() || name.chars().count() > NAME_LONGEST || !name.chars().all(fits) {
        bail!("a name has 1 to {NAME_LONGEST} letters, digits, spaces, or . - _ ' @");
    }
    Ok(name)
}

impl Users {
    /// Makes a user.
    pub fn add(&self, name: &str, role: Role, password: &str) -> Result<Account> {
        let name = checked(name)?;
        passwords::check(password, &name)?;
        let (hash, made) = (passwords::hash(password)?, now());
        let sql =
            "INSERT INTO users (name, role, password, made) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";
        let added = self.connection().execute(sql, params![name, role.name(), hash, made])?;
        if added == 0 {
            bail!("there is a user `{name}`, or was one: a name is given once, so that the log stays true");
        }
        Ok(Account { name, role, made, revoked: None })
    }

    /// All users, by name.
    pub fn list(&self) -> Result<Vec<Account>> {
        let connection = self.connection();
        let mut statement =
            connection.prepare("SELECT name, role, made, revoked FROM users ORDER BY name")?;
        let rows = statement.query_map([], account)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The user of a name.
    pub fn account(&self, name: &str) -> Result<Account> {
        let sql = "SELECT name, role, made, revoked FROM users WHERE name = ?1";
        let found = self.connection().query_row(sql, [name.trim()], account).optional()?;
        found.ok_or_else(|| anyhow::anyhow!("there is no user `{name}`"))
    }

    /// Gives a user another role; their sessions end, so that nobody goes on with rights they had. The last admin stays one.
    pub fn set_role(&self, name: &str, role: Role) -> Result<()> {
        self.change(name, "role", role.name())
    }

    /// Gives a user another password; their sessions end.
    pub fn set_password(&self, name: &str, password: &str) -> Result<()> {
        passwords::check(password, name)?;
        self.change(name, "password", &passwords::hash(password)?)
    }

    /// Shuts a user out: sessions end, tokens hold no longer. The last admin stays: nobody could make another from a page.
    pub fn revoke(&self, name: &str) -> Result<()> {
        let account = self.standing(name)?;
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute("UPDATE users SET revoked = ?2 WHERE name = ?1", params![account.name, now()])?;
        one_admin(&transaction, &account)?;
        transaction.execute("DELETE FROM sessions WHERE user = ?1", [&account.name])?;
        let sql = "UPDATE tokens SET revoked = ?2 WHERE user = ?1 AND revoked IS NULL";
        transaction.execute(sql, params![account.name, now()])?;
        Ok(transaction.commit()?)
    }

    /// Whether a password is that of a user who may come in. As slow for names that nobody has.
    pub fn sign_in(&self, name: &str, password: &str) -> Result<Option<Account>> {
        let sql = "SELECT name, role, made, revoked, password FROM users WHERE name = ?1";
        let found = |row: &rusqlite::Row<'_>| Ok((account(row)?, row.get::<_, String>(4)?));
        let found = self.connection().query_row(sql, [name.trim()], found).optional()?;
        let kept = found.as_ref().map_or(passwords::nobody(), |(_, hash)| hash);
        let right = passwords::is(password, kept);
        Ok(found.filter(|(account, _)| right && account.revoked.is_none()).map(|(account, _)| account))
    }

    fn standing(&self, name: &str) -> Result<Account> {
        let account = self.account(name)?;
        if account.revoked.is_some() {
            bail!("`{}` may not come in any more", account.name);
        }
        Ok(account)
    }

    fn change(&self, name: &str, column: &str, value: &str) -> Result<()> {
        let account = self.standing(name)?;
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let sql = format!("UPDATE users SET {column} = ?2 WHERE name = ?1");
        transaction.execute(&sql, [account.name.as_str(), value])?;
        one_admin(&transaction, &account)?;
        transaction.execute("DELETE FROM sessions WHERE user = ?1", [&account.name])?;
        Ok(transaction.commit()?)
    }
}

/// Refuses a change of an admin that leaves no other: looked at inside the change itself, so that two admins who shut each
/// other out at once do not both succeed.
fn one_admin(changed: &Transaction<'_>, before: &Account) -> Result<()> {
    let sql = "SELECT count(*) FROM users WHERE role = 'admin' AND revoked IS NULL";
    let left: i64 = changed.query_row(sql, [], |row| row.get(0))?;
    if before.role == Role::Admin && left == 0 {
        bail!("`{}` is the last admin: make another one first", before.name);
    }
    Ok(())
}

fn account(row: &rusqlite::Row<'_>) -> rusqlite::Result<Account> {
    let role: String = row.get(1)?;
    // The table holds the four names alone; whatever else stood there would be the least of them.
    let role = role.parse().unwrap_or(Role::Reader);
    Ok(Account { name: row.get(0)?, role, made: row.get(2)?, revoked: row.get(3)? })
}
