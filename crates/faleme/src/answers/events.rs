//! Incidents and measures: claims and rows of one occurrence as one event.

use super::answer::{Answer, Column, Kind, List, column, items};
use super::asked::Asked;
use super::ground::{day, handed, shown_events};
use super::problem::Problem;
use crate::opened::Opened;
use crate::show;
use base::{Date, Interval, fold_key};
use events::Event;
use rayon::prelude::*;
use serde_json::{Value, json};

const COLUMNS: &[Column] = &[
    column("date", "/date", Kind::Date),
    column("type", "/type", Kind::Term),
    column("places", "/places", Kind::Places),
    column("actors", "/actors", Kind::Words),
    column("modality", "/modality", Kind::Term),
    column("credibility", "/credibility", Kind::Text),
    column("deaths", "/estimate/best", Kind::Number),
    column("id", "/id", Kind::Id),
];

/// The lists of its answers.
pub const LISTS: &[List] = &[items(COLUMNS)];

/// Events by type, time and place.
pub fn answer(opened: &Opened, asked: &Asked) -> Result<Answer, Problem> {
    let (view, blur) = (opened.view(day(opened, asked))?, opened.blur()?);
    let handed = handed(opened, asked, (&view, &blur));
    let (from, to): (Option<Date>, Option<Date>) = (asked.read_as("from")?, asked.read_as("to")?);
    let (kind, place) = (asked.text("type"), asked.text("place").map(fold_key));
    let span = Interval { start: from, end: to };
    let typed = |e: &Event| kind.is_none_or(|kind| e.claim_type == kind);
    let one = |e: &Event| asked.id.as_deref().is_none_or(|id| e.id.as_str() == id);
    let events = &view.resolution.events;
    let wanted: Vec<&Event> = events.iter().filter(|e| one(e) && typed(e)).collect();
    let mut shown = shown_events(opened, handed.as_ref(), &wanted);
    // Only the dates shown are looked at.
    shown.retain(|e| (from.is_none() && to.is_none()) || e.date().is_some_and(|date| date.overlaps(&span)));
    if let (Some(id), true) = (&asked.id, shown.is_empty()) {
        return Err(Problem::none(format!("there is no event `{id}` on that day")));
    }
    let mut answer = Answer::list(&shown, COLUMNS)?;
    // Only the places shown are searched: what tells positions keeps its region.
    let named = |row: &Value, key: &str| {
        let places = row.get("places").and_then(Value::as_array).into_iter().flatten();
        places.filter_map(|p| p.get("name")?.as_str()).any(|name| fold_key(name) == key)
    };
    answer.rows.retain(|row| place.as_deref().is_none_or(|key| named(row, key)));
    answer.rows.iter_mut().for_each(locate);
    let mut types: Vec<&str> = events.iter().map(|e| e.claim_type.as_str()).collect();
    types.sort_unstable();
    types.dedup();
    Ok(answer.with("types", &types)?)
}

/// The rows of events of a kind, whatever else is asked.
pub fn of_kind(opened: &Opened, asked: &Asked, kind: &str) -> Result<Vec<Value>, Problem> {
    let mut rows = Vec::new();
    each(opened, asked, Some(kind), &mut |row| {
        rows.push(row);
        Ok(())
    })?;
    Ok(rows)
}

/// Events whose rows are held at a time.
const AT_A_TIME: usize = 4096;

/// Hands on every event, or those of a kind, row by row as the page has them: a long list is never held as rows.
pub fn each(
    opened: &Opened,
    asked: &Asked,
    kind: Option<&str>,
    to: &mut dyn FnMut(Value) -> anyhow::Result<()>,
) -> Result<(), Problem> {
    let (view, blur) = (opened.view(day(opened, asked))?, opened.blur()?);
    let handed = handed(opened, asked, (&view, &blur));
    let all: Vec<&Event> = view.resolution.events.iter().collect();
    let row = |shown: &show::EventShown<'_>| -> anyhow::Result<Option<Value>> {
        let mut row = serde_json::to_value(shown)?;
        let wanted = kind.is_none_or(|kind| row.get("kind").and_then(Value::as_str) == Some(kind));
        locate(&mut row);
        Ok(wanted.then_some(row))
    };
    // Rows are made on all cores, so many at a time, and handed on in their order.
    for events in all.chunks(AT_A_TIME) {
        let shown = shown_events(opened, handed.as_ref(), events);
        let rows: Vec<anyhow::Result<Option<Value>>> = shown.par_iter().map(row).collect();
        for made in rows {
            made?.map_or(Ok(()), &mut *to)?;
        }
    }
    Ok(())
}

/// The most precise place that is shown, as a geometry.
fn locate(row: &mut Value) {
    let places = row.get("places").and_then(Value::as_array).into_iter().flatten();
    let point = places.filter_map(|p| Some((p.get("lon")?.as_f64()?, p.get("lat")?.as_f64()?))).next();
    if let (Some((lon, lat)), Some(row)) = (point, row.as_object_mut()) {
        row.insert("geometry".into(), json!({"type": "Point", "coordinates": [lon, lat]}));
    }
}
