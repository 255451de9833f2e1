use super::*;
use crate::tables::{CrossingIx, ZoneIx};
use crate::testing::{Small, around, day, limit, road};
use corridors::{Input, Limit, Passability, Question, Stage, assess};
use proptest::prelude::*;

/// The regime of one day on which the limits hold as told.
fn regime_of(small: &Small, limits: &[Limit], on: &str) -> (Vec<Way>, Regime) {
    let frame = small.frame();
    let bounds: Vec<Bound> = limits.iter().map(|l| frame.bind(l).value).collect();
    let held: Vec<Held<'_>> = bounds
        .iter()
        .zip(limits)
        .map(|(bound, limit)| Held { bound, grades: recorded(limit, day(on), 1) })
        .collect();
    let course = frame.course(day(on), 1, 0, &held, false);
    (course.ways, course.regimes[0].clone())
}

/// The way to a zone: along the corridor, or from Quay.
fn way(ways: &[Way], zone: usize, corridor: bool) -> usize {
    ways.iter().position(|w| w.zone == ZoneIx(zone) && w.corridor.is_some() == corridor).unwrap()
}

#[test]
fn a_corridor_is_followed_to_the_place_from_which_the_rest_is_nearest_and_a_bare_port_takes_its_own_way() {
    let small = Small::new();
    let (ways, regime) = regime_of(&small, &[], "2025-02-01");
    assert_eq!(ways.len(), 6);
    let leg = |zone, corridor| regime.states[0][way(&ways, zone, corridor)].usual.clone().unwrap();
    assert_eq!((leg(0, true).km, leg(1, true).km, leg(2, true).km), (330.0, 440.0, 300.0));
    assert_eq!((leg(0, false).km, leg(1, false).km), (330.0, 440.0));
    assert_eq!(leg(0, true).crossings, [CrossingIx(0)]);
    assert_eq!(leg(2, false).crossings, [CrossingIx(1), CrossingIx(0)]);
    assert_eq!(leg(0, true).cost[1].0, 330.0 * 47.0);
    assert!(leg(0, true).hours.0 > 330.0 / 60.0 + 9.9, "the post’s hours are in it: {:?}", leg(0, true));
}

#[test]
fn a_closed_way_is_left_for_the_cheapest_clear_one_and_a_disputed_one_lets_a_part_pass() {
    let small = Small::new();
    let closed = limit("cst-a", "blockade", "2025-01-20", around(10.0, 2.0));
    let (ways, regime) = regime_of(&small, std::slice::from_ref(&closed), "2025-02-01");
    let state = &regime.states[0][way(&ways, 0, true)];
    assert_eq!(
        (&state.hindrance, state.reasons.as_slice()),
        (&Hindrance::Closed, ["cst-a".to_owned()].as_slice())
    );
    assert_eq!((state.detour.as_ref().unwrap().km, state.detour_passes.len()), (450.0, 0));
    assert_eq!(regime.states[0][way(&ways, 0, false)].hindrance, Hindrance::None);
    assert_eq!(regime.reasons, ["cst-a"]);
    // The mine lies at the post: no way is left from either port.
    assert_eq!(regime.states[0][way(&ways, 2, true)].detour, None);
    let disputed = Limit { disputed: true, ..closed };
    let (ways, regime) = regime_of(&small, &[disputed], "2025-02-01");
    let state = &regime.states[1][way(&ways, 0, true)];
    let share = small.tables.assumptions.restricted_passes;
    assert_eq!(state.hindrance, Hindrance::Restricted(vec![share]));
    assert_eq!(state.detour.as_ref().unwrap().km, 450.0);
}

#[test]
fn a_way_round_under_a_restriction_is_taken_only_where_nothing_else_is_left() {
    let small = Small::new();
    let closed = limit("cst-a", "closure", "2025-01-20", around(10.0, 2.0));
    let attack = limit("evt-b", "damage", "2025-01-25", around(9.0, 1.5));
    let (ways, regime) = regime_of(&small, &[closed, attack.clone()], "2025-02-01");
    let state = &regime.states[0][way(&ways, 0, true)];
    assert_eq!((state.detour.as_ref().unwrap().km, state.detour_passes.len()), (450.0, 1));
    // A restricted way is not left for another restricted one.
    let damaged = limit("cst-c", "damage", "2025-01-25", around(10.0, 2.0));
    let (ways, regime) = regime_of(&small, &[attack, damaged], "2025-02-01");
    assert_eq!(regime.states[0][way(&ways, 0, true)].detour, None);
}

#[test]
fn no_more_comes_by_a_restricted_way_round_than_by_a_restricted_way() {
    let small = Small::new();
    let frame = small.frame();
    let sent = |disputed: bool| {
        let closed = Limit { disputed, ..limit("cst-a", "closure", "2025-01-20", around(10.0, 2.0)) };
        let limits = [closed, limit("evt-b", "damage", "2025-01-25", around(9.0, 1.5))];
        let bounds: Vec<Bound> = limits.iter().map(|l| frame.bind(l).value).collect();
        let grades = limits.iter().map(|l| recorded(l, day("2025-02-01"), 5));
        let held: Vec<Held<'_>> =
            bounds.iter().zip(grades).map(|(bound, grades)| Held { bound, grades }).collect();
        let course = frame.course(day("2025-02-01"), 5, 4, &held, false);
        let impact = crate::impact(&small.tables, &course, crate::Draws { count: 0, seed: 1 }).value;
        let all: f64 = impact.ports.iter().map(|p| p.usual.best.0).sum();
        (impact.ports.iter().map(|p| p.now.best.0).sum::<f64>(), all)
    };
    let ((disputed, all), (closed, _)) = (sent(true), sent(false));
    assert!(closed <= disputed && closed > 0.0 && disputed < all, "{closed} {disputed} of {all}");
}

#[test]
fn a_ban_is_for_its_goods_and_origins_and_a_curfew_is_waited_for() {
    let small = Small::new();
    let ban = Limit {
        commodities: vec!["fuel".into()],
        ..limit("cst-a", "commodity_ban", "2025-01-20", road("R3"))
    };
    let (ways, regime) = regime_of(&small, std::slice::from_ref(&ban), "2025-02-01");
    let at = |regime: &Regime, commodity: usize, corridor: bool| {
        regime.states[commodity][way(&ways, 1, corridor)].hindrance.clone()
    };
    assert_eq!([at(&regime, 0, true), at(&regime, 0, false)], [Hindrance::Closed, Hindrance::Closed]);
    assert_eq!(at(&regime, 1, true), Hindrance::None);
    let from = Limit { origin_countries: vec![base::Country::new("CIV").unwrap()], ..ban };
    let (_, regime) = regime_of(&small, &[from], "2025-02-01");
    assert_eq!([at(&regime, 0, true), at(&regime, 0, false)], [Hindrance::None, Hindrance::Closed]);
    let hours = vec![corridors::DayHours { from: 22 * 60, to: 6 * 60 }];
    let curfew = Limit { hours, ..limit("cst-c", "curfew", "2025-01-20", road("R3")) };
    let (_, calm) = regime_of(&small, &[], "2025-02-01");
    let (_, night) = regime_of(&small, &[curfew], "2025-02-01");
    let state = &night.states[0][way(&ways, 1, true)];
    assert_eq!((&state.hindrance, state.reasons.len()), (&Hindrance::None, 1));
    let hours = |r: &Regime| r.states[0][way(&ways, 1, true)].usual.as_ref().unwrap().hours.0;
    assert!((hours(&night) - hours(&calm) - 110.0 / 60.0 / 2.0).abs() < 1e-9, "half an hour for each driven");
}

#[test]
fn a_carrier_that_stops_closes_no_road() {
    let small = Small::new();
    let stop = Limit {
        operators: vec!["river lines".into()],
        ..limit("cst-a", "operator_suspension", "2025-01-20", road("R1"))
    };
    let (_, regime) = regime_of(&small, std::slice::from_ref(&stop), "2025-02-01");
    assert_eq!((regime.stopped.as_slice(), regime.reasons.len()), ([0].as_slice(), 1));
    assert!(regime.states.iter().flatten().all(|s| s.hindrance == Hindrance::None));
    let announced = Limit { stage: Stage::Announced, ..stop };
    assert!(regime_of(&small, &[announced], "2025-02-01").1.stopped.is_empty());
}

#[test]
fn days_share_regimes_and_a_lifted_limit_held_before_its_end() {
    let small = Small::new();
    let frame = small.frame();
    let closed = limit("cst-a", "closure", "2025-01-20", around(10.0, 2.0));
    let lifted = Limit {
        stage: Stage::Lifted,
        date: Some(base::Interval { start: Some(day("2025-01-15")), end: Some(day("2025-01-18")) }),
        ..limit("cst-b", "closure", "2025-01-15", around(10.0, 4.0))
    };
    let limits = [closed, lifted];
    let bounds: Vec<Bound> = limits.iter().map(|l| frame.bind(l).value).collect();
    let held: Vec<Held<'_>> = bounds
        .iter()
        .zip(&limits)
        .map(|(bound, l)| Held { bound, grades: recorded(l, day("2025-01-14"), 10) })
        .collect();
    let course = frame.course(day("2025-01-14"), 10, 9, &held, true);
    assert_eq!(course.days, [1, 2, 2, 2, 1, 1, 0, 0, 0, 0]);
    assert_eq!(course.regimes[0].reasons, ["cst-a"]);
    assert_eq!(course.regimes[2].reasons, ["cst-b"]);
    let [(name, open)] = course.reopened.as_slice() else { panic!("{:?}", course.reopened) };
    // What follows the corridor is open; the mine lies at the closed post, and the way to it from the other port stays closed.
    assert_eq!(name, "Western");
    let (mine, quay) = (way(&course.ways, 2, true), way(&course.ways, 2, false));
    assert_eq!(course.regimes[0].states[0][mine].hindrance, Hindrance::Closed);
    assert_eq!(open.states[0][mine], course.undisturbed.states[0][mine]);
    assert_eq!(open.states[0][quay].hindrance, Hindrance::Closed);
}

#[test]
fn carriage_in_other_money_comes_to_that_of_the_tables_and_without_a_rate_is_told() {
    let mut small = Small::new();
    small.tables.currency = "USD".into();
    let cost = |frame: &Frame<'_>| frame.undisturbed(0).states[0][0].usual.clone().unwrap().cost[1].0;
    let base::Checked { value: frame, issues } = small.told();
    let [issue] = issues.as_slice() else { panic!("{issues:?}") };
    assert_eq!(issue.code, "supply.class-currency");
    assert_eq!(cost(&frame), 330.0 * 47.0);
    let rate = crate::range::Range::certain(0.002);
    let id = crate::draw::ParameterId("par-rate-xof".into());
    small.tables.parameters.push(crate::Parameter { id, range: rate, factor: 1.0, ..Default::default() });
    let cost = cost(&small.frame());
    assert!((cost - 330.0 * 47.0 * 0.002).abs() < 1e-9, "{cost}");
}

#[test]
fn what_happens_beyond_a_corridor_holds_up_nothing_on_it() {
    let small = Small::new();
    let frame = small.frame();
    let passing = |limit: Limit| {
        let bound = frame.bind(&limit).value;
        let held = [Held { bound: &bound, grades: recorded(&limit, day("2025-02-01"), 3) }];
        frame.course(day("2025-02-01"), 3, 2, &held, false).passing(&small.tables)
    };
    let beyond = limit("cst-a", "closure", "2025-01-20", road("R3"));
    assert_eq!(passing(beyond).len(), 0, "the road from the corridor's end to the farm");
    let on_it = passing(limit("cst-b", "closure", "2025-01-20", around(10.0, 2.0)));
    assert_eq!((on_it["Western"].passes.best.0, on_it["Western"].days.best.0), (0.0, 3.0));
}

#[test]
fn exports_by_a_corridor_that_the_case_does_not_have_are_told() {
    let mut small = Small::new();
    let part = small.tables.assumptions.restricted_passes;
    let name = crate::tables::Name { fr: "or".into(), en: "gold".into() };
    let by_corridor = vec![("Western".to_owned(), part), ("Westren".to_owned(), part)];
    small.tables.sectors.push(crate::tables::Sector {
        id: "gold".into(),
        name,
        area: "here".into(),
        output: None,
        exports: None,
        revenue: None,
        by_corridor,
        uses: Vec::new(),
    });
    let issues = small.told().issues;
    let [issue] = issues.as_slice() else { panic!("{issues:?}") };
    assert!(issue.message.contains("`Westren`") && issue.to_string().contains("Western"), "{issue}");
}

/// By the slow door of the stage of corridors: the worst that is told of the links of a passage.
fn slow(small: &Small, limits: &[Limit], on: &str, commodity: usize, way: &Way) -> (Hindrance, usize) {
    let goods = &small.tables.commodities[commodity];
    let mut profile = small.classes.get(&goods.class).unwrap().clone();
    profile.carries = goods.goods.clone();
    let origin = small.tables.ports[way.port.0].country;
    let question = Question { origin, goods: goods.goods.clone(), ..Question::on(day(on)) };
    let assessed = assess(&Input {
        network: &small.network,
        classes: &small.classes,
        profile: &profile,
        corridors: &small.corridors,
        limits,
        places: &[],
        lands: &[],
        question: &question,
    })
    .value;
    let frame = small.frame();
    let at = frame.ways().iter().position(|w| w == way).unwrap();
    let steps = &frame.row(commodity, 0).unwrap().passages[at].as_ref().unwrap().steps;
    let worst = steps.iter().map(|s| s.link).filter(|l| !assessed.is_clear(*l));
    let worst = worst.map(|l| assessed.statuses.of(l)).max();
    let reasons = assessed.statuses.reasons_on(steps.iter().map(|s| s.link));
    let hindrance = match worst {
        None => Hindrance::None,
        Some(Passability::Closed) => Hindrance::Closed,
        Some(_) => {
            let assumed = &small.tables.assumptions;
            let mut passing = Vec::new();
            for reason in reasons.iter().filter(|r| r.status == Passability::Restricted && r.hours.is_empty())
            {
                let share = match (reason.incident, reason.kind.as_str()) {
                    (true, _) => assumed.incident_passes,
                    (_, "toll" | "checkpoint" | "escort_rule") => assumed.slowed_passes,
                    _ => assumed.restricted_passes,
                };
                if !passing.contains(&share) {
                    passing.push(share);
                }
            }
            Hindrance::Restricted(passing)
        }
    };
    (hindrance, reasons.iter().filter(|r| r.status >= Passability::Restricted).count())
}

/// A limit at random: kind, place, goods, origin, whether disputed and by night only, its first day.
type Drawn = (usize, usize, usize, usize, bool, bool, i8);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn a_regime_says_what_the_assessment_of_the_day_says(
        told in proptest::collection::vec(
            (0usize..6, 0usize..5, 0usize..3, 0usize..3, any::<bool>(), any::<bool>(), 1i8..20), 0..5),
    ) {
        let small = Small::new();
        let make = |(at, drawn): (usize, Drawn)| {
            let (kind, place, goods, origin, disputed, night, since) = drawn;
            let kind = ["blockade", "closure", "commodity_ban", "damage", "armed_attack", "toll"][kind];
            let reaches = match place {
                0 => road("R1"),
                1 => road("R2"),
                2 => around(10.0, 2.0),
                3 => around(9.0, 1.5),
                _ => vec![corridors::Reach::Corridor { name: "Ouest".into() }],
            };
            let one = |code: &str| vec![base::Country::new(code).unwrap()];
            Limit {
                disputed,
                commodities: [vec![], vec!["fuel".to_owned()], vec!["food".to_owned()]][goods].clone(),
                origin_countries: [vec![], one("SEN"), one("CIV")][origin].clone(),
                hours: if night { vec![corridors::DayHours { from: 1260, to: 360 }] } else { vec![] },
                ..limit(&format!("cst-{at}"), kind, &format!("2025-01-{since:02}"), reaches)
            }
        };
        let limits: Vec<Limit> = told.into_iter().enumerate().map(make).collect();
        let (ways, regime) = regime_of(&small, &limits, "2025-01-30");
        for (commodity, states) in regime.states.iter().enumerate() {
            for (way, state) in ways.iter().zip(states) {
                let (hindrance, reasons) = slow(&small, &limits, "2025-01-30", commodity, way);
                prop_assert_eq!(&state.hindrance, &hindrance, "{:?}", way);
                prop_assert_eq!(state.reasons.len(), reasons);
            }
        }
    }
}
