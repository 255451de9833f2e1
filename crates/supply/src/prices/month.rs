//! Months.

use base::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A month: months since January of year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Month(pub i32);

impl Month {
    /// The month of a day.
    pub fn of(day: Date) -> Self {
        Self(i32::from(day.year()) * 12 + i32::from(day.month()) - 1)
    }

    /// Its year.
    pub fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// 0 for January to 11 for December.
    pub fn of_year(self) -> usize {
        usize::try_from(self.0.rem_euclid(12)).unwrap_or_default()
    }

    /// Months from `other` to here.
    pub fn since(self, other: Self) -> i32 {
        self.0 - other.0
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.of_year() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_count_on_over_years() {
        let month = |y, m| Month::of(Date::new(y, m, 15).unwrap());
        assert_eq!(month(2020, 2).since(month(2018, 12)), 14);
        assert_eq!((month(2020, 12).to_string(), month(2020, 12).of_year()), ("2020-12".to_owned(), 11));
    }
}
