//! A hand-made ledger: what a letter of each marking may hold.

use super::stages::Stages;
use super::{Ledger, build};
use base::*;
use events::{Contradiction, ContradictionKind, Event, Mention, Resolution, Side, Standing};
use evidence::{
    ActorEntry, ActorKind, Claim, ClaimKind, ClaimPlace, Document, Format, Language, Origin, OriginGraph,
    PlaceEntry, Role, Vocabulary,
};
use letter::{ConstraintKind, Findings, Masthead, Status, Titles};
use std::collections::BTreeMap;

pub(super) const DAY: Date = Date::constant(2025, 9, 6);

pub(super) fn document(name: &str, tlp: Tlp, published: Date) -> Document {
    Document {
        id: DocumentId::parse(format!("doc-{name}")),
        name: format!("{name}.txt"),
        hash: ContentHash::of(name.as_bytes()),
        format: Format::Text,
        encoding: "UTF-8".to_owned(),
        language: Language::French,
        title: None,
        publisher: Some(name.to_owned()),
        published: Some(published),
        url: None,
        licence: None,
        tlp,
        text: String::new(),
        regions: Vec::new(),
        citations: Vec::new(),
        doubts: Vec::new(),
    }
}

pub(super) fn claim(
    id: &str,
    document: &str,
    kind: ClaimKind,
    claim_type: &str,
    modality: Modality,
) -> Claim {
    let place = ClaimPlace {
        name: "Dambara".to_owned(),
        kind: Some(PlaceKind::PopulatedPlace),
        country: Country::new("MLI"),
        point: Coordinate::new(14.5, -11.5),
        precision: GeoPrecision::Exact,
        role: "site".to_owned(),
    };
    Claim {
        id: ClaimId::parse(format!("clm-{id}")),
        document: DocumentId::parse(format!("doc-{document}")),
        span: Span { start: 0, end: 9 },
        quote: format!("citation {id}"),
        kind,
        claim_type: claim_type.to_owned(),
        date: Some(Interval::day(DAY)),
        date_basis: None,
        places: vec![place],
        modality,
        actor: Some("Front du fleuve".to_owned()),
        actor_group: None,
        actor_generic: false,
        target: None,
        target_class: None,
        quantity: None,
        status: None,
        medium: None,
        role: Role::Report,
        citations: Vec::new(),
        rule: String::new(),
    }
}

/// A resolution in which claims that share kind and type are one event.
pub(super) fn resolution(claims: &[Claim]) -> Resolution {
    let mut out = Resolution::default();
    for group in claims.chunk_by(|a, b| a.claim_type == b.claim_type) {
        let first = &group[0];
        let id = EventId::derive(&[first.id.as_str()]);
        let origins: Vec<OriginId> =
            group.iter().map(|c| OriginId::parse(format!("org-{}", c.document))).collect();
        out.standings.extend(group.iter().zip(&origins).map(|(c, origin)| Standing {
            claim: c.id.clone(),
            event: id.clone(),
            origin: origin.clone(),
            reliability: Reliability::B,
            credibility: Credibility::CONFIRMED,
            reason: String::new(),
        }));
        out.events.push(Event {
            rows: Vec::new(),
            sub_type: None,
            estimate: None,
            precision: base::GeoPrecision::Unresolved,
            id,
            kind: first.kind,
            claim_type: first.claim_type.clone(),
            date: first.date,
            places: first.places.clone(),
            actors: group.iter().filter_map(|c| c.actor.clone()).collect(),
            modality: first.modality,
            claims: group.iter().map(|c| c.id.clone()).collect(),
            origins,
            credibility: Credibility::CONFIRMED,
            reason: String::new(),
            parent: None,
            positions: false,
        });
    }
    out
}

fn vocabulary() -> Vocabulary {
    let place = PlaceEntry {
        name: "Dambara".to_owned(),
        aliases: Vec::new(),
        kind: PlaceKind::PopulatedPlace,
        country: Country::new("MLI"),
        admin1: Some("Tarka".to_owned()),
        lat: None,
        lon: None,
        via: Vec::new(),
        pcode: None,
        admin2: None,
        sector: None,
        owner_country: None,
        source: None,
    };
    let (name, aliases) = ("Front du fleuve".to_owned(), vec!["Diarra Transport".to_owned()]);
    let actor = ActorEntry {
        name,
        aliases,
        kind: ActorKind::ArmedGroup,
        parent: None,
        sector: None,
        owner_country: None,
        source: None,
    };
    Vocabulary { places: vec![place], actors: vec![actor], sources: Vec::new() }
}

/// The findings of a CLEAR letter as of 1 October 2025.
fn built(documents: &[Document], claims: &[Claim], resolution: &Resolution) -> Findings {
    staged(documents, claims, resolution, &Stages::default())
}

/// The same with what the stages tell.
pub(super) fn staged(
    documents: &[Document],
    claims: &[Claim],
    resolution: &Resolution,
    stages: &Stages,
) -> Findings {
    graded(documents, claims, resolution, None, stages)
}

/// The same, graded by what the letter's readers may see.
fn graded(
    documents: &[Document],
    claims: &[Claim],
    resolution: &Resolution,
    seen: Option<&Resolution>,
    stages: &Stages,
) -> Findings {
    let one =
        |d: &Document| Origin { id: OriginId::parse(format!("org-{}", d.id)), documents: vec![d.id.clone()] };
    let origins = OriginGraph { origins: documents.iter().map(one).collect(), relations: Vec::new() };
    let (reliability, vocabulary) = (BTreeMap::new(), vocabulary());
    let ledger = Ledger {
        documents,
        claims,
        origins: &origins,
        resolution,
        seen,
        reliability: &reliability,
        vocabulary: &vocabulary,
        stages,
        written: None,
    };
    build(&ledger, Masthead::new(Titles::same("Tarka"), AsOf(Date::constant(2025, 10, 1)), Tlp::Clear)).value
}

#[test]
fn what_is_marked_more_strictly_leaves_no_trace_but_its_count() {
    let documents = [document("radio", Tlp::Clear, DAY), document("cable", Tlp::Amber, DAY)];
    let mut claims = [
        claim("a", "radio", ClaimKind::Incident, "armed_attack", Modality::Asserted),
        claim("b", "cable", ClaimKind::Incident, "armed_attack", Modality::Asserted),
        claim("c", "cable", ClaimKind::Incident, "abduction", Modality::Asserted),
    ];
    claims[1].quote = "secret".to_owned();
    let findings = built(&documents, &claims, &resolution(&claims));
    assert_eq!((findings.reading.documents, findings.reading.omitted), (1, 1));
    let [event] = findings.occurrences.as_slice() else { panic!("one event: {:?}", findings.occurrences) };
    let support = event.content().support;
    assert_eq!((support.origins, support.documents), (1, 1));
    assert_eq!(support.credibility, Credibility::POSSIBLE, "what confirmed it is hidden");
    let json = serde_json::to_string(&findings).expect("findings are JSON");
    assert!(!json.contains("secret") && !json.contains("cable") && !json.contains("abduction"));
}

#[test]
fn what_is_hidden_neither_dates_nor_grades_what_is_shown() {
    let documents = [document("radio", Tlp::Clear, DAY), document("cable", Tlp::Red, DAY)];
    let mut claims = [
        claim("a", "radio", ClaimKind::Measure, "curfew", Modality::Asserted),
        claim("b", "cable", ClaimKind::Measure, "curfew", Modality::Asserted),
    ];
    let later = Date::constant(2025, 9, 30);
    claims[0].date = Some(Interval::between(Date::constant(2025, 7, 2), later));
    claims[1].date = Some(Interval::between(Date::constant(2025, 8, 31), later));
    let mut whole = resolution(&claims);
    whole.events[0].date = claims[1].date;
    let mut seen = resolution(&claims[..1]);
    seen.standings[0].credibility = Credibility::POSSIBLE;
    seen.events[0].credibility = Credibility::POSSIBLE;
    let findings = graded(&documents, &claims, &whole, Some(&seen), &Stages::default());
    let [event] = findings.occurrences.as_slice() else { panic!("one event: {:?}", findings.occurrences) };
    assert_eq!(event.content().date, claims[0].date, "the day of 31 August is of the hidden document alone");
    let grades: Vec<_> = findings.notes.iter().filter_map(|n| n.quote()?.credibility).collect();
    assert_eq!(grades, [Credibility::POSSIBLE], "the footnote's grade knows of no other origin");
}

#[test]
fn every_value_of_a_line_has_a_footnote_that_tells_it() {
    let documents = [document("radio", Tlp::Clear, DAY)];
    let mut claims = [
        claim("a", "radio", ClaimKind::Incident, "vehicle_arson", Modality::Asserted),
        claim("b", "radio", ClaimKind::Incident, "vehicle_arson", Modality::Asserted),
        claim("c", "radio", ClaimKind::Incident, "vehicle_arson", Modality::Asserted),
    ];
    let vehicles = |value| Quantity { value, unit: "vehicle".to_owned(), bound: Bound::Exact, of: None };
    claims[0].quantity = Some(vehicles(40.0));
    claims[0].actor = None;
    claims[1].quantity = Some(vehicles(80.0));
    claims[2].quantity = Some(vehicles(80.0));
    let findings = built(&documents, &claims, &resolution(&claims));
    let [event] = findings.occurrences.as_slice() else { panic!("one event: {:?}", findings.occurrences) };
    assert_eq!(event.content().amounts.len(), 2);
    let cited: Vec<_> = event.notes().iter().map(ToString::to_string).collect();
    assert_eq!(cited, ["clm-a", "clm-b"], "40 and 80 each have theirs; what adds nothing has none");
}

#[test]
fn who_denies_an_event_does_not_date_it() {
    let documents = [document("radio", Tlp::Clear, DAY)];
    let mut claims = [
        claim("a", "radio", ClaimKind::Measure, "blockade_announced", Modality::Announced),
        claim("b", "radio", ClaimKind::Measure, "blockade_announced", Modality::Denied),
    ];
    claims[1].date = Some(Interval::day(Date::constant(2025, 9, 8)));
    let mut whole = resolution(&claims);
    whole.events[0].date = claims[1].date;
    let findings = built(&documents, &claims, &whole);
    let event = &findings.occurrences[0];
    assert_eq!(event.content().date, claims[0].date);
    assert_eq!(event.notes().len(), 2, "the denial stands beside what was told");
}

#[test]
fn what_was_published_later_is_not_known() {
    let documents = [document("late", Tlp::Clear, Date::constant(2025, 10, 2))];
    let claims = [claim("a", "late", ClaimKind::Incident, "armed_attack", Modality::Asserted)];
    let findings = built(&documents, &claims, &resolution(&claims));
    assert!(findings.occurrences.is_empty() && findings.notes.is_empty() && findings.reading.omitted == 0);
}

#[test]
fn positions_of_forces_are_blurred_to_the_region() {
    let documents = [document("radio", Tlp::Clear, DAY)];
    let mut claims = [claim("a", "radio", ClaimKind::Measure, "security_deployment", Modality::Asserted)];
    claims[0].quantity =
        Some(Quantity { value: 200.0, unit: "soldier".to_owned(), bound: Bound::Exact, of: None });
    let findings = built(&documents, &claims, &resolution(&claims));
    let event = findings.occurrences[0].content();
    assert_eq!(event.places.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["Tarka"]);
    assert!(event.amounts.is_empty() && event.target.is_none());
    assert_eq!(findings.notes[0].quote().map(|q| q.quote.is_none()), Some(true));
}

#[test]
fn no_private_person_is_named() {
    let documents = [document("radio", Tlp::Clear, DAY)];
    let printed = |actor: &str| {
        let mut claims = [claim("a", "radio", ClaimKind::Incident, "abduction", Modality::Asserted)];
        claims[0].actor = Some(actor.to_owned());
        claims[0].target = Some(actor.to_owned());
        let findings = built(&documents, &claims, &resolution(&claims));
        let event = findings.occurrences[0].content();
        (!event.actors.is_empty(), event.target.is_some())
    };
    assert_eq!(printed("Front du fleuve"), (true, true));
    // What the case does not know is told by its class, in the letter's language.
    assert_eq!(printed("hommes armés"), (true, false));
    let printed = |actor| printed(actor) != (false, false);
    assert!(!printed("Amadou Diarra") && !printed("le chauffeur Oumar Keïta") && !printed("Diarra"));
}

#[test]
fn a_constraint_keeps_every_status_told() {
    let documents =
        [document("radio", Tlp::Clear, DAY), document("army", Tlp::Clear, Date::constant(2025, 9, 10))];
    let claims = [
        claim("a", "radio", ClaimKind::Measure, "fuel_ban", Modality::Announced),
        claim("b", "army", ClaimKind::Measure, "fuel_ban", Modality::Denied),
    ];
    let findings = built(&documents, &claims, &resolution(&claims));
    let [constraint] = findings.constraints.as_slice() else { panic!("one constraint") };
    let of = constraint.content();
    assert_eq!((of.kind, of.age_days), (ConstraintKind::CommodityBan, Some(21)));
    let told: Vec<Status> = of.told.iter().map(|t| t.content().status).collect();
    assert_eq!(told, [Status::Announced, Status::Denied]);
    assert_eq!(of.told[1].notes()[0].as_str(), "clm-b");
    assert_eq!(findings.gaps.len(), 1, "three weeks of silence are a gap");
}

#[test]
fn a_place_that_only_a_hidden_document_names_is_not_printed() {
    let documents = [document("radio", Tlp::Clear, DAY), document("cable", Tlp::Amber, DAY)];
    let mut claims = [
        claim("a", "radio", ClaimKind::Measure, "curfew", Modality::Announced),
        claim("b", "cable", ClaimKind::Measure, "curfew_extended", Modality::Announced),
    ];
    claims[1].places[0].name = "Hidden".to_owned();
    claims[1].places.push(claims[0].places[0].clone());
    let mut resolved = resolution(&claims);
    let one = |claim: &str| Side {
        value: claim.to_owned(),
        mentions: vec![Mention {
            row: None,
            claim: Some(ClaimId::parse("clm-a")),
            document: DocumentId::parse("doc-radio"),
            span: Span { start: 0, end: 1 },
            quote: "c".to_owned(),
        }],
    };
    resolved.contradictions = vec![Contradiction {
        id: ContradictionId::parse("ctr-1"),
        kind: ContradictionKind::Status,
        severity: events::Level::Low,
        summary: String::new(),
        events: resolved.events.iter().map(|e| e.id.clone()).collect(),
        sides: vec![one("imposed"), one("extended")],
    }];
    let findings = built(&documents, &claims, &resolved);
    assert_eq!((findings.constraints.len(), findings.contradictions.len()), (1, 1));
    assert!(!serde_json::to_string(&findings).expect("findings are JSON").contains("Hidden"));
}

#[test]
fn a_curfew_whose_end_has_passed_has_lapsed() {
    let documents = [document("radio", Tlp::Clear, DAY)];
    let mut claims = [claim("a", "radio", ClaimKind::Measure, "curfew", Modality::Announced)];
    claims[0].date = Some(Interval::between(DAY, Date::constant(2025, 9, 30)));
    let findings = built(&documents, &claims, &resolution(&claims));
    assert_eq!(findings.constraints[0].content().told[0].content().status, Status::Lapsed);
}

#[test]
fn a_status_is_dated_by_the_claims_that_tell_it() {
    let documents = [document("radio", Tlp::Clear, DAY)];
    let mut claims = [
        claim("a", "radio", ClaimKind::Measure, "fuel_ban", Modality::Announced),
        claim("b", "radio", ClaimKind::Measure, "fuel_ban", Modality::Asserted),
    ];
    let (announced, event) = (Date::constant(2025, 2, 15), Date::constant(2025, 6, 10));
    claims[0].date = Some(Interval::day(announced));
    claims[1].date = Some(Interval::since(Date::constant(2025, 2, 1)));
    let mut resolved = resolution(&claims);
    for one in &mut resolved.events {
        one.date = Some(Interval::day(event));
    }
    let findings = built(&documents, &claims, &resolved);
    let told = &findings.constraints[0].content().told;
    let dates: Vec<_> = told.iter().map(|t| t.content().date).collect();
    assert_eq!(dates, [claims[0].date, claims[1].date]);
    // Of one claim alone, the event's date is the claim's as an analyst corrected it.
    let alone = &claims[..1];
    let mut resolved = resolution(alone);
    resolved.events[0].date = Some(Interval::day(event));
    let findings = built(&documents, alone, &resolved);
    assert_eq!(findings.constraints[0].content().told[0].content().date, resolved.events[0].date);
}

#[test]
fn a_contradiction_keeps_its_sides_or_is_left_out() {
    let documents = [document("radio", Tlp::Clear, DAY), document("cable", Tlp::Red, DAY)];
    let claims = [claim("a", "radio", ClaimKind::Incident, "armed_attack", Modality::Asserted)];
    let mention = |document: &str, claim: Option<&str>| Mention {
        row: None,
        claim: claim.map(ClaimId::parse),
        document: DocumentId::parse(document),
        span: Span { start: 3, end: 7 },
        quote: "note".to_owned(),
    };
    let found = |second: Mention| Contradiction {
        id: ContradictionId::parse("ctr-1"),
        kind: ContradictionKind::Citation,
        severity: events::Level::Low,
        summary: String::new(),
        events: Vec::new(),
        sides: vec![
            Side { value: "2025-09-06".to_owned(), mentions: vec![mention("doc-radio", Some("clm-a"))] },
            Side { value: "denied".to_owned(), mentions: vec![second] },
        ],
    };
    let mut resolved = resolution(&claims);
    resolved.contradictions = vec![found(mention("doc-radio", None)), found(mention("doc-cable", None))];
    let findings = built(&documents, &claims, &resolved);
    let [kept] = findings.contradictions.as_slice() else { panic!("the one with two visible sides") };
    let says: Vec<_> = kept.content().sides.iter().map(|s| s.content().clone()).collect();
    assert_eq!(
        says,
        [
            letter::SideValue::Date { date: Interval::day(DAY) },
            letter::SideValue::Modality { modality: Modality::Denied },
        ]
    );
    assert!(
        findings
            .notes
            .iter()
            .any(|n| n.id.as_str() == "doc-radio:3-7" && n.quote().is_some_and(|q| q.claim.is_none()))
    );
}

#[test]
fn every_footnote_named_exists() {
    let documents = [document("radio", Tlp::Clear, DAY), document("army", Tlp::Clear, DAY)];
    let claims = [
        claim("a", "radio", ClaimKind::Incident, "armed_attack", Modality::Asserted),
        claim("b", "army", ClaimKind::Measure, "curfew", Modality::Announced),
        claim("c", "radio", ClaimKind::Figure, "trade_share", Modality::Hedged),
    ];
    let findings = built(&documents, &claims, &resolution(&claims));
    let page = letter::html(&letter::compose(&findings, letter::Lang::French));
    assert_eq!(letter::tally(&findings).findings, 4, "three events and the curfew as a constraint");
    for claim in &claims {
        assert!(page.contains(claim.id.as_str()) && page.contains(&claim.quote), "{}", claim.id);
    }
}
