//! Re-solves: a start from any basis gives the optimum of a start from none.

use super::random::{Program, assert_optimal};
use crate::lp::{Problem, solve};

/// Numbers that look random and are always the same (xorshift, G. Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    fn below(&mut self, count: usize) -> usize {
        (self.next() * count as f64) as usize
    }
}

/// Flows from ways to zones by two columns each, what is unmet, and shared capacities: the shape of a regime.
fn flows(dice: &mut Dice, zones: usize, ways: usize, posts: usize) -> Program {
    let (mut columns, mut costs, mut upper) = (Vec::new(), Vec::new(), Vec::new());
    let wanted: Vec<f64> = (0..zones).map(|_| 10.0 + 500.0 * dice.next()).collect();
    let post_of: Vec<usize> = (0..ways).map(|_| dice.below(posts)).collect();
    for (zone, demand) in wanted.iter().enumerate() {
        for &post in &post_of {
            let cost = 20.0 + 100.0 * dice.next();
            for (price, part) in [(cost, 1.0), (cost + 30.0, 1.5)] {
                columns.push(vec![(zone, 1.0), (zones + post, 1.0)]);
                costs.push(price);
                upper.push(part * demand / ways as f64);
            }
        }
        columns.push(vec![(zone, 1.0)]);
        costs.push(1000.0 * (1.0 + zone as f64));
        upper.push(f64::INFINITY);
    }
    let all: f64 = wanted.iter().sum();
    let room = (0..posts).map(|_| all / posts as f64 * (0.7 + dice.next()));
    let problem = Problem {
        lower: vec![0.0; costs.len()],
        row_lower: wanted.iter().copied().chain(vec![f64::NEG_INFINITY; posts]).collect(),
        row_upper: wanted.iter().copied().chain(room).collect(),
        costs,
        upper,
    };
    Program { columns, problem }
}

/// One change of the kind that regimes and draws make.
fn change(dice: &mut Dice, usual: &Problem, zones: usize) -> Problem {
    let mut new = usual.clone();
    for _ in 0..1 + dice.below(6) {
        let column = dice.below(usual.upper.len());
        if usual.upper[column] < f64::INFINITY {
            new.upper[column] = usual.upper[column] * [0.0, 0.0, 0.4, 1.3][dice.below(4)];
        }
    }
    if dice.next() < 0.5 {
        let post = zones + dice.below(usual.row_upper.len() - zones);
        new.row_upper[post] *= 1.2 * dice.next();
    }
    if dice.next() < 0.3 {
        let zone = dice.below(zones);
        let wanted = usual.row_lower[zone] * (0.5 + dice.next());
        (new.row_lower[zone], new.row_upper[zone]) = (wanted, wanted);
    }
    if dice.next() < 0.3 {
        new.costs.iter_mut().for_each(|c| *c *= 0.8 + 0.4 * dice.next());
    }
    new
}

#[test]
fn a_thousand_regimes_from_one_basis_end_where_bare_starts_end() {
    let mut dice = Dice(20_250_903);
    let zones = 12;
    let mut program = flows(&mut dice, zones, 9, 5);
    let structure = program.structure();
    let usual = program.problem.clone();
    let fixed = solve(&structure, &usual, None).unwrap().basis;
    let mut last = fixed.clone();
    let (mut warm_steps, mut cold_steps) = (0, 0);
    for _ in 0..1000 {
        program.problem = change(&mut dice, &usual, zones);
        let cold = solve(&structure, &program.problem, None).unwrap();
        let warm = solve(&structure, &program.problem, Some(&fixed)).unwrap();
        let chained = solve(&structure, &program.problem, Some(&last)).unwrap();
        for found in [&cold, &warm, &chained] {
            assert_optimal(&program, found);
            assert!((found.objective - cold.objective).abs() <= 1e-9 * cold.objective);
        }
        // The same start gives the same bits.
        let same = solve(&structure, &program.problem, Some(&fixed)).unwrap();
        assert_eq!((same.columns, same.steps), (warm.columns, warm.steps));
        warm_steps += warm.steps;
        cold_steps += cold.steps;
        last = chained.basis;
    }
    assert!(warm_steps * 2 < cold_steps, "warm {warm_steps}, cold {cold_steps}");
}

#[test]
fn an_optimum_restarted_takes_no_step() {
    let mut dice = Dice(77);
    let program = flows(&mut dice, 20, 10, 6);
    let structure = program.structure();
    let first = solve(&structure, &program.problem, None).unwrap();
    let second = solve(&structure, &program.problem, Some(&first.basis)).unwrap();
    assert_eq!(second.steps, 0);
    assert!((second.objective - first.objective).abs() <= 1e-12 * first.objective);
}

/// Pivots enough for factors to be made anew on the way.
#[test]
fn a_large_program_outlives_its_factors() {
    let mut dice = Dice(5);
    let mut program = flows(&mut dice, 150, 14, 30);
    for upper in &mut program.problem.upper {
        *upper *= 0.8;
    }
    let found = solve(&program.structure(), &program.problem, None).unwrap();
    assert!(found.steps > 150, "{}", found.steps);
    assert_optimal(&program, &found);
}

/// Each solve stands alone: whatever thread it runs on, and whatever runs beside it.
#[test]
fn threads_change_nothing() {
    use rayon::prelude::*;
    let mut dice = Dice(11);
    let program = flows(&mut dice, 10, 8, 4);
    let structure = program.structure();
    let start = solve(&structure, &program.problem, None).unwrap().basis;
    let problems: Vec<Problem> = (0..40).map(|_| change(&mut dice, &program.problem, 10)).collect();
    let run = |problem: &Problem| solve(&structure, problem, Some(&start)).unwrap().columns;
    let one: Vec<Vec<f64>> = problems.iter().map(run).collect();
    let many: Vec<Vec<f64>> = problems.par_iter().map(run).collect();
    assert_eq!(one, many);
}

/// Callers write large figures for "no limit": they must not drown the others.
#[test]
fn bounds_too_large_to_bind_change_nothing() {
    let mut dice = Dice(3);
    for _ in 0..20 {
        let mut program = flows(&mut dice, 12, 8, 5);
        // Half of the extra columns have no bound that matters.
        for upper in program.problem.upper.iter_mut().skip(1).step_by(4) {
            *upper = f64::INFINITY;
        }
        let structure = program.structure();
        let free = solve(&structure, &program.problem, None).unwrap();
        for large in [1e9, 1e12, 1e15, 1e19] {
            let mut bounded = program.clone();
            for upper in bounded.problem.upper.iter_mut().filter(|u| **u == f64::INFINITY) {
                *upper = large;
            }
            for start in [None, Some(&free.basis)] {
                let found = solve(&structure, &bounded.problem, start).unwrap();
                assert_optimal(&bounded, &found);
                let off = (found.objective - free.objective).abs();
                assert!(off <= 1e-9 * free.objective, "{large}: {off}");
                // Costs below zero: what has a bound is flipped there and must come back.
                let mut cheap = bounded.clone();
                cheap.problem.costs.iter_mut().for_each(|c| *c -= 60.0);
                let found = solve(&structure, &cheap.problem, start).unwrap();
                assert_optimal(&cheap, &found);
                assert!(found.columns.iter().all(|x| *x < 1e4));
            }
        }
    }
}
