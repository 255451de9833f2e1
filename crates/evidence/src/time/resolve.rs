//! From what an expression says to its TIMEX3 value and the days it means, seen from the anchor and from the days
//! spoken of before.

use super::TimexType;
use super::amount::duration;
use super::days::{self, away, number, pick, shift, shift_days, span_years, unit_around};
use super::expr::{Calendar, Expr, Lean, Open, Unit};
use super::lexicon::{PARTS, REFERENCES, SEASONS};
use base::{Date, Interval};

/// What has been spoken of before an expression.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Context {
    /// The publication date.
    pub anchor: Option<Date>,
    /// The last single day mentioned.
    pub last: Option<Date>,
    /// The last year given in full.
    pub year: Option<i16>,
    /// A date with its year that opened a sentence of this paragraph: what follows is told in that year.
    pub frame: Option<Date>,
}

/// Value and days of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Meaning {
    pub kind: TimexType,
    pub value: String,
    pub interval: Option<Interval>,
    pub inferred: bool,
    pub relative: bool,
}

impl Meaning {
    fn new(kind: TimexType, value: impl Into<String>, interval: Option<Interval>) -> Self {
        Self { kind, value: value.into(), interval, inferred: false, relative: false }
    }

    fn date(pair: Option<(String, Interval)>, otherwise: &str) -> Self {
        match pair {
            Some((value, interval)) => Self::new(TimexType::Date, value, Some(interval)),
            None => Self::new(TimexType::Date, otherwise, None),
        }
    }

    fn relative(mut self) -> Self {
        self.relative = true;
        self
    }
}

impl Context {
    /// What `expr` means here. `open` matters to lengths of time: "for three weeks", "since three weeks".
    pub fn resolve(&self, expr: &Expr, open: Open) -> Meaning {
        match expr {
            Expr::Calendar(calendar) => self.calendar(calendar),
            Expr::Weekday { day, lean } => {
                let date = self.anchor.and_then(|a| days::weekday(*day, *lean, a));
                Meaning::date(date.map(|d| (d.to_string(), Interval::day(d))), &format!("XXXX-WXX-{day}"))
                    .relative()
            }
            Expr::Shift { unit, by } => self.shifted(*unit, *by),
            Expr::Weekend { lean } => {
                Meaning::date(self.anchor.and_then(|a| days::weekend(*lean, a)), "XXXX-WXX-WE").relative()
            }
            Expr::Season { season, year, lean, generic } => self.season(*season, *year, *lean, *generic),
            Expr::Months { first, last, year, lean, generic } => {
                self.months((*first, *last), *year, *lean, *generic)
            }
            Expr::Fraction { letter, nth, year } => self.fraction(*letter, *nth, *year),
            Expr::Years { first, last, value } => {
                Meaning::new(TimexType::Date, value.as_str(), span_years(*first, *last))
            }
            Expr::Following { days } => {
                let date = self.last.and_then(|d| shift_days(d, i64::from(*days)));
                let mut meaning =
                    Meaning::date(date.map(|d| (d.to_string(), Interval::day(d))), "XXXX-XX-XX");
                meaning.inferred = true;
                meaning
            }
            Expr::Part { base, part, until } => self.part(base.as_deref(), *part, until.as_deref()),
            Expr::Clock { base, minute, second } => self.clock(base.as_deref(), *minute, *second),
            Expr::Duration { count, unit } => {
                let since = self.anchor.filter(|_| open == Open::Since);
                let start = since.and_then(|a| away(a, count, *unit, -1));
                let mut meaning =
                    Meaning::new(TimexType::Duration, duration(count, *unit), start.map(Interval::since));
                meaning.relative = start.is_some();
                meaning
            }
            Expr::Window { count, unit, side } => {
                let other = self.anchor.and_then(|a| Some((a, away(a, count, *unit, *side)?)));
                let interval = other.map(|(a, b)| Interval::between(a, b));
                Meaning::new(TimexType::Duration, duration(count, *unit), interval).relative()
            }
            Expr::Away { count, unit, side, from_anchor, date } => {
                let origin = if *from_anchor { self.anchor } else { self.last };
                let at = origin
                    .and_then(|o| away(o, count, *unit, *side))
                    .and_then(|d| unit_around(d, grain(*unit)));
                let length = duration(count, *unit);
                let kind = if *date && at.is_some() { TimexType::Date } else { TimexType::Duration };
                let value = at.as_ref().filter(|_| *date).map_or(length, |(value, _)| value.clone());
                let mut meaning = Meaning::new(kind, value, at.map(|(_, interval)| interval));
                (meaning.relative, meaning.inferred) = (*from_anchor, !*from_anchor);
                meaning
            }
            Expr::Set(value) if value.starts_with('T') => Meaning::new(TimexType::Time, value.as_str(), None),
            Expr::Set(value) => Meaning::new(TimexType::Set, value.as_str(), None),
            Expr::Reference(k) => {
                Meaning::new(TimexType::Date, REFERENCES.get(*k).copied().unwrap_or("PRESENT_REF"), None)
            }
            Expr::Stamp { calendar, time } => {
                let mut meaning = self.calendar(calendar);
                (meaning.kind, meaning.value) = (TimexType::Time, meaning.value + time);
                meaning
            }
            Expr::Impossible => Meaning::new(TimexType::Date, "", None),
        }
    }

    fn calendar(&self, calendar: &Calendar) -> Meaning {
        let given = calendar.year.map(|y| self.century(y));
        let year = given.or_else(|| self.infer(calendar));
        let y = year.map_or("XXXX".to_owned(), |y| format!("{y:04}"));
        let (value, interval) = match (calendar.month, calendar.day) {
            (None, _) => (y, year.and_then(Interval::year)),
            (Some(m), None) => (format!("{y}-{m:02}"), year.and_then(|y| Interval::month(y, m))),
            (Some(m), Some(d)) => {
                let on = |d| year.and_then(|y| Date::new(y, m, d).ok());
                let last = calendar.until.and_then(on).or(on(d));
                (format!("{y}-{m:02}-{d:02}"), on(d).zip(last).map(|(a, b)| Interval::between(a, b)))
            }
        };
        let mut meaning = Meaning::new(TimexType::Date, value, interval);
        meaning.inferred = given.is_none();
        meaning.relative = given.is_none() && matches!(calendar.lean, Lean::Last | Lean::Next | Lean::This);
        meaning
    }

    /// The full year of two digits: not more than five years after the anchor.
    fn century(&self, year: i16) -> i16 {
        let latest = self.anchor.map_or(2030, |a| a.year().saturating_add(5));
        match year {
            0..100 if 2000 + year <= latest => 2000 + year,
            0..100 => 1900 + year,
            _ => year,
        }
    }

    /// The year of a date without one: that of the frame it is told in, else seen from the anchor, else the last given.
    fn infer(&self, calendar: &Calendar) -> Option<i16> {
        if let (Some(frame), Lean::Past, None) = (self.frame, calendar.lean, calendar.weekday)
            && let Some(month) = calendar.month
            && let Ok(date) = Date::new(frame.year(), month, calendar.day.unwrap_or(28))
            && date >= frame
            && self.anchor.is_none_or(|a| date <= a)
        {
            return Some(frame.year());
        }
        match self.anchor {
            Some(anchor) => days::year_of(calendar, anchor),
            None => self.year,
        }
    }

    fn shifted(&self, unit: Unit, by: i32) -> Meaning {
        let pair = self.anchor.and_then(|a| unit_around(shift(a, unit, by)?, unit));
        let otherwise = match (unit.letter, by) {
            ('D', 0) => "PRESENT_REF",
            ('D', _) => "XXXX-XX-XX",
            ('W', _) => "XXXX-WXX",
            ('M', _) => "XXXX-XX",
            _ => "XXXX",
        };
        Meaning::date(pair, otherwise).relative()
    }

    /// Meteorological seasons of the north (WMO): spring from March, summer from June, autumn from September,
    /// winter from December.
    fn season(&self, season: usize, year: Option<i16>, lean: Lean, generic: bool) -> Meaning {
        let code = SEASONS.get(season).copied().unwrap_or("SU");
        let first = 3 + 3 * season as i8;
        let year = year.or_else(|| self.season_year(first, lean).filter(|_| !generic));
        let last = if first == 12 { 2 } else { first + 2 };
        let mut meaning = Meaning::new(TimexType::Date, format!("XXXX-{code}"), None);
        if let Some(y) = year {
            meaning = Meaning::new(TimexType::Date, format!("{y:04}-{code}"), months_between(y, first, last));
        }
        meaning.relative = lean != Lean::Past;
        meaning
    }

    /// A season by its months, as an ISO 8601 interval of months: TIMEX3 has no code for it.
    fn months(&self, (first, last): (i8, i8), year: Option<i16>, lean: Lean, generic: bool) -> Meaning {
        let year = year.or_else(|| self.season_year(first, lean).filter(|_| !generic));
        let value = |a: String, b: String| format!("{a}-{first:02}/{b}-{last:02}");
        let mut meaning = Meaning::new(TimexType::Date, value("XXXX".into(), "XXXX".into()), None);
        if let Some(y) = year {
            let end = i32::from(y) + i32::from(last < first);
            let days = months_between(y, first, last);
            meaning = Meaning::new(TimexType::Date, value(format!("{y:04}"), format!("{end:04}")), days);
        }
        meaning.relative = lean != Lean::Past;
        meaning
    }

    fn season_year(&self, first: i8, lean: Lean) -> Option<i16> {
        let anchor = self.anchor?;
        days::year_of(&Calendar { month: Some(first), lean, ..Calendar::default() }, anchor)
    }

    fn fraction(&self, letter: char, nth: i8, year: Option<i16>) -> Meaning {
        let step = if letter == 'Q' { 3 } else { 6 };
        let chosen = year.or_else(|| {
            let anchor = self.anchor?;
            let at = |y: i64| y * 12 + i64::from((nth - 1) * step);
            let origin = i64::from(anchor.year()) * 12 + i64::from(anchor.month()) - 1;
            let years = i64::from(anchor.year()) - 1..=i64::from(anchor.year());
            pick(years.map(at), origin, Lean::Past).and_then(|p| i16::try_from(p.div_euclid(12)).ok())
        });
        let mut meaning = Meaning::date(
            chosen.and_then(|y| days::fraction(y, letter, nth)),
            &format!("XXXX-{letter}{nth}"),
        );
        meaning.inferred = year.is_none();
        meaning
    }

    /// The day that a part of day or a time belongs to.
    fn day(&self, base: Option<&Expr>) -> (Option<Interval>, String, bool, bool) {
        match base {
            Some(base) => {
                let meaning = self.resolve(base, Open::Closed);
                (meaning.interval, meaning.value, meaning.inferred, meaning.relative)
            }
            None => {
                let day = self.last.or(self.anchor);
                let value = day.map_or("XXXX-XX-XX".to_owned(), |d| d.to_string());
                (day.map(Interval::day), value, true, self.last.is_none() && day.is_some())
            }
        }
    }

    fn part(&self, base: Option<&Expr>, part: usize, until: Option<&Expr>) -> Meaning {
        let (days, value, inferred, relative) = self.day(base);
        let code = PARTS.get(part).copied().unwrap_or("DT");
        let last = until.and_then(|u| self.resolve(u, Open::Closed).interval).or(days);
        let interval = match (days.and_then(|d| d.start), last.and_then(|d| d.end)) {
            (Some(a), Some(b)) => Some(Interval::between(a, b)),
            _ => None,
        };
        Meaning { kind: TimexType::Time, value: format!("{value}T{code}"), interval, inferred, relative }
    }

    fn clock(&self, base: Option<&Expr>, minute: i32, second: Option<u32>) -> Meaning {
        let (interval, value, inferred, relative) = self.day(base);
        let mut value = format!("{value}T{:02}:{:02}", minute / 60, minute % 60);
        if let Some(second) = second {
            value.push_str(&format!(":{second:02}"));
        }
        Meaning { kind: TimexType::Time, value, interval, inferred, relative }
    }
}

/// "three months ago" is a month, "three days ago" a day.
fn grain(unit: Unit) -> Unit {
    match unit.letter {
        'M' => Unit { times: 1, letter: 'M' },
        'Y' => Unit { times: 1, letter: 'Y' },
        'W' => Unit { times: 1, letter: 'W' },
        _ => Unit { times: 1, letter: 'D' },
    }
}

/// From the first of one month to the last of another, which may lie in the next year.
fn months_between(year: i16, first: i8, last: i8) -> Option<Interval> {
    let start = Date::new(year, first, 1).ok()?;
    let end = Date::new(if last < first { year.checked_add(1)? } else { year }, last, 1).ok()?;
    Some(Interval::between(start, end.last_of_month()))
}

/// Opens the end that the words before an expression leave open.
pub(super) fn opened(interval: Interval, open: Open) -> Interval {
    match (open, interval.start, interval.end) {
        (Open::Until, _, Some(end)) => Interval::until(end),
        (Open::Before, Some(start), _) => shift_days(start, -1).map_or(interval, Interval::until),
        (Open::Since, Some(start), _) => Interval::since(start),
        (Open::After, _, Some(end)) => shift_days(end, 1).map_or(interval, Interval::since),
        _ => interval,
    }
}

/// Both intervals of a range as one; a right end that would lie before its start belongs to the next year.
pub(super) fn spanned(left: Interval, right: Interval) -> Option<Interval> {
    let (start, end) = (left.start?, right.end?);
    let end = if end < start {
        Date::new(end.year().checked_add(1)?, end.month(), end.day().min(28)).ok()?
    } else {
        end
    };
    let near = number(end) - number(start) >= 0;
    near.then(|| Interval::between(start, end))
}
