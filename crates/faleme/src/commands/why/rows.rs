//! A row as `why` shows it: what it was read as, and every column of it as its owner wrote it.

use super::node::Node;
use crate::show::{interval, word};
use crate::store::Store;
use anyhow::Result;
use events::{Row, RowRef, Table};

/// The row called `ucdp/279350`, or `ucdp 24.1 279350` as events list it.
pub fn named(tables: &[Table], id: &str) -> Option<RowRef> {
    let all = || tables.iter().flat_map(|t| t.rows.iter().map(move |r| (t, r)));
    let called = |t: &Table, r: &Row| match id.split_once('/') {
        Some((dataset, row)) => t.dataset == dataset && r.id == row,
        None => t.at(r).to_string() == id,
    };
    all().find(|(t, r)| called(t, r)).map(|(t, r)| t.at(r))
}

/// The row at `at`; `None` if it does not count on the day.
pub fn node(store: &Store, tables: &[Table], at: &RowRef) -> Result<Option<Node>> {
    let table = tables.iter().find(|t| t.dataset == at.dataset && t.release == at.release);
    let Some((table, row)) = table.and_then(|t| Some((t, t.rows.iter().find(|r| r.id == at.id)?))) else {
        return Ok(None);
    };
    let native = store.native(at)?;
    let columns = native.iter().flat_map(|n| &n.columns).filter(|(_, value)| !value.trim().is_empty());
    let columns = columns.map(|(name, value)| Node::new(name.as_str(), "column", value.as_str(), Vec::new()));
    let file = native.as_ref().map_or("a file", |n| n.file.as_str());
    Ok(Some(Node::new(at.to_string(), "row", summary(table, row, file), columns.collect())))
}

fn summary(table: &Table, row: &Row, file: &str) -> String {
    let mut parts = vec![format!("{} ({})", row.event_type, row.sub_type)];
    parts.extend(row.date.map(|d| interval(&d)));
    parts.extend(row.place.clone());
    parts.extend((!row.actors.is_empty()).then(|| row.actors.join(", ")));
    parts.extend(row.deaths.map(|d| format!("{} deaths ({}–{})", d.best, d.low, d.high)));
    parts.push(format!("located {}", word(&row.precision)));
    parts.extend((!row.flags.is_empty()).then(|| format!("flagged {}", row.flags.join(", "))));
    parts.push(format!(
        "{} {} released {}, {file} line {}",
        table.dataset, table.release, table.released, row.line
    ));
    parts.join("; ")
}
