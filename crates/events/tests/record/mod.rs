//! Small resolved cases made by hand: invented places on an invented river.
#![allow(dead_code)]

use base::*;
use events::{Event, Evidence, Holdings, Resolution, Ruling, resolve};
use evidence::{
    ActorEntry, ActorKind, Claim, ClaimKind, ClaimPlace, Document, Format, Language, MeasureStatus, Origin,
    OriginGraph, PlaceEntry, Role, Vocabulary,
};
use std::collections::BTreeMap;

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub fn span(from: &str, to: &str) -> Interval {
    Interval::between(day(from), day(to))
}

/// A document named after the day on which it was published.
pub fn document(published: &str) -> Document {
    Document {
        id: DocumentId::derive(&[published]),
        name: format!("{published}.txt"),
        hash: ContentHash::of(published.as_bytes()),
        format: Format::Text,
        encoding: "UTF-8".into(),
        language: Language::French,
        title: None,
        publisher: None,
        published: published.parse().ok(),
        url: None,
        licence: None,
        tlp: Tlp::Clear,
        text: String::new(),
        regions: Vec::new(),
        citations: Vec::new(),
        doubts: Vec::new(),
    }
}

pub fn place(name: &str) -> ClaimPlace {
    let (kind, precision) = match name {
        "Tarka Region" => (PlaceKind::Admin1, GeoPrecision::Admin1),
        "SEN" | "MLI" | "Senegal" => (PlaceKind::Country, GeoPrecision::Country),
        n if n.contains('–') || n.starts_with("RN") => (PlaceKind::Road, GeoPrecision::Linear),
        n if n.ends_with("mine") => (PlaceKind::Site, GeoPrecision::Exact),
        _ => (PlaceKind::PopulatedPlace, GeoPrecision::Exact),
    };
    ClaimPlace {
        name: name.into(),
        kind: Some(kind),
        country: Country::new(if name == "Senegal" { "SEN" } else { "MLI" }),
        point: None,
        precision,
        role: "site".into(),
    }
}

/// A claim of a quote, of the document published on a day.
pub fn claim(published: &str, claim_type: &str, quote: &str, places: &[&str]) -> Claim {
    Claim {
        id: ClaimId::derive(&[published, claim_type, quote]),
        document: DocumentId::derive(&[published]),
        span: Span { start: 0, end: 0 },
        quote: quote.into(),
        kind: ClaimKind::Measure,
        claim_type: claim_type.into(),
        date: None,
        date_basis: None,
        places: places.iter().map(|p| place(p)).collect(),
        modality: Modality::Asserted,
        actor: None,
        actor_group: None,
        actor_generic: false,
        target: None,
        target_class: None,
        quantity: None,
        status: None,
        medium: None,
        role: Role::Report,
        citations: Vec::new(),
        rule: "test".into(),
    }
}

/// Changes to a claim, one after the other.
pub trait With: Sized {
    fn on(self, date: &str) -> Self;
    fn between(self, from: &str, to: &str) -> Self;
    fn put(self, modality: Modality) -> Self;
    fn by(self, actor: &str) -> Self;
    fn status(self, status: MeasureStatus) -> Self;
    fn incident(self) -> Self;
}

impl With for Claim {
    fn on(mut self, date: &str) -> Self {
        self.date = Some(Interval::day(day(date)));
        self
    }
    fn between(mut self, from: &str, to: &str) -> Self {
        self.date = Some(span(from, to));
        self
    }
    fn put(mut self, modality: Modality) -> Self {
        self.modality = modality;
        self
    }
    fn by(mut self, actor: &str) -> Self {
        self.actor = Some(actor.into());
        self
    }
    fn status(mut self, status: MeasureStatus) -> Self {
        self.status = Some(status);
        self
    }
    fn incident(mut self) -> Self {
        self.kind = ClaimKind::Incident;
        self
    }
}

fn entry(name: &str, kind: PlaceKind, country: &str) -> PlaceEntry {
    PlaceEntry {
        name: name.into(),
        aliases: Vec::new(),
        kind,
        country: Country::new(country),
        admin1: (kind != PlaceKind::Admin1 && country == "MLI").then(|| "Tarka Region".into()),
        lat: None,
        lon: None,
        via: Vec::new(),
        pcode: None,
        admin2: None,
        sector: None,
        owner_country: None,
        source: None,
    }
}

fn actor(name: &str, kind: ActorKind, parent: Option<&str>) -> ActorEntry {
    let parent = parent.map(str::to_owned);
    ActorEntry {
        name: name.into(),
        aliases: Vec::new(),
        kind,
        parent,
        sector: None,
        owner_country: None,
        source: None,
    }
}

pub fn vocabulary() -> Vocabulary {
    let mut places: Vec<PlaceEntry> = ["Dambara", "Sirakoro", "Tanga", "Falo"]
        .into_iter()
        .map(|name| entry(name, PlaceKind::PopulatedPlace, "MLI"))
        .collect();
    places[0].admin2 = Some("Dambara Cercle".into());
    places[0].pcode = Some("ML0199".into());
    places.push(entry("Port Lamine", PlaceKind::PopulatedPlace, "SEN"));
    places.push(entry("Tarka Region", PlaceKind::Admin1, "MLI"));
    let mut road = entry("RN9", PlaceKind::Road, "MLI");
    road.via = vec!["Dambara".into(), "Sirakoro".into()];
    let mut corridor = entry("Port Lamine–Dambara corridor", PlaceKind::Road, "MLI");
    corridor.via = vec!["Port Lamine".into(), "Dambara".into()];
    places.extend([road, corridor]);
    for name in ["First mine", "Second mine", "Third mine"] {
        let mut mine = entry(name, PlaceKind::Site, "MLI");
        (mine.sector, mine.owner_country) = (Some("mining".into()), Country::new("CAN"));
        mine.admin2 = Some("Dambara Cercle".into());
        places.push(mine);
    }
    let mut quarry = actor("Quarry Works", ActorKind::Company, None);
    (quarry.sector, quarry.owner_country) = (Some("road works".into()), Country::new("CHN"));
    let actors = vec![
        actor("Front du fleuve", ActorKind::ArmedGroup, None),
        actor("Voix du fleuve", ActorKind::Spokesperson, Some("Front du fleuve")),
        actor("Other Front", ActorKind::ArmedGroup, None),
        actor("Army", ActorKind::StateForces, None),
        actor("Governor", ActorKind::Authority, None),
        actor("Blue Lines", ActorKind::Operator, None),
        actor("Red Lines", ActorKind::Operator, None),
        quarry,
    ];
    Vocabulary { places, actors, sources: Vec::new() }
}

/// A case: what is told of it, resolved.
pub struct Told {
    pub claims: Vec<Claim>,
    pub documents: Vec<Document>,
    pub resolution: Resolution,
    pub vocabulary: Vocabulary,
}

impl Told {
    pub fn of(claims: &[Claim]) -> Self {
        Self::with_origins(claims, &[])
    }

    /// Documents of these days are copies of one text.
    pub fn with_origins(claims: &[Claim], copies: &[&str]) -> Self {
        let mut claims = claims.to_vec();
        // One claim after the other in its document: none overlaps another.
        for (at, claim) in claims.iter_mut().enumerate() {
            claim.span = Span { start: at * 100, end: at * 100 + 90 };
        }
        let mut published: Vec<String> = Vec::new();
        let days: Vec<String> =
            (1..=12).flat_map(|m| (1..=31).map(move |d| format!("2025-{m:02}-{d:02}"))).collect();
        for text in days.iter().map(String::as_str).chain(["undated"]) {
            if claims.iter().any(|c| c.document == DocumentId::derive(&[text])) {
                published.push(text.to_owned());
            }
        }
        let documents: Vec<Document> = published.iter().map(|p| document(p)).collect();
        let copied = |d: &Document| copies.iter().any(|c| d.name.starts_with(c));
        let mut origins: Vec<Origin> = documents
            .iter()
            .filter(|d| !copied(d))
            .map(|d| Origin { id: OriginId::derive(&[d.id.as_str()]), documents: vec![d.id.clone()] })
            .collect();
        let together: Vec<DocumentId> =
            documents.iter().filter(|d| copied(d)).map(|d| d.id.clone()).collect();
        if let Some(first) = together.first() {
            origins.push(Origin { id: OriginId::derive(&[first.as_str()]), documents: together });
        }
        let graph = OriginGraph { origins, relations: Vec::new() };
        let listed: Vec<&Document> = documents.iter().collect();
        let resolution = resolve(&Evidence {
            datasets: &Default::default(),
            actors: &[],
            documents: &listed,
            claims: &claims,
            tables: &[],
            origins: &graph,
            reliability: &BTreeMap::new(),
            decisions: &[],
        });
        Self { claims, documents, resolution, vocabulary: vocabulary() }
    }

    pub fn ask<T>(&self, as_of: &str, ask: impl FnOnce(&Holdings<'_>) -> T) -> T {
        let claims: Vec<&Claim> = self.claims.iter().collect();
        let documents: Vec<&Document> = self.documents.iter().collect();
        ask(&Holdings {
            resolution: &self.resolution,
            claims: &claims,
            documents: &documents,
            ruling: &Ruling::default(),
            vocabulary: &self.vocabulary,
            as_of: as_of.parse().ok(),
        })
    }
}

/// An event that rows of a dataset alone tell.
pub fn row_event(
    id: &str,
    claim_type: &str,
    date: &str,
    actor: Option<&str>,
    point: Option<Coordinate>,
) -> Event {
    let mut spot = place("Somewhere");
    spot.point = point;
    Event {
        id: EventId::derive(&[id]),
        kind: ClaimKind::Incident,
        claim_type: claim_type.into(),
        sub_type: None,
        date: Some(Interval::day(day(date))),
        places: vec![spot],
        precision: GeoPrecision::Exact,
        estimate: None,
        actors: actor.map(str::to_owned).into_iter().collect(),
        modality: Modality::Asserted,
        claims: Vec::new(),
        rows: vec![events::RowRef { dataset: "ucdp".into(), release: "25.1".into(), id: id.into() }],
        origins: Vec::new(),
        credibility: Credibility::PROBABLE,
        reason: String::new(),
        parent: None,
        positions: false,
    }
}
