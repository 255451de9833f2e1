//! French dates of days, and the words that count and direct them.

use super::amount::count;
use super::calendar::{checked, day, month, year_behind_month};
use super::expr::{Calendar, Count, Expr, Found, Lean, Unit};
use super::lexicon::Role;
use super::token::Cursor;

/// « dernier », « prochain » at `i`: where it ends and which way it leans.
pub(super) fn direction(c: &Cursor, i: usize) -> Option<(Lean, usize)> {
    match c.role(i) {
        Role::Direction if c.n(i) < 0 => Some((Lean::Last, i + 1)),
        Role::Direction => Some((Lean::Next, i + 1)),
        _ => None,
    }
}

/// « [le|ce] [mercredi] 6 mai [2025] [dernier] ».
pub(super) fn date(c: &Cursor, i: usize) -> Option<Found> {
    let mut at = i;
    let mut lean = Lean::Past;
    match c.role(at) {
        Role::Article if !c.raw(at).eq_ignore_ascii_case("la") => at += 1,
        Role::This => (at, lean) = (at + 1, Lean::This),
        _ => {}
    }
    at += usize::from(c.is(at, Role::Same));
    let weekday = c.is(at, Role::Weekday).then(|| c.n(at) as i8);
    at += usize::from(weekday.is_some());
    at += usize::from(weekday.is_some() && c.mark(at) == Some(',') && c.number(at + 1).is_some());
    let (d, at) = day_word(c, at)?;
    let at = at
        + usize::from(c.mark(at) == Some('-') && c.glued(at) && c.glued(at + 1) && c.is(at + 1, Role::Month));
    let (m, at) = month(c, at).filter(|_| !c.is(at, Role::ForeignMonth))?;
    let (year, at) = year_behind_month(c, at).map_or((None, at), |(y, end)| (Some(y), end));
    let (lean, end) = direction(c, at).unwrap_or((lean, at));
    Some(Found::new(
        i,
        end,
        checked(Calendar { year, month: Some(m), day: Some(d), weekday, until: None, lean }),
    ))
}

/// A day of the month in figures or, before the name of a month, in words.
fn day_word(c: &Cursor, i: usize) -> Option<(i8, usize)> {
    if let Some(found) = day(c, i) {
        return Some(found);
    }
    if c.is(i, Role::Ordinal) && c.n(i) == 1 {
        return Some((1, i + 1));
    }
    let (n, end) = super::amount::spelled(c, i)?;
    ((2..=31).contains(&n) && c.is(end, Role::Month)).then_some((n as i8, end))
}

/// A day whose month follows the next day: « du 5 | au 6 septembre », « les 6 | et 13 avril prochains ».
pub(super) fn day_of_list(c: &Cursor, i: usize) -> Option<Found> {
    let at = i + usize::from(c.is(i, Role::Article));
    let at = at + usize::from(c.is(at, Role::Weekday));
    let (d, end) = day(c, at)?;
    let mut next = end;
    // At most a handful of days are listed before the month.
    for _ in 0..6 {
        next = day_joint(c, next)?;
        let (_, after) = day(c, next)?;
        if let Some((m, after)) = month(c, after) {
            let (year, after) = year_behind_month(c, after).map_or((None, after), |(y, end)| (Some(y), end));
            let lean = direction(c, after).map_or(Lean::Past, |(lean, _)| lean);
            let calendar = Calendar { year, month: Some(m), day: Some(d), lean, ..Calendar::default() };
            return Some(Found::new(i, end, checked(calendar)));
        }
        next = after;
    }
    None
}

fn day_joint(c: &Cursor, i: usize) -> Option<usize> {
    match c.role(i) {
        Role::ToThe | Role::And | Role::Or | Role::To => {
            let at = i + 1 + usize::from(matches!(c.role(i + 1), Role::Article | Role::ToThe | Role::OfThe));
            Some(at + usize::from(c.is(at, Role::Weekday)))
        }
        _ if matches!(c.mark(i), Some('-' | ',')) => Some(i + 1),
        _ => None,
    }
}

/// « [ce [même]] mardi [dernier] [soir] ».
pub(super) fn weekday(c: &Cursor, i: usize) -> Option<Found> {
    let this = c.is(i, Role::This);
    let at = i + usize::from(this);
    let at = at + usize::from(this && c.is(at, Role::Same));
    if !c.is(at, Role::Weekday) {
        return None;
    }
    let lean = if this { Lean::This } else { Lean::Past };
    let (part, end) = part_behind(c, at + 1).map_or((None, at + 1), |(p, end)| (Some(p), end));
    let (lean, end) = direction(c, end).unwrap_or((lean, end));
    let (part, end) = part
        .map(|p| (Some(p), end))
        .or_else(|| part_behind(c, end).map(|(p, end)| (Some(p), end)))
        .unwrap_or((None, end));
    let expr = Expr::Weekday { day: c.n(at) as i8, lean };
    let end = end + usize::from(c.mark(end) == Some('-') && c.is(end + 1, Role::Here)) * 2;
    Some(Found::new(i, end, in_part(expr, part)))
}

pub(super) fn days(by: i32) -> Expr {
    Expr::Shift { unit: Unit { times: 1, letter: 'D' }, by }
}

pub(super) fn in_year(year: i16) -> Expr {
    Expr::Calendar(Calendar { year: Some(year), ..Calendar::default() })
}

/// Used by the units: a count at `i`.
pub(super) fn counted(c: &Cursor, i: usize) -> Option<(Count, usize)> {
    if c.is(i, Role::Vague) {
        return Some((Count::Vague, i + 1));
    }
    count(c, i)
}

/// « soir », « après-midi », « matin » right behind a day.
pub(super) fn part_behind(c: &Cursor, i: usize) -> Option<(usize, usize)> {
    (c.is(i, Role::Part) && !c.raw(i).ends_with(['é', 'É', 'e', 'E'])).then(|| (c.n(i) as usize, i + 1))
}

pub(super) fn in_part(expr: Expr, part: Option<usize>) -> Expr {
    match part {
        Some(part) => Expr::Part { base: Some(Box::new(expr)), part, until: None },
        None => expr,
    }
}
