//! A month of a year: the step of every chart over time.

use base::Date;

/// A month of the civil calendar. Months count on without gap, so that a chart's `n`-th value is the month `first + n`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// Months since January of year 0.
    index: i32,
}

impl Month {
    /// The month that a day lies in.
    pub fn of(day: Date) -> Self {
        Self { index: i32::from(day.year()) * 12 + i32::from(day.month()) - 1 }
    }

    /// `None` if `month` is not 1 to 12.
    pub fn new(year: i16, month: i8) -> Option<Self> {
        (1..=12).contains(&month).then(|| Self { index: i32::from(year) * 12 + i32::from(month) - 1 })
    }

    /// The month so many months later.
    pub fn plus(self, months: usize) -> Self {
        Self { index: self.index.saturating_add(i32::try_from(months).unwrap_or(i32::MAX)) }
    }

    /// Its year.
    pub fn year(self) -> i16 {
        i16::try_from(self.index.div_euclid(12)).unwrap_or(i16::MAX)
    }

    /// 1 to 12.
    pub fn month(self) -> i8 {
        i8::try_from(self.index.rem_euclid(12)).unwrap_or_default() + 1
    }

    /// Whether labels of every `k`-th month fall on it; January always carries one while `k` divides twelve.
    pub(super) fn is_every(self, k: usize) -> bool {
        i32::try_from(k).is_ok_and(|k| k > 0 && self.index.rem_euclid(k) == 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_count_on_over_the_year() {
        let november = Month::of(Date::constant(2024, 11, 30));
        assert_eq!((november.year(), november.month()), (2024, 11));
        let january = november.plus(2);
        assert_eq!((january.year(), january.month()), (2025, 1));
        assert!(january.is_every(6) && january.is_every(12) && !november.is_every(6));
        assert_eq!(Month::new(2025, 13), None);
    }
}
