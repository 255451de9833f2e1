//! An invented country: Westland lost Sanko in 2023; Eastland never changed.

use base::{
    ClaimId, Coordinate, Country, Credibility, Date, DocumentId, EventId, GeoPrecision, Interval, Modality,
    PlaceKind, Span,
};
use events::{AreaEntry, Atlas, Boundary, Coding, DatePrecision, Estimate, Event, Row, Table};
use evidence::{Claim, ClaimKind, ClaimPlace, PlaceEntry, Role};

pub const AREAS: &str = r#"
[[areas]]
name = "West Region"
aliases = ["région de West"]
vintage = "until 2023"
valid_until = 2023-03-12
country = "MLI"
admin2 = ["Beledia", "Korotou", "Sanko"]
used_by = ["ucdp", "case"]

[[areas]]
name = "West Region"
vintage = "since 2023"
valid_from = 2023-03-13
country = "MLI"
admin2 = ["Beledia", "Korotou"]
places = ["Dembeni"]

[[areas]]
name = "Sanko Region"
vintage = "since 2023"
valid_from = 2023-03-13
country = "MLI"
admin2 = ["Sanko"]
places = ["Tourba"]

[[areas]]
name = "Triangle"
country = "MLI"
boundary = "triangle.geojson"
"#;

const TRIANGLE: &str = r#"{"type":"Polygon","coordinates":[[[-10,14],[-8,14],[-9,16],[-10,14]]]}"#;

#[derive(serde::Deserialize)]
struct File {
    areas: Vec<AreaEntry>,
}

pub fn atlas() -> Atlas {
    atlas_with("", &[])
}

/// The same with more areas, and with towns in second-level divisions: name, second, first.
pub fn atlas_with(more: &str, towns: &[(&str, &str, &str)]) -> Atlas {
    let file: File = toml::from_str(&format!("{AREAS}{more}")).unwrap();
    let outline = |area: &AreaEntry| area.boundary.as_ref().map(|_| Boundary::parse(TRIANGLE).unwrap());
    let areas = file.areas.into_iter().map(|area| (area.clone(), outline(&area))).collect();
    let first = |name: &str| entry(name, PlaceKind::Admin1, None);
    let mut road = entry("RN9", PlaceKind::Road, None);
    road.via = vec!["Beledia".into(), "Dembeni".into()];
    let mut long = entry("RN10", PlaceKind::Road, None);
    long.via = vec!["Beledia".into(), "Farou".into()];
    let second = |name: &str, region: &str| entry(name, PlaceKind::Admin2, Some(region));
    let town = |name: &str, region: &str| entry(name, PlaceKind::PopulatedPlace, Some(region));
    let places = [
        first("West Region"),
        first("East Region"),
        first("Sanko Region"),
        second("Beledia Cercle", "West Region"),
        second("Korotou Cercle", "West Region"),
        second("Sanko Cercle", "West Region"),
        second("Farou Cercle", "East Region"),
        town("Beledia", "West Region"),
        town("Dembeni", "West Region"),
        town("Tourba", "West Region"),
        town("West", "West Region"),
        town("Lost", "West Region"),
        town("Farou", "East Region"),
        road,
        long,
    ];
    let town = |&(name, second, first): &(&str, &str, &str)| {
        let first = (!first.is_empty()).then_some(first);
        let mut town = entry(name, PlaceKind::PopulatedPlace, first);
        town.admin2 = Some(second.into());
        town
    };
    let places: Vec<PlaceEntry> = places.into_iter().chain(towns.iter().map(town)).collect();
    Atlas::new(areas, &places)
}

fn entry(name: &str, kind: PlaceKind, admin1: Option<&str>) -> PlaceEntry {
    PlaceEntry {
        admin2: None,
        sector: None,
        owner_country: None,
        name: name.into(),
        aliases: Vec::new(),
        kind,
        country: Country::new("MLI"),
        admin1: admin1.map(Into::into),
        lat: None,
        lon: None,
        via: Vec::new(),
        pcode: None,
        source: None,
    }
}

pub fn days(text: &str) -> Interval {
    let day = |d: &str| d.parse::<Date>().unwrap();
    match text.split_once("..") {
        Some((a, b)) => Interval::between(day(a), day(b)),
        None => Interval::day(day(text)),
    }
}

/// A row of three deaths (two to five) at the named divisions; an empty name is none.
pub fn row(id: &str, date: &str, admin1: &str, admin2: &str) -> Row {
    let name = |n: &str| (!n.is_empty()).then(|| n.to_owned());
    Row {
        id: id.into(),
        line: 2,
        event_type: "armed_attack".into(),
        sub_type: "1".into(),
        date: Some(days(date)),
        date_precision: DatePrecision::Day,
        place: None,
        admin1: name(admin1),
        admin2: name(admin2),
        country: Country::new("MLI"),
        point: None,
        precision: if admin2.is_empty() { GeoPrecision::Admin1 } else { GeoPrecision::Admin2 },
        actors: Vec::new(),
        deaths: Some(Estimate { low: 2.0, best: 3.0, high: 5.0 }),
        coding: Coding::Human,
        flags: Vec::new(),
    }
}

pub fn at(mut row: Row, lat: f64, lon: f64, precision: GeoPrecision) -> Row {
    (row.point, row.precision) = (Coordinate::new(lat, lon), precision);
    row
}

pub fn table(dataset: &str, release: &str, rows: Vec<Row>) -> Table {
    let released = "2024-06-01".parse().unwrap();
    Table { dataset: dataset.into(), release: release.into(), released, rows }
}

/// One event for each row of the tables.
pub fn events(tables: &[Table]) -> Vec<Event> {
    let one = |table: &Table, row: &Row| Event {
        id: EventId::derive(&[&table.dataset, &table.release, &row.id]),
        claim_type: row.event_type.clone(),
        date: row.date,
        estimate: row.deaths,
        rows: vec![table.at(row)],
        ..event(&row.id)
    };
    tables.iter().flat_map(|t| t.rows.iter().map(move |r| one(t, r))).collect()
}

/// An undated incident that rests on nothing, to be changed by the test.
pub fn event(id: &str) -> Event {
    Event {
        id: EventId::derive(&[id]),
        kind: ClaimKind::Incident,
        claim_type: "armed_attack".into(),
        sub_type: None,
        date: None,
        places: Vec::new(),
        precision: GeoPrecision::Exact,
        estimate: None,
        actors: Vec::new(),
        modality: Modality::Asserted,
        claims: Vec::new(),
        rows: Vec::new(),
        origins: Vec::new(),
        credibility: Credibility::UNKNOWN,
        reason: String::new(),
        parent: None,
        positions: false,
    }
}

pub fn place(name: &str, kind: PlaceKind) -> ClaimPlace {
    ClaimPlace {
        name: name.into(),
        kind: Some(kind),
        country: Country::new("MLI"),
        point: None,
        precision: GeoPrecision::Exact,
        role: "site".into(),
    }
}

/// "Seven times more attacks" or another figure, to be changed by the test.
pub fn figure(quote: &str, place: Option<ClaimPlace>) -> Claim {
    Claim {
        id: ClaimId::derive(&[quote]),
        document: DocumentId::derive(&["d"]),
        span: Span { start: 0, end: 9 },
        quote: quote.into(),
        kind: ClaimKind::Figure,
        claim_type: "attack_trend".into(),
        date: Some(days("2021-01-01..2024-12-31")),
        date_basis: None,
        places: place.into_iter().collect(),
        modality: Modality::Asserted,
        actor: None,
        actor_generic: false,
        actor_group: None,
        target: None,
        target_class: None,
        quantity: Some(base::Quantity {
            value: 7.0,
            unit: "times".into(),
            bound: base::Bound::Exact,
            of: None,
        }),
        status: None,
        medium: None,
        role: Role::Report,
        citations: Vec::new(),
        rule: "test".into(),
    }
}
