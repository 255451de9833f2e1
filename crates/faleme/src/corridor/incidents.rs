//! Incidents as limits: what was reported to have happened on the roads lowers their status for a time.

use super::gazetteer::Gazetteer;
use super::reach::{Told, Widest, all};
use base::{Date, EventId, PlaceKind};
use corridors::{Limit, Reach, Stage};
use events::{Constraint, Event, shows_positions};
use evidence::ClaimPlace;
use std::collections::{BTreeSet, HashMap};

/// The incidents that say anything of links, told as facts. What would show where forces stand is left out, and what is
/// a constraint of its own.
pub fn limits(events: &[Event], constraints: &[Constraint], gazetteer: Gazetteer<'_>) -> Vec<Limit> {
    let counted: BTreeSet<&EventId> = constraints.iter().flat_map(|c| &c.events).collect();
    let incident = |e: &&Event| corridors::incident_days(&e.claim_type).is_some() && e.modality.is_fact();
    let open = events
        .iter()
        .filter(incident)
        .filter(|e| !shows_positions(&e.claim_type) && !counted.contains(&e.id));
    // Most incidents of a case are told of the same places, which take long to find among all of its names.
    let mut found: HashMap<String, Vec<Reach>> = HashMap::new();
    let mut reaches = |event: &Event| {
        let places = format!("{:?}", event.places);
        found.entry(places).or_insert_with(|| reaches(event, gazetteer)).clone()
    };
    open.filter_map(|event| limit(event, reaches(event))).collect()
}

fn limit(event: &Event, reaches: Vec<Reach>) -> Option<Limit> {
    let date = event.date?;
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

/// Where it happened.
fn reaches(event: &Event, gazetteer: Gazetteer<'_>) -> Vec<Reach> {
    let is_road = |p: &&ClaimPlace| p.kind == Some(PlaceKind::Road);
    let sites =
        || event.places.iter().filter(|p| !["topic", "origin", "destination"].contains(&p.role.as_str()));
    let roads: Vec<&str> = sites().filter(is_road).map(|p| p.name.as_str()).collect();
    let others = sites().filter(|p| !is_road(p));
    let places: Vec<Told<'_>> = others
        .map(|p| Told {
            name: &p.name,
            kind: p.kind,
            country: p.country,
            point: p.point,
            precision: p.precision,
        })
        .collect();
    all(gazetteer, &roads, &places, Widest::Spot, true)
}
