use super::*;
use crate::testing::{case, day, row};
use events::Ruling;
use proptest::prelude::*;

fn claim_id(n: u8) -> ClaimId {
    ClaimId::parse(format!("clm-{n}"))
}

/// An action on one of three claims, or the undoing of an earlier decision.
fn any_action() -> impl Strategy<Value = (u8, u8, u8)> {
    (0u8..7, 0u8..3, 0u8..20)
}

fn build((sort, who, what): (u8, u8, u8), before: u64) -> Action {
    let claim = claim_id(who);
    match sort {
        0 => Action::Accept { claim },
        1 => Action::Reject { claim },
        2 => {
            let claim_type = (what % 2 == 0).then(|| format!("type{what}"));
            let actor = (what % 3 == 0).then(|| format!("actor{what}"));
            Action::Correct { claim, to: Correction { claim_type, actor, ..Correction::default() } }
        }
        3 => Action::Merge { claims: vec![claim, claim_id((who + 1) % 3)], rows: Vec::new() },
        4 => Action::Split { claim },
        5 => {
            Action::Grade { claim, reliability: None, credibility: Credibility::try_from(what % 6 + 1).ok() }
        }
        _ if before > 0 => Action::Undo { decision: u64::from(what) % before + 1 },
        _ => Action::Accept { claim },
    }
}

fn decisions(actions: &[(u8, u8, u8)]) -> Vec<Decision> {
    let mut made: Vec<Decision> = Vec::new();
    for action in actions {
        let action = build(*action, made.len() as u64);
        push(&mut made, action);
    }
    made
}

fn push(made: &mut Vec<Decision>, action: Action) {
    let number = made.len() as u64 + 1;
    made.push(Decision { number, on: day(9, 1), by: "Awa".into(), why: "because".into(), action });
}

proptest! {
    #[test]
    fn an_undo_restores_what_was_before(
        history in prop::collection::vec(any_action(), 0..12),
        next in any_action(),
    ) {
        let mut made = decisions(&history);
        let before = Ruling::of(&made);
        let action = build(next, made.len() as u64);
        push(&mut made, action);
        let with = Ruling::of(&made);
        let number = made.len() as u64;
        push(&mut made, Action::Undo { decision: number });
        prop_assert_eq!(&Ruling::of(&made), &before);
        push(&mut made, Action::Undo { decision: number + 1 });
        prop_assert_eq!(&Ruling::of(&made), &with);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]
    #[test]
    fn the_ledger_rules_as_the_decisions_do(history in prop::collection::vec(any_action(), 0..12)) {
        let (_folder, mut store) = case();
        let made = decisions(&history);
        for d in &made {
            store.decide(d.on, &d.by, &d.why, d.action.clone()).unwrap();
        }
        prop_assert_eq!(store.decisions().unwrap(), made);
    }
}

fn propose(store: &mut Store, action: Action, after: Option<u64>) -> Result<u64, String> {
    let proposed = Proposed { by: "Awa".into(), why: " seen ".into(), action, after };
    match proposed
        .check(store, &evidence::Vocabulary::default())
        .and_then(|sound| sound.keep(store, day(9, 1)))
    {
        Ok(decision) => Ok(decision.number),
        Err(Refused::Wrong(what)) => Err(what),
        Err(Refused::Changed(numbers)) => Err(format!("changed {numbers:?}")),
        Err(Refused::Failed(error)) => Err(format!("failed {error:#}")),
    }
}

fn ledger() -> (tempfile::TempDir, Store, [ClaimId; 2]) {
    let (folder, mut store) = case();
    let (row, claims) = row("a.txt");
    store.write(&[row]).unwrap();
    let ids = [claims[0].id.clone(), claims[1].id.clone()];
    (folder, store, ids)
}

#[test]
fn a_decision_is_taken_back_once() {
    let (_folder, mut store, [a, _]) = ledger();
    propose(&mut store, Action::Accept { claim: a }, None).unwrap();
    propose(&mut store, Action::Undo { decision: 1 }, None).unwrap();
    assert!(propose(&mut store, Action::Undo { decision: 1 }, None).unwrap_err().contains("already"));
    assert!(propose(&mut store, Action::Undo { decision: 9 }, None).unwrap_err().contains("no decision 9"));
    propose(&mut store, Action::Undo { decision: 2 }, None).unwrap();
    assert_eq!(propose(&mut store, Action::Undo { decision: 1 }, None), Ok(4));
}

#[test]
fn what_others_decided_since_on_the_same_claim_holds_a_decision_up() {
    let (_folder, mut store, [a, b]) = ledger();
    let accept = |claim: &ClaimId| Action::Accept { claim: claim.clone() };
    let reject = |claim: &ClaimId| Action::Reject { claim: claim.clone() };
    assert_eq!(propose(&mut store, accept(&a), Some(0)), Ok(1));
    assert_eq!(propose(&mut store, reject(&a), Some(0)).unwrap_err(), "changed [1]");
    assert_eq!(propose(&mut store, accept(&b), Some(0)), Ok(2), "another claim");
    assert_eq!(propose(&mut store, reject(&a), Some(1)), Ok(3), "in view of it");
    let both = Action::Merge { claims: vec![a.clone(), b.clone()], rows: Vec::new() };
    assert_eq!(propose(&mut store, both, Some(1)).unwrap_err(), "changed [2, 3]");
    // Taking back touches what the decision taken back is about, through any number of steps.
    assert_eq!(propose(&mut store, Action::Undo { decision: 3 }, Some(3)), Ok(4));
    assert_eq!(propose(&mut store, Action::Undo { decision: 4 }, Some(3)).unwrap_err(), "changed [4]");
    assert_eq!(propose(&mut store, accept(&a), Some(3)).unwrap_err(), "changed [4]");
    assert_eq!(propose(&mut store, accept(&b), Some(2)), Ok(5));
    let said = propose(&mut store, reject(&b), Some(6)).unwrap_err();
    assert!(said.contains("above 5"), "nobody knows of decisions to come: {said}");
}

#[test]
fn what_cannot_be_decided_says_why() {
    let (_folder, mut store, [a, b]) = ledger();
    let correct = |to| Action::Correct { claim: a.clone(), to };
    let empty = Correction::default();
    let words = |places: &[&str]| Correction {
        places: Some(places.iter().map(|p| (*p).to_owned()).collect()),
        ..Correction::default()
    };
    let typed = |name: &str| Correction { claim_type: Some(name.into()), ..Correction::default() };
    let date = |date| Correction { date: Some(date), ..Correction::default() };
    for (action, says) in [
        (Action::Accept { claim: ClaimId::parse("clm-none") }, "no claim"),
        (Action::SplitRow { row: RowKey::of("ucdp", "1") }, "no row"),
        (Action::Merge { claims: vec![a.clone(), a.clone()], rows: Vec::new() }, "two different"),
        (Action::Grade { claim: b, reliability: None, credibility: None }, "a reliability"),
        (correct(empty.clone()), "changes"),
        (correct(words(&[])), "at least one"),
        (correct(words(&[" "])), "empty"),
        (correct(words(&["Atlantis"])), "no place"),
        (correct(typed("military_operations")), "no type"),
        (correct(words(&[&"x".repeat(3_000)])), "longer"),
        (correct(date(Interval { start: None, end: None })), "a start or an end"),
        (correct(date(Interval { start: Some(day(9, 5)), end: Some(day(9, 3)) })), "before"),
    ] {
        let said = propose(&mut store, action, None).unwrap_err();
        assert!(said.contains(says), "{said}");
    }
    let nameless = Proposed { by: " ".into(), why: "x".into(), action: correct(empty), after: None };
    assert!(matches!(nameless.check(&store, &evidence::Vocabulary::default()), Err(Refused::Wrong(_))));
    assert!(store.decisions().unwrap().is_empty());
}

#[test]
fn merging_takes_the_members_of_events() {
    let (folder, mut store, [a, b]) = ledger();
    let case = Case::load(folder.path()).unwrap();
    let (a, b) = (a.to_string(), b.to_string());
    let merge = members(&store, &case, &[a.clone(), b, a.clone()]).unwrap();
    let Action::Merge { claims, rows } = &merge else { panic!() };
    assert_eq!((claims.len(), rows.len()), (2, 0));
    assert_eq!(propose(&mut store, merge, None), Ok(1));
    assert!(members(&store, &case, &[a, "evt-none".into()]).is_err());
}

#[test]
fn dates_are_read_with_open_ends_and_in_order() {
    assert_eq!(interval("2025-09-03").unwrap(), Interval::day(day(9, 3)));
    assert_eq!(interval("2025-09-03..").unwrap(), Interval::since(day(9, 3)));
    assert_eq!(interval("..2025-09-03").unwrap(), Interval::until(day(9, 3)));
    for wrong in ["", "..", "2025-02-30", "2025-09-05..2025-09-03", "soon"] {
        assert!(interval(wrong).is_err(), "{wrong}");
    }
}
