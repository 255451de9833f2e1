//! Why a program has no answer.

use std::fmt;

/// Why [`solve`](super::solve) or [`Structure::new`](super::Structure::new) gave no solution.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LpError {
    /// No point meets all bounds. The proof is a sum of these rows (each with a weight) that the bounds of the columns in
    /// it cannot meet: at least one of them must give way. Ascending.
    Infeasible {
        /// Rows of the proof.
        rows: Vec<usize>,
    },
    /// The cost falls without end along this column.
    Unbounded {
        /// A column that grows without end.
        column: usize,
    },
    /// The search gave up: too many pivots, or figures too far apart for the precision of the machine.
    Stuck,
    /// A value that no program may have; nothing was searched.
    Input(Misfit),
}

/// What is wrong with a structure or a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Misfit {
    /// A column names a row that is not there.
    NoSuchRow {
        /// The column.
        column: usize,
        /// The row it names.
        row: usize,
    },
    /// A coefficient is not finite.
    Coefficient {
        /// Its column.
        column: usize,
        /// Its row.
        row: usize,
    },
    /// A list of the problem is longer or shorter than the structure has it.
    Length {
        /// Which list.
        list: &'static str,
        /// How many values there are.
        found: usize,
        /// How many there must be.
        expected: usize,
    },
    /// A cost is not finite.
    Cost {
        /// Its column.
        column: usize,
    },
    /// Bounds of a column: not a number, lower above upper, a lower bound of +∞ or an upper bound of −∞.
    ColumnBounds {
        /// The column.
        column: usize,
    },
    /// Bounds of a row: as for a column.
    RowBounds {
        /// The row.
        row: usize,
    },
    /// More rows, columns or entries than 32 bits count.
    TooLarge,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Misfit::NoSuchRow { column, row } => {
                write!(f, "column {column} names row {row}, which is not there")
            }
            Misfit::Coefficient { column, row } => {
                write!(f, "the coefficient of column {column} in row {row} is not finite")
            }
            Misfit::Length { list, found, expected } => {
                write!(f, "`{list}` has {found} values instead of {expected}")
            }
            Misfit::Cost { column } => write!(f, "the cost of column {column} is not finite"),
            Misfit::ColumnBounds { column } => {
                write!(f, "no value lies within the bounds of column {column}")
            }
            Misfit::RowBounds { row } => write!(f, "no value lies within the bounds of row {row}"),
            Misfit::TooLarge => write!(f, "more rows, columns or entries than this solver counts"),
        }
    }
}

impl fmt::Display for LpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LpError::Infeasible { rows } => write!(f, "rows {rows:?} cannot all be met"),
            LpError::Unbounded { column } => write!(f, "the cost falls without end along column {column}"),
            LpError::Stuck => write!(f, "the search for an optimum gave up"),
            LpError::Input(misfit) => misfit.fmt(f),
        }
    }
}

impl std::error::Error for LpError {}
