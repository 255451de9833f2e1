//! Where partners and oneself cannot both be right, on a day.

use crate::case::Case;
use crate::commands::share::records;
use crate::store::{Counted, Store};
use crate::view::View;
use anyhow::Result;
use base::{ContentHash, Date};
use exchange::bundle::{ClaimKey, Disagreement, Record, RecordId, What, disagreements};
use std::collections::{BTreeMap, BTreeSet};

/// What is held of partners on a day, beside one's own records in the same form.
pub struct Beside {
    /// One's own.
    pub own: Vec<(RecordId, Record)>,
    /// Theirs, as far as it counts.
    pub theirs: Vec<Counted>,
}

impl Beside {
    /// What the case and its partners hold on a day; `None` where no partner sent anything.
    pub fn load(store: &Store, view: &View, case: &Case, day: Option<Date>) -> Result<Option<Self>> {
        if !store.has_partners_records()? {
            return Ok(None);
        }
        let mut theirs = store.counted(&store.partners()?)?;
        if let Some(day) = day {
            theirs.iter_mut().for_each(|part| known_by(&mut part.records, day));
        }
        let own: BTreeMap<RecordId, Record> =
            records(view, case, day).into_iter().map(|r| (r.id(), r)).collect();
        Ok(Some(Self { own: own.into_iter().collect(), theirs }))
    }

    /// Where they disagree, the gravest first.
    pub fn disagreements(&self) -> Vec<Disagreement> {
        let of = |part: &Counted| disagreements(&self.own, &part.partner, &part.records);
        let mut all: Vec<Disagreement> = self.theirs.iter().flat_map(of).collect();
        all.sort_by_key(|d| std::cmp::Reverse(d.severity));
        all
    }
}

/// Leaves what rests on documents published by `day` alone. A decision is how these are read, whenever it was taken: one's own counts
/// on every day as well.
fn known_by(records: &mut Vec<(RecordId, Record)>, day: Date) {
    let late: BTreeSet<ContentHash> = records
        .iter()
        .filter_map(|(_, r)| match &r.what {
            What::Document(d) if d.published.is_some_and(|on| on > day) => Some(d.hash.clone()),
            _ => None,
        })
        .collect();
    let later: BTreeSet<ClaimKey> = records
        .iter()
        .filter_map(|(_, r)| match &r.what {
            What::Claim(c) if late.contains(&c.document) => Some(c.key()),
            _ => None,
        })
        .collect();
    let none_later = |claims: &[ClaimKey]| !claims.iter().any(|key| later.contains(key));
    records.retain(|(_, r)| match &r.what {
        What::Document(d) => !late.contains(&d.hash),
        What::Claim(c) => !late.contains(&c.document),
        What::Event(e) => none_later(&e.claims),
        What::Constraint(c) => c.history.iter().all(|s| none_later(&s.claims)),
        What::Decision(d) => none_later(&d.claims),
    });
}
