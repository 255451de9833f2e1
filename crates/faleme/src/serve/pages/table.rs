//! A list as a table: its cells in words, its pages, the links that keep its filters.

use super::said;
use crate::answers::{self, Answer, Asked, Column, Kind};
use letter::Messages;
use serde::Serialize;
use serde_json::Value;

/// The rows of the page asked for.
pub fn cut<'a>(asked: &Asked, rows: &'a [Value]) -> &'a [Value] {
    let start = asked.offset.min(rows.len());
    let end = start.saturating_add(asked.limit).min(rows.len());
    rows.get(start..end).unwrap_or_default()
}

/// A table as the template takes it.
#[derive(Serialize)]
pub struct Table {
    heads: Vec<&'static str>,
    rows: Vec<Vec<Cell>>,
}

#[derive(Serialize)]
struct Cell {
    kind: Kind,
    text: String,
}

/// Rows in words, without the columns in which none says anything: files have those too.
pub fn worded(columns: &[Column], rows: &[Value], words: &Messages) -> Table {
    let made: Vec<Vec<Cell>> = rows
        .iter()
        .map(|row| columns.iter().map(|c| Cell { kind: c.kind, text: said(row, c, words) }).collect())
        .collect();
    let speaks =
        |at: usize| made.iter().any(|row: &Vec<Cell>| row.get(at).is_some_and(|c| !c.text.is_empty()));
    let kept: Vec<bool> = (0..columns.len()).map(speaks).collect();
    let keep = |at: usize| kept.get(at) == Some(&true);
    Table {
        heads: columns.iter().enumerate().filter(|(at, _)| keep(*at)).map(|(_, c)| c.name).collect(),
        rows: made
            .into_iter()
            .map(|row| row.into_iter().enumerate().filter(|(at, _)| keep(*at)).map(|(_, c)| c).collect())
            .collect(),
    }
}

/// A further list as the template takes it, as far as a page shows it.
#[derive(Serialize)]
pub struct Part {
    name: &'static str,
    table: Table,
    /// Rows in all; the page shows the first.
    total: usize,
    /// The whole list as a file, with the same filters.
    csv: String,
}

/// Rows of a further list that a page shows; its file has all.
const SHOWN: usize = 200;

/// The further lists, in words.
pub fn parts(answer: &Answer, asked: &Asked, words: &Messages) -> Vec<Part> {
    let part = |part: &answers::Part| {
        let mut query = form_urlencoded::Serializer::for_suffix(String::from("?"), 1);
        query
            .extend_pairs(asked.filters().filter(|(name, _)| *name != "part"))
            .append_pair("part", part.name);
        Part {
            name: part.name,
            table: worded(part.columns, part.rows.get(..SHOWN).unwrap_or(&part.rows), words),
            total: part.rows.len(),
            csv: query.finish(),
        }
    };
    answer.parts.iter().map(part).collect()
}

fn said(row: &Value, column: &Column, words: &Messages) -> String {
    let Some(value) = row.pointer(column.at).filter(|v| !v.is_null()) else { return String::new() };
    match column.kind {
        Kind::Date => said::date(words, value),
        Kind::Number => value.as_f64().map(|n| words.number(said::brief(n))).unwrap_or_default(),
        Kind::Term => match value {
            Value::Bool(yes) => words.name("term", if *yes { "yes" } else { "no" }),
            value => value.as_str().map(|name| words.name(prefix(column.name), name)).unwrap_or_default(),
        },
        Kind::Text | Kind::Places | Kind::Words | Kind::Id => plain(row, column),
    }
}

/// Under which names a column's terms are said.
fn prefix(column: &str) -> &str {
    match column {
        // Kinds are those of constraints: nothing else has a column of that name.
        "kind" => "constraint",
        // Bands of days, whichever end of the range they hold.
        "cover_low" | "cover_high" => "cover",
        own => own,
    }
}

/// A cell for a file: dates as ISO 8601, numbers with a point, lists with semicolons.
pub fn plain(row: &Value, column: &Column) -> String {
    row.pointer(column.at).map(written).unwrap_or_default()
}

fn written(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(written).collect::<Vec<_>>().join("; "),
        Value::Object(object) => match (object.get("name"), object.get("start"), object.get("end")) {
            (Some(name), _, _) => written(name),
            (None, Some(start), Some(end)) if start == end => written(start),
            (None, Some(start), Some(end)) => format!("{}..{}", written(start), written(end)),
            _ => value.to_string(),
        },
        value => value.to_string(),
    }
}

/// Links of a list.
#[derive(Serialize)]
pub struct Links {
    /// Path and filters of the page itself, in the other language.
    other_lang: String,
    /// The whole list as files, with the same filters.
    csv: String,
    json: String,
    geojson: String,
    /// The day asked about, for links that follow an id: what it rests on is that day's.
    day: String,
    /// Pages before and after.
    previous: Option<String>,
    next: Option<String>,
    /// Numbers of the first and last row shown, from 1.
    first: usize,
    last: usize,
}

/// The links of a list of so many rows; paths are completed by the template, which knows language and subject.
pub fn links(asked: &Asked, total: usize) -> Links {
    let with = |offset: Option<usize>| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(asked.filters());
        if let Some(offset) = offset.filter(|o| *o > 0) {
            query.append_pair("offset", &offset.to_string());
        }
        let query = query.finish();
        if query.is_empty() { query } else { format!("?{query}") }
    };
    let shown = asked.limit.min(total.saturating_sub(asked.offset));
    let after = asked.offset + shown;
    Links {
        other_lang: with(Some(asked.offset)),
        csv: with(None),
        json: with(None),
        geojson: with(None),
        day: asked.as_of.map(|day| format!("?as_of={day}")).unwrap_or_default(),
        previous: (asked.offset > 0).then(|| with(Some(asked.offset.saturating_sub(asked.limit)))),
        next: (after < total).then(|| with(Some(after))),
        first: asked.offset + usize::from(shown > 0),
        last: after,
    }
}
