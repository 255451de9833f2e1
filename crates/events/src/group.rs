//! Which claims speak of one event.
//!
//! Claims are taken in order; each joins the best event told so far that it fits, or opens a new one. Only events that
//! share a place, a day or a company with the claim are looked at, and of each only its latest members, so that the cost grows
//! with the number of claims and not with its square.

use crate::item::Item;
use crate::{Ruling, Together};
use base::{DocumentId, Interval, Modality, Span};
use evidence::{ClaimKind, DateBasis, OriginGraph};
use std::collections::{BTreeSet, HashMap};

/// Groups of item indices, in order of their first members.
pub(crate) fn group(items: &[Item<'_>], origins: &OriginGraph, ruling: &Ruling) -> Vec<Vec<usize>> {
    let aligned = Aligned::new(origins);
    let mut book = Book::default();
    for index in 0..items.len() {
        let item = &items[index];
        let joined = if ruling.split.contains(&item.claim.id) {
            None
        } else {
            book.best(items, index, &aligned, ruling)
        };
        book.add(item, index, joined);
    }
    merge_as_ruled(items, book.events, &ruling.merged)
}

/// At most this many events are looked at for one claim, and this many members of each.
const LOOK_AT: usize = 24;
const MEMBERS: usize = 6;

#[derive(Default)]
struct Book {
    events: Vec<Vec<usize>>,
    /// Family and a place, day, company or document, to the events that have it, latest last.
    index: HashMap<String, Vec<usize>>,
}

impl Book {
    fn best(&self, items: &[Item<'_>], index: usize, aligned: &Aligned, ruling: &Ruling) -> Option<usize> {
        let item = &items[index];
        let partners = aligned.partners(&item.claim.document);
        let mut candidates: Vec<usize> = Vec::new();
        for key in keys(item) {
            candidates.extend(self.index.get(&key).into_iter().flat_map(|e| e.iter().rev().take(LOOK_AT)));
        }
        candidates.sort_unstable();
        candidates.dedup();
        candidates
            .into_iter()
            .filter_map(|event| {
                let members = &self.events[event];
                // A claim split off opens its event, and nothing joins that.
                let alone = members.first().is_some_and(|&m| ruling.split.contains(&items[m].claim.id));
                let looked = members.iter().take(1).chain(members.iter().rev().take(MEMBERS));
                let best = looked.map(|&m| likeness(item, &items[m], partners)).max()?;
                (!alone && best > 0).then_some((best, event))
            })
            .max_by_key(|&(score, event)| (score, event))
            .map(|(_, event)| event)
    }

    fn add(&mut self, item: &Item<'_>, index: usize, joined: Option<usize>) {
        let event = joined.unwrap_or(self.events.len());
        if joined.is_none() {
            self.events.push(Vec::new());
        }
        self.events[event].push(index);
        for key in keys(item) {
            let events = self.index.entry(key).or_default();
            if events.last() != Some(&event) {
                events.push(event);
            }
        }
    }
}

/// What a claim can be found by, each with its family.
fn keys(item: &Item<'_>) -> Vec<String> {
    let family = &item.family;
    let mut keys: Vec<String> = item.names().map(|p| format!("{family} p:{p}")).collect();
    if let Some(Interval { start: Some(day), .. }) = item.claim.date {
        keys.push(format!("{family} d:{day}"));
    }
    if let (ClaimKind::Measure, Some(target)) = (item.claim.kind, &item.target) {
        keys.push(format!("{family} t:{target}"));
    }
    if let Some(quantity) = &item.claim.quantity {
        keys.push(format!("{family} q:{}{}", quantity.value, quantity.unit));
    }
    keys.push(format!("{family} o:{}", item.document_origin));
    keys
}

/// How much two claims speak of one thing; 0 is not at all.
fn likeness(a: &Item<'_>, b: &Item<'_>, partners: Option<&Partners>) -> u32 {
    if a.claim.kind != b.claim.kind || a.family != b.family {
        return 0;
    }
    if partners.is_some_and(|p| aligned(p, a, b)) {
        return if different_days(a, b) { 0 } else { 100 + overlap(&a.sites, &b.sites) };
    }
    match a.claim.kind {
        ClaimKind::Incident => incident(a, b),
        ClaimKind::Measure => measure(a, b),
        ClaimKind::Figure => figure(a, b),
        ClaimKind::Statement => statement(a, b),
        ClaimKind::Effect | ClaimKind::Background => circumstance(a, b),
    }
}

/// Two reports may date one occasion a day apart.
const DAYS_APART: i64 = 1;

/// An announcement reported with two dates up to this far apart is one announcement if all else agrees.
const SAME_MEASURE_DAYS: i64 = 100;

/// A measure in force that is told again this much later (days) is another one, or its renewal.
const RENEWED_AFTER: i64 = 7;

fn incident(a: &Item<'_>, b: &Item<'_>) -> u32 {
    let Some(gap) = days_between(a.claim.date, b.claim.date) else {
        // An undated mention joins what its own document told at the same spots.
        let same_text = a.document_origin == b.document_origin;
        return u32::from(same_text && similar(&a.sites, &b.sites)) * 20;
    };
    if gap > DAYS_APART || vague(a) != vague(b) {
        return 0;
    }
    if similar(&a.sites, &b.sites) {
        return 60 - 10 * gap as u32 + overlap(&a.sites, &b.sites);
    }
    let same_count = a.claim.quantity.is_some() && a.claim.quantity == b.claim.quantity;
    if same_count && (gap == 0 || a.sites.is_empty() || b.sites.is_empty()) {
        return 40 - 5 * gap as u32;
    }
    let open = a.sites.is_empty() || b.sites.is_empty();
    let agrees = (a.placeless() || b.placeless() || a.shares_a_place(b)) && agree(&a.actor, &b.actor);
    u32::from(open && agrees && gap == 0) * 30
}

/// When a measure is told to be in force; of a term whose start was filled in from the context, only the end was told.
fn in_force(item: &Item<'_>) -> Option<Interval> {
    let date = item.claim.date?;
    match (item.claim.date_basis, date.end) {
        (Some(DateBasis::Inferred), Some(end)) => Some(Interval::day(end)),
        _ => Some(date),
    }
}

fn measure(a: &Item<'_>, b: &Item<'_>) -> u32 {
    let gap = days_between(in_force(a), in_force(b));
    let announced = a.claim.modality == Modality::Announced && b.claim.modality == Modality::Announced;
    let longest = if announced { SAME_MEASURE_DAYS } else { RENEWED_AFTER };
    if gap.is_some_and(|g| g > longest) || !agree(&a.actor, &b.actor) {
        return 0;
    }
    let same_target = a.target.is_some() && a.target == b.target;
    let places = similar(&a.sites, &b.sites)
        || a.sites.is_empty() && b.sites.is_empty() && similar(&a.areas, &b.areas);
    let placeless = a.placeless() || b.placeless();
    match (places, same_target) {
        (true, _) => 60 - gap.unwrap_or(20).min(40) as u32,
        (false, true) => 50 - gap.unwrap_or(20).min(40) as u32,
        _ if a.shares_a_place(b) => 30 - gap.unwrap_or(10).min(20) as u32,
        _ if placeless && gap == Some(0) => 25,
        _ => u32::from(placeless && a.document_origin == b.document_origin && gap.is_none_or(|g| g == 0)) * 8,
    }
}

fn figure(a: &Item<'_>, b: &Item<'_>) -> u32 {
    let place = a.shares_a_place(b) || a.placeless() || b.placeless();
    match (&a.claim.quantity, &b.claim.quantity) {
        (Some(x), Some(y)) if x.unit == y.unit && close(x.value, y.value) => 30 + 20 * u32::from(place),
        (None, None) if place => 30,
        _ => 0,
    }
}

fn statement(a: &Item<'_>, b: &Item<'_>) -> u32 {
    let gap = days_between(a.claim.date, b.claim.date);
    if gap.is_some_and(|g| g > 7) || !agree(&a.actor, &b.actor) {
        return 0;
    }
    let place = a.shares_a_place(b) || a.placeless() && b.placeless();
    let tie = a.actor.is_some() && a.actor == b.actor || a.document_origin == b.document_origin;
    u32::from(place && tie) * 30
}

fn circumstance(a: &Item<'_>, b: &Item<'_>) -> u32 {
    let gap = days_between(a.claim.date, b.claim.date);
    let place =
        similar(&a.sites, &b.sites) || a.sites.is_empty() && b.sites.is_empty() && a.shares_a_place(b);
    u32::from(place && gap.is_none_or(|g| g <= 31)) * 30
}

/// Days between two intervals, 0 when they overlap; `None` when a date is missing.
pub(crate) fn days_between(a: Option<Interval>, b: Option<Interval>) -> Option<i64> {
    let (a, b) = (a?, b?);
    if a.overlaps(&b) {
        return Some(0);
    }
    let gap = |x: Option<base::Date>, y: Option<base::Date>| Some(i64::from((y? - x?).get_days()));
    gap(a.end, b.start).filter(|g| *g > 0).or_else(|| gap(b.end, a.start).filter(|g| *g > 0))
}

/// A month or a season says too little to be the same occasion as a day.
fn vague(item: &Item<'_>) -> bool {
    item.claim.date.is_some_and(|d| d.days().is_none_or(|n| n > 7))
}

fn different_days(a: &Item<'_>, b: &Item<'_>) -> bool {
    a.claim.kind == ClaimKind::Incident
        && days_between(a.claim.date, b.claim.date).is_some_and(|g| g > DAYS_APART)
}

fn agree(a: &Option<String>, b: &Option<String>) -> bool {
    a.is_none() || b.is_none() || a == b
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 0.01 * a.abs().max(b.abs())
}

fn overlap(a: &BTreeSet<String>, b: &BTreeSet<String>) -> u32 {
    a.intersection(b).count() as u32
}

/// Jaccard over one half: one town is part of an attack on two towns, not the same.
fn similar(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let shared = overlap(a, b) as usize;
    2 * shared > a.len() + b.len() - shared
}

/// Passages that dependent documents share: claims of one type in the two halves are one claim told twice.
struct Aligned(HashMap<DocumentId, Partners>);

/// The documents that share passages with one, and which: first those of the one.
type Partners = HashMap<DocumentId, Vec<(Span, Span)>>;

impl Aligned {
    fn new(origins: &OriginGraph) -> Self {
        let mut all: HashMap<DocumentId, Partners> = HashMap::new();
        let mut add = |one: &DocumentId, other: &DocumentId, passages: Vec<(Span, Span)>| {
            all.entry(one.clone()).or_default().entry(other.clone()).or_default().extend(passages);
        };
        for relation in &origins.relations {
            let (from, to) = (&relation.from, &relation.to);
            add(from, to, relation.passages.iter().map(|p| (p.from, p.to)).collect());
            add(to, from, relation.passages.iter().map(|p| (p.to, p.from)).collect());
        }
        Self(all)
    }

    fn partners(&self, document: &DocumentId) -> Option<&Partners> {
        self.0.get(document)
    }
}

/// Whether `a`, whose document's partners are given, stands at about the place of an aligned passage where `b` does.
fn aligned(partners: &Partners, a: &Item<'_>, b: &Item<'_>) -> bool {
    partners.get(&b.claim.document).is_some_and(|pairs| {
        pairs.iter().any(|(x, y)| match (position(a.claim.span, *x), position(b.claim.span, *y)) {
            (Some(at), Some(bt)) => (at - bt).abs() < POSITION_APART,
            _ => false,
        })
    })
}

/// How far apart, as a share of their passages' lengths, two tellings of one thing may stand.
const POSITION_APART: f64 = 0.2;

/// Where the middle of `claim` lies in `passage`, 0 to 1; `None` if it is not inside.
fn position(claim: Span, passage: Span) -> Option<f64> {
    let middle = (claim.start + claim.end) / 2;
    let inside = (passage.start..passage.end).contains(&middle);
    inside.then(|| (middle - passage.start) as f64 / (passage.end - passage.start).max(1) as f64)
}

fn merge_as_ruled(items: &[Item<'_>], mut groups: Vec<Vec<usize>>, merged: &[Together]) -> Vec<Vec<usize>> {
    for ruled in merged.iter().map(|m| &m.claims).filter(|r| r.len() > 1) {
        let holds = |g: &Vec<usize>| g.iter().any(|&i| ruled.contains(&items[i].claim.id));
        let (mut together, rest): (Vec<_>, Vec<_>) = groups.into_iter().partition(holds);
        groups = rest;
        if !together.is_empty() {
            let mut one: Vec<usize> = together.drain(..).flatten().collect();
            one.sort_unstable();
            groups.push(one);
        }
    }
    groups.sort_by_key(|g| g.first().copied());
    groups
}
