//! Forecasts that any model has to beat, as the VIEWS Prediction Challenge 2023/24 defines them. Each is the whole
//! distribution from which the challenge draws, so no luck is in it.

mod history;
mod last;
#[cfg(test)]
mod tests;

pub use history::{Bootstrap, Conflictology, Neighbourhood};
pub use last::{Last, Zero};

use crate::Model;

/// Months that every baseline looks back.
pub const LOOKS_BACK: usize = 12;

/// Every baseline.
pub fn baselines() -> Vec<Box<dyn Model>> {
    vec![
        Box::new(Zero),
        Box::new(Last),
        Box::new(Conflictology),
        Box::new(Neighbourhood),
        Box::new(Bootstrap),
    ]
}
