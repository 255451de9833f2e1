//! What must hold of any resolution, and the contradictions that small hand-made ledgers must show.

use base::{
    Bound, ClaimId, ContentHash, Credibility, Date, DocumentId, GeoPrecision, Interval, Modality, OriginId,
    PlaceKind, Quantity, Reliability, Span, Tlp,
};
use events::{Action, Contradiction, ContradictionKind, Correction, Decision, Evidence, Resolution, resolve};
use evidence::{
    Claim, ClaimKind, ClaimPlace, DateBasis, Document, Format, Language, MeasureStatus, Origin, OriginGraph,
    Passage, Relation, RelationKind, Role,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn place(name: &str, kind: PlaceKind) -> ClaimPlace {
    ClaimPlace {
        name: name.into(),
        kind: Some(kind),
        country: None,
        point: None,
        precision: GeoPrecision::Exact,
        role: "site".into(),
    }
}

fn document(name: &str) -> DocumentId {
    DocumentId::derive(&[name])
}

/// A claim of `doc` at `at`, to be changed by the test.
fn claim(doc: &str, at: usize, kind: ClaimKind, claim_type: &str) -> Claim {
    Claim {
        id: ClaimId::derive(&[doc, &at.to_string(), claim_type]),
        document: document(doc),
        span: Span { start: at, end: at + 10 },
        quote: format!("{doc}@{at}"),
        kind,
        claim_type: claim_type.into(),
        date: None,
        date_basis: None,
        places: Vec::new(),
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

fn on(mut claim: Claim, day: &str, places: &[&str]) -> Claim {
    claim.date = Some(Interval::day(date(day)));
    claim.date_basis = Some(DateBasis::Explicit);
    claim.places = places.iter().map(|p| place(p, PlaceKind::PopulatedPlace)).collect();
    claim
}

/// Every document its own origin, unless they are listed together.
fn origins(claims: &[Claim], together: &[&[&str]]) -> OriginGraph {
    let documents: BTreeSet<&DocumentId> = claims.iter().map(|c| &c.document).collect();
    let grouped: Vec<Vec<DocumentId>> =
        together.iter().map(|g| g.iter().map(|d| document(d)).collect()).collect();
    let alone =
        documents.into_iter().filter(|d| !grouped.iter().flatten().any(|g| g == *d)).map(|d| vec![d.clone()]);
    let groups = grouped.iter().cloned().chain(alone.collect::<Vec<_>>());
    let origins = groups
        .map(|documents| Origin { id: OriginId::derive(&[documents[0].as_str()]), documents })
        .collect();
    OriginGraph { origins, relations: Vec::new() }
}

fn resolved(claims: &[Claim], graph: &OriginGraph, decisions: &[Decision]) -> Resolution {
    let reliability: BTreeMap<DocumentId, Reliability> =
        claims.iter().map(|c| (c.document.clone(), Reliability::B)).collect();
    resolve(&Evidence {
        documents: &[],
        claims,
        tables: &[],
        datasets: &BTreeMap::new(),
        actors: &[],
        origins: graph,
        reliability: &reliability,
        decisions,
    })
}

fn decision(number: u64, action: Action) -> Decision {
    Decision { number, on: date("2025-10-01"), by: "analyst".into(), why: "test".into(), action }
}

fn kinds(resolution: &Resolution) -> Vec<ContradictionKind> {
    resolution.contradictions.iter().map(|c| c.kind).collect()
}

fn values(contradiction: &Contradiction) -> Vec<&str> {
    contradiction.sides.iter().map(|s| s.value.as_str()).collect()
}

#[test]
fn two_origins_confirm_and_a_reprint_does_not() {
    let claims =
        ["a", "b"].map(|d| on(claim(d, 0, ClaimKind::Incident, "armed_attack"), "2025-07-01", &["Atown"]));
    let independent = resolved(&claims, &origins(&claims, &[]), &[]);
    assert_eq!(independent.events.len(), 1);
    assert_eq!(independent.events[0].credibility, Credibility::CONFIRMED);
    let reprint = resolved(&claims, &origins(&claims, &[&["a", "b"]]), &[]);
    assert_eq!(reprint.events[0].origins.len(), 1);
    assert_eq!(reprint.events[0].credibility, Credibility::PROBABLE);
}

#[test]
fn one_town_of_a_wider_attack_is_its_part() {
    let wide = on(claim("a", 0, ClaimKind::Incident, "armed_attack"), "2025-07-01", &["Atown", "Btown"]);
    let part = on(claim("a", 50, ClaimKind::Incident, "armed_attack"), "2025-07-01", &["Btown"]);
    let resolution = resolved(&[wide.clone(), part.clone()], &origins(&[wide], &[]), &[]);
    assert_eq!(resolution.events.len(), 2);
    let parents: Vec<_> = resolution.events.iter().filter_map(|e| e.parent.clone()).collect();
    assert_eq!(parents.len(), 1);
}

#[test]
fn one_announcement_with_two_dates_shows_both() {
    let mut claims = ["2025-09-03", "2025-07-02"].map(|d| {
        let mut c = on(claim(d, 0, ClaimKind::Measure, "blockade_announced"), d, &["Atown", "Btown"]);
        (c.modality, c.actor, c.status) =
            (Modality::Announced, Some("Group".into()), Some(MeasureStatus::Announced));
        c
    });
    let resolution = resolved(&claims, &origins(&claims, &[]), &[]);
    assert_eq!((resolution.events.len(), kinds(&resolution)), (1, vec![ContradictionKind::Date]));
    assert_eq!(values(&resolution.contradictions[0]), ["2025-09-03", "2025-07-02"]);
    claims[1].actor = Some("Another".into());
    assert!(resolved(&claims, &origins(&claims, &[]), &[]).contradictions.is_empty());
}

#[test]
fn a_denial_stands_beside_what_it_denies() {
    let told = on(claim("a", 0, ClaimKind::Measure, "blockade_announced"), "2025-09-03", &["Atown"]);
    let mut denied = on(claim("b", 0, ClaimKind::Measure, "blockade_reported"), "2025-09-08", &["Atown"]);
    (denied.modality, denied.actor) = (Modality::Denied, Some("Army".into()));
    let claims = [told, denied];
    let resolution = resolved(&claims, &origins(&claims, &[]), &[]);
    let denial = resolution.contradictions.iter().find(|c| c.kind == ContradictionKind::Denial).unwrap();
    assert_eq!(values(denial), ["told", "denied"]);
    assert!(denial.summary.ends_with("denied by Army"), "{}", denial.summary);
    assert_eq!(resolution.events[0].credibility, Credibility::IMPROBABLE);
}

#[test]
fn counts_places_and_states_that_differ_are_shown() {
    let counted = |doc: &str, n: f64, town: &str| {
        let mut c = on(claim(doc, 0, ClaimKind::Incident, "vehicle_arson"), "2025-09-06", &[town]);
        c.quantity = Some(Quantity { value: n, unit: "vehicle".into(), bound: Bound::Exact, of: None });
        c
    };
    let claims = [counted("a", 3.0, "Atown"), counted("b", 5.0, "Atown")];
    assert_eq!(kinds(&resolved(&claims, &origins(&claims, &[]), &[])), [ContradictionKind::Count]);
    let claims = [counted("a", 3.0, "Atown"), counted("b", 3.0, "Btown")];
    assert_eq!(kinds(&resolved(&claims, &origins(&claims, &[]), &[])), [ContradictionKind::Place]);
    let state = |doc: &str, status| {
        let mut c = on(claim(doc, 0, ClaimKind::Measure, "curfew"), "2025-08-31", &["Atown"]);
        c.status = Some(status);
        c
    };
    let claims = [state("a", MeasureStatus::Imposed), state("b", MeasureStatus::Extended)];
    assert_eq!(kinds(&resolved(&claims, &origins(&claims, &[]), &[])), [ContradictionKind::Status]);
}

#[test]
fn shares_of_different_wholes_are_shown_and_settle_nothing() {
    let share = |at, value, of: &str| {
        let mut c = claim("a", at, ClaimKind::Figure, "trade_share");
        c.quantity =
            Some(Quantity { value, unit: "percent".into(), bound: Bound::About, of: Some(of.into()) });
        c
    };
    let claims = [share(0, 30.0, "land imports"), share(90, 70.0, "imports")];
    let resolution = resolved(&claims, &origins(&claims, &[]), &[]);
    assert_eq!(kinds(&resolution), [ContradictionKind::FigureScope]);
    assert_eq!(
        values(&resolution.contradictions[0]),
        ["30 percent of land imports", "70 percent of imports"]
    );
}

#[test]
fn a_translation_that_drops_a_hedge_is_shown() {
    let mut claims = ["fr", "en"].map(|d| {
        let mut c = claim(d, 100, ClaimKind::Figure, "gold_share");
        c.quantity = Some(Quantity { value: 80.0, unit: "percent".into(), bound: Bound::About, of: None });
        c
    });
    claims[0].modality = Modality::Hedged;
    let mut graph = origins(&claims, &[&["fr", "en"]]);
    let whole = Span { start: 0, end: 200 };
    graph.relations.push(Relation {
        from: document("en"),
        to: document("fr"),
        kind: RelationKind::Translation,
        score: 0.9,
        passages: vec![Passage { from: whole, to: whole }],
    });
    let resolution = resolved(&claims, &graph, &[]);
    assert_eq!(kinds(&resolution), [ContradictionKind::ModalityTranslation]);
}

#[test]
fn a_company_that_had_stopped_and_runs_again_is_shown() {
    let mut stopped = on(claim("a", 0, ClaimKind::Incident, "withdrawal"), "2025-09-01", &["Atown"]);
    let mut acting = on(claim("b", 0, ClaimKind::Incident, "military_operation"), "2025-09-09", &["Atown"]);
    (stopped.actor, acting.actor) = (Some("Army".into()), Some("Army".into()));
    let claims = [stopped, acting];
    assert_eq!(kinds(&resolved(&claims, &origins(&claims, &[]), &[])), [ContradictionKind::Actor]);
}

#[test]
fn a_figure_that_two_texts_draw_from_one_report_counts_once() {
    let cited = |doc: &str| {
        let mut c = claim(doc, 0, ClaimKind::Figure, "trade_volume");
        c.quantity =
            Some(Quantity { value: 2.7e6, unit: "tonne/year".into(), bound: Bound::Exact, of: None });
        c.citations = vec![base::CitationId::derive(&[doc])];
        c
    };
    let claims = [cited("a"), cited("b")];
    let documents = ["a", "b"].map(citing);
    let graph = origins(&claims, &[]);
    let reliability = BTreeMap::new();
    let resolution = resolve(&Evidence {
        tables: &[],
        datasets: &BTreeMap::new(),
        actors: &[],
        documents: &[&documents[0], &documents[1]],
        claims: &claims,
        origins: &graph,
        reliability: &reliability,
        decisions: &[],
    });
    assert_eq!(resolution.events.len(), 1);
    assert_eq!(resolution.events[0].origins.len(), 1);
}

fn citing(name: &str) -> Document {
    Document {
        id: document(name),
        name: name.into(),
        hash: ContentHash::of(name.as_bytes()),
        format: Format::Text,
        encoding: "UTF-8".into(),
        language: Language::English,
        title: None,
        publisher: None,
        published: None,
        url: None,
        licence: None,
        tlp: Tlp::Clear,
        text: String::new(),
        regions: Vec::new(),
        citations: vec![evidence::Citation {
            id: base::CitationId::derive(&[name]),
            label: "[1]".into(),
            number: 1,
            range: 0..0,
            publisher: Some("A bank".into()),
            date: None,
            title: Some("A report".into()),
            url: Some("https://bank.example/report/".into()),
            calls: Vec::new(),
        }],
        doubts: Vec::new(),
    }
}

fn any_claim() -> impl Strategy<Value = Claim> {
    let types = prop::sample::select(vec![
        (ClaimKind::Incident, "armed_attack"),
        (ClaimKind::Incident, "vehicle_arson"),
        (ClaimKind::Measure, "blockade_announced"),
        (ClaimKind::Measure, "blockade_reported"),
        (ClaimKind::Figure, "trade_share"),
        (ClaimKind::Statement, "denial"),
    ]);
    let modality = prop::sample::select(vec![Modality::Asserted, Modality::Hedged, Modality::Denied]);
    let towns = prop::collection::btree_set(prop::sample::select(vec!["Atown", "Btown", "Ctown"]), 0..3);
    (0..5usize, 0..400usize, types, modality, towns, prop::option::of(1..9i8)).prop_map(
        |(doc, at, (kind, name), modality, towns, day)| {
            let mut c = claim(&format!("d{doc}"), at, kind, name);
            c.places = towns.into_iter().map(|t| place(t, PlaceKind::PopulatedPlace)).collect();
            c.date = day.map(|d| Interval::day(Date::new(2025, 7, d).unwrap()));
            c.modality = modality;
            c
        },
    )
}

fn ledger() -> impl Strategy<Value = Vec<Claim>> {
    prop::collection::vec(any_claim(), 1..40).prop_map(|mut claims| {
        let mut seen = BTreeSet::new();
        claims.retain(|c| seen.insert(c.id.clone()));
        claims
    })
}

proptest! {
    #[test]
    fn every_claim_is_in_exactly_one_event(claims in ledger()) {
        let resolution = resolved(&claims, &origins(&claims, &[]), &[]);
        let mut held: Vec<ClaimId> = resolution.events.iter().flat_map(|e| e.claims.clone()).collect();
        held.sort();
        let mut all: Vec<ClaimId> = claims.iter().map(|c| c.id.clone()).collect();
        all.sort();
        prop_assert_eq!(held, all);
        let order: Vec<_> = resolution.standings.iter().map(|s| s.claim.clone()).collect();
        prop_assert_eq!(order, claims.iter().map(|c| c.id.clone()).collect::<Vec<_>>());
    }

    #[test]
    fn every_contradiction_shows_two_sides_with_their_words(claims in ledger()) {
        for c in resolved(&claims, &origins(&claims, &[]), &[]).contradictions {
            prop_assert!(c.sides.len() >= 2);
            for mention in c.sides.iter().flat_map(|s| &s.mentions) {
                let claim = claims.iter().find(|x| Some(&x.id) == mention.claim.as_ref()).unwrap();
                prop_assert_eq!(&claim.quote, &mention.quote);
            }
        }
    }

    #[test]
    fn taking_a_decision_back_restores_what_was(claims in ledger(), pick in any::<prop::sample::Index>(), which in 0..5u8) {
        let graph = origins(&claims, &[]);
        let id = claims[pick.index(claims.len())].id.clone();
        let other = claims[0].id.clone();
        let action = match which {
            0 => Action::Reject { claim: id },
            1 => Action::Split { claim: id },
            2 => Action::Merge { claims: vec![id, other], rows: Vec::new() },
            3 => Action::Correct { claim: id, to: Correction { modality: Some(Modality::Planned), ..Correction::default() } },
            _ => Action::Grade { claim: id, reliability: None, credibility: Some(Credibility::DOUBTFUL) },
        };
        let before = resolved(&claims, &graph, &[]);
        let both = [decision(1, action), decision(2, Action::Undo { decision: 1 })];
        prop_assert_eq!(before, resolved(&claims, &graph, &both));
    }

    #[test]
    fn a_merge_brings_together_and_a_split_sets_apart(claims in ledger(), a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>()) {
        let graph = origins(&claims, &[]);
        let (a, b) = (claims[a.index(claims.len())].id.clone(), claims[b.index(claims.len())].id.clone());
        let event_of = |r: &Resolution, id: &ClaimId| r.standings.iter().find(|s| s.claim == *id).unwrap().event.clone();
        let merged = resolved(&claims, &graph, &[decision(1, Action::Merge { claims: vec![a.clone(), b.clone()], rows: Vec::new() })]);
        prop_assert_eq!(event_of(&merged, &a), event_of(&merged, &b));
        let split = resolved(&claims, &graph, &[decision(1, Action::Split { claim: a.clone() })]);
        let event = event_of(&split, &a);
        prop_assert_eq!(split.standings.iter().filter(|s| s.event == event).count(), 1);
    }
}
