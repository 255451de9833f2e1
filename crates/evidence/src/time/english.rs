//! The grammar of English time expressions. Prepositions stay outside a mention, determiners of units inside
//! ("the last three weeks"), as in TimeBank and TempEval.

use super::calendar::{self, checked, day, free_behind, month, year, year_behind_month, year_pair};
use super::english_unit::{self as unit, direction};
use super::expr::{Calendar, Expr, Found, Lean, Unit};
use super::lexicon::Role;
use super::token::{Cursor, Kind};

/// The longest expression that starts at token `i`.
pub(super) fn parse(c: &Cursor, i: usize) -> Option<Found> {
    let token = c.get(i)?;
    if token.entry.role == Role::None && token.kind != Kind::Number {
        return None;
    }
    let rules: &[fn(&Cursor, usize) -> Option<Found>] = match token.entry.role {
        Role::None => &[
            calendar::numeric,
            calendar::reference,
            day_first,
            clock,
            unit::duration,
            bare_year,
            unit::ordinal,
        ],
        Role::Article => &[
            day_first,
            unit::with_article,
            unit::day_counted,
            edge,
            part,
            season,
            unit::fraction,
            unit::ordinal,
        ],
        Role::This => &[unit::with_direction, part, season, month_alone],
        Role::Direction => &[unit::with_direction, month_alone, part, season, weekday],
        Role::Weekday => &[month_first, day_first, weekday],
        Role::Weekdays => &[plural_weekday],
        Role::Month | Role::MonthShort | Role::ForeignMonth => {
            &[calendar::reference, month_first, month_alone]
        }
        Role::Numeral | Role::Vague | Role::Indefinite | Role::About | Role::More => &[unit::duration],
        Role::Unit => &[unit::bare, unit::duration],
        Role::Edge => &[edge],
        Role::Season => &[season],
        Role::Holiday => &[holiday],
        Role::SeasonPhrase => &[season_phrase],
        Role::Clock => &[clock],
        Role::Deictic | Role::Tonight => &[deictic],
        Role::Each | Role::All => &[unit::set],
        Role::Recurring => &[unit::recurring],
        Role::Reference => &[reference],
        Role::Ordinal => &[unit::fraction, unit::ordinal],
        Role::Earlier | Role::Later => &[unit::within_this],
        _ => &[],
    };
    rules.iter().filter_map(|rule| rule(c, i)).reduce(super::expr::longer)
}

/// A month whose name is no other word: "may", "march" and "sept" need their capital.
fn named_month(c: &Cursor, i: usize) -> Option<(i8, usize)> {
    let known = c.capital(i) || !matches!(c.n(i), 3 | 5);
    month(c, i).filter(|_| known && matches!(c.role(i), Role::Month | Role::MonthShort))
}

fn weekday_and(c: &Cursor, i: usize) -> (Option<i8>, usize) {
    if !c.is(i, Role::Weekday) {
        return (None, i);
    }
    let comma = usize::from(c.mark(i + 1) == Some(','));
    let the = usize::from(c.is(i + 1 + comma, Role::Article));
    (Some(c.n(i) as i8), i + 1 + comma + the)
}

/// "[Monday,] July 1[st][ to 8][, 2025]".
fn month_first(c: &Cursor, i: usize) -> Option<Found> {
    let (weekday, at) = weekday_and(c, i);
    let (m, at) = named_month(c, at)?;
    let (d, at) = day(c, at)?;
    let (until, at) = last_day(c, at, d);
    let (year, end) = year_after(c, at);
    Some(Found::new(
        i,
        end,
        checked(Calendar { year, month: Some(m), day: Some(d), weekday, until, lean: Lean::Past }),
    ))
}

/// " to 8", "-8", " and 6" behind a day; not where another date begins.
fn last_day(c: &Cursor, i: usize, first: i8) -> (Option<i8>, usize) {
    let joint = c.is(i, Role::To) || c.is(i, Role::And) || c.mark(i) == Some('-');
    let Some((d, end)) = day(c, i + 1).filter(|&(d, _)| joint && d > first) else { return (None, i) };
    let other = matches!(
        c.role(end),
        Role::Month | Role::MonthShort | Role::Unit | Role::Numeral | Role::Money | Role::Meridiem
    ) || c.common_word(end) && !c.is(i, Role::To)
        || matches!(c.mark(end), Some(':' | '%'));
    if other { (None, i) } else { (Some(d), end) }
}

/// A year behind a month or day, with or without its comma.
fn year_after(c: &Cursor, i: usize) -> (Option<i16>, usize) {
    let comma = c.mark(i) == Some(',') && year(c, i + 1).is_some() && free_behind(c, i + 2);
    let of = c.is(i, Role::Of) && year(c, i + 1).is_some();
    match year_behind_month(c, i + usize::from(comma || of))
        .filter(|&(y, _)| y >= 100 || c.mark(i) == Some('\''))
    {
        Some((y, end)) => (Some(y), end),
        None => (None, i),
    }
}

/// "[the] 1[st] [of] July [2025]", "the 5th to 6th of July".
fn day_first(c: &Cursor, i: usize) -> Option<Found> {
    let (weekday, at) = weekday_and(c, i);
    let at = at + usize::from(c.is(at, Role::Article));
    let (d, at) = day(c, at)?;
    let (until, at) = last_day_first(c, at, d);
    let at = at + usize::from(c.is(at, Role::Of));
    let (m, at) = named_month(c, at)?;
    let (year, end) = year_after(c, at);
    Some(Found::new(
        i,
        end,
        checked(Calendar { year, month: Some(m), day: Some(d), weekday, until, lean: Lean::Past }),
    ))
}

fn last_day_first(c: &Cursor, i: usize, first: i8) -> (Option<i8>, usize) {
    let joint = c.is(i, Role::To) || c.is(i, Role::And) || c.mark(i) == Some('-');
    let later = day(c, i + 1)
        .filter(|&(d, end)| joint && d > first && (c.is(end, Role::Of) || named_month(c, end).is_some()));
    later.map_or((None, i), |(d, end)| (Some(d), end))
}

/// "[last|next|this] July [[,] 2025]".
fn month_alone(c: &Cursor, i: usize) -> Option<Found> {
    let lean = direction(c, i);
    let at = i + usize::from(lean.is_some());
    let (m, at) = named_month(c, at)?;
    let (year, end) = year_after(c, at);
    let short = c.is(i, Role::MonthShort) && year.is_none();
    let person = lean.is_none() && year.is_none() && matches!(m, 3..=6 | 8) && doubtful(c, i);
    (!short && !person).then(|| {
        Found::new(
            i,
            end,
            Expr::Calendar(Calendar {
                year,
                month: Some(m),
                lean: lean.unwrap_or_default(),
                ..Calendar::default()
            }),
        )
    })
}

/// Months that are also names and verbs ("May", "March", "April") need a preposition or another month beside.
fn doubtful(c: &Cursor, i: usize) -> bool {
    let led = matches!(
        c.role_before(i, 1),
        Role::Within
            | Role::Since
            | Role::Until
            | Role::Before
            | Role::After
            | Role::Of
            | Role::To
            | Role::And
            | Role::Edge
            | Role::Between
            | Role::From
            | Role::During
            | Role::Or
            | Role::Later
            | Role::Unit
    ) || c.mark(i.wrapping_sub(1)).is_some_and(|m| matches!(m, '-' | '(' | ','));
    !led || c.capital(i + 1) && c.role(i + 1) == Role::None
}

/// "[last|next|this] Monday [morning]".
fn weekday(c: &Cursor, i: usize) -> Option<Found> {
    let lean = direction(c, i);
    let at = i + usize::from(lean.is_some());
    if !c.is(at, Role::Weekday) {
        return None;
    }
    let expr = Expr::Weekday { day: c.n(at) as i8, lean: lean.unwrap_or_default() };
    Some(with_part(c, i, at + 1, expr))
}

/// "on Mondays": every week.
fn plural_weekday(c: &Cursor, i: usize) -> Option<Found> {
    Some(Found::new(i, i + 1, Expr::Set(format!("XXXX-WXX-{}", c.n(i)))))
}

fn with_part(c: &Cursor, start: usize, end: usize, base: Expr) -> Found {
    if c.is(end, Role::Part) {
        let part = c.n(end) as usize;
        return Found::new(start, end + 1, Expr::Part { base: Some(Box::new(base)), part, until: None });
    }
    Found::new(start, end, base)
}

pub(super) fn days(by: i32) -> Expr {
    Expr::Shift { unit: Unit { times: 1, letter: 'D' }, by }
}

/// "yesterday [evening]", "tonight".
fn deictic(c: &Cursor, i: usize) -> Option<Found> {
    if c.is(i, Role::Tonight) {
        return Some(Found::new(
            i,
            i + 1,
            Expr::Part { base: Some(Box::new(days(0))), part: c.n(i) as usize, until: None },
        ));
    }
    Some(with_part(c, i, i + 1, days(c.n(i))))
}

/// "last night", "this morning", "the night [of September 5 [to 6]]", "the morning".
fn part(c: &Cursor, i: usize) -> Option<Found> {
    let at = i + 1;
    if !c.is(at, Role::Part) {
        return None;
    }
    let part = c.n(at) as usize;
    let build = |end, base: Option<Expr>, until: Option<Expr>| {
        Some(Found::new(i, end, Expr::Part { base: base.map(Box::new), part, until: until.map(Box::new) }))
    };
    match direction(c, i) {
        Some(Lean::Last) => return build(at + 1, Some(days(-1)), None),
        Some(Lean::This) => return build(at + 1, Some(days(0)), None),
        Some(_) => return None,
        None if !c.is(i, Role::Article) => return None,
        None => {}
    }
    if matches!(c.role(at + 1), Role::Of | Role::From)
        && let Some(first) = a_day(c, at + 2)
    {
        let joint = first.tokens.end;
        let second = matches!(c.role(joint), Role::To | Role::And).then(|| a_day(c, joint + 1)).flatten();
        return match second {
            Some(second) => build(second.tokens.end, Some(first.expr), Some(second.expr)),
            None => build(joint, Some(first.expr), None),
        };
    }
    matches!(c.role_before(i, 1), Role::Within | Role::During | Role::Of)
        .then(|| build(at + 1, None, None))
        .flatten()
}

fn a_day(c: &Cursor, i: usize) -> Option<Found> {
    month_first(c, i)
        .or_else(|| day_first(c, i))
        .or_else(|| weekday(c, i))
        .or_else(|| c.is(i, Role::Deictic).then(|| deictic(c, i)).flatten())
}

/// "early September", "late 2021", "mid-July", "the end of last year".
fn edge(c: &Cursor, i: usize) -> Option<Found> {
    let at = i + usize::from(c.is(i, Role::Article));
    if !c.is(at, Role::Edge) {
        return None;
    }
    let of = c.is(at + 1, Role::Of);
    let noun = at > i || matches!(c.raw(at), "end" | "beginning" | "start" | "middle");
    let inner = at + 1 + usize::from(of || c.mark(at + 1) == Some('-') && c.glued(at + 1));
    if noun != of {
        return None;
    }
    let found = calendar_at(c, inner, of)?;
    Some(found.from(i).edged(c.n(at)))
}

fn calendar_at(c: &Cursor, i: usize, of: bool) -> Option<Found> {
    let found = match c.role(i) {
        Role::Month | Role::MonthShort => month_alone(c, i),
        Role::Season => season(c, i),
        Role::Article if c.is(i + 1, Role::Unit) && of => unit::this_unit(c, i + 1).map(|f| f.from(i)),
        Role::Article => unit::ordinal(c, i).or_else(|| season(c, i)).or_else(|| unit::with_article(c, i)),
        Role::This | Role::Direction => month_alone(c, i).or_else(|| unit::with_direction(c, i)),
        Role::None => unit::ordinal(c, i),
        _ => None,
    };
    found.or_else(|| year(c, i).filter(|_| free_behind(c, i + 1)).map(|y| Found::new(i, i + 1, in_year(y))))
}

pub(super) fn in_year(year: i16) -> Expr {
    Expr::Calendar(Calendar { year: Some(year), ..Calendar::default() })
}

/// "the summer [of] 2025", "last winter", "in spring". "fall" and "spring" are also verbs.
fn season(c: &Cursor, i: usize) -> Option<Found> {
    let lean = direction(c, i);
    let at = i + usize::from(lean.is_some() || c.is(i, Role::Article));
    if c.get(at)?.entry.phrase || c.is(at, Role::SeasonPhrase) {
        return season_phrase(c, at).filter(|_| at > i).map(|f| f.from(i));
    }
    if !c.is(at, Role::Season) {
        return None;
    }
    let of = usize::from(c.is(at + 1, Role::Of) && year(c, at + 2).is_some());
    let year = year(c, at + 1 + of).filter(|_| free_behind(c, at + 2 + of));
    let end = if year.is_some() { at + 2 + of } else { at + 1 };
    let verb = matches!(c.raw(at), "fall" | "Fall" | "spring" | "Spring");
    let led = c.role_before(i, 1) == Role::Within && c.raw(i.wrapping_sub(1)) == "in"
        || matches!(c.role_before(i, 1), Role::During | Role::Edge);
    let fall_of = c.raw(at) == "fall" && year.is_none() && lean.is_none();
    if verb && (year.is_none() && lean.is_none() && !led || fall_of && c.is(at + 1, Role::Of)) {
        return None;
    }
    let generic = year.is_none() && lean.is_none();
    Some(Found::new(
        i,
        end,
        Expr::Season { season: c.n(at) as usize, year, lean: lean.unwrap_or_default(), generic },
    ))
}

/// "rainy season [of] [2025]".
fn season_phrase(c: &Cursor, i: usize) -> Option<Found> {
    let (entry, end) = super::phrase(c, i).filter(|(p, _)| p.role == Role::SeasonPhrase)?;
    let of = usize::from(c.is(end, Role::Of));
    let year =
        year(c, end + of).filter(|_| free_behind(c, end + of + 1)).or_else(|| year(c, i.wrapping_sub(1)));
    let end = if self::year(c, end + of).is_some() && year.is_some() { end + of + 1 } else { end };
    let lean = direction(c, i.wrapping_sub(1));
    let generic = year.is_none() && lean.is_none();
    let (first, last) = ((entry.n / 16) as i8, (entry.n % 16) as i8);
    Some(Found::new(i, end, Expr::Months { first, last, year, lean: lean.unwrap_or_default(), generic }))
}

/// "3:30 p.m.", "10 a.m.", "15:30", "noon", "8 o'clock", "1800 hours" is left alone.
fn clock(c: &Cursor, i: usize) -> Option<Found> {
    let build = |minute, second, end| Some(Found::new(i, end, Expr::Clock { base: None, minute, second }));
    if c.is(i, Role::Clock) {
        return build(c.n(i), None, i + 1);
    }
    if let Some((minute, second, end)) = calendar::colon_clock(c, i) {
        return match meridiem(c, end) {
            Some((shift, end)) if minute < 13 * 60 => build(minute % 720 + shift, second, end),
            _ => build(minute, second, end),
        };
    }
    let (h, _) =
        c.plain(i).or_else(|| c.number(i)).filter(|&(h, digits)| digits <= 2 && (1..=12).contains(&h))?;
    let (shift, end) = meridiem(c, i + 1)?;
    build((h as i32 % 12) * 60 + shift, None, end)
}

/// "am", "p.m." at `i`: minutes to add, and where it ends.
fn meridiem(c: &Cursor, i: usize) -> Option<(i32, usize)> {
    if c.is(i, Role::Meridiem) {
        let lower = c.glued(i) || c.raw(i).len() == 2;
        return lower.then(|| (c.n(i) * 60, i + 1));
    }
    let first = c.raw(i).to_ascii_lowercase();
    let dotted = c.mark(i + 1) == Some('.')
        && c.glued(i + 1)
        && c.raw(i + 2).eq_ignore_ascii_case("m")
        && c.glued(i + 2);
    if !dotted || !matches!(first.as_str(), "a" | "p") {
        return None;
    }
    let stop = usize::from(c.mark(i + 3) == Some('.') && c.glued(i + 3));
    Some((if first == "p" { 720 } else { 0 }, i + 3 + stop))
}

fn reference(c: &Cursor, i: usize) -> Option<Found> {
    let since = c.raw(i).eq_ignore_ascii_case("now") && c.is(i + 1, Role::None) && c.raw(i + 1) == "that";
    (!since).then(|| Found::new(i, i + 1, Expr::Reference(c.n(i) as usize)))
}

/// A number of four digits where a year stands.
fn bare_year(c: &Cursor, i: usize) -> Option<Found> {
    let y = year(c, i)?;
    if c.glued(i + 1) && matches!(c.get(i + 1).map(|t| t.kind), Some(Kind::Word)) {
        return None;
    }
    let found = Found::new(i, i + 1, in_year(y));
    let second = i >= 2 && year_pair(c, i - 2);
    if second || year_pair(c, i) {
        return free_behind(c, i + 1 + 2 * usize::from(!second)).then_some(found);
    }
    let likely = (1900..=2099).contains(&y);
    let listed = i >= 2 && year(c, i - 2).is_some();
    let previous = c.raw(i.wrapping_sub(1)).to_ascii_lowercase();
    let stands = match c.role_before(i, 1) {
        Role::Within => previous == "in" || previous == "within" && likely,
        Role::Since | Role::Until | Role::Between | Role::Edge => true,
        Role::From | Role::Before | Role::After | Role::Of | Role::During => likely,
        Role::And | Role::To | Role::Or => listed,
        Role::Article | Role::This => {
            likely
                && (y % 100 != 0 || !plural(c, i + 1))
                && c.get(i + 1).is_some_and(|t| t.kind == Kind::Word || c.mark(i + 1) == Some('-'))
        }
        Role::None => match c.mark(i.wrapping_sub(1)) {
            Some('(') => matches!(c.mark(i + 1), Some(')' | ',' | ';' | '-' | ':')),
            Some(',') => listed,
            _ => {
                (1950..=2050).contains(&y)
                    && i > 0
                    && (c.common_word(i - 1) && previous.len() > 3 && !previous.ends_with('s')
                        || c.raw(i - 1) == "s")
                    && ends_clause(c, i + 1)
            }
        },
        _ => false,
    };
    let article = c.role_before(i, 1) == Role::Article && likely && y % 100 != 0;
    (stands && (article || free_behind(c, i + 1))).then_some(found)
}

/// "Christmas [2024]", "New Year's Eve": fixed feasts; one word or a phrase.
pub(super) fn holiday(c: &Cursor, i: usize) -> Option<Found> {
    let (entry, end) = super::phrase(c, i).filter(|(p, _)| p.role == Role::Holiday).or_else(|| {
        let entry = c.get(i)?.entry;
        (entry.role == Role::Holiday).then_some((entry, i + 1))
    })?;
    let given = year(c, end).filter(|_| free_behind(c, end + 1));
    let calendar = Calendar {
        year: given,
        month: Some((entry.n / 32) as i8),
        day: Some((entry.n % 32) as i8),
        ..Calendar::default()
    };
    Some(Found::new(i, end + usize::from(given.is_some()), checked(calendar)))
}

fn plural(c: &Cursor, i: usize) -> bool {
    c.raw(i).ends_with('s')
}

fn ends_clause(c: &Cursor, i: usize) -> bool {
    c.get(i).is_none_or(|t| {
        matches!(t.kind, Kind::Mark('.' | ',' | ';' | ')' | ':'))
            || !matches!(t.entry.role, Role::None | Role::Unit | Role::Money | Role::Numeral)
    })
}
