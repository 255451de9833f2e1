use super::*;
use crate::store::Row;
use crate::testing::{DENIAL, LORRIES, TEXT, case, claim, day, reading};
use base::{CitationId, ClaimId, ContradictionId, Credibility, EventId, Modality, OriginId, Reliability};
use events::{
    Action, Contradiction, ContradictionKind, Event, Level, Mention, Resolution, Ruling, Side, Standing,
};
use evidence::{Citation, Claim, ClaimKind, OriginGraph};

/// A case with one document, two claims, a footnote, two decisions, an event and a contradiction; ids by hand.
fn known() -> (tempfile::TempDir, Store, Case, View) {
    let (folder, mut store) = case();
    let (received, mut read) = reading("a.txt", TEXT);
    let note = TEXT.find("Personne").unwrap()..TEXT.find("\n\n").unwrap();
    read.document.citations = vec![Citation {
        id: CitationId::parse("cit-1"),
        label: "[1]".into(),
        number: 1,
        range: note,
        publisher: Some("Daily".into()),
        date: None,
        title: None,
        url: None,
        calls: Vec::new(),
    }];
    let mut arson = claim(&read.document, LORRIES, "vehicle_arson");
    arson.id = ClaimId::parse("clm-1");
    arson.citations = vec![CitationId::parse("cit-1")];
    let mut denial = claim(&read.document, DENIAL, "denial");
    denial.id = ClaimId::parse("clm-2");
    read.claims = vec![arson.clone(), denial.clone()];
    let mut document = read.document.clone();
    document.text.clear();
    store.write(&[Row::new(Some(TEXT.into()), &received, read)]).unwrap();
    store.decide(day(9, 12), "Awa", "second source", Action::Reject { claim: arson.id.clone() }).unwrap();
    store.decide(day(9, 13), "Awa", "no, a rumour", Action::Undo { decision: 1 }).unwrap();
    let case = Case::load(folder.path()).unwrap();
    let decisions = store.decisions().unwrap();
    let view = View {
        tables: Vec::new(),
        documents: vec![document],
        resolution: resolution(&arson, &denial),
        claims: vec![arson, denial],
        origins: OriginGraph::default(),
        ruling: Ruling::of(&decisions),
        decisions,
        reliability: Default::default(),
    };
    (folder, store, case, view)
}

fn resolution(arson: &Claim, denial: &Claim) -> Resolution {
    let event = Event {
        rows: Vec::new(),
        sub_type: None,
        estimate: None,
        precision: base::GeoPrecision::Unresolved,
        id: EventId::parse("evt-1"),
        kind: ClaimKind::Incident,
        claim_type: "vehicle_arson".into(),
        date: arson.date,
        places: Vec::new(),
        actors: Vec::new(),
        modality: Modality::Asserted,
        claims: vec![arson.id.clone()],
        origins: vec![OriginId::parse("org-1")],
        credibility: Credibility::POSSIBLE,
        reason: "one origin".into(),
        parent: None,
        positions: false,
    };
    let standing = Standing {
        claim: arson.id.clone(),
        event: event.id.clone(),
        origin: OriginId::parse("org-1"),
        reliability: Reliability::B,
        credibility: Credibility::POSSIBLE,
        reason: "one origin".into(),
    };
    let side = |claim: &Claim, value: &str| Side {
        value: value.into(),
        mentions: vec![Mention {
            row: None,
            claim: Some(claim.id.clone()),
            document: claim.document.clone(),
            span: claim.span,
            quote: claim.quote.clone(),
        }],
    };
    let contradiction = Contradiction {
        id: ContradictionId::parse("ctr-1"),
        kind: ContradictionKind::Denial,
        severity: Level::High,
        summary: "One says so, the other not.".into(),
        events: vec![event.id.clone()],
        sides: vec![side(arson, "asserted"), side(denial, "denied")],
    };
    Resolution { events: vec![event], standings: vec![standing], contradictions: vec![contradiction] }
}

#[test]
fn a_claim_leads_to_its_paragraph_document_footnote_and_decisions() {
    let (_folder, store, case, view) = known();
    let trail = Trail::new(&store, &case, &view, std::path::Path::new("."));
    insta::assert_snapshot!(trail.follow("clm-1").unwrap().unwrap().tree());
}

#[test]
fn every_kind_of_id_leads_down_to_a_quote() {
    let (_folder, store, case, view) = known();
    let trail = Trail::new(&store, &case, &view, std::path::Path::new("."));
    let document = view.documents[0].id.as_str();
    for id in [
        "clm-1",
        "evt-1",
        "ctr-1",
        "cit-1",
        "dec-1",
        &format!("{document}@0-10"),
        &format!("{document}:0-10"),
    ] {
        let node = trail.follow(id).unwrap().unwrap();
        let json = serde_json::to_string(&node).unwrap();
        assert!(json.contains("\"kind\":\"quote\"") && json.contains("\"paragraph\""), "{id}: {json}");
    }
    assert!(trail.follow(document).unwrap().is_some());
    for unknown in
        ["clm-9", "", "doc-9@0-1", "n", &format!("{document}@9-5"), &format!("{document}@0-99999999")]
    {
        assert!(trail.follow(unknown).unwrap().is_none(), "{unknown}");
    }
}

#[test]
fn a_footnote_of_the_last_letter_leads_to_its_claim() {
    let (_folder, store, case, view) = known();
    let trail = Trail::new(&store, &case, &view, std::path::Path::new("."));
    let letter = crate::store::Letter {
        number: 1,
        lang: "fr".into(),
        file: "letter-001.fr.html".into(),
        issued_on: day(9, 30),
        as_of: day(9, 30),
        body: Vec::new(),
        findings: "{}".into(),
        notes: [("n12".to_owned(), "clm-2".to_owned())].into(),
    };
    store.keep_letter(&letter).unwrap();
    let node =
        letters::footnote(&store, &|id| trail.follow(id), &letters::label("12").unwrap()).unwrap().unwrap();
    assert!(node.tree().contains("[[Le gouverneur a démenti tout couvre-feu à Kayes.]]"), "{}", node.tree());
    assert!(letters::footnote(&store, &|id| trail.follow(id), "n13").is_err());
    assert_eq!(letters::label("clm-2"), None);
}
