//! A row of an imported table of people: `people/FILE:ROW`.

use super::node::Node;
use crate::store::{DataKind, Store};
use anyhow::Result;
use supply::people::{Figures, People, Record};

/// What the row tells, and the file it stands in; `None` if `id` names no such row. Communes are not named.
pub fn row(store: &Store, id: &str) -> Result<Option<Node>> {
    let Some((name, number)) = id.strip_prefix("people/").and_then(|rest| rest.rsplit_once(':')) else {
        return Ok(None);
    };
    let Some(file) = store.data_files(DataKind::People)?.into_iter().find(|f| f.name == name) else {
        return Ok(None);
    };
    let table: People = store.data(DataKind::People, name)?;
    let found: Vec<&Record> = table.records.iter().filter(|r| r.row.to_string() == number).collect();
    if found.is_empty() {
        return Ok(None);
    }
    let text: Vec<String> = found.iter().map(|r| words(r)).collect();
    let about = format!(
        "{}; counts from {}; received {}; blake3 {}",
        file.form, file.released, file.received, file.hash
    );
    let from = vec![Node::new(format!("people/{name}"), "file", about, Vec::new())];
    Ok(Some(Node::new(id, "row", text.join("; "), from)))
}

fn words(record: &Record) -> String {
    let place = &record.place;
    let names: Vec<&str> = [&place.admin1, &place.admin2].into_iter().flatten().map(String::as_str).collect();
    let told = |n: Option<u64>| n.map_or_else(|| "-".to_owned(), |n| n.to_string());
    let figures = match &record.figures {
        Figures::Displaced { households, people, returnee_households, returnees } => format!(
            "displaced {} ({} households), returned {} ({} households)",
            told(*people),
            told(*households),
            told(*returnees),
            told(*returnee_households)
        ),
        Figures::Phases { phases, exercise, reference, .. } => format!(
            "phases 1 to 5: {}; season {}; analysis {}",
            phases.map(told).join(", "),
            reference.label,
            exercise.label
        ),
        Figures::Refugees { people } => format!("refugees {people}"),
        Figures::Population { people } => format!("people {people}"),
    };
    format!("{}; {}; {figures}", names.join(", "), record.day)
}
