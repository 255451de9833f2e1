//! Which of one's own records speaks of the same thing as a partner's.

use super::record::{
    Claim, ClaimKey, Constraint, Decision, Document, Event, Place, Record, RecordId, Ruling, What,
};
use base::{ContentHash, Interval, Modality, PlaceKind, fold_key};
use std::collections::{BTreeMap, BTreeSet};

/// The longest time, days, within which two events of one type and place, told by different documents, are held to be one.
/// Own convention, the tightest that a report of "yesterday" needs: a wider one would join raids of one week.
const ONE_EVENT_DAYS: i64 = 2;

/// What a claim is held to say, and the decisions that say so in place of the claim as read.
pub(super) struct Saying<'a> {
    pub date: Option<Interval>,
    pub modality: Modality,
    pub dated_by: Option<&'a RecordId>,
    pub put_by: Option<&'a RecordId>,
}

/// The records of one side, to be looked up.
#[derive(Default)]
pub(super) struct Book<'a> {
    pub documents: BTreeMap<&'a ContentHash, &'a Document>,
    pub claims: BTreeMap<ClaimKey, (&'a RecordId, &'a Claim)>,
    pub events: Vec<(&'a RecordId, &'a Event)>,
    pub constraints: Vec<(&'a RecordId, &'a Constraint)>,
    pub rulings: BTreeMap<&'a ClaimKey, Vec<(&'a RecordId, &'a Ruling)>>,
    by_claim: BTreeMap<&'a ClaimKey, Vec<usize>>,
    by_type: BTreeMap<&'a str, Vec<usize>>,
    by_kind: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a> Book<'a> {
    pub fn of(records: &'a [(RecordId, Record)]) -> Self {
        let mut book = Self::default();
        for (id, record) in records {
            book.add(id, &record.what);
        }
        book
    }

    fn add(&mut self, id: &'a RecordId, what: &'a What) {
        match what {
            What::Document(d) => {
                self.documents.insert(&d.hash, d);
            }
            What::Claim(c) => {
                self.claims.insert(c.key(), (id, c));
            }
            What::Event(e) => {
                let at = self.events.len();
                e.claims.iter().for_each(|key| self.by_claim.entry(key).or_default().push(at));
                self.by_type.entry(&e.event_type).or_default().push(at);
                self.events.push((id, e));
            }
            What::Constraint(c) => {
                self.by_kind.entry(&c.kind).or_default().push(self.constraints.len());
                self.constraints.push((id, c));
            }
            What::Decision(Decision { claims, ruling, .. }) => {
                claims.iter().for_each(|key| self.rulings.entry(key).or_default().push((id, ruling)));
            }
        }
    }

    /// What a claim is held to say: as read, with what analysts corrected.
    pub fn as_held(&self, key: &ClaimKey, claim: &Claim) -> Saying<'a> {
        let mut held = Saying { date: claim.date, modality: claim.modality, dated_by: None, put_by: None };
        for (id, ruling) in self.rulings.get(key).into_iter().flatten() {
            let Ruling::Corrected { date, modality, .. } = ruling else { continue };
            if date.is_some() {
                (held.date, held.dated_by) = (*date, Some(*id));
            }
            if let Some(modality) = modality {
                (held.modality, held.put_by) = (*modality, Some(*id));
            }
        }
        held
    }

    /// Whether analysts accepted (`true`) or rejected it, and by which record.
    pub fn verdict(&self, key: &ClaimKey) -> Option<(&'a RecordId, bool)> {
        self.rulings.get(key)?.iter().find_map(|(id, ruling)| match ruling {
            Ruling::Accepted => Some((*id, true)),
            Ruling::Rejected => Some((*id, false)),
            _ => None,
        })
    }

    /// The event here that shares a claim with another's, and whether it does; else one of the same type, time and place.
    pub fn same_event(&self, other: &Event) -> Option<(&'a RecordId, &'a Event, bool)> {
        let shared = other.claims.iter().filter_map(|key| self.by_claim.get(key)).flatten();
        if let Some((id, event)) = shared.min().and_then(|at| self.events.get(*at)) {
            return Some((id, event, true));
        }
        let typed = self.by_type.get(other.event_type.as_str())?.iter().filter_map(|at| self.events.get(*at));
        let same = |(_, e): &&(&RecordId, &Event)| {
            is_one_time(e.date, other.date) && shares_spot(&e.places, &other.places)
        };
        typed.into_iter().find(same).map(|(id, event)| (*id, *event, false))
    }

    /// The constraint here that has most of its scope in common with another's of the same kind and time.
    pub fn same_constraint(&self, other: &Constraint) -> Option<(&'a RecordId, &'a Constraint)> {
        let of_kind =
            self.by_kind.get(other.kind.as_str())?.iter().filter_map(|at| self.constraints.get(*at));
        let common = |c: &Constraint| scope(c).intersection(&scope(other)).count();
        let meets = |c: &Constraint| {
            let times = c.date.zip(other.date).is_none_or(|(a, b)| a.overlaps(&b));
            times && goods_meet(&c.commodities, &other.commodities) && common(c) > 0
        };
        // The first of those that have most in common.
        let found = of_kind.filter(|(_, c)| meets(c)).rev().max_by_key(|(_, c)| common(c));
        found.map(|(id, constraint)| (*id, *constraint))
    }
}

/// Names that a constraint is about.
fn scope(of: &Constraint) -> BTreeSet<String> {
    let places = of.places.iter().map(|p| &p.name);
    places.chain(&of.roads).chain(&of.corridors).map(|name| fold_key(name)).collect()
}

/// Whether two lists of goods can be of one ban: one names none, or both name one.
fn goods_meet(a: &[String], b: &[String]) -> bool {
    a.is_empty()
        || b.is_empty()
        || a.iter().any(|goods| b.iter().any(|other| fold_key(goods) == fold_key(other)))
}

fn is_one_time(a: Option<Interval>, b: Option<Interval>) -> bool {
    let short = |d: &Interval| d.days().is_some_and(|days| days <= ONE_EVENT_DAYS);
    a.zip(b).is_some_and(|(a, b)| short(&a) && short(&b) && a.overlaps(&b))
}

fn shares_spot(a: &[Place], b: &[Place]) -> bool {
    let fine = |p: &&Place| {
        use PlaceKind::{Admin1, Area, Country, Road};
        !matches!(p.kind, None | Some(Admin1 | Area | Country | Road))
    };
    a.iter().filter(fine).any(|p| b.iter().filter(fine).any(|q| fold_key(&p.name) == fold_key(&q.name)))
}
