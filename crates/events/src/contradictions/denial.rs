//! One side says so, another says not.

use super::{Case, LISTED, contradiction, mention, words};
use crate::family::family;
use crate::group::days_between;
use crate::item::Item;
use crate::{Contradiction, ContradictionKind, Level, Side};
use base::Modality;
use evidence::ClaimKind;
use std::collections::HashMap;

/// A denial may answer a report this many days older.
const ANSWERS_WITHIN: i64 = 120;

/// A denied incident is that of the same spot and about the same day.
const INCIDENT_WITHIN: i64 = 3;

pub(super) fn find(case: &Case<'_>) -> Vec<Contradiction> {
    let all = case.each().flat_map(|(_, m)| m.iter().copied());
    let mut denials: HashMap<&str, Vec<&Item<'_>>> = HashMap::new();
    for item in all.filter(|i| denies(i)) {
        denials.entry(&item.family).or_default().push(item);
    }
    let mut found: Vec<Contradiction> = Vec::new();
    for (event, members) in case.each() {
        let told: Vec<_> = members.iter().filter(|i| i.claim.modality.is_fact()).copied().collect();
        let of_family = denials.get(family(&event.claim_type)).into_iter().flatten();
        let against: Vec<_> = of_family.filter(|d| answers(d, &told)).copied().take(LISTED).collect();
        if told.is_empty() || against.is_empty() {
            continue;
        }
        let side = |value: &str, items: &[&Item<'_>]| Side {
            value: value.into(),
            mentions: items.iter().map(|i| mention(i)).collect(),
        };
        let summary = format!("{}: told by some, denied by {}", words(&event.claim_type), by(&against));
        let sides = vec![side("told", &told), side("denied", &against)];
        found.extend(contradiction(
            ContradictionKind::Denial,
            Level::High,
            summary,
            vec![event.id.clone()],
            sides,
        ));
    }
    found
}

/// Whether a claim says that something told elsewhere is not so. A denial as a statement says only that one was made.
fn denies(item: &Item<'_>) -> bool {
    matches!(item.claim.modality, Modality::Denied | Modality::Negated) && item.claim.claim_type != "denial"
}

fn answers(denial: &Item<'_>, told: &[&Item<'_>]) -> bool {
    let incident = denial.claim.kind == ClaimKind::Incident;
    let within = if incident { INCIDENT_WITHIN } else { ANSWERS_WITHIN };
    let near = |i: &&Item<'_>| days_between(denial.claim.date, i.claim.date).is_none_or(|g| g <= within);
    let there = |i: &&Item<'_>| match incident {
        true => !denial.sites.is_disjoint(&i.sites),
        false => denial.placeless() || i.placeless() || denial.shares_a_place(i),
    };
    told.iter().any(|i| there(i) && near(i))
}

fn by(items: &[&Item<'_>]) -> String {
    items.iter().find_map(|i| i.claim.actor.clone()).unwrap_or_else(|| "another side".into())
}
