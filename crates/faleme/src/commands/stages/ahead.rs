//! What may come, as `outlook --unit country` and `outlook --corridors` tell it.

use super::{AHEAD, Asked};
use crate::cli::{Counted, Form, Outlook, Unit, Who};
use crate::commands::outlook::{Ahead, Asked as Panel, corridors};
use crate::corridor::Setting;
use crate::findings::stages::Chances;
use anyhow::Result;
use base::{Country, Date, PlaceKind, fold_key};
use letter::{CorridorChance, Forecast, ForecastMonth, Record};
use outlook::corridor::{CorridorMonth, Record as Scored};
use outlook::forecast::{Row, Skill};
use outlook::{Month, Track};
use std::collections::BTreeSet;

impl Asked<'_> {
    fn outlook(&self, unit: Unit, corridors: bool) -> Outlook {
        let counted = Counted { unit, cells: None, target: "state_based".to_owned(), incidents: None };
        let (dir, as_of) = (self.dir.to_owned(), Some(self.day));
        let form = Form::default();
        Outlook { dir, counted, corridors, horizon: AHEAD, as_of, issue: false, record: false, seed: 1, form }
    }
}

/// Forecasts of the case's country and of those that its corridors pass; an error says why there is none.
pub fn countries(asked: &Asked<'_>) -> Result<Vec<(Country, Forecast)>> {
    let args = asked.outlook(Unit::Country, false);
    let rows = (asked.store, asked.view.tables.as_slice());
    let panel = Panel::on(&args, asked.case.clone(), rows, Some(asked.day), asked.out)?;
    let ahead = Ahead::of(&panel, asked.out)?;
    let own = own(asked);
    let record = record(&ahead.track);
    let rows = ahead.rows(&panel)?;
    let of_unit = |rows: &[Row<'_>]| {
        let first = rows.first().filter(|row| own.contains(&row.country))?;
        // Forecasts of months that are over by the letter's day tell nothing any more.
        rows.last().filter(|row| row.period >= Month::of(asked.day))?;
        let forecast = Forecast {
            unit: called(asked, first.country),
            past: known(&first.history),
            from: first_day(first.origin.plus(1))?,
            months: rows.iter().map(month).collect(),
            record: record.clone(),
        };
        Some((first.country, forecast))
    };
    Ok(rows.chunk_by(|a, b| a.unit == b.unit).filter_map(of_unit).collect())
}

/// The case's country and those of the places that its corridors pass.
fn own(asked: &Asked<'_>) -> BTreeSet<Country> {
    let passed: BTreeSet<String> =
        asked.case.corridors.iter().flat_map(|c| &c.waypoints).map(|w| fold_key(w)).collect();
    let places = asked.case.vocabulary.places.iter().filter(|p| passed.contains(&fold_key(&p.name)));
    places.filter_map(|p| p.country).chain(asked.case.head.country).collect()
}

/// The name that the case gives a country, else documents, else its code.
fn called(asked: &Asked<'_>, country: Country) -> String {
    let mut places = asked.case.vocabulary.places.iter();
    let named = places.find(|p| p.kind == PlaceKind::Country && p.country == Some(country));
    let told = || {
        let mut places = asked.view.claims.iter().flat_map(|c| &c.places);
        places
            .find(|p| p.kind == Some(PlaceKind::Country) && p.country == Some(country))
            .map(|p| p.name.clone())
    };
    named.map(|p| p.name.clone()).or_else(told).unwrap_or_else(|| country.to_string())
}

/// The counts since the last gap.
fn known(history: &[Option<u32>]) -> Vec<u32> {
    let since = history.iter().rposition(Option::is_none).map_or(0, |at| at + 1);
    history.iter().skip(since).filter_map(|count| *count).collect()
}

fn month(row: &Row<'_>) -> ForecastMonth {
    let of = &row.figures.quantiles;
    ForecastMonth {
        any: row.figures.p_any,
        mean: row.figures.mean,
        quantiles: [of.q05, of.q25, of.q50, of.q75, of.q95],
        baseline: [row.baseline.figures.p_any, row.baseline.figures.mean],
    }
}

fn record(track: &Track) -> Record {
    let skill = |all: &Skill| Some([all.skill_low?, all.skill?, all.skill_high?]);
    let windows = track.origins.first().zip(track.origins.last());
    Record {
        model: track.model.clone(),
        baseline: track.baseline.clone(),
        windows: windows.map(|(first, last)| format!("{first}..{last}")),
        skill: track.all.as_ref().and_then(skill),
    }
}

/// Chances of the case's corridors by month; those of which nothing at all is known are left out.
pub fn corridors(asked: &Asked<'_>, setting: &Setting) -> Result<Vec<Chances>> {
    let args = asked.outlook(Unit::Pgm, true);
    let who = Who {
        dir: asked.dir.to_owned(),
        as_of: Some(asked.day),
        class: None,
        goods: Vec::new(),
        operator: None,
    };
    let rows = (asked.store, asked.view.tables.as_slice());
    let ahead = corridors::ahead(&args, (setting, &who), rows, asked.out)?;
    let mut found = Vec::new();
    for months in ahead.told.chunk_by(|a, b| a.unit == b.unit) {
        let Some(first) = months.first().filter(|_| months.iter().any(|m| m.chances.unknown < 1.0)) else {
            continue;
        };
        found.push(Chances {
            corridor: first.unit.clone(),
            months: months.iter().filter_map(chance).collect(),
            drivers: first.drivers.clone(),
            by_rows: first.incidents.is_some(),
            record: of_corridor(&first.record),
        });
    }
    Ok(found)
}

fn chance(of: &CorridorMonth) -> Option<CorridorChance> {
    let chances = &of.chances;
    Some(CorridorChance {
        month: first_day(of.period)?,
        open: chances.open,
        restricted: chances.restricted,
        closed: chances.closed,
        unknown: chances.unknown,
        baseline: Some(of.baseline.chances.hindered()),
    })
}

/// Incidents alone are scored; of constraints no register tells when each began and ended, so the chances as a whole have no
/// skill to show.
fn of_corridor(record: &Scored) -> Record {
    let windows = match record {
        Scored::Scored { from, to, .. } => Some(format!("{from}..{to}")),
        Scored::Not { .. } => None,
    };
    let model = corridors::model().name().to_owned();
    Record { model, baseline: "as_it_is".to_owned(), windows, skill: None }
}

/// The first day of a month.
fn first_day(month: Month) -> Option<Date> {
    let year = i16::try_from(month.year()).ok()?;
    Date::new(year, i8::try_from(month.of_year()).ok()?, 1).ok()
}
