//! Analysts' decisions: appended, never changed, never deleted.

use super::{Store, from_json, to_json};
use anyhow::Result;
use base::Date;
use events::{Action, Decision};
use rusqlite::params;

impl Store {
    /// All decisions, in order of their numbers.
    pub fn decisions(&self) -> Result<Vec<Decision>> {
        let mut statement = self.connection.prepare("SELECT json FROM decisions ORDER BY number")?;
        let rows = statement.query_map([], |row| from_json(row.get_ref(0)?.as_str()?))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Keeps a decision under the next number.
    pub fn decide(&mut self, on: Date, by: &str, why: &str, action: Action) -> Result<Decision> {
        let transaction = self.connection.transaction()?;
        let sql = "SELECT coalesce(max(number), 0) + 1 FROM decisions";
        let number: i64 = transaction.query_row(sql, [], |row| row.get(0))?;
        let decision = Decision { number: number.unsigned_abs(), on, by: by.into(), why: why.into(), action };
        let sql = "INSERT INTO decisions (number, json) VALUES (?1, ?2)";
        transaction.execute(sql, params![number, to_json(&decision)])?;
        transaction.commit()?;
        Ok(decision)
    }
}
