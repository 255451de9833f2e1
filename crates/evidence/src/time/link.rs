//! What expressions say to each other and what the words before them say: ranges, shared years, open ends, the future.

use super::expr::{Calendar, Expr, Found, Lean, Open};
use super::lexicon::Role;
use super::token::{Cursor, Kind};
use crate::Language;

/// Joins neighbours and reads the words before each expression.
pub(super) fn link(c: &Cursor, found: &mut [Found]) {
    for f in found.iter_mut() {
        let whole = matches!(f.expr, Expr::Calendar(Calendar { until: Some(_), .. }));
        f.open = if whole { Open::Closed } else { open(c, f.tokens.start) };
    }
    // From the right, so that a year reaches every member of "in 1, 2 and 3 July 2025".
    for k in (1..found.len()).rev() {
        let (left, right) = found.split_at_mut(k);
        if let (Some(a), Some(b)) = (left.last_mut(), right.first_mut()) {
            join(c, a, b, k);
        }
    }
    for k in 0..found.len() {
        let future = told_of_future(c, &found[k]);
        lean_to(&mut found[k].expr, future);
        let follower = found.get(k + 1).cloned();
        if let Some(next) = follower {
            clock_before_day(c, &mut found[k], &next);
        }
    }
}

/// How two neighbours are joined.
#[derive(PartialEq)]
enum Joint {
    Dash,
    To,
    And,
}

fn joint(c: &Cursor, a: &Found, b: &Found) -> Option<Joint> {
    let gap = a.tokens.end..b.tokens.start;
    if gap.is_empty() || gap.len() > 4 {
        return None;
    }
    let first = match (c.role(gap.start), c.mark(gap.start)) {
        (_, Some('-')) => Joint::Dash,
        (Role::To | Role::ToThe | Role::Until, _) => Joint::To,
        (Role::And | Role::Or, _) | (_, Some(',')) => Joint::And,
        _ => return None,
    };
    let filler = |i: usize| {
        matches!(
            c.role(i),
            Role::Article
                | Role::OfThe
                | Role::ToThe
                | Role::To
                | Role::Within
                | Role::Of
                | Role::From
                | Role::Des
                | Role::Until
        )
    };
    gap.clone().skip(1).all(filler).then_some(first)
}

fn join(c: &Cursor, a: &mut Found, b: &mut Found, place: usize) {
    let Some(joint) = joint(c, a, b) else { return };
    if let (Expr::Weekday { day: from, lean: Lean::Past }, Expr::Weekday { day: to, lean: Lean::Past }) =
        (&a.expr, &b.expr)
        && joint == Joint::To
    {
        (a.expr, b.expr) = (Expr::Set(format!("XXXX-WXX-{from}")), Expr::Set(format!("XXXX-WXX-{to}")));
        return;
    }
    let between = matches!(a.open, Open::Closed) && c.role_before(a.tokens.start, 1) == Role::Between;
    let mut range = joint != Joint::And || between;
    let listed = c.mark(a.tokens.end) == Some(',') || b.tokens.start - a.tokens.end > 1;
    if let (Expr::Calendar(x), Expr::Calendar(y)) = (&mut a.expr, &mut b.expr) {
        let months = x.month.is_some() && y.month.is_some() && x.day.is_none() && y.day.is_none();
        range |= months && y.month == x.month.map(|m| m + 1) && !listed;
        share_year(x, y, range);
    }
    if range && places_days(&a.expr) && places_days(&b.expr) {
        a.range_with = Some(place);
        b.open = Open::Closed;
    }
}

/// The year of the right member counts for the left one, and so does its « dernier » or « prochain ».
fn share_year(left: &mut Calendar, right: &Calendar, range: bool) {
    if left.year.is_some() || left.month.is_none() || right.month.is_none() {
        return;
    }
    if let Some(year) = right.year {
        let turns = range && left.month > right.month;
        left.year = Some(if turns { year - 1 } else { year });
    }
    if left.lean == Lean::Past {
        left.lean = right.lean;
    }
}

fn places_days(expr: &Expr) -> bool {
    matches!(
        expr,
        Expr::Calendar(_)
            | Expr::Weekday { .. }
            | Expr::Shift { .. }
            | Expr::Season { .. }
            | Expr::Years { .. }
            | Expr::Fraction { .. }
    )
}

/// What the words right before token `start` leave open.
fn open(c: &Cursor, start: usize) -> Open {
    let back = |n| c.role_before(start, n);
    let word = |n: usize| start.checked_sub(n).map_or("", |i| c.raw(i));
    match back(1) {
        Role::Until => return Open::Until,
        Role::ToThe | Role::To | Role::Within | Role::Article if back(2) == Role::Until => {
            return Open::Until;
        }
        Role::ToThe | Role::To | Role::Article if word(2) == "ici" => return Open::Until,
        Role::Since => return Open::Since,
        Role::Of | Role::OfThe if matches!(word(2), "partir" | "compter") => return Open::Since,
        Role::From => return Open::Since,
        _ => {}
    }
    match word(1).to_lowercase().as_str() {
        "ici" => Open::Until,
        "avant" | "before" => Open::Before,
        "après" | "after" => Open::After,
        _ => Open::Closed,
    }
}

/// How many words around an expression are searched for a word that says the future.
const FUTURE_BEFORE: usize = 12;
const FUTURE_BEHIND: usize = 8;

fn told_of_future(c: &Cursor, f: &Found) -> bool {
    if matches!(f.open, Open::Until | Open::Before) {
        return true;
    }
    // « à partir de », « dès » ("as early as"), "from": as often ahead as behind.
    let from = f.open == Open::Since && c.role_before(f.tokens.start, 1) != Role::Since;
    let early = c.raw(f.tokens.start.wrapping_sub(1));
    let starts = from || early == "dès" || early == "Dès";
    let (start, end) = (f.tokens.start, f.tokens.end);
    let before = (start.saturating_sub(FUTURE_BEFORE)..start).rev().take_while(|&i| !ends_sentence(c, i));
    let behind = (end..end + FUTURE_BEHIND).take_while(|&i| !ends_sentence(c, i));
    starts || before.chain(behind).any(|i| says_future(c, i))
}

fn ends_sentence(c: &Cursor, i: usize) -> bool {
    c.get(i).is_none_or(|t| matches!(t.kind, Kind::Mark('.' | '!' | '?' | ';')))
}

fn says_future(c: &Cursor, i: usize) -> bool {
    let Some(token) = c.get(i) else { return false };
    match token.entry.role {
        Role::Future => true,
        // « avant de quitter »: what is still to come.
        Role::Before => c.is(i + 1, Role::Of) && c.raw(i) == "avant",
        Role::None if token.kind == Kind::Word && c.lexicon.language == Language::French => {
            future_verb(c.raw(i))
        }
        _ => false,
    }
}

/// Endings of the French future, third person: « rouvrira », « prendront ».
fn future_verb(word: &str) -> bool {
    const ENDINGS: [&str; 9] = ["era", "ira", "dra", "vra", "ura", "eront", "iront", "dront", "vront"];
    word.len() > 4 && word.starts_with(char::is_lowercase) && ENDINGS.iter().any(|e| word.ends_with(e))
}

fn lean_to(expr: &mut Expr, future: bool) {
    match expr {
        Expr::Calendar(Calendar { lean, .. }) | Expr::Weekday { lean, .. }
            if future && *lean == Lean::Past =>
        {
            *lean = Lean::Near
        }
        Expr::Part { base: Some(base), .. } | Expr::Clock { base: Some(base), .. } => lean_to(base, future),
        _ => {}
    }
}

/// "at 3 p.m. on Friday", « vers 0 h 40, jeudi »: the day stands behind the time.
fn clock_before_day(c: &Cursor, clock: &mut Found, day: &Found) {
    let (end, start) = (clock.tokens.end, day.tokens.start);
    let near =
        start - end <= 2 && (end..start).all(|i| c.mark(i) == Some(',') || matches!(c.raw(i), "on" | "le"));
    let is_day = matches!(
        &day.expr,
        Expr::Calendar(Calendar { day: Some(_), .. }) | Expr::Weekday { .. } | Expr::Shift { .. }
    );
    let new_sentence = c.capital(start);
    if let Expr::Clock { base: base @ None, .. } = &mut clock.expr
        && near
        && is_day
        && (!new_sentence || c.raw(start - 1) == "on" || c.lexicon.language == Language::English)
    {
        *base = Some(Box::new(day.expr.clone()));
    }
}
