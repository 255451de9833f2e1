//! Rows under the field names of HDX HAPI (`fields=hapi`): the names and columns of the layer that is exported under the subject's
//! name (`exchange/data/layers.toml`). Values are those of the answer itself, so that nobody sees more of them.

use super::pages::cut;
use super::subjects::SUBJECTS;
use crate::answers::{Answer, Asked, Problem};
use crate::show::safe;
use anyhow::{Context, Result};
use base::Tlp;
use exchange::formats::{Cell, Kind, Layer, Row};
use serde_json::{Map, Value, json};

/// The parameter.
pub const FIELDS: &str = "fields";
/// Its one value.
pub const HAPI: &str = "hapi";

/// The layer of a subject, with the columns that readers of a marking have.
pub fn layer(subject: &str, tlp: Tlp) -> Option<Layer> {
    Layer::named(subject, tlp)
}

/// Whether a question asks for these names; a subject without them is told of, and so is any other name.
pub fn asked_for(asked: &Asked, subject: &str) -> Result<Option<Layer>, Problem> {
    match asked.text(FIELDS) {
        None => Ok(None),
        Some(HAPI) => {
            let none = || {
                let have = SUBJECTS.iter().filter(|s| layer(s.name, Tlp::Clear).is_some());
                let have: Vec<&str> = have.map(|s| s.name).collect();
                Problem::wrong(format!("{FIELDS}: `{HAPI}` names fields of {} alone", have.join(", ")))
            };
            layer(subject, asked.by.readers.tlp).ok_or_else(none).map(Some)
        }
        Some(other) => Err(Problem::bad(format!("{FIELDS}: `{other}` is none of {HAPI}"))),
    }
}

fn rows<'a>(layer: &'a Layer, rows: &'a [Value]) -> impl Iterator<Item = Result<Row>> + 'a {
    rows.iter().map(|row| layer.row(row).context("the layers' file and the API disagree"))
}

/// A page of the list for programs.
pub fn json(asked: &Asked, answer: &Answer, layer: &Layer) -> Result<Vec<u8>> {
    let shown = cut(asked, &answer.rows);
    let items = rows(layer, shown)
        .map(|row| {
            let row = row?;
            let named = layer.columns.iter().zip(&row.cells);
            Ok(named.map(|(column, cell)| (column.name.clone(), value(cell))).collect::<Map<_, _>>())
        })
        .collect::<Result<Vec<_>>>()?;
    let (total, next) = (answer.rows.len(), asked.offset.saturating_add(shown.len()));
    let mut out = json!({
        "items": items,
        "total": total,
        "offset": asked.offset,
        "limit": if asked.limit == usize::MAX { total } else { asked.limit },
        "next_offset": (next < total).then_some(next),
    });
    if let (Some(lacks), Some(out)) = (answer.about.get("lacks"), out.as_object_mut()) {
        out.insert("lacks".into(), lacks.clone());
    }
    serde_json::to_vec(&out).context("writing the answer")
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Nothing => Value::Null,
        Cell::Text(text) => json!(text),
        Cell::Integer(n) => json!(n),
        // As the answer has it: no point where it counts.
        Cell::Number(n) if n.fract() == 0.0 && n.abs() < 1e15 => json!(*n as i64),
        Cell::Number(n) => json!(n),
        Cell::Flag(yes) => json!(yes),
        Cell::Day(day) => json!(day),
        Cell::List(items) => json!(items),
    }
}

/// The whole list as a table; cells are kept from being run, as in every table.
pub fn csv(answer: &Answer, layer: &Layer) -> Result<Vec<u8>> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(layer.columns.iter().map(|c| &c.name))?;
    for row in rows(layer, &answer.rows) {
        out.write_record(row?.cells.iter().map(|cell| safe(&cell.words())))?;
    }
    Ok(out.into_inner()?)
}

/// The schema of a row under these names.
pub fn schema(layer: &Layer) -> Value {
    let one = |kind: Kind| match kind {
        Kind::Text => json!({"type": ["string", "null"]}),
        Kind::Integer => json!({"type": ["integer", "null"]}),
        Kind::Number => json!({"type": ["number", "null"]}),
        Kind::Flag => json!({"type": ["boolean", "null"]}),
        Kind::Day => json!({"type": ["string", "null"], "format": "date"}),
        Kind::List => json!({"type": ["array", "null"], "items": {"type": "string"}}),
    };
    let columns: Map<String, Value> = layer.columns.iter().map(|c| (c.name.clone(), one(c.kind))).collect();
    let always: Vec<&String> = layer.columns.iter().filter(|c| !c.amber).map(|c| &c.name).collect();
    let said = "a row under the field names of HDX HAPI, where it has the field (`fields=hapi`)";
    json!({"type": "object", "description": said, "required": always, "properties": columns})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::{Asker, Lang};

    fn asked(query: &[(&str, &str)]) -> Asked {
        let query: Vec<(String, String)> = query.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect();
        Asked::read(Asker::elsewhere(Tlp::Green), Lang::English, None, &query).unwrap()
    }

    #[test]
    fn rows_have_the_names_of_the_layer_and_the_values_of_the_answer() {
        let row = json!({"id": "evt-1", "type": "ambush", "date": {"start": "2025-07-01", "end": "2025-07-02"},
            "places": [{"name": "Ford", "country": "MLI"}, {"name": "Mill", "country": "MLI"}],
            "estimate": {"best": 3}});
        let answer = Answer { rows: vec![row; 3], ..Answer::default() };
        let question = asked(&[("fields", "hapi"), ("limit", "2")]);
        let layer = asked_for(&question, "events").unwrap().unwrap();
        let told: Value = serde_json::from_slice(&json(&question, &answer, &layer).unwrap()).unwrap();
        let first = &told["items"][0];
        assert_eq!(
            (
                &first["event_id"],
                &first["reference_period_start"],
                &first["fatalities"],
                &first["location_code"]
            ),
            (&json!("evt-1"), &json!("2025-07-01"), &json!(3), &json!(["MLI"]))
        );
        assert_eq!((told["items"].as_array().unwrap().len(), &told["next_offset"]), (2, &json!(2)));
        let table = String::from_utf8(csv(&answer, &layer).unwrap()).unwrap();
        assert!(table.starts_with("event_id,") && table.contains("Ford; Mill"), "{table}");
        assert_eq!(table.lines().count(), 4, "a table is whole");
        let described = schema(&layer);
        assert!(first.as_object().unwrap().keys().all(|name| described["properties"].get(name).is_some()));
    }

    #[test]
    fn other_subjects_and_other_names_are_refused() {
        let hapi = asked(&[("fields", "hapi")]);
        assert!(asked_for(&asked(&[]), "board").unwrap().is_none());
        assert!(asked_for(&hapi, "board").err().unwrap().detail.contains("events"));
        assert_eq!(asked_for(&asked(&[("fields", "x")]), "events").err().unwrap().status, 400);
    }
}
