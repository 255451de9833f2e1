//! French expressions built on a unit of time: lengths, ages (which are none), « la semaine dernière », « chaque jour ».

use super::amount;
use super::calendar::{self, day, free_behind, year};
use super::expr::{Count, Expr, Found, Lean, Unit};
use super::french_date::{counted, direction, in_year};
use super::lexicon::Role;
use super::token::Cursor;

fn unit(c: &Cursor, i: usize) -> Option<Unit> {
    c.is(i, Role::Unit).then(|| Unit::unpack(c.n(i)))
}

fn is_year(unit: Unit) -> bool {
    unit == Unit { times: 1, letter: 'Y' }
}

/// « [environ|plus de] trois semaines », « une dizaine de jours », « un an et demi », « des années ».
pub(super) fn duration(c: &Cursor, i: usize) -> Option<Found> {
    let at = match c.role(i) {
        Role::About => i + 1,
        Role::More | Role::Near if c.is(i + 1, Role::Of) => i + 2,
        Role::More | Role::Near => return None,
        _ => i,
    };
    let (count, at) = quantity(c, at)?;
    let (count, at) = fraction_of(c, count, at);
    let at = if c.mark(at) == Some('-') && c.glued(at) { at + 1 } else { at };
    if let Some((lean, unit_at)) = direction(c, at) {
        return window(c, i, count, lean, unit_at);
    }
    let unit = unit(c, at)?;
    let plausible = !matches!(count, Count::Exact(n) if n > 999 && unit.letter != 'Y');
    if !plausible || is_year(unit) && is_age(c, i, at) || c.raw(i) == "dès" {
        return None;
    }
    if let Some((lean, end)) = direction(c, at + 1) {
        return Some(Found::new(i, end, Expr::Window { count, unit, side: side(lean) }));
    }
    let (count, unit, end) = and_a_half(c, count, unit, at + 1);
    let ago = i >= 3 && c.raw(i - 1) == "a" && c.raw(i - 2) == "y" && c.raw(i - 3).eq_ignore_ascii_case("il");
    let expr = match ago {
        true => Expr::Away { count, unit, side: -1, from_anchor: true, date: false },
        false => Expr::Duration { count, unit },
    };
    Some(Found::new(i, end, expr))
}

fn quantity(c: &Cursor, i: usize) -> Option<(Count, usize)> {
    if c.is(i, Role::Des) {
        return c.is(i + 1, Role::Unit).then_some((Count::Vague, i + 1)).filter(|_| indefinite_plural(c, i));
    }
    if c.is(i, Role::Numeral) && c.is(i + 1, Role::Collective) && c.is(i + 2, Role::Of) {
        return Some((Count::Exact(c.n(i + 1)), i + 3));
    }
    counted(c, i)
}

/// « des années » is a length only where no noun before owns it: « depuis des années », not « la fin des années ».
fn indefinite_plural(c: &Cursor, i: usize) -> bool {
    matches!(c.role_before(i, 1), Role::Since | Role::During | Role::After | Role::Within | Role::Toward)
        && c.raw(i).eq_ignore_ascii_case("des")
        && counted(c, i + 2).is_none()
        && !c.is(i + 2, Role::Month)
}

/// « un quart de siècle », « une demi-heure ».
fn fraction_of(c: &Cursor, count: Count, at: usize) -> (Count, usize) {
    if !c.is(at, Role::Half) {
        return (count, at);
    }
    let unit_at = at + 1;
    if c.is(unit_at, Role::Of) && c.raw(unit_at + 1) == "siècle" && c.n(at) == 15 {
        return (Count::Decimal("25".into()), unit_at + 1);
    }
    let unit_at = unit_at
        + usize::from(c.mark(unit_at) == Some('-') || c.is(unit_at, Role::Of) || c.raw(unit_at) == "d'");
    let share = if c.n(at) == 15 { "0.25" } else { "0.5" };
    if c.is(unit_at, Role::Unit) { (Count::Decimal(share.into()), unit_at) } else { (count, at) }
}

/// « un an et demi », « deux heures et demie ».
fn and_a_half(c: &Cursor, count: Count, unit: Unit, end: usize) -> (Count, Unit, usize) {
    let Count::Exact(n) = count else { return (count, unit, end) };
    if !(c.is(end, Role::And) && c.is(end + 1, Role::Half) && c.n(end + 1) == 30) {
        return (count, unit, end);
    }
    match unit {
        Unit { times: 1, letter: 'Y' } => (Count::Exact(n * 12 + 6), Unit { times: 1, letter: 'M' }, end + 2),
        Unit { times: 1, letter: 'h' } => {
            (Count::Exact(n * 60 + 30), Unit { times: 1, letter: 'm' }, end + 2)
        }
        _ => (Count::Decimal(format!("{n}.5")), unit, end + 2),
    }
}

/// « 25 ans » as somebody's age: « âgé de », « un homme de 38 ans », « Untel, 53 ans, », « les 6-16 ans ».
fn is_age(c: &Cursor, start: usize, unit: usize) -> bool {
    let before = |back| c.role_before(start, back);
    let word = |back: usize| start.checked_sub(back).map_or("", |at| c.raw(at));
    let aged = |back| base::fold(word(back)).starts_with("age") || word(back) == "âge";
    let digits = (start..unit).any(|i| c.number(i).is_some())
        || c.is(start, Role::Numeral) && c.is(start + 1, Role::Collective);
    let people = matches!(before(1), Role::Article | Role::ToThe | Role::This)
        || c.role(start) == Role::More && matches!(before(1), Role::Des | Role::Of);
    let set_off = start > 0
        && c.mark(start - 1) == Some(',')
        && matches!(c.mark(unit + 1), Some(',' | '.' | ')' | ';') | None)
        && c.get(unit + 1).is_none_or(|_| c.mark(unit + 1).is_some());
    let bracketed = start > 0 && c.mark(start - 1) == Some('(') && c.mark(unit + 1) == Some(')');
    let of_lasting =
        c.is(unit + 1, Role::Of) && c.is(unit + 2, Role::Lasting) || c.is(unit + 1, Role::Lasting);
    match before(1) {
        _ if of_lasting => false,
        Role::Of if aged(2) => true,
        Role::Of if before(2) == Role::More => {
            digits && matches!(before(3), Role::Article | Role::Des | Role::ToThe)
        }
        Role::Of => {
            digits
                && !matches!(
                    before(2),
                    Role::Lasting | Role::After | Role::Before | Role::Near | Role::During
                )
        }
        Role::To if digits && word(1) == "à" => {
            !matches!(before(2), Role::Before | Role::None if before(2) == Role::Before || word(2).ends_with(char::is_numeric))
        }
        Role::To if digits && word(1) == "a" => word(2) != "y",
        _ if c.mark(start.wrapping_sub(1)) == Some('-') && digits => true,
        _ => digits && (people || set_off) || bracketed,
    }
}

fn side(lean: Lean) -> i32 {
    if lean == Lean::Next { 1 } else { -1 }
}

fn window(c: &Cursor, start: usize, count: Count, lean: Lean, unit_at: usize) -> Option<Found> {
    Some(Found::new(start, unit_at + 1, Expr::Window { count, unit: unit(c, unit_at)?, side: side(lean) }))
}

/// « la semaine dernière », « l'an prochain », « l'année 2001 », « les années 90 », « les trois derniers mois »,
/// « le premier semestre 2025 », « l'an 2000 ».
pub(super) fn with_article(c: &Cursor, i: usize) -> Option<Found> {
    let at = i + 1;
    if let Some(found) = fraction(c, at) {
        return Some(found.from(i));
    }
    if let Some((lean, unit_at)) = direction(c, at) {
        return several_last(c, i, lean, unit_at);
    }
    let Some(u) = unit(c, at) else {
        return weekend(c, at).map(|f| f.from(i)).or_else(|| counted_window(c, i, at));
    };
    if is_year(u) && c.raw(at).starts_with("année") && c.raw(at).ends_with('s') {
        return decade(c, i, at + 1);
    }
    if is_year(u)
        && let Some(y) = year(c, at + 1)
    {
        return free_behind(c, at + 2).then(|| Found::new(i, at + 2, in_year(y)));
    }
    let (lean, end) = direction(c, at + 1)?;
    let plural = c.raw(at).ends_with('s') && u.letter != 'M';
    let count = Count::Vague;
    Some(match plural {
        true => Found::new(i, end, Expr::Window { count, unit: u, side: side(lean) }),
        false => Found::new(i, end, Expr::Shift { unit: u, by: side(lean) }),
    })
}

/// « les dernières 24 heures », « les derniers mois », « la dernière semaine ».
fn several_last(c: &Cursor, i: usize, lean: Lean, at: usize) -> Option<Found> {
    let (count, unit_at) = counted(c, at).unwrap_or((Count::Vague, at));
    let plural = c.raw(i).to_lowercase().ends_with('s');
    window(c, i, count, lean, unit_at).filter(|_| plural)
}

/// « les trois derniers mois », « les 48 prochaines heures ».
fn counted_window(c: &Cursor, i: usize, at: usize) -> Option<Found> {
    let (count, at) = counted(c, at)?;
    let (lean, unit_at) = direction(c, at)?;
    window(c, i, count, lean, unit_at)
}

/// « les années 90 », « années 1990 ».
fn decade(c: &Cursor, start: usize, at: usize) -> Option<Found> {
    let (n, digits) = c.plain(at)?;
    let first = i16::try_from(n).ok().filter(|_| digits == 2 || digits == 4)?;
    Some(Found::new(start, at + 1, calendar::decade(first)?))
}

/// « premier semestre [de] [2025] », « 3e trimestre 2025 ».
pub(super) fn fraction(c: &Cursor, i: usize) -> Option<Found> {
    let (nth, at) = match c.role(i) {
        Role::Ordinal => (c.n(i), i + 1),
        _ => (c.plain(i).filter(|_| c.is(i + 1, Role::OrdinalSuffix))?.0 as i32, i + 2),
    };
    let (letter, most) = match unit(c, at)?.times {
        3 => ('Q', 4),
        6 => ('H', 2),
        _ => return None,
    };
    let behind = at + 1 + usize::from(c.is(at + 1, Role::Of));
    let year = year(c, behind);
    let end = if year.is_some() { behind + 1 } else { at + 1 };
    (1..=most).contains(&nth).then(|| Found::new(i, end, Expr::Fraction { letter, nth: nth as i8, year }))
}

/// « cette semaine », « ce mois-ci », « ces derniers jours », « ces trois dernières années », « ce week-end ».
pub(super) fn with_this(c: &Cursor, i: usize) -> Option<Found> {
    let at = i + 1;
    let plural = c.raw(i).eq_ignore_ascii_case("ces");
    if plural {
        return direction(c, at)
            .and_then(|(lean, at)| several_last(c, i, lean, at))
            .or_else(|| counted_window(c, i, at))
            .or_else(|| these_days(c, i));
    }
    let found = this(c, at).or_else(|| weekend(c, at))?;
    let end = found.tokens.end;
    let there = c.mark(end) == Some('-') && c.glued(end) && !c.is(end + 1, Role::Here);
    let here = c.mark(end) == Some('-') && c.is(end + 1, Role::Here);
    if there {
        let day = unit(c, at)? == Unit { times: 1, letter: 'D' };
        return day.then(|| Found::new(i, end + 2, Expr::Following { days: 0 }));
    }
    Some(Found { tokens: i..end + 2 * usize::from(here), ..found })
}

fn these_days(c: &Cursor, i: usize) -> Option<Found> {
    (c.raw(i + 1) == "jours" && c.is(i + 3, Role::Here)).then(|| Found::new(i, i + 4, Expr::Reference(1)))
}

/// The anchor's own unit: « semaine », « mois » behind « cette », « ce », « de l' ».
pub(super) fn this(c: &Cursor, i: usize) -> Option<Found> {
    let u =
        unit(c, i).filter(|u| !u.is_clock() && u.times <= 6 && (u.letter != 'D' || c.raw(i) == "jour"))?;
    Some(Found::new(i, i + 1, Expr::Shift { unit: u, by: 0 }))
}

/// « week-end [dernier|prochain] ».
pub(super) fn weekend(c: &Cursor, i: usize) -> Option<Found> {
    if !c.is(i, Role::Weekend) {
        return None;
    }
    let this = c.is(i.wrapping_sub(1), Role::This);
    let (lean, end) = direction(c, i + 1).unwrap_or((Lean::This, i + 1));
    let determined = matches!(c.role_before(i, 1), Role::Article | Role::OfThe | Role::ToThe | Role::This);
    (this || lean != Lean::This || determined).then(|| Found::new(i, end, Expr::Weekend { lean }))
}

/// A unit without determiner: « par semestre », « années 1990 », « l'an dernier » behind a contraction.
pub(super) fn bare(c: &Cursor, i: usize) -> Option<Found> {
    let u = unit(c, i)?;
    if c.role_before(i, 1) == Role::By {
        return Some(Found::new(i, i + 1, Expr::Set(amount::duration(&Count::Exact(1), u))));
    }
    if c.raw(i).eq_ignore_ascii_case("années") {
        return decade(c, i, i + 1);
    }
    if is_year(u)
        && c.raw(i).starts_with("année")
        && let Some(y) = year(c, i + 1)
    {
        return Some(Found::new(i, i + 2, in_year(y)));
    }
    let contracted = matches!(c.role_before(i, 1), Role::OfThe | Role::ToThe | Role::Des);
    let (lean, end) = direction(c, i + 1).filter(|_| contracted)?;
    let plural =
        c.raw(i).ends_with('s') && c.raw(i) != "mois" || matches!(c.raw(i.wrapping_sub(1)), "des" | "aux");
    Some(match plural {
        true => Found::new(i, end, Expr::Window { count: Count::Vague, unit: u, side: side(lean) }),
        false => Found::new(i, end, Expr::Shift { unit: u, by: side(lean) }),
    })
}

/// « chaque jour », « tous les jeudis », « toutes les deux semaines », « toute l'année ».
pub(super) fn set(c: &Cursor, i: usize) -> Option<Found> {
    match c.role(i) {
        Role::Each => every(c, i, i + 1),
        Role::All if c.is(i + 1, Role::Article) => every(c, i, i + 2),
        Role::Whole if c.is(i + 1, Role::Article) => {
            let u = unit(c, i + 2).filter(|_| direction(c, i + 3).is_none() && year(c, i + 3).is_none())?;
            Some(Found::new(i, i + 3, Expr::Duration { count: Count::Exact(1), unit: u }))
        }
        _ => None,
    }
}

fn every(c: &Cursor, start: usize, at: usize) -> Option<Found> {
    let set = |end, value| Some(Found::new(start, end, Expr::Set(value)));
    if matches!(c.role(at), Role::Weekday | Role::Weekdays) {
        return set(at + 1, format!("XXXX-WXX-{}", c.n(at)));
    }
    if c.is(at, Role::Weekend) {
        return set(at + 1, "XXXX-WXX-WE".to_owned());
    }
    if let Some(&season) = super::lexicon::SEASONS.get(c.n(at) as usize).filter(|_| c.is(at, Role::Season)) {
        return set(at + 1, format!("XXXX-{season}"));
    }
    if c.is(at, Role::Part) {
        return set(at + 1, format!("XXXX-XX-XXT{}", super::lexicon::PARTS[c.n(at) as usize]));
    }
    let (count, unit_at) = counted(c, at).unwrap_or((Count::Exact(1), at));
    set(unit_at + 1, amount::duration(&count, unit(c, unit_at)?))
}

/// « quotidien », « annuel » as adjectives; « le quotidien » is a newspaper.
pub(super) fn recurring(c: &Cursor, i: usize) -> Option<Found> {
    let noun = matches!(
        c.role_before(i, 1),
        Role::Article
            | Role::Numeral
            | Role::OfThe
            | Role::ToThe
            | Role::Des
            | Role::This
            | Role::Of
            | Role::And
    ) || matches!(c.raw(i.wrapping_sub(1)), "leur" | "son" | "notre" | "mon" | "votre" | "leurs");
    let unit = Unit::unpack(c.n(i));
    let newspapers = c.raw(i.wrapping_sub(1)) == "presse";
    (!noun && !newspapers && i > 0 && day(c, i - 1).is_none())
        .then(|| Found::new(i, i + 1, Expr::Set(amount::duration(&Count::Exact(1), unit))))
}
