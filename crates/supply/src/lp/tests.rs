//! Programs made at random against a solver written by others, and their optimality conditions.

mod corners;
mod random;
