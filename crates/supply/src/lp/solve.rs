//! The door: which simplex runs when, and what is done if the result fails its check.

use super::basis::Basis;
use super::check::checked;
use super::error::LpError;
use super::problem::{Problem, Solution};
use super::simplex::{Halt, Simplex};
use super::structure::Structure;

/// Times that the search goes from dual to primal and back before it is given up.
const ROUNDS: usize = 10;
/// Pivots that a kept basis may carry beside its factors.
const KEPT_PIVOTS: usize = 20;

/// The least cost of `problem` over `structure`, sought from `start` or from the bare rows.
pub fn solve(structure: &Structure, problem: &Problem, start: Option<&Basis>) -> Result<Solution, LpError> {
    problem.check(structure)?;
    if start.is_some()
        && let Some(found) = attempt(structure, problem, start)
    {
        return found;
    }
    attempt(structure, problem, None).unwrap_or(Err(LpError::Stuck))
}

/// One search. None if its figures are not to be trusted.
fn attempt(
    structure: &Structure,
    problem: &Problem,
    start: Option<&Basis>,
) -> Option<Result<Solution, LpError>> {
    let mut simplex = Simplex::new(structure, problem, start);
    simplex.revalue();
    simplex.price();
    for _ in 0..ROUNDS {
        let before = simplex.steps;
        if !simplex.is_primal_feasible() {
            simplex.make_dual_feasible();
            match simplex.dual() {
                Halt::Optimal => {}
                Halt::Proven(error) => return Some(Err(error)),
                Halt::Lost if simplex.steps >= simplex.most_steps => return None,
                Halt::Lost => simplex.renew(),
            }
            simplex.unshift();
        }
        if simplex.is_primal_feasible() {
            match simplex.primal() {
                Halt::Optimal => {}
                Halt::Proven(error) => return Some(Err(error)),
                Halt::Lost if simplex.steps >= simplex.most_steps => return None,
                Halt::Lost => simplex.renew(),
            }
        }
        if simplex.steps > before {
            if simplex.factor.age() > KEPT_PIVOTS {
                simplex.refactor();
            }
            simplex.revalue();
            simplex.price();
        }
        if simplex.is_primal_feasible() && simplex.is_dual_feasible() {
            return checked(simplex, problem).map(Ok);
        }
    }
    None
}
