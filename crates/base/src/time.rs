//! Days and intervals. The clock is read by the program alone and reaches a stage as [`AsOf`].

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What could be known on that day: later documents and releases do not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AsOf(pub Date);

/// An interval of days, both ends included; an end that the source leaves open is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Interval {
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
}

impl Interval {
    /// One day.
    pub fn day(date: Date) -> Self {
        Self { start: Some(date), end: Some(date) }
    }

    /// From `start` to `end`; the two are put in order.
    pub fn between(a: Date, b: Date) -> Self {
        Self { start: Some(a.min(b)), end: Some(a.max(b)) }
    }

    /// From `start` on, end unknown.
    pub fn since(start: Date) -> Self {
        Self { start: Some(start), end: None }
    }

    /// Up to `end`, start unknown.
    pub fn until(end: Date) -> Self {
        Self { start: None, end: Some(end) }
    }

    /// A whole calendar month; `None` if the month does not exist.
    pub fn month(year: i16, month: i8) -> Option<Self> {
        let first = Date::new(year, month, 1).ok()?;
        Some(Self::between(first, first.last_of_month()))
    }

    /// A whole calendar year.
    pub fn year(year: i16) -> Option<Self> {
        Some(Self::between(Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
    }

    /// Number of days, if both ends are known; 1 for a single day.
    pub fn days(&self) -> Option<i64> {
        let (start, end) = (self.start?, self.end?);
        Some(i64::from((end - start).get_days()) + 1)
    }

    /// Whether some day lies in both; an open end reaches without limit.
    pub fn overlaps(&self, other: &Interval) -> bool {
        let before =
            |end: Option<Date>, start: Option<Date>| matches!((end, start), (Some(e), Some(s)) if e < s);
        !before(self.end, other.start) && !before(other.end, self.start)
    }

    /// The first known day, for sorting.
    pub fn first(&self) -> Option<Date> {
        self.start.or(self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn ends_are_included_and_ordered() {
        let interval = Interval::between(date(2025, 9, 6), date(2025, 9, 5));
        assert_eq!(interval.start, Some(date(2025, 9, 5)));
        assert_eq!(interval.days(), Some(2));
        assert!(interval.overlaps(&Interval::day(date(2025, 9, 6))));
        assert!(!interval.overlaps(&Interval::until(date(2025, 9, 4))));
        assert!(interval.overlaps(&Interval::since(date(2020, 1, 1))));
    }

    #[test]
    fn february_has_its_days() {
        assert_eq!(Interval::month(2024, 2).unwrap().days(), Some(29));
        assert!(Interval::month(2024, 13).is_none());
    }
}
