//! The shapes that scripts read. Documents are named by their file, offsets count code points.

use crate::table::table;
use crate::view::View;
use base::{CharIndex, Coordinate, Country, DocumentId, GeoPrecision, Interval, PlaceKind, Quantity, Span};
use events::{Contradiction, ContradictionKind, Correction, Level};
use evidence::{
    Claim, ClaimPlace, Document, OriginGraph, Passage, PlaceMention, Reading, RelationKind, Resolved,
    TimexType,
};
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// A claim with what it is worth.
#[derive(Serialize)]
pub struct ClaimShown<'a> {
    id: &'a str,
    document: &'a str,
    #[serde(flatten)]
    span: Span,
    quote: &'a str,
    kind: evidence::ClaimKind,
    #[serde(rename = "type")]
    claim_type: &'a str,
    date: Option<Interval>,
    places: Vec<PlaceShown<'a>>,
    modality: base::Modality,
    actor: Option<&'a str>,
    target: Option<&'a str>,
    quantity: Option<&'a Quantity>,
    event: Option<&'a str>,
    origin: Option<&'a str>,
    credibility: Option<base::Credibility>,
    reliability: Option<base::Reliability>,
    reason: Option<&'a str>,
    document_id: &'a str,
    date_basis: Option<evidence::DateBasis>,
    target_class: Option<evidence::TargetClass>,
    medium: Option<&'a evidence::Medium>,
    role: evidence::Role,
    citations: &'a [base::CitationId],
    rule: &'a str,
    /// `accepted`, `rejected` or nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    /// Fields that an analyst corrected, as the rules had read them.
    #[serde(skip_serializing_if = "Map::is_empty")]
    as_read: Map<String, Value>,
}

#[derive(Serialize)]
struct PlaceShown<'a> {
    name: &'a str,
    country: Option<Country>,
    lat: Option<f64>,
    lon: Option<f64>,
    kind: Option<PlaceKind>,
    precision: GeoPrecision,
    role: &'a str,
}

impl<'a> PlaceShown<'a> {
    fn of(place: &'a ClaimPlace) -> Self {
        let ClaimPlace { name, kind, country, point, precision, role } = place;
        let (lat, lon) = (point.map(|p| p.lat), point.map(|p| p.lon));
        Self { name, country: *country, lat, lon, kind: *kind, precision: *precision, role }
    }

    /// A place that an analyst named; located where the claim itself or another of the case locates that name.
    fn named(name: &'a str, known: &'a [Claim]) -> Self {
        let key = base::fold_key(name);
        let found = known.iter().flat_map(|c| &c.places).find(|p| base::fold_key(&p.name) == key);
        found.map(Self::of).unwrap_or(Self {
            name,
            country: None,
            lat: None,
            lon: None,
            kind: None,
            precision: GeoPrecision::Unresolved,
            role: "site",
        })
    }
}

/// `claims` as they stand in `view`, with decisions applied.
pub fn claims<'a>(view: &'a View, claims: &'a [Claim]) -> Vec<ClaimShown<'a>> {
    let documents = view.by_id();
    let standings = view.standings();
    let shown = |claim: &'a Claim| {
        let standing = standings.get(&claim.id).copied();
        let mut shown = plain(claim, documents.get(&claim.document).copied());
        shown.event = standing.map(|s| s.event.as_str());
        shown.origin = standing.map(|s| s.origin.as_str());
        shown.credibility = standing.map(|s| s.credibility);
        shown.reliability = standing.map(|s| s.reliability);
        shown.reason = standing.map(|s| s.reason.as_str());
        shown.status = status(view, claim);
        if let Some(correction) = view.ruling.corrected.get(&claim.id) {
            shown.correct(correction, view);
        }
        shown
    };
    claims.iter().map(shown).collect()
}

fn status(view: &View, claim: &Claim) -> Option<&'static str> {
    let accepted = view.ruling.accepted.contains(&claim.id).then_some("accepted");
    accepted.or(view.ruling.rejected.contains(&claim.id).then_some("rejected"))
}

fn plain<'a>(claim: &'a Claim, document: Option<&'a Document>) -> ClaimShown<'a> {
    ClaimShown {
        id: claim.id.as_str(),
        document: document.map_or("", |d| d.name.as_str()),
        span: claim.span,
        quote: &claim.quote,
        kind: claim.kind,
        claim_type: &claim.claim_type,
        date: claim.date,
        places: claim.places.iter().map(PlaceShown::of).collect(),
        modality: claim.modality,
        actor: claim.actor.as_deref(),
        target: claim.target.as_deref(),
        quantity: claim.quantity.as_ref(),
        event: None,
        origin: None,
        credibility: None,
        reliability: None,
        reason: None,
        document_id: claim.document.as_str(),
        date_basis: claim.date_basis,
        target_class: claim.target_class,
        medium: claim.medium.as_ref(),
        role: claim.role,
        citations: &claim.citations,
        rule: &claim.rule,
        status: None,
        as_read: Map::new(),
    }
}

impl<'a> ClaimShown<'a> {
    fn correct(&mut self, to: &'a Correction, view: &'a View) {
        fn swap<T: Serialize>(as_read: &mut Map<String, Value>, name: &str, slot: &mut T, new: Option<T>) {
            if let Some(new) = new {
                let old = std::mem::replace(slot, new);
                as_read.insert(name.into(), serde_json::to_value(old).unwrap_or(Value::Null));
            }
        }
        let places = to.places.as_ref();
        let places = places.map(|p| p.iter().map(|name| PlaceShown::named(name, &view.claims)).collect());
        let read = &mut self.as_read;
        swap(read, "type", &mut self.claim_type, to.claim_type.as_deref());
        swap(read, "date", &mut self.date, to.date.map(Some));
        swap(read, "places", &mut self.places, places);
        swap(read, "modality", &mut self.modality, to.modality);
        swap(read, "actor", &mut self.actor, to.actor.as_deref().map(Some));
    }
}

impl ClaimShown<'_> {
    /// Id, date, type, modality, document and quote, for a list.
    pub fn brief(&self) -> [String; 6] {
        let date = self.date.map_or("-".into(), |d| interval(&d));
        let modality = self.modality.as_str().to_owned();
        [self.id.into(), date, self.claim_type.into(), modality, self.document.into(), self.quote.into()]
    }
}

/// Claims in columns.
pub fn claims_table(claims: &[ClaimShown<'_>]) -> String {
    let row = |c: &ClaimShown<'_>| {
        let places: Vec<&str> = c.places.iter().map(|p| p.name).collect();
        let grade = |r: Option<String>| r.unwrap_or_else(|| "-".into());
        vec![
            c.id.to_owned(),
            c.date.map_or("-".into(), |d| interval(&d)),
            c.claim_type.to_owned(),
            c.modality.as_str().to_owned(),
            grade(c.reliability.map(|r| r.to_string()))
                + &grade(c.credibility.map(|g| g.grade().to_string())),
            c.status.unwrap_or("").to_owned(),
            places.join(", "),
            c.document.to_owned(),
            c.quote.to_owned(),
        ]
    };
    let rows: Vec<Vec<String>> = claims.iter().map(row).collect();
    table(&["id", "date", "type", "modality", "grade", "status", "places", "document", "quote"], &rows)
}

/// `2025-09-03`, `2025-09-03..2025-09-05`, `2025-09-03..` or `..2025-09-05`.
pub fn interval(date: &Interval) -> String {
    let day = |d: Option<base::Date>| d.map(|d| d.to_string()).unwrap_or_default();
    if date.start == date.end { day(date.start) } else { format!("{}..{}", day(date.start), day(date.end)) }
}

/// A time expression.
#[derive(Serialize)]
pub struct DateShown<'a> {
    document: &'a str,
    #[serde(flatten)]
    span: Span,
    text: &'a str,
    #[serde(rename = "type")]
    kind: TimexType,
    value: &'a str,
    interval: Option<Interval>,
}

/// The time expressions of readings.
pub fn dates(readings: &[Reading]) -> Vec<DateShown<'_>> {
    readings.iter().flat_map(dates_of).collect()
}

fn dates_of(reading: &Reading) -> Vec<DateShown<'_>> {
    let index = CharIndex::new(&reading.document.text);
    let mut shown = Vec::with_capacity(reading.dates.len());
    for date in &reading.dates {
        shown.push(DateShown {
            document: &reading.document.name,
            span: index.span(&date.range),
            text: reading.document.text.get(date.range.clone()).unwrap_or_default(),
            kind: date.kind,
            value: &date.value,
            interval: date.interval,
        });
    }
    shown
}

/// Time expressions in columns.
pub fn dates_table(dates: &[DateShown<'_>]) -> String {
    let kind = |k: TimexType| format!("{k:?}").to_uppercase();
    let row = |d: &DateShown<'_>| {
        let days = d.interval.map_or(String::new(), |i| interval(&i));
        vec![
            d.document.to_owned(),
            d.span.start.to_string(),
            kind(d.kind),
            d.value.to_owned(),
            days,
            d.text.to_owned(),
        ]
    };
    table(&["document", "start", "type", "value", "days", "text"], &dates.iter().map(row).collect::<Vec<_>>())
}

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

/// The name of a state as it stands in JSON.
pub fn word<T: Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The origin graph, documents by name.
#[derive(Serialize)]
pub struct OriginsShown<'a> {
    origins: Vec<OriginShown<'a>>,
    relations: Vec<RelationShown<'a>>,
}

#[derive(Serialize)]
struct OriginShown<'a> {
    id: &'a str,
    documents: Vec<&'a str>,
}

#[derive(Serialize)]
struct RelationShown<'a> {
    from: &'a str,
    to: &'a str,
    kind: RelationKind,
    score: f64,
    passages: &'a [Passage],
}

/// The origin graph of `documents`.
pub fn origins<'a>(
    graph: &'a OriginGraph,
    documents: &HashMap<&DocumentId, &'a Document>,
) -> OriginsShown<'a> {
    let name = |id: &'a DocumentId| documents.get(id).map_or(id.as_str(), |d| d.name.as_str());
    let origins = graph.origins.iter();
    let relations = graph.relations.iter();
    OriginsShown {
        origins: origins
            .map(|o| OriginShown { id: o.id.as_str(), documents: o.documents.iter().map(name).collect() })
            .collect(),
        relations: relations
            .map(|r| RelationShown {
                from: name(&r.from),
                to: name(&r.to),
                kind: r.kind,
                score: r.score,
                passages: &r.passages,
            })
            .collect(),
    }
}

/// The origin graph in columns.
pub fn origins_table(shown: &OriginsShown<'_>) -> String {
    let origin = |o: &OriginShown<'_>| vec![o.id.to_owned(), o.documents.join(", ")];
    let relation = |r: &RelationShown<'_>| {
        let passages = format!("{} passages", r.passages.len());
        vec![r.from.to_owned(), word(&r.kind), r.to.to_owned(), format!("{:.2}", r.score), passages]
    };
    let origins = table(&["origin", "documents"], &shown.origins.iter().map(origin).collect::<Vec<_>>());
    let relations: Vec<Vec<String>> = shown.relations.iter().map(relation).collect();
    let relations = table(&["document", "is a", "of", "score", "shares"], &relations);
    if relations.is_empty() { origins } else { format!("{origins}\n{relations}") }
}

/// A contradiction, documents by name.
#[derive(Serialize)]
pub struct ContradictionShown<'a> {
    id: &'a str,
    kind: ContradictionKind,
    severity: Level,
    summary: &'a str,
    sides: Vec<SideShown<'a>>,
    events: Vec<&'a str>,
}

#[derive(Serialize)]
struct SideShown<'a> {
    value: &'a str,
    mentions: Vec<SaidShown<'a>>,
}

#[derive(Serialize)]
struct SaidShown<'a> {
    document: &'a str,
    #[serde(flatten)]
    span: Span,
    quote: &'a str,
    claim: Option<&'a str>,
}

/// The contradictions of a view.
pub fn contradictions(view: &View) -> Vec<ContradictionShown<'_>> {
    let documents = view.by_id();
    view.resolution.contradictions.iter().map(|c| contradiction(c, &documents)).collect()
}

fn contradiction<'a>(
    shown: &'a Contradiction,
    documents: &HashMap<&DocumentId, &'a Document>,
) -> ContradictionShown<'a> {
    let said = |m: &'a events::Mention| SaidShown {
        document: documents.get(&m.document).map_or(m.document.as_str(), |d| d.name.as_str()),
        span: m.span,
        quote: &m.quote,
        claim: m.claim.as_ref().map(base::ClaimId::as_str),
    };
    let side =
        |s: &'a events::Side| SideShown { value: &s.value, mentions: s.mentions.iter().map(said).collect() };
    ContradictionShown {
        id: shown.id.as_str(),
        kind: shown.kind,
        severity: shown.severity,
        summary: &shown.summary,
        sides: shown.sides.iter().map(side).collect(),
        events: shown.events.iter().map(base::EventId::as_str).collect(),
    }
}

/// Contradictions for people: each with its sides and quotes below it.
pub fn contradictions_text(shown: &[ContradictionShown<'_>]) -> String {
    let mut out = String::new();
    for c in shown {
        out.push_str(&format!("{}  {} ({})  {}\n", c.id, word(&c.kind), word(&c.severity), c.summary));
        for side in &c.sides {
            out.push_str(&format!("  {}\n", side.value));
            for said in &side.mentions {
                out.push_str(&format!(
                    "    {} @{}: « {} »\n",
                    said.document,
                    said.span.start,
                    crate::table::cut(said.quote)
                ));
            }
        }
    }
    out
}
