//! `prices import`: tables into the ledger, each with what became of its rows.

use crate::clock;
use crate::files;
use crate::output::Output;
use crate::show::tally_words;
use crate::store::{Basis, DataFile, DataKind, Store};
use anyhow::{Context, Result};
use base::{Date, Issue, Severity};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use supply::prices::{Counts, Layout, Table, read};

/// Longest table, bytes: what the ledger takes for one value.
const LONGEST: u64 = 1_000_000_000;

/// What an import did with a file.
#[derive(Serialize)]
struct Told {
    file: String,
    layout: Option<String>,
    released: Option<Date>,
    basis: Option<Basis>,
    /// Whether it was there already.
    unchanged: bool,
    counts: Option<Counts>,
    issues: Vec<Issue>,
}

/// Imports files.
pub fn run(
    store: &Store,
    paths: &[PathBuf],
    map: Option<&Path>,
    released: Option<Date>,
    out: Output,
) -> Result<ExitCode> {
    let whole = import_files(store, paths, map, released, out)?;
    Ok(if whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Imports files, and tells whether all could be; what cannot be used is told, and the others are kept.
pub fn import_files(
    store: &Store,
    paths: &[PathBuf],
    map: Option<&Path>,
    released: Option<Date>,
    out: Output,
) -> Result<bool> {
    let map = map.map(mapping).transpose()?;
    let mut told = Vec::new();
    for path in paths {
        let one = import(store, path, map.as_ref(), released)?;
        one.issues.iter().for_each(|issue| out.issue(issue));
        if let Some(counts) = one.counts.as_ref().filter(|_| !one.unchanged) {
            out.note(format!("{}: {}", one.file, tally_words(counts)));
        } else if one.unchanged {
            out.note(format!("{}: already imported", one.file));
        }
        told.push(one);
    }
    out.result(&told, String::new)?;
    Ok(told.iter().all(|t| t.counts.is_some()))
}

/// A mapping and the hash of its file.
fn mapping(path: &Path) -> Result<(Layout, String)> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).with_context(|| format!("reading {shown}"))?;
    let layout = Layout::parse(&text).map_err(|said| anyhow::anyhow!("{shown}: {said}"))?;
    Ok((layout, blake3::hash(text.as_bytes()).to_hex().to_string()))
}

fn import(
    store: &Store,
    path: &Path,
    map: Option<&(Layout, String)>,
    released: Option<Date>,
) -> Result<Told> {
    let name = files::name(path);
    let failed = |issue: Issue| Told {
        file: name.clone(),
        layout: None,
        released: None,
        basis: None,
        unchanged: false,
        counts: None,
        issues: vec![issue],
    };
    let bytes = match load(path) {
        Ok(bytes) => bytes,
        Err(issue) => return Ok(failed(issue.in_file(path.display().to_string()))),
    };
    let hash = blake3::hash(&bytes).to_hex().to_string();
    let hash = map.map_or_else(|| hash.clone(), |(_, map)| format!("{hash}:{map}"));
    let held = store.data_files(DataKind::Prices)?.into_iter().find(|f| f.name == name);
    if let Some(held) = held.filter(|h| h.hash == hash && released.is_none_or(|day| day == h.released)) {
        return Ok(Told {
            file: name,
            layout: Some(held.form),
            released: Some(held.released),
            basis: Some(held.basis),
            unchanged: true,
            counts: serde_json::from_value(held.counts).ok(),
            issues: Vec::new(),
        });
    }
    let read = match read(&name, &bytes, map.map(|(layout, _)| layout)) {
        Ok(read) => read,
        Err(issue) => return Ok(failed(issue)),
    };
    let (table, mut issues) = (read.value, read.issues);
    if table.series.is_empty() {
        let none = Issue::error("prices.none", "there is no price in it: nothing is kept").in_file(&name);
        let dates = issues.iter().any(|i| i.code == "date.unreadable");
        let help = "a mapping says how its dates are written: `date_format` (docs/prices.md)";
        issues.push(if dates { none.help(help) } else { none });
        return Ok(Told { issues, ..failed(Issue::note("", "")) });
    }
    let file = describe(&name, hash, &table, released, &mut issues);
    store.keep_data(DataKind::Prices, &file, &bytes, &table)?;
    Ok(Told {
        file: file.name,
        layout: Some(file.form),
        released: Some(file.released),
        basis: Some(file.basis),
        unchanged: false,
        counts: Some(table.counts),
        issues,
    })
}

fn load(path: &Path) -> Result<Vec<u8>, Issue> {
    let unreadable =
        |e: std::io::Error| Issue::error("prices.unreadable", e.to_string()).help("check the path");
    let length = std::fs::metadata(path).map_err(unreadable)?.len();
    if length > LONGEST {
        let said = format!("{} MB; a table has at most {} MB", length / 1_000_000, LONGEST / 1_000_000);
        return Err(Issue::error("prices.too_long", said).help("import it in parts"));
    }
    std::fs::read(path).map_err(unreadable)
}

/// A table counts from the day given, else from its latest day, and from today at the latest.
fn describe(
    name: &str,
    hash: String,
    table: &Table,
    given: Option<Date>,
    issues: &mut Vec<Issue>,
) -> DataFile {
    let today = clock::today();
    let latest = table.counts.days.map_or(today, |(_, last)| last);
    if latest > today {
        let said = format!("its latest price is of {latest}, after today");
        issues.push(
            Issue::new(Severity::Warning, "prices.future", said)
                .in_file(name)
                .help("is the order of day and month right?"),
        );
    }
    let known = table.known_from().map_or(today, |day| day.min(today));
    let (released, basis) = given.map_or((known, Basis::Inferred), |day| (day, Basis::Given));
    if basis == Basis::Inferred {
        let said = format!("it counts from {released}, its latest day");
        issues.push(
            Issue::note("prices.released", said).in_file(name).help("--released DATE says when it came out"),
        );
    }
    DataFile {
        name: name.to_owned(),
        hash,
        form: table.layout.clone(),
        released,
        basis,
        received: today,
        counts: serde_json::to_value(&table.counts).unwrap_or_default(),
    }
}
