//! Calendar years and months.

use base::{Date, Interval};
use std::fmt;

/// Length of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodLength {
    /// Calendar years.
    Year,
    /// Calendar months.
    Month,
}

/// A calendar year, or a month of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    year: i16,
    month: Option<i8>,
}

impl Period {
    /// The period of that length in which `day` lies.
    pub fn of(day: Date, step: PeriodLength) -> Self {
        Self { year: day.year(), month: (step == PeriodLength::Month).then(|| day.month()) }
    }

    /// Its days.
    pub fn days(self) -> Interval {
        let days = match self.month {
            Some(month) => Interval::month(self.year, month),
            None => Interval::year(self.year),
        };
        days.unwrap_or(Interval { start: None, end: None })
    }

    /// The next one; `None` at the end of the calendar.
    pub fn next(self) -> Option<Self> {
        match self.month {
            Some(month) if month < 12 => Some(Self { month: Some(month + 1), ..self }),
            Some(_) => Some(Self { year: self.year.checked_add(1)?, month: Some(1) }),
            None => Some(Self { year: self.year.checked_add(1)?, month: None }),
        }
    }

    /// From this one to `last`, both included.
    pub fn to(self, last: Self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |p| p.next()).take_while(move |p| *p <= last)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.month {
            Some(month) => write!(f, "{:04}-{month:02}", self.year),
            None => write!(f, "{:04}", self.year),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_run_over_the_year() {
        let first = Period::of(Date::constant(2021, 11, 30), PeriodLength::Month);
        let last = Period::of(Date::constant(2022, 2, 1), PeriodLength::Month);
        let all: Vec<String> = first.to(last).map(|p| p.to_string()).collect();
        assert_eq!(all, ["2021-11", "2021-12", "2022-01", "2022-02"]);
        assert_eq!(last.days().days(), Some(28));
    }

    #[test]
    fn the_calendar_ends_without_a_fall() {
        let end = Period::of(Date::MAX, PeriodLength::Year);
        assert_eq!(end.to(end).count(), 1);
        assert_eq!(end.days().days(), Some(365));
    }
}
