//! Contradictions inside and across documents. One rule, one file; every side keeps its quotes.

mod actor;
mod citation;
mod count;
mod dataset;
mod date;
mod denial;
mod figure_scope;
mod place;
mod status;
mod translation;

use crate::input::Evidence;
use crate::item::Item;
use crate::join::Members;
use crate::{Contradiction, ContradictionKind, Event, Level, Mention, Side};
use base::{ContradictionId, EventId, Interval};
use std::collections::HashSet;
use std::hash::Hash;

/// What the rules look at: events and, for each, its members.
pub(crate) struct Case<'a> {
    pub evidence: &'a Evidence<'a>,
    pub events: &'a [Event],
    pub members: &'a [Members<'a>],
}

impl<'a> Case<'a> {
    /// Events that claims tell, with these claims.
    pub fn each(&self) -> impl Iterator<Item = (&'a Event, &'a [&'a Item<'a>])> + use<'a> {
        let told = self.events.iter().zip(self.members).filter(|(_, m)| !m.items.is_empty());
        told.map(|(event, members)| (event, members.items.as_slice()))
    }
}

/// All contradictions, the most severe first, then by id.
pub(crate) fn find(case: &Case<'_>) -> Vec<Contradiction> {
    let rules: [fn(&Case<'_>) -> Vec<Contradiction>; 10] = [
        date::find,
        dataset::find,
        denial::find,
        place::find,
        count::find,
        status::find,
        actor::find,
        figure_scope::find,
        translation::find,
        citation::find,
    ];
    let mut all: Vec<Contradiction> = rules.iter().flat_map(|rule| rule(case)).collect();
    all.sort_by(|a, b| b.severity.cmp(&a.severity).then_with(|| a.id.cmp(&b.id)));
    all.dedup_by(|a, b| a.id == b.id);
    all
}

/// Makes a contradiction of two or more sides; `None` when fewer are left.
fn contradiction(
    kind: ContradictionKind,
    severity: Level,
    summary: String,
    events: Vec<EventId>,
    sides: Vec<Side>,
) -> Option<Contradiction> {
    if sides.len() < 2 {
        return None;
    }
    let mut parts: Vec<String> = vec![format!("{kind:?}")];
    for side in &sides {
        parts.push(side.value.clone());
        parts.extend(side.mentions.iter().map(|m| match &m.row {
            Some(row) => row.key().to_string(),
            None => format!("{}:{}", m.document, m.span.start),
        }));
    }
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    Some(Contradiction { id: ContradictionId::derive(&parts), kind, severity, summary, events, sides })
}

/// Whether any two of the values differ as `differ` says. Each value is compared once however often it is told, so that
/// an event told by thousands costs no more than its different tellings.
fn clash<T: Eq + Hash>(told: impl Iterator<Item = T>, differ: impl Fn(&T, &T) -> bool) -> bool {
    let values: Vec<T> = told.collect::<HashSet<T>>().into_iter().collect();
    values.iter().enumerate().any(|(n, a)| values[..n].iter().any(|b| differ(b, a)))
}

/// Groups members by a value that their claims tell, in order of first telling; those that tell none are left out.
fn sides<'a>(members: &[&'a Item<'a>], value: impl Fn(&Item<'a>) -> Option<String>) -> Vec<Side> {
    let mut sides: Vec<Side> = Vec::new();
    for item in members {
        let Some(value) = value(item) else { continue };
        match sides.iter_mut().find(|s| s.value == value) {
            Some(side) => side.mentions.push(mention(item)),
            None => sides.push(Side { value, mentions: vec![mention(item)] }),
        }
    }
    sides
}

/// At most so many tellings are listed where each of many events meets the same many claims: the list would grow with
/// the square of the collection, and nobody reads the hundred-and-first.
const LISTED: usize = 100;

fn mention(item: &Item<'_>) -> Mention {
    Mention {
        claim: Some(item.claim.id.clone()),
        row: None,
        document: item.claim.document.clone(),
        span: item.claim.span,
        quote: item.claim.quote.clone(),
    }
}

/// `armed_attack` as words.
fn words(claim_type: &str) -> String {
    claim_type.replace('_', " ")
}

/// An interval as ISO 8601 writes it.
fn written(interval: Interval) -> String {
    let day = |d: Option<base::Date>| d.map_or_else(|| "..".to_owned(), |d| d.to_string());
    if interval.start == interval.end {
        day(interval.start)
    } else {
        format!("{}/{}", day(interval.start), day(interval.end))
    }
}
