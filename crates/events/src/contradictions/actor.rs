//! An actor acts where it had stopped or left.

use super::{Case, contradiction, mention, words};
use crate::item::Item;
use crate::{Contradiction, ContradictionKind, Level, Side};
use std::collections::HashMap;

/// Types of claim that take an actor out of action from their date on.
const LEAVES: &[&str] = &["withdrawal", "operator_suspension"];

/// An actor seen again this long after is no contradiction: it may have come back.
const WITHIN_DAYS: i64 = 30;

pub(super) fn find(case: &Case<'_>) -> Vec<Contradiction> {
    let mut acts: HashMap<&str, Vec<(&crate::Event, &Item<'_>)>> = HashMap::new();
    let all = || case.each().flat_map(|(e, m)| m.iter().map(move |i| (e, *i)));
    for (event, item) in all().filter(|(_, i)| i.weighs() && !LEAVES.contains(&i.claim.claim_type.as_str())) {
        if let Some(actor) = &item.actor {
            acts.entry(actor).or_default().push((event, item));
        }
    }
    let left = all().filter(|(_, i)| i.weighs() && LEAVES.contains(&i.claim.claim_type.as_str()));
    left.filter_map(|(event, leaving)| {
        let again = acts
            .get(leaving.actor.as_deref()?)?
            .iter()
            .find(|(_, i)| after(leaving, i) && leaving.shares_a_place(i))?;
        let sides = vec![
            Side { value: words(&leaving.claim.claim_type), mentions: vec![mention(leaving)] },
            Side { value: words(&again.1.claim.claim_type), mentions: vec![mention(again.1)] },
        ];
        let name = leaving.claim.actor.as_deref().unwrap_or("an actor");
        let summary = format!("{name} acts after it had stopped or left");
        contradiction(
            ContradictionKind::Actor,
            Level::Medium,
            summary,
            vec![event.id.clone(), again.0.id.clone()],
            sides,
        )
    })
    .collect()
}

fn after(leaving: &Item<'_>, acting: &Item<'_>) -> bool {
    let day = |i: &Item<'_>| i.claim.date.and_then(|d| d.first());
    match (day(leaving), day(acting)) {
        (Some(left), Some(acts)) => (1..=WITHIN_DAYS).contains(&i64::from((acts - left).get_days())),
        _ => false,
    }
}
