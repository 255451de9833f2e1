//! Disagreements between one's own records and a partner's.

use super::{claim, document, marked};
use crate::bundle::{
    Claim, Constraint, Decision, Disagreement, Event, Graveness, NamedPlace, Record, RecordId, Ruling, Step,
    What, disagreements,
};
use base::{Date, GeoPrecision, Interval, Modality, PlaceKind, Tlp};

fn held(whats: Vec<What>) -> Vec<(RecordId, Record)> {
    let record = |what| marked(what, Tlp::Green);
    whats.into_iter().map(record).map(|r| (r.id(), r)).collect()
}

fn differ(own: Vec<What>, theirs: Vec<What>) -> Vec<Disagreement> {
    let (own, theirs) = (held(own), held(theirs));
    // The same on both sides is never a disagreement.
    assert_eq!(disagreements(&own, "Relief", &own), []);
    assert_eq!(disagreements(&theirs, "Relief", &theirs), []);
    disagreements(&own, "Relief", &theirs)
}

fn day(day: i8) -> Option<Interval> {
    Some(Interval::day(Date::constant(2025, 9, day)))
}

fn town(name: &str) -> NamedPlace {
    NamedPlace {
        name: name.into(),
        kind: Some(PlaceKind::PopulatedPlace),
        country: None,
        precision: GeoPrecision::Exact,
    }
}

fn event(of: &Claim, when: i8, deaths: Option<[u64; 3]>, modality: Modality) -> What {
    What::Event(Event {
        kind: "incident".into(),
        event_type: of.claim_type.clone(),
        date: day(when),
        places: vec![town("Kita")],
        actors: Vec::new(),
        deaths,
        modality,
        credibility: of.credibility,
        claims: vec![of.key()],
    })
}

fn closure(status: &str, confirmed: i8, of: &Claim) -> What {
    What::Constraint(Constraint {
        kind: "closure".into(),
        places: vec![town("Diboli")],
        roads: Vec::new(),
        corridors: Vec::new(),
        commodities: Vec::new(),
        vehicle_classes: Vec::new(),
        operators: Vec::new(),
        countries: Vec::new(),
        date: Some(Interval::since(Date::constant(2025, 9, 1))),
        status: status.into(),
        reserve: None,
        disputed: false,
        last_confirmed: Some(Date::constant(2025, 9, confirmed)),
        history: vec![Step {
            date: day(confirmed),
            status: status.into(),
            reserve: None,
            extended: false,
            term: None,
            by: Vec::new(),
            claims: vec![of.key()],
            published: None,
        }],
    })
}

fn kinds(found: &[Disagreement]) -> Vec<(&'static str, Graveness)> {
    found.iter().map(|d| (d.kind, d.severity)).collect()
}

#[test]
fn a_partner_reads_the_same_sentence_otherwise() {
    let own = claim("a", 3, "armed_attack");
    let theirs = Claim { date: day(7), modality: Modality::Denied, ..own.clone() };
    let own = Claim { date: day(6), ..own };
    let found = differ(vec![document("a", "a"), What::Claim(own.clone())], vec![What::Claim(theirs.clone())]);
    assert_eq!(kinds(&found), [("denial", Graveness::High), ("date", Graveness::Medium)]);
    let date = &found[1];
    assert_eq!((date.sides[0].partner.as_deref(), date.sides[0].value.as_str()), (None, "2025-09-06"));
    assert_eq!(
        (date.sides[1].partner.as_deref(), date.sides[1].value.as_str()),
        (Some("Relief"), "2025-09-07")
    );
    assert_eq!(date.sides[0].mentions[0].document, "Report a");
    assert_eq!(
        date.summary,
        "Relief and we differ on the day of armed attack: 2025-09-07 there, 2025-09-06 here."
    );
    // What an analyst corrected is what counts, and what the side points to.
    let ruling = Ruling::Corrected { claim_type: None, date: day(8), modality: None };
    let dated = What::Decision(Decision { claims: vec![own.key()], ruling, on: None });
    let decision = held(vec![dated.clone()])[0].0.clone();
    let found = differ(vec![What::Claim(own.clone()), dated], vec![What::Claim(own.clone())]);
    assert_eq!(kinds(&found), [("date", Graveness::Medium)]);
    assert_eq!((&found[0].sides[0].record, found[0].sides[0].value.as_str()), (&decision, "2025-09-08"));
    let corrected = Ruling::Corrected { claim_type: None, date: day(7), modality: Some(Modality::Denied) };
    let decided = What::Decision(Decision { claims: vec![own.key()], ruling: corrected, on: None });
    assert_eq!(differ(vec![What::Claim(own), decided], vec![What::Claim(theirs)]), []);
}

#[test]
fn one_side_rejects_what_the_other_accepts() {
    let told = claim("a", 3, "curfew");
    let decided = |ruling| What::Decision(Decision { claims: vec![told.key()], ruling, on: None });
    let with = |ruling| vec![What::Claim(told.clone()), decided(ruling)];
    let found = differ(with(Ruling::Accepted), with(Ruling::Rejected));
    assert_eq!(kinds(&found), [("decision", Graveness::High)]);
    assert_eq!(found[0].sides.iter().map(|s| s.value.as_str()).collect::<Vec<_>>(), ["accepted", "rejected"]);
    let found = differ(vec![What::Claim(told.clone())], with(Ruling::Rejected));
    assert_eq!(kinds(&found), [("decision", Graveness::Low)]);
    assert_eq!(differ(vec![What::Claim(told.clone())], with(Ruling::Accepted)), []);
}

#[test]
fn deaths_of_one_event_lie_apart() {
    let (own, theirs) = (claim("a", 3, "armed_attack"), claim("b", 5, "armed_attack"));
    let ours = vec![What::Claim(own.clone()), event(&own, 6, Some([2, 3, 4]), Modality::Asserted)];
    let other = |when, deaths| {
        vec![What::Claim(theirs.clone()), event(&theirs, when, Some(deaths), Modality::Asserted)]
    };
    let found = differ(ours.clone(), other(6, [7, 8, 9]));
    assert_eq!(kinds(&found), [("count", Graveness::Medium)]);
    assert_eq!(found[0].sides[1].value, "8 deaths (7–9)");
    assert_eq!(found[0].sides[1].mentions.len(), 1);
    assert_eq!(differ(ours.clone(), other(6, [4, 5, 6])), [], "the ranges meet");
    assert_eq!(differ(ours, other(9, [7, 8, 9])), [], "another day is another event");
}

#[test]
fn a_closure_is_lifted_there_and_in_force_here() {
    let told = claim("a", 3, "closure");
    let found = differ(
        vec![closure("in_force", 10, &told)],
        vec![What::Claim(told.clone()), closure("lifted", 10, &told)],
    );
    assert_eq!(kinds(&found), [("status", Graveness::High)]);
    assert_eq!(found[0].sides[0].value, "in force, last confirmed 2025-09-10");
    assert_eq!(found[0].sides[1].mentions[0].quote, "Ten letters");
    let older = differ(vec![closure("in_force", 10, &told)], vec![closure("lifted", 12, &told)]);
    assert_eq!(kinds(&older), [("status", Graveness::Medium)]);
    let weaker = differ(vec![closure("in_force", 10, &told)], vec![closure("announced", 12, &told)]);
    assert_eq!(kinds(&weaker), [("status", Graveness::Low)]);
}
