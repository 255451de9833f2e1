//! Shares of different wholes told of one corridor or place: not comparable, and easily taken for each other.

use super::{Case, LISTED, contradiction, sides, words};
use crate::group::days_between;
use crate::item::Item;
use crate::{Contradiction, ContradictionKind, Event, Level};
use evidence::ClaimKind;
use std::collections::HashMap;

pub(super) fn find(case: &Case<'_>) -> Vec<Contradiction> {
    let mut by_type: HashMap<&str, Vec<(&Event, &[&Item<'_>])>> = HashMap::new();
    for (event, members) in case.each().filter(|(e, _)| e.kind == ClaimKind::Figure) {
        by_type.entry(&event.claim_type).or_default().push((event, members));
    }
    let mut types: Vec<_> = by_type.into_iter().collect();
    types.sort_by_key(|(name, _)| *name);
    types.iter().flat_map(|(_, figures)| clusters(figures)).collect()
}

fn clusters(figures: &[(&Event, &[&Item<'_>])]) -> Vec<Contradiction> {
    let mut found = Vec::new();
    for (n, (event, members)) in figures.iter().enumerate() {
        for (other, others) in figures[..n].iter().take(20) {
            if !comparable(members[0], others[0]) {
                continue;
            }
            let both: Vec<_> =
                others.iter().take(LISTED).chain(members.iter().take(LISTED)).copied().collect();
            let sides = sides(&both, |i| i.claim.quantity.as_ref().map(written));
            let summary =
                format!("{}: {} values for overlapping scope", words(&event.claim_type), sides.len());
            let ids = vec![other.id.clone(), event.id.clone()];
            found.extend(contradiction(ContradictionKind::FigureScope, Level::Medium, summary, ids, sides));
        }
    }
    found
}

/// Same unit, another value, times that meet, and the same place or the same document.
fn comparable(a: &Item<'_>, b: &Item<'_>) -> bool {
    let (Some(x), Some(y)) = (&a.claim.quantity, &b.claim.quantity) else { return false };
    x.unit == y.unit
        && x.value != y.value
        && x.unit != "km"
        && days_between(a.claim.date, b.claim.date).is_none_or(|days| days == 0)
        && (a.shares_a_place(b) || a.claim.document == b.claim.document)
}

fn written(quantity: &base::Quantity) -> String {
    let of = quantity.of.as_deref().map(|o| format!(" of {o}")).unwrap_or_default();
    format!("{} {}{of}", quantity.value, quantity.unit)
}
