//! Random programs: our optimum, another solver's, and the conditions that every optimum meets.

use crate::lp::{LpError, Problem, Solution, Structure, solve};
use microlp::{ComparisonOp, OptimizationDirection};
use proptest::prelude::*;

/// A program as its tables.
#[derive(Clone, Debug)]
pub(super) struct Program {
    pub(super) columns: Vec<Vec<(usize, f64)>>,
    pub(super) problem: Problem,
}

impl Program {
    pub(super) fn structure(&self) -> Structure {
        let columns = self.columns.iter().map(|c| c.iter().copied());
        Structure::new(self.problem.row_lower.len(), columns).expect("the structure is sound")
    }
}

/// Values of all sizes that a double can have.
fn extreme() -> impl Strategy<Value = f64> {
    let size = prop_oneof![Just(0.0), -320.0..308.0f64, -9.0..9.0f64, Just(0.0f64)];
    (size, -10i32..=10).prop_map(|(size, digit)| 10f64.powf(size) * f64::from(digit))
}

/// What the other solver says: the least cost, or which kind of failure.
fn peer(program: &Program) -> Result<f64, microlp::Error> {
    let p = &program.problem;
    let mut other = microlp::Problem::new(OptimizationDirection::Minimize);
    let variables: Vec<_> =
        (0..p.costs.len()).map(|j| other.add_var(p.costs[j], (p.lower[j], p.upper[j]))).collect();
    for i in 0..p.row_lower.len() {
        let entries = || {
            let columns = program.columns.iter().zip(&variables);
            let of_row = columns.filter_map(|(c, &v)| {
                let sum: f64 = c.iter().filter(|(r, _)| *r == i).map(|(_, a)| a).sum();
                (sum != 0.0).then_some((v, sum))
            });
            of_row.collect::<Vec<_>>()
        };
        let (low, high) = (p.row_lower[i], p.row_upper[i]);
        if entries().is_empty() {
            if low > 0.0 || high < 0.0 {
                return Err(microlp::Error::Infeasible);
            }
        } else if low == high {
            other.add_constraint(entries(), ComparisonOp::Eq, low);
        } else {
            if low.is_finite() {
                other.add_constraint(entries(), ComparisonOp::Ge, low);
            }
            if high.is_finite() {
                other.add_constraint(entries(), ComparisonOp::Le, high);
            }
        }
    }
    other.solve().map(|s| s.into_solution().expect("no limit was set").objective())
}

/// Feasible, prices on their side, nothing gained by moving: what makes a point an optimum.
pub(super) fn assert_optimal(program: &Program, found: &Solution) {
    let p = &program.problem;
    let near = |a: f64, b: f64, size: f64| (a - b).abs() <= 1e-7 * (1.0 + size);
    let mut rows = vec![0.0; p.row_lower.len()];
    let mut sizes = vec![0.0f64; rows.len()];
    let mut duals = 0.0;
    let mut size = 0.0f64;
    for (j, entries) in program.columns.iter().enumerate() {
        let x = found.columns[j];
        assert!(p.lower[j] <= x && x <= p.upper[j], "column {j} = {x}");
        let mut d = p.costs[j];
        let mut scale = d.abs();
        for &(i, a) in entries {
            rows[i] += a * x;
            sizes[i] = sizes[i].max((a * x).abs());
            d -= a * found.prices[i];
            scale = scale.max((a * found.prices[i]).abs());
        }
        assert!(near(d, found.reduced_costs[j], scale), "reduced cost of {j}: {d}");
        let small = 1e-6 * (1.0 + scale);
        assert!(d <= small || near(x, p.lower[j], x.abs()), "column {j} should be at its lower bound");
        assert!(d >= -small || near(x, p.upper[j], x.abs()), "column {j} should be at its upper bound");
        duals += d * x;
        size = size.max((d * x).abs());
    }
    for i in 0..rows.len() {
        let (row, y) = (rows[i], found.prices[i]);
        assert!(near(row, found.rows[i], sizes[i]), "row {i}: {row}, {}", found.rows[i]);
        let slack = 1e-7 * (1.0 + sizes[i]);
        assert!(row >= p.row_lower[i] - slack && row <= p.row_upper[i] + slack, "row {i} = {row}");
        assert!(y <= 1e-6 || near(row, p.row_lower[i], sizes[i]), "row {i} has price {y} off its bound");
        assert!(y >= -1e-6 || near(row, p.row_upper[i], sizes[i]), "row {i} has price {y} off its bound");
        duals += y * row;
        size = size.max((y * row).abs());
    }
    assert!(
        near(duals, found.objective, size),
        "the costs of both sides differ: {duals}, {}",
        found.objective
    );
}

/// Bounds of a kind: free, at least, at most, between, equal.
fn bounds(kind: u8, at: f64, width: f64) -> (f64, f64) {
    match kind {
        0 => (f64::NEG_INFINITY, f64::INFINITY),
        1 | 2 => (at, f64::INFINITY),
        3 => (f64::NEG_INFINITY, at),
        4 => (at, at),
        _ => (at, at + width),
    }
}

/// A small whole number as often as not, so that ties and degenerate corners come up.
fn coefficient() -> impl Strategy<Value = f64> {
    prop_oneof![(-3i32..=3).prop_map(f64::from), -10.0..10.0f64]
}

prop_compose! {
    /// A program of any figures, most of them out of all proportion.
    fn wild_program()(mut program in any_program(), figures in prop::collection::vec(extreme(), 40..60)) -> Program {
        let mut next = figures.iter().cycle().copied();
        let mut figure = || next.next().unwrap_or_default();
        program.columns.iter_mut().flatten().for_each(|(_, a)| *a = figure());
        let p = &mut program.problem;
        p.costs.iter_mut().for_each(|c| *c = figure());
        for (low, high) in p.lower.iter_mut().zip(&mut p.upper).chain(p.row_lower.iter_mut().zip(&mut p.row_upper)) {
            let (a, b) = (figure(), figure());
            (*low, *high) = (low.max(a.min(b)), a.max(b).max(*low));
        }
        program
    }
}

prop_compose! {
    /// Programs of up to 12 rows and 20 columns with bounds of every kind.
    fn any_program()(rows in 0usize..12, columns in 0usize..20)
        (entries in prop::collection::vec(prop::collection::vec((0..rows.max(1), coefficient()), 0..5), columns),
         costs in prop::collection::vec(coefficient(), columns),
         own in prop::collection::vec((0u8..8, coefficient(), 0.0..10.0f64), columns),
         of_rows in prop::collection::vec((0u8..8, coefficient(), 0.0..10.0f64), rows),
         rows in Just(rows)) -> Program
    {
        let (lower, upper) = own.into_iter().map(|(k, a, w)| bounds(k, a, w)).unzip();
        let (row_lower, row_upper) = of_rows.into_iter().map(|(k, a, w)| bounds(k, a, w)).unzip();
        let columns = if rows == 0 { vec![Vec::new(); costs.len()] } else { entries };
        Program { columns, problem: Problem { costs, lower, upper, row_lower, row_upper } }
    }
}

/// Costs that some prices justify: then there is an optimum wherever there is a point at all.
fn justify(program: &mut Program, prices: &[f64]) {
    let p = &mut program.problem;
    let on_side = |v: f64, low: f64, high: f64| match (low.is_finite(), high.is_finite()) {
        (true, true) => v,
        (true, false) => v.abs(),
        (false, true) => -v.abs(),
        (false, false) => 0.0,
    };
    for (j, entries) in program.columns.iter().enumerate() {
        let price = |i: usize| on_side(prices[i], p.row_lower[i], p.row_upper[i]);
        let of_rows: f64 = entries.iter().map(|&(i, a)| a * price(i)).sum();
        p.costs[j] = on_side(p.costs[j], p.lower[j], p.upper[j]) + of_rows;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn a_start_from_any_basis_ends_at_the_same_cost(
        mut program in any_program(), other in any_program(), prices in prop::collection::vec(coefficient(), 12),
    ) {
        justify(&mut program, &prices);
        let structure = program.structure();
        let Ok(first) = solve(&structure, &program.problem, None) else { return Ok(()) };
        // Other costs and bounds, as far as they go.
        let (p, o) = (&mut program.problem, &other.problem);
        p.costs.iter_mut().zip(&o.costs).for_each(|(a, b)| *a = *b);
        p.lower.iter_mut().zip(&o.lower).for_each(|(a, b)| *a = *b);
        p.upper.iter_mut().zip(&o.upper).for_each(|(a, b)| *a = *b);
        for j in 0..p.lower.len() {
            p.upper[j] = p.upper[j].max(p.lower[j]);
        }
        match (solve(&structure, &program.problem, None), solve(&structure, &program.problem, Some(&first.basis))) {
            (Ok(cold), Ok(warm)) => {
                assert_optimal(&program, &warm);
                let off = (cold.objective - warm.objective).abs();
                prop_assert!(off <= 1e-8 * (1.0 + cold.objective.abs()), "{} and {}", cold.objective, warm.objective);
            }
            (cold, warm) => {
                // Where a program is both infeasible and unbounded, either may be said.
                let failed = |e: Option<LpError>| {
                    matches!(e, Some(LpError::Infeasible { .. } | LpError::Unbounded { .. }))
                };
                prop_assert!(failed(cold.err()) && failed(warm.err()));
            }
        }
    }

    #[test]
    fn whatever_the_figures_an_answer_is_finite_or_an_error(program in wild_program(), other in wild_program()) {
        let columns = program.columns.iter().map(|c| c.iter().copied());
        let Ok(structure) = Structure::new(program.problem.row_lower.len(), columns) else { return Ok(()) };
        let Ok(first) = solve(&structure, &program.problem, None) else { return Ok(()) };
        let mut problem = program.problem.clone();
        problem.costs.iter_mut().zip(&other.problem.costs).for_each(|(a, b)| *a = *b);
        for found in [Ok(first.clone()), solve(&structure, &problem, Some(&first.basis))].into_iter().flatten() {
            let values = found.columns.iter().chain(&found.rows).chain(&found.prices).chain(&found.reduced_costs);
            prop_assert!(values.chain([&found.objective]).all(|v| v.is_finite()), "{found:?}");
        }
    }

    #[test]
    fn programs_with_an_optimum_have_the_one_that_another_solver_finds(
        mut program in any_program(), prices in prop::collection::vec(coefficient(), 12),
    ) {
        justify(&mut program, &prices);
        match (solve(&program.structure(), &program.problem, None), peer(&program)) {
            (Ok(found), Ok(other)) => {
                assert_optimal(&program, &found);
                let off = (found.objective - other).abs();
                prop_assert!(off <= 1e-6 * (1.0 + other.abs()), "{} and {other}", found.objective);
            }
            (Err(LpError::Infeasible { .. }), Err(microlp::Error::Infeasible)) => {}
            (ours, other) => prop_assert!(false, "{ours:?} and {other:?}"),
        }
    }

    #[test]
    fn random_programs_have_the_optimum_that_another_solver_finds(program in any_program()) {
        let structure = program.structure();
        let ours = solve(&structure, &program.problem, None);
        match (&ours, peer(&program)) {
            (Ok(found), Ok(other)) => {
                assert_optimal(&program, found);
                let off = (found.objective - other).abs();
                prop_assert!(off <= 1e-6 * (1.0 + other.abs()), "{} and {other}", found.objective);
            }
            (Err(LpError::Infeasible { rows }), Err(microlp::Error::Infeasible)) => {
                // The rows that are named cannot be met, whatever becomes of the others.
                let mut named = program.clone();
                for i in (0..named.problem.row_lower.len()).filter(|i| !rows.contains(i)) {
                    (named.problem.row_lower[i], named.problem.row_upper[i]) = (f64::NEG_INFINITY, f64::INFINITY);
                }
                named.problem.costs.fill(0.0);
                prop_assert!(matches!(peer(&named), Err(microlp::Error::Infeasible)), "{rows:?}");
            }
            (Err(LpError::Unbounded { .. }), Err(microlp::Error::Unbounded)) => {}
            // Where a program is both, either may be said.
            (Err(LpError::Infeasible { .. }), Err(microlp::Error::Unbounded)) => {}
            (ours, other) => prop_assert!(false, "{ours:?} and {other:?}"),
        }
    }
}
