//! Two dates for one thing.

use super::{Case, clash, contradiction, sides, words};
use crate::group::days_between;
use crate::item::Item;
use crate::{Contradiction, ContradictionKind, Level};
use base::{Interval, Modality};
use evidence::{ClaimKind, DateBasis};

/// Two dates of a measure in force that lie further apart are a renewal, not a disagreement.
const RENEWAL: i64 = 7;

/// A day's difference may be a report written at night.
const NIGHT: i64 = 1;

pub(super) fn find(case: &Case<'_>) -> Vec<Contradiction> {
    case.each()
        .filter(|(event, _)| !matches!(event.kind, ClaimKind::Figure | ClaimKind::Background))
        .filter_map(|(event, members)| {
            let told: Vec<_> = members.iter().filter(|i| is_told(i)).copied().collect();
            let pairs = || told.iter().enumerate().flat_map(|(n, a)| told[..n].iter().map(move |b| (a, b)));
            let apart = pairs().filter_map(|(a, b)| disagreement(a, b)).max()?;
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
fn disagreement(a: &Item<'_>, b: &Item<'_>) -> Option<i64> {
    let apart = days_between(a.claim.date, b.claim.date).filter(|days| *days > 0)?;
    let in_force = a.claim.kind == ClaimKind::Measure
        && !(a.claim.modality == Modality::Announced && b.claim.modality == Modality::Announced);
    (!in_force || apart <= RENEWAL).then_some(apart)
}

/// An interval as ISO 8601 writes it.
fn written(interval: Interval) -> String {
    let day = |d: Option<base::Date>| d.map_or_else(|| "..".to_owned(), |d| d.to_string());
    if interval.start == interval.end {
        day(interval.start)
    } else {
        format!("{}/{}", day(interval.start), day(interval.end))
    }
}
