//! Two places for one incident: same day, same count, no spot in common.

use super::{Case, clash, contradiction, sides, words};
use crate::item::Item;
use crate::{Contradiction, ContradictionKind, Level};
use evidence::ClaimKind;

pub(super) fn find(case: &Case<'_>) -> Vec<Contradiction> {
    case.each()
        .filter(|(event, _)| event.kind == ClaimKind::Incident)
        .filter_map(|(event, members)| {
            let placed: Vec<_> = members.iter().filter(|i| !i.sites.is_empty()).copied().collect();
            let clash = clash(placed.iter().map(|i| &i.sites), |a, b| a.is_disjoint(b));
            let sides = clash.then(|| sides(&placed, |i| Some(spots(i))))?;
            let summary = format!("one {} at {} places", words(&event.claim_type), sides.len());
            contradiction(ContradictionKind::Place, Level::Medium, summary, vec![event.id.clone()], sides)
        })
        .collect()
}

fn spots(item: &Item<'_>) -> String {
    let spot = |p: &&evidence::ClaimPlace| item.sites.contains(&base::fold_key(&p.name));
    item.claim.places.iter().filter(spot).map(|p| p.name.as_str()).collect::<Vec<_>>().join(", ")
}
