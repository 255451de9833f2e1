//! Figures that sources tell, held against the imported data.
//!
//! In: a claim of kind figure, and what is [`Measured`]: events that rest on rows coded by people, with their tables.
//! Out: one [`FigureCheck`] for each area the claim names: what the source says beside what the data say, and a
//! verdict, or the reason why there is none. Nothing is settled: both stand side by side.

mod check;
mod measure;
mod span;

pub use check::{Compared, FigureCheck, Observed, Says, Verdict};
pub use measure::Measured;

use evidence::Claim;

/// Checks a figure against the data, once for each area that it names.
pub fn check_figure(claim: &Claim, measured: &Measured<'_>) -> Vec<FigureCheck> {
    let areas = measure::areas_of(claim, measured.atlas);
    if areas.is_empty() {
        return vec![check::check(claim, None, measured)];
    }
    areas.iter().map(|area| check::check(claim, Some(area), measured)).collect()
}
