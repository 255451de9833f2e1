//! A forecast made twice: with all that happened, and as if nothing had happened across the border.

use super::Border;
use crate::{
    Cells, District, Forecasts, Gid, Horizon, Model, Month, Neighbourhood, Panel, Past, Sources, Target,
    Units,
};
use base::{Country, Issue};
use events::{Boundary, Estimate, Table};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What a district's forecast is with and without what happened across the border.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Removal {
    /// The model.
    pub model: String,
    /// Deaths a month that it expects in the district's cells, over the horizons.
    pub with: f64,
    /// The same as if no other country had had any.
    pub without: f64,
    /// The share that is gone; `None` where nothing is expected.
    pub across: Option<f64>,
    /// Cells of the district.
    pub cells: usize,
}

/// The model that forecasts with and without neighbours. It has to look at neighbouring cells, else it loses nothing.
pub fn model() -> Box<dyn Model> {
    Box::new(Neighbourhood)
}

/// What is forecast from.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// The releases that count.
    pub tables: &'a [Table],
    /// What is forecast.
    pub target: &'a Target,
    /// The last month that is known.
    pub origin: Month,
    /// Months after it.
    pub horizons: &'a [Horizon],
}

/// Forecasts the cells of each border district twice, in the order of `borders`; `None` where the model has too little history,
/// or where there is no row at all of a country on either side: its file may be missing, and no zero is told for that.
/// Rows of other countries are kept and count nothing, so that both forecasts see the same months and cells, also where a
/// cell lies on the border.
pub fn remove(
    ground: Ground<'_>,
    districts: &[District<'_>],
    borders: &[Border],
    model: &dyn Model,
) -> Result<Vec<Option<Removal>>, Issue> {
    let known = countries(ground.tables);
    let of = |border: &Border| {
        let district = districts.get(border.district)?;
        let told = known.contains(&district.country) && border.facing.iter().all(|c| known.contains(c));
        told.then(|| (district.country, cells_of(district)))
    };
    let wanted: Vec<Option<(Country, Vec<Gid>)>> = borders.iter().map(of).collect();
    let cells = listed(ground, wanted.iter().flatten())?;
    let all = forecast(ground, ground.tables, &cells, model)?;
    let countries: BTreeSet<Country> = wanted.iter().flatten().map(|(country, _)| *country).collect();
    let mut alone = BTreeMap::new();
    for country in countries {
        let emptied = emptied(ground.tables, country);
        alone.insert(country, forecast(ground, &emptied, &cells, model)?);
    }
    let removal = |(country, cells): &(Country, Vec<Gid>)| {
        let (with, without) = (all.as_ref()?, alone.get(country)?.as_ref()?);
        let (with, without) = (with.sum(cells), without.sum(cells));
        let across = (with > 0.0).then(|| 1.0 - without / with);
        Some(Removal { model: model.name().to_owned(), with, without, across, cells: cells.len() })
    };
    Ok(wanted.iter().map(|w| w.as_ref().and_then(removal)).collect())
}

/// Countries that any row names.
fn countries(tables: &[Table]) -> BTreeSet<Country> {
    tables.iter().flat_map(|t| &t.rows).filter_map(|row| row.country).collect()
}

/// Forecasts by cell.
struct ByCell {
    units: BTreeMap<Gid, usize>,
    forecasts: Forecasts,
}

impl ByCell {
    /// What is expected in these cells a month, over the horizons.
    fn sum(&self, cells: &[Gid]) -> f64 {
        let horizons = self.forecasts.horizons().len();
        let mean = |unit: usize| -> f64 {
            (0..horizons).filter_map(|h| self.forecasts.get(unit, h)).map(|d| d.mean()).sum()
        };
        let sum: f64 = cells.iter().filter_map(|cell| self.units.get(cell)).map(|unit| mean(*unit)).sum();
        sum / horizons.max(1) as f64
    }
}

fn forecast(
    ground: Ground<'_>,
    tables: &[Table],
    cells: &Cells,
    model: &dyn Model,
) -> Result<Option<ByCell>, Issue> {
    let sources = Sources { tables, incidents: None };
    let panel = Panel::build(sources, Units::Cells(Some(cells)))?.value;
    let past: Option<Past<'_>> = panel.until(ground.origin).filter(|p| p.months() >= model.needs());
    let told = past.and_then(|past| model.forecast(&past, ground.target, ground.horizons).ok());
    let units = panel.units().iter().enumerate().filter_map(|(at, unit)| Some((unit.cell()?, at))).collect();
    Ok(told.map(|forecasts| ByCell { units, forecasts }))
}

/// Every cell with an event and those around, and all of the districts.
fn listed<'a>(
    ground: Ground<'_>,
    districts: impl Iterator<Item = &'a (Country, Vec<Gid>)>,
) -> Result<Cells, Issue> {
    let sources = Sources { tables: ground.tables, incidents: None };
    let panel = Panel::build(sources, Units::Cells(None))?.value;
    let mut cells: Cells = panel.units().iter().filter_map(|u| Some((u.cell()?, u.country))).collect();
    for (country, own) in districts {
        own.iter().for_each(|cell| {
            cells.entry(*cell).or_insert(*country);
        });
    }
    Ok(cells)
}

/// The cells whose middle lies in a district, else the one that holds its own middle.
fn cells_of(district: &District<'_>) -> Vec<Gid> {
    let Some(outline) = district.area.outline() else { return Vec::new() };
    let inside = within(outline);
    if inside.is_empty() { outline.middle().map(Gid::at).into_iter().collect() } else { inside }
}

fn within(outline: &Boundary) -> Vec<Gid> {
    let Some([low, high]) = outline.corners().map(|c| c.map(Gid::at)) else { return Vec::new() };
    let rows = 0..=i64::from(high.row()) - i64::from(low.row());
    let columns = 0..=i64::from(high.column()) - i64::from(low.column());
    let all = rows.flat_map(|north| columns.clone().map(move |east| (north as i32, east as i32)));
    all.filter_map(|(north, east)| low.shifted(north, east))
        .filter(|cell| outline.contains(cell.centre()))
        .collect()
}

/// The tables as if nobody had died in any other country. A row that names no country stays.
fn emptied(tables: &[Table], own: Country) -> Vec<Table> {
    let mut tables = tables.to_vec();
    for row in tables.iter_mut().flat_map(|t| &mut t.rows) {
        if row.country.is_some_and(|country| country != own) {
            row.deaths = row.deaths.map(|_| Estimate::exact(0.0));
        }
    }
    tables
}
