//! Pressure on border towns: incidents near them, days of closure, people who fled.

use super::months::Months;
use super::reported;
use super::setting::Setting;
use crate::neighbours::Report;
use crate::output::Output;
use crate::store::DataKind;
use anyhow::Result;
use base::{Coordinate, Date, GeoPrecision, PlaceKind};
use events::{Constraint, ConstraintKind, ConstraintStatus, Event, Placing, Rows};
use evidence::PlaceEntry;
use outlook::Month;
use outlook::spillover::{Border, Indicator, Risk};
use supply::people::{Area, District, People, Source, describe};

/// How near an incident counts for a town, and a town for a border, kilometres: about a day's way there and back.
pub const NEAR_KM: f64 = 50.0;

/// A town or post near both sides of a border.
pub struct Town<'a> {
    /// The case's entry.
    pub entry: &'a PlaceEntry,
    point: Coordinate,
}

/// The case's towns and crossings near a border district and near the districts across.
pub fn towns<'a>(setting: &Setting<'a>, border: &Border) -> Vec<Town<'a>> {
    let near = |at: &usize, point: Coordinate| {
        let outline = setting.districts.get(*at).and_then(|d| d.area.outline());
        outline.is_some_and(|o| o.distance_km(point) <= NEAR_KM)
    };
    let own = setting.country(border);
    let town = |entry: &'a PlaceEntry| {
        let kind = matches!(entry.kind, PlaceKind::PopulatedPlace | PlaceKind::BorderCrossing);
        let side = entry.country.is_none_or(|c| Some(c) == own || border.facing.contains(&c));
        let point = entry.lat.zip(entry.lon).filter(|_| kind && side);
        let point = point.and_then(|(lat, lon)| Coordinate::new(lat, lon))?;
        let both = near(&border.district, point) && border.across.iter().any(|at| near(at, point));
        both.then_some(Town { entry, point })
    };
    setting.case.vocabulary.places.iter().filter_map(town).collect()
}

/// What tables of people tell, on the day, of the districts at a border.
pub fn people(setting: &Setting<'_>, out: Output) -> Result<Vec<Area>> {
    let files = setting.store.data_files(DataKind::People)?;
    let files: Vec<_> = files.into_iter().filter(|f| f.released <= setting.day).collect();
    let read: Vec<People> =
        files.iter().map(|f| setting.store.data(DataKind::People, &f.name)).collect::<Result<_>>()?;
    let sources: Vec<Source<'_>> = files
        .iter()
        .zip(&read)
        .map(|(f, people)| Source { name: &f.name, released: f.released, people })
        .collect();
    let district = |border: &Border| {
        let found = setting.district(border)?;
        let name = supply::people::division(&found.area.name);
        let (country, of) = (Some(found.country), vec![found.area.name.clone()]);
        Some(District { country, admin2: Some(name), of, ..District::default() })
    };
    let districts: Vec<District> = setting.borders.iter().filter_map(district).collect();
    if sources.is_empty() || districts.is_empty() {
        return Ok(Vec::new());
    }
    let told = describe(&sources, &districts, setting.day);
    told.issues.iter().for_each(|issue| out.issue(issue));
    Ok(told.areas)
}

/// The indicators of a border district's towns, and of people who fled into it.
pub fn indicators(
    setting: &Setting<'_>,
    border: &Border,
    people: &[Area],
    reports: &[Report],
) -> Vec<Indicator> {
    let towns = towns(setting, border);
    let mut found: Vec<Indicator> = towns.iter().map(|town| near_town(setting, town)).collect();
    found.extend(towns.iter().map(|town| closed(setting, town)));
    if towns.is_empty() {
        let none = summed(setting, "incidents_within_50_km", "incidents", Months::default());
        found.push(none.noted("the case has no town within 50 km of both sides of this border"));
    }
    found.push(fled(setting, border));
    found.extend(counted(setting, border, people));
    found.extend(reported::entered(setting, border, reports, Risk::BorderTown));
    found
}

fn summed(setting: &Setting<'_>, name: &str, unit: &'static str, months: Months) -> Indicator {
    Indicator::summed(Risk::BorderTown, name, unit, setting.period, months.list())
}

fn near_town(setting: &Setting<'_>, town: &Town<'_>) -> Indicator {
    let (rows, mut months) = (setting.rows(), Months::default());
    for (event, month) in setting.incidents() {
        if is_near(event, rows, town.point) {
            months.add(month, 1.0, [event.id.to_string()]);
        }
    }
    let told = summed(setting, "incidents_within_50_km", "incidents", months).of(&town.entry.name);
    Indicator { note: setting.withheld(), ..told }
}

/// Whether anything that tells the event places it near: a place of it, or a row whose place has no name.
fn is_near(event: &Event, rows: &Rows<'_>, point: Coordinate) -> bool {
    let exact = |precision: GeoPrecision| matches!(precision, GeoPrecision::Exact | GeoPrecision::Near);
    let sites =
        event.places.iter().filter(|p| !["topic", "origin", "destination"].contains(&p.role.as_str()));
    let told = sites.filter(|p| exact(p.precision)).filter_map(|p| p.point);
    let coded = event.rows.iter().filter_map(|at| rows.get(at)).filter(|row| exact(row.precision));
    told.chain(coded.filter_map(|row| row.point)).any(|at| at.distance_km(point) <= NEAR_KM)
}

/// Days on which a blockade, closure or curfew is told to be in force at the town or in all of its region.
fn closed(setting: &Setting<'_>, town: &Town<'_>) -> Indicator {
    use ConstraintKind::{Blockade, Closure, Curfew};
    let closing = |c: &&Constraint| matches!(c.kind, Blockade | Closure | Curfew) && reaches(c, town);
    let closing: Vec<&Constraint> = setting.constraints.iter().filter(closing).collect();
    let mut months = Months::default();
    let mut day = setting.period.start.unwrap_or(setting.day);
    while day <= setting.day {
        let now: Vec<String> =
            closing.iter().filter(|c| told_in_force(c, day)).map(|c| c.id.to_string()).collect();
        if !now.is_empty() {
            months.add(Month::of(day), 1.0, now);
        }
        let Ok(next) = day.tomorrow() else { break };
        day = next;
    }
    let note = "from the first day told to the last on which it was confirmed; what was only announced or denied is not counted";
    summed(setting, "days_under_closure_or_curfew", "days", months).of(&town.entry.name).noted(note)
}

fn reaches(constraint: &Constraint, town: &Town<'_>) -> bool {
    let names = |name: &str| {
        name == town.entry.name
            || town.entry.admin1.as_deref() == Some(name)
            || town.entry.admin2.as_deref() == Some(name)
    };
    constraint.scope.places.iter().any(|reach| names(&reach.name))
}

fn told_in_force(constraint: &Constraint, day: Date) -> bool {
    use ConstraintStatus::{InForce, Lapsed, Lifted};
    let first = constraint.date.and_then(|d| d.first());
    let end = constraint.date.and_then(|d| d.end);
    let last = end.into_iter().chain(constraint.last_confirmed).min();
    matches!(constraint.status, InForce | Lapsed | Lifted)
        && first.zip(last).is_some_and(|(first, last)| first <= day && day <= last)
}

/// Effects on people that are told of the district, or of its country no finer.
fn fled(setting: &Setting<'_>, border: &Border) -> Indicator {
    let (rows, mut months) = (setting.rows(), Months::default());
    let own = setting.country(border);
    let told = |e: &&Event| {
        matches!(e.claim_type.as_str(), "refugee_influx" | "displacement") && e.modality.is_fact()
    };
    for event in setting.view.resolution.events.iter().filter(told) {
        let placing = setting.district(border).map(|d| d.area.event(event, rows));
        let in_country = event.places.iter().any(|p| p.country == own && own.is_some());
        let here = placing == Some(Placing::In) || placing == Some(Placing::Unplaced) && in_country;
        if !here {
            continue;
        }
        let published = || {
            let claims = setting.view.claims.iter().filter(|c| event.claims.contains(&c.id));
            let documents: Vec<_> = claims.map(|c| &c.document).collect();
            let published = setting.view.documents.iter().filter(|d| documents.contains(&&d.id));
            published.filter_map(|d| d.published).min()
        };
        if let Some(month) = setting.month_of(event).or_else(|| setting.month(published()?)) {
            months.add(month, 1.0, [event.id.to_string()]);
        }
    }
    let note = "reports, not people; also those that name no more than the country, by the month of publication where no date is told";
    summed(setting, "reports_of_displacement", "reports", months).noted(note)
}

/// Refugees and displaced people that imported tables count in the district.
fn counted(setting: &Setting<'_>, border: &Border, people: &[Area]) -> Vec<Indicator> {
    let Some(district) = setting.district(border) else { return Vec::new() };
    let of_it = people.iter().filter(|a| a.of.contains(&district.area.name));
    let one = |area: &Area| {
        [("refugees", area.refugees), ("idps", area.idps)]
            .into_iter()
            .filter_map(|(name, value)| {
                let (value, day) = (value?, *area.as_of_each.get(name)?);
                let evidence = area.sources.get(name).cloned().unwrap_or_default();
                let mut months = Months::default();
                months.add(Month::of(day), value as f64, evidence);
                Some(
                    summed(setting, &format!("{name}_counted"), "people", months)
                        .noted(format!("as of {day}")),
                )
            })
            .collect::<Vec<_>>()
    };
    of_it.flat_map(one).collect()
}
