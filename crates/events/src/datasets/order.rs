//! Dates of a whole file in; whether their day or their month stands first, out.

use super::cut::{Chunk, Shape};
use super::fields::{Dialect, Fields};
use super::values::{self, Days, Order};

/// So many rows that speak for one order outweigh one slip that speaks against it. Our choice.
const OUTWEIGHS: u64 = 100;

/// One in so many dates has to speak against the owner's order before it is given up; of days spread over a year, three
/// in five would. Our choice.
const SHARE: u64 = 5;

/// What the dates of a file tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Votes {
    /// Dates such as `17/03/2020`.
    day_first: u64,
    /// Dates such as `03/17/2020`.
    month_first: u64,
    /// Dates such as `03/04/2020`.
    open: u64,
}

impl Votes {
    /// Counts the columns `at` of the records of a chunk.
    pub fn add(&mut self, chunk: &Chunk, dialect: Dialect, at: &[usize]) {
        let mut fields = Fields::default();
        for piece in chunk.pieces.iter().filter(|p| p.shape == Shape::Whole) {
            fields.split(chunk.bytes.get(piece.start..piece.end).unwrap_or_default(), dialect);
            at.iter().for_each(|at| self.count(&fields.text(*at, &mut false)));
        }
    }

    fn count(&mut self, text: &str) {
        if values::iso(text).is_some() {
            return;
        }
        match values::numbers(text) {
            Some((13..=31, 1..=12, _)) => self.day_first += 1,
            Some((1..=12, 13..=31, _)) => self.month_first += 1,
            Some((1..=12, 1..=12, _)) => self.open += 1,
            _ => {}
        }
    }

    /// Whether any date leaves the question open.
    pub fn asks(self) -> bool {
        self.day_first + self.month_first + self.open > 0
    }

    /// How dates are to be read; by `default` where the file does not tell.
    pub fn settled(self, default: Order) -> Days {
        let Self { day_first, month_first, open } = self;
        // Of dates in the other order most cannot be read in this one: a single one is rather a slip.
        let enough = |votes: u64, own| {
            (default == Order::Dmy) == own || votes.saturating_mul(SHARE) >= day_first + month_first + open
        };
        if day_first > month_first.saturating_mul(OUTWEIGHS) && enough(day_first, true) {
            return Order::Dmy.into();
        }
        if month_first > day_first.saturating_mul(OUTWEIGHS) && enough(month_first, false) {
            return Order::Mdy.into();
        }
        Days { order: default, unclear: true }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(dates: &[&str]) -> Days {
        let mut votes = Votes::default();
        dates.iter().for_each(|d| votes.count(d));
        votes.settled(Order::Mdy)
    }

    #[test]
    fn one_row_that_can_be_read_one_way_only_settles_the_file() {
        assert_eq!(settled(&["03/04/2020", "17/03/2020"]), Order::Dmy.into());
        assert_eq!(settled(&["03/04/2020", "03.17.20"]), Order::Mdy.into());
        let slip = [["03/04/2020"; 9].as_slice(), &["17/03/2020"]].concat();
        let unclear = Days { order: Order::Mdy, unclear: true };
        assert_eq!(settled(&["03/04/2020"]), unclear);
        assert_eq!(settled(&slip), unclear);
        assert_eq!(settled(&["17/03/2020", "03/17/2020"]), unclear);
    }
}
