//! `fetch`: from the publishers' addresses that the case names into the case.

mod boundaries;
mod documents;
mod hdx;
mod import;
mod job;
mod kinds;
mod licence;
mod list;
mod place;
mod table;
mod ucdp;

use crate::case::Case;
use crate::cli::Fetch as Args;
use crate::commands::read::stop_on_ctrl_c;
use crate::fetching::lock::Lock;
use crate::fetching::sources::{FetchEntry, Kind, Sources, countries};
use crate::fetching::{Step, helped};
use crate::output::Output;
use anyhow::{Context, Result, bail};
use base::{Country, Issue};
use job::{Came, Job};
use serde::Serialize;
use std::fs::{File, TryLockError};
use std::path::Path;
use std::process::ExitCode;

/// What became of one file, feed or mailbox.
#[derive(Debug, Serialize)]
struct Told {
    source: String,
    kind: Kind,
    /// Country, where each has its own file.
    country: Option<Country>,
    /// `fetched`, `not_changed`, `failed`, `stopped`.
    state: &'static str,
    /// The file in the case.
    file: Option<String>,
    bytes: Option<u64>,
    blake3: Option<String>,
    /// What was done with it.
    done: Option<String>,
    /// The command that goes on with it.
    next: Option<String>,
    issues: Vec<Issue>,
}

/// Lists the sources, or fetches those asked for.
pub fn run(args: &Args, out: Output) -> Result<ExitCode> {
    let case = Case::load(&args.dir)?;
    let sources = Sources::load(&args.dir)?;
    let mut lock = Lock::load(&args.dir)?;
    if args.sources.is_empty() {
        list::run(&sources, &lock, out)?;
        return Ok(ExitCode::SUCCESS);
    }
    let only = countries(&args.country).map_err(anyhow::Error::msg).context("--country")?;
    let chosen = sources.chosen(&args.sources)?;
    let _alone = alone(&args.dir)?;
    let stop = stop_on_ctrl_c()?;
    let mut told = Vec::new();
    for source in chosen {
        if let Err(issue) = licence::accepted(source, &mut lock, args.accept_licence, out) {
            out.issue(&issue.clone().in_file(&source.name));
            told.push(failed(source, None, *issue));
            continue;
        }
        lock.save(&args.dir)?;
        for country in parts(source, &only, &sources, &case) {
            let country = match country {
                Ok(country) => country,
                Err(issue) => {
                    out.issue(&issue.clone().in_file(&source.name));
                    told.push(failed(source, None, *issue));
                    continue;
                }
            };
            let job = Job {
                dir: &args.dir,
                case: &case,
                source,
                country,
                limits: &sources.limits,
                stop: &stop,
                out,
            };
            let one = kinds::run(&job, &mut lock);
            lock.save(&args.dir)?;
            told.push(tell(&job, one));
        }
    }
    out.result(&told, || lines(&told))?;
    let all = told.iter().all(|t| matches!(t.state, "fetched" | "not_changed"));
    Ok(if all { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The countries that a source is fetched for, or `None` once where it has one file for all.
fn parts(
    source: &FetchEntry,
    only: &[Country],
    sources: &Sources,
    case: &Case,
) -> Vec<Step<Option<Country>>> {
    if !source.by_country() {
        return vec![Ok(None)];
    }
    // Codes were read before.
    let own = countries(&source.countries).unwrap_or_default();
    let wanted = match () {
        () if !only.is_empty() => only.to_vec(),
        () if !own.is_empty() => own,
        () if !sources.countries.is_empty() => sources.countries.clone(),
        () => case.head.country.into_iter().collect(),
    };
    if wanted.is_empty() {
        let said = "of which country?";
        let help = "name it with --country, or in `countries` of fetch.toml";
        return vec![Err(helped("fetch.country", said, help))];
    }
    wanted.into_iter().map(|country| Ok(Some(country))).collect()
}

/// One fetch of a case at a time: two would write the same part of a file.
fn alone(dir: &Path) -> Result<File> {
    let path = dir.join(".fetch.busy");
    let file = File::options().create(true).truncate(false).write(true).open(&path);
    let file = file.with_context(|| format!("opening {}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            bail!("another `fetch` of {} is at work: wait for it", dir.display())
        }
        // Some network disks know no locks.
        Err(TryLockError::Error(_)) => Ok(file),
    }
}

fn failed(source: &FetchEntry, country: Option<Country>, issue: Issue) -> Told {
    let state = if issue.code == "fetch.stopped" { "stopped" } else { "failed" };
    Told {
        source: source.name.clone(),
        kind: source.kind,
        country,
        state,
        file: None,
        bytes: None,
        blake3: None,
        done: None,
        next: None,
        issues: vec![issue],
    }
}

fn tell(job: &Job<'_>, one: Step<Came>) -> Told {
    let came = match one {
        Ok(came) => came,
        Err(issue) => {
            job.out.issue(&issue.clone().in_file(job.shown()));
            return failed(job.source, job.country, *issue);
        }
    };
    came.issues.iter().for_each(|issue| job.out.issue(&issue.clone().in_file(job.shown())));
    let lost = came.entry.failed.is_some();
    Told {
        source: job.source.name.clone(),
        kind: job.source.kind,
        country: job.country,
        state: if lost {
            "failed"
        } else if came.changed {
            "fetched"
        } else {
            "not_changed"
        },
        file: came.entry.file,
        bytes: came.entry.bytes,
        blake3: came.entry.blake3,
        done: came.entry.done,
        next: came.next,
        issues: came.issues,
    }
}

fn lines(told: &[Told]) -> String {
    let mut out = String::new();
    for one in told {
        let country = one.country.map_or(String::new(), |c| format!(" {c}"));
        let size = one.bytes.map_or(String::new(), |b| format!(", {} kB", b.div_ceil(1_000)));
        let file = one.file.as_ref().map_or(String::new(), |f| format!(": {f}{size}"));
        let done = one.done.as_ref().map_or(String::new(), |d| format!("; {d}"));
        let state = one.state.replace('_', " ");
        out.push_str(&format!("{}{country}: {state}{file}{done}\n", one.source));
    }
    let mut next: Vec<&str> = told.iter().filter_map(|t| t.next.as_deref()).collect();
    next.dedup();
    for command in next {
        out.push_str(&format!("next: {command}\n"));
    }
    out
}
