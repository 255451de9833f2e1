//! How likely a corridor is open, restricted, closed, or nobody can tell.

use super::lasting::Part;
use ::corridors::Passability;
use serde::Serialize;

/// Chances of the four statuses; they sum to one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Chances {
    /// No part is hindered, datasets cover all of it, and there is news that would tell of constraints.
    pub open: f64,
    /// A part is hindered at some time of the month.
    pub restricted: f64,
    /// A part is closed for more than half of the month.
    pub closed: f64,
    /// Nothing hinders it as far as is known, and of a part nothing is known.
    pub unknown: f64,
}

impl Chances {
    /// Adds the chance of one status.
    pub(super) fn add(&mut self, status: Passability, chance: f64) {
        *match status {
            Passability::Open => &mut self.open,
            Passability::Restricted => &mut self.restricted,
            Passability::Closed => &mut self.closed,
            Passability::Unknown => &mut self.unknown,
        } += chance;
    }

    /// The chance that it is hindered.
    pub fn hindered(&self) -> f64 {
        self.restricted + self.closed
    }

    /// Told to so many thousandths as draws can tell.
    pub(super) fn rounded(self) -> Self {
        let Self { open, restricted, closed, unknown } = self;
        let [open, restricted, closed, unknown] = [open, restricted, closed, unknown].map(thousandths);
        Self { open, restricted, closed, unknown }
    }
}

/// Rounded to a thousandth.
pub(super) fn thousandths(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0 + 0.0
}

/// What a constraint makes of a month of which it holds a part. What nobody confirmed of late is unknown, whatever became
/// of it: that it ended is no news either.
pub(super) fn effect(status: Passability, part: Part) -> Passability {
    match (status, part) {
        (Passability::Unknown, _) => Passability::Unknown,
        (_, Part::Nothing) => Passability::Open,
        (status, Part::Most) => status,
        (status, Part::Some) => status.min(Passability::Restricted),
    }
}
