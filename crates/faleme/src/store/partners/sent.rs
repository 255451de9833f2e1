//! What was sent to each partner: the ids of the records, never their words.

use super::super::{Store, from_json, to_json};
use anyhow::Result;
use base::Date;
use exchange::bundle::{Header, Line};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use serde::Serialize;

/// A snapshot that was sent.
#[derive(Clone, Debug, Serialize)]
pub struct SentBundle {
    /// Its header.
    #[serde(flatten)]
    pub header: Header,
    /// When it was written.
    pub sent: Date,
    /// What it held.
    #[serde(skip)]
    pub lines: Vec<Line>,
}

impl Store {
    /// The header under which a snapshot goes to a partner: with the number of the last one where nothing changed, else with the
    /// next. What it holds is kept by id.
    pub fn number_sent(&mut self, partner: &str, about: Header, lines: &[Line], on: Date) -> Result<Header> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let before = last(&transaction, partner)?;
        let number = match &before {
            None => 1,
            Some(sent) if (Header { number: sent.header.number, ..about.clone() }) == sent.header => {
                sent.header.number
            }
            Some(sent) => sent.header.number + 1,
        };
        let header = Header { number, ..about };
        let sql = "INSERT OR IGNORE INTO partner_sent (partner, number, header, sent, lines) VALUES (?1, ?2, ?3, ?4, ?5)";
        let row = i64::try_from(number).unwrap_or(i64::MAX);
        transaction.execute(sql, params![partner, row, to_json(&header), on.to_string(), to_json(&lines)])?;
        // Only the latest counts at the partner; of earlier ones the header stays.
        let sql = "UPDATE partner_sent SET lines = '[]' WHERE partner = ?1 AND number < ?2";
        transaction.execute(sql, params![partner, row])?;
        transaction.commit()?;
        Ok(header)
    }
}

/// The last snapshot that was sent to a partner.
pub(super) fn last(connection: &Connection, partner: &str) -> Result<Option<SentBundle>> {
    let sql = "SELECT header, sent, lines FROM partner_sent WHERE partner = ?1 ORDER BY number DESC LIMIT 1";
    let sent = connection.query_row(sql, [partner], |row| {
        let sent = row.get::<_, String>(1)?.parse().unwrap_or_default();
        Ok(SentBundle {
            header: from_json(row.get_ref(0)?.as_str()?)?,
            sent,
            lines: from_json(row.get_ref(2)?.as_str()?)?,
        })
    });
    Ok(sent.optional()?)
}
