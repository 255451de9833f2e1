//! Futures beside what is slow and plain: a whole course at once, and a program for every plan.

use super::random::{Shape, case};
use crate::draw::Draws;
use crate::impact::assign::{Flows, Plan};
use crate::impact::faults::Faults;
use crate::impact::{Future, Futures, Solved, prepare};
use proptest::prelude::*;

const ANY: Shape = Shape { stocks: true, steady: false, one: false };

fn close(a: f64, b: f64) -> bool {
    a == b || (a - b).abs() <= 1e-6 * a.abs().max(b.abs()).max(1.0)
}

/// What demands lack, and what their goods cost.
type Costed = (Vec<f64>, f64);

/// For each disturbed regime of a case: what its demands lack and what their goods cost, habits at the cost of the cheapest
/// as in the program: by the cheapest ways, if no capacity binds, and by the program.
fn both(seed: u64) -> Vec<Option<[Costed; 2]>> {
    let case = case(seed, ANY);
    let (tables, course) = (&case.tables, &case.course);
    let prepared = prepare(tables, &course.ways, &course.undisturbed, Draws { count: 0, seed });
    let (network, start) = (&prepared.network, &prepared.runs[0]);
    let told = |flows: &Flows| {
        let paid = network.demands.iter().map(|place| {
            let arcs = place.arcs.clone();
            let costs = start.numbers.cost[arcs.clone()].iter().chain(&flows.extra_cost[arcs.clone()]);
            let least = costs.copied().fold(f64::INFINITY, f64::min);
            arcs.map(|at| flows.habit[at] * least + flows.extra[at] * flows.extra_cost[at]).sum::<f64>()
        });
        (flows.unmet.clone(), paid.sum::<f64>())
    };
    let plans = course.regimes.iter().map(|regime| Plan::new(tables, network, regime));
    let one = |plan: Plan| {
        let free = Flows::unbound(tables, network, &start.numbers, &plan)?;
        let solved = start.flows(&prepared, &plan, &mut Faults::default());
        Some([told(&free), told(&solved)])
    };
    plans.filter(|plan| plan.disturbed).map(one).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn day_by_day_a_future_comes_to_what_its_course_comes_to(seed: u64, cut in 0usize..1000) {
        let mut case = case(seed, ANY);
        let last = case.course.days.len() - 1;
        (case.course.asked, case.course.since) = (last, 0);
        let prepared = prepare(&case.tables, &case.course.ways, &case.course.undisturbed, Draws { count: 0, seed });
        let futures = Futures::new(&prepared, &case.course.regimes, &[]);
        let (past, ahead) = case.course.days.split_at(cut % (last + 1));
        let ahead: Vec<(usize, usize)> = ahead.iter().map(|day| (*day, 1)).collect();
        let mut solved = Solved::default();
        let found = futures.follow(0, Future { past, ahead: &ahead }, &mut solved).unwrap();
        let whole = prepared.impact(&case.course).value;
        prop_assert!(found.error < 1e-9, "{}", found.error);
        for (at, zone) in whole.zones.iter().enumerate() {
            let all = found.unmet_before[at] + found.unmet[at];
            prop_assert!(close(all, zone.unmet_in_all.best.0), "{all} {zone:?}");
            prop_assert!(close(found.last_cover[at], zone.cover.best.0), "{} {zone:?}", found.last_cover[at]);
        }
        prop_assert_eq!(futures.follow(0, Future { past, ahead: &ahead }, &mut solved), Some(found));
    }

    #[test]
    fn where_no_capacity_binds_the_cheapest_ways_are_the_optimum(seed: u64) {
        for [(unmet, paid), (least_unmet, least_paid)] in both(seed).into_iter().flatten() {
            prop_assert!(unmet.iter().zip(&least_unmet).all(|(a, b)| close(*a, *b)), "{unmet:?} {least_unmet:?}");
            // A tonne costs tens of thousands here: flows that rounding alone makes cost less than a hundredth.
            prop_assert!((paid - least_paid).abs() < 0.01 || close(paid, least_paid), "{paid} {least_paid}");
        }
    }
}

#[test]
fn capacities_bind_in_some_cases_and_not_in_others() {
    let all: Vec<_> = (0..60).flat_map(both).collect();
    assert!(all.iter().any(Option::is_none), "none binds");
    let lacks = |[free, _]: &[(Vec<f64>, f64); 2]| free.0.iter().any(|unmet| *unmet > 0.0);
    assert!(all.iter().flatten().any(lacks), "nothing is lacking");
}
