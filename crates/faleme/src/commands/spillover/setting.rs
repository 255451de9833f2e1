//! A case on a day, with its border districts and the months that indicators look at.

use crate::case::Case;
use crate::clock;
use crate::on_day::of_holdings;
use crate::output::Output;
use crate::panel::districts;
use crate::store::Store;
use crate::view::View;
use anyhow::Result;
use base::{Country, Date, EventId, Interval};
use events::{Atlas, Coding, Constraint, Event, Rows, rows};
use evidence::ClaimKind;
use outlook::spillover::{Border, borders};
use outlook::{District, Month};
use std::collections::BTreeSet;

/// Months that indicators look back, that of the day included.
const BACK: i32 = 12;
/// Incidents that are words or good news: they are no incursion and no pressure.
const NO_HARM: [&str; 3] = ["propaganda_video", "release", "threat"];
/// Days that the date of an event may span and still tell its month.
const LONGEST: i64 = 31;

/// A case on a day.
pub struct Setting<'a> {
    /// The case file.
    pub case: &'a Case,
    /// Its ledger.
    pub store: &'a Store,
    /// What counts on the day.
    pub view: &'a View,
    /// The day.
    pub day: Date,
    /// The day as asked for; everything counts without it.
    pub asked: Option<Date>,
    /// The days that indicators look at.
    pub period: Interval,
    /// Districts on both sides of borders.
    pub districts: Vec<District<'a>>,
    /// Those at a border.
    pub borders: Vec<Border>,
    /// What limits access.
    pub constraints: Vec<Constraint>,
    /// All rows, to place events by.
    rows: Rows<'a>,
    /// Incidents told as facts and dated to a month that is looked at.
    dated: Vec<(&'a Event, Month)>,
}

impl<'a> Setting<'a> {
    /// What the command asks about, of a ledger that is resolved already.
    pub fn of(
        (case, atlas): (&'a Case, &'a Atlas),
        (store, view): (&'a Store, &'a View),
        asked: Option<Date>,
        out: Output,
    ) -> Result<Self> {
        let day = asked.unwrap_or_else(clock::today);
        let districts = districts(case, atlas, out)?;
        let borders = borders(&districts, case.head.country);
        let constraints = of_holdings(view, case, Some(day), events::constraints);
        let start = Month::of(day).plus(1 - BACK);
        let first = i16::try_from(start.year()).ok().zip(i8::try_from(start.of_year()).ok());
        let first = first.and_then(|(year, month)| Date::new(year, month, 1).ok());
        let period = Interval { start: first, end: Some(day) };
        let rows = rows(&view.tables);
        let mut setting = Self {
            case,
            store,
            view,
            day,
            asked,
            period,
            districts,
            borders,
            constraints,
            rows,
            dated: Vec::new(),
        };
        setting.dated = setting.dated();
        Ok(setting)
    }

    /// A border district.
    pub fn district(&self, border: &Border) -> Option<&District<'a>> {
        self.districts.get(border.district)
    }

    /// Its country; `None` for a border of another setting.
    pub fn country(&self, border: &Border) -> Option<Country> {
        self.district(border).map(|d| d.country)
    }

    /// All rows, to place events by.
    pub fn rows(&self) -> &Rows<'a> {
        &self.rows
    }

    /// The months looked at that a day falls into; `None` outside.
    pub fn month(&self, day: Date) -> Option<Month> {
        let inside = self.period.start.is_none_or(|s| day >= s) && day <= self.day;
        inside.then(|| Month::of(day))
    }

    /// Incidents told as facts and dated to a month that is looked at. Left out are those that show where forces stand or
    /// move, those that only a program coded, and wholes whose parts count.
    pub fn incidents(&self) -> impl Iterator<Item = (&'a Event, Month)> {
        self.dated.iter().copied().filter(|(e, _)| !e.shows_positions())
    }

    /// A word on incidents that are told by month and region only: where they are not counted, silence says less.
    pub fn withheld(&self) -> Option<String> {
        let count = self.dated.iter().filter(|(e, _)| e.shows_positions()).count();
        (count > 0).then(|| {
            format!(
                "{count} incidents of these months, anywhere in the case, would show where forces stand: told by month and region only, not counted here"
            )
        })
    }

    fn dated(&self) -> Vec<(&'a Event, Month)> {
        let view: &'a View = self.view;
        let wholes: BTreeSet<&EventId> =
            view.resolution.events.iter().filter_map(|e| e.parent.as_ref()).collect();
        let counts = |e: &&Event| {
            e.kind == ClaimKind::Incident
                && e.modality.is_fact()
                && !NO_HARM.contains(&e.claim_type.as_str())
                && !wholes.contains(&e.id)
                && !by_machine(e, &self.rows)
        };
        let events = view.resolution.events.iter().filter(counts);
        events.filter_map(|e| Some((e, self.month_of(e)?))).collect()
    }

    /// The month of an event, where it is dated so well.
    pub fn month_of(&self, event: &Event) -> Option<Month> {
        let date = event.date?;
        if date.start.zip(date.end).is_some_and(|_| date.days().is_none_or(|days| days > LONGEST)) {
            return None;
        }
        self.month(date.first()?)
    }
}

fn by_machine(event: &Event, rows: &Rows<'_>) -> bool {
    let human = |at| rows.get(at).is_none_or(|row| row.coding == Coding::Human);
    event.claims.is_empty() && !event.rows.is_empty() && !event.rows.iter().any(human)
}
