//! Calendar arithmetic: which year, month or day is meant, seen from the anchor.

use super::expr::{Calendar, Count, Lean, Unit};
use base::{Date, Interval};

/// Picks the position that `lean` means; positions count days or months and `origin` is the anchor's.
pub(super) fn pick(candidates: impl Iterator<Item = i64> + Clone, origin: i64, lean: Lean) -> Option<i64> {
    let latest = |limit: i64| candidates.clone().filter(|&p| p <= limit).max();
    match lean {
        Lean::Past => latest(origin),
        Lean::Last => latest(origin - 1),
        Lean::Next => candidates.clone().filter(|&p| p > origin).min(),
        Lean::This | Lean::Near => candidates.clone().min_by_key(|&p| ((p - origin).abs(), p > origin)),
    }
}

/// Days since the year 0, for comparing.
pub(super) fn number(date: Date) -> i64 {
    i64::from((date - Date::ZERO).get_days())
}

/// The year of a date that does not give it. 29 February lies up to eight years off.
pub(super) fn year_of(calendar: &Calendar, anchor: Date) -> Option<i16> {
    let month = calendar.month?;
    let years = (anchor.year().saturating_sub(8).max(-9000)..=anchor.year().saturating_add(8).min(9000))
        .collect::<Vec<_>>();
    let Some(day) = calendar.day else {
        let at = |y: i16| i64::from(y) * 12 + i64::from(month);
        let origin = i64::from(anchor.year()) * 12 + i64::from(anchor.month());
        let picked = pick(years.iter().map(|&y| at(y)), origin, calendar.lean)?;
        return years.into_iter().find(|&y| at(y) == picked);
    };
    let on = |y: i16| Date::new(y, month, day).ok();
    let weekday = |d: &Date| i64::from(d.weekday().to_monday_one_offset());
    if let Some(wanted) = calendar.weekday {
        let near = years.iter().filter(|&&y| (y - anchor.year()).abs() <= 2).filter_map(|&y| on(y));
        let fits = near
            .filter(|d| weekday(d) == i64::from(wanted))
            .min_by_key(|&d| (number(d) - number(anchor)).abs());
        if let Some(date) = fits {
            return Some(date.year());
        }
    }
    let dates: Vec<Date> = years.iter().filter_map(|&y| on(y)).collect();
    let picked = pick(dates.iter().map(|&d| number(d)), number(anchor), calendar.lean)?;
    dates.iter().find(|&&d| number(d) == picked).map(|d| d.year())
}

/// The day of the week that is meant.
pub(super) fn weekday(day: i8, lean: Lean, anchor: Date) -> Option<Date> {
    let offset = (i64::from(day) - i64::from(anchor.weekday().to_monday_one_offset())).rem_euclid(7);
    let candidates = [offset - 14, offset - 7, offset, offset + 7];
    shift_days(anchor, pick(candidates.into_iter(), 0, lean)?)
}

/// So many days on; `None` beyond the calendar.
pub(super) fn shift_days(date: Date, days: i64) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// So many units on; `None` beyond the calendar or for times of day.
pub(super) fn shift(date: Date, unit: Unit, by: i32) -> Option<Date> {
    let by = i64::from(by) * i64::from(unit.times);
    let span = jiff::Span::new();
    let span = match unit.letter {
        'D' => span.try_days(by),
        'W' => span.try_weeks(by),
        'M' => span.try_months(by),
        'Y' => span.try_years(by),
        _ => return None,
    };
    date.checked_add(span.ok()?).ok()
}

/// A date moved by a counted length (`side` −1 or 1); `None` where the length is vague or of hours.
pub(super) fn away(date: Date, count: &Count, unit: Unit, side: i32) -> Option<Date> {
    match count {
        Count::Exact(n) => shift(date, unit, n.checked_mul(side)?),
        _ => None,
    }
}

/// The calendar unit that holds `date`: its TIMEX3 value and its days.
pub(super) fn unit_around(date: Date, unit: Unit) -> Option<(String, Interval)> {
    let year = date.year();
    match (unit.letter, unit.times) {
        ('D', _) => Some((date.to_string(), Interval::day(date))),
        ('W', _) => Some((week(date), week_days(date)?)),
        ('M', 1) => Some((format!("{year:04}-{:02}", date.month()), Interval::month(year, date.month())?)),
        ('M', 3) => fraction(year, 'Q', (date.month() - 1) / 3 + 1),
        ('M', 6) => fraction(year, 'H', (date.month() - 1) / 6 + 1),
        ('Y', 1) => Some((format!("{year:04}"), Interval::year(year)?)),
        ('Y', 10) => years(year - year.rem_euclid(10), 10, format!("{:03}", year.div_euclid(10))),
        ('Y', 100) => years(year - year.rem_euclid(100), 100, format!("{:02}", year.div_euclid(100))),
        _ => None,
    }
}

fn years(first: i16, length: i16, value: String) -> Option<(String, Interval)> {
    Some((value, span_years(first, first.checked_add(length - 1)?)?))
}

/// Whole years, both included.
pub(super) fn span_years(first: i16, last: i16) -> Option<Interval> {
    Some(Interval::between(Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?))
}

/// A quarter (`Q`) or half (`H`) of a year.
pub(super) fn fraction(year: i16, letter: char, nth: i8) -> Option<(String, Interval)> {
    let months = if letter == 'Q' { 3 } else { 6 };
    let first = Date::new(year, (nth - 1).checked_mul(months)? + 1, 1).ok()?;
    let last = Date::new(year, nth.checked_mul(months)?, 1).ok()?.last_of_month();
    Some((format!("{year:04}-{letter}{nth}"), Interval::between(first, last)))
}

/// ISO 8601 week (`2025-W36`).
pub(super) fn week(date: Date) -> String {
    let iso = date.iso_week_date();
    format!("{:04}-W{:02}", iso.year(), iso.week())
}

fn week_days(date: Date) -> Option<Interval> {
    let monday = shift_days(date, 1 - i64::from(date.weekday().to_monday_one_offset()))?;
    Some(Interval::between(monday, shift_days(monday, 6)?))
}

/// Saturday and Sunday of the weekend that is meant.
pub(super) fn weekend(lean: Lean, anchor: Date) -> Option<(String, Interval)> {
    let lean =
        if lean == Lean::Last && anchor.weekday().to_monday_one_offset() < 6 { Lean::Past } else { lean };
    let at = match lean {
        // On a weekend "this weekend" is now; early in the week it is the one just past.
        Lean::This | Lean::Near | Lean::Past if anchor.weekday().to_monday_one_offset() == 7 => {
            shift_days(anchor, -1)?
        }
        Lean::This | Lean::Near => shift_days(weekday(7, Lean::This, anchor)?, -1)?,
        lean => weekday(6, lean, anchor)?,
    };
    Some((format!("{}-WE", week(at)), Interval::between(at, shift_days(at, 1)?)))
}

/// The beginning, middle or end of an interval, each a third of it.
pub(super) fn third(interval: Interval, edge: usize) -> Interval {
    let (Some(start), Some(end), Some(days)) = (interval.start, interval.end, interval.days()) else {
        return interval;
    };
    let step = days / 3;
    let (from, to) = match edge {
        0 => (Some(start), shift_days(start, step - 1)),
        1 => (shift_days(start, step), shift_days(end, -step)),
        _ => (shift_days(end, 1 - step), Some(end)),
    };
    match (from, to) {
        (Some(from), Some(to)) if step > 0 => Interval::between(from, to),
        _ => interval,
    }
}
