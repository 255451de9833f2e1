//! Who is said to hold what: each status, and what is not told.

mod record;

use base::{Interval, Modality};
use events::{Control, ControlStatus as Status, control};
use evidence::{Claim, TargetClass};
use record::{Told, With, claim, day, span};

fn held(published: &str, quote: &str, date: &str, by: &str) -> Claim {
    claim(published, "territorial_control", quote, &["Dambara"]).incident().on(date).by(by)
}

fn told(claims: &[Claim]) -> Vec<Control> {
    Told::of(claims).ask("2025-09-30", control)
}

#[test]
fn a_hold_is_reported_until_it_ends() {
    let taken =
        held("2025-08-03", "le groupe a pris le contrôle de Dambara", "2025-08-02", "Front du fleuve");
    let retaken = held("2025-08-21", "l’armée a repris le contrôle de Dambara", "2025-08-20", "Army");
    let [only] = told(std::slice::from_ref(&taken)).try_into().unwrap();
    assert_eq!((only.status, only.by.as_deref()), (Status::ReportedHeld, Some("Front du fleuve")));
    assert_eq!(only.date, Some(Interval::since(day("2025-08-02"))));
    assert_eq!((only.last_confirmed, only.age_days), (Some(day("2025-08-03")), Some(58)));
    let [only] = told(&[taken, retaken]).try_into().unwrap();
    assert_eq!((only.status, only.date), (Status::Ended, Some(span("2025-08-02", "2025-08-20"))));
    assert_eq!(only.history.len(), 2);
}

#[test]
fn what_did_not_last_or_is_denied_is_contested_and_a_denial_alone_denies() {
    let brief =
        held("2025-08-03", "le groupe a temporairement pris le contrôle", "2025-08-02", "Front du fleuve");
    assert_eq!(told(&[brief])[0].status, Status::Contested);
    let hedged = held("2025-08-03", "serait aux mains du groupe", "2025-08-02", "Front du fleuve");
    assert_eq!(told(&[hedged.put(Modality::Hedged)])[0].status, Status::Contested);
    let taken = held("2025-08-03", "a pris le contrôle", "2025-08-02", "Front du fleuve");
    let denied =
        held("2025-08-05", "n’a pas pris le contrôle", "2025-08-02", "Front du fleuve").put(Modality::Denied);
    assert_eq!(told(std::slice::from_ref(&denied))[0].status, Status::Denied);
    let both = told(&[taken, denied]);
    assert_eq!((both[0].status, both[0].history.len()), (Status::Contested, 2));
}

#[test]
fn a_denial_by_others_contests_the_hold_and_is_no_hold_of_theirs() {
    let taken = held("2025-08-03", "a pris le contrôle", "2025-08-02", "Front du fleuve");
    let denied =
        |published| held(published, "le groupe n’y est pas", "2025-08-02", "Army").put(Modality::Denied);
    let [only] = told(&[taken, denied("2025-08-05")]).try_into().unwrap();
    assert_eq!((only.status, only.by.as_deref()), (Status::Contested, Some("Front du fleuve")));
    let statuses: Vec<Status> = only.history.iter().map(|s| s.status).collect();
    assert_eq!(statuses, [Status::ReportedHeld, Status::Denied]);
    let [alone] = told(&[denied("2025-08-05"), denied("2025-08-06")]).try_into().unwrap();
    assert_eq!((alone.status, alone.by, alone.history[0].evidence.len()), (Status::Denied, None, 2));
}

#[test]
fn of_a_camp_only_region_and_month_are_told() {
    let mut camp = held("2025-08-20", "le camp de Dambara a été pris", "2025-08-19", "Front du fleuve");
    camp.target_class = Some(TargetClass::Security);
    let found = told(&[camp]);
    assert_eq!(found[0].place.name, "Tarka Region");
    assert_eq!(found[0].history[0].date, Some(span("2025-08-01", "2025-08-31")));
    let json = serde_json::to_string(&found).unwrap();
    assert!(!json.contains("camp") && !json.contains("Dambara") && !json.contains("08-19"), "{json}");
}

#[test]
fn what_may_come_is_no_hold() {
    let planned = held("2025-08-03", "veut prendre le contrôle", "2025-08-02", "Front du fleuve");
    assert!(told(&[planned.put(Modality::Planned)]).is_empty());
}
