//! A row, placed.

use crate::{Gid, Month, Target};
use base::Country;

/// A row as a panel counts it.
#[derive(Clone, Debug)]
pub struct Placed {
    pub month: Month,
    pub target: Target,
    pub amount: u32,
    pub country: Option<Country>,
    /// Its cell, where it is placed well enough for a grid.
    pub cell: Option<Gid>,
    /// Its district, by its place in the list, likewise.
    pub district: Option<usize>,
}
