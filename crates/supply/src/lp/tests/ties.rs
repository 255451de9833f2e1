//! Programs of flows in which nearly everything is a tie: equal costs, no room, nothing asked for, the same column twice,
//! trickles beside rivers. The search never gives them up.

use super::random::{Program, assert_optimal};
use crate::lp::{LpError, Problem, solve};
use proptest::prelude::*;

/// A bound: none at all as often as not, else a round figure, a trickle or a river.
fn amount() -> impl Strategy<Value = f64> {
    prop_oneof![4 => Just(0.0), 2 => Just(1.0), 1 => Just(10.0), 1 => Just(1e-9), 1 => 1e-13..1e-3f64, 1 => 1.0..1e6f64]
}

/// A cost: one of few.
fn cost() -> impl Strategy<Value = f64> {
    prop_oneof![3 => Just(1.0), 1 => Just(0.0), 1 => Just(2.0), 1 => Just(500.0)]
}

prop_compose! {
    /// Columns into demands through shared capacities, what is unmet beside them; some columns twice.
    fn flows()(demands in 1usize..8, capacities in 0usize..6)
        (columns in prop::collection::vec(
            ((0..demands), prop::collection::vec(0..capacities.max(1), 0..3), cost(), amount(), 1usize..3), 0..24),
         needs in prop::collection::vec((amount(), prop_oneof![Just(20.0), Just(60.0)]), demands),
         room in prop::collection::vec(prop_oneof![3 => amount(), 1 => Just(f64::INFINITY)], capacities),
         capacities in Just(capacities)) -> Program
    {
        let (mut of, mut costs, mut upper) = (Vec::new(), Vec::new(), Vec::new());
        let demands = needs.len();
        for (demand, shared, cost, most, times) in columns {
            let bears = shared.into_iter().filter(|_| capacities > 0).map(|c| (demands + c, 1.0));
            let column: Vec<(usize, f64)> = [(demand, 1.0)].into_iter().chain(bears).collect();
            for _ in 0..times {
                of.push(column.clone());
                costs.push(cost);
                upper.push(most);
            }
        }
        for (demand, &(need, cost)) in needs.iter().enumerate() {
            of.push(vec![(demand, 1.0)]);
            costs.push(cost);
            upper.push(need);
        }
        let asked = || needs.iter().map(|(need, _)| *need);
        let problem = Problem {
            lower: vec![0.0; costs.len()],
            row_lower: asked().chain(vec![f64::NEG_INFINITY; room.len()]).collect(),
            row_upper: asked().chain(room).collect(),
            costs,
            upper,
        };
        Program { columns: of, problem }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn among_many_equals_an_optimum_is_found(program in flows(), other in flows()) {
        let structure = program.structure();
        let first = solve(&structure, &program.problem, None);
        prop_assert!(first.is_ok(), "all may stay unmet: {first:?}");
        let Ok(first) = first else { return Ok(()) };
        assert_optimal(&program, &first);
        // Other bounds and costs, as far as they go; what stays unmet keeps its place.
        let mut next = program.clone();
        let (p, o) = (&mut next.problem, &other.problem);
        let flowing = p.costs.len() - p.row_lower.iter().filter(|low| low.is_finite()).count();
        p.upper.iter_mut().zip(&o.upper).take(flowing).for_each(|(a, b)| *a = *b);
        p.costs.iter_mut().zip(&o.costs).for_each(|(a, b)| *a = *b);
        let warm = solve(&structure, p, Some(&first.basis));
        prop_assert!(!matches!(warm, Err(LpError::Stuck)), "{warm:?}");
        if let Ok(warm) = warm {
            assert_optimal(&next, &warm);
        }
    }
}
