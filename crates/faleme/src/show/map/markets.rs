//! Markets near the case's places, with the levels of their prices.

use super::{Market, Price};
use crate::case::Case;
use crate::findings::prices::{Near, level, recent};
use crate::findings::stages::Stages;
use base::{Coordinate, Date, fold_key};
use std::collections::BTreeMap;
use supply::prices::{Level, Monthly};

/// Markets whose series go on, by name.
pub(super) fn of(case: &Case, stages: &Stages, day: Date) -> Vec<Market> {
    let Some(prices) = &stages.prices else { return Vec::new() };
    let near = Near::of(&case.vocabulary);
    let mut found: BTreeMap<(String, String), Gathered> = BTreeMap::new();
    let told = prices.book.series.iter().zip(&prices.alps);
    for (series, alps) in told.filter(|(s, _)| recent(s, day) && near.holds(s)) {
        let (Some(at), Some(last)) = (place(case, series), series.points.last()) else { continue };
        let level = level(alps);
        let named = (series.key.market.clone(), series.key.country.clone());
        let market = found.entry(named).or_insert(Gathered { at, worst: None, prices: Vec::new() });
        market.worst = market.worst.max(level);
        market.prices.push(Price {
            commodity: series.key.commodity.clone(),
            price: last.price,
            unit: series.key.unit.told.to_string(),
            currency: series.key.currency.clone(),
            month: series.period(last),
            level: level.map(Level::as_str),
        });
    }
    let market = |((name, country), of): ((String, String), Gathered)| Market {
        name,
        country,
        at: of.at,
        level: of.worst.map(Level::as_str),
        prices: of.prices,
    };
    found.into_iter().map(market).collect()
}

/// A market while its series are gathered.
struct Gathered {
    at: Coordinate,
    worst: Option<Level>,
    prices: Vec<Price>,
}

/// Where its table puts it, else the place of the case of that name.
fn place(case: &Case, series: &Monthly) -> Option<Coordinate> {
    let key = fold_key(&series.key.market);
    let named = || {
        let entry = case.vocabulary.places.iter().find(|p| fold_key(&p.name) == key)?;
        Coordinate::new(entry.lat?, entry.lon?)
    };
    series.place.or_else(named)
}
