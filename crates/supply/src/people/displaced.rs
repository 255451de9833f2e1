//! Displaced people of one area, round by round.

use super::area::{Rows, Source};
use super::record::{Figures, Record};
use base::{Date, fold_key};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// One round of one area. Communes are summed.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Step {
    /// The day it is of.
    pub day: Date,
    /// Number of the round, if told.
    pub round: Option<u32>,
    /// Displaced people.
    pub idps: Option<u64>,
    /// Displaced households.
    pub idp_households: Option<u64>,
    /// People who returned.
    pub returnees: Option<u64>,
    /// Households that returned.
    pub returnee_households: Option<u64>,
    /// How many communes were assessed.
    pub communes: usize,
    /// Displaced people more or fewer than in the round before.
    pub change: Option<i64>,
    /// What changed beside the number: communes assessed, columns of the layout.
    pub note: Option<String>,
    /// The file.
    pub file: String,
    /// Its rows.
    #[serde(skip)]
    pub cited: Vec<String>,
    #[serde(skip)]
    headers: Vec<String>,
}

/// Days that several files tell of, with their names.
pub(super) type Twice = Vec<(Date, Vec<String>)>;

/// The rounds of an area in order of their day. Of files of the same day the one published last counts, of equals the one
/// imported last.
pub(super) fn steps(sources: &[Source<'_>], rows: &Rows<'_>) -> (Vec<Step>, Twice) {
    let mut by_day: BTreeMap<Date, Vec<(Date, usize)>> = BTreeMap::new();
    for (&at, records) in rows {
        let Some(source) = sources.get(at) else { continue };
        let days: BTreeSet<Date> = records.iter().filter(|r| displaced(r)).map(|r| r.day).collect();
        days.into_iter().for_each(|day| by_day.entry(day).or_default().push((source.released, at)));
    }
    let (mut steps, mut twice): (Vec<Step>, Twice) = (Vec::new(), Vec::new());
    for (day, mut files) in by_day {
        files.sort_by_key(|&file| std::cmp::Reverse(file));
        let Some(&(_, at)) = files.first() else { continue };
        if files.len() > 1 {
            let names = files.iter().filter_map(|f| sources.get(f.1)).map(|s| s.name.to_owned());
            twice.push((day, names.collect()));
        }
        let of_day = rows.get(&at).into_iter().flatten().filter(|r| r.day == day && displaced(r));
        let mut step = one(sources, at, day, &of_day.copied().collect::<Vec<_>>());
        if let Some(before) = steps.last() {
            compare(before, &mut step);
        }
        steps.push(step);
    }
    (steps, twice)
}

fn displaced(record: &Record) -> bool {
    matches!(record.figures, Figures::Displaced { .. })
}

fn one(sources: &[Source<'_>], at: usize, day: Date, records: &[&Record]) -> Step {
    let source = sources.get(at);
    let mut step = Step { day, ..Step::default() };
    for record in records {
        if let Figures::Displaced { households, people, returnee_households, returnees } = record.figures {
            add(&mut step.idps, people);
            add(&mut step.idp_households, households);
            add(&mut step.returnees, returnees);
            add(&mut step.returnee_households, returnee_households);
        }
    }
    let communes: BTreeSet<String> =
        records.iter().map(|r| r.place.admin3.as_deref().map(fold_key).unwrap_or_default()).collect();
    step.communes = communes.len();
    step.round = source.and_then(|s| s.people.round);
    step.file = source.map(|s| s.name.to_owned()).unwrap_or_default();
    step.cited = cite(sources, at, &records.iter().map(|r| r.row).collect::<Vec<_>>());
    let counted = ["idps", "returnees"];
    let columns = source.into_iter().flat_map(|s| &s.people.columns);
    step.headers = columns.filter(|(f, _)| counted.contains(&f.as_str())).map(|(_, h)| fold_key(h)).collect();
    step
}

/// What changed since the round before.
fn compare(before: &Step, step: &mut Step) {
    let signed = |n: Option<u64>| n.and_then(|n| i64::try_from(n).ok());
    step.change = signed(step.idps).zip(signed(before.idps)).map(|(now, then)| now - then);
    let mut notes = Vec::new();
    if before.communes != step.communes {
        notes.push(format!("{} communes assessed, {} before", step.communes, before.communes));
    }
    if before.headers != step.headers {
        notes.push("counted by other columns than before".to_owned());
    }
    step.note = (!notes.is_empty()).then(|| notes.join("; "));
}

fn add(sum: &mut Option<u64>, more: Option<u64>) {
    if let Some(more) = more {
        *sum = Some(sum.unwrap_or(0).saturating_add(more));
    }
}

/// `people/FILE:ROW` of each row.
pub(super) fn cite(sources: &[Source<'_>], source: usize, rows: &[u32]) -> Vec<String> {
    let name = sources.get(source).map_or("", |s| s.name);
    rows.iter().map(|row| format!("people/{name}:{row}")).collect()
}
