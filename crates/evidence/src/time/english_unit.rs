//! English expressions built on a unit of time: lengths, "three weeks ago", "last year", "every day", "the 1990s".

use super::amount;
use super::calendar::{self, day, year};

use super::expr::{Count, Expr, Found, Lean, Unit};
use super::lexicon::Role;
use super::token::Cursor;

fn unit(c: &Cursor, i: usize) -> Option<Unit> {
    c.is(i, Role::Unit).then(|| Unit::unpack(c.n(i))).filter(|_| !c.raw(i).eq_ignore_ascii_case("half"))
}

fn side(lean: Lean) -> i32 {
    if lean == Lean::Next { 1 } else { -1 }
}

/// "[about|more than] three weeks [ago|later|earlier]", "a few days", "24-hour".
pub(super) fn duration(c: &Cursor, i: usize) -> Option<Found> {
    let at = match c.role(i) {
        Role::About => i + 1,
        Role::More if c.is(i + 1, Role::Than) => i + 2,
        Role::More => return None,
        _ => i,
    };
    let (count, at) = half(c, at).or_else(|| counted(c, at))?;
    let hyphen = c.mark(at) == Some('-') && c.glued(at) && c.glued(at + 1);
    let at = at + usize::from(hyphen);
    if let Some(lean) = direction(c, at).filter(|l| *l != Lean::This) {
        return Some(Found::new(i, at + 2, Expr::Window { count, unit: unit(c, at + 1)?, side: side(lean) }));
    }
    let unit = unit(c, at)?;
    let old = |k: usize| c.is(k, Role::Age) || c.mark(k) == Some('-') && c.is(k + 1, Role::Age);
    if old(at + 1)
        || c.role_before(i, 1) == Role::Age
        || matches!(count, Count::Exact(n) if n > 999 && unit.letter != 'Y')
    {
        return None;
    }
    // "twice a year" recurs; "a day when" is no length.
    let indefinite = c.is(i, Role::Indefinite);
    if indefinite && c.is(i + 1, Role::Unit) && (per(c, i) || unit.letter == 'D') {
        return per(c, i).then(|| Found::new(i, at + 1, Expr::Set(amount::duration(&Count::Exact(1), unit))));
    }
    let end = at + 1;
    let away = |end, side, from_anchor| {
        Some(Found::new(i, end, Expr::Away { count: count.clone(), unit, side, from_anchor, date: true }))
    };
    match c.role(end) {
        Role::Ago => away(end + 1, -1, true),
        Role::Later if c.raw(end) == "later" => away(end + 1, 1, false),
        Role::Earlier if c.raw(end) == "earlier" => away(end + 1, -1, false),
        Role::From if c.raw(end + 1).eq_ignore_ascii_case("now") => away(end + 2, 1, true),
        _ => Some(Found::new(i, end, Expr::Duration { count, unit })),
    }
}

/// "half a year", "half an hour".
fn half(c: &Cursor, i: usize) -> Option<(Count, usize)> {
    (c.raw(i).eq_ignore_ascii_case("half") && c.is(i + 1, Role::Indefinite))
        .then(|| (Count::Decimal("0.5".into()), i + 2))
}

/// Whether "a year" at `i` says how often: behind "twice", "times", a unit of measure or money.
fn per(c: &Cursor, i: usize) -> bool {
    let before = c.raw(i.wrapping_sub(1)).to_ascii_lowercase();
    matches!(
        before.as_str(),
        "once" | "twice" | "times" | "tons" | "tonnes" | "people" | "dollars" | "barrels"
    ) || c.role_before(i, 1) == Role::Money
}

/// "last week", "next year", "this month", "last three weeks", "these days".
pub(super) fn with_direction(c: &Cursor, i: usize) -> Option<Found> {
    let lean = direction(c, i)?;
    let at = i + 1;
    if c.is(at, Role::Weekend) {
        return Some(Found::new(i, at + 1, Expr::Weekend { lean }));
    }
    if let Some(u) = unit(c, at).filter(|u| !u.is_clock()) {
        let plural = c.raw(at).ends_with('s');
        return match lean {
            _ if plural && c.raw(i).eq_ignore_ascii_case("previous") => None,
            _ if plural => {
                Some(Found::new(i, at + 1, Expr::Window { count: Count::Vague, unit: u, side: side(lean) }))
            }
            Lean::This => (u.times <= 10).then(|| Found::new(i, at + 1, Expr::Shift { unit: u, by: 0 })),
            _ => Some(Found::new(i, at + 1, Expr::Shift { unit: u, by: side(lean) })),
        };
    }
    let (count, unit_at) = counted(c, at).filter(|_| lean != Lean::This && !c.is(at, Role::Indefinite))?;
    Some(Found::new(i, unit_at + 1, Expr::Window { count, unit: unit(c, unit_at)?, side: side(lean) }))
}

/// "the last three weeks", "the past year", "the 1990s", "the nineties".
pub(super) fn with_article(c: &Cursor, i: usize) -> Option<Found> {
    let at = i + 1;
    if c.is(at, Role::Weekend) {
        return Some(Found::new(i, at + 1, Expr::Weekend { lean: Lean::Past }));
    }
    if let Some(found) = decade(c, at) {
        return Some(found.from(i));
    }
    if let Some((count, at)) = counted(c, at).filter(|_| !c.is(at, Role::Indefinite))
        && let Some(lean) = direction(c, at)
    {
        return Some(Found::new(i, at + 2, Expr::Window { count, unit: unit(c, at + 1)?, side: side(lean) }));
    }
    let lean = direction(c, at).filter(|l| *l != Lean::This)?;
    if let Some(u) = unit(c, at + 1).filter(|_| !c.raw(at + 1).ends_with('s')) {
        // "the next day" counts from the day last spoken of; "the past year" is a length.
        return Some(match (u, c.raw(at).to_ascii_lowercase().as_str()) {
            (Unit { times: 1, letter: 'D' }, "next" | "previous") => {
                Found::new(i, at + 2, Expr::Following { days: side(lean) })
            }
            _ => Found::new(i, at + 2, Expr::Window { count: Count::Exact(1), unit: u, side: side(lean) }),
        });
    }
    with_direction(c, at).map(|f| f.from(i))
}

/// "the day before", "the following day", "the same day", "the day after".
pub(super) fn day_counted(c: &Cursor, i: usize) -> Option<Found> {
    let is_day = |k: usize| c.raw(k).eq_ignore_ascii_case("day") && c.is(k, Role::Unit);
    let counted = |end, days| Some(Found::new(i, end, Expr::Following { days }));
    match c.role(i + 1) {
        Role::Same if is_day(i + 2) => counted(i + 3, 0),
        Role::Later if is_day(i + 2) => counted(i + 3, 1),
        Role::Unit if is_day(i + 1) && c.raw(i + 2) == "before" && c.mark(i + 3).is_some() => {
            counted(i + 3, -1)
        }
        Role::Unit if is_day(i + 1) && c.raw(i + 2) == "after" && c.mark(i + 3).is_some() => {
            counted(i + 3, 1)
        }
        Role::Unit if is_day(i + 1) && c.is(i + 2, Role::Before) && c.raw(i + 3) == "yesterday" => None,
        _ => None,
    }
}

/// "1990s", "'90s", "nineties" at `i`.
fn decade(c: &Cursor, i: usize) -> Option<Found> {
    if c.is(i, Role::DecadeName) {
        return Some(Found::new(i, i + 1, calendar::decade(c.n(i) as i16)?));
    }
    let at = i + usize::from(c.mark(i) == Some('\''));
    let (n, digits) = c.number(at)?;
    let suffix = at + 1 + usize::from(c.mark(at + 1) == Some('\'') && c.glued(at + 1));
    let fits = c.raw(suffix) == "s" && c.glued(suffix) && (digits == 4 || digits == 2 && n >= 20) && n < 2101;
    Some(Found::new(i, suffix + 1, calendar::decade(i16::try_from(n).ok().filter(|_| fits)?)?))
}

/// "21st century", "the nineteenth century", "1990s" at the start of a clause.
pub(super) fn ordinal(c: &Cursor, i: usize) -> Option<Found> {
    let at = i + usize::from(c.is(i, Role::Article));
    if let Some(found) = decade(c, at) {
        return Some(found.from(i));
    }
    let (n, end) = match c.role(at) {
        Role::Ordinal => (c.n(at), at + 1),
        _ => (
            c.plain(at).or_else(|| c.number(at)).filter(|_| c.is(at + 1, Role::OrdinalSuffix))?.0 as i32,
            at + 2,
        ),
    };
    let century = unit(c, end).is_some_and(|u| u.times == 100);
    Some(Found::new(i, end + 1, calendar::century(n).filter(|_| century)?))
}

/// "[the] third quarter [of] [2025]", "the first half of 2025".
pub(super) fn fraction(c: &Cursor, i: usize) -> Option<Found> {
    let at = i + usize::from(c.is(i, Role::Article));
    if !c.is(at, Role::Ordinal) {
        return None;
    }
    let (letter, most) = match Unit::unpack(c.n(at + 1)).times {
        3 if c.is(at + 1, Role::Unit) => ('Q', 4),
        6 if c.is(at + 1, Role::Unit) => ('H', 2),
        _ => return None,
    };
    let of = at + 2 + usize::from(c.is(at + 2, Role::Of));
    let year = year(c, of);
    let end = if year.is_some() { of + 1 } else { at + 2 };
    let stated = year.is_some() || letter == 'Q' && !c.is(at + 2, Role::Of);
    (stated && (1..=most).contains(&c.n(at)))
        .then(|| Found::new(i, end, Expr::Fraction { letter, nth: c.n(at) as i8, year }))
}

/// The anchor's own unit, behind "the end of the".
pub(super) fn this_unit(c: &Cursor, i: usize) -> Option<Found> {
    let u = unit(c, i)
        .filter(|u| !u.is_clock() && u.times <= 3 && !c.raw(i).ends_with('s') && u.letter != 'D')?;
    Some(Found::new(i, i + 1, Expr::Shift { unit: u, by: 0 }))
}

/// "earlier this month", "later this year".
pub(super) fn within_this(c: &Cursor, i: usize) -> Option<Found> {
    let this = direction(c, i + 1) == Some(Lean::This);
    with_direction(c, i + 1).filter(|_| this).map(|f| f.from(i))
}

/// "per year".
pub(super) fn bare(c: &Cursor, i: usize) -> Option<Found> {
    let u = unit(c, i).filter(|_| c.role_before(i, 1) == Role::Per)?;
    Some(Found::new(i, i + 1, Expr::Set(amount::duration(&Count::Exact(1), u))))
}

/// "every day", "each Monday", "every two weeks".
pub(super) fn set(c: &Cursor, i: usize) -> Option<Found> {
    let at = i + 1;
    let set = |end, value| Some(Found::new(i, end, Expr::Set(value)));
    if c.is(i, Role::All) {
        return None;
    }
    match c.role(at) {
        Role::Weekday => set(at + 1, format!("XXXX-WXX-{}", c.n(at))),
        Role::Weekend => set(at + 1, "XXXX-WXX-WE".to_owned()),
        Role::Part => set(at + 1, format!("XXXX-XX-XXT{}", super::lexicon::PARTS[c.n(at) as usize])),
        Role::Season => set(at + 1, format!("XXXX-{}", super::lexicon::SEASONS[c.n(at) as usize])),
        Role::Month => set(at + 1, format!("XXXX-{:02}", c.n(at))),
        _ => {
            let (count, unit_at) = counted(c, at).unwrap_or((Count::Exact(1), at));
            set(unit_at + 1, amount::duration(&count, unit(c, unit_at)?))
        }
    }
}

/// "daily", "annual".
pub(super) fn recurring(c: &Cursor, i: usize) -> Option<Found> {
    let name = c.capital(i) && i > 0 && c.mark(i - 1) != Some('.');
    let joined = c.mark(i.wrapping_sub(1)) == Some('-') && c.glued(i) || day(c, i.wrapping_sub(1)).is_some();
    (!name && !joined)
        .then(|| Found::new(i, i + 1, Expr::Set(amount::duration(&Count::Exact(1), Unit::unpack(c.n(i))))))
}

/// How "last", "next", "this" lean.
pub(super) fn direction(c: &Cursor, i: usize) -> Option<Lean> {
    match c.role(i) {
        Role::Direction if c.n(i) < 0 => Some(Lean::Last),
        Role::Direction => Some(Lean::Next),
        Role::This if c.raw(i).eq_ignore_ascii_case("this") => Some(Lean::This),
        _ => None,
    }
}

/// Used by the units: a count at `i`, with "a", "several", "a few", "a couple of", "a dozen".
pub(super) fn counted(c: &Cursor, i: usize) -> Option<(super::expr::Count, usize)> {
    use super::expr::Count;
    match c.role(i) {
        Role::Vague => Some((Count::Vague, i + 1 + usize::from(c.is(i + 1, Role::Of)))),
        Role::Indefinite if c.is(i + 1, Role::Vague) => {
            let end = i + 2 + usize::from(c.is(i + 2, Role::Of));
            let two = c.raw(i + 1).eq_ignore_ascii_case("couple");
            Some((if two { Count::Exact(2) } else { Count::Vague }, end))
        }
        Role::Indefinite if c.is(i + 1, Role::Collective) => Some((Count::Exact(c.n(i + 1)), i + 2)),
        Role::Indefinite => Some((Count::Exact(1), i + 1)),
        _ => amount::count(c, i),
    }
}
