//! French parts of the day and times: « la nuit du 5 au 6 septembre », « hier soir », « 15 h 30 ».

use super::calendar::{self, day};
use super::expr::{Expr, Found};
use super::french_date::{date, day_of_list, days, direction, in_part, part_behind, weekday};
use super::lexicon::Role;
use super::token::Cursor;

/// « [dans] la nuit [du 5 au 6 septembre | de lundi à mardi | dernière] », « ce matin », « le soir même ».
pub(super) fn part(c: &Cursor, i: usize) -> Option<Found> {
    let at = i + usize::from(matches!(c.role(i), Role::Article | Role::This));
    let at = at + usize::from(at > i && c.is(at, Role::Same));
    let whole_day = c.raw(at) == "journée";
    if !c.is(at, Role::Part) && !whole_day {
        return None;
    }
    let part = if whole_day { 4 } else { c.n(at) as usize };
    let build = |end, base, until| Some(Found::new(i, end, Expr::Part { base, part, until }));
    if at > i
        && matches!(c.role(at + 1), Role::Of | Role::OfThe)
        && let Some((base, until, end)) = nights(c, at + 2)
    {
        return build(end, Some(Box::new(base)), until.map(Box::new));
    }
    match c.role(i) {
        Role::This if c.is(i + 1, Role::Same) => build(at + 1, None, None),
        // « cette soirée » is as often an event.
        Role::This if !whole_day && c.raw(at) != "soirée" && c.raw(at) != "matinée" => {
            let there = c.mark(at + 1) == Some('-') && !c.is(at + 2, Role::Here) && c.glued(at + 2);
            let here = c.mark(at + 1) == Some('-') && c.is(at + 2, Role::Here);
            let base = (!there).then(|| Box::new(days(0)));
            build(at + 1 + 2 * usize::from(there || here), base, None)
        }
        Role::Article if direction(c, at + 1).is_some() && !whole_day => {
            build(at + 2, Some(Box::new(days(-1))), None)
        }
        Role::Article if c.is(at + 1, Role::Same) => build(at + 2, None, None),
        Role::Article if matches!(c.role_before(i, 1), Role::Within | Role::During) || of_course(c, i) => {
            build(at + 1, None, None)
        }
        Role::Article
            if part_behind(c, at).is_some()
                && c.raw(at) != "nuit"
                && !matches!(c.role(at + 1), Role::Of | Role::OfThe) =>
        {
            build(at + 1, None, None)
        }
        Role::Part
            if c.raw(i).eq_ignore_ascii_case("soirée")
                && c.raw(i.wrapping_sub(1)).eq_ignore_ascii_case("en") =>
        {
            build(at + 1, None, None)
        }
        _ => None,
    }
}

/// « au cours de » before `i`.
fn of_course(c: &Cursor, i: usize) -> bool {
    c.role_before(i, 1) == Role::Of && c.role_before(i, 2) == Role::During
}

/// The day or the two days of a night: « 5 au 6 septembre », « lundi à mardi », « 5 septembre ».
fn nights(c: &Cursor, i: usize) -> Option<(Expr, Option<Expr>, usize)> {
    let first =
        date(c, i).or_else(|| day_of_list(c, i)).or_else(|| weekday(c, i)).or_else(|| deictic_at(c, i))?;
    let joint = first.tokens.end;
    if matches!(c.role(joint), Role::To | Role::ToThe)
        && let Some(second) =
            date(c, joint + 1).or_else(|| weekday(c, joint + 1)).or_else(|| deictic_at(c, joint + 1))
    {
        return Some((first.expr, Some(second.expr), second.tokens.end));
    }
    (!matches!(first.expr, Expr::Part { .. })).then_some((first.expr, None, joint))
}

fn deictic_at(c: &Cursor, i: usize) -> Option<Found> {
    matches!(c.role(i), Role::Deictic | Role::Today).then(|| deictic(c, i)).flatten()
}

/// « 15 h 30 », « 18 heures », « 8 heures du soir », « midi ».
pub(super) fn clock(c: &Cursor, i: usize) -> Option<Found> {
    let (minute, second, end) = if c.is(i, Role::Clock) {
        if c.capital(i)
            && (c.glued(i + 1) && c.mark(i + 1) == Some('-') || c.is(i.wrapping_sub(1), Role::Article))
        {
            return None;
        }
        (c.n(i), None, i + 1)
    } else {
        calendar::colon_clock(c, i).or_else(|| hours(c, i))?
    };
    let end = end + if c.raw(end) == "précises" || c.raw(end) == "locales" { 1 } else { 0 };
    match evening(c, end) {
        Some((shift, end)) if minute < 12 * 60 => {
            Some(Found::new(i, end, Expr::Clock { base: None, minute: minute + shift, second }))
        }
        _ => Some(Found::new(i, end, Expr::Clock { base: None, minute, second })),
    }
}

/// « du matin », « du soir » behind an hour.
fn evening(c: &Cursor, i: usize) -> Option<(i32, usize)> {
    let at = i + usize::from(c.is(i + 1, Role::Article));
    (matches!(c.role(i), Role::OfThe | Role::Of) && c.is(at + 1, Role::Part))
        .then(|| (if c.n(at + 1) == 0 { 0 } else { 720 }, at + 2))
}

fn hours(c: &Cursor, i: usize) -> Option<(i32, Option<u32>, usize)> {
    let (h, digits) = c.plain(i).filter(|&(h, digits)| digits <= 2 && h <= 24)?;
    let mark = c.raw(i + 1);
    if let Some(minutes) = mark.strip_prefix(['h', 'H']).filter(|m| !m.is_empty() && c.glued(i + 1)) {
        let m: i32 = minutes.parse().ok().filter(|m| (0..60).contains(m) && minutes.len() == 2)?;
        return Some((h as i32 * 60 + m, None, i + 2));
    }
    let word = c.is(i + 1, Role::Unit) && mark.starts_with("heure");
    if !(mark == "h" || mark == "H" && c.glued(i + 1) || word) {
        return None;
    }
    let minute = c.plain(i + 2).filter(|&(m, digits)| digits == 2 && m < 60 && !c.is(i + 3, Role::Month));
    let at_hour = matches!(
        c.role_before(i, 1),
        Role::To | Role::ToThe | Role::Toward | Role::Des | Role::Before | Role::After
    ) && c.raw(i.wrapping_sub(1)) != "a";
    let range = matches!(c.role_before(i, 1), Role::Of | Role::Between | Role::And)
        && h <= 24
        && (hour_behind(c, i + 2) || i >= 3 && hour_before(c, i - 2));
    let at_hour = at_hour || range || matches!(c.mark(i.wrapping_sub(1)), Some(':' | '('));
    let said = minute.is_some()
        || at_hour
        || evening(c, i + 2).is_some()
        || i.checked_sub(2).is_some_and(|p| c.is(p, Role::After));
    if !said && (word || h == 24) || digits == 0 {
        return None;
    }
    Some((h as i32 * 60 + minute.map_or(0, |(m, _)| m as i32), None, i + 2 + usize::from(minute.is_some())))
}

/// « à 18 heures » at `i`, after an hour.
fn hour_behind(c: &Cursor, i: usize) -> bool {
    matches!(c.role(i), Role::To | Role::And | Role::Until)
        && c.number(i + 1).is_some()
        && c.raw(i + 2).starts_with('h')
}

/// Whether an hour ends at token `i`.
fn hour_before(c: &Cursor, i: usize) -> bool {
    c.raw(i).starts_with('h') && i > 0 && c.number(i - 1).is_some()
}

/// « de 9 [à 12 h] », « entre 14 [et 16 h] »: the hour stands once, behind the second number.
pub(super) fn hour_of_range(c: &Cursor, i: usize) -> Option<Found> {
    let (h, digits) = c.plain(i).filter(|&(h, digits)| digits <= 2 && h <= 24)?;
    let led = matches!(c.role_before(i, 1), Role::Of | Role::Between);
    let joined = matches!(c.role(i + 1), Role::To | Role::And) && hours(c, i + 2).is_some();
    (led && joined && digits > 0)
        .then(|| Found::new(i, i + 1, Expr::Clock { base: None, minute: h as i32 * 60, second: None }))
}

/// « hier [soir] [à 10 h] », « aujourd'hui [vendredi] ».
pub(super) fn deictic(c: &Cursor, i: usize) -> Option<Found> {
    if c.is(i, Role::Today) {
        let end = if c.is(i + 1, Role::Hui) { i + 2 } else { return None };
        let end = end + usize::from(c.is(end, Role::Weekday) && day(c, end + 1).is_none());
        return Some(Found::new(i, end, days(0)));
    }
    if c.raw(i).eq_ignore_ascii_case("demain")
        && (c.is(i.wrapping_sub(1), Role::Of) || c.mark(i.wrapping_sub(1)) == Some('-'))
    {
        return None;
    }
    let expr = days(c.n(i));
    let (part, end) = part_behind(c, i + 1).map_or((None, i + 1), |(p, end)| (Some(p), end));
    let base = expr.clone();
    if c.raw(end) == "à"
        && let Some(found) = clock(c, end + 1)
        && let Expr::Clock { minute, second, .. } = found.expr
    {
        return Some(Found::new(
            i,
            found.tokens.end,
            Expr::Clock { base: Some(Box::new(base)), minute, second },
        ));
    }
    Some(Found::new(i, end, in_part(expr, part)))
}
