//! "What if this constraint lasts six weeks": a scenario of recorded constraints and the case's own corridors, beside what
//! is recorded. The question holds the whole scenario (`toml`); a form adds one change to it.

use super::answer::{Answer, Column, Kind, List, column, items, part};
use super::asked::{Asked, Lang};
use super::ground::SILENT;
use super::ground::{corridors_titled, days, on, ranges, supplied};
use super::problem::Problem;
use super::supply::{CORRIDORS, EXPORTS, PARAMETERS, PORTS, ZONES, list, with_parts};
use crate::case::Title;
use crate::commands::scenario;
use crate::opened::Opened;
use crate::supply::Supplied;
use base::Date;
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// Values drawn for ranges where nobody asks for another number: both courses are reckoned so often.
const DRAWS: u32 = 50;
/// Bytes of a scenario at the most.
pub const LONGEST: usize = 32 * 1024;

const DIFFERENCE: &[Column] = &[
    column("zone", "/zone", Kind::Text),
    column("commodity", "/commodity", Kind::Term),
    column("arrivals_more", "/arrivals", Kind::Number),
    column("unmet_more", "/unmet", Kind::Number),
    column("unmet_in_all_more", "/unmet_in_all", Kind::Number),
    column("cover_more", "/cover_days", Kind::Number),
    column("stock_out_recorded", "/stock_out/0", Kind::Date),
    column("stock_out_supposed", "/stock_out/1", Kind::Date),
];

const BY_CORRIDOR: &[Column] = &[
    column("corridor", "/corridor", Kind::Text),
    column("now_more", "/now", Kind::Number),
    column("at_risk_more", "/at_risk", Kind::Number),
    column("rerouted_more", "/rerouted_t", Kind::Number),
    column("extra_cost_more", "/extra_cost", Kind::Number),
];

const ISSUES: &[Column] = &[
    column("code", "/code", Kind::Text),
    column("message", "/message", Kind::Text),
    column("help", "/help", Kind::Text),
];

/// The lists of its answers.
pub const LISTS: &[List] = &[
    items(DIFFERENCE),
    part("by_corridor", BY_CORRIDOR),
    part("supposed_zones", ZONES),
    part("recorded_zones", ZONES),
    part("issues", ISSUES),
    part("corridors", CORRIDORS),
    part("ports", PORTS),
    part("exports", EXPORTS),
    part("parameters", PARAMETERS),
];

/// What is supposed, beside what is recorded.
pub fn answer(opened: &Opened, asked: &Asked) -> Result<Answer, Problem> {
    let text = composed(asked)?;
    if text.len() > LONGEST {
        return Err(Problem::bad(format!("toml: a scenario has at most {} KB", LONGEST / 1024)));
    }
    let (days, ranges) = (days(asked)?.max(1), ranges(asked, DRAWS)?);
    let supplied = match supplied(opened, asked) {
        Ok(supplied) => supplied,
        Err(error) => return Ok(Answer::lacking(&error, DIFFERENCE)),
    };
    let offered = json!({"constraints": constraints(&supplied), "corridor": corridors(opened, asked)});
    let bare = |mut answer: Answer| {
        answer.parts.iter_mut().for_each(|part| corridors_titled(opened, asked, &mut part.rows));
        let answer = answer.with("toml", &text)?.with("offered", &offered)?;
        let kinds: Vec<&str> = kinds().collect();
        answer.with("kinds", &kinds)?.with("day", &on(opened, asked))
    };
    if text.trim().is_empty() {
        return Ok(bare(Answer::list::<Value>(&[], DIFFERENCE)?)?);
    }
    let told = supply::scenario::read(&text).map_err(anyhow::Error::from).and_then(|read| {
        let asked = scenario::Asked { scenario: &read.value, file: "scenario", days, ranges };
        scenario::told(&supplied, &asked, SILENT, |answer, issues, _| {
            let issues: Vec<_> = read.issues.iter().chain(issues).collect();
            let (difference, recorded) = (&answer.difference, serde_json::to_value(&answer.recorded)?);
            let difference = serde_json::to_value(difference)?;
            let told = Answer::list(&changed(&difference), DIFFERENCE)?
                .part("by_corridor", &list(&difference, "corridors"), BY_CORRIDOR)?
                .part("supposed_zones", &list(&serde_json::to_value(&answer.answer)?, "zones"), ZONES)?
                .part("recorded_zones", &list(&recorded, "zones"), ZONES)?
                .part("issues", &issues, ISSUES)?;
            let told = with_parts(told, &serde_json::to_value(&answer.answer)?)?;
            told.with("title", &answer.title)?.with("supposed", &answer.supposed)
        })
    });
    match told {
        Ok(told) => Ok(bare(told)?),
        Err(error) => Ok(bare(Answer::lacking(&error, DIFFERENCE))?),
    }
}

/// Zones and goods of which anything differs.
fn changed(difference: &Value) -> Vec<Value> {
    let differs = |row: &Value| {
        let number = |key: &str| row.get(key).and_then(Value::as_f64).is_some_and(|n| n.abs() > 1e-9);
        let days = row.get("stock_out").and_then(Value::as_array);
        ["arrivals", "unmet", "unmet_in_all", "cover_days"].into_iter().any(number)
            || days.is_some_and(|d| d.first() != d.get(1))
    };
    list(difference, "zones").into_iter().filter(differs).collect()
}

/// Kinds of constraint that may be supposed.
fn kinds() -> impl Iterator<Item = &'static str> {
    corridors::limit_kinds().filter(|kind| corridors::incident_days(kind).is_none())
}

/// Recorded constraints that a scenario may extend or lift.
fn constraints(supplied: &Supplied) -> Vec<Value> {
    let setting = &supplied.setting;
    let lasting = setting.limits.iter().filter(|l| corridors::incident_days(&l.kind).is_none());
    let one = |limit: &::corridors::Limit| {
        let at: Vec<&str> = limit.reaches.iter().map(::corridors::Reach::name).collect();
        let from = limit.date.and_then(|d| d.first());
        json!({"id": limit.id, "kind": limit.kind, "places": at, "from": from})
    };
    lasting.map(one).collect()
}

/// In the language of those who ask: a scenario takes either.
fn corridors(opened: &Opened, asked: &Asked) -> Vec<String> {
    let french = asked.lang == Lang::French;
    let name = |title: &Title| if french { title.fr.clone() } else { title.en.clone() };
    opened.case.corridors.iter().map(|corridor| name(&corridor.name)).collect()
}

/// The scenario of the question: its text, and the change that the form adds.
fn composed(asked: &Asked) -> Result<String, Problem> {
    let mut text = asked.text("toml").unwrap_or_default().replace("\r\n", "\n");
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let change = ["constraint", "kind"].into_iter().find_map(|key| Some((key, asked.text(key)?)));
    let Some((key, of)) = change else { return Ok(text) };
    let mut say = |line: String| writeln!(text, "{line}").map_err(|_| Problem::bad("toml: too long"));
    say(format!("\n[[suppose]]\n{key} = {}", quoted(of)))?;
    if key == "constraint" {
        // "ends" is told by the last day alone.
        if let Some(is) = asked.text("is").filter(|is| *is != "ends") {
            say(format!("is = {}", quoted(is)))?;
        }
    } else {
        for place in ["corridor", "border", "port", "operator"] {
            if let Some(name) = asked.text(place) {
                say(format!("{place} = {}", quoted(name)))?;
            }
        }
        if let Some(goods) = asked.text("goods") {
            let goods: Vec<String> = goods.split(',').map(|g| quoted(g.trim())).collect();
            say(format!("goods = [{}]", goods.join(", ")))?;
        }
        if let (Some(from), Some(to)) = (asked.text("hour_from"), asked.text("hour_to")) {
            say(format!("hours = [{}, {}]", quoted(from), quoted(to)))?;
        }
    }
    if let Some(from) = asked.read_as::<Date>("from")? {
        say(format!("from = {from}"))?;
    }
    match (asked.read_as::<u16>("last")?, asked.read_as::<Date>("until")?) {
        (Some(days), _) => say(format!("days = {days}"))?,
        (None, Some(until)) => say(format!("until = {until}"))?,
        (None, None) => {}
    }
    Ok(text)
}

/// The answer as programs take it.
pub fn told(answer: &Answer) -> Value {
    let mut out = Map::from_iter([("items".to_owned(), Value::from(answer.rows.clone()))]);
    out.extend(answer.about.clone());
    out.extend(answer.parts.iter().map(|part| (part.name.to_owned(), Value::from(part.rows.clone()))));
    Value::Object(out)
}
