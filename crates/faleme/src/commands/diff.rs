//! `diff`: what a release of a dataset changed.

use crate::case::Case;
use crate::cli::Diff;
use crate::output::Output;
use crate::store::{Release, Store, coverage, covers};
use crate::table::table;
use anyhow::{Context, Result, bail};
use events::Row;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;

/// What is told of a row that one release has alone.
#[derive(Debug, PartialEq, Serialize)]
struct Brief {
    id: String,
    date: Option<base::Interval>,
    country: Option<base::Country>,
    place: Option<String>,
    #[serde(rename = "type")]
    event_type: String,
}

/// A field that both releases have, told differently.
#[derive(Debug, PartialEq, Serialize)]
struct Field {
    field: String,
    from: Value,
    to: Value,
}

/// A row that both releases have, told differently.
#[derive(Debug, PartialEq, Serialize)]
struct Changed {
    id: String,
    fields: Vec<Field>,
}

/// What changed between two releases.
#[derive(Debug, PartialEq, Serialize)]
struct Change {
    dataset: String,
    from: String,
    to: String,
    added: Vec<Brief>,
    removed: Vec<Brief>,
    changed: Vec<Changed>,
    /// Rows of the older release in countries or days that the newer one does not cover, or that it lacks where it is
    /// partial: they stand.
    outside: usize,
}

/// Compares two releases.
pub fn run(args: &Diff, out: Output) -> Result<ExitCode> {
    Case::load(&args.dir)?;
    let store = Store::open_to_ask(&args.dir)?;
    let all = store.releases()?;
    let releases: Vec<&Release> = all.iter().filter(|r| r.dataset == args.dataset).collect();
    if releases.is_empty() {
        let known: BTreeSet<&str> = all.iter().map(|r| r.dataset.as_str()).collect();
        let known =
            if known.is_empty() { "none".into() } else { known.into_iter().collect::<Vec<_>>().join(", ") };
        bail!("no release of `{}` is in this case; datasets there are: {known}", args.dataset);
    }
    let (from, to) = pair(&releases, args)?;
    let change = compare(from, to, store.rows(from)?, store.rows(to)?);
    out.result(&change, || shown(&change))?;
    let Change { added, removed, changed, outside, .. } = &change;
    out.note(format!(
        "{} {} → {}: {} added, {} removed, {} changed; {outside} older rows lie outside what the newer one covers",
        change.dataset,
        change.from,
        change.to,
        added.len(),
        removed.len(),
        changed.len()
    ));
    Ok(ExitCode::SUCCESS)
}

/// The releases named; without names the newest and the one before it. `releases` are the newest first.
fn pair<'a>(releases: &[&'a Release], args: &Diff) -> Result<(&'a Release, &'a Release)> {
    let names = || releases.iter().map(|r| r.name.as_str()).collect::<Vec<_>>().join(", ");
    let at = |name: &str| {
        let found = releases.iter().position(|r| r.name == name);
        found.with_context(|| {
            format!("there is no release `{name}` of {}; there are: {}", args.dataset, names())
        })
    };
    let to = args.to.as_deref().map(at).transpose()?.unwrap_or(0);
    let from = args.from.as_deref().map(at).transpose()?.unwrap_or(to + 1);
    match (releases.get(from), releases.get(to)) {
        (Some(from), Some(to)) => Ok((from, to)),
        _ => bail!(
            "{} has one release only up to here ({}): there is nothing to compare it with",
            args.dataset,
            names()
        ),
    }
}

fn compare(from: &Release, to: &Release, before: Vec<Row>, after: Vec<Row>) -> Change {
    let covered = coverage(&after);
    let mut old: BTreeMap<String, Row> = before.into_iter().map(|r| (r.id.clone(), r)).collect();
    let (mut added, mut changed) = (Vec::new(), Vec::new());
    for row in &after {
        match old.remove(&row.id) {
            None => added.push(brief(row)),
            Some(earlier) => changed.extend(fields(&earlier, row)),
        }
    }
    let (removed, outside): (Vec<Row>, Vec<Row>) =
        old.into_values().partition(|row| !to.additive && !to.partial && covers(&covered, row));
    added.sort_by(|a, b| a.id.cmp(&b.id));
    changed.sort_by(|a, b| a.id.cmp(&b.id));
    Change {
        dataset: to.dataset.clone(),
        from: from.name.clone(),
        to: to.name.clone(),
        added,
        removed: removed.iter().map(brief).collect(),
        changed,
        outside: outside.len(),
    }
}

fn brief(row: &Row) -> Brief {
    Brief {
        id: row.id.clone(),
        date: row.date,
        country: row.country,
        place: row.place.clone(),
        event_type: row.event_type.clone(),
    }
}

/// The normalised fields that differ: a file in another layout changes nothing by itself.
fn fields(before: &Row, after: &Row) -> Option<Changed> {
    let (old, new) = (plain(before), plain(after));
    let differing = new.into_iter().filter(|(name, value)| old.get(name) != Some(value));
    let fields: Vec<Field> = differing
        .map(|(field, to)| Field { from: old.get(&field).cloned().unwrap_or(Value::Null), to, field })
        .collect();
    (!fields.is_empty()).then(|| Changed { id: after.id.clone(), fields })
}

/// A row by field, without its place in the file.
fn plain(row: &Row) -> Map<String, Value> {
    let mut fields = match serde_json::to_value(row) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    };
    fields.remove("line");
    fields
}

fn shown(change: &Change) -> String {
    let day = |b: &Brief| b.date.and_then(|d| d.first()).map(|d| d.to_string()).unwrap_or_default();
    let place = |b: &Brief| {
        let country = b.country.map(|c| c.to_string()).unwrap_or_default();
        [b.place.clone().unwrap_or_default(), country].join(" ").trim().to_owned()
    };
    let one = |what: &str, b: &Brief| {
        vec![what.to_owned(), b.id.clone(), format!("{} {} {}", day(b), b.event_type, place(b))]
    };
    let added = change.added.iter().map(|b| one("added", b));
    let removed = change.removed.iter().map(|b| one("removed", b));
    let words = |f: &Field| format!("{}: {} → {}", f.field, f.from, f.to);
    let changed = change
        .changed
        .iter()
        .flat_map(|c| c.fields.iter().map(move |f| vec!["changed".to_owned(), c.id.clone(), words(f)]));
    table(&["what", "row", "told"], &added.chain(removed).chain(changed).collect::<Vec<_>>())
}
