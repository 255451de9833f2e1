//! A small layer and rows of it, for the tests of formats.

use super::{Geometry, Layer, Row};
use crate::provenance::{Provenance, Source, Titled};
use base::{Date, Tlp};
use proptest::prelude::*;
use serde_json::{Value, json};

/// A day.
pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Where the rows are from.
pub fn provenance() -> Provenance {
    let titled = |id: &str, title: &str| Titled { id: id.into(), title: title.into() };
    let source = |id: &str, title: &str, licence: Option<&str>| Source {
        id: id.into(),
        title: title.into(),
        release: Some("25.1".into()),
        released: Some(day("2025-06-15")),
        licence: licence.map(str::to_owned),
        count: Some(2),
    };
    Provenance {
        id: "urn:faleme:export:small:events:2025-09-30:CLEAR".into(),
        title: "A small case: events".into(),
        case: titled("small", "A small case"),
        program: titled("faleme-1.0", "Falémé 1.0"),
        generated: day("2025-09-30"),
        sources: vec![
            source("release:ucdp/25.1", "ucdp 25.1", Some("CC BY 4.0")),
            source("documents:radio-exemple", "Radio Exemple", None),
        ],
        tlp: Tlp::Clear,
        note: None,
    }
}

/// The layer of the rows.
pub fn small() -> Layer {
    Layer::named("events", Tlp::Clear).unwrap()
}

/// Rows with a point, without a place, and with words that formats must take care of.
pub fn rows() -> Vec<Row> {
    let told = [
        json!({"id": "evt-1", "type": "attack", "date": {"start": "2025-09-01", "end": "2025-09-02"}, "actors": ["A", "B \"b\""],
               "places": [{"name": "=Ville", "country": "MLI"}], "estimate": {"low": 1.0, "best": 2.0, "high": 3.5}, "credibility": 2,
               "rows": [{"dataset": "ucdp", "release": "25.1", "id": "7"}],
               "geometry": {"type": "Point", "coordinates": [-11.4, 14.45]}}),
        json!({"id": "evt-2", "type": "strike", "reason": "één\nregel, \"twee\" 日本 🚚"}),
        json!({"id": "evt-3", "geometry": {"type": "Point", "coordinates": [12.5, -3.25]}, "credibility": 6}),
    ];
    told.iter().map(|row| small().row(row).unwrap()).collect()
}

/// Any row of the layer.
pub fn any_row() -> impl Strategy<Value = Row> {
    let point = (-180.0..=180.0f64, -90.0..=90.0f64);
    let line = prop::collection::vec(point.clone(), 2..5);
    let geometry = prop_oneof![
        Just(Value::Null),
        point.prop_map(|(x, y)| json!({"type": "Point", "coordinates": [x, y]})),
        line.clone().prop_map(|l| json!({"type": "LineString", "coordinates": l})),
        prop::collection::vec(line.clone(), 1..3)
            .prop_map(|l| json!({"type": "MultiLineString", "coordinates": l})),
        line.prop_map(|l| json!({"type": "MultiPoint", "coordinates": l})),
        (-100.0..100.0f64, -60.0..60.0f64, 0.1..9.0f64).prop_map(|(x, y, d)| {
            json!({"type": "MultiPolygon", "coordinates": [
                [[[x, y], [x + d, y], [x + d, y + d], [x, y]]],
                [[[x, y + 10.0], [x + d, y + 10.0], [x + d, y + 10.0 + d], [x, y + 10.0]]],
            ]})
        }),
    ];
    let told =
        ("\\PC*", prop::option::of("\\PC{0,9}"), prop::option::of(-1e6..1e6f64), prop::option::of(1..6i64));
    let more =
        (prop::collection::vec("\\PC{0,5}", 0..4), prop::option::of((1900..2100i16, 1..=12i8, 1..=28i8)));
    (told, more, geometry).prop_map(|((id, reason, best, grade), (actors, day), geometry)| {
        let day = day.map(|(y, m, d)| Date::new(y, m, d).unwrap().to_string());
        let row = json!({
            "id": id, "reason": reason, "estimate": {"best": best}, "credibility": grade, "actors": actors,
            "date": {"start": day, "end": null},
        });
        let geometry = Geometry::from_json(&geometry).and_then(Geometry::tidied);
        Row { geometry, ..small().row(&row).unwrap() }
    })
}
