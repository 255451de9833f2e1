//! Which events speak of one constraint.
//!
//! Events are taken in order of their days; each joins the constraint of its kind with which it shares most of what
//! it is known by, or opens one. An operator's suspension is known by the operator, a ban by the goods too, a closure by
//! what is closed too, anything by its places; without places by who imposes it.

use super::scope::{closed, commodities, operators};
use super::{ConstraintKind, border};
use crate::Event;
use crate::holdings::{Book, is_topic};
use base::{Date, EventId, fold_key};
use evidence::Claim;
use std::collections::{BTreeMap, BTreeSet};

/// Claims of events that speak of one constraint.
pub(super) struct Group<'a> {
    pub kind: ConstraintKind,
    /// What is banned or closed: sets this constraint apart from others at its places.
    what: BTreeSet<String>,
    keys: BTreeSet<String>,
    pub events: Vec<&'a Event>,
    pub claims: Vec<&'a Claim>,
}

/// What limits access, by constraint.
pub(super) fn groups<'a>(book: &'a Book<'_>) -> Vec<Group<'a>> {
    let mut shelf = Shelf::default();
    let mut loose = Vec::new();
    let mut events: Vec<&Event> = book.record.resolution.events.iter().collect();
    events.sort_by(|a, b| order(a).cmp(&order(b)));
    for event in events {
        let claims = book.claims_of(event);
        let quotes = claims.iter().map(|c| c.quote.as_str());
        let Some(kind) = ConstraintKind::of(&event.claim_type, quotes) else { continue };
        for (what, claims) in parts(kind, &claims) {
            let group = Group { kind, what, keys: keys(book, kind, &claims), events: vec![event], claims };
            if group.keys.is_empty() { loose.push(group) } else { shelf.put(group) }
        }
    }
    loose.into_iter().for_each(|group| shelf.put_loose(group));
    shelf.groups
}

/// The claims of one event, apart where they speak of different goods or of different things closed. What names none
/// stays with the first that do.
fn parts<'a>(kind: ConstraintKind, claims: &[&'a Claim]) -> Vec<(BTreeSet<String>, Vec<&'a Claim>)> {
    let mut parts: Vec<(BTreeSet<String>, Vec<&Claim>)> = Vec::new();
    let mut plain = Vec::new();
    for claim in claims {
        let what = what(kind, &[claim]);
        if what.is_empty() {
            plain.push(*claim);
            continue;
        }
        let (same, mut apart): (Vec<_>, Vec<_>) = parts.into_iter().partition(|(w, _)| !w.is_disjoint(&what));
        let joined = same.into_iter().fold((what, Vec::new()), |mut all, (w, c)| {
            all.0.extend(w);
            all.1.extend(c);
            all
        });
        apart.push((joined.0, joined.1.into_iter().chain([*claim]).collect()));
        parts = apart;
    }
    match parts.first_mut() {
        Some((_, first)) => first.extend(plain),
        None if plain.is_empty() => {}
        None => parts.push((BTreeSet::new(), plain)),
    }
    parts
}

fn order(event: &Event) -> (bool, Option<Date>, &EventId) {
    let first = event.date.and_then(|d| d.first());
    (first.is_none(), first, &event.id)
}

#[derive(Default)]
struct Shelf<'a> {
    groups: Vec<Group<'a>>,
    /// Kind and key to the groups that have it.
    index: BTreeMap<(ConstraintKind, String), Vec<usize>>,
}

impl<'a> Shelf<'a> {
    fn put(&mut self, group: Group<'a>) {
        let near: BTreeSet<usize> = group
            .keys
            .iter()
            .filter_map(|k| self.index.get(&(group.kind, k.clone())))
            .flatten()
            .copied()
            .collect();
        let fit = near.into_iter().filter(|&at| is_same(&self.groups[at].what, &group.what));
        // The share of keys in common, in thousandths; of equals the earlier group.
        let score = |at: usize| {
            let known = &self.groups[at].keys;
            (
                known.intersection(&group.keys).count() * 1000 / known.union(&group.keys).count().max(1),
                usize::MAX - at,
            )
        };
        let best = fit.max_by_key(|&at| score(at));
        self.join(best, group);
    }

    /// What is told without place or author joins the only constraint that it can mean.
    fn put_loose(&mut self, group: Group<'a>) {
        let mut fit = (0..self.groups.len())
            .filter(|&at| self.groups[at].kind == group.kind && is_same(&self.groups[at].what, &group.what));
        let only = fit.next().filter(|_| fit.next().is_none() && !group.what.is_empty());
        self.join(only, group);
    }

    fn join(&mut self, at: Option<usize>, group: Group<'a>) {
        let at = at.unwrap_or(self.groups.len());
        for key in &group.keys {
            let groups = self.index.entry((group.kind, key.clone())).or_default();
            if !groups.contains(&at) {
                groups.push(at);
            }
        }
        match self.groups.get_mut(at) {
            Some(known) => {
                known.keys.extend(group.keys);
                known.what.extend(group.what);
                known.events.extend(group.events);
                known.claims.extend(group.claims);
            }
            None => self.groups.push(group),
        }
    }
}

fn is_same(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    a.is_empty() && b.is_empty() || !a.is_disjoint(b)
}

fn what(kind: ConstraintKind, claims: &[&Claim]) -> BTreeSet<String> {
    let of = |read: fn(&str) -> Vec<&'static str>| {
        claims.iter().flat_map(|c| read(&c.quote)).map(str::to_owned).collect::<BTreeSet<_>>()
    };
    match kind {
        // A ban that names no goods in this quote is told by its type.
        ConstraintKind::CommodityBan => {
            let named = of(commodities);
            let fuel = claims.iter().any(|c| c.claim_type.starts_with("fuel"));
            if fuel { named.into_iter().chain(["fuel".to_owned()]).collect() } else { named }
        }
        ConstraintKind::Closure => of(closed),
        _ => BTreeSet::new(),
    }
}

fn keys(book: &Book<'_>, kind: ConstraintKind, claims: &[&Claim]) -> BTreeSet<String> {
    if kind == ConstraintKind::OperatorSuspension {
        let named: BTreeSet<String> =
            claims.iter().flat_map(|c| operators(book, c)).map(|o| fold_key(&o)).collect();
        let worded =
            || claims.iter().filter_map(|c| c.target.as_deref().or(c.actor.as_deref())).map(fold_key);
        let named = if named.is_empty() { worded().collect() } else { named };
        if !named.is_empty() {
            return named;
        }
    }
    let told = || claims.iter().flat_map(|c| &c.places).filter(|p| !is_topic(p));
    let spots: BTreeSet<String> = claims.iter().flat_map(|c| border::spots(c)).collect();
    // A ban is one wherever its author has it told: by author and goods.
    let author = || {
        claims.iter().filter(|c| !c.actor_generic).filter_map(|c| c.actor_group.as_ref().or(c.actor.as_ref()))
    };
    let authors: BTreeSet<String> = author().map(|a| fold_key(a)).collect();
    match kind {
        ConstraintKind::CommodityBan => spots.into_iter().chain(authors).collect(),
        _ if !spots.is_empty() => spots,
        _ if !authors.is_empty() => authors,
        _ => told().map(|p| fold_key(&p.name)).collect(),
    }
}
