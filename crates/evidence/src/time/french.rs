//! The grammar of French time expressions. Prepositions and contracted articles (« en », « du », « jusqu'au »)
//! stay outside a mention, determiners (« le 6 mai dernier », « cette semaine ») inside, as in the French TimeBank.

use super::amount::roman;
use super::calendar::{self, checked, day, free_behind, month, year, year_behind_month, year_pair};
use super::expr::{Calendar, Count, Expr, Found, Lean, Unit};
use super::french_date::{date, day_of_list, direction, in_part, in_year, part_behind, weekday};
use super::french_day::{clock, deictic, hour_of_range, part};
use super::french_unit as unit;
use super::lexicon::Role;
use super::token::{Cursor, Kind};

/// The longest expression that starts at token `i`.
pub(super) fn parse(c: &Cursor, i: usize) -> Option<Found> {
    let token = c.get(i)?;
    if token.entry.role == Role::None && token.kind != Kind::Number {
        return century(c, i);
    }
    let rules: &[fn(&Cursor, usize) -> Option<Found>] = match token.entry.role {
        Role::None => &[
            calendar::numeric,
            calendar::reference,
            date,
            day_of_list,
            clock,
            hour_of_range,
            short_year,
            unit::duration,
            bare_year,
        ],
        Role::Article => &[
            date,
            day_of_list,
            with_article,
            unit::with_article,
            edge,
            month_of,
            season,
            part,
            habit,
            nth_weekdays,
        ],
        Role::This => &[date, unit::with_this, season, part, weekday],
        Role::Weekday | Role::Weekdays => &[date, day_of_list, weekday],
        Role::Ordinal => &[date, unit::fraction, century],
        Role::Month | Role::ForeignMonth | Role::MonthShort => &[calendar::reference, month_alone],
        Role::Numeral => &[date, unit::duration],
        Role::Des | Role::Vague | Role::About | Role::More | Role::Near => &[unit::duration],
        Role::Unit => &[month_of, unit::bare],
        Role::Period => &[period],
        Role::Edge => &[edge],
        Role::Season => &[season],
        Role::Holiday => &[holiday],
        Role::SeasonPhrase => &[season_phrase],
        Role::Part => &[part],
        Role::Clock => &[clock],
        Role::Deictic | Role::Today => &[deictic],
        Role::Following => &[following],
        Role::Each | Role::All | Role::Whole => &[unit::set],
        Role::Recurring => &[unit::recurring],
        Role::Nightly => &[nightly],
        Role::Reference => &[reference],
        Role::Weekend => &[unit::weekend],
        _ => &[],
    };
    rules.iter().filter_map(|rule| rule(c, i)).reduce(super::expr::longer)
}

/// « juillet [2025] [dernier] ».
fn month_alone(c: &Cursor, i: usize) -> Option<Found> {
    let (m, at) = month(c, i)
        .filter(|_| c.is(i, Role::Month) || year(c, i + 1).or_else(|| year(c, i + 2)).is_some())?;
    let (year, at) = year_behind_month(c, at).map_or((None, at), |(y, end)| (Some(y), end));
    let (lean, end) = direction(c, at).unwrap_or((Lean::Past, at));
    let named = m == 3 && c.capital(i) && year.is_none() && lean == Lean::Past;
    let foreign = c.is(i, Role::ForeignMonth) && year.is_none();
    let joined = matches!(c.role_before(i, 2), Role::Edge | Role::Month);
    let of_a_name = year.is_none() && c.mark(i.wrapping_sub(1)) == Some('-') && c.glued(i) && !joined;
    (!named && !foreign && !of_a_name).then(|| {
        Found::new(i, end, Expr::Calendar(Calendar { year, month: Some(m), lean, ..Calendar::default() }))
    })
}

/// « [le] mois de juin [2025] ».
fn month_of(c: &Cursor, i: usize) -> Option<Found> {
    let at = i + usize::from(c.is(i, Role::Article));
    let is_month = c.is(at, Role::Unit) && Unit::unpack(c.n(at)) == Unit { times: 1, letter: 'M' };
    if !is_month || !c.is(at + 1, Role::Of) {
        return None;
    }
    if c.is(at + 2, Role::Season) {
        let expr = Expr::Season { season: c.n(at + 2) as usize, year: None, lean: Lean::Past, generic: true };
        return Some(Found::new(i, at + 3, expr));
    }
    month_alone(c, at + 2).map(|f| f.from(i))
}

/// What « le », « la », « les », « l' » begin besides dates and units: weekdays and days counted from another.
fn with_article(c: &Cursor, i: usize) -> Option<Found> {
    let next = i + 1;
    match c.role(next) {
        Role::Following => following(c, next).map(|f| f.from(i)),
        Role::Same if is_day(c, next + 1) => Some(Found::new(i, next + 2, Expr::Following { days: 0 })),
        Role::Weekday => {
            let end = part_behind(c, next + 1).map_or(next + 1, |(_, end)| end);
            direction(c, end).or_else(|| c.is(end, Role::Later).then_some((Lean::Next, end + 1)))?;
            weekday(c, next).map(|f| f.from(i))
        }
        Role::Unit if is_day(c, next) && c.is(next + 1, Role::Later) => {
            Some(Found::new(i, next + 2, Expr::Following { days: 1 }))
        }
        Role::Unit if is_day(c, next) && c.is(next + 1, Role::Earlier) => {
            Some(Found::new(i, next + 2, Expr::Following { days: -1 }))
        }
        _ => century(c, next).map(|f| f.from(i)),
    }
}

fn is_day(c: &Cursor, i: usize) -> bool {
    c.is(i, Role::Unit) && c.raw(i) == "jour"
}

/// « le mercredi », « les jeudis »: every week.
fn habit(c: &Cursor, i: usize) -> Option<Found> {
    let dated = day(c, i + 2).is_some() || c.is(i + 2, Role::Numeral);
    let every =
        c.is(i + 1, Role::Weekdays) || c.is(i + 1, Role::Weekday) && c.raw(i).eq_ignore_ascii_case("le");
    (every && !dated).then(|| Found::new(i, i + 2, Expr::Set(format!("XXXX-WXX-{}", c.n(i + 1)))))
}

/// « lendemain », « veille »; a part of day or « même » may follow.
fn following(c: &Cursor, i: usize) -> Option<Found> {
    let article =
        c.is(i.wrapping_sub(1), Role::Article) || matches!(c.role_before(i, 1), Role::ToThe | Role::OfThe);
    // « au lendemain de l'attaque » counts from an event, not from a day.
    let of_an_event = matches!(c.role(i + 1), Role::Of | Role::OfThe | Role::Des);
    if !article || of_an_event {
        return None;
    }
    let expr = Expr::Following { days: c.n(i) };
    let (part, end) = part_behind(c, i + 1).map_or((None, i + 1), |(p, end)| (Some(p), end));
    Some(Found::new(i, end, in_part(expr, part)))
}

/// « début octobre », « fin 2024 », « la mi-juillet », « la fin de l'année dernière ».
fn edge(c: &Cursor, i: usize) -> Option<Found> {
    let at = i + usize::from(c.is(i, Role::Article));
    if !c.is(at, Role::Edge) {
        return None;
    }
    let mut inner = at + 1;
    let joined = c.mark(inner) == Some('-') && c.glued(inner);
    inner += usize::from(joined || matches!(c.role(inner), Role::Of | Role::OfThe));
    let of = inner > at + 1;
    if of && (c.is(inner, Role::Part) || c.raw(inner) == "journée") {
        let part = if c.is(inner, Role::Part) { c.n(inner) as usize } else { 4 };
        return Some(Found::new(i, inner + 1, Expr::Part { base: None, part, until: None }));
    }
    if of && c.raw(inner) == "semaine" && c.is(inner - 1, Role::Of) {
        return unit::this(c, inner).map(|f| f.from(i).edged(c.n(at)));
    }
    let found = calendar_at(c, inner, of)?;
    Some(found.from(i).edged(c.n(at)))
}

/// A month, a year, a season, a unit counted from the anchor: what can have a beginning and an end.
fn calendar_at(c: &Cursor, i: usize, of: bool) -> Option<Found> {
    let found = match c.role(i) {
        Role::Month | Role::ForeignMonth => month_alone(c, i),
        Role::Unit if of && !c.is(i.wrapping_sub(1), Role::Of) => {
            month_of(c, i).or_else(|| unit::with_article(c, i - 1)).or_else(|| unit::this(c, i))
        }
        Role::Article => month_of(c, i)
            .or_else(|| unit::with_article(c, i))
            .or_else(|| season(c, i))
            .or_else(|| unit::this(c, i + 1)),
        Role::This => unit::with_this(c, i).or_else(|| season(c, i)),
        Role::Season => season(c, i),
        _ => None,
    };
    found.or_else(|| year(c, i).filter(|_| free_behind(c, i + 1)).map(|y| Found::new(i, i + 1, in_year(y))))
}

/// « [l'|cet] été [2025] [dernier] ». « été » alone is the participle unless something says otherwise.
fn season(c: &Cursor, i: usize) -> Option<Found> {
    let lead = matches!(c.role(i), Role::Article | Role::This);
    let at = i + usize::from(lead);
    if c.is(at, Role::SeasonPhrase) || c.get(at)?.entry.phrase {
        return season_phrase(c, at).filter(|_| lead).map(|f| f.from(i));
    }
    if !c.is(at, Role::Season) {
        return None;
    }
    let this = c.is(i, Role::This);
    let before = c.role_before(at, 1);
    let stated = lead
        || matches!(before, Role::Within | Role::Edge | Role::Each | Role::OfThe)
        || c.raw(at.wrapping_sub(1)).eq_ignore_ascii_case("au");
    let year = year(c, at + 1).filter(|_| free_behind(c, at + 2));
    let (lean, end) = direction(c, at + 1 + usize::from(year.is_some()))
        .unwrap_or((if this { Lean::This } else { Lean::Past }, at + 1 + usize::from(year.is_some())));
    let titled = c.capital(at) && c.role(at + 1) != Role::Of;
    if !stated
        && year.is_none()
        && lean == Lean::Past
        && (c.raw(at).eq_ignore_ascii_case("été") && !titled || before == Role::Of)
    {
        return None;
    }
    let generic = year.is_none() && lean == Lean::Past;
    Some(Found::new(i, end, Expr::Season { season: c.n(at) as usize, year, lean, generic }))
}

/// « saison des pluies [2025] ».
fn season_phrase(c: &Cursor, i: usize) -> Option<Found> {
    let (entry, end) = match c.role(i) {
        Role::SeasonPhrase => (c.get(i)?.entry, i + 1),
        _ => super::phrase(c, i).filter(|(p, _)| p.role == Role::SeasonPhrase)?,
    };
    let year = year(c, end).filter(|_| free_behind(c, end + 1));
    let end = end + usize::from(year.is_some());
    let (lean, end) = direction(c, end).unwrap_or((Lean::Past, end));
    let generic = year.is_none() && lean == Lean::Past;
    Some(Found::new(
        i,
        end,
        Expr::Months { first: (entry.n / 16) as i8, last: (entry.n % 16) as i8, year, lean, generic },
    ))
}

/// « XXIe siècle », « dix-neuvième siècle ».
fn century(c: &Cursor, i: usize) -> Option<Found> {
    let n = match c.role(i) {
        Role::Ordinal => c.n(i),
        Role::None => roman(c.raw(i))?,
        _ => return None,
    };
    let at = i + 1 + usize::from(c.raw(i + 1) == "e" || c.is(i + 1, Role::OrdinalSuffix));
    let century = c.is(at, Role::Unit) && Unit::unpack(c.n(at)).times == 100;
    Some(Found::new(i, at + 1, calendar::century(n).filter(|_| century)?))
}

fn period(c: &Cursor, i: usize) -> Option<Found> {
    Some(Found::new(i, i + 1, Expr::Duration { count: Count::Exact(1), unit: Unit::unpack(c.n(i)) }))
}

/// « explosions nocturnes ».
fn nightly(c: &Cursor, i: usize) -> Option<Found> {
    Some(Found::new(i, i + 1, Expr::Set(format!("T{}", super::lexicon::PARTS[c.n(i) as usize]))))
}

/// « désormais », « récemment »; « l'actuel ministre » is a title.
fn reference(c: &Cursor, i: usize) -> Option<Found> {
    let title = c.is(i.wrapping_sub(1), Role::Article) && c.raw(i).starts_with("actuel");
    (!title).then(|| Found::new(i, i + 1, Expr::Reference(c.n(i) as usize)))
}

/// A number of four digits where a year stands.
fn bare_year(c: &Cursor, i: usize) -> Option<Found> {
    let y = year(c, i)?;
    let found = Found::new(i, i + 1, in_year(y));
    let second = i >= 2 && year_pair(c, i - 2);
    if second || year_pair(c, i) {
        return free_behind(c, i + 1 + 2 * usize::from(!second)).then_some(found);
    }
    let likely = (1900..=2099).contains(&y);
    let listed = i >= 2 && year(c, i - 2).is_some();
    let before = c.raw(i.wrapping_sub(1));
    let stands = match c.role_before(i, 1) {
        Role::Within => before.eq_ignore_ascii_case("en") || likely && y > 1950,
        Role::Since | Role::Des | Role::Between | Role::Edge | Role::Until => true,
        Role::Before | Role::After | Role::Toward | Role::Of => likely,
        Role::And | Role::To | Role::Or => listed,
        Role::None if i == 0 => false,
        Role::None => match c.mark(i - 1) {
            Some('(') => matches!(c.mark(i + 1), Some(')' | ',' | ';' | '-' | ':')),
            Some(',') => listed,
            Some(_) => false,
            None => {
                (1950..=2050).contains(&y)
                    && c.common_word(i - 1)
                    && c.raw(i - 1).len() > 3
                    && !c.raw(i - 1).ends_with(['s', 'x', 'r'])
                    && ends_clause(c, i + 1)
            }
        },
        _ => false,
    };
    (stands && free_behind(c, i + 1)).then_some(found)
}

/// « en 98 », « depuis 97 »: two digits right behind a preposition of years.
fn short_year(c: &Cursor, i: usize) -> Option<Found> {
    let (n, digits) = c.plain(i)?;
    let led = c.role_before(i, 1) == Role::Since || c.raw(i.wrapping_sub(1)).eq_ignore_ascii_case("en");
    let free = free_behind(c, i + 1)
        && !c.common_word(i + 1)
        && c.mark(i + 1) != Some('-')
        && !c.is(i + 1, Role::Month);
    (led && free && digits == 2 && n >= 32).then(|| Found::new(i, i + 1, in_year(n as i16)))
}

/// « Noël [2024] »: fixed feasts.
fn holiday(c: &Cursor, i: usize) -> Option<Found> {
    let (month, day) = (c.n(i) / 32, c.n(i) % 32);
    let given = year(c, i + 1).filter(|_| free_behind(c, i + 2));
    let name =
        matches!(c.role_before(i, 1), Role::None) && i > 0 && c.capital(i - 1) && c.mark(i - 1).is_none();
    let calendar =
        Calendar { year: given, month: Some(month as i8), day: Some(day as i8), ..Calendar::default() };
    (!name && !c.capital(i + 1))
        .then(|| Found::new(i, i + 1 + usize::from(given.is_some()), checked(calendar)))
}

/// « les deuxième et quatrième jeudis », « le premier lundi de chaque mois ».
fn nth_weekdays(c: &Cursor, i: usize) -> Option<Found> {
    let mut at = i + 1;
    while matches!(c.role(at), Role::Ordinal | Role::And) && at < i + 6 {
        at += 1;
    }
    let every = c.is(at, Role::Weekdays)
        || c.is(at, Role::Weekday)
            && (c.is(at + 1, Role::Of) && c.is(at + 2, Role::Each) || c.is(at + 1, Role::OfThe));
    (at > i + 1 && every && c.is(i + 1, Role::Ordinal))
        .then(|| Found::new(i, at + 1, Expr::Set(format!("XXXX-WXX-{}", c.n(at)))))
}

/// Whether what follows a noun with its year is no noun of its own.
fn ends_clause(c: &Cursor, i: usize) -> bool {
    c.get(i).is_none_or(|t| {
        t.entry.role != Role::None || matches!(t.kind, Kind::Mark('.' | ',' | ';' | ')' | ':'))
    })
}
