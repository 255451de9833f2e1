//! `read`: documents into the ledger.

use crate::case::Case;
use crate::cli::{Given, Read};
use crate::ingest::{Run, Tally, again, ingest_as_owner};
use crate::output::Output;
use crate::store::Store;
use crate::{commands, files};
use anyhow::{Context, Result, bail};
use evidence::Received;
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

/// Setting that names the rules and the case file the readings were made with.
const RULES: &str = "rules";

/// Reads what is named, or `DIR/sources`.
pub fn run(args: &Read, out: Output) -> Result<ExitCode> {
    let case = Case::load(&args.dir)?;
    let mut store = Store::open(&args.dir)?;
    let reader = commands::reader(&case.vocabulary, &args.gazetteer, out)?;
    let model = commands::model(&args.ask)?;
    let stop = stop_on_ctrl_c()?;
    let run = Run { reader: &reader, model: model.as_ref(), stop: &stop, out };
    let rules = format!("{} {}", env!("CARGO_PKG_VERSION"), case.hash);
    let tally = if args.again {
        again(&mut store, &run)?
    } else {
        remind(&store, &rules, &args.dir, out)?;
        let paths = if args.paths.is_empty() { vec![args.dir.join("sources")] } else { args.paths.clone() };
        read(&mut store, &run, &paths, &received(&args.given))?
    };
    if args.again || store.meta(RULES)?.is_none() {
        store.set_meta(RULES, &rules)?;
    }
    finish(&tally, &args.dir, out)
}

/// Reads files and folders into the ledger.
pub fn read(
    store: &mut Store,
    run: &Run<'_>,
    paths: &[std::path::PathBuf],
    given: &Received,
) -> Result<Tally> {
    let (files, issues) = files::list(paths);
    for issue in &issues {
        run.out.issue(issue);
    }
    let mut tally = ingest_as_owner(store, run, &files, given)?;
    tally.refused += issues.len();
    tally.issues.splice(0..0, issues);
    Ok(tally)
}

fn finish(tally: &Tally, dir: &Path, out: Output) -> Result<ExitCode> {
    out.result(tally, || if out.quiet { String::new() } else { tally.summary() })?;
    if tally.interrupted {
        let dir = dir.display();
        bail!("stopped; what was read is kept: run `faleme read {dir}` with the same files to go on");
    }
    let nothing = tally.read + tally.unchanged == 0 && tally.refused > 0;
    Ok(if nothing { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn received(given: &Given) -> Received {
    Received {
        name: String::new(),
        published: given.published,
        publisher: given.source.clone(),
        url: given.url.clone(),
        licence: given.licence.clone(),
        tlp: given.tlp,
    }
}

fn remind(store: &Store, rules: &str, dir: &Path, out: Output) -> Result<()> {
    if store.meta(RULES)?.is_some_and(|before| before != rules) {
        let dir = dir.display();
        out.note(format!(
            "the case file or the program changed since documents were read: `faleme read {dir} --again` applies it"
        ));
    }
    Ok(())
}

/// The first Ctrl-C ends the run between two documents; a second one ends the program, which loses no more than the
/// batch in hand. A process listens once, however many runs it makes.
pub fn stop_on_ctrl_c() -> Result<Arc<AtomicBool>> {
    static STOP: OnceLock<Arc<AtomicBool>> = OnceLock::new();
    let mut heard = Ok(());
    let stop = STOP.get_or_init(|| {
        let stop = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&stop);
        heard = ctrlc::set_handler(move || {
            if seen.swap(true, Ordering::Relaxed) {
                std::process::exit(1);
            }
        });
        stop
    });
    heard.context("listening for Ctrl-C")?;
    Ok(Arc::clone(stop))
}
