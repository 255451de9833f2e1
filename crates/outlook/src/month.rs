//! Months, numbered as VIEWS numbers them.

use base::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// A calendar month by its VIEWS `month_id`: January 1980 is 1, December 1979 is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month(i32);

impl Month {
    /// The month with this `month_id`.
    pub fn from_id(id: i32) -> Self {
        Self(id)
    }

    /// A month of a year; `None` unless `month` is 1 to 12.
    pub fn new(year: i16, month: u8) -> Option<Self> {
        (1..=12).contains(&month).then(|| Self((i32::from(year) - 1980) * 12 + i32::from(month)))
    }

    /// The month of a day.
    pub fn of(day: Date) -> Self {
        Self((i32::from(day.year()) - 1980) * 12 + i32::from(day.month()))
    }

    /// Reads `2017-10`.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        let year: i16 = year.parse().ok().filter(|y| (1..=9999).contains(y))?;
        Self::new(year, month.parse().ok()?)
    }

    /// Its `month_id`.
    pub fn id(self) -> i32 {
        self.0
    }

    /// The year.
    pub fn year(self) -> i32 {
        1980 + (self.0 - 1).div_euclid(12)
    }

    /// The month of the year, 1 to 12.
    pub fn of_year(self) -> u8 {
        (self.0 - 1).rem_euclid(12) as u8 + 1
    }

    /// So many months later (earlier if negative).
    #[must_use]
    pub fn plus(self, months: i32) -> Self {
        Self(self.0.saturating_add(months))
    }

    /// How many months it lies after `other`.
    pub fn since(self, other: Self) -> i32 {
        self.0.saturating_sub(other.0)
    }
}

impl fmt::Display for Month {
    /// `2017-10`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.of_year())
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom(format!("`{text}` is no month such as 2017-10")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn months_are_numbered_as_views_does() {
        assert_eq!(Month::new(1980, 1).map(Month::id), Some(1));
        assert_eq!(Month::of(date(2018, 1, 31)).id(), 457);
        assert_eq!(Month::of(date(1979, 12, 1)).id(), 0);
        assert_eq!(Month::new(2018, 13), None);
    }

    #[test]
    fn a_month_is_written_and_read_the_same() {
        for id in [-13, -12, -11, 0, 1, 12, 13, 457] {
            let month = Month::from_id(id);
            assert_eq!(Month::parse(&month.to_string()), Some(month), "{month}");
        }
        assert_eq!(Month::parse("2017-10").map(|m| m.plus(3).to_string()), Some("2018-01".into()));
        assert_eq!((Month::parse("2017"), Month::parse("2017-00"), Month::parse("x-1")), (None, None, None));
    }
}
