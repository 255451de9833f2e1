//! Place names, where they are, and what else they may have meant.

use super::word;
use crate::table::table;
use base::{CharIndex, Coordinate, Country, GeoPrecision, PlaceKind, Span};
use evidence::{Document, PlaceMention, Reading, Resolved};
use serde::Serialize;

/// A place name.
#[derive(Serialize)]
pub struct MentionShown<'a> {
    document: &'a str,
    #[serde(flatten)]
    span: Span,
    text: &'a str,
    name: &'a str,
    country: Option<Country>,
    lat: Option<f64>,
    lon: Option<f64>,
    precision: GeoPrecision,
    kind: Option<PlaceKind>,
    admin1: Option<&'a str>,
    source: Option<&'a str>,
    alternatives: Vec<CandidateShown<'a>>,
}

#[derive(Serialize)]
struct CandidateShown<'a> {
    name: &'a str,
    country: Option<Country>,
    lat: Option<f64>,
    lon: Option<f64>,
    kind: PlaceKind,
    admin1: Option<&'a str>,
    source: &'a str,
}

impl<'a> CandidateShown<'a> {
    fn of(place: &'a Resolved) -> Self {
        let point: Option<Coordinate> = place.point;
        Self {
            name: &place.name,
            country: place.country,
            lat: point.map(|p| p.lat),
            lon: point.map(|p| p.lon),
            kind: place.kind,
            admin1: place.admin1.as_deref(),
            source: &place.source,
        }
    }
}

/// The place names of readings.
pub fn places(readings: &[Reading]) -> Vec<MentionShown<'_>> {
    readings.iter().flat_map(places_of).collect()
}

fn places_of(reading: &Reading) -> Vec<MentionShown<'_>> {
    let index = CharIndex::new(&reading.document.text);
    reading.places.iter().map(|place| mention(&reading.document, place, index.span(&place.range))).collect()
}

fn mention<'a>(document: &'a Document, place: &'a PlaceMention, span: Span) -> MentionShown<'a> {
    let text = document.text.get(place.range.clone()).unwrap_or_default();
    let resolved = place.resolved.as_ref();
    let point = resolved.and_then(|r| r.point);
    MentionShown {
        document: &document.name,
        span,
        text,
        name: resolved.map_or(text, |r| &r.name),
        country: resolved.and_then(|r| r.country),
        lat: point.map(|p| p.lat),
        lon: point.map(|p| p.lon),
        precision: place.precision,
        kind: resolved.map(|r| r.kind),
        admin1: resolved.and_then(|r| r.admin1.as_deref()),
        source: resolved.map(|r| r.source.as_str()),
        alternatives: place.alternatives.iter().map(CandidateShown::of).collect(),
    }
}

/// Place names in columns.
pub fn places_table(places: &[MentionShown<'_>]) -> String {
    let row = |p: &MentionShown<'_>| {
        let degrees = |d: Option<f64>| d.map_or("-".into(), |d| format!("{d:.3}"));
        vec![
            p.document.to_owned(),
            p.span.start.to_string(),
            p.text.to_owned(),
            p.name.to_owned(),
            p.country.map_or("-".into(), |c| c.to_string()),
            degrees(p.lat),
            degrees(p.lon),
            word(&p.precision),
            p.alternatives.len().to_string(),
        ]
    };
    let header = ["document", "start", "text", "name", "country", "lat", "lon", "precision", "others"];
    table(&header, &places.iter().map(row).collect::<Vec<_>>())
}
