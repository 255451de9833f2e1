//! Which units lie around a unit, and how far.

use crate::Past;

/// Cells to each side that are looked at.
pub const REACH: i32 = 5;

/// Rings of cells that are taken together, first and last; 1 is that of the queen neighbours.
pub const RINGS: [(i32, i32); 3] = [(1, 1), (2, 2), (3, REACH)];
/// Cells over which the weight of a unit falls to 1/e.
pub const FADES: [f32; 2] = [1.0, 2.5];

/// A unit near another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    /// The unit.
    pub unit: usize,
    /// Which of [`RINGS`] it lies in, by their order.
    pub ring: usize,
    /// Cells between the middles, straight.
    pub distance: f32,
    /// What it counts, by [`FADES`].
    pub faded: [f32; 2],
}

/// Units near each unit, and each unit's distance from the nearest cell of another country, cells, `REACH + 1` where there
/// is none so near. Nobody is near where units are no cells.
pub struct Around {
    near: Vec<Vec<Near>>,
    border: Vec<f32>,
}

impl Around {
    /// Of the units of a panel.
    pub fn of(past: &Past<'_>) -> Self {
        let units = past.units();
        let near: Vec<Vec<Near>> = (0..units.len()).map(|unit| near(past, unit)).collect();
        let abroad = |(unit, near): (usize, &Vec<Near>)| {
            let own = units.get(unit).map(|u| u.country);
            let others = near.iter().filter(|n| units.get(n.unit).map(|u| u.country) != own);
            others.map(|n| n.distance).fold(REACH as f32 + 1.0, f32::min)
        };
        let border = near.iter().enumerate().map(abroad).collect();
        Self { near, border }
    }

    /// Units near `unit`, itself not among them.
    pub fn near(&self, unit: usize) -> &[Near] {
        self.near.get(unit).map_or(&[], Vec::as_slice)
    }

    /// Cells to the nearest of another country.
    pub fn border(&self, unit: usize) -> f32 {
        self.border.get(unit).copied().unwrap_or(REACH as f32 + 1.0)
    }
}

fn near(past: &Past<'_>, unit: usize) -> Vec<Near> {
    let Some(cell) = past.units().get(unit).and_then(|u| u.cell()) else { return Vec::new() };
    let all = (-REACH..=REACH).flat_map(|north| (-REACH..=REACH).map(move |east| (north, east)));
    let one = |(north, east): (i32, i32)| {
        let unit = past.at(cell.shifted(north, east)?)?;
        let away = north.abs().max(east.abs());
        let ring = RINGS.iter().position(|(from, to)| (*from..=*to).contains(&away))?;
        let distance = ((north * north + east * east) as f32).sqrt();
        Some(Near { unit, ring, distance, faded: FADES.map(|fade| (-distance / fade).exp()) })
    };
    all.filter(|at| *at != (0, 0)).filter_map(one).collect()
}
