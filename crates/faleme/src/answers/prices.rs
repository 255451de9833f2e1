//! Market prices, their grades, and a market beside its neighbours.

use super::answer::{Answer, Column, Kind, List, column, items, part};
use super::asked::Asked;
use super::courses;
use super::ground::{SILENT, day};
use super::problem::Problem;
use crate::cli::{Form, Prices};
use crate::commands::prices::{self, compare};
use crate::opened::Opened;
use crate::show;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const COLUMNS: &[Column] = &[
    column("market", "/market", Kind::Text),
    column("commodity", "/commodity", Kind::Text),
    column("price_type", "/price_type", Kind::Text),
    column("period", "/period", Kind::Text),
    column("price", "/price", Kind::Number),
    column("currency", "/currency", Kind::Text),
    column("unit", "/unit", Kind::Text),
    column("alps_value", "/alps", Kind::Number),
    column("alps", "/level", Kind::Term),
    column("fit", "/fit", Kind::Number),
    column("nature", "/nature", Kind::Term),
    column("why", "/why", Kind::Id),
];

const COMPARED: &[Column] = &[
    column("commodity", "/commodity", Kind::Text),
    column("change_percent", "/change_percent", Kind::Number),
    column("low", "/low_percent", Kind::Number),
    column("high", "/high_percent", Kind::Number),
    column("months_before", "/months_before", Kind::Number),
    column("months_after", "/months_after", Kind::Number),
];

/// What an answer says of series over time: with their pictures, for the page alone.
pub const COURSES: &str = "courses";

/// The lists of its answers.
pub const LISTS: &[List] = &[items(COLUMNS), part("compared", COMPARED)];

/// The latest period of each series; every period where a market and goods are named, or `periods=all`.
pub fn answer(opened: &Opened, asked: &Asked) -> Result<Answer, Problem> {
    let day = day(opened, asked);
    let named = |name: &str| asked.text(name).map(str::to_owned).into_iter().collect();
    let args = Prices {
        dir: opened.dir.clone(),
        as_of: day,
        market: named("market"),
        commodity: named("commodity"),
        form: Form::default(),
        action: None,
    };
    let mut book = prices::book(&opened.store, day, SILENT)?;
    let compared = compared(opened, asked, &args, &book)?;
    let names = |of: fn(&supply::prices::Key) -> &String| {
        book.series.iter().map(|s| of(&s.key).clone()).collect::<BTreeSet<String>>()
    };
    let choices = BTreeMap::from([("market", names(|k| &k.market)), ("commodity", names(|k| &k.commodity))]);
    let graded = prices::graded(&mut book, &args, day);
    let all = asked.text("periods") == Some("all") || (!args.market.is_empty() && !args.commodity.is_empty());
    let shown = show::prices(&book, &graded);
    let mut rows =
        shown.iter().map(serde_json::to_value).collect::<Result<Vec<_>, _>>().map_err(anyhow::Error::from)?;
    let courses = if all { courses::courses(&rows, asked.lang, same) } else { Vec::new() };
    if !all {
        rows = latest(rows);
    }
    rows.iter_mut().for_each(trace);
    let mut answer = Answer::list(&rows, COLUMNS)?.with("choices", &choices)?.with(COURSES, &courses)?;
    if let Some(compared) = compared {
        let of = compared.get("comparisons").and_then(Value::as_array).cloned().unwrap_or_default();
        answer = answer.part("compared", &of, COMPARED)?.with("comparison", &compared)?;
    }
    Ok(answer)
}

/// Whether two rows are of one series.
fn same(a: &Value, b: &Value) -> bool {
    const KEY: [&str; 8] =
        ["market", "commodity", "price_type", "currency", "unit", "nature", "country", "admin1"];
    KEY.iter().all(|key| a.get(key) == b.get(key))
}

/// The last row of each series: rows of one stand together, in the order of time.
fn latest(rows: Vec<Value>) -> Vec<Value> {
    let mut out: Vec<Value> = Vec::new();
    for row in rows {
        match out.last_mut() {
            Some(last) if same(last, &row) => *last = row,
            _ => out.push(row),
        }
    }
    out
}

/// Where `why` finds the row.
fn trace(row: &mut Value) {
    let at = row.get("file").and_then(Value::as_str).zip(row.get("row").and_then(Value::as_u64));
    let id = at.map(|(file, line)| format!("prices/{file}:{line}"));
    if let (Some(row), Some(id)) = (row.as_object_mut(), id) {
        row.insert("why".into(), id.into());
    }
}

/// The market beside its neighbours since a day or a constraint, where that is asked.
fn compared(
    opened: &Opened,
    asked: &Asked,
    args: &Prices,
    book: &supply::prices::Book,
) -> Result<Option<Value>, Problem> {
    let (Some(market), Some(since)) = (asked.text("market"), asked.text("since")) else { return Ok(None) };
    let within = asked.read_as::<f64>("within")?.unwrap_or(200.0);
    let months = asked.read_as::<u8>("months")?.unwrap_or(12);
    if !(3..=60).contains(&months) || !within.is_finite() {
        return Err(Problem::bad("months: 3 to 60; within: kilometres"));
    }
    let question = compare::Asked { market, since, within, months };
    let view = || opened.view(args.as_of);
    let told = compare::told(book, args, &question, (&opened.case, args.as_of, &view))?;
    Ok(Some(serde_json::to_value(told).map_err(anyhow::Error::from)?))
}
