//! Trade across the border: what limits crossings and corridors to the neighbour, and prices on its markets.

use super::months::Months;
use super::setting::Setting;
use super::{reported, town};
use crate::neighbours::Report;
use crate::store::DataKind;
use anyhow::Result;
use base::{Coordinate, Country, fold_key};
use events::{Constraint, ConstraintStatus};
use outlook::Month;
use outlook::spillover::{Border, Indicator, Risk};
use std::collections::BTreeMap;
use supply::prices::{Alps, Book, Level, Monthly, Source, Table};

/// The price series that count on the day, graded.
pub struct Graded {
    book: Book,
    alps: Vec<Alps>,
}

/// Loads the price tables that were out by the day.
pub fn prices(setting: &Setting<'_>) -> Result<Graded> {
    let mut tables = Vec::new();
    for file in setting.store.data_files(DataKind::Prices)?.into_iter().filter(|f| f.released <= setting.day)
    {
        let table: Table = setting.store.data(DataKind::Prices, &file.name)?;
        tables.push((Source { file: file.name, released: file.released }, table));
    }
    let book = Book::new(tables, Some(setting.day));
    let alps = book.series.iter().map(|s| Alps::of(s, Some(setting.day))).collect();
    Ok(Graded { book, alps })
}

/// The indicators of trade.
pub fn indicators(
    setting: &Setting<'_>,
    border: &Border,
    prices: &Graded,
    reports: &[Report],
) -> Vec<Indicator> {
    let mut found = limits(setting, border);
    found.push(alerts(setting, border, prices));
    found.extend(reported::entered(setting, border, reports, Risk::Trade));
    found
}

/// Constraints on the border's towns and crossings, on corridors that join both countries, and on what comes from the
/// district's country, by kind and the month from which they are told.
fn limits(setting: &Setting<'_>, border: &Border) -> Vec<Indicator> {
    let towns = town::towns(setting, border);
    let corridors = corridors(setting, border);
    let own = setting.country(border);
    let concerns = |c: &&Constraint| {
        let at_town = c.scope.places.iter().any(|p| towns.iter().any(|t| t.entry.name == p.name));
        let named = |name: &String| corridors.contains(&fold_key(name));
        at_town
            || c.scope.corridors.iter().chain(&c.scope.links).any(named)
            || own.is_some_and(|own| c.scope.origin_countries.contains(&own))
    };
    let told = |c: &&Constraint| !matches!(c.status, ConstraintStatus::Denied | ConstraintStatus::CalledFor);
    let mut kinds: BTreeMap<&str, Months> = BTreeMap::new();
    for constraint in setting.constraints.iter().filter(told).filter(concerns) {
        let day = constraint.date.and_then(|d| d.first()).or(constraint.last_confirmed);
        if let Some(month) = day.and_then(|day| setting.month(day)) {
            kinds.entry(constraint.kind.as_str()).or_default().add(month, 1.0, [constraint.id.to_string()]);
        }
    }
    let one = |months: Months| {
        Indicator::summed(Risk::Trade, "constraints_on_trade", "constraints", setting.period, months.list())
    };
    if kinds.is_empty() {
        return vec![one(Months::default())];
    }
    kinds.into_iter().map(|(kind, months)| one(months).of(kind)).collect()
}

/// Names of the case's corridors that pass the district's country and one across its border, folded.
fn corridors(setting: &Setting<'_>, border: &Border) -> Vec<String> {
    let places = &setting.case.vocabulary.places;
    let country = |name: &String| places.iter().find(|p| p.name == *name).and_then(|p| p.country);
    let own = setting.country(border);
    let joins = |waypoints: &[String]| {
        let passed: Vec<Country> = waypoints.iter().filter_map(country).collect();
        own.is_some_and(|own| passed.contains(&own)) && passed.iter().any(|c| border.facing.contains(c))
    };
    let joining = setting.case.corridors.iter().filter(|c| joins(&c.waypoints));
    let names = joining.flat_map(|c| [&c.name.en, &c.name.fr].into_iter().chain(&c.aliases));
    names.map(|name| fold_key(name)).collect()
}

/// Prices on markets in the district at ALPS level alert or crisis.
fn alerts(setting: &Setting<'_>, border: &Border, prices: &Graded) -> Indicator {
    let mut months = Months::default();
    let mut markets = 0;
    for (series, alps) in prices.book.series.iter().zip(&prices.alps) {
        if !is_here(setting, border, series) || !alps.is_eligible() {
            continue;
        }
        markets += 1;
        for (point, grade) in series.points.iter().zip(&alps.grades) {
            let high = grade.is_some_and(|g| matches!(g.level, Level::Alert | Level::Crisis));
            let month = u8::try_from(point.month.of_year() + 1).ok();
            let month = i16::try_from(point.month.year()).ok().zip(month).and_then(|(y, m)| Month::new(y, m));
            let looked = month.filter(|m| setting.period.start.is_none_or(|s| *m >= Month::of(s)));
            if let Some(month) = looked.filter(|_| high) {
                let file = prices.book.sources.get(point.source).map_or("", |s| s.file.as_str());
                months.add(month, 1.0, [format!("prices/{file}:{}", point.row)]);
            }
        }
    }
    let note = match markets {
        0 => "no price series of a market in the district can be graded".to_owned(),
        n => format!(
            "{n} series of markets in the district can be graded; a month without an entry has none at alert or crisis"
        ),
    };
    Indicator::summed(Risk::Trade, "price_alerts", "series and months", setting.period, months.list())
        .noted(note)
}

/// Whether a market lies in the district, by its own point or that of the place of its name.
fn is_here(setting: &Setting<'_>, border: &Border, series: &Monthly) -> bool {
    let key = fold_key(&series.key.market);
    let named = setting.case.vocabulary.places.iter().find(|p| fold_key(&p.name) == key);
    let point = named.and_then(|p| Coordinate::new(p.lat?, p.lon?));
    let at = series.place.or(point);
    let outline = setting.district(border).and_then(|d| d.area.outline());
    at.zip(outline).is_some_and(|(at, outline)| outline.contains(at))
}
