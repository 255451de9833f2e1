//! What one group of claims tells of several constraints: terms with a gap between them, and places that one lifting or
//! denial names and another does not.

use super::{ConstraintKind, ConstraintStatus, Scope, Telling, border, told};
use crate::holdings::Book;
use base::{Date, PlaceKind};
use evidence::Claim;
use std::collections::BTreeSet;

/// Claims of one constraint.
#[derive(Clone)]
pub(super) struct Part<'a> {
    pub claims: Vec<&'a Claim>,
    /// Keys of the places that it is of, where its claims name others too.
    pub only: Option<BTreeSet<String>>,
    /// Whether it was taken out of a wider one: its id is of its places too.
    pub taken_out: bool,
}

/// The constraints that claims of one group tell of.
pub(super) fn split<'a>(book: &Book<'_>, kind: ConstraintKind, claims: &[&'a Claim]) -> Vec<Part<'a>> {
    let terms = by_term(book, kind, claims).into_iter();
    let whole = |claims| Part { claims, only: None, taken_out: false };
    terms.flat_map(|claims| by_place(book, kind, whole(claims))).collect()
}

fn telling(book: &Book<'_>, kind: ConstraintKind, claim: &Claim) -> Option<Telling> {
    told(claim, kind, book.day)
}

/// A term that begins after the end of all before it, and is not said to prolong them, is another constraint.
fn by_term<'a>(book: &Book<'_>, kind: ConstraintKind, claims: &[&'a Claim]) -> Vec<Vec<&'a Claim>> {
    let term = |claim: &&&Claim| {
        let told = telling(book, kind, claim).filter(|t| t.status.is_so() && t.reserve.is_none())?;
        Some((claim.date?.start?, told.term?, told.extended))
    };
    let mut terms: Vec<(Date, Date, bool)> = claims.iter().filter_map(|c| term(&c)).collect();
    terms.sort();
    let mut starts = Vec::new();
    let mut end: Option<Date> = None;
    for (start, until, extended) in terms {
        let gap = end.and_then(|e| e.tomorrow().ok()).is_some_and(|next| next < start);
        if gap && !extended {
            starts.push(start);
        }
        end = end.max(Some(until));
    }
    let mut parts = vec![Vec::new(); starts.len() + 1];
    for claim in claims {
        let day = claim.date.and_then(|d| d.first()).or_else(|| book.published(claim));
        let at = day.map_or(0, |day| starts.partition_point(|start| *start <= day));
        if let Some(part) = parts.get_mut(at) {
            part.push(*claim);
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// A lifting or denial of some of the places that one claim tells of leaves the others as they were.
fn by_place<'a>(book: &Book<'_>, kind: ConstraintKind, part: Part<'a>) -> Vec<Part<'a>> {
    // What shows positions is told by region; a carrier's suspension is known by the carrier.
    if kind.is_positions() || kind == ConstraintKind::OperatorSuspension {
        return vec![part];
    }
    let spots = |claim: &Claim| -> BTreeSet<String> {
        let all = border::spots(claim);
        part.only.as_ref().map_or(all.clone(), |only| all.intersection(only).cloned().collect())
    };
    let status = |claim: &&&Claim| telling(book, kind, claim).map(|t| t.status);
    let is_so = |claim: &&&Claim| status(claim).is_some_and(ConstraintStatus::is_so);
    let so: Vec<BTreeSet<String>> = part.claims.iter().filter(is_so).map(|c| spots(c)).collect();
    let all: BTreeSet<String> = so.iter().flatten().cloned().collect();
    let ends =
        |claim: &&&Claim| matches!(status(claim), Some(ConstraintStatus::Lifted | ConstraintStatus::Denied));
    let some_of_one = |some: &BTreeSet<String>| {
        !some.is_empty() && so.iter().any(|told| some.is_subset(told) && some.len() < told.len())
    };
    let mut named: Vec<BTreeSet<String>> = part.claims.iter().filter(ends).map(|c| spots(c)).collect();
    named.retain(some_of_one);
    let Some(out) = named.into_iter().min_by_key(|some| (some.len(), some.clone())) else {
        return vec![part];
    };
    let rest: BTreeSet<String> = all.difference(&out).cloned().collect();
    let is_placeless = |claim: &Claim| border::spots(claim).is_empty();
    // An end told without a place is of all; anything else without one stays with the wider constraint.
    let of = |keys: &BTreeSet<String>, taken_out: bool| {
        let counts = |claim: &&&'a Claim| {
            let told = spots(claim);
            let elsewhere = told.is_disjoint(&all);
            if elsewhere {
                !taken_out || (is_placeless(claim) && ends(claim))
            } else {
                !told.is_disjoint(keys)
            }
        };
        let claims = part.claims.iter().filter(counts).copied().collect();
        Part { claims, only: Some(keys.clone()), taken_out: taken_out || part.taken_out }
    };
    [of(&rest, false), of(&out, true)].into_iter().flat_map(|part| by_place(book, kind, part)).collect()
}

impl Scope {
    /// Leaves out places and roads of other parts.
    pub(super) fn keep(&mut self, only: &BTreeSet<String>) {
        let is_kept = |name: &str| border::is_of(name, only);
        self.places.retain(|p| p.kind == Some(PlaceKind::Country) || is_kept(&p.name));
        self.links.retain(|name| is_kept(name));
        self.corridors.retain(|name| is_kept(name));
        let names: BTreeSet<String> = self.places.iter().map(|p| p.name.clone()).collect();
        self.evidence.retain(|e| match e.part.as_str() {
            "places" => names.contains(&e.value),
            "links" | "corridors" => is_kept(&e.value),
            _ => true,
        });
    }
}
