//! Market prices with their ALPS level, for series that may be graded.

use super::super::places::Grain;
use super::super::words::both;
use super::Ground;
use super::tell::Told;
use crate::findings::prices::{level, recent};
use exchange::alerts::{Cited, Observation, Value};
use std::collections::BTreeSet;
use supply::prices::{Alps, Monthly};

pub(super) fn all(ground: &Ground<'_>) -> Vec<Observation> {
    let Some(graded) = &ground.prices else { return Vec::new() };
    let mut seen = BTreeSet::new();
    let series = graded.book.series.iter().zip(&graded.alps).filter(|(s, _)| recent(s, ground.day));
    let told = series.filter_map(|(s, a)| observation(ground, s, a));
    told.filter(|o| seen.insert(o.subject.clone())).collect()
}

fn observation(ground: &Ground<'_>, of: &Monthly, alps: &Alps) -> Option<Observation> {
    let level = level(alps)?;
    let (last, grade) = (of.points.last()?, alps.grades.last().copied().flatten()?);
    let key = &of.key;
    let file = ground.prices.as_ref()?.book.sources.get(last.source)?.file.clone();
    let headline = both(|t| {
        let args = [
            ("commodity", key.commodity.clone()),
            ("market", key.market.clone()),
            ("level", t.name("alps", level.as_str())),
        ];
        t.tell("alert-head-price", args)
    });
    let period = of.period(last);
    let note = both(|t| {
        let args = [
            ("period", period.clone()),
            ("price", t.number(last.price.round())),
            ("currency", key.currency.clone()),
            ("unit", key.unit.told.clone()),
            ("fit", t.number(grade.fit.round())),
        ];
        t.tell("alert-price-note", args)
    });
    let parts = [&key.country, &key.market, &key.commodity, &key.price_type, &key.currency, &key.unit.told];
    let id = format!("prices/{file}:{}", last.row);
    Some(ground.observation(Told {
        subject: format!("price:{}", parts.map(|p| base::fold_key(p)).join("/")),
        value: Value::Price { commodity: key.commodity.clone(), level: level.as_str().to_owned() },
        at: ground.places.locate([(key.market.as_str(), None), (key.admin1.as_str(), None)], Grain::Region),
        notes: &[],
        id: Some(id),
        headline,
        lines: vec![note],
        names: vec![key.market.clone(), key.admin1.clone(), key.admin2.clone()],
        sources: vec![Cited { publisher: file, title: String::new(), published: None, url: None }],
    }))
}
