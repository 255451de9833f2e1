//! `letter diff`: what changed since the last letter before a day, or since the day itself.

use super::archive::Archive;
use super::differences::{Difference, differences};
use super::{compose, marking};
use crate::case::Case;
use crate::cli::LetterDiff;
use crate::clock;
use crate::output::Output;
use crate::store::Store;
use crate::table::table;
use crate::view::as_of;
use anyhow::Result;
use base::Date;
use letter::Findings;
use serde::Serialize;
use std::process::ExitCode;

/// What the other side is.
#[derive(Serialize)]
pub struct Since {
    /// Number of the letter; `null` where no letter was issued by then, and the day itself counts.
    pub letter: Option<u64>,
    /// Its day.
    pub as_of: Date,
}

/// What changed.
#[derive(Serialize)]
pub struct Shown {
    /// Since when.
    pub since: Since,
    /// Until when.
    pub as_of: Date,
    /// What.
    pub changes: Vec<Difference>,
}

/// Lists what changed.
pub fn run(args: &LetterDiff, out: Output) -> Result<ExitCode> {
    let case = Case::load(&args.dir)?;
    let store = Store::open_to_ask(&args.dir)?;
    let day = as_of(&store, &case, args.as_of, out)?.unwrap_or_else(clock::today);
    let tlp = args.tlp.unwrap_or(marking(&case));
    let now = compose::findings(&store, &case, (&args.dir, day, tlp))?;
    now.issues.iter().for_each(|issue| out.issue(issue));
    let then = || Ok(compose::findings(&store, &case, (&args.dir, args.since, tlp))?.value);
    let shown = told(&store, &now.value, args.since, then)?;
    out.note(match shown.since.letter {
        Some(number) => format!("since letter {number} of {}, as of {day}", shown.since.as_of),
        None => format!(
            "no letter was issued by {}: since what could be known on that day, as of {day}",
            args.since
        ),
    });
    out.result(&shown, || lines(&shown))?;
    Ok(ExitCode::SUCCESS)
}

/// What changed since the last letter of a day or before it; where there is none, since what `then` tells of the day.
pub fn told(
    store: &Store,
    now: &Findings,
    since: Date,
    then: impl FnOnce() -> Result<Findings>,
) -> Result<Shown> {
    let (letter, was) = match Archive::load(store)?.before(since, now.masthead.tlp) {
        Some((number, findings)) => (Some(number), findings),
        None => (None, then()?),
    };
    Ok(shown((letter, &was), now))
}

/// What changed since findings, which a letter held or which could be known on their day.
pub fn shown((letter, was): (Option<u64>, &Findings), now: &Findings) -> Shown {
    let since = Since { letter, as_of: was.masthead.as_of.0 };
    Shown { since, as_of: now.masthead.as_of.0, changes: differences(was, now) }
}

fn lines(shown: &Shown) -> String {
    if shown.changes.is_empty() {
        return "nothing changed".to_owned();
    }
    let row = |d: &Difference| {
        let first = d.date.and_then(|date| date.first()).map(|on| on.to_string());
        let status = match (&d.was, &d.now) {
            (Some(was), Some(now)) => format!("{was} → {now}"),
            (_, now) => now.clone().unwrap_or_default(),
        };
        let change =
            serde_json::to_value(d.change).ok().and_then(|v| v.as_str().map(|s| s.replace('_', " ")));
        let places = d.places.join(", ");
        vec![
            change.unwrap_or_default(),
            d.what.clone(),
            places,
            first.unwrap_or_default(),
            status,
            d.id.clone(),
        ]
    };
    table(
        &["change", "what", "where", "date", "status", "id"],
        &shown.changes.iter().map(row).collect::<Vec<_>>(),
    )
}
