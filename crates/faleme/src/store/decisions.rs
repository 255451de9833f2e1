//! Analysts' decisions: appended, never changed, never deleted.

use super::{Store, from_json, to_json};
use anyhow::Result;
use base::Date;
use events::{Action, Decision};
use rusqlite::{TransactionBehavior, params};
use std::collections::BTreeSet;

impl Store {
    /// All decisions, in order of their numbers. Whoever may not see a decision does not see it taken back either.
    pub fn decisions(&self) -> Result<Vec<Decision>> {
        let mut statement = self.connection.prepare("SELECT json FROM decisions ORDER BY number")?;
        let rows = statement.query_map([], |row| from_json(row.get_ref(0)?.as_str()?))?;
        let mut decisions: Vec<Decision> = rows.collect::<rusqlite::Result<_>>()?;
        let mut seen = BTreeSet::new();
        decisions.retain(|d| {
            let there = !matches!(d.action, Action::Undo { decision } if !seen.contains(&decision));
            there && seen.insert(d.number)
        });
        Ok(decisions)
    }

    /// Keeps a decision under the next number, whatever was decided.
    #[cfg(test)]
    pub fn decide(&mut self, on: Date, by: &str, why: &str, action: Action) -> Result<Decision> {
        let kept = self.decide_if(on, by, why, action, |_| Ok::<(), std::convert::Infallible>(()))?;
        Ok(kept.unwrap_or_else(|never| match never {}))
    }

    /// Keeps a decision under the next number if those made so far allow it: between the question and the keeping no
    /// other decision comes.
    pub fn decide_if<E>(
        &mut self,
        on: Date,
        by: &str,
        why: &str,
        action: Action,
        allow: impl FnOnce(&[Decision]) -> Result<(), E>,
    ) -> Result<Result<Decision, E>> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let made: Vec<Decision> = {
            let mut statement = transaction.prepare("SELECT json FROM decisions ORDER BY number")?;
            let rows = statement.query_map([], |row| from_json(row.get_ref(0)?.as_str()?))?;
            rows.collect::<rusqlite::Result<_>>()?
        };
        if let Err(refused) = allow(&made) {
            return Ok(Err(refused));
        }
        let number = made.last().map_or(0, |d| d.number) + 1;
        let decision = Decision { number, on, by: by.into(), why: why.into(), action };
        let sql = "INSERT INTO decisions (number, json) VALUES (?1, ?2)";
        transaction.execute(sql, params![number as i64, to_json(&decision)])?;
        transaction.commit()?;
        Ok(Ok(decision))
    }
}
