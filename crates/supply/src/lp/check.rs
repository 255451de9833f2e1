//! Proofs: that an optimum is one, in the units of the program as given; that no point meets all rows.

use super::basis::Status;
use super::problem::{INFINITE, Problem, Solution};
use super::simplex::{PRIMAL_TOLERANCE, Simplex};

/// Bounds and signs hold within this part of the largest term that went into them.
const RELATIVE: f64 = 1e-9;
/// Entries of a proof below this part of the largest come from rounding.
const ROUNDING: f64 = 1e-11;

/// The rows of the loaded row of the inverse, if they cannot be met together: the sum of all rows with these weights is
/// zero, yet no values within the bounds of its variables make it so.
pub(super) fn farkas(simplex: &Simplex<'_>) -> Option<Vec<usize>> {
    let entries = || simplex.row_nonzero.iter().map(|&j| (j as usize, simplex.row[j as usize]));
    let largest = entries().map(|(_, g)| g.abs()).fold(0.0, f64::max);
    let (mut low, mut high, mut size) = (0.0, 0.0, 0.0);
    for (j, g) in entries() {
        if g.abs() <= ROUNDING * largest {
            continue;
        }
        let (a, b) = (g * simplex.lower[j], g * simplex.upper[j]);
        low += a.min(b);
        high += a.max(b);
        size += [a, b].into_iter().filter(|t| t.is_finite()).map(f64::abs).fold(0.0, f64::max);
    }
    let margin = (0.5 * PRIMAL_TOLERANCE).max(1e-12 * size);
    let proven = low > margin || high < -margin;
    let unit = simplex.unit_nonzero.iter().map(|&i| i as usize);
    let in_proof = unit.filter(|&i| simplex.unit[i].abs() > ROUNDING * largest);
    proven.then(|| in_proof.collect())
}

/// Reads the solution off a search that ended at an optimum, and checks it. None if the check fails.
pub(super) fn checked(simplex: Simplex<'_>, problem: &Problem) -> Option<Solution> {
    let structure = simplex.structure;
    let mut columns = vec![0.0; simplex.columns];
    for (j, x) in columns.iter_mut().enumerate() {
        *x = simplex.at(j);
    }
    for (&variable, &value) in simplex.head.iter().zip(&simplex.value) {
        if (variable as usize) < simplex.columns {
            columns[variable as usize] = value;
        }
    }
    // Prices of the scaled rows.
    let mut prices: Vec<f64> = simplex.head.iter().map(|&v| simplex.cost[v as usize]).collect();
    simplex.factor.backward(&mut prices);
    if !feasible(&simplex, &columns) || !optimal(&simplex, &prices) {
        return None;
    }
    Some(unscaled(simplex, structure, problem, columns, prices))
}

/// Values and sizes (the largest term) of all rows of the scaled program.
fn activity(simplex: &Simplex<'_>, columns: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let (mut values, mut sizes) = (vec![0.0; simplex.rows()], vec![1.0f64; simplex.rows()]);
    for (j, &x) in columns.iter().enumerate() {
        if x != 0.0 {
            for (i, v) in simplex.structure.by_column.list(j) {
                values[i] += v * x;
                sizes[i] = sizes[i].max((v * x).abs());
            }
        }
    }
    (values, sizes)
}

fn feasible(simplex: &Simplex<'_>, columns: &[f64]) -> bool {
    let within = |variable: usize, value: f64, size: f64| {
        let slack = RELATIVE * size;
        value >= simplex.lower[variable] - slack && value <= simplex.upper[variable] + slack
    };
    let (values, sizes) = activity(simplex, columns);
    columns.iter().enumerate().all(|(j, &x)| within(j, x, 1.0 + x.abs()))
        && (0..values.len()).all(|i| within(simplex.columns + i, values[i], sizes[i] + values[i].abs()))
}

fn optimal(simplex: &Simplex<'_>, prices: &[f64]) -> bool {
    let right = |variable: usize, d: f64, size: f64| {
        let slack = RELATIVE * size;
        match simplex.status[variable] {
            Status::Basic | Status::Zero => d.abs() <= slack,
            _ if simplex.is_fixed(variable) => true,
            Status::Lower => d >= -slack,
            Status::Upper => d <= slack,
        }
    };
    let columns = (0..simplex.columns).all(|j| {
        let (mut d, mut size) = (simplex.cost[j], simplex.cost[j].abs().max(1.0));
        for (i, v) in simplex.structure.by_column.list(j) {
            d -= v * prices[i];
            size = size.max((v * prices[i]).abs());
        }
        right(j, d, size)
    });
    columns && (0..prices.len()).all(|i| right(simplex.columns + i, prices[i], 1.0 + prices[i].abs()))
}

fn unscaled(
    simplex: Simplex<'_>,
    structure: &super::Structure,
    problem: &Problem,
    mut columns: Vec<f64>,
    mut prices: Vec<f64>,
) -> Solution {
    for (j, x) in columns.iter_mut().enumerate() {
        let value = *x * structure.column_scale[j] * simplex.value_scale;
        *x = value.max(problem.lower[j]).min(problem.upper[j]);
    }
    for (y, scale) in prices.iter_mut().zip(&structure.row_scale) {
        *y *= scale * simplex.cost_scale;
    }
    let mut rows = vec![0.0; prices.len()];
    let mut reduced_costs = problem.costs.clone();
    for (j, &x) in columns.iter().enumerate() {
        for (i, v) in structure.by_column.list(j) {
            // The coefficient as it was given: scales are powers of two, so this rounds nothing.
            let v = v / (structure.row_scale[i] * structure.column_scale[j]);
            rows[i] += v * x;
            reduced_costs[j] -= v * prices[i];
        }
    }
    let objective = problem.costs.iter().zip(&columns).map(|(c, x)| c * x).sum();
    for (row, (low, high)) in rows.iter_mut().zip(problem.row_lower.iter().zip(&problem.row_upper)) {
        debug_assert!(row.is_finite() && low <= high && *low < INFINITE);
    }
    Solution { objective, columns, rows, prices, reduced_costs, steps: simplex.steps, basis: simplex.keep() }
}
