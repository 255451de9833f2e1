//! Two dates for one thing.

use super::{Case, clash, contradiction, sides, words};
use crate::group::days_between;
use crate::{Contradiction, ContradictionKind, Level};
use base::Interval;

/// Dates further apart than this cannot both be so; one day is the margin of reports written at night.
const APART: i64 = 1;

pub(super) fn find(case: &Case<'_>) -> Vec<Contradiction> {
    case.each()
        .filter(|(event, _)| {
            !matches!(event.kind, evidence::ClaimKind::Figure | evidence::ClaimKind::Background)
        })
        .filter_map(|(event, members)| {
            let told: Vec<_> = members.iter().filter(|i| i.claim.date.is_some()).copied().collect();
            let clash = clash(told.iter().map(|i| i.claim.date), |a, b| {
                days_between(*a, *b).is_some_and(|g| g > APART)
            });
            let sides = clash.then(|| sides(&told, |i| i.claim.date.map(written)))?;
            let summary = format!(
                "{}: one {} with {} dates",
                told[0].claim.quote.chars().take(60).collect::<String>(),
                words(&event.claim_type),
                sides.len()
            );
            contradiction(ContradictionKind::Date, Level::High, summary, vec![event.id.clone()], sides)
        })
        .collect()
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
