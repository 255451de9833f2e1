//! Shapes that both languages share: numeric dates, dates in references, years, centuries, times of day.

use super::expr::{Calendar, Expr, Found};
use super::lexicon::Role;
use super::token::{Cursor, Kind};

/// Years that a bare number of four digits may mean.
const YEARS: std::ops::RangeInclusive<u32> = 1000..=2100;

/// A year of four digits at `i`.
pub(super) fn year(c: &Cursor, i: usize) -> Option<i16> {
    let (n, digits) = c.plain(i)?;
    (digits == 4 && YEARS.contains(&n) && !c.role(i + 1).eq(&Role::OrdinalSuffix)).then_some(n as i16)
}

/// A year of four digits, or of two behind a month; the century of the latter is chosen when resolved: kept as 0–99.
pub(super) fn year_behind_month(c: &Cursor, i: usize) -> Option<(i16, usize)> {
    if let Some(y) = year(c, i) {
        return Some((y, i + 1));
    }
    let at = if c.mark(i) == Some('\'') && c.glued(i + 1) { i + 1 } else { i };
    let (n, digits) = c.plain(at)?;
    let counted = c.common_word(at + 1)
        || c.glued(at + 1)
            && c.mark(at + 1) != Some('.')
            && c.mark(at + 1).is_none_or(|m| m.is_alphanumeric() || m == '-' || m == '%' || m == '/');
    let follows = matches!(
        c.role(at + 1),
        Role::Month
            | Role::HourMark
            | Role::Unit
            | Role::Clock
            | Role::Money
            | Role::Numeral
            | Role::Meridiem
    );
    (digits == 2 && n >= 32 && !follows && (at > i || !counted)).then_some((n as i16, at + 1))
}

/// Month at `i` by name or abbreviation, and where it ends. Abbreviations need their full stop or a number beside.
pub(super) fn month(c: &Cursor, i: usize) -> Option<(i8, usize)> {
    match c.role(i) {
        Role::Month | Role::ForeignMonth => Some((c.n(i) as i8, i + 1)),
        Role::MonthShort => Some((c.n(i) as i8, after_stop(c, i + 1))),
        Role::Numeral if c.n(i) == 7 && c.raw(i).len() == 4 => {
            let end = after_stop(c, i + 1);
            (end > i + 1 || year(c, end).is_some()).then_some((9, end))
        }
        _ => None,
    }
}

fn after_stop(c: &Cursor, i: usize) -> usize {
    if c.mark(i) == Some('.') && c.glued(i) { i + 1 } else { i }
}

/// Day of the month at `i`: `5`, `1er`, `3rd`. Up to 39, so that a day that does not exist is seen as one.
pub(super) fn day(c: &Cursor, i: usize) -> Option<(i8, usize)> {
    let (n, digits) = c.plain(i)?;
    let end = if c.is(i + 1, Role::OrdinalSuffix) && c.glued(i + 1) { i + 2 } else { i + 1 };
    (digits <= 2 && (1..40).contains(&n)).then_some((n as i8, end))
}

/// Makes a date, or says that it does not exist.
pub(super) fn checked(calendar: Calendar) -> Expr {
    let longest = |month| match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let fits = |day: i8| match (calendar.year, calendar.month) {
        (Some(y), Some(m)) if y >= 100 => base::Date::new(y, m, day).is_ok(),
        (_, Some(m)) => (1..=12).contains(&m) && (1..=longest(m)).contains(&day),
        _ => true,
    };
    if calendar.day.is_none_or(fits) && calendar.until.is_none_or(fits) {
        Expr::Calendar(calendar)
    } else {
        Expr::Impossible
    }
}

/// `2025-07-01`, `2025-07-01T18:30`, `01/07/2025`, `01.07.2025`, `7/2025`; day before month unless that cannot be.
pub(super) fn numeric(c: &Cursor, i: usize) -> Option<Found> {
    let ((a, first), sep) = (c.number(i)?, c.mark(i + 1)?);
    let chained = c.glued(i)
        && i > 0
        && (c.number(i - 1).is_none() && c.get(i - 1)?.kind == Kind::Word
            || matches!(c.mark(i - 1), Some('/' | '-' | '.' | ',' | '_' | '=')));
    if !matches!(sep, '-' | '/' | '.') || chained || !c.glued(i + 1) || !c.glued(i + 2) {
        return None;
    }
    let (b, second) = c.number(i + 2)?;
    let third =
        (c.mark(i + 3) == Some(sep) && c.glued(i + 3) && c.glued(i + 4)).then(|| c.number(i + 4)).flatten();
    match (first, second, third) {
        (4, 2, Some((d, 2))) if sep != '.' => stamp(c, i, ymd(a, b, d)?, i + 5),
        (1..=2, 1..=2, Some((y, 4))) => closed(c, i, dmy(a, b, y)?, i + 5),
        (1..=2, 1..=2, Some((y, 2))) if sep == '/' && a > 0 && b > 0 => closed(c, i, dmy(a, b, y)?, i + 5),
        (2, 4, None) if sep == '/' && (1..=12).contains(&a) => closed(c, i, dmy(0, a, b)?, i + 3),
        _ => None,
    }
}

fn ymd(y: u32, m: u32, d: u32) -> Option<Calendar> {
    let year = Some(y).filter(|y| YEARS.contains(y))? as i16;
    Some(Calendar { year: Some(year), month: Some(m as i8), day: Some(d as i8), ..Calendar::default() })
}

fn dmy(d: u32, m: u32, y: u32) -> Option<Calendar> {
    if y >= 100 && !(1800..=2100).contains(&y) {
        return None;
    }
    let (d, m) = if m > 12 && d <= 12 { (m, d) } else { (d, m) };
    let day = (d > 0).then_some(d as i8);
    Some(Calendar { year: Some(y as i16), month: Some(m as i8), day, ..Calendar::default() })
}

/// Nothing may be glued behind a numeric date that would make it a part of something longer.
fn closed(c: &Cursor, i: usize, calendar: Calendar, end: usize) -> Option<Found> {
    let longer = c.glued(end)
        && (c.number(end + 1).is_some() && c.glued(end + 1) && c.mark(end).is_some()
            || matches!(c.get(end)?.kind, Kind::Word));
    (!longer).then(|| Found::new(i, end, checked(calendar)))
}

/// An ISO date with the time that may be glued behind it.
fn stamp(c: &Cursor, i: usize, calendar: Calendar, end: usize) -> Option<Found> {
    let hour = c
        .raw(end)
        .strip_prefix('T')
        .filter(|h| c.glued(end) && h.len() == 2)
        .and_then(|h| h.parse::<u32>().ok());
    let minute =
        c.number(end + 2).filter(|&(m, digits)| c.mark(end + 1) == Some(':') && digits == 2 && m < 60);
    let (Some(hour @ 0..24), Some((minute, _))) = (hour, minute) else { return closed(c, i, calendar, end) };
    if checked(calendar) == Expr::Impossible {
        return Some(Found::new(i, end + 3, Expr::Impossible));
    }
    let second =
        c.number(end + 4).filter(|&(s, digits)| c.mark(end + 3) == Some(':') && digits == 2 && s < 60);
    let (time, end) = match second {
        Some((s, _)) => (format!("T{hour:02}:{minute:02}:{s:02}"), end + 5),
        None => (format!("T{hour:02}:{minute:02}"), end + 3),
    };
    let end = if c.raw(end) == "Z" && c.glued(end) { end + 1 } else { end };
    Some(Found::new(i, end, Expr::Stamp { calendar, time }))
}

/// Dates as references give them, in either language's months: `2025, April 23`, `2025, 29 août`,
/// `August 29, 2025`, `29 August 2025`.
pub(super) fn reference(c: &Cursor, i: usize) -> Option<Found> {
    if let Some(y) = year(c, i)
        && c.mark(i + 1) == Some(',')
    {
        let (day, month, end) = day_month(c, i + 2).or_else(|| month_day(c, i + 2))?;
        let calendar = Calendar { year: Some(y), month: Some(month), day: Some(day), ..Calendar::default() };
        return Some(Found::new(i, end, checked(calendar)));
    }
    let (day, month, end) = day_month(c, i).or_else(|| month_day(c, i))?;
    let at = if c.mark(end) == Some(',') { end + 1 } else { end };
    let calendar =
        Calendar { year: Some(year(c, at)?), month: Some(month), day: Some(day), ..Calendar::default() };
    Some(Found::new(i, at + 1, checked(calendar)))
}

fn day_month(c: &Cursor, i: usize) -> Option<(i8, i8, usize)> {
    let (d, at) = day(c, i)?;
    let at = if c.is(at, Role::Of) { at + 1 } else { at };
    let (m, end) = month(c, at)?;
    Some((d, m, end))
}

fn month_day(c: &Cursor, i: usize) -> Option<(i8, i8, usize)> {
    let (m, at) = month(c, i)?;
    let (d, end) = day(c, at)?;
    Some((d, m, end))
}

/// Whether the word at `i` behind a number lets the number be a year: no noun that is counted by it.
pub(super) fn free_behind(c: &Cursor, i: usize) -> bool {
    let Some(token) = c.get(i) else { return true };
    match token.kind {
        Kind::Number => false,
        Kind::Mark(m) => !matches!(m, '%' | '€' | '$' | '°' | '²'),
        Kind::Word if token.glued => false,
        Kind::Word => match token.entry.role {
            Role::Money | Role::Unit | Role::OrdinalSuffix | Role::Numeral => false,
            Role::None if !c.capital(i) => {
                let word = c.raw(i);
                word.chars().count() > 2 && !word.ends_with(['s', 'x']) || word.ends_with(['\'', '’'])
            }
            _ => true,
        },
    }
}

/// Two years joined by a dash or a stroke from `i`: `2024-2025`, `2002/2003`.
pub(super) fn year_pair(c: &Cursor, i: usize) -> bool {
    let (Some(a), Some(b)) = (year(c, i), year(c, i + 2)) else { return false };
    matches!(c.mark(i + 1), Some('-' | '/')) && b > a && b - a <= 60 && a >= 1800
}

/// A time of day in figures: `15:30`, `15:30:10`; the minute of the day, the second, and where it ends.
pub(super) fn colon_clock(c: &Cursor, i: usize) -> Option<(i32, Option<u32>, usize)> {
    let ((h, hd), (m, md)) = (c.number(i)?, c.number(i + 2)?);
    let loose = c.glued(i) && i > 0 && !matches!(c.mark(i - 1), Some('(' | '[' | '"' | '-'));
    if c.mark(i + 1) != Some(':')
        || !c.glued(i + 1)
        || !c.glued(i + 2)
        || hd > 2
        || md != 2
        || h > 24
        || m > 59
        || loose
    {
        return None;
    }
    let second = (c.mark(i + 3) == Some(':') && c.glued(i + 3)).then(|| c.number(i + 4)).flatten();
    match second {
        Some((s, 2)) if s < 60 => Some(((h * 60 + m) as i32, Some(s), i + 5)),
        Some(_) => None,
        None => Some(((h * 60 + m) as i32, None, i + 3)),
    }
}

/// The `n`th century, which TIMEX3 writes by the first digits of its years.
pub(super) fn century(n: i32) -> Option<Expr> {
    let n = i16::try_from(n).ok().filter(|n| (1..=30).contains(n))?;
    Some(Expr::Years { first: ((n - 1) * 100).max(1), last: n * 100 - 1, value: format!("{:02}", n - 1) })
}

/// A decade from its first year, of four digits or two (`1990`, `90`).
pub(super) fn decade(first: i16) -> Option<Expr> {
    let full = match first {
        0..=10 => 2000 + first,
        20..=99 => 1900 + first,
        1000..=2100 => first,
        _ => return None,
    };
    (full % 10 == 0).then(|| Expr::Years { first: full, last: full + 9, value: format!("{}", full / 10) })
}
