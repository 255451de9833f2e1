//! Rows of datasets beside claims: nothing is lost, nothing is told twice, and every decision can be taken back.

use base::{
    ClaimId, Coordinate, Country, Credibility, Date, DocumentId, GeoPrecision, Interval, Modality, OriginId,
    PlaceKind, Reliability, Span,
};
use events::{
    Action, Coding, ContradictionKind, DatePrecision, Decision, Estimate, Event, Evidence, Resolution, Row,
    RowKey, RowRef, Table, resolve,
};
use evidence::{ActorEntry, ActorKind, Claim, ClaimKind, ClaimPlace, Origin, OriginGraph, Role};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Three towns, some 60 km apart.
const TOWNS: [(&str, f64, f64); 3] = [("Atown", 14.0, -9.0), ("Btown", 14.5, -9.0), ("Ctown", 14.0, -8.5)];

fn row(id: &str, on: &str, town: usize, deaths: f64) -> Row {
    let (name, lat, lon) = TOWNS[town];
    Row {
        id: id.into(),
        line: 2,
        event_type: "armed_attack".into(),
        sub_type: "one-sided".into(),
        date: Some(Interval::day(day(on))),
        date_precision: DatePrecision::Day,
        place: Some(name.into()),
        admin1: Some("North region".into()),
        admin2: None,
        country: Country::new("XAA"),
        point: Coordinate::new(lat, lon),
        precision: GeoPrecision::Exact,
        actors: vec!["Group Z".into()],
        deaths: Some(Estimate::exact(deaths)),
        coding: Coding::Human,
        flags: Vec::new(),
    }
}

fn table(dataset: &str, rows: Vec<Row>) -> Table {
    Table { dataset: dataset.into(), release: "1".into(), released: day("2025-06-01"), rows }
}

fn claim(doc: &str, on: &str, towns: &[usize]) -> Claim {
    let places = towns.iter().map(|&t| ClaimPlace {
        name: TOWNS[t].0.into(),
        kind: Some(PlaceKind::PopulatedPlace),
        country: Country::new("XAA"),
        point: Coordinate::new(TOWNS[t].1, TOWNS[t].2),
        precision: GeoPrecision::Exact,
        role: "site".into(),
    });
    Claim {
        id: ClaimId::derive(&[doc, on]),
        document: DocumentId::derive(&[doc]),
        span: Span { start: 0, end: 10 },
        quote: format!("{doc} {on}"),
        kind: ClaimKind::Incident,
        claim_type: "armed_attack".into(),
        date: Some(Interval::day(day(on))),
        date_basis: None,
        places: places.collect(),
        modality: Modality::Asserted,
        actor: Some("The Zeds".into()),
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

fn resolved(claims: &[Claim], tables: &[Table], decisions: &[Decision]) -> Resolution {
    let documents: BTreeSet<&DocumentId> = claims.iter().map(|c| &c.document).collect();
    let origin =
        |d: &&DocumentId| Origin { id: OriginId::derive(&[d.as_str()]), documents: vec![(*d).clone()] };
    let graph = OriginGraph { origins: documents.iter().map(origin).collect(), relations: Vec::new() };
    let actors = [ActorEntry {
        name: "Group Z".into(),
        aliases: vec!["The Zeds".into()],
        kind: ActorKind::ArmedGroup,
        parent: None,
        source: None,
        sector: None,
        owner_country: None,
    }];
    resolve(&Evidence {
        documents: &[],
        claims,
        tables,
        origins: &graph,
        reliability: &BTreeMap::new(),
        datasets: &BTreeMap::from([("ucdp".to_owned(), Reliability::A)]),
        actors: &actors,
        decisions,
    })
}

fn decision(number: u64, action: Action) -> Decision {
    Decision { number, on: day("2025-10-01"), by: "analyst".into(), why: "test".into(), action }
}

fn event_of<'a>(resolution: &'a Resolution, row: &RowKey) -> &'a Event {
    resolution.events.iter().find(|e| e.rows.iter().any(|r| r.key() == *row)).unwrap()
}

#[test]
fn a_report_and_a_row_of_one_incident_are_one_event() {
    let claims = [claim("a", "2021-03-04", &[0])];
    let tables = [table("ucdp", vec![row("7", "2021-03-04", 0, 3.0), row("8", "2021-05-04", 2, 1.0)])];
    let resolution = resolved(&claims, &tables, &[]);
    assert_eq!(resolution.events.len(), 2);
    let both = event_of(&resolution, &RowKey::of("ucdp", "7"));
    assert_eq!(both.claims, [claims[0].id.clone()]);
    assert_eq!(both.actors, ["Group Z"], "the alias table knows both spellings");
    assert_eq!(both.estimate, Some(Estimate::exact(3.0)));
    // A dataset draws on the press: it makes the report probable and confirms nothing.
    assert_eq!(both.credibility, Credibility::PROBABLE);
    let alone = event_of(&resolution, &RowKey::of("ucdp", "8"));
    assert_eq!((alone.claims.len(), alone.credibility), (0, Credibility::PROBABLE));
    assert_eq!(alone.sub_type.as_deref(), Some("one-sided"));
}

#[test]
fn two_rows_of_one_dataset_are_two_events() {
    let twice = [table("ucdp", vec![row("1", "2021-03-04", 0, 3.0), row("2", "2021-03-04", 0, 3.0)])];
    assert_eq!(resolved(&[], &twice, &[]).events.len(), 2);
}

#[test]
fn places_attacked_on_one_morning_are_parts_of_one_event() {
    let claims = [claim("a", "2021-03-04", &[0, 1, 2])];
    let tables = [table(
        "ucdp",
        vec![row("1", "2021-03-04", 0, 3.0), row("2", "2021-03-04", 2, 1.0), row("3", "2021-03-09", 2, 1.0)],
    )];
    let resolution = resolved(&claims, &tables, &[]);
    let whole = resolution.events.iter().find(|e| !e.claims.is_empty()).unwrap();
    let parent = |id: &str| event_of(&resolution, &RowKey::of("ucdp", id)).parent.clone();
    assert_eq!(parent("1").as_ref(), Some(&whole.id));
    assert_eq!(parent("2").as_ref(), Some(&whole.id));
    assert_eq!(parent("3"), None, "five days later is another matter");
    assert_eq!(whole.parent, None);
}

#[test]
fn what_a_dataset_and_an_analyst_hold_to_be_one_shows_where_it_disagrees() {
    let claims = [claim("a", "2021-03-04", &[0])];
    let tables = [
        table("other", vec![row("9", "2021-03-08", 1, 2.0)]),
        table("ucdp", vec![row("7", "2021-03-04", 0, 5.0)]),
    ];
    let merge = Action::Merge {
        claims: vec![claims[0].id.clone()],
        rows: vec![RowKey::of("other", "9"), RowKey::of("ucdp", "7")],
    };
    let resolution = resolved(&claims, &tables, &[decision(1, merge)]);
    assert_eq!(resolution.events.len(), 1);
    let kinds: BTreeSet<ContradictionKind> = resolution.contradictions.iter().map(|c| c.kind).collect();
    assert_eq!(
        kinds,
        BTreeSet::from([ContradictionKind::Date, ContradictionKind::Place, ContradictionKind::Count])
    );
    let rows = resolution
        .contradictions
        .iter()
        .flat_map(|c| &c.sides)
        .flat_map(|s| &s.mentions)
        .filter(|m| m.row.is_some());
    assert!(rows.count() >= 4, "every side names its row");
}

#[test]
fn a_row_split_off_stands_alone() {
    let claims = [claim("a", "2021-03-04", &[0])];
    let tables = [table("ucdp", vec![row("7", "2021-03-04", 0, 3.0)])];
    let key = RowKey::of("ucdp", "7");
    let split = decision(1, Action::SplitRow { row: key.clone() });
    assert_eq!(resolved(&claims, &tables, &[split]).events.len(), 2);
    assert_eq!(resolved(&claims, &tables, &[]).events.len(), 1);
}

fn any_row() -> impl Strategy<Value = (usize, u8, usize, f64)> {
    (0..3usize, 1..6u8, 0..3usize, 0..4u8)
        .prop_map(|(set, on, town, deaths)| (set, on, town, f64::from(deaths)))
}

fn tables() -> impl Strategy<Value = Vec<Table>> {
    prop::collection::vec(any_row(), 0..30).prop_map(|rows| {
        let of = |set: usize| {
            let mine = rows.iter().enumerate().filter(|(_, r)| r.0 == set);
            mine.map(|(n, r)| row(&n.to_string(), &format!("2021-03-0{}", r.1), r.2, r.3)).collect()
        };
        ["acled", "other", "ucdp"].iter().enumerate().map(|(n, name)| table(name, of(n))).collect()
    })
}

fn claims() -> impl Strategy<Value = Vec<Claim>> {
    prop::collection::vec((1..6u8, 0..3usize), 0..8).prop_map(|told| {
        let one = |(n, (on, town)): (usize, &(u8, usize))| {
            claim(&n.to_string(), &format!("2021-03-0{on}"), &[*town])
        };
        told.iter().enumerate().map(one).collect()
    })
}

/// What an analyst may do, by numbers that pick among what there is.
fn decisions() -> impl Strategy<Value = Vec<(u8, u16, u16)>> {
    prop::collection::vec((0..4u8, any::<u16>(), any::<u16>()), 0..6)
}

fn decided(picks: &[(u8, u16, u16)], claims: &[Claim], rows: &[RowRef]) -> Vec<Decision> {
    let mut out = Vec::new();
    let row = |n: u16| rows.get(usize::from(n) % rows.len().max(1)).map(RowRef::key);
    let told = |n: u16| claims.get(usize::from(n) % claims.len().max(1)).map(|c| c.id.clone());
    for &(what, a, b) in picks {
        let number = out.len() as u64 + 1;
        let action = match (what, row(a), row(b), told(a), told(b)) {
            (0, Some(a), Some(b), ..) => Action::Merge { claims: vec![], rows: vec![a, b] },
            (1, Some(a), _, _, Some(c)) => Action::Merge { claims: vec![c], rows: vec![a] },
            (2, Some(row), ..) => Action::SplitRow { row },
            (3, ..) if number > 1 => Action::Undo { decision: u64::from(a) % (number - 1) + 1 },
            (_, _, _, Some(claim), _) => Action::Split { claim },
            _ => continue,
        };
        out.push(decision(number, action));
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_row_and_claim_is_in_exactly_one_event(tables in tables(), claims in claims(), picks in decisions()) {
        let mut all: Vec<RowRef> = tables.iter().flat_map(|t| t.rows.iter().map(|r| t.at(r))).collect();
        let decisions = decided(&picks, &claims, &all);
        let resolution = resolved(&claims, &tables, &decisions);
        let mut held: Vec<RowRef> = resolution.events.iter().flat_map(|e| e.rows.clone()).collect();
        held.sort();
        all.sort();
        prop_assert_eq!(held, all);
        let mut told: Vec<ClaimId> = resolution.events.iter().flat_map(|e| e.claims.clone()).collect();
        let mut known: Vec<ClaimId> = claims.iter().map(|c| c.id.clone()).collect();
        told.sort();
        known.sort();
        prop_assert_eq!(told, known);
        let ids: BTreeSet<_> = resolution.events.iter().map(|e| &e.id).collect();
        prop_assert_eq!(ids.len(), resolution.events.len(), "ids are unique");
    }

    #[test]
    fn without_an_analyst_no_event_holds_two_rows_of_one_dataset(tables in tables(), claims in claims()) {
        for event in resolved(&claims, &tables, &[]).events {
            let datasets: BTreeSet<&str> = event.rows.iter().map(|r| r.dataset.as_str()).collect();
            prop_assert_eq!(datasets.len(), event.rows.len());
        }
    }

    #[test]
    fn undoing_every_decision_restores_what_was(tables in tables(), claims in claims(), picks in decisions()) {
        let all: Vec<RowRef> = tables.iter().flat_map(|t| t.rows.iter().map(|r| t.at(r))).collect();
        let mut decisions: Vec<Decision> =
            decided(&picks, &claims, &all).into_iter().filter(|d| !matches!(d.action, Action::Undo { .. })).collect();
        for (n, decision) in decisions.iter_mut().enumerate() {
            decision.number = n as u64 + 1;
        }
        for n in 1..=decisions.len() as u64 {
            decisions.push(decision(decisions.len() as u64 + 1, Action::Undo { decision: n }));
        }
        prop_assert_eq!(resolved(&claims, &tables, &[]), resolved(&claims, &tables, &decisions));
    }
}
