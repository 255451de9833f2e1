//! Issued alerts on their way to recipients: at least once, each attempt under the same key, so that one arrives once in effect.
//!
//! The queue is in the ledger. What is killed between sending and noting it down is sent again under the same key.

mod hook;
mod mail;

use super::file::AlertsFile;
use super::recipient::{Recipient, Way};
use crate::clock;
use crate::output::Output;
use crate::store::{Delivery, DeliveryState, Store};
use anyhow::Result;
use exchange::alerts::{Alert, State, one_line};
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicBool, Ordering};

/// Seconds before the second attempt; each further one waits twice as long, up to [`LONGEST_WAIT`].
const FIRST_WAIT: i64 = 60;
/// Six hours: a server that was down over night is tried again in the morning.
const LONGEST_WAIT: i64 = 6 * 3600;
/// After so many attempts (some ten days) a recipient is given up.
const ATTEMPTS: u32 = 48;
/// Seconds over which a recipient's alerts are counted.
const HOUR: i64 = 3600;

/// What came of an attempt.
pub enum Sent {
    /// Taken.
    Yes,
    /// Not now: what went wrong.
    Later(String),
    /// Not at all: why.
    Never(String),
}

/// What came of the queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Taken by their recipients.
    pub sent: usize,
    /// Refused for good, or given up.
    pub failed: usize,
    /// Still waiting.
    pub waiting: usize,
}

/// What a message is made of.
pub struct Parcel<'a> {
    /// The alert.
    pub alert: &'a Alert,
    /// By it a recipient knows what it has already.
    pub key: &'a str,
    /// Second of Unix time.
    pub now: i64,
}

/// The key of an alert for a recipient: the same whenever it is made.
pub fn key(alert: &str, recipient: &str) -> String {
    let text = format!("{}:{alert}{recipient}", alert.len());
    blake3::hash(text.as_bytes()).to_hex().chars().take(32).collect()
}

/// Sends what is due; with `at_once` all that waits.
pub fn deliver(
    store: &mut Store,
    file: &AlertsFile,
    at_once: bool,
    (stop, out): (&AtomicBool, Output),
) -> Result<Tally> {
    let queue = store.deliveries(true)?;
    let mut tally = Tally::default();
    if queue.is_empty() {
        return Ok(tally);
    }
    let alerts: HashMap<String, Alert> = store.alerts()?.into_iter().map(|a| (a.id.clone(), a)).collect();
    // What comes later never overtakes what a recipient still waits for: an update is of no use before its alert.
    let mut blocked: BTreeSet<String> = BTreeSet::new();
    for delivery in queue {
        let now = clock::now();
        if stop.load(Ordering::Relaxed) || blocked.contains(&delivery.recipient) {
            tally.waiting += 1;
            continue;
        }
        let recipient = file.recipient(&delivery.recipient);
        let full = match recipient {
            Some(r) => store.delivered_since(&r.name, now - HOUR)? >= r.per_hour,
            None => false,
        };
        if full || !(at_once || delivery.next <= now) {
            blocked.insert(delivery.recipient);
            tally.waiting += 1;
            continue;
        }
        match attempt(file, recipient, alerts.get(&delivery.alert), (&delivery, now)) {
            Sent::Yes => {
                store.delivery_ended(&delivery, DeliveryState::Sent, clock::now(), "")?;
                tally.sent += 1;
            }
            Sent::Later(why) if delivery.attempts + 1 < ATTEMPTS => {
                let (next, why) = (clock::now() + wait(delivery.attempts), one_line(&why));
                out.note(format!("{} to {}: {why}; it is tried again", delivery.alert, delivery.recipient));
                store.delivery_later(&delivery, next, &why)?;
                blocked.insert(delivery.recipient);
                tally.waiting += 1;
            }
            Sent::Later(why) | Sent::Never(why) => {
                let why = one_line(&why);
                out.note(format!("{} to {}: not delivered: {why}", delivery.alert, delivery.recipient));
                store.delivery_ended(&delivery, DeliveryState::Failed, clock::now(), &why)?;
                tally.failed += 1;
            }
        }
    }
    Ok(tally)
}

/// Seconds to wait after an attempt that was not the first failure.
fn wait(failed: u32) -> i64 {
    FIRST_WAIT.saturating_mul(1_i64.checked_shl(failed.min(20)).unwrap_or(i64::MAX)).min(LONGEST_WAIT)
}

fn attempt(
    file: &AlertsFile,
    recipient: Option<&Recipient>,
    alert: Option<&Alert>,
    (delivery, now): (&Delivery, i64),
) -> Sent {
    let Some(alert) = alert.filter(|a| a.state == State::Issued) else {
        return Sent::Never("nobody issued it".into());
    };
    let Some(recipient) = recipient else {
        return Sent::Never("the case no longer has this recipient".into());
    };
    if recipient.holds < alert.tlp {
        return Sent::Never(format!("the recipient may hold {} and no more", recipient.holds.as_str()));
    }
    let parcel = Parcel { alert, key: &delivery.key, now };
    match &recipient.way {
        Way::Email(to) => mail::send(file.smtp.as_ref(), to, &parcel),
        Way::Webhook { url, body, secret } => hook::send(url, *body, secret, &parcel),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end_at_six_hours() {
        assert_eq!([0, 1, 2, 8, 9, 47].map(wait), [60, 120, 240, 15_360, 21_600, 21_600]);
        assert_eq!(wait(u32::MAX), LONGEST_WAIT);
    }

    #[test]
    fn a_key_is_of_one_alert_and_one_recipient() {
        let keys = [key("alr-1", "a"), key("alr-1", "b"), key("alr-", "1a")];
        assert!(keys.iter().all(|k| k.len() == 32) && keys[0] != keys[1] && keys[0] != keys[2]);
        assert_eq!(keys[0], key("alr-1", "a"));
    }
}
