//! A self-exciting (Hawkes) process of events by district and month: how many events follow from earlier ones, near and
//! across a border.
//!
//! In: [`History`], counts by district and month until the origin. Out: a [`Fit`], and what is expected after the origin
//! with its parts ([`split`]).
//!
//! The expected count of district `d` in month `t` is `μ_d + Σ_c κ_c Σ_j h(j, d) Σ_{s<t} n_j(s) g(t − s)`: a background, and
//! what earlier events set off in their own district, in other districts of the same country, and across a border, each with
//! a strength `κ` of its own. `g` falls off by a share a month, `h` with the distance between the middles of the districts
//! ([`Kernel`]). Counts are Poisson given the past; what sets off what within one month is not told apart.
//!
//! Sources: Hawkes 1971, Biometrika 58(1); Veen, Schoenberg 2008, J. Am. Stat. Assoc. 103(482) for the fit by
//! expectation–maximisation; Mohler et al. 2011, J. Am. Stat. Assoc. 106(493) for the branching structure.

mod choose;
mod fit;
mod history;
mod kernel;
mod split;
#[cfg(test)]
mod tests;

pub use choose::{Chosen, choose};
pub use fit::{Fit, fit};
pub use history::{History, Place};
pub use kernel::Kernel;
pub use split::{Parts, split};
