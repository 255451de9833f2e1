//! Proofs: that an optimum is one, in the units of the program as given; that no point meets all rows.

use super::basis::Status;
use super::problem::{Problem, Solution};
use super::simplex::Simplex;

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
    let margin = (0.5 * simplex.value_tolerance).max(1e-12 * size);
    let proven = low > margin || high < -margin;
    let unit = simplex.unit_nonzero.iter().map(|&i| i as usize);
    let in_proof = unit.filter(|&i| simplex.unit[i].abs() > ROUNDING * largest);
    proven.then(|| in_proof.collect())
}

/// Reads the solution off a search that ended at an optimum, and checks it. None if the check fails.
///
/// Values and prices were reckoned from the factors; that they meet rows and costs is checked on the matrix itself.
pub(super) fn checked(simplex: Simplex<'_>, problem: &Problem) -> Option<Solution> {
    let mut columns = simplex.resting[..simplex.columns].to_vec();
    for (&variable, &value) in simplex.head.iter().zip(&simplex.value) {
        if let Some(x) = columns.get_mut(variable as usize) {
            *x = value;
        }
    }
    let near = simplex.clamp(&mut columns);
    let rows = simplex.activity(&columns, |_, x, v| v * x);
    let feasible = near && simplex.rows_hold(&columns, &rows);
    let found = (feasible && simplex.prices_hold()).then(|| unscaled(simplex, problem, columns, rows));
    // Figures near the ends of what a double holds may leave its range as they are put back into their units.
    found.filter(is_finite)
}

fn is_finite(found: &Solution) -> bool {
    let lists = [&found.columns, &found.rows, &found.prices, &found.reduced_costs];
    found.objective.is_finite() && lists.into_iter().flatten().all(|v| v.is_finite())
}

impl Simplex<'_> {
    /// Puts columns within their bounds. Whether none was out by more than its size or the tolerance explains.
    fn clamp(&self, columns: &mut [f64]) -> bool {
        let mut near = true;
        for (x, (&low, &high)) in columns.iter_mut().zip(self.lower.iter().zip(&self.upper)) {
            let within = x.max(low).min(high);
            near &= (within - *x).abs() <= self.value_tolerance.max(RELATIVE * (1.0 + within.abs()));
            *x = within;
        }
        near
    }

    /// The sum over each row of what a column, its value and its coefficient are turned into.
    fn activity(&self, columns: &[f64], of_term: impl Fn(usize, f64, f64) -> f64) -> Vec<f64> {
        let mut sums = vec![0.0; self.rows()];
        for (j, &x) in columns.iter().enumerate() {
            self.structure.by_column.list(j).for_each(|(i, v)| sums[i] += of_term(j, x, v));
        }
        sums
    }

    /// Whether rows are within their bounds, and at the one where they stand. Only where one is not by plain measure is the
    /// size of its terms looked at.
    fn rows_hold(&self, columns: &[f64], rows: &[f64]) -> bool {
        let row = |i: usize| self.columns + i;
        let excess = |i: usize| match self.status[row(i)] {
            Status::Basic | Status::Zero => (self.lower[row(i)] - rows[i]).max(rows[i] - self.upper[row(i)]),
            _ => (self.resting[row(i)] - rows[i]).abs(),
        };
        if (0..rows.len()).all(|i| excess(i) <= RELATIVE) {
            return true;
        }
        // A basic column may have been moved by the tolerance.
        let open = |j: usize, x: f64| match self.status[j] {
            Status::Basic => (RELATIVE * x.abs()).max(self.value_tolerance),
            _ => RELATIVE * x.abs(),
        };
        let sizes = self.activity(columns, |j, x, v| (v * open(j, x)).abs());
        (0..rows.len()).all(|i| excess(i) <= RELATIVE.max(self.value_tolerance) + sizes[i])
    }

    /// Whether reduced costs are on their side, and zero for what is basic.
    fn prices_hold(&self) -> bool {
        let holds = |j: usize, excess: f64| {
            excess <= RELATIVE || excess <= (RELATIVE * self.price_size(j)).max(self.cost_tolerance)
        };
        (0..self.status.len()).all(|j| holds(j, self.dual_gap(j)))
            && self.head.iter().all(|&j| holds(j as usize, self.reduced[j as usize].abs()))
    }

    /// The size of the terms that a reduced cost is the sum of.
    fn price_size(&self, variable: usize) -> f64 {
        let own = 1.0 + self.cost[variable].abs();
        if variable >= self.columns {
            return own + self.prices[variable - self.columns].abs();
        }
        let terms = self.structure.by_column.list(variable).map(|(i, v)| (v * self.prices[i]).abs());
        own + terms.sum::<f64>()
    }
}

/// The solution in the units of the program. Scales are powers of two: this rounds nothing.
fn unscaled(simplex: Simplex<'_>, problem: &Problem, mut columns: Vec<f64>, mut rows: Vec<f64>) -> Solution {
    let (structure, value_scale, cost_scale) = (simplex.structure, simplex.value_scale, simplex.cost_scale);
    let mut objective = 0.0;
    for (j, (x, scale)) in columns.iter_mut().zip(&structure.column_scale).enumerate() {
        // A bound beyond what counts as infinite is none.
        *x = (*x * scale * value_scale).max(problem.lower[j]).min(problem.upper[j]);
        objective += problem.costs[j] * *x;
    }
    let mut prices = simplex.prices.clone();
    let scaled = rows.iter_mut().zip(&mut prices).zip(&structure.row_scale);
    for ((row, price), scale) in scaled {
        *row *= value_scale / scale;
        *price *= scale * cost_scale;
    }
    let reduced = simplex.reduced.iter().zip(&structure.column_scale);
    let mut reduced_costs: Vec<f64> = reduced.map(|(d, scale)| d * cost_scale / scale).collect();
    for &variable in &simplex.head {
        if let Some(d) = reduced_costs.get_mut(variable as usize) {
            *d = 0.0;
        }
    }
    Solution { objective, columns, rows, prices, reduced_costs, steps: simplex.steps, basis: simplex.keep() }
}
