//! Incidents by month and type.

use super::super::desk::Desk;
use super::figure;
use crate::charts::{Artist, IncidentKind, IncidentMonths, Month};
use crate::sheet::Block;
use crate::words::is_long;
use crate::{Finding, Kind, NoteId, Occurrence, Section};
use std::collections::BTreeMap;

/// Months shown at most, the letter's own the last.
const MONTHS: usize = 24;
/// Fewer incidents than this are read faster in the list.
const FEWEST: usize = 3;

/// Counts of the chronology's incidents, those of periods longer than a month left out as they are in its months.
pub(in crate::compose) fn incidents(desk: &mut Desk<'_>) -> Option<Block> {
    let latest = Month::of(desk.findings.masthead.as_of.0);
    let all = desk.occurrences(Section::Chronology);
    fn month(f: &Finding<Occurrence>, latest: Month) -> Option<(usize, &str, &[NoteId])> {
        let of = f.content();
        let day = of.date.filter(|d| of.kind == Kind::Incident && !is_long(d))?.first()?;
        let at = (0..MONTHS).find(|n| Month::of(day).plus(*n) == latest)?;
        Some((at, of.subject.as_str(), f.notes()))
    }
    let told: Vec<(usize, &str, &[NoteId])> = all.into_iter().filter_map(|f| month(f, latest)).collect();
    let earliest = told.iter().map(|(at, _, _)| *at).max().filter(|_| told.len() >= FEWEST)?;
    let mut kinds: BTreeMap<&str, Vec<Option<u32>>> = BTreeMap::new();
    for (at, subject, _) in &told {
        let counts = kinds.entry(subject).or_insert_with(|| vec![Some(0); earliest + 1]);
        if let Some(Some(count)) = counts.get_mut(earliest - at) {
            *count += 1;
        }
    }
    let first = month_before(latest, earliest)?;
    let kinds =
        kinds.into_iter().map(|(subject, counts)| IncidentKind { subject: subject.to_owned(), counts });
    let chart = IncidentMonths { first, months: earliest + 1, kinds: kinds.collect(), last_data: None };
    let notes: Vec<NoteId> = told.iter().flat_map(|(_, _, notes)| notes.iter().cloned()).collect();
    let picture = chart.draw(&Artist::new(desk.messages.lang), "incidents");
    figure(desk, "figure-incidents", picture, &notes, None)
}

/// The month so many months before.
pub(super) fn month_before(month: Month, months: usize) -> Option<Month> {
    let all = i32::from(month.year()) * 12 + i32::from(month.month()) - 1 - i32::try_from(months).ok()?;
    Month::new(i16::try_from(all.div_euclid(12)).ok()?, i8::try_from(all.rem_euclid(12) + 1).ok()?)
}
