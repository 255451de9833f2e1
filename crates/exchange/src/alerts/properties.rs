//! What must hold whatever is observed and whatever people do.

use super::testing::{day, looked, observation, rule, stamp, withdrawn};
use super::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What happens in a run.
#[derive(Clone, Debug)]
enum Step {
    /// A look: for each of three subjects its status, or nothing at all.
    Look(Vec<Option<&'static str>>),
    /// A person issues a draft.
    Issue(usize),
    /// A person takes something back, or refuses a draft.
    Cancel(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let status = prop_oneof![
        Just(None),
        Just(Some("announced")),
        Just(Some("in_force")),
        Just(Some("lifted")),
        Just(Some("denied"))
    ];
    prop_oneof![
        3 => proptest::collection::vec(status, 3).prop_map(Step::Look),
        2 => (0_usize..8).prop_map(Step::Issue),
        1 => (0_usize..8).prop_map(Step::Cancel),
    ]
}

fn sign() -> Signature {
    Signature { by: "Awa".into(), why: "test".into() }
}

/// Keeps what a look or a person came to, as a store does.
fn keep(all: &mut Vec<Alert>, changed: Vec<Alert>, made: impl IntoIterator<Item = Alert>) {
    for new in changed {
        let at = all.iter().position(|a| a.id == new.id).expect("what changes is there");
        all[at] = new;
    }
    all.extend(made);
}

fn run(rules: &[Rule], all: &mut Vec<Alert>, step: &Step, second: i64) -> usize {
    match step {
        Step::Look(statuses) => {
            let named = statuses.iter().enumerate().filter_map(|(n, s)| Some((n, (*s)?)));
            let seen: Vec<Observation> = named.map(|(n, s)| observation(&format!("cst-{n}"), s)).collect();
            let out = looked(rules, &seen, all, second);
            assert_eq!(out, looked(rules, &seen, all, second), "the same look gives the same");
            for alert in all.iter_mut() {
                if out.dropped.contains(&alert.id) {
                    assert_eq!(alert.state, State::Draft, "only drafts are overtaken");
                    alert.state = State::Dropped;
                }
                alert.cleared |= out.cleared.contains(&alert.id);
            }
            let made = out.made.len();
            all.extend(out.made);
            // Looking again at the same tells nothing new, unless a limit held something back.
            if out.held.is_empty() {
                let again = looked(rules, &seen, all, second);
                assert!(again.made.is_empty() && again.dropped.is_empty(), "{again:?}");
            }
            return made;
        }
        Step::Issue(n) => {
            let drafts: Vec<String> = all.iter().filter(|a| a.waits()).map(|a| a.id.clone()).collect();
            if let Some(id) = drafts.get(*n) {
                let act = issue(all, id, sign(), stamp(second)).unwrap();
                keep(all, act.changed, act.made);
            }
        }
        Step::Cancel(n) => {
            let ids: Vec<String> = all.iter().map(|a| a.id.clone()).collect();
            if let Some(id) = ids.get(*n)
                && let Ok(act) = cancel(all, id, sign(), &withdrawn(), (day(), stamp(second)))
            {
                keep(all, act.changed, act.made);
            }
        }
    }
    0
}

fn check(all: &[Alert]) {
    let ids: BTreeSet<&str> = all.iter().map(|a| a.id.as_str()).collect();
    assert_eq!(ids.len(), all.len(), "no id twice");
    let mut waiting: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for alert in all.iter().filter(|a| a.waits()) {
        *waiting.entry((&alert.rule, &alert.subject)).or_default() += 1;
    }
    assert!(waiting.values().all(|n| *n == 1), "at most one draft a subject and rule");
    let mut open: BTreeMap<(&str, &str), Vec<&Alert>> = BTreeMap::new();
    for alert in all.iter().filter(|a| a.state == State::Issued) {
        let thread = open.entry((&alert.rule, &alert.subject)).or_default();
        match alert.message {
            Message::Alert => {
                assert!(thread.is_empty(), "a second alert of what is open: {}", alert.id);
                assert!(alert.references.is_empty());
            }
            Message::Update | Message::Cancel => {
                let sent: Vec<Reference> = thread.iter().filter_map(|a| a.reference()).collect();
                assert!(!sent.is_empty() && alert.references == sent, "{} names what was sent", alert.id);
            }
        }
        thread.push(alert);
        if alert.closes() {
            thread.clear();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn one_thread_a_subject_and_every_update_names_what_was_sent(steps in proptest::collection::vec(step(), 1..30)) {
        let rules = [rule("a"), Rule { a_day: 3, ..rule("b") }];
        let mut all = Vec::new();
        for (n, step) in steps.iter().enumerate() {
            run(&rules, &mut all, step, n as i64);
            check(&all);
        }
    }

    #[test]
    fn a_rule_makes_no_more_than_its_limit_in_a_day(steps in proptest::collection::vec(step(), 1..40)) {
        let rules = [Rule { a_day: 2, ..rule("a") }];
        let mut all = Vec::new();
        for (n, step) in steps.iter().enumerate() {
            run(&rules, &mut all, step, n as i64);
        }
        let counted = all.iter().filter(|a| !a.over && a.message != Message::Cancel).count();
        prop_assert!(counted <= 2, "{counted}");
    }

    #[test]
    fn no_text_makes_a_message_that_is_no_xml(text in any::<String>()) {
        let mut one = testing::alert();
        one.said.headline = Texts::same(&text);
        one.said.description = Texts::same(&text);
        one.house.sender.clone_from(&text);
        one.areas[0].pcode = Some(text.clone());
        one.sources[0].url = Some(text.clone());
        prop_assert!(roxmltree::Document::parse(&cap(&one)).is_ok());
        let issued = Alert { state: State::Issued, ..one };
        let feed = feed(Channel { house: &testing::house() }, &[issued]);
        prop_assert!(roxmltree::Document::parse(&feed).is_ok());
    }
}

#[test]
fn what_a_person_stopped_is_told_again_only_when_it_changes_or_comes_back() {
    let rules = [rule("a")];
    let see = |all: &mut Vec<Alert>, status, n| run(&rules, all, &Step::Look(vec![status]), n);
    let mut all = Vec::new();
    assert_eq!(see(&mut all, Some("announced"), 0), 1);
    run(&rules, &mut all, &Step::Cancel(0), 1);
    assert_eq!(all[0].state, State::Declined);
    assert_eq!(see(&mut all, Some("announced"), 2), 0);
    assert_eq!(see(&mut all, Some("in_force"), 3), 1, "another status is news");
    run(&rules, &mut all, &Step::Issue(0), 4);
    run(&rules, &mut all, &Step::Cancel(1), 5);
    assert_eq!(see(&mut all, Some("in_force"), 6), 0);
    assert_eq!(see(&mut all, Some("lifted"), 7), 0);
    assert_eq!(see(&mut all, Some("in_force"), 8), 1, "it is back");
}

#[test]
fn no_news_of_a_corridor_ends_nothing() {
    let corridor =
        Rule { kind: Kind::Corridor, threshold: Threshold::State(vec!["closed".into()]), ..rule("c") };
    let value = |state: &str| Value::Corridor { class: None, state: state.into() };
    assert_eq!(corridor.holds(&value("closed")), Holds::Yes);
    assert_eq!(corridor.holds(&value("open")), Holds::Over);
    assert_eq!(corridor.holds(&value("unknown")), Holds::NotTold);
}

#[test]
fn thresholds_hold_at_their_limit() {
    let cover = Rule { kind: Kind::Cover, threshold: Threshold::UnderDays(7.0), ..rule("c") };
    let days = |below| Value::Cover { commodity: "fuel".into(), band: "under_week".into(), below };
    assert_eq!(cover.holds(&days(Some(7.0))), Holds::Yes);
    assert_eq!(cover.holds(&days(Some(7.1))), Holds::Over);
    assert_eq!(cover.holds(&days(None)), Holds::Over);
    let price = Rule { kind: Kind::Price, threshold: Threshold::Level("alert".into()), ..rule("p") };
    let level = |level: &str| Value::Price { commodity: "millet".into(), level: level.into() };
    let told = ["normal", "stress", "alert", "crisis", "odd"].map(|l| price.holds(&level(l)) == Holds::Yes);
    assert_eq!(told, [false, false, true, true, false]);
    let chance = Rule { kind: Kind::Forecast, threshold: Threshold::Chance(0.5), ..rule("f") };
    assert_eq!(chance.holds(&Value::Forecast { chance: 0.5, baseline: 0.4 }), Holds::Yes);
    let apart = Rule { kind: Kind::Contradiction, threshold: Threshold::Severity("low".into()), ..rule("d") };
    let sides = |graded_a| Value::Contradiction { of: "count".into(), severity: "high".into(), graded_a };
    assert_eq!((apart.holds(&sides(true)), apart.holds(&sides(false))), (Holds::Yes, Holds::Over));
}
