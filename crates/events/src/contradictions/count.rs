//! Two counts of one thing.

use super::{Case, clash, contradiction, sides, words};
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
                let told = counted.iter().filter_map(|i| i.claim.quantity.as_ref());
                let clash =
                    clash(told.map(|q| (q.value.to_bits(), q.bound == Bound::Exact)), |a, b| differ(*a, *b));
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

/// Whether two counts, each the bits of a value and whether it is exact, cannot both be so.
fn differ((a, a_exact): (u64, bool), (b, b_exact): (u64, bool)) -> bool {
    let (x, y) = (f64::from_bits(a), f64::from_bits(b));
    if a_exact && b_exact { x != y } else { (x - y).abs() > 0.1 * x.abs().max(y.abs()) }
}

fn written(quantity: &Quantity) -> String {
    format!("{} {}", quantity.value, quantity.unit)
}
