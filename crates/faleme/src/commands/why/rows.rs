//! A row as `why` shows it: what it was read as, and every column of it as its owner wrote it.

use super::node::Node;
use crate::show::{interval, word};
use crate::store::Store;
use anyhow::Result;
use events::{Row, RowRef, Table};

/// Rows of a release that are shown.
const FIRST: usize = 3;
/// Rows in a span at most: a longer one is a slip.
const MOST: usize = 100_000;

/// The row called `ucdp/24.1/279350`.
pub fn at(tables: &[Table], id: &str) -> Option<RowRef> {
    let (dataset, rest) = id.split_once('/')?;
    let own = tables.iter().filter(|t| t.dataset == dataset);
    let row = |t: &Table| {
        let row = rest.strip_prefix(t.release.as_str())?.strip_prefix('/')?;
        t.rows.iter().find(|r| r.id == row).map(|r| t.at(r))
    };
    own.into_iter().find_map(row)
}

/// The release called `ucdp/24.1`, with its files and how many rows count.
pub fn release(store: &Store, tables: &[Table], id: &str) -> Result<Option<Node>> {
    let own: Vec<&Table> = tables.iter().filter(|t| format!("{}/{}", t.dataset, t.release) == id).collect();
    let Some(first) = own.first() else { return Ok(None) };
    let used = store.releases_used(&[&first.dataset], None)?;
    let files = used.iter().filter(|r| r.name == first.release).flat_map(|r| &r.files);
    let mut from: Vec<Node> =
        files.map(|f| Node::new(f.name.as_str(), "file", format!("blake3 {}", f.hash), Vec::new())).collect();
    for row in own.iter().flat_map(|t| t.rows.iter().map(move |r| t.at(r))).take(FIRST) {
        from.extend(node(store, tables, &row)?);
    }
    let rows: usize = own.iter().map(|t| t.rows.len()).sum();
    let text = format!(
        "{} {}, released {}: {rows} rows count; the first follow",
        first.dataset, first.release, first.released
    );
    Ok(Some(Node::new(id, "release", text, from)))
}

/// The rows that an id lists, each by its own id, and how many more there are: `people/FILE:3-5,9`,
/// `ucdp/24.1/1001,1002+7`.
pub fn listed(id: &str) -> Option<(Vec<String>, usize)> {
    let of_file = id.starts_with("people/") || id.starts_with("prices/");
    let (head, tail) = if of_file { id.rsplit_once(':')? } else { id.rsplit_once('/')? };
    let sign = if of_file { ':' } else { '/' };
    let (list, more) = match tail.rsplit_once('+') {
        Some((list, more)) if !of_file => (list, more.parse().ok()?),
        _ => (tail, 0),
    };
    let mut ids = Vec::new();
    for part in list.split(',') {
        match part.split_once('-').filter(|_| of_file) {
            Some((first, last)) => {
                let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
                let span = first..=last;
                if span.clone().count() > MOST {
                    return None;
                }
                ids.extend(span.map(|n| format!("{head}{sign}{n}")));
            }
            None => ids.push(format!("{head}{sign}{part}")),
        }
    }
    Some((ids, more))
}

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

/// The same as it is handed on: what it tells of its district, without its columns, which tell the place.
pub fn to_share(tables: &[Table], at: &RowRef) -> Option<Node> {
    let table = tables.iter().find(|t| t.dataset == at.dataset && t.release == at.release)?;
    let row = table.rows.iter().find(|r| r.id == at.id)?;
    let mut parts = vec![format!("{} ({})", row.event_type, row.sub_type)];
    parts.extend(row.date.map(|d| interval(&d)));
    parts.extend(row.admin2.clone().or_else(|| row.admin1.clone()));
    parts.extend(row.deaths.map(|d| format!("{} deaths ({}–{})", d.best, d.low, d.high)));
    parts.push(format!("{} {} released {}", table.dataset, table.release, table.released));
    Some(Node::new(at.to_string(), "row", parts.join("; "), Vec::new()))
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
