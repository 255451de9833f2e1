//! Economic sites hit: counted, suppressed, never listed.

mod record;

use base::{Bound, Modality, Quantity};
use events::{Count, Interests, LEAST, interests};
use evidence::{Claim, TargetClass};
use proptest::prelude::*;
use record::{Told, With, claim};

fn hit(quote: &str, date: &str, places: &[&str]) -> Claim {
    let mut claim = claim("2025-09-20", "armed_attack", quote, places).incident().on(date);
    claim.target_class = Some(TargetClass::Industry);
    claim
}

fn told(claims: &[Claim]) -> Interests {
    Told::of(claims).ask("2025-09-30", interests)
}

fn mines(names: &[&str]) -> Vec<Claim> {
    let day = |at: usize| format!("2025-0{}-01", at + 1);
    names.iter().enumerate().map(|(at, name)| hit(&format!("{name} attaquée"), &day(at), &[name])).collect()
}

#[test]
fn three_sites_are_told_and_two_are_not() {
    let two = told(&mines(&["First mine", "Second mine"]));
    assert_eq!((two.counts.len(), two.suppressed), (1, 1));
    assert!(serde_json::to_string(&two).unwrap().contains("\"count\":\"<3\""));
    let three = told(&mines(&["First mine", "Second mine", "Third mine"]));
    let cell = &three.counts[0];
    assert_eq!((cell.count, three.suppressed), (Count::Told(3), 0));
    assert_eq!((cell.admin2.as_deref(), cell.sector.as_str()), (Some("Dambara Cercle"), "mining"));
    assert_eq!(cell.country.map(|c| c.to_string()).as_deref(), Some("CAN"));
    let json = serde_json::to_value(&three).unwrap();
    assert!(json["counts"][0]["count"] == 3 && json["as_of"] == "2025-09-30");
    assert!(!json.to_string().contains("First"), "no site is named");
}

#[test]
fn a_site_hit_again_counts_once_and_what_is_denied_or_planned_does_not() {
    let mut again = mines(&["First mine", "First mine", "First mine"]);
    assert_eq!(told(&again).counts[0].count, told(&again[..1]).counts[0].count);
    for modality in [Modality::Denied, Modality::Planned, Modality::Hypothetical] {
        again.iter_mut().for_each(|c| c.modality = modality);
        assert!(told(&again).counts.is_empty(), "{modality:?}");
    }
}

#[test]
fn a_number_of_sites_counts_beside_the_one_named() {
    let mut seven = hit(
        "sept sites industriels attaqués, dont First mine",
        "2025-07-01",
        &["Tarka Region", "First mine"],
    );
    seven.target = Some("sites industriels".into());
    seven.quantity = Some(Quantity { value: 7.0, unit: "site".into(), bound: Bound::Exact, of: None });
    let found = told(&[seven]);
    let cells: Vec<_> = found.counts.iter().map(|c| (c.sector.as_str(), c.count)).collect();
    // Six of seven beside the one named would give that one away.
    assert_eq!((cells.len(), cells[0].0, found.suppressed), (1, "mining", 1));
}

#[test]
fn two_days_of_one_month_tell_the_same() {
    let mut claims = mines(&["First mine", "Second mine", "Third mine"]);
    claims.push(hit("une usine attaquée", "2025-09-12", &["Dambara"]));
    let on = |day: &str| Told::of(&claims).ask(day, interests);
    assert_eq!(on("2025-09-12"), on("2025-09-29"));
    assert_eq!(on("2025-09-29").as_of, Some(record::day("2025-08-31")));
    assert_ne!(on("2025-09-29"), on("2025-09-30"));
}

#[test]
fn works_stopped_and_companies_named_count_by_their_country() {
    let mut burnt =
        claim("2025-09-02", "infrastructure_sabotage", "des engins de Quarry Works incendiés", &["Dambara"])
            .incident();
    burnt.target_class = Some(TargetClass::Works);
    let closed = claim("2025-09-05", "closure", "la mine est fermée", &["Sirakoro"]);
    let found = told(&[burnt.on("2025-09-01"), closed]);
    let cells: Vec<_> = found
        .counts
        .iter()
        .map(|c| (c.sector.as_str(), c.country.map(|c| c.to_string()), c.admin2.as_deref()))
        .collect();
    assert_eq!(
        cells,
        [("mining", None, None), ("road works", Some("CHN".to_owned()), Some("Dambara Cercle"))]
    );
}

#[test]
fn what_hits_no_site_is_not_counted() {
    let mut village = hit("un village attaqué", "2025-09-01", &["Dambara"]);
    village.target_class = Some(TargetClass::Civilian);
    let road = claim("2025-09-05", "closure", "la route est fermée", &["Dambara"]);
    assert!(told(&[village, road]).counts.is_empty());
}

proptest! {
    /// Sectors that a test can tell apart, to how many sites.
    #[test]
    fn no_small_count_shows_and_cells_stand_by_name(hits in proptest::collection::vec((0..3usize, 0..2usize, 1..9i8), 0..16)) {
        let quotes = ["une mine attaquée", "une cimenterie attaquée", "une usine attaquée"];
        let places = ["Dambara", "Sirakoro"];
        let claims: Vec<Claim> = hits
            .iter()
            .map(|&(q, p, m)| hit(quotes[q], &format!("2025-{m:02}-01"), &[places[p]]))
            .collect();
        let mut case = Told::of(&claims);
        let found = case.ask("2025-09-30", interests);
        let names: Vec<_> = found.counts.iter().map(|c| (c.admin1.clone(), c.admin2.clone(), c.sector.clone(), c.country)).collect();
        prop_assert!(names.is_sorted());
        let told = |c: &Count| match c { Count::Told(n) => *n >= LEAST, Count::Few(_) => true };
        prop_assert!(found.counts.iter().all(|c| told(&c.count)));
        let few = found.counts.iter().filter(|c| matches!(c.count, Count::Few(_))).count();
        prop_assert_eq!(found.suppressed, few);
        case.resolution.events.reverse();
        case.claims.reverse();
        prop_assert_eq!(case.ask("2025-09-30", interests), found);
    }
}
