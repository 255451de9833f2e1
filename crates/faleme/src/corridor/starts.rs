//! Since when a constraint is told to hold, where sources do not agree.

use base::{Date, DocumentId};
use events::{Constraint, ConstraintStatus};
use evidence::OriginGraph;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Days by which two tellings may differ and still tell of one beginning. Own convention: an announcement and its first
/// report.
const SAME_DAYS: i32 = 3;

/// A constraint whose beginning is told on days that do not agree.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Starts {
    /// Its id.
    pub constraint: String,
    /// The days told, in order, each with the number of independent origins that tell it.
    pub told: Vec<Told>,
    /// The day from which it is reckoned with: that of most origins, of equals the latest.
    pub reckoned_from: Date,
}

/// One of the days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    /// The day.
    pub day: Date,
    /// Independent origins.
    pub origins: usize,
}

/// Those of some constraints.
pub fn disputed(constraints: &[Constraint], origins: &OriginGraph) -> Vec<Starts> {
    constraints.iter().filter_map(|c| starts(c, origins)).collect()
}

fn starts(constraint: &Constraint, origins: &OriginGraph) -> Option<Starts> {
    let mut by_day: BTreeMap<Date, BTreeSet<&DocumentId>> = BTreeMap::new();
    for step in &constraint.history {
        let begins = matches!(step.status, ConstraintStatus::Announced | ConstraintStatus::InForce);
        if let (true, Some(day)) = (begins && !step.extended, step.date.and_then(|d| d.start)) {
            let documents = step.evidence.iter().map(|c| first_of(origins, &c.document));
            by_day.entry(day).or_default().extend(documents);
        }
    }
    let told: Vec<Told> = by_day.iter().map(|(day, of)| Told { day: *day, origins: of.len() }).collect();
    let (first, last) = (told.first()?.day, told.last()?.day);
    if first.until(last).ok()?.get_days() <= SAME_DAYS {
        return None;
    }
    let reckoned_from = told.iter().max_by_key(|t| (t.origins, t.day))?.day;
    Some(Starts { constraint: constraint.id.to_string(), told, reckoned_from })
}

/// What stands for the origin of a document: its first one.
fn first_of<'a>(origins: &'a OriginGraph, document: &'a DocumentId) -> &'a DocumentId {
    let origin = origins.origins.iter().find(|o| o.documents.contains(document));
    origin.and_then(|o| o.documents.first()).unwrap_or(document)
}

impl Starts {
    /// In words: `told to have begun on 2025-07-02 (1 origin) or 2025-09-03 (2 origins), reckoned from 2025-09-03`.
    pub fn words(&self) -> String {
        let day =
            |t: &Told| format!("{} ({} origin{})", t.day, t.origins, if t.origins == 1 { "" } else { "s" });
        let days: Vec<String> = self.told.iter().map(day).collect();
        format!("told to have begun on {}, reckoned from {}", days.join(" or "), self.reckoned_from)
    }
}
