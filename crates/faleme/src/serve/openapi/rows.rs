//! Schemas of rows, made from the columns that pages show.

use crate::answers::{Column, ITEMS, Kind, List};
use serde_json::{Map, Value, json};

/// What a list is called among the schemas.
pub fn name(subject: &str, list: &str) -> String {
    if list == ITEMS { subject.to_owned() } else { format!("{subject}_{list}") }
}

/// What its first list is called among them under the names of HDX HAPI.
pub fn hapi(subject: &str) -> String {
    format!("{subject}_hapi")
}

/// A schema for the rows of each list of a subject. A subject that answers in several ways has rows of any of them.
pub fn schemas(subject: &str, lists: &[List]) -> Map<String, Value> {
    let mut out = Map::new();
    for list in lists {
        let row = out
            .entry(name(subject, list.name))
            .or_insert_with(|| json!({"type": "object", "properties": {}}));
        list.columns.iter().for_each(|column| put(row, column));
    }
    out
}

/// Puts a column where its pointer says.
fn put(row: &mut Value, column: &Column) {
    let mut parts = column.at.split('/').skip(1).peekable();
    let mut at = row;
    while let Some(part) = parts.next() {
        let last = parts.peek().is_none();
        let Some(properties) = at.get_mut("properties").and_then(Value::as_object_mut) else { return };
        let place = properties.entry(part).or_insert_with(|| match last {
            true => leaf(column),
            // A place inside a list is told by its number: the list is described as what it may be.
            false => json!({"type": ["object", "array", "null"], "properties": {}}),
        });
        at = place;
    }
}

/// What a cell holds: nothing, where it is not known.
fn leaf(column: &Column) -> Value {
    let mut schema = match column.kind {
        Kind::Number => json!({"type": ["number", "null"]}),
        Kind::Text => json!({"type": ["string", "number", "boolean", "object", "array", "null"]}),
        Kind::Id => json!({"type": ["string", "null"]}),
        Kind::Term => json!({"type": ["string", "boolean", "null"]}),
        Kind::Words => json!({"type": ["array", "null"]}),
        Kind::Places => json!({"type": ["array", "null"], "items": {"type": ["object", "string"]}}),
        Kind::Date => json!({
            "type": ["string", "object", "null"],
            "description": "a day or month, or what is between `start` and `end`, of which either may be open",
            "properties": {"start": day(), "end": day()},
        }),
    };
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("title".into(), column.name.into());
    }
    schema
}

fn day() -> Value {
    json!({"type": ["string", "null"]})
}

/// A page of a subject's answer.
pub fn page(subject: &str, lists: &[List], has_hapi: bool) -> Value {
    let of = |list: &List| {
        let rows = json!({"$ref": format!("#/components/schemas/{}", name(subject, list.name))});
        (list.name.to_owned(), json!({"type": "array", "items": rows}))
    };
    let properties: Map<String, Value> = lists.iter().map(of).collect();
    let own = json!({"type": "object", "properties": properties});
    let rows = match has_hapi {
        false => own,
        true => {
            let named = json!({"$ref": format!("#/components/schemas/{}", hapi(subject))});
            json!({"anyOf": [own, {"type": "object", "properties": {"items": {"type": "array", "items": named}}}]})
        }
    };
    json!({"allOf": [{"$ref": "#/components/schemas/Page"}, rows]})
}
