//! What comes to border districts from across the border.

use super::answer::{Answer, Column, Kind, List, column, items, part};
use super::asked::Asked;
use super::ground::on;
use super::ground::{SILENT, day, shares};
use super::problem::Problem;
use crate::cli::{Form, Spillover};
use crate::commands::spillover::{self, Setting};
use crate::opened::Opened;
use crate::supply::Graded;
use anyhow::Result;
use serde_json::{Value, json};

const COLUMNS: &[Column] = &[
    column("district", "/district", Kind::Text),
    column("country", "/country", Kind::Text),
    column("facing", "/facing", Kind::Words),
    column("own", "/own", Kind::Number),
    column("across", "/across", Kind::Number),
    column("background", "/background", Kind::Number),
    column("why_none", "/why_none", Kind::Text),
];

const INDICATORS: &[Column] = &[
    column("district", "/district", Kind::Text),
    column("risk", "/risk", Kind::Term),
    column("indicator", "/indicator", Kind::Term),
    column("of", "/of", Kind::Text),
    column("value", "/value", Kind::Number),
    column("unit", "/unit", Kind::Text),
    column("reported", "/status", Kind::Term),
    column("period", "/period", Kind::Date),
];

/// The lists of its answers.
pub const LISTS: &[List] = &[items(COLUMNS), part("indicators", INDICATORS)];

/// Border districts with their shares, and their indicators.
pub fn answer(opened: &Opened, asked: &Asked) -> Result<Answer, Problem> {
    let horizon = asked.read_as::<u8>("horizon")?.unwrap_or(6);
    if !(1..=12).contains(&horizon) {
        return Err(Problem::bad("horizon: 1 to 12 months"));
    }
    let args = Spillover {
        dir: opened.dir.clone(),
        as_of: day(opened, asked),
        horizon: 1..=horizon,
        form: Form::default(),
    };
    Ok(told(opened, asked, &args).or_else(|error| anyhow::Ok(Answer::lacking(&error, COLUMNS)))?)
}

fn told(opened: &Opened, asked: &Asked, args: &Spillover) -> Result<Answer> {
    let day = day(opened, asked);
    let (atlas, view) = (opened.case.atlas(&opened.dir)?, opened.view(day)?);
    let setting = Setting::of((&opened.case, &atlas), (&opened.store, &view), day, SILENT)?;
    let prices = Graded::load(&opened.store, on(opened, asked))?;
    let shown = spillover::told(args, &setting, &prices, SILENT)?;
    let mut indicators = Vec::new();
    for of in &shown {
        for indicator in &of.indicators {
            let mut row = serde_json::to_value(indicator)?;
            if let Some(row) = row.as_object_mut() {
                row.insert("district".into(), json!(of.district));
            }
            indicators.push(row);
        }
    }
    let mut districts = shown.iter().map(serde_json::to_value).collect::<Result<Vec<_>, _>>()?;
    if shares(asked) {
        // Which event counts in which district would place those that are told by region.
        districts.iter_mut().chain(&mut indicators).for_each(without_evidence);
    }
    let answer = Answer::list::<Value>(&districts, COLUMNS)?;
    let answer = answer.part("indicators", &indicators, INDICATORS)?;
    answer.with("withheld", &setting.withheld())
}

/// Counts without the ids of what they count.
fn without_evidence(value: &mut Value) {
    match value {
        Value::Object(of) => {
            of.remove("evidence");
            of.values_mut().for_each(without_evidence);
        }
        Value::Array(of) => of.iter_mut().for_each(without_evidence),
        _ => {}
    }
}
