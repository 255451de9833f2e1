//! What is cut off and what costs more for a class on the day; places within some hours; ways between places.

use super::answer::{Answer, Column, Kind, List, column, items, part};
use super::asked::Asked;
use super::ground::SILENT;
use super::ground::{choices, corridors_titled, setting, who};
use super::problem::Problem;
use crate::cli::{Access, Form};
use crate::commands::access::{self, Answered};
use crate::opened::Opened;
use serde_json::{Map, Value};

const PLACES: &[Column] = &[
    column("place", "/place", Kind::Text),
    column("people", "/people", Kind::Number),
    column("reached", "/reached", Kind::Term),
    column("gate", "/gate", Kind::Text),
    column("extra_km", "/extra/km", Kind::Number),
    column("extra_h", "/extra/h", Kind::Number),
    column("extra_cost", "/extra/cost", Kind::Number),
];

const CORRIDORS: &[Column] = &[
    column("corridor", "/corridor", Kind::Text),
    column("from", "/from", Kind::Text),
    column("to", "/to", Kind::Text),
    column("reached", "/reached", Kind::Term),
    column("extra_km", "/extra/km", Kind::Number),
    column("extra_h", "/extra/h", Kind::Number),
    column("extra_cost", "/extra/cost", Kind::Number),
];

const WITHIN: &[Column] = &[
    column("place", "/place", Kind::Text),
    column("hours", "/now/h", Kind::Number),
    column("km", "/now/km", Kind::Number),
    column("cost", "/now/cost", Kind::Number),
    column("usual_h", "/usual/h", Kind::Number),
    column("reached", "/reached", Kind::Term),
];

const BETWEEN: &[Column] = &[
    column("from", "/from", Kind::Text),
    column("to", "/to", Kind::Text),
    column("reached", "/reached", Kind::Term),
    column("km", "/now/km", Kind::Number),
    column("hours", "/now/h", Kind::Number),
    column("cost", "/now/cost", Kind::Number),
    column("usual_h", "/usual/h", Kind::Number),
];

/// The lists of its answers.
pub const LISTS: &[List] = &[items(PLACES), items(WITHIN), items(BETWEEN), part("corridors", CORRIDORS)];

/// The answer to one of the three questions.
pub fn answer(opened: &Opened, asked: &Asked) -> Result<Answer, Problem> {
    let setting = match setting(opened, asked) {
        Ok(setting) => setting,
        Err(error) => return Ok(Answer::lacking(&error, PLACES)),
    };
    let within = asked.read_as::<f64>("within")?;
    if within.is_some_and(|h| !h.is_finite() || h < 0.0) {
        return Err(Problem::bad("within: a number of hours such as 12 or 7.5"));
    }
    let between = asked.text("between").into_iter().flat_map(|text| text.split(','));
    let args = Access {
        who: who(opened, asked),
        from: asked.text("from").map(str::to_owned),
        within,
        between: between.map(str::to_owned).collect(),
        form: Form::default(),
    };
    let told = access::answer(&setting, &args, SILENT, |answered| {
        let columns = match &answered {
            Answered::Whole(_) => PLACES,
            Answered::Within(_) => WITHIN,
            Answered::Between(_) => BETWEEN,
        };
        Ok((serde_json::to_value(answered)?, columns))
    });
    let (mut whole, columns) = match told {
        Ok(told) => told,
        Err(error) => return Ok(Answer::refused(&error, PLACES).with("choices", &choices(&setting))?),
    };
    let mut nothing = Map::new();
    let whole = whole.as_object_mut().unwrap_or(&mut nothing);
    let mut list = |key: &str| match whole.remove(key) {
        Some(Value::Array(rows)) => rows,
        _ => Vec::new(),
    };
    let (mut corridors, places, pairs) = (list("corridors"), list("places"), list("pairs"));
    corridors_titled(opened, asked, &mut corridors);
    let rows = if pairs.is_empty() { places } else { pairs };
    let mut answer = Answer::list(&rows, columns)?;
    if !corridors.is_empty() {
        answer = answer.part("corridors", &corridors, CORRIDORS)?;
    }
    answer.about.extend(std::mem::take(whole));
    Ok(answer.with("choices", &choices(&setting))?)
}
