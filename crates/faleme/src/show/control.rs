//! Holds reported, documents by name.

use super::spot::Spot;
use super::{CitedShown, cited, interval, word};
use crate::table::table;
use crate::view::View;
use base::{Date, Interval};
use events::{Control, ControlStatus, ControlStep};
use serde::Serialize;

/// A hold, documents by name.
#[derive(Serialize)]
pub struct ControlShown<'a> {
    place: Spot<'a>,
    by: Option<&'a str>,
    status: ControlStatus,
    date: Option<Interval>,
    last_confirmed: Option<Date>,
    age_days: Option<i64>,
    history: Vec<StepShown<'a>>,
}

#[derive(Serialize)]
struct StepShown<'a> {
    date: Option<Interval>,
    status: ControlStatus,
    evidence: Vec<CitedShown<'a>>,
    published: Option<Interval>,
}

/// Holds as scripts read them.
pub fn control<'a>(view: &'a View, found: &'a [Control]) -> Vec<ControlShown<'a>> {
    let documents = view.by_id();
    let step = |s: &'a ControlStep| StepShown {
        date: s.date,
        status: s.status,
        evidence: s.evidence.iter().map(|c| cited(c, &documents)).collect(),
        published: s.published,
    };
    let shown = |c: &'a Control| ControlShown {
        place: Spot::of(&c.place),
        by: c.by.as_deref(),
        status: c.status,
        date: c.date,
        last_confirmed: c.last_confirmed,
        age_days: c.age_days,
        history: c.history.iter().map(step).collect(),
    };
    found.iter().map(shown).collect()
}

/// Holds in columns, with the claims of their last step.
pub fn control_table(shown: &[ControlShown<'_>]) -> String {
    let row = |c: &ControlShown<'_>| {
        let claims = c.history.iter().flat_map(|s| s.evidence.iter().map(|e| e.claim));
        vec![
            c.place.name.to_owned(),
            c.by.unwrap_or("-").to_owned(),
            word(&c.status),
            c.date.map_or("-".into(), |d| interval(&d)),
            c.last_confirmed.map_or("-".into(), |d| d.to_string()),
            c.age_days.map_or("-".into(), |d| d.to_string()),
            claims.collect::<Vec<_>>().join(" "),
        ]
    };
    let header = ["place", "said to be held by", "status", "date", "last confirmed", "days ago", "claims"];
    table(&header, &shown.iter().map(row).collect::<Vec<_>>())
}
