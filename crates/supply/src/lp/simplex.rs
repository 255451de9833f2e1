//! The state of a search: bounds and costs of the scaled program, the basis, basic values and reduced costs.
//!
//! Variables are the columns, then one for the value of each row; the rows read A x − s = 0. The matrix of row variable i is
//! −e_i.

use super::basis::{Basis, Kept, Status};
use super::error::LpError;
use super::factor::Factor;
use super::lu::factorise;
use super::problem::{INFINITE, Problem};
use super::structure::{Structure, exponent, power};

/// Bounds may be missed, and reduced costs be on the wrong side, by this much in the scaled program at least.
const LEAST_TOLERANCE: f64 = 1e-9;
/// And by this part of the largest figure, if that is more: differences of such figures are not known any better. Sixteen
/// times what a double rounds by, since rounding adds up along the steps that a value is reckoned in.
const ROUNDING: f64 = 16.0 * f64::EPSILON;
/// Entries of a tableau below this are no pivots.
pub(super) const PIVOT_TOLERANCE: f64 = 1e-9;
/// Pivots below this make the search look for another, or make its factors anew.
pub(super) const SMALL_PIVOT: f64 = 1e-6;
/// Entries below this come from rounding.
const DROP: f64 = 1e-14;

/// Why a simplex ended.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Halt {
    /// At its optimum.
    Optimal,
    /// Figures drifted, or pivots ran out: not to be trusted.
    Lost,
    /// There is a proof that no solution is.
    Proven(LpError),
}

pub(super) struct Simplex<'a> {
    pub(super) structure: &'a Structure,
    pub(super) columns: usize,
    /// By variable, scaled.
    pub(super) lower: Vec<f64>,
    pub(super) upper: Vec<f64>,
    /// The cost as it is worked with, and as it is.
    pub(super) cost: Vec<f64>,
    /// Whether `cost` was shifted anywhere; `true_cost` then holds what it is to be.
    pub(super) true_cost: Option<Vec<f64>>,
    pub(super) status: Vec<Status>,
    /// The bound at which each variable stands; zero for what is basic or has none.
    pub(super) resting: Vec<f64>,
    pub(super) reduced: Vec<f64>,
    /// By row, as of the last [`price`](Simplex::price).
    pub(super) prices: Vec<f64>,
    /// By position.
    pub(super) head: Vec<u32>,
    pub(super) value: Vec<f64>,
    /// By how much values may miss their bounds, as of the last [`revalue`](Simplex::revalue).
    pub(super) value_tolerance: f64,
    /// By how much reduced costs may be on the wrong side, as of the last [`price`](Simplex::price).
    pub(super) cost_tolerance: f64,
    pub(super) weights: Vec<f64>,
    /// Whether pivots were made that `weights` does not know.
    pub(super) weights_stale: bool,
    pub(super) factor: Factor,
    /// Cost = `cost_scale` × scaled cost; value of a variable in units of the program = `value_scale` × scaled one.
    pub(super) cost_scale: f64,
    pub(super) value_scale: f64,
    pub(super) steps: usize,
    pub(super) most_steps: usize,
    /// The pivot row by variable, where it is not zero.
    pub(super) row: Vec<f64>,
    pub(super) row_nonzero: Vec<u32>,
    row_met: Vec<bool>,
    /// The pivot column by position, where it is not zero.
    pub(super) column: Vec<f64>,
    pub(super) column_nonzero: Vec<u32>,
    /// A row of the inverse.
    pub(super) unit: Vec<f64>,
    pub(super) unit_nonzero: Vec<u32>,
    pub(super) work: Vec<f64>,
}

impl<'a> Simplex<'a> {
    /// The search for a problem that was checked, from a basis or from the bare rows.
    pub(super) fn new(structure: &'a Structure, problem: &Problem, start: Option<&Basis>) -> Simplex<'a> {
        let (columns, rows) = (structure.columns(), structure.rows());
        let variables = columns + rows;
        let cost_scale = mean_power(problem.costs.iter().zip(&structure.column_scale).map(|(c, s)| c * s));
        let bounds = [&problem.lower, &problem.upper].into_iter();
        let bounds = bounds.flat_map(|b| b.iter().zip(&structure.column_scale).map(|(b, s)| b / s));
        let row_bounds = [&problem.row_lower, &problem.row_upper].into_iter();
        let row_bounds = row_bounds.flat_map(|b| b.iter().zip(&structure.row_scale).map(|(b, s)| b * s));
        let value_scale = mean_power(bounds.chain(row_bounds));
        let per_value = 1.0 / value_scale;
        let scaled = |own: &[f64], row: &[f64]| -> Vec<f64> {
            let of_columns = own.iter().zip(&structure.column_scale).map(|(&b, s)| bound(b) / s * per_value);
            let of_rows = row.iter().zip(&structure.row_scale).map(|(&b, s)| bound(b) * s * per_value);
            of_columns.chain(of_rows).collect()
        };
        let (lower, upper) =
            (scaled(&problem.lower, &problem.row_lower), scaled(&problem.upper, &problem.row_upper));
        let mut cost: Vec<f64> =
            problem.costs.iter().zip(&structure.column_scale).map(|(c, s)| c * s / cost_scale).collect();
        cost.resize(variables, 0.0);
        let (basis, weights_stale) = beginning(structure, start);
        let mut simplex = Simplex {
            structure,
            columns,
            lower,
            upper,
            cost,
            true_cost: None,
            status: basis.status,
            resting: vec![0.0; variables],
            reduced: vec![0.0; variables],
            prices: vec![0.0; rows],
            head: basis.head,
            value: vec![0.0; rows],
            value_tolerance: LEAST_TOLERANCE,
            cost_tolerance: LEAST_TOLERANCE,
            weights: basis.weights,
            weights_stale,
            factor: basis.factor,
            cost_scale,
            value_scale,
            steps: 0,
            most_steps: 20_000 + 50 * variables,
            row: vec![0.0; variables],
            row_nonzero: Vec::new(),
            row_met: vec![false; variables],
            column: vec![0.0; rows],
            column_nonzero: Vec::new(),
            unit: vec![0.0; rows],
            unit_nonzero: Vec::new(),
            work: vec![0.0; rows],
        };
        if start.is_some() && simplex.weights_stale {
            simplex.refactor();
        }
        simplex.settle();
        simplex
    }

    pub(super) fn rows(&self) -> usize {
        self.head.len()
    }

    /// Puts each variable that is not basic at a bound that it has.
    fn settle(&mut self) {
        let bounds = self.lower.iter().zip(&self.upper);
        for ((status, resting), (&low, &high)) in self.status.iter_mut().zip(&mut self.resting).zip(bounds) {
            if *status == Status::Basic {
                *resting = 0.0;
                continue;
            }
            let upper_first = *status == Status::Upper;
            (*status, *resting) = if low == high {
                (Status::Fixed, low)
            } else if (upper_first || low == f64::NEG_INFINITY) && high < f64::INFINITY {
                (Status::Upper, high)
            } else if low > f64::NEG_INFINITY {
                (Status::Lower, low)
            } else {
                (Status::Zero, 0.0)
            };
        }
    }

    /// Puts a variable at a bound.
    pub(super) fn rest(&mut self, variable: usize, at: Status) {
        let (low, high) = (self.lower[variable], self.upper[variable]);
        let at = if low == high { Status::Fixed } else { at };
        self.status[variable] = at;
        self.resting[variable] = match at {
            Status::Lower | Status::Fixed => low,
            Status::Upper => high,
            Status::Zero | Status::Basic => 0.0,
        };
    }

    /// Factors of the basis as it stands, with logical variables in place of what depends on others.
    pub(super) fn refactor(&mut self) {
        let made = factorise(self.structure, &self.head);
        let mut place = vec![0u32; self.status.len()];
        for (position, &variable) in self.head.iter().enumerate() {
            place[variable as usize] = position as u32;
        }
        let old = std::mem::replace(&mut self.weights, vec![1.0; made.head.len()]);
        if made.dropped.is_empty() {
            for (position, &variable) in made.head.iter().enumerate() {
                self.weights[position] = old[place[variable as usize] as usize];
            }
        }
        if !made.dropped.is_empty() {
            made.dropped.iter().for_each(|&v| self.status[v as usize] = Status::Lower);
            made.head.iter().for_each(|&v| self.status[v as usize] = Status::Basic);
            self.settle();
        }
        self.head = made.head;
        self.factor = Factor::new(made.lu);
    }

    /// New factors, values and reduced costs.
    pub(super) fn renew(&mut self) {
        self.refactor();
        self.revalue();
        self.price();
    }

    /// Basic values from the bounds at which the others stand.
    pub(super) fn revalue(&mut self) {
        self.value.fill(0.0);
        let (columns, rows) = self.resting.split_at(self.columns);
        for (j, &at) in columns.iter().enumerate().filter(|(_, at)| **at != 0.0) {
            self.structure.by_column.list(j).for_each(|(i, v)| self.value[i] -= v * at);
        }
        self.value.iter_mut().zip(rows).for_each(|(value, at)| *value += at);
        self.factor.forward(&mut self.value);
        self.value_tolerance = tolerance(self.value.iter().chain(&self.resting));
    }

    /// Prices and reduced costs from the costs. Those of basic variables are what rounding leaves of zero.
    pub(super) fn price(&mut self) {
        for (y, &variable) in self.prices.iter_mut().zip(&self.head) {
            *y = self.cost[variable as usize];
        }
        self.factor.backward(&mut self.prices);
        self.cost_tolerance = tolerance(self.prices.iter().chain(&self.cost));
        for j in 0..self.columns {
            self.reduced[j] = self.cost[j] - self.structure.by_column.dot(j, &self.prices);
        }
        for i in 0..self.prices.len() {
            self.reduced[self.columns + i] = self.cost[self.columns + i] + self.prices[i];
        }
    }

    /// How far a reduced cost is on the wrong side: positive if the cost would fall off the bound.
    #[inline]
    pub(super) fn dual_gap(&self, variable: usize) -> f64 {
        let (d, status) = (self.reduced[variable], self.status[variable]);
        if status == Status::Zero { d.abs() } else { -status.side() * d }
    }

    /// How far a basic value is below its lower bound (negative) or above its upper one (positive).
    #[inline]
    pub(super) fn primal_gap(&self, position: usize) -> f64 {
        let (variable, value) = (self.head[position] as usize, self.value[position]);
        if value < self.lower[variable] {
            value - self.lower[variable]
        } else if value > self.upper[variable] {
            value - self.upper[variable]
        } else {
            0.0
        }
    }

    pub(super) fn is_primal_feasible(&self) -> bool {
        (0..self.rows()).all(|p| self.primal_gap(p).abs() <= self.value_tolerance)
    }

    pub(super) fn is_dual_feasible(&self) -> bool {
        (0..self.status.len()).all(|j| self.dual_gap(j) <= self.cost_tolerance)
    }

    /// Fills `column` with the tableau's column of a variable.
    pub(super) fn load_column(&mut self, variable: usize) {
        self.column.fill(0.0);
        add_column(self.structure, &mut self.column, variable, 1.0);
        self.factor.forward(&mut self.column);
        gather(&mut self.column, &mut self.column_nonzero);
    }

    /// Fills `unit` with a row of the inverse and `row` with the tableau's row of it.
    pub(super) fn load_row(&mut self, position: usize) {
        self.unit.fill(0.0);
        self.unit[position] = 1.0;
        self.factor.backward(&mut self.unit);
        gather(&mut self.unit, &mut self.unit_nonzero);
        for &j in &self.row_nonzero {
            self.row[j as usize] = 0.0;
            self.row_met[j as usize] = false;
        }
        let (row, met) = (&mut self.row[..], &mut self.row_met[..]);
        // Written without a branch on what was met, which would be guessed wrong half of the time.
        let entries = |&i: &u32| self.structure.by_row.list(i as usize).len() + 1;
        self.row_nonzero.resize(self.unit_nonzero.iter().map(entries).sum(), 0);
        let mut count = 0;
        for &i in &self.unit_nonzero {
            let (i, u) = (i as usize, self.unit[i as usize]);
            for (j, v) in self.structure.by_row.list(i).chain([(self.columns + i, -1.0)]) {
                self.row_nonzero[count] = j as u32;
                count += usize::from(!met[j]);
                met[j] = true;
                row[j] += u * v;
            }
        }
        self.row_nonzero.truncate(count);
    }

    /// Reduced costs after `entering` came in for the variable of the loaded row.
    pub(super) fn update_reduced(&mut self, entering: usize, leaving: usize) {
        let step = self.reduced[entering] / self.row[entering];
        if step != 0.0 {
            for &j in &self.row_nonzero {
                self.reduced[j as usize] -= step * self.row[j as usize];
            }
        }
        self.reduced[entering] = 0.0;
        self.reduced[leaving] = -step;
    }

    /// Exchanges the variable at `position` for `entering`, whose column is loaded and whose new value is given.
    pub(super) fn exchange(&mut self, position: usize, entering: usize, value: f64, leaves_to: Status) {
        let leaving = self.head[position] as usize;
        self.factor.replace(position, &self.column, &self.column_nonzero);
        self.head[position] = entering as u32;
        self.value[position] = value;
        self.status[entering] = Status::Basic;
        self.resting[entering] = 0.0;
        self.rest(leaving, leaves_to);
        self.steps += 1;
    }

    /// Costs a shift so that the reduced cost of a variable that is not basic becomes `to`.
    pub(super) fn shift(&mut self, variable: usize, to: f64) {
        if self.true_cost.is_none() {
            self.true_cost = Some(self.cost.clone());
        }
        self.cost[variable] += to - self.reduced[variable];
        self.reduced[variable] = to;
    }

    /// Puts costs back that were shifted. Whether there were any.
    pub(super) fn unshift(&mut self) -> bool {
        let Some(cost) = self.true_cost.take() else { return false };
        self.cost = cost;
        self.price();
        true
    }

    /// The basis as it stands.
    pub(super) fn keep(self) -> Basis {
        Basis::new(Kept {
            digest: self.structure.digest,
            columns: self.columns,
            status: self.status,
            weights: if self.weights_stale { vec![1.0; self.head.len()] } else { self.weights },
            head: self.head,
            factor: self.factor,
        })
    }
}

/// Adds `times` the matrix column of a variable to a vector over rows.
pub(super) fn add_column(structure: &Structure, to: &mut [f64], variable: usize, times: f64) {
    if variable < structure.columns() {
        structure.by_column.list(variable).for_each(|(i, v)| to[i] += v * times);
    } else {
        to[variable - structure.columns()] -= times;
    }
}

/// Notes where a vector is not zero, and clears what comes from rounding.
fn gather(vector: &mut [f64], nonzero: &mut Vec<u32>) {
    nonzero.clear();
    for (i, v) in vector.iter_mut().enumerate() {
        if *v != 0.0 {
            if v.abs() > DROP {
                nonzero.push(i as u32);
            } else {
                *v = 0.0;
            }
        }
    }
}

/// Where a search starts, and whether its factors and weights are for another matrix.
fn beginning(structure: &Structure, start: Option<&Basis>) -> (Kept, bool) {
    let (columns, rows) = (structure.columns(), structure.rows());
    if let Some(kept) = start.and_then(|basis| basis.for_structure(structure)) {
        let stale = kept.digest != structure.digest;
        let kept = Kept {
            digest: structure.digest,
            columns,
            status: kept.status.clone(),
            head: kept.head.clone(),
            weights: if stale { vec![1.0; rows] } else { kept.weights.clone() },
            factor: kept.factor.clone(),
        };
        return (kept, stale);
    }
    let head: Vec<u32> = (columns..columns + rows).map(|v| v as u32).collect();
    let mut status = vec![Status::Lower; columns];
    status.resize(columns + rows, Status::Basic);
    let factor = Factor::new(factorise(structure, &head).lu);
    (Kept { digest: structure.digest, columns, status, head, weights: vec![1.0; rows], factor }, false)
}

/// A bound, infinite if it is as good as that.
fn bound(value: f64) -> f64 {
    if value >= INFINITE {
        f64::INFINITY
    } else if value <= -INFINITE {
        f64::NEG_INFINITY
    } else {
        value
    }
}

/// What figures of this size leave open.
fn tolerance<'a>(figures: impl Iterator<Item = &'a f64>) -> f64 {
    let largest = figures.fold(0.0f64, |most, figure| most.max(figure.abs()));
    (ROUNDING * largest).max(LEAST_TOLERANCE)
}

/// The power of two nearest to the geometric mean of the values that are neither zero nor infinite.
fn mean_power(values: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut count) = (0i64, 0i64);
    for value in values.filter(|v| *v != 0.0 && v.abs() < INFINITE) {
        sum += i64::from(exponent(value));
        count += 1;
    }
    if count == 0 { 1.0 } else { power((sum as f64 / count as f64).round() as i32) }
}
