//! The two periods that a figure compares.

use crate::{Period, PeriodLength};
use base::Interval;

/// The first and last year of "between 2021 and 2024", or months told so; `None` if the dates compare no two.
pub(super) fn span(date: Option<Interval>) -> Option<(PeriodLength, Period, Period)> {
    let (start, end) = (date?.start?, date?.end?);
    let months = start.day() == 1 && end == end.last_of_month();
    if !months {
        return None;
    }
    let step = if start.month() == 1 && end.month() == 12 { PeriodLength::Year } else { PeriodLength::Month };
    let (from, to) = (Period::of(start, step), Period::of(end, step));
    (from < to).then_some((step, from, to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Date;

    #[test]
    fn years_and_months_are_told_apart() {
        let between = |a, b| Some(Interval::between(a, b));
        let day = Date::constant;
        let (step, from, to) = span(between(day(2021, 1, 1), day(2024, 12, 31))).unwrap();
        assert_eq!(
            (step, from.to_string(), to.to_string()),
            (PeriodLength::Year, "2021".into(), "2024".into())
        );
        let (step, from, to) = span(between(day(2023, 1, 1), day(2024, 1, 31))).unwrap();
        assert_eq!(
            (step, from.to_string(), to.to_string()),
            (PeriodLength::Month, "2023-01".into(), "2024-01".into())
        );
    }

    #[test]
    fn one_year_or_odd_days_compare_nothing() {
        let day = Date::constant;
        assert_eq!(span(Interval::year(2024)), None);
        assert_eq!(span(Some(Interval::between(day(2021, 3, 5), day(2024, 6, 7)))), None);
        assert_eq!(span(Some(Interval::since(day(2021, 1, 1)))), None);
        assert_eq!(span(None), None);
    }
}
