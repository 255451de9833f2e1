//! Announced threats and what carried them out, documents by name.

use super::spot::Spot;
use super::{CitedShown, cited, interval};
use crate::table::table;
use crate::view::View;
use base::{Date, Interval};
use events::{CarriedOut, Threat};
use serde::Serialize;

/// A threat, documents by name.
#[derive(Serialize)]
pub struct ThreatShown<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    claim_type: &'a str,
    date: Interval,
    by: &'a [String],
    places: Vec<Spot<'a>>,
    targets: &'a [String],
    /// `seen` or `none seen`.
    carried_out: &'static str,
    lag_days: Option<i64>,
    looked_until: Date,
    incidents: Vec<IncidentShown<'a>>,
    evidence: Vec<CitedShown<'a>>,
}

#[derive(Serialize)]
struct IncidentShown<'a> {
    event: &'a str,
    #[serde(rename = "type")]
    claim_type: &'a str,
    date: Interval,
    places: Vec<Spot<'a>>,
    lag_days: i64,
    evidence: Vec<CitedShown<'a>>,
}

/// Threats as scripts read them.
pub fn threats<'a>(view: &'a View, found: &'a [Threat]) -> Vec<ThreatShown<'a>> {
    let documents = view.by_id();
    let incident = |i: &'a CarriedOut| IncidentShown {
        event: i.event.as_str(),
        claim_type: &i.claim_type,
        date: i.date,
        places: i.places.iter().map(Spot::of).collect(),
        lag_days: i.lag_days,
        evidence: i.evidence.iter().map(|c| cited(c, &documents)).collect(),
    };
    let shown = |t: &'a Threat| ThreatShown {
        id: t.id.as_str(),
        claim_type: &t.claim_type,
        date: t.date,
        by: &t.by,
        places: t.places.iter().map(Spot::of).collect(),
        targets: &t.targets,
        carried_out: if t.incidents.is_empty() { "none seen" } else { "seen" },
        lag_days: t.incidents.first().map(|i| i.lag_days),
        looked_until: t.looked_until,
        incidents: t.incidents.iter().map(incident).collect(),
        evidence: t.evidence.iter().map(|c| cited(c, &documents)).collect(),
    };
    found.iter().map(shown).collect()
}

/// Threats in columns, one line an incident that fits.
pub fn threats_table(shown: &[ThreatShown<'_>]) -> String {
    let rows: Vec<Vec<String>> = shown.iter().flat_map(rows).collect();
    table(&["threat", "type", "date", "by", "carried out", "lag in days", "type", "where"], &rows)
}

fn rows(t: &ThreatShown<'_>) -> Vec<Vec<String>> {
    let head = || vec![t.id.to_owned(), t.claim_type.to_owned(), interval(&t.date), t.by.join(", ")];
    if t.incidents.is_empty() {
        return vec![[head(), vec![format!("none seen up to {}", t.looked_until)]].concat()];
    }
    let line = |i: &IncidentShown<'_>| {
        let places: Vec<&str> = i.places.iter().map(|p| p.name).collect();
        let seen =
            vec![interval(&i.date), i.lag_days.to_string(), i.claim_type.to_owned(), places.join(", ")];
        [head(), seen].concat()
    };
    t.incidents.iter().map(line).collect()
}
