//! What is reported of the case's corridors, month by month, for any traffic: what may be published.

use super::Desk;
use crate::case::{self, CorridorEntry};
use crate::corridor::Setting;
use anyhow::Result;
use base::{ClaimId, Date};
use corridors::{Limit, Passability, incident_days};
use jiff::Span;
use letter::{Basis, Corridor, CorridorMonth, Entry, Finding, Note, NoteId, Passable, Roads, Titles};
use std::collections::BTreeSet;
use supply::recorded;

/// Months told, the letter's own the last. Own convention: half a year.
const MONTHS: i32 = 6;
/// Footnotes of a corridor at most; the constraints and events carry their own.
const NOTES: usize = 4;

/// A finding for each corridor.
pub(super) fn build(desk: &mut Desk<'_>, setting: &Setting) -> Result<Roads> {
    let touched = setting.touched()?;
    let mut roads = Roads::default();
    for entry in &setting.case.corridors {
        let on = |(_, names): &(&Limit, &BTreeSet<String>)| names.contains(&entry.name.en);
        let limits: Vec<&Limit> = setting.limits.iter().zip(&touched).filter(on).map(|(l, _)| l).collect();
        roads.corridors.extend(corridor(desk, entry, &limits, setting.day));
    }
    Ok(roads)
}

fn corridor(desk: &mut Desk<'_>, entry: &CorridorEntry, limits: &[&Limit], day: Date) -> Option<Finding<Corridor>> {
    let last = day.first_of_month();
    let months: Vec<Date> = (0..MONTHS).rev().filter_map(|ago| last.checked_sub(Span::new().months(ago)).ok()).collect();
    let told: Vec<CorridorMonth> = months.iter().map(|month| state(limits, *month, day)).collect();
    let now: Vec<&&Limit> = limits.iter().filter(|l| worst(l, day, day) >= Some(Passability::Restricted)).collect();
    let confirmed = now.iter().filter_map(|l| l.last_confirmed).max();
    let mut notes = vec![own_note(desk, entry)];
    notes.extend(evidence(desk, &now));
    let content = Corridor {
        name: Titles { fr: entry.name.fr.clone(), en: entry.name.en.clone() },
        months: told,
        constraints: now.iter().filter(|l| incident_days(&l.kind).is_none()).map(|l| l.id.clone()).collect(),
        last_confirmed: confirmed,
        age_days: confirmed.and_then(|on| Some(i64::from(on.until(day).ok()?.get_days()))),
        classes: Vec::new(),
    };
    Finding::new(format!("cor-{}", entry.line), content, notes).ok()
}

/// The entry of the case: what says that there is such a corridor.
fn own_note(desk: &mut Desk<'_>, entry: &CorridorEntry) -> NoteId {
    let id = NoteId::new(format!("{}:{}", case::FILE, entry.line));
    let basis = Entry { file: case::FILE.to_owned(), line: entry.line, source: entry.source.clone(), url: None };
    desk.notes.insert(id.clone(), Note { id: id.clone(), basis: Basis::Entry(basis) });
    id
}

/// Footnotes to what is told of limits: one a document, the first few.
fn evidence(desk: &mut Desk<'_>, limits: &[&&Limit]) -> Vec<NoteId> {
    let ids = limits.iter().flat_map(|l| &l.evidence).map(|id| ClaimId::parse(id.as_str()));
    let claims: Vec<_> = ids.filter_map(|id| desk.claims.get(&id).copied()).collect();
    desk.cite(&claims).into_iter().take(NOTES).collect()
}

/// The worst that was reported of a month, and how many incidents.
fn state(limits: &[&Limit], month: Date, day: Date) -> CorridorMonth {
    let end = month.last_of_month().min(day);
    let worst = limits.iter().filter_map(|l| worst(l, month, end)).max();
    let happened = |l: &&&Limit| {
        let date = l.date.and_then(|d| d.first());
        incident_days(&l.kind).is_some() && date.is_some_and(|d| month <= d && d <= end)
    };
    let state = match worst {
        None | Some(Passability::Unknown) => Passable::Unknown,
        Some(Passability::Open) => Passable::Open,
        Some(Passability::Restricted) => Passable::Restricted,
        Some(Passability::Closed) => Passable::Closed,
    };
    CorridorMonth { month, state, incidents: limits.iter().filter(happened).count() }
}

/// The worst that a limit makes of its links from one day to another, for any traffic: what stops some goods or some
/// carriers alone restricts it.
fn worst(limit: &Limit, from: Date, to: Date) -> Option<Passability> {
    let days = usize::try_from(from.until(to).ok()?.get_days()).ok()? + 1;
    let worst = recorded(limit, from, days).into_iter().flatten().max()?;
    let some = [&limit.commodities, &limit.operators, &limit.vehicle_classes].iter().any(|of| !of.is_empty());
    let partial = some || !limit.origin_countries.is_empty();
    Some(if partial { worst.min(Passability::Restricted) } else { worst })
}
