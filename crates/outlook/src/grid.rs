//! PRIO-GRID: half-degree cells of the whole Earth (Tollefsen, Strand, Buhaug 2012, J. Peace Research 49(2)).

use base::Coordinate;
use serde::Serialize;
use std::fmt;

/// Columns of cells around the Earth.
const COLUMNS: u32 = 720;
/// Rows of cells from the South Pole to the North Pole.
const ROWS: u32 = 360;
/// Cells to a degree.
const PER_DEGREE: f64 = 2.0;

/// A cell by its number: `floor((lat + 90) · 2) · 720 + floor((lon + 180) · 2) + 1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Gid(u32);

impl Gid {
    /// The cell with this number; `None` unless it is 1 to 259,200.
    pub fn new(number: u32) -> Option<Self> {
        (1..=COLUMNS * ROWS).contains(&number).then_some(Self(number))
    }

    /// The cell in which a point lies. A point on an edge lies in the cell to the north or east of it; the North Pole
    /// and the 180th meridian lie in the last row and column.
    pub fn at(point: Coordinate) -> Self {
        let row = (((point.lat + 90.0) * PER_DEGREE).floor() as u32).min(ROWS - 1);
        let column = (((point.lon + 180.0) * PER_DEGREE).floor() as u32).min(COLUMNS - 1);
        Self::of(row, column)
    }

    fn of(row: u32, column: u32) -> Self {
        Self(row * COLUMNS + column + 1)
    }

    /// Its number.
    pub fn number(self) -> u32 {
        self.0
    }

    /// Rows from the South Pole, from 0.
    pub fn row(self) -> u32 {
        (self.0 - 1) / COLUMNS
    }

    /// Columns from the 180th meridian to the east, from 0.
    pub fn column(self) -> u32 {
        (self.0 - 1) % COLUMNS
    }

    /// Its middle.
    pub fn centre(self) -> Coordinate {
        let degrees = |cells: u32| (f64::from(cells) + 0.5) / PER_DEGREE;
        Coordinate { lat: degrees(self.row()) - 90.0, lon: degrees(self.column()) - 180.0 }
    }

    /// The cell so many rows to the north and columns to the east; `None` beyond a pole.
    pub fn shifted(self, north: i32, east: i32) -> Option<Self> {
        let row = i64::from(self.row()) + i64::from(north);
        let row = u32::try_from(row).ok().filter(|r| *r < ROWS)?;
        let column = (i64::from(self.column()) + i64::from(east)).rem_euclid(i64::from(COLUMNS));
        Some(Self::of(row, column as u32))
    }

    /// Its queen neighbours: the cells that share an edge or a corner, from the south-west, row by row.
    pub fn queen(self) -> impl Iterator<Item = Self> {
        let around = (-1..=1).flat_map(|north| (-1..=1).map(move |east| (north, east)));
        around.filter(|at| *at != (0, 0)).filter_map(move |(north, east)| self.shifted(north, east))
    }
}

impl fmt::Display for Gid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(lat: f64, lon: f64) -> Gid {
        Gid::at(Coordinate::new(lat, lon).unwrap())
    }

    #[test]
    fn numbers_follow_the_formula() {
        assert_eq!(at(-90.0, -180.0).number(), 1);
        assert_eq!(at(90.0, 180.0).number(), 259_200);
        // floor(104.62 · 2) · 720 + floor(168.8 · 2) + 1
        assert_eq!(at(14.62, -11.2).number(), 209 * 720 + 337 + 1);
        assert_eq!((Gid::new(0), Gid::new(259_201)), (None, None));
    }

    #[test]
    fn neighbours_end_at_the_poles_and_go_round_the_earth() {
        assert_eq!(at(14.6, -11.2).queen().count(), 8);
        assert_eq!(at(-90.0, 0.0).queen().count(), 5);
        let east = at(0.1, -179.9);
        assert!(at(0.1, 179.9).queen().any(|cell| cell == east));
    }

    proptest! {
        #[test]
        fn a_cell_holds_its_middle_and_is_its_neighbours_neighbour(number in 1u32..=259_200) {
            let cell = Gid::new(number).unwrap();
            prop_assert_eq!(Gid::at(cell.centre()), cell);
            for other in cell.queen() {
                prop_assert!(other.queen().any(|back| back == cell));
            }
        }
    }
}
