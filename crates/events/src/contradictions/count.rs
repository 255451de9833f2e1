//! Two counts of one thing.

use super::{Case, contradiction, sides, words};
use crate::item::Item;
use crate::{Contradiction, ContradictionKind, Level};
use base::{Bound, Quantity};
use evidence::ClaimKind;

pub(super) fn find(case: &Case<'_>) -> Vec<Contradiction> {
    case.each()
        .filter(|(event, _)| {
            matches!(event.kind, ClaimKind::Incident | ClaimKind::Effect | ClaimKind::Measure)
        })
        .flat_map(|(event, members)| {
            units(members).into_iter().filter_map(move |unit| {
                let counted: Vec<_> = members.iter().filter(|i| counts(i, &unit)).copied().collect();
                let clash =
                    counted.iter().enumerate().any(|(n, a)| counted[..n].iter().any(|b| differ(a, b)));
                let sides = clash.then(|| sides(&counted, |i| i.claim.quantity.as_ref().map(written)))?;
                let summary = format!("{}: {} counts in {unit}", words(&event.claim_type), sides.len());
                contradiction(ContradictionKind::Count, Level::Medium, summary, vec![event.id.clone()], sides)
            })
        })
        .collect()
}

fn units(members: &[&Item<'_>]) -> Vec<String> {
    let mut units: Vec<String> =
        members.iter().filter_map(|i| i.claim.quantity.as_ref().map(|q| q.unit.clone())).collect();
    units.sort();
    units.dedup();
    units
}

fn counts(item: &Item<'_>, unit: &str) -> bool {
    item.claim.quantity.as_ref().is_some_and(|q| q.unit == unit)
}

fn differ(a: &Item<'_>, b: &Item<'_>) -> bool {
    match (&a.claim.quantity, &b.claim.quantity) {
        (Some(x), Some(y)) if x.bound == Bound::Exact && y.bound == Bound::Exact => x.value != y.value,
        (Some(x), Some(y)) => (x.value - y.value).abs() > 0.1 * x.value.abs().max(y.value.abs()),
        _ => false,
    }
}

fn written(quantity: &Quantity) -> String {
    format!("{} {}", quantity.value, quantity.unit)
}
