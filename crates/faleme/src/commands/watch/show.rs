//! Alerts as they are listed: with their state, deliveries and what partners did.

use crate::clock::written;
use crate::store::{Delivery, LogLine, Store};
use crate::table::{cut, table};
use anyhow::Result;
use exchange::alerts::{Alert, Texts, one_line};
use serde::Serialize;

/// An alert as listed.
#[derive(Serialize)]
pub struct Listed {
    id: String,
    rule: String,
    subject: String,
    message: &'static str,
    state: &'static str,
    /// CAP's status.
    status: &'static str,
    tlp: &'static str,
    over: bool,
    headline: Texts,
    as_of: base::Date,
    drafted: String,
    sent: Option<String>,
    references: Vec<String>,
    areas: Vec<String>,
    sources: Vec<String>,
    responses: Vec<String>,
    why: Vec<String>,
    deliveries: Vec<DeliveryShown>,
    log: Vec<LineShown>,
}

#[derive(Serialize)]
struct DeliveryShown {
    recipient: String,
    state: crate::store::DeliveryState,
    attempts: u32,
    told: Option<String>,
}

#[derive(Serialize)]
struct LineShown {
    at: String,
    what: String,
    who: String,
    why: String,
}

/// All alerts, the newest first; only those of these ids, if there are any.
pub fn listed(store: &Store, only: Option<&[String]>) -> Result<Vec<Listed>> {
    let (alerts, deliveries, log) = (store.alerts()?, store.deliveries(false)?, store.alert_log()?);
    let wanted = |a: &&Alert| only.is_none_or(|ids| ids.contains(&a.id));
    Ok(alerts.iter().rev().filter(wanted).map(|a| one(a, &deliveries, &log)).collect())
}

fn one(of: &Alert, deliveries: &[Delivery], log: &[LogLine]) -> Listed {
    let sent = deliveries.iter().filter(|d| d.alert == of.id).map(|d| DeliveryShown {
        recipient: d.recipient.clone(),
        state: d.state,
        attempts: d.attempts,
        told: d.told.clone(),
    });
    let lines = log.iter().filter(|l| l.alert == of.id).map(|l| LineShown {
        at: written(l.at),
        what: l.what.clone(),
        who: l.who.clone(),
        why: l.why.clone(),
    });
    Listed {
        id: of.id.clone(),
        rule: of.rule.clone(),
        subject: of.subject.clone(),
        message: of.message.as_str(),
        state: of.state.as_str(),
        status: of.status(),
        tlp: of.tlp.as_str(),
        over: of.over,
        headline: Texts { fr: one_line(&of.said.headline.fr), en: one_line(&of.said.headline.en) },
        as_of: of.day,
        drafted: of.drafted.rfc3339(),
        sent: of.sent.map(exchange::alerts::Stamp::rfc3339),
        references: of.references.iter().map(|r| r.identifier.clone()).collect(),
        areas: of.areas.iter().map(|a| one_line(&a.name.en)).collect(),
        sources: of.sources.iter().map(|s| one_line(&s.publisher)).collect(),
        responses: of.responses.iter().map(|r| r.id.clone()).collect(),
        why: of.basis.clone(),
        deliveries: sent.collect(),
        log: lines.collect(),
    }
}

/// A line an alert, and below it where it went and what was done about it.
pub fn listed_text(all: &[Listed]) -> String {
    let mut out = String::new();
    let rows: Vec<Vec<String>> = all.iter().map(row).collect();
    let lines = table(&["id", "state", "message", "marking", "rule", "headline"], &rows);
    let mut lines = lines.lines();
    out.extend(lines.next().map(|head| format!("{head}\n")));
    for (line, alert) in lines.zip(all) {
        out.push_str(&format!("{line}\n"));
        alert.write(&mut out);
    }
    out
}

fn row(of: &Listed) -> Vec<String> {
    let status = if of.state == "issued" { of.status } else { of.state };
    let message = if of.over { format!("{}, over", of.message) } else { of.message.to_owned() };
    let cells = [of.id.as_str(), status, &message, of.tlp, &of.rule];
    let mut row: Vec<String> = cells.iter().map(|c| (*c).to_owned()).collect();
    row.push(cut(&of.headline.en).to_string());
    row
}

impl Listed {
    fn write(&self, out: &mut String) {
        for d in &self.deliveries {
            let told = d.told.as_deref().map_or(String::new(), |t| format!(": {}", cut(t)));
            let state = crate::show::word(&d.state);
            out.push_str(&format!("  to {}: {state}{told}\n", one_line(&d.recipient)));
        }
        // Deliveries stand above.
        for l in self.log.iter().filter(|l| !matches!(l.what.as_str(), "sent" | "failed" | "drafted")) {
            let why = if l.why.is_empty() { String::new() } else { format!(": {}", one_line(&l.why)) };
            out.push_str(&format!("  {} {} by {}{why}\n", l.at, l.what, one_line(&l.who)));
        }
    }
}
