//! Who can pass where on the day: section by section of the case's corridors, for a class.

use super::answer::{Answer, Column, Kind, List, column, items};
use super::asked::Asked;
use super::ground::{choices, corridors_titled, setting, who};
use super::problem::Problem;
use crate::commands::status;
use crate::opened::Opened;
use serde_json::Value;

const COLUMNS: &[Column] = &[
    column("corridor", "/corridor", Kind::Text),
    column("section", "/section", Kind::Text),
    column("road", "/road", Kind::Text),
    column("km", "/km", Kind::Number),
    column("vehicle-class", "/class", Kind::Term),
    column("passable", "/status", Kind::Term),
    column("last_confirmed", "/last_confirmed", Kind::Date),
    column("age_days", "/age_days", Kind::Number),
    column("evidence", "/evidence", Kind::Words),
];

/// The lists of its answers.
pub const LISTS: &[List] = &[items(COLUMNS)];

/// The sections.
pub fn answer(opened: &Opened, asked: &Asked) -> Result<Answer, Problem> {
    let setting = match setting(opened, asked) {
        Ok(setting) => setting,
        Err(error) => return Ok(Answer::lacking(&error, COLUMNS)),
    };
    let lines = status::told(&setting, &who(opened, asked), |rows| Ok(status::geojson(rows, &setting)))?;
    let mut rows = features(&lines);
    corridors_titled(opened, asked, &mut rows);
    Ok(Answer::list(&rows, COLUMNS)?.with("choices", &choices(&setting))?)
}

/// Features as rows that have a geometry.
pub fn features(collection: &Value) -> Vec<Value> {
    let features = collection.get("features").and_then(Value::as_array).into_iter().flatten();
    let row = |feature: &Value| {
        let mut row = feature.get("properties").cloned().unwrap_or_default();
        if let (Some(row), Some(geometry)) = (row.as_object_mut(), feature.get("geometry")) {
            row.insert("geometry".into(), geometry.clone());
        }
        row
    };
    features.map(row).collect()
}
