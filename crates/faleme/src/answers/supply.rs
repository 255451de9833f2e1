//! What reported constraints do to supply: reckoned by zone and goods for planners; for readers how long it lasts, in bands.

use super::answer::{Answer, Column, Kind, List, column, items, part};
use super::asked::Asked;
use super::cover::{Stocks, stocks};
use super::ground::SILENT;
use super::ground::{corridors_titled, days, findings, on, ranges, sees_classes, supplied, titled};
use super::prices::COURSES;
use super::problem::Problem;
use crate::commands::supply;
use crate::opened::Opened;
use base::Tlp;
use serde_json::{Value, json};

/// Zones and goods; the scenarios' page shows the same.
pub const ZONES: &[Column] = &[
    column("zone", "/zone", Kind::Text),
    column("commodity", "/commodity", Kind::Term),
    column("demand", "/demand", Kind::Number),
    column("arrivals", "/arrivals", Kind::Number),
    column("unmet", "/unmet", Kind::Number),
    column("unmet_in_all", "/unmet_in_all", Kind::Number),
    column("cover_low", "/cover_days/low", Kind::Number),
    column("cover_best", "/cover_days/best", Kind::Number),
    column("cover_high", "/cover_days/high", Kind::Number),
    column("stock_out", "/stock_out", Kind::Date),
];

const BANDS: &[Column] = &[
    column("zone", "/zone", Kind::Text),
    column("goods", "/goods", Kind::Text),
    column("cover", "/band", Kind::Term),
    column("cover_low", "/low", Kind::Term),
    column("cover_high", "/high", Kind::Term),
];

/// Corridors; the scenarios' page shows the same.
pub const CORRIDORS: &[Column] = &[
    column("corridor", "/corridor", Kind::Text),
    column("share", "/share", Kind::Number),
    column("at_risk", "/at_risk", Kind::Number),
    column("usual", "/usual", Kind::Number),
    column("now", "/now", Kind::Number),
    column("rerouted_t", "/rerouted_t", Kind::Number),
    column("extra_cost", "/extra_cost", Kind::Number),
    column("gives_back", "/gives_back", Kind::Number),
];

/// Ports; the scenarios' page shows the same.
pub const PORTS: &[Column] = &[
    column("port", "/port", Kind::Text),
    column("share", "/share/best", Kind::Number),
    column("usual", "/usual/best", Kind::Number),
    column("now", "/now/best", Kind::Number),
    column("now_low", "/now/low", Kind::Number),
    column("now_high", "/now/high", Kind::Number),
];

/// Exports; the scenarios' page shows the same.
pub const EXPORTS: &[Column] = &[
    column("exports", "/sector", Kind::Text),
    column("area", "/area", Kind::Text),
    column("share", "/share/best", Kind::Number),
    column("held_up_low", "/held_up/low", Kind::Number),
    column("held_up", "/held_up/best", Kind::Number),
    column("held_up_high", "/held_up/high", Kind::Number),
];

const HOLDING: &[Column] = &[column("reason", "/words", Kind::Text), column("id", "/id", Kind::Id)];

/// Parameters; the scenarios' page shows the same.
pub const PARAMETERS: &[Column] = &[
    column("parameter", "/name", Kind::Text),
    column("low", "/low", Kind::Number),
    column("best", "/best", Kind::Number),
    column("high", "/high", Kind::Number),
    column("unit", "/unit", Kind::Text),
    column("source", "/source", Kind::Text),
    column("id", "/id", Kind::Id),
];

/// The lists of its answers.
pub const LISTS: &[List] = &[
    items(ZONES),
    items(BANDS),
    part("holding", HOLDING),
    part("corridors", CORRIDORS),
    part("ports", PORTS),
    part("exports", EXPORTS),
    part("parameters", PARAMETERS),
];

/// Zones and goods.
pub fn answer(opened: &Opened, asked: &Asked) -> Result<Answer, Problem> {
    if !sees_classes(asked) {
        return bands(opened, asked);
    }
    let (days, ranges) = (days(asked)?, ranges(asked, 200)?);
    let told = supplied(opened, asked).and_then(|supplied| {
        supply::told(&supplied, days, ranges, SILENT, |shown, record| {
            let whole = serde_json::to_value(shown)?;
            let holding: Vec<Value> =
                shown.holding().into_iter().map(|id| json!({"id": id, "words": record.words(id)})).collect();
            Ok((whole, holding))
        })
    });
    let (mut whole, holding) = match told {
        Ok(told) => told,
        Err(error) => return Ok(Answer::lacking(&error, ZONES)),
    };
    if let Some(Value::Array(corridors)) = whole.get_mut("corridors") {
        corridors_titled(opened, asked, corridors);
    }
    let zones = list(&whole, "zones");
    let drawn = drawn(opened, asked, &zones, &whole)?;
    let answer = Answer::list(&zones, ZONES)?.with(COURSES, &drawn)?.part("holding", &holding, HOLDING)?;
    Ok(with_parts(answer, &whole)?)
}

/// The zones of the table, drawn.
fn drawn(opened: &Opened, asked: &Asked, zones: &[Value], whole: &Value) -> anyhow::Result<Vec<Stocks>> {
    let (names, lang) = (opened.names()?, asked.lang);
    let zone = |name: &str| names.called(name, lang).unwrap_or_else(|| name.to_owned());
    let day = whole.pointer("/data/day").and_then(|day| serde_json::from_value(day.clone()).ok());
    Ok(stocks(zones, day.unwrap_or_else(|| on(opened, asked)), lang, &zone))
}

/// Adds the further tables of an answer of supply.
pub fn with_parts(answer: Answer, whole: &Value) -> anyhow::Result<Answer> {
    let mut answer = answer
        .part("corridors", &list(whole, "corridors"), CORRIDORS)?
        .part("ports", &list(whole, "ports"), PORTS)?
        .part("exports", &list(whole, "exports"), EXPORTS)?
        .part("parameters", &list(whole, "parameters"), PARAMETERS)?;
    for key in ["at_risk", "people", "tolls", "regimes", "misfit", "compared", "balance_error", "data", "tlp"]
    {
        answer.about.insert(key.to_owned(), whole.get(key).cloned().unwrap_or_default());
    }
    Ok(answer)
}

/// A list of an answer.
pub fn list(whole: &Value, key: &str) -> Vec<Value> {
    whole.get(key).and_then(Value::as_array).cloned().unwrap_or_default()
}

/// How long supply lasts in the words of a letter.
fn bands(opened: &Opened, asked: &Asked) -> Result<Answer, Problem> {
    let found = findings(opened, asked, asked.by.readers.tlp.min(Tlp::Green))?;
    let row = |finding: &::letter::Finding<::letter::Cover>| {
        let of = finding.content();
        let [low, best, high] = of.bands;
        let goods = titled(asked, &of.commodity);
        json!({"id": finding.id(), "zone": of.zone, "goods": goods, "band": best, "low": low, "high": high})
    };
    let rows: Vec<Value> = found.supply.cover.iter().map(row).collect();
    Ok(Answer::list(&rows, BANDS)?)
}
