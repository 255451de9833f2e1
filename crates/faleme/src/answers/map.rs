//! The map: corridors, incidents by area, constraints, markets, borders and towns on a day.

use super::answer::{Answer, Column, Kind, List, column, items};
use super::asked::Asked;
use super::ground::{SILENT, day};
use super::problem::Problem;
use crate::cli::{Counted, Form, Outlook, Unit};
use crate::clock;
use crate::commands::letter::of_map;
use crate::commands::outlook::{self, Ahead};
use crate::on_day::of_holdings;
use crate::opened::Opened;
use crate::show::{LAYER_AHEAD, LAYERS, MapAhead, MapShown};
use anyhow::{Result, anyhow};
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
    column("period", "/period", Kind::Text),
    column("p_any", "/p_any", Kind::Number),
    column("baseline_p", "/baseline_p", Kind::Number),
    column("last_confirmed", "/last_confirmed", Kind::Date),
];

/// Months that the layer of forecasts looks ahead from the last one known: what the outlook's page shows.
const HORIZON: u8 = 6;

/// The lists of its answers.
pub const LISTS: &[List] = &[items(COLUMNS)];

/// The map, as far as its layers are wanted: all but what may come where nobody chose.
pub fn answer(opened: &Opened, asked: &Asked) -> Result<Answer, Problem> {
    let chosen = chosen(asked)?;
    let wanted = |layer: &str| chosen.as_ref().is_none_or(|c| c.contains(&layer));
    let map = shown(opened, asked)?;
    let told = chosen.as_ref().is_some_and(|c| c.contains(&LAYER_AHEAD)).then(|| ahead(opened, asked));
    let (ahead, lacks) = match told.transpose() {
        Ok(ahead) => (ahead, None),
        Err(error) => (None, Some(crate::store::explain(&error))),
    };
    let mut rows = map.features(asked.lang, wanted);
    rows.extend(ahead.as_deref().into_iter().flat_map(|ahead| map.ahead(asked.lang, ahead)));
    let picture = map.picture(asked.lang, wanted, ahead.as_deref()).draw(&Artist::new(asked.lang), "map");
    let pictures = json!([{
        "svg": picture.svg, "narrow": picture.narrow, "title": picture.title, "empty": picture.empty,
    }]);
    let mut layers: Vec<Value> =
        LAYERS.iter().map(|name| json!({"name": name, "shown": wanted(name)})).collect();
    let late = ahead.is_some() || lacks.is_some();
    layers.push(json!({"name": LAYER_AHEAD, "shown": late, "late": true}));
    Ok(Answer::list(&rows, COLUMNS)?
        .with("layers", &layers)?
        .with("ahead", &ahead.as_deref().map(MapAhead::month))?
        .with("ahead_lacks", &lacks)?
        .with("months", &months(opened, asked)?)?
        .with("pictures", &pictures)?)
}

/// The chance of any deaths in the case's districts in the month after the day, as the outlook tells it. Page, features and picture
/// share it.
fn ahead(opened: &Opened, asked: &Asked) -> Result<Arc<MapAhead>> {
    let day = day(opened, asked);
    opened.once(day, || looked_ahead(opened, day))
}

fn looked_ahead(opened: &Opened, day: Option<Date>) -> Result<MapAhead> {
    let counted = Counted { unit: Unit::Admin2, cells: None, target: "state_based".into(), incidents: None };
    let args = Outlook {
        dir: opened.dir.clone(),
        counted,
        corridors: false,
        horizon: 1..=HORIZON,
        as_of: day,
        issue: false,
        record: false,
        seed: 1,
        form: Form::default(),
    };
    let view = opened.view(day)?;
    let of = outlook::Asked::on(&args, opened.case.clone(), (&opened.store, &view.tables), day, SILENT)?;
    let ahead = Ahead::of(&of, SILENT)?;
    MapAhead::of(&ahead.rows(&of)?, day.unwrap_or_else(clock::today)).map_err(|last| {
        let last = last.unwrap_or_else(|| "no month".into());
        anyhow!("forecasts reach to {last} alone, which has passed: import a newer release of events")
    })
}

/// The features of one layer.
pub fn layer(opened: &Opened, asked: &Asked, layer: &str) -> Result<Vec<Value>, Problem> {
    Ok(shown(opened, asked)?.features(asked.lang, |name| name == layer))
}

fn shown(opened: &Opened, asked: &Asked) -> Result<Arc<MapShown>, Problem> {
    let day = day(opened, asked).unwrap_or_else(clock::today);
    let make = || {
        let (case, view) = (&opened.case, opened.view(Some(day))?);
        let marked = (opened.dir.as_path(), day, asked.by.readers.tlp);
        let (found, stages) = of_map((&opened.store, &view), case, marked)?;
        let limits = of_holdings(&view, case, Some(day), events::constraints);
        Ok(MapShown::of(case, &found, &stages, &limits, opened.names()?))
    };
    Ok(opened.once(Some(day), make)?)
}

/// The layers named, if any are.
fn chosen(asked: &Asked) -> Result<Option<Vec<&str>>, Problem> {
    let Some(text) = asked.text("layers") else { return Ok(None) };
    let named: Vec<&str> = text.split(',').map(str::trim).collect();
    match named.iter().find(|name| **name != NONE && **name != LAYER_AHEAD && !LAYERS.contains(name)) {
        Some(name) => {
            let known = LAYERS.join(", ");
            Err(Problem::bad(format!("layers: `{name}` is none of {known}, {LAYER_AHEAD}")))
        }
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
