//! `new`: a case folder.

use crate::case::{FILE, KAYES};
use crate::cli::{New, Start};
use crate::output::Output;
use crate::store::Store;
use anyhow::{Context, Result, bail};
use include_dir::Dir;
use serde::Serialize;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

/// The case file of `new --from empty`.
const EMPTY: &str = include_str!("empty-case.toml");

#[derive(Serialize)]
struct Made {
    case: String,
    files: usize,
}

/// Makes the folder; one that already holds something is left alone.
pub fn run(args: &New, out: Output) -> Result<ExitCode> {
    let dir = &args.dir;
    if fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some()) {
        bail!("{} already exists and is not empty: choose another folder", dir.display());
    }
    let files = unpack(args.from, dir)?;
    let made = Made { case: dir.display().to_string(), files };
    let said = || format!("{}: a case of {} files; next: faleme read {0}", made.case, made.files);
    out.result(&made, said)?;
    Ok(ExitCode::SUCCESS)
}

/// Writes the files of a case and makes its ledger; returns how many files.
pub fn unpack(from: Start, dir: &Path) -> Result<usize> {
    for sub in ["sources", "data"] {
        let path = dir.join(sub);
        fs::create_dir_all(&path).with_context(|| format!("making {}", path.display()))?;
    }
    let files = match from {
        Start::Kayes => write_all(&KAYES, dir)?,
        Start::Empty => write(&dir.join(FILE), EMPTY.as_bytes()).map(|()| 1)?,
    };
    Store::open(dir)?;
    Ok(files)
}

fn write_all(embedded: &Dir<'_>, dir: &Path) -> Result<usize> {
    let mut count = 0;
    for entry in embedded.entries() {
        let path = dir.join(entry.path());
        match entry {
            include_dir::DirEntry::Dir(sub) => {
                fs::create_dir_all(&path).with_context(|| format!("making {}", path.display()))?;
                count += write_all(sub, dir)?;
            }
            include_dir::DirEntry::File(file) => {
                write(&path, file.contents())?;
                count += 1;
            }
        }
    }
    Ok(count)
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).with_context(|| format!("writing {}", path.display()))
}
