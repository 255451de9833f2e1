//! Prices on markets near the case's places.

use super::Desk;
use super::stages::Stages;
use crate::supply::Graded;
use base::{ContentHash, Coordinate, Date, PlaceKind, fold_key};
use evidence::Vocabulary;
use letter::{Finding, Price, Season};
use std::collections::BTreeSet;
use supply::prices::{Alps, Level, Monthly, Point, date_of};

/// Prices told at most. Own convention: a table that a reader takes in at a glance.
const MOST: usize = 12;
/// How near a place of the case a market lies, kilometres; as for towns at a border.
const NEAR_KM: f64 = 50.0;
/// Months shown, the last one that has a price included. Own convention: two years, so that a season stands beside the same
/// season of the year before.
const MONTHS: i32 = 24;
/// Days after which the last price of a series is history. Own convention: a year.
const OLD: i32 = 365;

/// Prices, those off their season first, then by name; and the last day of any.
pub(super) fn build(desk: &mut Desk<'_>, stages: &Stages) -> (Vec<Finding<Price>>, Option<Date>) {
    let Some(Graded { book, alps }) = &stages.prices else { return (Vec::new(), None) };
    let near = Near::of(desk.ledger.vocabulary);
    let until = book.series.iter().filter_map(|s| s.points.last()).map(|p| date_of(p.day)).max();
    let mut told: Vec<(&Monthly, &Alps)> =
        book.series.iter().zip(alps).filter(|(s, _)| recent(s, desk.as_of) && near.holds(s)).collect();
    told.sort_by_key(|(s, a)| (level(a).is_none_or(|l| l == Level::Normal), &s.key.market, &s.key.commodity));
    let mut seen = BTreeSet::new();
    told.retain(|(s, _)| seen.insert((&s.key.market, &s.key.commodity)));
    let found = told.into_iter().take(MOST).filter_map(|(s, a)| price(desk, stages, s, a)).collect();
    (found, until)
}

/// Whether a series goes on.
pub fn recent(series: &Monthly, day: Date) -> bool {
    let last = series.points.last().map(|p| date_of(p.day));
    last.is_some_and(|last| (day - last).get_days() <= OLD)
}

/// The level of the last month, where the series may be graded.
pub fn level(alps: &Alps) -> Option<Level> {
    alps.grades.last().and_then(Option::as_ref).filter(|_| alps.is_eligible()).map(|g| g.level)
}

fn price(desk: &mut Desk<'_>, stages: &Stages, series: &Monthly, alps: &Alps) -> Option<Finding<Price>> {
    let last = series.points.last()?;
    let key = &series.key;
    let shown = |p: &&Point| last.month.since(p.month) < MONTHS;
    let at = series.points.iter().position(|p| shown(&p))?;
    let points = series.points.get(at..).unwrap_or_default();
    let grades = alps.grades.get(at..).unwrap_or_default();
    let file = |p: &Point| stages.prices.as_ref()?.book.sources.get(p.source).map(|s| &s.file);
    let (years, season) = season(series.points.get(..at).unwrap_or_default(), points, last);
    let rows: Vec<String> = years
        .iter()
        .copied()
        .chain(points)
        .filter_map(|p| Some(format!("prices/{}:{}", file(p)?, p.row)))
        .collect();
    let whole = points.iter().skip(1).all(|p| p.gap == 0);
    let expected: Option<Vec<f64>> = grades.iter().map(|g| g.as_ref().map(|g| g.fit)).collect();
    let content = Price {
        market: key.market.clone(),
        commodity: key.commodity.clone(),
        currency: key.currency.clone(),
        unit: key.unit.told.to_string(),
        series: months(points),
        // A month without a price has no trend that anybody reckoned.
        expected: expected.filter(|_| whole && level(alps).is_some()).unwrap_or_default(),
        spread: alps.sigma.filter(|_| level(alps).is_some()),
        level: level(alps).map(|l| l.as_str().to_owned()),
        season,
    };
    let named = [&key.country, &key.admin1, &key.market, &key.commodity, &key.price_type, &key.unit.written];
    let hash = ContentHash::of(named.map(String::as_str).join("|").as_bytes());
    let notes = desk.grounds(stages, &rows, 0);
    Finding::new(format!("pri-{}", hash.as_str().get(..12).unwrap_or_default()), content, notes).ok()
}

/// The last month's mean of the five years before, with the points of it that are not shown.
fn season<'p>(earlier: &'p [Point], shown: &'p [Point], last: &Point) -> (Vec<&'p Point>, Option<Season>) {
    let same = |p: &&Point| {
        let months = last.month.since(p.month);
        months > 0 && months % 12 == 0 && months <= 12 * i32::from(Season::YEARS)
    };
    let before: Vec<&Point> = earlier.iter().filter(same).collect();
    let prices: Vec<f64> = before.iter().copied().chain(shown.iter().filter(same)).map(|p| p.price).collect();
    match Season::of(&prices) {
        Some(season) => (before, Some(season)),
        None => (Vec::new(), None),
    }
}

/// All months from the first to the last.
fn months(points: &[Point]) -> Vec<(Date, Option<f64>)> {
    let first = |p: &Point| date_of(p.day).first_of_month();
    let mut found: Vec<(Date, Option<f64>)> = Vec::new();
    for point in points {
        let month = first(point);
        while let Some((last, _)) = found.last() {
            let Ok(next) = last.last_of_month().tomorrow() else { break };
            if next >= month {
                break;
            }
            found.push((next, None));
        }
        found.push((month, Some(point.price)));
    }
    found
}

/// The case's towns, ports and posts.
pub struct Near {
    names: BTreeSet<String>,
    points: Vec<Coordinate>,
}

impl Near {
    /// Those of a case.
    pub fn of(vocabulary: &Vocabulary) -> Self {
        use PlaceKind::{BorderCrossing, PopulatedPlace, Port};
        let places = vocabulary.places.iter();
        let places: Vec<_> =
            places.filter(|p| matches!(p.kind, PopulatedPlace | Port | BorderCrossing)).collect();
        let names = places.iter().flat_map(|p| std::iter::once(&p.name).chain(&p.aliases));
        Self {
            names: names.map(|n| fold_key(n)).collect(),
            points: places.iter().filter_map(|p| Coordinate::new(p.lat?, p.lon?)).collect(),
        }
    }

    /// Whether a market is one of them, or near one.
    pub fn holds(&self, series: &Monthly) -> bool {
        let near = |at: Coordinate| self.points.iter().any(|p| p.distance_km(at) <= NEAR_KM);
        series.place.map_or_else(|| self.names.contains(&fold_key(&series.key.market)), near)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use supply::prices::{Flags, Month};

    fn point(months_ago: i32, price: f64) -> Point {
        let (month, flags) = (Month(24_300 - months_ago), Flags::default());
        Point { month, price, usd: None, count: 1, gap: 0, flags, source: 0, row: 1, day: 0 }
    }

    #[test]
    fn the_same_month_of_the_last_five_years_and_no_other_is_compared() {
        let earlier = [
            point(72, 1.0),
            point(60, 50.0),
            point(48, 60.0),
            point(47, 9.0),
            point(36, 70.0),
            point(24, 80.0),
        ];
        let shown = [point(23, 7.0), point(12, 90.0), point(1, 8.0), point(0, 100.0)];
        let (rows, all) = season(&earlier, &shown, &shown[3]);
        assert_eq!(all, Some(Season { mean: 70.0, years: 5 }));
        assert_eq!(rows.iter().map(|p| p.price).collect::<Vec<_>>(), [50.0, 60.0, 70.0, 80.0]);
        // Two years are no season, and then no row of them is cited.
        let (rows, few) = season(&earlier[4..5], &shown, &shown[3]);
        assert_eq!((rows.len(), few), (0, None));
    }
}
