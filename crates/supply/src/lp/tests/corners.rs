//! Programs that simplex codes stumble over, and input that is no program.

use super::random::{Program, assert_optimal};
use crate::lp::{LpError, Misfit, Problem, Solution, Structure, solve};

const INF: f64 = f64::INFINITY;

/// A program from rows of coefficients: columns at least zero.
fn program(costs: &[f64], rows: &[(f64, &[f64], f64)]) -> Program {
    let columns = (0..costs.len()).map(|j| rows.iter().enumerate().map(|(i, r)| (i, r.1[j])).collect());
    Program {
        columns: columns.collect(),
        problem: Problem {
            costs: costs.to_vec(),
            lower: vec![0.0; costs.len()],
            upper: vec![INF; costs.len()],
            row_lower: rows.iter().map(|r| r.0).collect(),
            row_upper: rows.iter().map(|r| r.2).collect(),
        },
    }
}

fn run(program: &Program) -> Result<Solution, LpError> {
    let found = solve(&program.structure(), &program.problem, None);
    if let Ok(found) = &found {
        assert_optimal(program, found);
    }
    found
}

/// E. M. L. Beale's program (1955), on which the textbook rule goes round in circles.
#[test]
fn beales_program_does_not_cycle() {
    let rows: [(f64, &[f64], f64); 3] = [
        (-INF, &[0.25, -60.0, -1.0 / 25.0, 9.0], 0.0),
        (-INF, &[0.5, -90.0, -1.0 / 50.0, 3.0], 0.0),
        (-INF, &[0.0, 0.0, 1.0, 0.0], 1.0),
    ];
    let found = run(&program(&[-0.75, 150.0, -0.02, 6.0], &rows)).unwrap();
    assert!((found.objective + 0.05).abs() < 1e-12, "{}", found.objective);
}

/// All ways from a corner cost the same and all rows meet there: many ties at each step.
#[test]
fn a_crowded_corner_is_left() {
    let count = 12;
    let mut columns = Vec::new();
    for i in 0..count {
        for j in 0..count {
            columns.push(vec![(i, 1.0), (count + j, 1.0)]);
        }
    }
    // An assignment problem: every corner is degenerate.
    let costs: Vec<f64> = (0..count * count).map(|k| ((k * k * 7 + k) % 10) as f64).collect();
    let problem = Problem {
        lower: vec![0.0; costs.len()],
        upper: vec![INF; costs.len()],
        row_lower: vec![1.0; 2 * count],
        row_upper: vec![1.0; 2 * count],
        costs,
    };
    let assignment = Program { columns, problem };
    let found = run(&assignment).unwrap();
    assert!(found.columns.iter().all(|x| x.abs() < 1e-9 || (x - 1.0).abs() < 1e-9));
}

/// V. Klee and G. J. Minty's cube (1972): the textbook rule visits all its corners.
#[test]
fn the_cube_of_klee_and_minty_is_crossed() {
    let n = 12;
    let power = |base: f64, to: usize| base.powi(to as i32);
    let costs: Vec<f64> = (0..n).map(|j| -power(2.0, n - 1 - j)).collect();
    let rows: Vec<Vec<f64>> = (0..n)
        .map(|i| {
            let entry = |j| if j < i { power(2.0, i - j + 1) } else { f64::from(u8::from(i == j)) };
            (0..n).map(entry).collect()
        })
        .collect();
    let rows: Vec<_> =
        rows.iter().enumerate().map(|(i, r)| (-INF, r.as_slice(), power(5.0, i + 1))).collect();
    let found = run(&program(&costs, &rows)).unwrap();
    assert!((found.objective + power(5.0, n)).abs() < 1e-6 * power(5.0, n));
}

#[test]
fn nothing_at_all_is_solved() {
    let none: [[(usize, f64); 0]; 0] = [];
    let structure = Structure::new(0, none).unwrap();
    let found = solve(&structure, &Problem::new(&structure), None).unwrap();
    assert_eq!((found.objective, found.columns.len(), found.rows.len()), (0.0, 0, 0));
    assert!(solve(&structure, &Problem::new(&structure), Some(&found.basis)).is_ok());
}

#[test]
fn rows_without_columns_and_columns_without_rows_count() {
    let mut lone = program(&[-1.0, 2.0], &[(-INF, &[0.0, 0.0], 5.0)]);
    lone.problem.upper = vec![3.0, 4.0];
    let found = run(&lone).unwrap();
    assert_eq!((found.objective, found.columns), (-3.0, vec![3.0, 0.0]));
    lone.problem.row_lower[0] = 1.0;
    assert_eq!(run(&lone).unwrap_err(), LpError::Infeasible { rows: vec![0] });
    lone.problem.row_lower[0] = -INF;
    lone.problem.upper[0] = INF;
    assert_eq!(run(&lone).unwrap_err(), LpError::Unbounded { column: 0 });
}

#[test]
fn the_rows_that_cannot_be_met_are_named() {
    // Row 1 asks for 10 of what row 2 lets only 4 through; rows 0 and 3 have nothing to do with it.
    let rows: [(f64, &[f64], f64); 4] = [
        (1.0, &[1.0, 0.0, 0.0], 9.0),
        (10.0, &[0.0, 1.0, 1.0], 10.0),
        (-INF, &[0.0, 1.0, 1.0], 4.0),
        (0.0, &[1.0, 0.0, 0.0], INF),
    ];
    let blocked = program(&[1.0, 1.0, 2.0], &rows);
    assert_eq!(run(&blocked).unwrap_err(), LpError::Infeasible { rows: vec![1, 2] });
}

#[test]
fn bounds_that_leave_no_room_are_an_infeasible_row() {
    let mut closed = program(&[1.0, 1.0], &[(5.0, &[1.0, 1.0], 5.0), (-INF, &[1.0, 0.0], 9.0)]);
    closed.problem.upper = vec![0.0, 4.0];
    assert_eq!(run(&closed).unwrap_err(), LpError::Infeasible { rows: vec![0] });
}

#[test]
fn a_cost_that_falls_without_end_names_its_column() {
    let endless = program(&[1.0, -1.0], &[(-INF, &[1.0, -1.0], 2.0)]);
    assert_eq!(run(&endless).unwrap_err(), LpError::Unbounded { column: 1 });
}

#[test]
fn fixed_and_free_columns_take_their_places() {
    let mut mixed =
        program(&[3.0, 1.0, 0.0], &[(4.0, &[1.0, 1.0, 1.0], 4.0), (-2.0, &[0.0, 1.0, -1.0], INF)]);
    (mixed.problem.lower[0], mixed.problem.upper[0]) = (2.0, 2.0);
    (mixed.problem.lower[1], mixed.problem.lower[2]) = (-INF, -INF);
    let found = run(&mixed).unwrap();
    assert_eq!(found.columns, [2.0, 0.0, 2.0]);
}

/// Tonnes and kilograms, francs and thousands of millions of them.
#[test]
fn mixed_units_are_borne() {
    let rows: [(f64, &[f64], f64); 3] =
        [(1e6, &[1e3, 1e3, 1.0], 1e6), (-INF, &[1e-3, 0.0, 0.0], 0.4), (-INF, &[0.0, 1e6, 0.0], 5.5e8)];
    let found = run(&program(&[2e-2, 3e-2, 1e4], &rows)).unwrap();
    let expected = 400.0 * 2e-2 + 550.0 * 3e-2 + 50_000.0 * 1e4;
    assert!((found.objective - expected).abs() < 1e-9 * expected, "{}", found.objective);
}

/// Penalties and capacities that differ by many powers of ten, as where unmet demand is dearer than any way.
#[test]
fn a_huge_penalty_does_not_hide_small_costs() {
    let rows: [(f64, &[f64], f64); 2] = [(100.0, &[1.0, 1.0, 1.0], 100.0), (-INF, &[1.0, 1.0, 0.0], 60.0)];
    let found = run(&program(&[5.0, 5.001, 1e9], &rows)).unwrap();
    assert_eq!(found.columns, [60.0, 0.0, 40.0]);
}

#[test]
fn infinite_is_what_is_too_large_to_bind() {
    let mut far = program(&[1.0], &[(2.0, &[1.0], 1e30)]);
    far.problem.lower[0] = -1e25;
    assert_eq!(run(&far).unwrap().objective, 2.0);
}

#[test]
fn what_is_no_structure_is_refused() {
    let misfit = |entries: &[(usize, f64)]| match Structure::new(2, [entries.iter().copied()]) {
        Err(LpError::Input(misfit)) => misfit,
        other => panic!("{other:?}"),
    };
    assert_eq!(misfit(&[(2, 1.0)]), Misfit::NoSuchRow { column: 0, row: 2 });
    assert_eq!(misfit(&[(1, f64::NAN)]), Misfit::Coefficient { column: 0, row: 1 });
    assert_eq!(misfit(&[(1, f64::INFINITY)]), Misfit::Coefficient { column: 0, row: 1 });
    assert_eq!(misfit(&[(1, f64::MAX), (1, f64::MAX)]), Misfit::Coefficient { column: 0, row: 1 });
}

#[test]
fn what_is_no_problem_is_refused() {
    let good = program(&[1.0, 1.0], &[(1.0, &[1.0, 1.0], 2.0)]);
    let misfit = |change: &dyn Fn(&mut Problem)| {
        let mut bad = good.clone();
        change(&mut bad.problem);
        match solve(&good.structure(), &bad.problem, None) {
            Err(LpError::Input(misfit)) => misfit,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(misfit(&|p| p.costs[1] = f64::NAN), Misfit::Cost { column: 1 });
    assert_eq!(misfit(&|p| p.costs[0] = -INF), Misfit::Cost { column: 0 });
    assert_eq!(misfit(&|p| p.lower[1] = f64::NAN), Misfit::ColumnBounds { column: 1 });
    assert_eq!(misfit(&|p| p.upper[1] = -1.0), Misfit::ColumnBounds { column: 1 });
    assert_eq!(misfit(&|p| p.lower[0] = INF), Misfit::ColumnBounds { column: 0 });
    assert_eq!(misfit(&|p| p.row_upper[0] = 0.5), Misfit::RowBounds { row: 0 });
    assert_eq!(misfit(&|p| p.row_upper[0] = f64::NAN), Misfit::RowBounds { row: 0 });
    assert_eq!(misfit(&|p| p.row_upper[0] = -INF), Misfit::RowBounds { row: 0 });
    let short = Misfit::Length { list: "upper", found: 1, expected: 2 };
    assert_eq!(misfit(&|p| p.upper.truncate(1)), short);
    assert!(short.to_string().contains("`upper` has 1 values instead of 2"));
}

#[test]
fn a_basis_of_another_program_is_no_obstacle() {
    let one = program(&[1.0, 2.0], &[(3.0, &[1.0, 1.0], 3.0), (-INF, &[1.0, 0.0], 1.0)]);
    let basis = run(&one).unwrap().basis;
    // As many rows and columns, other coefficients: the basis is factorised anew. Here it would even be singular.
    let other = program(&[1.0, 2.0], &[(3.0, &[0.0, 1.0], 3.0), (-INF, &[0.0, 1.0], 4.0)]);
    let found = solve(&other.structure(), &other.problem, Some(&basis)).unwrap();
    assert_optimal(&other, &found);
    assert_eq!(found.columns, [0.0, 3.0]);
    // Another size: as if there were none.
    let small = program(&[1.0], &[(3.0, &[1.0], 3.0)]);
    assert_eq!(solve(&small.structure(), &small.problem, Some(&basis)).unwrap().objective, 3.0);
}
