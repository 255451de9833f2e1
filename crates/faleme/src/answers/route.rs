//! The way from one place to another for a class on the day, the reason for each detour, and ways that differ.

use super::answer::{Answer, Column, Kind, List, column, items, part};
use super::asked::Asked;
use super::ground::{choices, setting, who};
use super::problem::Problem;
use super::status::features;
use crate::cli::{RoadsFormat, Route};
use crate::commands::route;
use crate::opened::Opened;
use serde_json::Value;

const COLUMNS: &[Column] = &[
    column("choice", "/choice", Kind::Term),
    column("km", "/distance_km", Kind::Number),
    column("hours", "/duration_h", Kind::Number),
    column("cost", "/cost", Kind::Number),
    column("cost_low", "/cost_range/low", Kind::Number),
    column("cost_high", "/cost_range/high", Kind::Number),
    column("currency", "/currency", Kind::Text),
    column("passable", "/status", Kind::Term),
];

const SECTIONS: &[Column] = &[
    column("from", "/from", Kind::Text),
    column("to", "/to", Kind::Text),
    column("road", "/name", Kind::Text),
    column("km", "/km", Kind::Number),
    column("hours", "/h", Kind::Number),
    column("passable", "/status", Kind::Term),
    column("constraints", "/reasons", Kind::Words),
];

const AVOIDED: &[Column] = &[
    column("between", "/between", Kind::Words),
    column("reason", "/reason", Kind::Text),
    column("id", "/constraint", Kind::Id),
];

/// The lists of its answers.
pub const LISTS: &[List] = &[items(COLUMNS), part("sections", SECTIONS), part("avoided", AVOIDED)];

/// The ways; without both ends, only what the form offers.
pub fn answer(opened: &Opened, asked: &Asked) -> Result<Answer, Problem> {
    let setting = match setting(opened, asked) {
        Ok(setting) => setting,
        Err(error) => return Ok(Answer::lacking(&error, COLUMNS)),
    };
    let choices = choices(&setting);
    let (Some(from), Some(to)) = (asked.text("from"), asked.text("to")) else {
        return Ok(Answer::list::<Value>(&[], COLUMNS)?.with("choices", &choices)?);
    };
    let departure = asked.text("departure").unwrap_or("06:00");
    let hours = corridors::DayHours::parse(departure, "24:00");
    let departure =
        hours.ok_or_else(|| Problem::bad(format!("departure: `{departure}` is no time such as 06:00")))?;
    let args = Route {
        who: who(opened, asked),
        from: from.to_owned(),
        to: to.to_owned(),
        alternatives: 3,
        departure: departure.from,
        format: RoadsFormat::Json,
    };
    let found = match route::answer(&setting, &args) {
        Ok(found) => found,
        Err(error) => return Ok(Answer::refused(&error, COLUMNS).with("choices", &choices)?),
    };
    let ways = features(&route::geojson(&found));
    let whole = serde_json::to_value(&found).map_err(anyhow::Error::from)?;
    let list = |key: &str| whole.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let mut sections = list("sections");
    for section in &mut sections {
        let reasons = section.get("reasons").and_then(Value::as_array).into_iter().flatten();
        let ids: Vec<Value> = reasons.filter_map(|r| r.get("constraint").cloned()).collect();
        if let Some(section) = section.as_object_mut() {
            section.insert("reasons".into(), Value::from(ids));
        }
    }
    let mut answer = Answer::list(&ways, COLUMNS)?
        .part("sections", &sections, SECTIONS)?
        .part("avoided", &list("avoided"), AVOIDED)?
        .with("choices", &choices)?;
    for key in ["from", "to", "extra", "forced", "data", "tlp"] {
        answer.about.insert(key.to_owned(), whole.get(key).cloned().unwrap_or_default());
    }
    Ok(answer)
}
