//! Two places for one incident: same day, same count, no spot in common.

use super::{Case, contradiction, sides, words};
use crate::item::Item;
use crate::{Contradiction, ContradictionKind, Level};
use evidence::ClaimKind;

pub(super) fn find(case: &Case<'_>) -> Vec<Contradiction> {
    case.each()
        .filter(|(event, _)| event.kind == ClaimKind::Incident)
        .filter_map(|(event, members)| {
            let placed: Vec<_> = members.iter().filter(|i| !i.sites.is_empty()).copied().collect();
            let clash = placed.iter().enumerate().any(|(n, a)| placed[..n].iter().any(|b| elsewhere(a, b)));
            let sides = clash.then(|| sides(&placed, |i| Some(spots(i))))?;
            let summary = format!("one {} at {} places", words(&event.claim_type), sides.len());
            contradiction(ContradictionKind::Place, Level::Medium, summary, vec![event.id.clone()], sides)
        })
        .collect()
}

fn elsewhere(a: &Item<'_>, b: &Item<'_>) -> bool {
    a.sites.is_disjoint(&b.sites)
}

fn spots(item: &Item<'_>) -> String {
    let spot = |p: &&evidence::ClaimPlace| item.sites.contains(&base::fold_key(&p.name));
    item.claim.places.iter().filter(spot).map(|p| p.name.as_str()).collect::<Vec<_>>().join(", ")
}
