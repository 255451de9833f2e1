//! The sources of a case: licence, last fetch, age, state.

use crate::clock;
use crate::fetching::lock::{Entry, Lock};
use crate::fetching::sources::{FetchEntry, Kind, Sources};
use crate::output::Output;
use crate::table::table;
use anyhow::Result;
use base::Tlp;
use serde::Serialize;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// A source as it is shown.
#[derive(Serialize)]
struct Shown<'a> {
    source: &'a str,
    kind: Kind,
    /// Address or path, as the case names it.
    address: String,
    licence: Option<&'a str>,
    terms: Option<&'a str>,
    tlp: Option<Tlp>,
    /// Whether its licence was accepted.
    accepted: bool,
    /// `never`, `fetched`, `failed`.
    state: &'static str,
    /// When the oldest of its files came.
    fetched: Option<&'a str>,
    age_days: Option<i64>,
    files: Vec<&'a Entry>,
}

/// Prints them.
pub fn run(sources: &Sources, lock: &Lock, out: Output) -> Result<()> {
    let shown: Vec<Shown<'_>> = sources.list.iter().map(|s| show(s, lock)).collect();
    out.result(&shown, || text(&shown))?;
    if shown.is_empty() {
        out.note("fetch.toml names no sources (docs/fetch.md)");
    }
    Ok(())
}

fn show<'a>(source: &'a FetchEntry, lock: &'a Lock) -> Shown<'a> {
    let files: Vec<&Entry> = lock.files.iter().filter(|e| e.source == source.name).collect();
    let path = source.path.as_ref().map(|p| p.display().to_string());
    let state = match () {
        () if files.iter().any(|f| f.failed.is_some()) => "failed",
        () if files.is_empty() => "never",
        () => "fetched",
    };
    let fetched = files.iter().filter_map(|f| f.fetched.as_deref()).min();
    let age = fetched.and_then(|f| f.parse::<jiff::Timestamp>().ok());
    Shown {
        source: &source.name,
        kind: source.kind,
        address: path.or_else(|| source.address.clone()).unwrap_or_default(),
        licence: source.licence.as_deref(),
        terms: source.terms.as_deref(),
        tlp: source.marking(),
        accepted: source.kind.is_local() || lock.accepts(&source.name, &source.licence_line()),
        state,
        fetched,
        age_days: age.map(|time| (clock::now() - time.as_second()).max(0) / DAY),
        files,
    }
}

fn text(shown: &[Shown<'_>]) -> String {
    let row = |s: &Shown<'_>| {
        let fetched = s.fetched.and_then(|f| f.get(..10)).unwrap_or("never");
        let age = s.age_days.map_or_else(String::new, |days| format!("{days} d"));
        let why = s.files.iter().find_map(|f| f.failed.as_deref());
        let state = match why {
            Some(why) => format!("failed: {why}"),
            None if !s.accepted => "licence not accepted yet".into(),
            None => s.state.to_owned(),
        };
        let licence = s.licence.unwrap_or_default().to_owned();
        vec![s.source.to_owned(), s.kind.name(), licence, fetched.to_owned(), age, state]
    };
    let rows: Vec<Vec<String>> = shown.iter().map(row).collect();
    table(&["source", "kind", "licence", "fetched", "age", "state"], &rows)
}
