//! The map: corridors, incidents by area, constraints, markets, borders and towns on a day.

use super::super::answer::{Answer, Column, Kind, List, column, items};
use super::super::asked::Asked;
use super::super::reply::Problem;
use super::ground::day;
use crate::asked::of_holdings;
use crate::clock;
use crate::commands::letter::of_map;
use crate::opened::Opened;
use crate::show::{LAYERS, MapShown};
use base::Date;
use jiff::Span;
use letter::charts::Artist;
use serde_json::{Value, json};
use std::sync::Arc;

/// What no layer holds: a form with every box empty still says that it was filled in.
const NONE: &str = "none";
/// Months that the slider goes back at most. Own convention: two years, so that a season stands beside the one before.
const MONTHS: i32 = 24;

const COLUMNS: &[Column] = &[
    column("layer", "/layer", Kind::Term),
    column("name", "/name", Kind::Text),
    column("section", "/section", Kind::Text),
    column("state", "/state", Kind::Term),
    column("constraint", "/kind", Kind::Term),
    column("status", "/status", Kind::Term),
    column("count", "/count", Kind::Number),
    column("alps", "/level", Kind::Term),
    column("last_confirmed", "/last_confirmed", Kind::Date),
];

/// The lists of its answers.
pub const LISTS: &[List] = &[items(COLUMNS)];

/// The map, as far as its layers are wanted: all of them where nobody chose.
pub fn answer(opened: &Opened, asked: &Asked) -> Result<Answer, Problem> {
    let chosen = chosen(asked)?;
    let wanted = |layer: &str| chosen.as_ref().is_none_or(|c| c.contains(&layer));
    let map = shown(opened, asked)?;
    let rows = map.features(asked.lang, wanted);
    let picture = map.picture(asked.lang, wanted).draw(&Artist::new(asked.lang), "map");
    let pictures = json!([{
        "svg": picture.svg, "narrow": picture.narrow, "title": picture.title, "empty": picture.empty,
    }]);
    let layers: Vec<Value> = LAYERS.iter().map(|name| json!({"name": name, "shown": wanted(name)})).collect();
    Ok(Answer::list(&rows, COLUMNS)?
        .with("layers", &layers)?
        .with("months", &months(opened, asked)?)?
        .with("pictures", &pictures)?)
}

/// The features of one layer.
pub fn layer(opened: &Opened, asked: &Asked, layer: &str) -> Result<Vec<Value>, Problem> {
    Ok(shown(opened, asked)?.features(asked.lang, |name| name == layer))
}

fn shown(opened: &Opened, asked: &Asked) -> Result<Arc<MapShown>, Problem> {
    let day = day(opened, asked).unwrap_or_else(clock::today);
    let make = || {
        let (case, view) = (&opened.case, opened.view(Some(day))?);
        let marked = (opened.dir.as_path(), day, asked.visitor.readers.tlp);
        let (found, stages) = of_map((&opened.store, &view), case, marked)?;
        let limits = of_holdings(&view, case, Some(day), events::constraints);
        Ok(MapShown::of(case, &found, &stages, &limits))
    };
    Ok(opened.once(Some(day), make)?)
}

/// The layers named, if any are.
fn chosen(asked: &Asked) -> Result<Option<Vec<&str>>, Problem> {
    let Some(text) = asked.text("layers") else { return Ok(None) };
    let named: Vec<&str> = text.split(',').map(str::trim).collect();
    match named.iter().find(|name| **name != NONE && !LAYERS.contains(name)) {
        Some(name) => Err(Problem::bad(format!("layers: `{name}` is none of {}", LAYERS.join(", ")))),
        None => Ok(Some(named)),
    }
}

/// The last days of the months that the ledger tells of, and the case's own day.
fn months(opened: &Opened, asked: &Asked) -> Result<Vec<Value>, Problem> {
    let last = opened.case.as_of.unwrap_or_else(clock::today);
    let here = day(opened, asked).unwrap_or(last);
    let documents = &opened.view(Some(last))?.documents;
    let first = documents.iter().filter_map(|d| d.published).min().unwrap_or(last);
    let ends = (0..MONTHS).filter_map(|ago| {
        let end = last.first_of_month().checked_sub(Span::new().months(ago)).ok()?.last_of_month();
        Some(end.min(last))
    });
    let mut days: Vec<Date> = ends.take_while(|end| first <= *end).collect();
    days.reverse();
    Ok(days.into_iter().map(|day| json!({"as_of": day, "here": day == here})).collect())
}
