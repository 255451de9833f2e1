//! Forecasts of cells laid on corridors: how likely each is open, restricted or closed, month by month.
//!
//! In: corridors as lines with the constraints on them, a panel of cells, a model, incidents of the past. Out: for each
//! corridor and month the chance of each status, beside that of a world in which everything stays as it is, and a record.
//!
//! A month of a corridor is *closed* if a constraint closes a part of it for more than half of the month; *restricted* if
//! a constraint or an incident hinders a part of it at any time in the month; else *unknown* if no dataset covers a part
//! of it, or an old constraint was not confirmed; else *open*. New constraints are not foreseen.

mod chances;
mod drawn;
mod known;
mod lasting;
mod line;
mod outlook;
mod record;
mod share;
mod shuffle;
#[cfg(test)]
mod tests;
mod touched;

pub use chances::Chances;
pub use known::{Known, Silence};
pub use lasting::Lasting;
pub use line::{cells, nearest};
pub use outlook::{Asked, Baseline, CorridorMonth, Incidents, outlook};
pub use record::{Record, record};
pub use share::Share;
pub use shuffle::shuffle;
pub use touched::{Incident, Touched, incidents};

use ::corridors::Passability;
use base::Coordinate;

/// Futures drawn for each corridor and month. With a thousand, a chance is off by 1.6 percent points at most, mostly.
pub const DRAWS: usize = 1_000;

/// A corridor as it is forecast: the worst of its sections counts, so they are told together.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// Its name.
    pub name: String,
    /// The lines of its sections.
    pub lines: Vec<Vec<Coordinate>>,
    /// The constraints on it, by their place in the list of all, each with what it makes of its worst section while it
    /// holds.
    pub limits: Vec<(usize, Passability)>,
}
