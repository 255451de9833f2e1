//! The stage on cases made by hand and on random ones.

mod audit;
pub(super) mod case;
mod days;
mod input;
mod onward;
mod properties;
mod random;
mod regimes;
mod spread;
