//! All that was made of one subject under one rule.

use super::{Alert, Message, Reference, State};
use std::collections::BTreeMap;

/// The messages of a subject and a rule, in the order in which they were made.
#[derive(Default)]
pub(super) struct Thread<'a> {
    all: Vec<&'a Alert>,
}

/// Every thread, by rule and subject.
pub(super) fn threads(earlier: &[Alert]) -> BTreeMap<(&str, &str), Thread<'_>> {
    let mut out: BTreeMap<(&str, &str), Thread<'_>> = BTreeMap::new();
    for alert in earlier {
        out.entry((&alert.rule, &alert.subject)).or_default().all.push(alert);
    }
    out
}

impl<'a> Thread<'a> {
    /// How many messages were ever made.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// What was sent since the thread was last closed.
    pub fn sent(&self) -> impl DoubleEndedIterator<Item = &'a Alert> + use<'a, '_> {
        let from = self.all.iter().rposition(|a| a.closes()).map_or(0, |at| at + 1);
        self.all.iter().skip(from).copied().filter(|a| a.state == State::Issued)
    }

    /// What waits for a person.
    pub fn waiting(&self) -> Option<&'a Alert> {
        self.all.iter().copied().rev().find(|a| a.waits())
    }

    /// What a person stopped last, where nothing was made of it since and it has not ended.
    pub fn stopped(&self) -> Option<&'a Alert> {
        let last = self.all.iter().copied().rev().find(|a| a.state != State::Dropped)?;
        let stopped =
            last.state == State::Declined || last.message == Message::Cancel && last.state == State::Issued;
        Some(last).filter(|a| stopped && a.by_hand && !a.cleared)
    }

    /// How a new message names what was sent.
    pub fn references(&self) -> Vec<Reference> {
        self.sent().filter_map(Alert::reference).collect()
    }
}
