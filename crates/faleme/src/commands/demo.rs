//! `demo`: the worked case from nothing to its letters.

use crate::case::{Case, FILE};
use crate::cli::{Demo, Start};
use crate::clock;
use crate::commands::{self, letter, new, read};
use crate::ingest::{Run, Tally};
use crate::output::Output;
use crate::store::Store;
use anyhow::{Result, bail};
use evidence::Received;
use serde::Serialize;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

#[derive(Serialize)]
struct Shown {
    case: String,
    read: Tally,
    letters: Vec<letter::Written>,
}

/// Unpacks, reads and prints; where the case is there already, it is read again and its files are left alone.
pub fn run(args: &Demo, out: Output) -> Result<ExitCode> {
    let dir = &args.dir;
    prepare(dir)?;
    let case = Case::load(dir)?;
    let mut store = Store::open(dir)?;
    let reader = commands::reader(&case.vocabulary, &[], out)?;
    let stop = read::stop_on_ctrl_c()?;
    let run = Run { reader: &reader, model: None, stop: &stop, out };
    let tally = read::read(&mut store, &run, &[dir.join("sources")], &Received::default())?;
    if tally.interrupted {
        bail!("stopped; run it again to go on");
    }
    let day = case.as_of.unwrap_or_else(clock::today);
    let letters = letter::issue(&mut store, &letter::Asked::usual(dir, &case, day), out)?;
    let shown = Shown { case: dir.display().to_string(), read: tally, letters };
    out.result(&shown, || summary(&shown))?;
    Ok(ExitCode::SUCCESS)
}

fn prepare(dir: &Path) -> Result<()> {
    let occupied = fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some());
    if !occupied {
        return new::unpack(Start::Kayes, dir).map(drop);
    }
    if !dir.join(FILE).exists() {
        bail!("{} is not empty and holds no case: choose another folder (faleme demo DIR)", dir.display());
    }
    Ok(())
}

fn summary(shown: &Shown) -> String {
    let mut words = format!("{}: {}, {} claims\n", shown.case, shown.read.summary(), shown.read.claims);
    for letter in &shown.letters {
        words.push_str(&format!("{} letter: {}\n", letter.lang, letter.file));
    }
    words.push_str(&format!(
        "next: faleme claims {0}, faleme contradictions {0}, faleme why {0} n1\n",
        shown.case
    ));
    words
}
