//! Linear programs with bounds on columns and rows: a revised simplex that starts from a basis it is given.
//!
//! In: a [`Structure`] (which column meets which row), made once; a [`Problem`] (costs and bounds), which may differ from
//! solve to solve; a [`Basis`] to start from, if there is one. Out: a [`Solution`] with its basis, or an [`LpError`] that
//! says which rows cannot be met. Door: [`solve`].
//!
//! The basis matrix is kept as sparse triangular factors and one elementary matrix for each pivot. A start that is not
//! feasible goes by the dual simplex (columns with two bounds are flipped, other costs shifted until it is dual feasible;
//! dual steepest edge, ratio test over several bounds), a feasible one by the primal simplex (Devex). Whatever was shifted
//! is put back and cleared up by the primal. Every optimum is checked against the program as it was given, and sought anew
//! from the bare rows if the check fails.
//!
//! The same structure, problem and start give the same bits: there is no chance and no thread in it. From another start
//! the cost is the same, but where several points cost the least it may end at another of them.
//!
//! ```
//! use supply::lp::{Problem, Structure, solve};
//!
//! // Two ways with room for 60 and 80 share a post that lets 100 through; 90 are asked for. The second costs more.
//! let structure = Structure::new(2, [[(0, 1.0), (1, 1.0)], [(0, 1.0), (1, 1.0)]])?;
//! let mut problem = Problem::new(&structure);
//! problem.costs = vec![10.0, 14.0];
//! problem.upper = vec![60.0, 80.0];
//! (problem.row_lower[0], problem.row_upper[0]) = (90.0, 90.0);
//! problem.row_upper[1] = 100.0;
//! let day = solve(&structure, &problem, None)?;
//! assert_eq!(day.columns, [60.0, 30.0]);
//!
//! // The first way is closed: the same structure, and the search starts where the last one ended.
//! problem.upper[0] = 0.0;
//! let closed = solve(&structure, &problem, Some(&day.basis));
//! assert_eq!(closed.unwrap_err(), supply::lp::LpError::Infeasible { rows: vec![0] });
//! # Ok::<(), supply::lp::LpError>(())
//! ```

mod basis;
mod check;
mod dual;
mod error;
mod factor;
mod lu;
mod primal;
mod problem;
mod simplex;
mod solve;
mod structure;
#[cfg(test)]
mod tests;

pub use basis::Basis;
pub use error::{LpError, Misfit};
pub use problem::{INFINITE, Problem, Solution};
pub use solve::solve;
pub use structure::Structure;
