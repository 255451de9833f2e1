//! Events with the claims and rows that tell them.

use super::{Handed, PlaceShown, interval};
use crate::output::count;
use crate::table::table;
use base::{Credibility, Date, GeoPrecision, Interval, Modality, PlaceKind, fold_key};
use events::{Estimate, Event, RowRef};
use evidence::{ActorEntry, ClaimKind, ClaimPlace};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::HashSet;

/// An event as it is shown. What would tell where forces stand keeps its month and its region, no more.
#[derive(Serialize)]
pub struct EventShown<'a> {
    id: &'a str,
    kind: ClaimKind,
    #[serde(rename = "type")]
    event_type: &'a str,
    sub_type: Option<&'a str>,
    date: Option<Interval>,
    places: Vec<PlaceShown<'a>>,
    actors: Vec<&'a str>,
    estimate: Option<Estimate>,
    precision: GeoPrecision,
    modality: Modality,
    claims: Vec<&'a str>,
    rows: &'a [RowRef],
    origins: Vec<&'a str>,
    credibility: Credibility,
    reason: &'a str,
    parent: Option<&'a str>,
}

/// The date of an event as it is shown.
pub fn shown_date(event: &Event) -> Option<Interval> {
    if event.shows_positions() { event.date.and_then(months) } else { event.date }
}

/// The events given, by the dates shown, then by id; undated last. The order tells no day that the dates do not.
pub fn events<'a>(events: &[&'a Event], actors: &[ActorEntry]) -> Vec<EventShown<'a>> {
    let known = names(actors);
    sorted(events.iter().map(|e| event(e, &known)).collect())
}

/// The same as they are handed on to readers.
pub fn events_to_share<'a>(events: &[&'a Event], handed: &Handed<'a>) -> Vec<EventShown<'a>> {
    sorted(events.iter().map(|e| shared(e, handed)).collect())
}

fn shared<'a>(event: &'a Event, handed: &Handed<'a>) -> EventShown<'a> {
    let hidden = handed.hides_event(&event.id);
    let may = |name: &&String| if hidden { handed.knows(name) } else { handed.may_name(name) };
    let mut shown = plain(event);
    shown.actors = event.actors.iter().filter(may).map(String::as_str).collect();
    shown.places = handed.places(&event.places, Some(event), hidden);
    let finest = if hidden { GeoPrecision::Admin1 } else { GeoPrecision::Admin2 };
    shown.precision = event.precision.max(finest);
    if hidden {
        shown.date = event.date.and_then(months);
        (shown.estimate, shown.parent) = (None, None);
        // A row of a public dataset tells the day and the place.
        shown.rows = &[];
    }
    shown
}

fn sorted(mut shown: Vec<EventShown<'_>>) -> Vec<EventShown<'_>> {
    let first = |e: &EventShown<'_>| e.date.and_then(|d| d.first());
    shown.sort_by(|a, b| (first(a).is_none(), first(a), a.id).cmp(&(first(b).is_none(), first(b), b.id)));
    shown
}

/// The names by which a case lists its actors, as keys.
pub fn names(actors: &[ActorEntry]) -> HashSet<String> {
    let named =
        |a: &ActorEntry| std::iter::once(&a.name).chain(&a.aliases).map(|n| fold_key(n)).collect::<Vec<_>>();
    actors.iter().flat_map(named).collect()
}

fn event<'a>(event: &'a Event, known: &HashSet<String>) -> EventShown<'a> {
    let mut shown = plain(event);
    if event.shows_positions() {
        // A name that the case does not list may be that of a unit.
        shown.actors.retain(|a| known.contains(&fold_key(a)));
        shown.places = event.places.iter().filter(|p| is_coarse(p)).map(PlaceShown::of).collect();
        shown.date = event.date.and_then(months);
        shown.precision = event.precision.max(GeoPrecision::Admin1);
        // The whole that it is part of would tell its day and place.
        (shown.estimate, shown.parent) = (None, None);
    }
    shown
}

fn plain(event: &Event) -> EventShown<'_> {
    EventShown {
        id: event.id.as_str(),
        kind: event.kind,
        event_type: &event.claim_type,
        sub_type: event.sub_type.as_deref(),
        date: event.date,
        places: event.places.iter().map(PlaceShown::of).collect(),
        actors: event.actors.iter().map(String::as_str).collect(),
        estimate: event.estimate,
        precision: event.precision,
        modality: event.modality,
        claims: event.claims.iter().map(base::ClaimId::as_str).collect(),
        rows: &event.rows,
        origins: event.origins.iter().map(base::OriginId::as_str).collect(),
        credibility: event.credibility,
        reason: &event.reason,
        parent: event.parent.as_ref().map(base::EventId::as_str),
    }
}

/// A first-level division, a road or wider.
pub fn is_coarse(place: &ClaimPlace) -> bool {
    matches!(place.kind, Some(PlaceKind::Admin1 | PlaceKind::Country | PlaceKind::Area | PlaceKind::Road))
}

/// The whole months that an interval touches.
pub fn months(date: Interval) -> Option<Interval> {
    let (first, last) = (date.start.or(date.end)?, date.end.or(date.start)?);
    Some(Interval::between(first.first_of_month(), last.last_of_month()))
}

impl EventShown<'_> {
    /// When, as it is shown.
    pub fn date(&self) -> Option<Interval> {
        self.date
    }

    /// The most precise place that has a point.
    fn spot(&self) -> Option<&PlaceShown<'_>> {
        let located = self.places.iter().filter(|p| p.lat.is_some() && p.lon.is_some());
        located.min_by_key(|p| p.precision)
    }

    fn place_names(&self) -> String {
        self.places.iter().map(|p| p.name).collect::<Vec<_>>().join("; ")
    }

    fn row_names(&self) -> String {
        self.rows.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
    }
}

/// Events in columns.
pub fn events_table(shown: &[EventShown<'_>]) -> String {
    let support = |e: &EventShown<'_>| match (e.claims.len(), e.rows.is_empty()) {
        (0, _) => e.row_names(),
        (n, true) => count(n, "claim"),
        (n, false) => format!("{}; {}", count(n, "claim"), e.row_names()),
    };
    let row = |e: &EventShown<'_>| {
        vec![
            e.id.to_owned(),
            e.date.map_or("-".into(), |d| interval(&d)),
            e.event_type.to_owned(),
            e.modality.as_str().to_owned(),
            e.credibility.grade().to_string(),
            e.place_names(),
            e.actors.join(", "),
            e.estimate.map_or(String::new(), |d| format!("{} ({}–{})", d.best, d.low, d.high)),
            support(e),
        ]
    };
    let rows: Vec<Vec<String>> = shown.iter().map(row).collect();
    table(&["id", "date", "type", "modality", "cred", "places", "actors", "deaths", "told by"], &rows)
}

/// The columns of [`events_csv`].
const COLUMNS: [&str; 22] = [
    "id",
    "kind",
    "type",
    "sub_type",
    "date_start",
    "date_end",
    "place",
    "country",
    "latitude",
    "longitude",
    "precision",
    "actors",
    "deaths_low",
    "deaths_best",
    "deaths_high",
    "modality",
    "credibility",
    "reason",
    "claims",
    "rows",
    "origins",
    "parent",
];

/// Events as a table for a spreadsheet, RFC 4180, UTF-8. A cell that a spreadsheet would run as a formula starts with an
/// apostrophe.
pub fn events_csv(shown: &[EventShown<'_>]) -> anyhow::Result<String> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(COLUMNS)?;
    for event in shown {
        out.write_record(cells(event).iter().map(|c| safe(c)))?;
    }
    Ok(String::from_utf8(out.into_inner()?)?)
}

fn cells(e: &EventShown<'_>) -> [String; 22] {
    let day = |d: Option<Date>| d.map(|d| d.to_string()).unwrap_or_default();
    let number = |n: Option<f64>| n.map(|n| n.to_string()).unwrap_or_default();
    let spot = e.spot();
    [
        e.id.into(),
        super::word(&e.kind),
        e.event_type.into(),
        e.sub_type.unwrap_or_default().into(),
        day(e.date.and_then(|d| d.start)),
        day(e.date.and_then(|d| d.end)),
        e.place_names(),
        spot.or(e.places.first()).and_then(|p| p.country).map(|c| c.to_string()).unwrap_or_default(),
        number(spot.and_then(|p| p.lat)),
        number(spot.and_then(|p| p.lon)),
        super::word(&e.precision),
        e.actors.join("; "),
        number(e.estimate.map(|d| d.low)),
        number(e.estimate.map(|d| d.best)),
        number(e.estimate.map(|d| d.high)),
        e.modality.as_str().into(),
        e.credibility.grade().to_string(),
        e.reason.into(),
        e.claims.join("; "),
        e.row_names(),
        e.origins.join("; "),
        e.parent.unwrap_or_default().into(),
    ]
}

/// A cell that no spreadsheet runs. A plain negative number stays a number.
pub fn safe(cell: &str) -> String {
    let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    if runs { format!("'{cell}") } else { cell.to_owned() }
}

/// Events as an RFC 7946 feature collection: a point where one is known, else no geometry.
pub fn events_geojson(shown: &[EventShown<'_>]) -> Value {
    let feature = |e: &EventShown<'_>| {
        let point = e.spot().and_then(|p| Some(json!({"type": "Point", "coordinates": [p.lon?, p.lat?]})));
        json!({"type": "Feature", "id": e.id, "geometry": point, "properties": e})
    };
    json!({"type": "FeatureCollection", "features": shown.iter().map(feature).collect::<Vec<_>>()})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_runs_no_cell_and_reads_every_number() {
        assert_eq!(safe("=1+1"), "'=1+1");
        assert_eq!(safe("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(safe("-8.5"), "-8.5");
        assert_eq!(safe("a = b"), "a = b");
    }

    #[test]
    fn months_are_whole() {
        let day = |d: &str| d.parse::<Date>().unwrap();
        let shown = months(Interval::between(day("2025-09-14"), day("2025-10-02"))).unwrap();
        assert_eq!(interval(&shown), "2025-09-01..2025-10-31");
        assert_eq!(months(Interval::since(day("2025-09-14"))).unwrap().end, Some(day("2025-09-30")));
    }
}
