//! Incidents as limits: what was reported to have happened on the roads lowers their status for a time.

use super::reach::{Told, place, road, stops};
use base::{Date, PlaceKind, fold_key};
use corridors::{Limit, Reach, Stage};
use events::{Event, shows_positions};
use evidence::Vocabulary;

/// The incidents that say anything of links, told as facts. What would show where forces stand is left out.
pub fn limits(events: &[Event], vocabulary: &Vocabulary) -> Vec<Limit> {
    let incident = |e: &&Event| corridors::incident_days(&e.claim_type).is_some() && e.modality.is_fact();
    let open = events.iter().filter(incident).filter(|e| !shows_positions(&e.claim_type));
    open.filter_map(|event| limit(event, vocabulary)).collect()
}

fn limit(event: &Event, vocabulary: &Vocabulary) -> Option<Limit> {
    let date = event.date?;
    let reaches = reaches(event, vocabulary);
    let last: Option<Date> = date.end.or(date.start);
    let rows = event.rows.iter().map(|r| format!("{}/{}", r.dataset, r.id));
    (!reaches.is_empty()).then(|| Limit {
        id: event.id.to_string(),
        kind: event.claim_type.clone(),
        stage: Stage::InForce,
        held_back: false,
        disputed: false,
        date: Some(date),
        last_confirmed: last,
        reaches,
        vehicle_classes: Vec::new(),
        commodities: Vec::new(),
        operators: Vec::new(),
        origin_countries: Vec::new(),
        hours: Vec::new(),
        exemptions: Vec::new(),
        sides: Vec::new(),
        evidence: event.claims.iter().map(ToString::to_string).chain(rows).collect(),
    })
}

/// Where it happened: at its towns and posts; on its roads, between two towns on them where two are named, and not all
/// along where one is.
fn reaches(event: &Event, vocabulary: &Vocabulary) -> Vec<Reach> {
    let sites =
        || event.places.iter().filter(|p| !["topic", "origin", "destination"].contains(&p.role.as_str()));
    let named: Vec<&str> =
        sites().filter(|p| p.kind != Some(PlaceKind::Road)).map(|p| p.name.as_str()).collect();
    let mut out = Vec::new();
    let mut covered = Vec::new();
    for told in sites().filter(|p| p.kind == Some(PlaceKind::Road)) {
        let stops = stops(vocabulary, &told.name);
        let on_it: Vec<&str> = named.iter().copied().filter(|n| stops.contains(&fold_key(n))).collect();
        if on_it.len() != 1 {
            out.push(road(vocabulary, &told.name, &on_it));
            covered.extend(on_it);
        }
    }
    let spots = sites().filter(|p| p.kind != Some(PlaceKind::Road) && !covered.contains(&p.name.as_str()));
    out.extend(spots.filter_map(|p| {
        let told = Told { name: &p.name, kind: p.kind, point: p.point, precision: p.precision };
        place(vocabulary, &told, false)
    }));
    out
}
