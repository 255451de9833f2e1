//! Alerts, the queue of what is to be delivered, and the log of what people did. The log only grows.

use super::{Store, from_json, to_json};
use anyhow::{Context, Result};
use exchange::alerts::{Alert, Said, Texts};
use rusqlite::{Row, TransactionBehavior, params};
use serde::Serialize;

/// How far a delivery has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// Waits for its turn.
    Queued,
    /// The recipient's server took it.
    Sent,
    /// It was refused for good, or tried too often.
    Failed,
}

impl Progress {
    fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Failed => "failed",
        }
    }

    fn of(text: &str) -> Self {
        match text {
            "sent" => Self::Sent,
            "failed" => Self::Failed,
            _ => Self::Queued,
        }
    }
}

/// An alert on its way to a recipient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Delivery {
    /// The same in every attempt: by it a recipient knows what it has already.
    pub key: String,
    /// The alert.
    pub alert: String,
    /// Name of the recipient.
    pub recipient: String,
    /// How far it has come.
    pub state: Progress,
    /// Attempts that failed.
    pub attempts: u32,
    /// Not before this second of Unix time.
    pub next: i64,
    /// What the last failure told.
    pub told: Option<String>,
}

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogLine {
    /// Second of Unix time.
    pub at: i64,
    /// The alert.
    pub alert: String,
    /// `drafted`, `dropped`, `issued`, `declined`, `cancelled`, `sent`, `failed`, `acknowledged`, `action`.
    pub what: String,
    /// Who.
    pub who: String,
    /// Why, or what they did.
    pub why: String,
}

/// What a look or a person changes: all of it or nothing.
#[derive(Debug, Default)]
pub struct AlertChange {
    /// New alerts.
    pub made: Vec<Alert>,
    /// Alerts as they are from now on.
    pub changed: Vec<Alert>,
    /// What is to be delivered: key, alert, recipient.
    pub queued: Vec<[String; 3]>,
    /// Lines of the log.
    pub log: Vec<LogLine>,
}

impl Store {
    /// All alerts, in the order in which they were made.
    pub fn alerts(&self) -> Result<Vec<Alert>> {
        let mut statement = self.connection.prepare("SELECT json FROM alerts ORDER BY seq")?;
        let rows = statement.query_map([], |row| from_json(row.get_ref(0)?.as_str()?))?;
        rows.collect::<rusqlite::Result<_>>().context("reading the alerts")
    }

    /// A number that grows with every change of alerts.
    pub fn alerts_version(&self) -> Result<i64> {
        Ok(self
            .connection
            .query_row("SELECT coalesce(max(number), 0) FROM alert_log", [], |row| row.get(0))?)
    }

    /// Keeps a change that was worked out at `version`; `false` if somebody else changed alerts since.
    pub fn keep_alerts(&mut self, version: i64, change: &AlertChange) -> Result<bool> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let sql = "SELECT coalesce(max(number), 0) FROM alert_log";
        if transaction.query_row(sql, [], |row| row.get::<_, i64>(0))? != version {
            return Ok(false);
        }
        for alert in &change.changed {
            transaction
                .execute("UPDATE alerts SET json = ?2 WHERE id = ?1", params![alert.id, to_json(alert)])?;
        }
        for alert in &change.made {
            transaction.execute(
                "INSERT INTO alerts (id, json) VALUES (?1, ?2)",
                params![alert.id, to_json(alert)],
            )?;
        }
        for [key, alert, recipient] in &change.queued {
            let sql = "INSERT INTO alert_deliveries (key, alert, recipient, state, attempts, next)
                       VALUES (?1, ?2, ?3, 'queued', 0, 0) ON CONFLICT DO NOTHING";
            transaction.execute(sql, params![key, alert, recipient])?;
        }
        for line in &change.log {
            log(&transaction, line)?;
        }
        transaction.commit()?;
        Ok(true)
    }

    /// Deliveries in the order of their alerts; only those that wait, or all.
    pub fn deliveries(&self, waiting: bool) -> Result<Vec<Delivery>> {
        let sql = "SELECT key, alert, recipient, state, attempts, next, told FROM alert_deliveries
                   WHERE ?1 = 0 OR state = 'queued' ORDER BY seq";
        let mut statement = self.connection.prepare(sql)?;
        let read = |row: &Row<'_>| {
            Ok(Delivery {
                key: row.get(0)?,
                alert: row.get(1)?,
                recipient: row.get(2)?,
                state: Progress::of(row.get_ref(3)?.as_str()?),
                attempts: row.get(4)?,
                next: row.get(5)?,
                told: row.get(6)?,
            })
        };
        Ok(statement.query_map([waiting], read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// How many alerts a recipient got since a second.
    pub fn delivered_since(&self, recipient: &str, since: i64) -> Result<u32> {
        let sql =
            "SELECT count(*) FROM alert_deliveries WHERE recipient = ?1 AND state = 'sent' AND done > ?2";
        Ok(self.connection.query_row(sql, params![recipient, since], |row| row.get(0))?)
    }

    /// A delivery ended, well or not.
    pub fn delivery_ended(&mut self, of: &Delivery, state: Progress, now: i64, told: &str) -> Result<()> {
        let transaction = self.connection.transaction()?;
        let sql = "UPDATE alert_deliveries SET state = ?2, done = ?3, told = ?4 WHERE key = ?1";
        let words = (state != Progress::Sent).then_some(told);
        transaction.execute(sql, params![of.key, state.as_str(), now, words])?;
        let (alert, what) = (of.alert.clone(), state.as_str().to_owned());
        log(
            &transaction,
            &LogLine { at: now, alert, what, who: of.recipient.clone(), why: told.to_owned() },
        )?;
        Ok(transaction.commit()?)
    }

    /// A delivery did not succeed and waits until `next`.
    pub fn delivery_later(&self, of: &Delivery, next: i64, told: &str) -> Result<()> {
        let sql = "UPDATE alert_deliveries SET attempts = attempts + 1, next = ?2, told = ?3 WHERE key = ?1";
        self.connection.execute(sql, params![of.key, next, told])?;
        Ok(())
    }

    /// Writes a line of the log.
    pub fn log_alert(&self, line: &LogLine) -> Result<()> {
        Ok(log(&self.connection, line)?)
    }

    /// The log, oldest first.
    pub fn alert_log(&self) -> Result<Vec<LogLine>> {
        let sql = "SELECT at, alert, what, who, why FROM alert_log ORDER BY number";
        let mut statement = self.connection.prepare(sql)?;
        let read = |row: &Row<'_>| {
            Ok(LogLine {
                at: row.get(0)?,
                alert: row.get(1)?,
                what: row.get(2)?,
                who: row.get(3)?,
                why: row.get(4)?,
            })
        };
        Ok(statement.query_map([], read)?.collect::<rusqlite::Result<_>>()?)
    }
}

/// Takes the words and sources out of every alert that holds one of these traces. Its id stays: the cancellation names it.
pub(super) fn blank(connection: &rusqlite::Connection, traces: &[String]) -> rusqlite::Result<()> {
    let mut statement = connection.prepare("SELECT seq, json FROM alerts")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let text = row.get_ref(1)?.as_str()?;
        if !traces.iter().any(|trace| !trace.is_empty() && text.contains(trace.as_str())) {
            continue;
        }
        let whole: Alert = from_json(text)?;
        let said = Said {
            event: whole.said.event.clone(),
            headline: Texts { fr: "Expurgé".into(), en: "Redacted".into() },
            ..Said::default()
        };
        let kept = Alert { said, sources: Vec::new(), responses: Vec::new(), basis: Vec::new(), ..whole };
        let sql = "UPDATE alerts SET json = ?2 WHERE seq = ?1";
        connection.execute(sql, params![row.get::<_, i64>(0)?, to_json(&kept)])?;
    }
    Ok(())
}

fn log(connection: &rusqlite::Connection, line: &LogLine) -> rusqlite::Result<()> {
    let sql = "INSERT INTO alert_log (at, alert, what, who, why) VALUES (?1, ?2, ?3, ?4, ?5)";
    connection.execute(sql, params![line.at, line.alert, line.what, line.who, line.why])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Readers;
    use crate::testing::case;
    use base::Tlp;
    use exchange::alerts::{Cited, State};

    fn line(what: &str) -> LogLine {
        LogLine { at: 1, alert: "alr-1".into(), what: what.into(), who: "Awa".into(), why: "seen".into() }
    }

    #[test]
    fn the_log_only_grows() {
        let (_folder, store) = case();
        store.log_alert(&line("acknowledged")).unwrap();
        for sql in ["UPDATE alert_log SET who = 'x'", "DELETE FROM alert_log"] {
            let error = store.connection.execute(sql, []).unwrap_err().to_string();
            assert!(error.contains("only grows"), "{error}");
        }
        assert_eq!(store.alert_log().unwrap(), [line("acknowledged")]);
    }

    #[test]
    fn readers_see_what_was_issued_for_them_and_not_who_got_it() {
        let (folder, mut store) = case();
        let issued = crate::commands::watch::testing::alert();
        let named = |id: &str| Alert { id: id.into(), ..issued.clone() };
        let made = vec![
            named("alr-open"),
            Alert { tlp: Tlp::Amber, ..named("alr-amber") },
            Alert { state: State::Draft, ..named("alr-draft") },
        ];
        let queued = vec![["key".to_owned(), "alr-open".to_owned(), "desk".to_owned()]];
        let change = AlertChange { made, queued, log: vec![line("issued")], ..AlertChange::default() };
        assert!(store.keep_alerts(0, &change).unwrap());
        let seen = |tlp| {
            let store = Store::open_for(folder.path(), Readers { tlp, abroad: true }).unwrap();
            assert!(store.deliveries(false).unwrap().is_empty() && store.alert_log().unwrap().is_empty());
            store.alerts().unwrap().into_iter().map(|a| a.id).collect::<Vec<_>>()
        };
        assert_eq!(seen(Tlp::Green), ["alr-open"]);
        assert_eq!(seen(Tlp::Amber), ["alr-open", "alr-amber"]);
        assert_eq!((store.alerts().unwrap().len(), store.deliveries(true).unwrap().len()), (3, 1));
    }

    #[test]
    fn what_is_redacted_leaves_alerts_as_well() {
        let (_folder, mut store) = case();
        let issued = crate::commands::watch::testing::alert();
        let title = "Names a person".to_owned();
        let cited = Cited { publisher: "Daily".into(), title, published: None, url: None };
        let of = |id: &str, claim: &str| Alert {
            id: id.into(),
            basis: vec![claim.to_owned()],
            sources: vec![cited.clone()],
            ..issued.clone()
        };
        let made = vec![of("alr-1", "clm-1"), of("alr-2", "clm-2")];
        store.keep_alerts(0, &AlertChange { made, ..AlertChange::default() }).unwrap();
        blank(&store.connection, &["clm-1".to_owned(), String::new()]).unwrap();
        let left: Vec<(String, usize)> =
            store.alerts().unwrap().into_iter().map(|a| (a.said.headline.en, a.sources.len())).collect();
        assert_eq!(left, [("Redacted".to_owned(), 0), ("Curfew".to_owned(), 1)]);
    }

    #[test]
    fn a_change_worked_out_before_another_is_not_kept() {
        let (_folder, mut store) = case();
        let version = store.alerts_version().unwrap();
        let change = AlertChange { log: vec![line("drafted")], ..AlertChange::default() };
        assert!(store.keep_alerts(version, &change).unwrap());
        assert!(!store.keep_alerts(version, &change).unwrap());
        assert_eq!(store.alert_log().unwrap().len(), 1);
    }
}
