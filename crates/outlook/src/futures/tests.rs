use super::*;
use base::Interval;
use corridors::{LimitSide, Stage};
use proptest::prelude::*;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn limit(id: &str, kind: &str, stage: Stage, [start, end]: [Option<&str>; 2]) -> Limit {
    let date = Some(Interval { start: start.map(day), end: end.map(day) });
    Limit {
        id: id.into(),
        kind: kind.into(),
        stage,
        held_back: false,
        disputed: false,
        date,
        last_confirmed: start.map(day),
        reaches: Vec::new(),
        vehicle_classes: Vec::new(),
        commodities: Vec::new(),
        operators: Vec::new(),
        origin_countries: Vec::new(),
        hours: Vec::new(),
        exemptions: Vec::new(),
        sides: vec![LimitSide { status: stage, by: Vec::new(), evidence: Vec::new() }],
        evidence: Vec::new(),
    }
}

const TODAY: &str = "2025-09-30";

fn chances(limits: &[Limit]) -> Chances {
    let now: Vec<_> = limits.iter().map(|l| corridors::grade_on(l, day(TODAY))).collect();
    Chances::new(limits, &now, day(TODAY))
}

fn some() -> Vec<Limit> {
    vec![
        limit("holds", "blockade", Stage::InForce, [Some("2025-09-01"), None]),
        limit("over", "blockade", Stage::Lifted, [Some("2025-06-01"), Some("2025-06-10")]),
        limit("told", "commodity_ban", Stage::Announced, [Some("2025-09-20"), None]),
        limit("term", "curfew", Stage::InForce, [Some("2025-09-01"), Some("2025-10-10")]),
        limit("attack", "armed_attack", Stage::InForce, [Some("2025-09-20"), Some("2025-09-20")]),
        limit("asked", "closure", Stage::CalledFor, [Some("2025-09-20"), None]),
    ]
}

#[test]
fn subjects_stand_as_they_are_recorded() {
    let found = chances(&some());
    let standing: Vec<Standing> = found.subjects.iter().map(|s| s.standing).collect();
    assert_eq!(
        standing,
        [
            Standing::Holds { term: None },
            Standing::Over,
            Standing::Announced { lead: None },
            Standing::Holds { term: Some(10) },
            Standing::Counts { left: 20 },
            Standing::Words,
        ]
    );
    assert_eq!(found.subjects[0].age, 30);
    assert_eq!(found.subjects[1].lasted, Some(10));
    let blockades = &found.kinds["blockade"];
    assert_eq!((blockades.again.clone(), blockades.rate), (vec![0, 1], Rate { seen: 2, days: 122 }));
    assert_eq!(blockades.holding, Holding::new([10]));
    assert_eq!(found.kinds["commodity_ban"].again, Vec::<usize>::new(), "what is only announced never came");
    assert!(found.kinds["closure"].again.is_empty());
}

#[test]
fn futures_are_as_their_chances_say() {
    let found = chances(&some());
    let (n, days) = (4000u64, 60);
    let futures: Vec<Vec<Span>> = (0..n).map(|number| found.draw(1, number, days)).collect();
    let holds = |limit: usize, grade: Passability, ahead: u32| {
        let on = |s: &&Span| s.limit == limit && s.grade == grade && (s.from..=s.until).contains(&ahead);
        futures.iter().filter(|f| f.iter().any(|s| on(&s))).count() as f64 / n as f64
    };
    let closed = Passability::Closed;
    // Until a new one may come in its place, the blockade holds with the chance of its holding.
    let still = Holding::new([10]).still(30, 1);
    assert!((holds(0, closed, 1) - still).abs() < 0.03, "{} {still}", holds(0, closed, 1));
    assert!(holds(0, closed, 60) < holds(0, closed, 10));
    // The ban is announced at first; half of such come, by an even prior.
    assert!(holds(2, Passability::Restricted, 1) > 0.9);
    assert!((0.2..0.6).contains(&holds(2, closed, 60)));
    // The curfew holds to the end of its term at least.
    assert_eq!(holds(3, Passability::Restricted, 10), 1.0);
    assert!(holds(3, Passability::Restricted, 11) < 0.9);
    // The attack counts for its days, whatever is drawn.
    assert_eq!(holds(4, Passability::Restricted, 20), 1.0);
    assert!(holds(4, Passability::Restricted, 21) < 0.9);
    assert_eq!(holds(5, closed, 30), 0.0, "what was only asked for does not come");
    assert!(holds(1, closed, 60) > 0.02, "what was lifted may come again");
}

#[test]
fn parameters_are_told_in_order_with_their_ranges() {
    let found = chances(&some()).parameters();
    let shown: Vec<String> = found
        .iter()
        .map(|p| format!("{} {:.3} {:.3} {:.3} {}", p.id.0, p.range.low, p.range.best, p.range.high, p.unit))
        .collect();
    let expected = [
        "par-sweep-carried-out 0.050 0.500 0.950 share",
        "par-sweep-lead 1.000 14.000 60.000 days",
        "par-sweep-term-kept 0.200 0.500 0.900 share",
        "par-sweep-left-holds 1.000 16.000 138.000 days",
    ];
    assert_eq!(shown[..4], expected);
    for p in &found {
        assert!(p.range.low <= p.range.best && p.range.best <= p.range.high, "{p:?}");
        assert!(!p.source.is_empty() && p.date.as_deref() == Some(TODAY));
    }
}

#[test]
fn an_announcement_carried_out_counts() {
    let mut came = limit("came", "blockade", Stage::InForce, [Some("2025-09-01"), None]);
    let announced = LimitSide { status: Stage::Announced, by: Vec::new(), evidence: Vec::new() };
    came.sides.push(announced.clone());
    let mut dropped = limit("dropped", "closure", Stage::Lapsed, [Some("2025-07-01"), Some("2025-07-02")]);
    dropped.sides = vec![announced];
    let found = chances(&[came, dropped]);
    assert_eq!(found.carried_out, Part { did: 1, did_not: 1 });
}

#[test]
fn nothing_recorded_has_no_future() {
    let none = chances(&[]);
    assert!(none.draw(1, 1, 90).is_empty() && none.as_recorded(90).is_empty());
}

proptest! {
    #[test]
    fn spans_lie_within_the_days_and_are_those_of_their_number(
        seed in any::<u64>(), number in 0u64..1000, days in 1u32..200,
    ) {
        let found = chances(&some());
        let future = found.draw(seed, number, days);
        for span in &future {
            prop_assert!(1 <= span.from && span.from <= span.until && span.until <= days);
            prop_assert!(span.grade >= Passability::Restricted);
        }
        prop_assert_eq!(found.draw(seed, number, days), future);
    }
}
