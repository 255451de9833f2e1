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

#[test]
fn a_decision_is_taken_back_once() {
    let (_folder, mut store) = case();
    store.decide(day(9, 1), "Awa", "x", Action::Accept { claim: claim_id(1) }).unwrap();
    let action = undo(&store, 1).unwrap();
    store.decide(day(9, 2), "Awa", "y", action).unwrap();
    assert!(undo(&store, 1).unwrap_err().to_string().contains("already"));
    assert!(undo(&store, 9).unwrap_err().to_string().contains("no decision 9"));
    let again = undo(&store, 2).unwrap();
    store.decide(day(9, 3), "Awa", "z", again).unwrap();
    assert!(undo(&store, 1).is_ok());
}

#[test]
fn merging_needs_two_different_claims() {
    let (folder, mut store) = case();
    let (row, claims) = row("a.txt");
    store.write(&[row]).unwrap();
    let case = Case::load(folder.path()).unwrap();
    let [a, b] = [claims[0].id.to_string(), claims[1].id.to_string()];
    let Action::Merge { claims, rows } = members(&store, &case, &[a.clone(), b]).unwrap() else { panic!() };
    assert_eq!((claims.len(), rows.len()), (2, 0));
    assert!(members(&store, &case, &[a.clone(), a]).is_err());
    assert!(members(&store, &case, &["clm-none".into(), "evt-none".into()]).is_err());
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
