//! The shared view: what partners and oneself tell each other, and the hashes by which two institutions compare it.

use crate::output::{Output, count};
use crate::store::{Counted, Mark, Partner, Store};
use crate::table::table;
use anyhow::Result;
use base::{ContentHash, Tlp};
use exchange::bundle::{Line, Part, PublicKey, RecordId, View};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;

/// The shared view, and that of each pair.
#[derive(Serialize)]
pub struct Shared {
    /// One's own key.
    me: PublicKey,
    #[serde(flatten)]
    view: View,
    partners: Vec<Pair>,
    /// Markings under which records are held, where they are not as stated: what came unmarked, and what a person marked here.
    held_as: BTreeMap<RecordId, Tlp>,
}

/// What oneself and one partner tell each other.
#[derive(Serialize)]
struct Pair {
    partner: String,
    key: Option<PublicKey>,
    /// The number of the last bundle sent, and of the one received that counts.
    sent: Option<u64>,
    received: Option<u64>,
    /// The same at both, when each has the other's latest.
    hash: ContentHash,
    records: usize,
}

/// What is shared by now.
pub fn shared(store: &Store, me: PublicKey) -> Result<Shared> {
    let partners = store.partners()?;
    let counted = store.counted(&partners)?;
    let mut own: BTreeSet<Line> = BTreeSet::new();
    let mut pairs = Vec::new();
    for partner in &partners {
        // To whom nothing is shared any more, nothing counts as told.
        let sent = partner.sent.as_ref().filter(|s| Some(s.header.to) == partner.key().map(|k| k.key));
        own.extend(sent.iter().flat_map(|s| s.lines.iter().cloned()));
        pairs.push(pair(partner, me, sent.map(|s| (s.header.number, s.lines.clone())), &counted));
    }
    let mut parts: Vec<Part> = counted.iter().map(|c| Part { from: c.key, lines: c.lines() }).collect();
    parts.push(Part { from: me, lines: own.into_iter().collect() });
    let held_as = held_as(&counted, &store.marks()?);
    Ok(Shared { me, view: View::of(&parts), partners: pairs, held_as })
}

fn pair(partner: &Partner, me: PublicKey, sent: Option<(u64, Vec<Line>)>, counted: &[Counted]) -> Pair {
    let theirs = counted.iter().find(|c| c.partner == partner.name);
    let mut parts: Vec<Part> = theirs.iter().map(|c| Part { from: c.key, lines: c.lines() }).collect();
    let (number, lines) = sent.map_or((None, Vec::new()), |(number, lines)| (Some(number), lines));
    parts.push(Part { from: me, lines });
    let view = View::of(&parts);
    Pair {
        partner: partner.name.clone(),
        key: partner.key().map(|k| k.key),
        sent: number,
        received: theirs.map(|c| c.bundle.header.number),
        records: view.records.len(),
        hash: view.hash,
    }
}

fn held_as(counted: &[Counted], marks: &BTreeMap<RecordId, Mark>) -> BTreeMap<RecordId, Tlp> {
    let all = counted.iter().flat_map(|c| &c.records);
    let held = |(id, record): &(RecordId, exchange::bundle::Record)| {
        let tlp = held_under(record, marks.get(id));
        (Some(tlp) != record.tlp).then(|| (id.clone(), tlp))
    };
    all.filter_map(held).collect()
}

/// The marking under which a partner's record is held: never looser than stated.
pub fn held_under(record: &exchange::bundle::Record, mark: Option<&Mark>) -> Tlp {
    match (record.tlp, mark) {
        (Some(stated), Some(mark)) => stated.max(mark.tlp),
        (None, Some(mark)) => mark.tlp.max(Tlp::Green),
        (_, None) => record.held_as(),
    }
}

/// Prints it.
pub fn show(store: &Store, me: PublicKey, out: Output) -> Result<ExitCode> {
    let shared = shared(store, me)?;
    out.result(&shared, || text(&shared))?;
    Ok(ExitCode::SUCCESS)
}

fn text(shared: &Shared) -> String {
    let short = |hash: &ContentHash| hash.as_str().get(..16).unwrap_or_default().to_owned();
    let number = |n: Option<u64>| n.map_or("-".to_owned(), |n| n.to_string());
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    shared.view.records.iter().for_each(|told| *kinds.entry(told.line.kind.as_str()).or_default() += 1);
    let parts: Vec<String> = kinds.iter().map(|(kind, n)| count(*n, kind)).collect();
    let row = |p: &Pair| {
        vec![p.partner.clone(), number(p.sent), number(p.received), p.records.to_string(), short(&p.hash)]
    };
    let rows: Vec<Vec<String>> = shared.partners.iter().map(row).collect();
    format!(
        "shared view {}: {}; {} counted once\n{}",
        short(&shared.view.hash),
        if parts.is_empty() { "nothing".into() } else { parts.join(", ") },
        count(shared.view.origins, "report"),
        table(&["partner", "sent", "received", "records", "view of the two"], &rows)
    )
}
