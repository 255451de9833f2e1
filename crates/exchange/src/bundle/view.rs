//! The shared view: what a circle of partners has told one another, each record once.
//!
//! In: the lines of one's own latest snapshots and of those received that count. Out: their union by content id, with who tells
//! what, and hashes by which two institutions see at a glance whether they hold the same.

use super::keys::PublicKey;
use super::record::{Record, RecordId, What};
use base::{ContentHash, Tlp};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a view needs to know of a record. It holds no words, and outlives a redaction.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Line {
    /// The record.
    pub id: RecordId,
    /// `document`, `claim` …
    pub kind: String,
    /// Its marking as stated.
    pub tlp: Option<Tlp>,
    /// The document that it is or stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<ContentHash>,
    /// The document that this one counts with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<ContentHash>,
}

impl Line {
    /// The line of a record.
    pub fn of(id: RecordId, record: &Record) -> Self {
        let (document, origin) = match &record.what {
            What::Document(d) => (Some(d.hash.clone()), Some(d.origin.clone())),
            What::Claim(c) => (Some(c.document.clone()), None),
            _ => (None, None),
        };
        Self { id, kind: record.kind().to_owned(), tlp: record.tlp, document, origin }
    }
}

/// What one sender tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Who.
    pub from: PublicKey,
    /// What.
    pub lines: Vec<Line>,
}

/// A record of the view, and who tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    /// The record.
    #[serde(flatten)]
    pub line: Line,
    /// The keys of those who tell it, in order.
    pub from: Vec<PublicKey>,
}

/// The union of what is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct View {
    /// Hash of the ids and of who tells them: two who hold the same view have the same.
    pub hash: ContentHash,
    /// Documents that count once: the same report at two institutions, and its copies, are one.
    pub origins: usize,
    /// Records, in the order of their ids.
    pub records: Vec<Told>,
}

impl View {
    /// The union of `parts`.
    pub fn of(parts: &[Part]) -> Self {
        let mut all: BTreeMap<&RecordId, (&Line, BTreeSet<PublicKey>)> = BTreeMap::new();
        for part in parts {
            for line in &part.lines {
                all.entry(&line.id).or_insert_with(|| (line, BTreeSet::new())).1.insert(part.from);
            }
        }
        let told = |(line, from): (&Line, BTreeSet<PublicKey>)| Told {
            line: line.clone(),
            from: from.into_iter().collect(),
        };
        let records: Vec<Told> = all.into_values().map(told).collect();
        let mut text = String::new();
        for told in &records {
            text.push_str(told.line.id.as_str());
            told.from.iter().for_each(|key| text.push_str(&format!(" {key}")));
            text.push('\n');
        }
        Self { hash: ContentHash::of(text.as_bytes()), origins: origins(&records), records }
    }
}

/// How many documents there are, those that count together once.
fn origins(records: &[Told]) -> usize {
    let mut leads: BTreeMap<&ContentHash, &ContentHash> = BTreeMap::new();
    for line in records.iter().map(|t| &t.line) {
        let Some(document) = &line.document else { continue };
        join(&mut leads, document, line.origin.as_ref().unwrap_or(document));
    }
    leads.iter().filter(|(document, lead)| document == lead).count()
}

/// Puts two documents under one, the lesser of the two that lead them.
fn join<'a>(leads: &mut BTreeMap<&'a ContentHash, &'a ContentHash>, a: &'a ContentHash, b: &'a ContentHash) {
    let (a, b) = (lead(leads, a), lead(leads, b));
    leads.insert(a.max(b), a.min(b));
    leads.insert(a.min(b), a.min(b));
}

fn lead<'a>(leads: &BTreeMap<&'a ContentHash, &'a ContentHash>, of: &'a ContentHash) -> &'a ContentHash {
    let mut at = of;
    // Each step leads to a lesser hash: it ends.
    while let Some(next) = leads.get(at).filter(|next| **next != at) {
        at = next;
    }
    at
}
