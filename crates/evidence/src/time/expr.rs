//! What a time expression says, before the anchor is known.

use super::lexicon::UNITS;
use std::ops::Range;

/// Which of the days that fit is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Lean {
    /// The latest that is not after the anchor: reports tell of what has been.
    #[default]
    Past,
    /// "last", « dernier »: before the anchor.
    Last,
    /// "next", « prochain »: after the anchor.
    Next,
    /// "this", « ce »: the anchor's own, or the nearest.
    This,
    /// Words around it speak of the future: the nearest.
    Near,
}

/// A unit of the calendar and how often: a quarter is three months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// 1 for a week, 3 for a quarter.
    pub times: i32,
    /// One of [`UNITS`].
    pub letter: char,
}

impl Unit {
    /// Reads what the lexicon packed.
    pub fn unpack(n: i32) -> Self {
        Self { times: n / 16, letter: UNITS.get((n % 16) as usize).copied().unwrap_or('D') }
    }

    /// Hours, minutes or seconds.
    pub fn is_clock(self) -> bool {
        matches!(self.letter, 's' | 'm' | 'h')
    }
}

/// How many.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Count {
    /// So many.
    Exact(i32),
    /// So many, with a fraction, as TIMEX3 writes it (`30.4`).
    Decimal(String),
    /// "several", « quelques ».
    Vague,
}

/// A calendar date of which parts may be missing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Calendar {
    pub year: Option<i16>,
    pub month: Option<i8>,
    pub day: Option<i8>,
    /// 1 Monday to 7 Sunday.
    pub weekday: Option<i8>,
    /// The last day of "September 5 to 8".
    pub until: Option<i8>,
    pub lean: Lean,
}

/// What a time expression says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expr {
    /// Day, month or year.
    Calendar(Calendar),
    /// A day of the week.
    Weekday { day: i8, lean: Lean },
    /// The anchor's day, week, month, year …, so many further on.
    Shift { unit: Unit, by: i32 },
    /// A weekend, counted in weeks.
    Weekend { lean: Lean },
    /// Index into `SEASONS`.
    Season { season: usize, year: Option<i16>, lean: Lean, generic: bool },
    /// A season by its months.
    Months { first: i8, last: i8, year: Option<i16>, lean: Lean, generic: bool },
    /// The `nth` quarter (`Q`) or half (`H`) of a year.
    Fraction { letter: char, nth: i8, year: Option<i16> },
    /// Years from `first` to `last`, with their value.
    Years { first: i16, last: i16, value: String },
    /// The day last spoken of, so many days further on.
    Following { days: i32 },
    /// A part of a day, index into `PARTS`; without a base, of the day last spoken of.
    Part { base: Option<Box<Expr>>, part: usize, until: Option<Box<Expr>> },
    /// A time of day.
    Clock { base: Option<Box<Expr>>, minute: i32, second: Option<u32> },
    /// A length of time.
    Duration { count: Count, unit: Unit },
    /// A length of time that ends or begins at the anchor ("the last three weeks"): −1 or 1.
    Window { count: Count, unit: Unit, side: i32 },
    /// So long before (−1) or after (1) the anchor or, unless `from_anchor`, the day last spoken of.
    Away { count: Count, unit: Unit, side: i32, from_anchor: bool, date: bool },
    /// Something that recurs.
    Set(String),
    /// Index into `REFERENCES`.
    Reference(usize),
    /// A complete value as written: `2025-07-01T18:30`.
    Stamp { calendar: Calendar, time: String },
    /// A date that does not exist.
    Impossible,
}

/// Which end of the interval the words before leave open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Open {
    /// Neither.
    #[default]
    Closed,
    /// "until", « jusqu'au ».
    Until,
    /// "before", « avant »: the day itself is out.
    Before,
    /// "since", « depuis », « à partir de ».
    Since,
    /// "after", « après »: the day itself is out.
    After,
}

/// An expression found among tokens.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it says.
    pub expr: Expr,
    /// Index into `EDGES`.
    pub edge: Option<usize>,
    /// What the words before it say.
    pub open: Open,
    /// The place in the list of the expression to its right that this one forms a range with.
    pub range_with: Option<usize>,
}

impl Found {
    /// An expression over `start..end`.
    pub fn new(start: usize, end: usize, expr: Expr) -> Self {
        Self { tokens: start..end, expr, edge: None, open: Open::Closed, range_with: None }
    }

    /// The same, starting earlier.
    pub fn from(mut self, start: usize) -> Self {
        self.tokens.start = start;
        self
    }

    /// The same, with `mod` START, MID or END.
    pub fn edged(mut self, edge: i32) -> Self {
        self.edge = usize::try_from(edge).ok();
        self
    }
}

/// The longer of two expressions; the first where they are of one length.
pub(super) fn longer(first: Found, second: Found) -> Found {
    if second.tokens.end > first.tokens.end { second } else { first }
}
