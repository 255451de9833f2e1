//! Two dates for one thing.

use super::{Case, contradiction, sides, words, written};
use crate::group::days_between;
use crate::item::Item;
use crate::{Contradiction, ContradictionKind, Level};
use base::{Interval, Modality};
use evidence::{ClaimKind, DateBasis};
use std::collections::HashSet;

/// Two dates of a measure in force that lie further apart are a renewal, not a disagreement.
const RENEWAL: i64 = 7;

/// A day's difference may be a report written at night.
const NIGHT: i64 = 1;

pub(super) fn find(case: &Case<'_>) -> Vec<Contradiction> {
    case.each()
        .filter(|(event, _)| !matches!(event.kind, ClaimKind::Figure | ClaimKind::Background))
        .filter_map(|(event, members)| {
            let told: Vec<_> = members.iter().filter(|i| is_told(i)).copied().collect();
            let apart = widest(event.kind, &told)?;
            let sides = sides(&told, |i| i.claim.date.map(written));
            let severity = if apart > NIGHT { Level::High } else { Level::Low };
            let summary = format!("one {} with {} dates", words(&event.claim_type), sides.len());
            contradiction(ContradictionKind::Date, severity, summary, vec![event.id.clone()], sides)
        })
        .collect()
}

/// Whether the date stands in the source; one that was filled in from the context is no side of anything.
fn is_told(item: &Item<'_>) -> bool {
    item.claim.date.is_some() && item.claim.date_basis != Some(DateBasis::Inferred)
}

/// By how many days two tellings disagree; `None` if both may be right.
fn disagreement(kind: ClaimKind, a: &Telling, b: &Telling) -> Option<i64> {
    let apart = days_between(a.0, b.0).filter(|days| *days > 0)?;
    let in_force = kind == ClaimKind::Measure && !(a.1 && b.1);
    (!in_force || apart <= RENEWAL).then_some(apart)
}

/// A date, and whether it is that of an announcement.
type Telling = (Option<Interval>, bool);

/// The widest disagreement among the tellings, each date looked at once however often it is told.
fn widest(kind: ClaimKind, told: &[&Item<'_>]) -> Option<i64> {
    let telling = |i: &&Item<'_>| (i.claim.date, i.claim.modality == Modality::Announced);
    let tellings: Vec<Telling> = told.iter().map(telling).collect::<HashSet<_>>().into_iter().collect();
    let pairs = tellings.iter().enumerate().flat_map(|(n, a)| tellings[..n].iter().map(move |b| (a, b)));
    pairs.filter_map(|(a, b)| disagreement(kind, a, b)).max()
}
