//! Imposed or extended, in force or lifted: two states of one measure at one time.

use super::{Case, clash, contradiction, sides, words};
use crate::item::Item;
use crate::{Contradiction, ContradictionKind, Level};
use base::Interval;
use evidence::{ClaimKind, MeasureStatus};

pub(super) fn find(case: &Case<'_>) -> Vec<Contradiction> {
    case.each()
        .filter(|(event, _)| event.kind == ClaimKind::Measure)
        .filter_map(|(event, members)| {
            let told: Vec<_> = members.iter().filter(|i| state(i).is_some()).copied().collect();
            let clash =
                clash(told.iter().map(|i| (state(i), i.claim.date)), |a, b| excludes(a, b) || excludes(b, a));
            let sides = clash.then(|| sides(&told, |i| state(i).map(str::to_owned)))?;
            let summary = format!("{}: told in {} states", words(&event.claim_type), sides.len());
            contradiction(ContradictionKind::Status, Level::Low, summary, vec![event.id.clone()], sides)
        })
        .collect()
}

/// The states that exclude each other. An announcement and its coming into force do not.
fn state(item: &Item<'_>) -> Option<&'static str> {
    match item.claim.status? {
        MeasureStatus::Imposed if item.claim.modality.is_fact() => Some("imposed"),
        MeasureStatus::Extended => Some("extended"),
        MeasureStatus::Lifted => Some("lifted"),
        _ => None,
    }
}

/// A state and its date.
type Telling = (Option<&'static str>, Option<Interval>);

/// Whether a measure cannot be told as newly imposed by one and as extended or lifted by the other: imposed first and
/// extended later is its history, the same term told both ways is not.
fn excludes(imposed: &Telling, other: &Telling) -> bool {
    if imposed.0 != Some("imposed") || other.0 == Some("imposed") {
        return false;
    }
    match (imposed.1, other.1) {
        (Some(a), Some(b)) => a.end.is_some() && a.end == b.end || a.start >= b.start,
        _ => true,
    }
}
