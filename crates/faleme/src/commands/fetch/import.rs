//! What becomes of a file that came: the same import that the other commands do, or the command that goes on with it.

use super::job::{Came, Job};
use crate::cli;
use crate::commands::{import, people, prices, roads};
use crate::fetching::lock::Entry;
use crate::fetching::sources::Kind;
use crate::fetching::{Step, house, refused};
use crate::output::{Format, Output};
use crate::store::Store;
use anyhow::Result;
use base::Issue;
use std::path::{Path, PathBuf};

/// What the lock says of a file that is in the ledger.
const IMPORTED: &str = "imported";

/// Imports what came, once.
pub fn bring(job: &Job<'_>, mut came: Came, before: Option<&Entry>) -> Step<Came> {
    let kind = job.source.kind;
    if kind.is_documents() {
        return Ok(came);
    }
    let Some(file) = came.entry.file.as_ref().map(|f| job.dir.join(f)) else { return Ok(came) };
    let dir = job.dir.display();
    let by_hand = |what: &str| format!("faleme {what} {dir} import {}", file.display());
    let next = match kind {
        Kind::Geonames => Some(format!("faleme read {dir} --again --gazetteer {}", file.display())),
        Kind::Ucdp | Kind::UcdpApi => Some(format!("faleme import {dir} ucdp {}", file.display())),
        Kind::WfpPrices => Some(by_hand("prices")),
        Kind::Dtm | Kind::CadreHarmonise => Some(by_hand("people")),
        Kind::Osm => Some(by_hand("roads")),
        _ => None,
    };
    let own = matches!(kind, Kind::Geonames | Kind::Boundaries) || !job.source.import;
    if own {
        came.entry.done = Some("kept".into());
        came.next = next.filter(|_| came.changed);
        return Ok(came);
    }
    let done = before.is_some_and(|b| b.blake3 == came.entry.blake3 && b.done.as_deref() == Some(IMPORTED));
    if done {
        came.entry.done = Some(IMPORTED.into());
        return Ok(came);
    }
    match imported(job, &file) {
        Ok(true) => came.entry.done = Some(IMPORTED.into()),
        Ok(false) => not_imported(
            &mut came,
            next,
            "it came, and was not imported as a whole: what is wrong stands above",
        ),
        Err(error) => not_imported(&mut came, next, &format!("it came, and was not imported: {error:#}")),
    }
    Ok(came)
}

fn not_imported(came: &mut Came, next: Option<String>, said: &str) {
    came.entry.done = Some("not imported".into());
    came.entry.failed = Some(said.to_owned());
    came.next = next;
    came.issues.push(Issue::error("fetch.import", said));
}

/// Imports a file as its own command does; whether all of it could be.
fn imported(job: &Job<'_>, file: &Path) -> Result<bool> {
    // Their results would be a second document on standard output.
    let out = Output { format: Format::Table, quiet: job.out.quiet };
    let files: [PathBuf; 1] = [file.to_owned()];
    let store = || Store::open(job.dir);
    match job.source.kind {
        Kind::Ucdp | Kind::UcdpApi => {
            let args = cli::Import {
                dir: job.dir.to_owned(),
                dataset: cli::Dataset::Ucdp,
                files: files.to_vec(),
                map: None,
                release: job.source.release.clone(),
                released: None,
                strict: false,
                form: cli::Form::default(),
            };
            import::import_files(&args, out)
        }
        Kind::WfpPrices => prices::import::import_files(&store()?, &files, None, None, out),
        Kind::Dtm | Kind::CadreHarmonise => Ok(people::import_files(&store()?, &files, None, None, out)),
        Kind::Osm => roads::import_files(&store()?, &files, None, out).map(|(_, failed)| !failed),
        _ => Ok(true),
    }
}

/// A closer look at a table before it takes the place of the earlier one: whether it can be read at all.
pub fn judge_table(kind: Kind, path: &Path, name: &str) -> Step<()> {
    let bytes = std::fs::read(path).map_err(|e| refused("fetch.unreadable", e.to_string()))?;
    let read = crate::guard::guarded(|| match kind {
        Kind::WfpPrices => supply::prices::read(name, &bytes, None).map(drop),
        _ => {
            let given =
                supply::people::Given { name, released: None, mapping: None, country: &people::country };
            supply::people::read(&bytes, &given).map(drop)
        }
    });
    match read {
        Some(Ok(())) => Ok(()),
        Some(Err(issue)) => Err(Box::new(Issue { file: None, ..issue })),
        None => Err(house(&anyhow::anyhow!("its parser gave up on it"))),
    }
}
