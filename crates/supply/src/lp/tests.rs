//! Programs made at random against a solver written by others, and their optimality conditions.

mod again;
mod corners;
mod factors;
mod random;
mod ties;
