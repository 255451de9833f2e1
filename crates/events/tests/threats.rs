//! Threats and the incidents that fit them.

mod record;

use base::{Coordinate, Modality};
use events::{Threat, threats};
use evidence::{Claim, MeasureStatus};
use proptest::prelude::*;
use record::{Told, With, claim, day, row_event};

fn blockade() -> Claim {
    claim("2025-09-04", "blockade_announced", "un blocus de Dambara", &["Dambara"])
        .put(Modality::Announced)
        .by("Voix du fleuve")
        .on("2025-09-03")
}

fn arson(date: &str, by: &str, place: &str) -> Claim {
    let quote = format!("un camion incendié, {by}");
    let claim = claim("2025-09-20", "vehicle_arson", &quote, &[place]).incident().on(date);
    if by.is_empty() { claim } else { claim.by(by) }
}

fn one(claims: &[Claim]) -> Threat {
    let mut found = Told::of(claims).ask("2025-09-30", threats);
    assert_eq!(found.len(), 1, "{found:#?}");
    found.remove(0)
}

fn lags(of: &Threat) -> Vec<i64> {
    of.incidents.iter().map(|i| i.lag_days).collect()
}

#[test]
fn an_incident_that_fits_is_linked_with_its_lag() {
    let found = one(&[blockade(), arson("2025-09-08", "Front du fleuve", "Dambara")]);
    assert_eq!((found.by.as_slice(), lags(&found)), (["Front du fleuve".to_owned()].as_slice(), vec![5]));
    assert_eq!(
        lags(&one(&[blockade(), arson("2025-09-09", "", "RN9")])),
        [6],
        "nobody named, on a road through it"
    );
    assert_eq!(lags(&one(&[blockade(), arson("2025-09-03", "", "Dambara")])), [0], "on the day itself");
}

#[test]
fn none_seen_says_up_to_when_one_looked() {
    let found = one(&[blockade()]);
    assert!(found.incidents.is_empty());
    assert_eq!(found.looked_until, day("2025-09-30"));
    let far = Told::of(&[blockade()]).ask("2026-09-30", threats);
    assert_eq!(far[0].looked_until, day("2025-12-04"), "no further than the window");
}

#[test]
fn what_comes_before_elsewhere_by_others_or_in_words_only_does_not_fit() {
    let others = [
        arson("2025-09-02", "Front du fleuve", "Dambara"),
        arson("2025-09-08", "Other Front", "Dambara"),
        arson("2025-09-08", "Front du fleuve", "Tanga"),
        arson("2025-09-08", "Front du fleuve", "Dambara").put(Modality::Denied),
        arson("2025-09-08", "Front du fleuve", "Dambara").put(Modality::Planned),
    ];
    for other in others {
        assert!(one(&[blockade(), other.clone()]).incidents.is_empty(), "{other:?}");
    }
}

#[test]
fn a_measure_of_the_state_is_no_threat_nor_a_denied_one() {
    let state = claim("2025-09-04", "fuel_ban", "le carburant est interdit", &["Dambara"]).by("Governor");
    assert!(Told::of(&[state.put(Modality::Announced)]).ask("2025-09-30", threats).is_empty());
    assert!(Told::of(&[blockade().put(Modality::Denied)]).ask("2025-09-30", threats).is_empty());
}

#[test]
fn a_lifting_is_no_threat_and_a_plan_is_one() {
    let lifted = blockade().put(Modality::Asserted).status(MeasureStatus::Lifted);
    assert!(Told::of(&[lifted]).ask("2025-09-30", threats).is_empty());
    one(&[blockade().put(Modality::Planned)]);
}

#[test]
fn an_incident_of_the_same_sentence_or_by_an_unknown_name_does_not_fit() {
    let arson = |by: &str| arson("2025-09-03", by, "Dambara");
    let mut together = arson("Front du fleuve");
    together.document = blockade().document;
    for (overlap, count) in [(true, 0), (false, 1)] {
        let mut told = Told::of(&[blockade(), together.clone()]);
        if overlap {
            told.claims[1].span = told.claims[0].span;
        }
        let found = told.ask("2025-09-30", threats);
        assert_eq!(found[0].incidents.len(), count, "{overlap}");
    }
    assert!(one(&[blockade(), arson("Chasseurs de la colline")]).incidents.is_empty());
    let mut gunmen = arson("hommes armés");
    gunmen.actor_generic = true;
    assert_eq!(lags(&one(&[blockade(), gunmen])), [0], "gunmen may be anybody");
}

#[test]
fn a_fuel_ban_is_carried_out_on_fuel_and_an_operator_ban_on_that_operator() {
    let ban = claim("2025-09-04", "fuel_ban", "le carburant est interdit", &[]).put(Modality::Announced);
    let ban = ban.by("Front du fleuve").on("2025-09-03");
    assert!(one(&[ban.clone(), arson("2025-09-08", "", "Dambara")]).incidents.is_empty());
    let mut tanker = arson("2025-09-08", "", "Dambara");
    tanker.quote = "trois citernes incendiées".into();
    assert_eq!(lags(&one(&[ban, tanker])), [5]);
    let mut named =
        claim("2025-09-04", "operator_ban", "Blue Lines doit cesser", &[]).put(Modality::Announced);
    named.target = Some("Blue Lines".into());
    let named = named.by("Front du fleuve").on("2025-09-03");
    let mut bus = arson("2025-09-06", "", "Tanga");
    assert!(one(&[named.clone(), bus.clone()]).incidents.is_empty());
    bus.quote = "un bus de Blue Lines incendié".into();
    assert_eq!(lags(&one(&[named, bus])), [3]);
}

#[test]
fn rows_of_datasets_count_by_point_and_actor() {
    let mut told = Told::of(&[blockade()]);
    let point = |lat| Coordinate::new(lat, -10.0);
    told.resolution.events[0].places[0].point = point(14.0);
    told.resolution.events.push(row_event(
        "near",
        "armed_attack",
        "2025-09-10",
        Some("Front du fleuve"),
        point(14.5),
    ));
    told.resolution.events.push(row_event(
        "far",
        "armed_attack",
        "2025-09-10",
        Some("Front du fleuve"),
        point(16.5),
    ));
    told.resolution.events.push(row_event(
        "other",
        "armed_attack",
        "2025-09-10",
        Some("Other Front"),
        point(14.5),
    ));
    told.resolution.events.push(row_event("late", "armed_attack", "2025-09-29", None, point(14.5)));
    let found = told.ask("2025-09-15", threats);
    assert_eq!(lags(&found[0]), [7]);
}

proptest! {
    #[test]
    fn lags_are_within_the_window_and_in_order(dates in proptest::collection::vec(1..30i8, 0..12)) {
        let mut told = Told::of(&[blockade()]);
        let point = Coordinate::new(14.0, -10.0);
        told.resolution.events[0].places[0].point = point;
        for (at, d) in dates.iter().enumerate() {
            let date = format!("2025-09-{d:02}");
            told.resolution.events.push(row_event(&at.to_string(), "armed_attack", &date, None, point));
        }
        let found = told.ask("2025-09-20", threats);
        let lags = lags(&found[0]);
        prop_assert!(lags.is_sorted() && lags.iter().all(|l| (0..=17).contains(l)));
        prop_assert_eq!(lags.len(), dates.iter().filter(|d| (3..=20).contains(*d)).count());
        told.resolution.events.reverse();
        prop_assert_eq!(told.ask("2025-09-20", threats), found);
    }
}
