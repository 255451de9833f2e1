//! Costs and bounds of one program over a structure, and what solving it gives.

use super::basis::Basis;
use super::error::{LpError, Misfit};
use super::structure::Structure;

/// A value this large or larger is no bound: HiGHS, Clp and others draw the line at the same place.
pub const INFINITE: f64 = 1e20;

/// Minimise `costs` · x with `lower` ≤ x ≤ `upper` and `row_lower` ≤ A x ≤ `row_upper`. Bounds may be infinite; a row with
/// equal bounds is an equation, one with two infinite bounds is free. Units are the caller's: whatever the rows add up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Problem {
    /// Cost of one unit of each column.
    pub costs: Vec<f64>,
    /// Least value of each column.
    pub lower: Vec<f64>,
    /// Greatest value of each column.
    pub upper: Vec<f64>,
    /// Least value of each row.
    pub row_lower: Vec<f64>,
    /// Greatest value of each row.
    pub row_upper: Vec<f64>,
}

/// An optimum.
#[derive(Clone, Debug)]
pub struct Solution {
    /// The least cost.
    pub objective: f64,
    /// The value of each column, within its bounds.
    pub columns: Vec<f64>,
    /// The value of each row.
    pub rows: Vec<f64>,
    /// What one unit more of each row's binding bound adds to the cost; zero where no bound binds.
    pub prices: Vec<f64>,
    /// What one unit more of each column adds to the cost, after the prices of its rows.
    pub reduced_costs: Vec<f64>,
    /// Where it was found: the start of the next search.
    pub basis: Basis,
    /// How many pivots and flips from bound to bound it took.
    pub steps: usize,
}

impl Problem {
    /// A problem for `structure` whose columns are free of cost and at least zero, and whose rows are free.
    pub fn new(structure: &Structure) -> Problem {
        let (rows, columns) = (structure.rows(), structure.columns());
        Problem {
            costs: vec![0.0; columns],
            lower: vec![0.0; columns],
            upper: vec![f64::INFINITY; columns],
            row_lower: vec![f64::NEG_INFINITY; rows],
            row_upper: vec![f64::INFINITY; rows],
        }
    }

    /// Whether every value is one that a program may have.
    pub fn check(&self, structure: &Structure) -> Result<(), LpError> {
        let (rows, columns) = (structure.rows(), structure.columns());
        let lists = [
            ("costs", self.costs.len(), columns),
            ("lower", self.lower.len(), columns),
            ("upper", self.upper.len(), columns),
            ("row_lower", self.row_lower.len(), rows),
            ("row_upper", self.row_upper.len(), rows),
        ];
        if let Some(&(list, found, expected)) = lists.iter().find(|(_, found, expected)| found != expected) {
            return Err(LpError::Input(Misfit::Length { list, found, expected }));
        }
        if let Some(column) = self.costs.iter().position(|c| !c.is_finite()) {
            return Err(LpError::Input(Misfit::Cost { column }));
        }
        if let Some(column) = first_bad(&self.lower, &self.upper) {
            return Err(LpError::Input(Misfit::ColumnBounds { column }));
        }
        match first_bad(&self.row_lower, &self.row_upper) {
            Some(row) => Err(LpError::Input(Misfit::RowBounds { row })),
            None => Ok(()),
        }
    }
}

/// The first pair of bounds between which nothing lies. A comparison with NaN is false, so NaN is found too.
fn first_bad(lower: &[f64], upper: &[f64]) -> Option<usize> {
    let fits = |l: f64, u: f64| l <= u && l < INFINITE && u > -INFINITE;
    lower.iter().zip(upper).position(|(&l, &u)| !fits(l, u))
}
