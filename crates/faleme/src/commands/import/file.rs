//! One file of an import.

use super::{Asked, Told};
use crate::clock;
use crate::output::Output;
use crate::store::{Basis, FileRow, Importing, Packed, pack};
use anyhow::{Result, bail};
use base::{Date, Issue};
use events::datasets::{Failure, Imported, Seen, import};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// What became of a file.
pub enum Outcome {
    /// It was read.
    Read(Imported),
    /// Its bytes were there already: the release that has them, and its rows.
    Unchanged(String, u64),
    /// It could not be read at all.
    Failed(Issue),
}

impl Outcome {
    /// Imports the file at `path` into release `release`, unless its bytes are known.
    pub fn read(
        importing: &Importing<'_>,
        asked: &Asked,
        path: &Path,
        release: i64,
        seen: &mut Seen,
        stop: &AtomicBool,
    ) -> Result<Self> {
        let shown = path.display().to_string();
        let failed = |e: io::Error| Self::Failed(unreadable(&shown, &e));
        let length = match std::fs::metadata(path) {
            Ok(about) if about.is_dir() => {
                return Ok(failed(io::Error::other("it is a folder: name its files")));
            }
            Ok(about) => about.len(),
            Err(error) => return Ok(failed(error)),
        };
        let mut again = None;
        if importing.has_length(&asked.name, length)? {
            let hash = match File::open(path).and_then(hash) {
                Ok(hash) => hash,
                Err(error) => return Ok(failed(error)),
            };
            if let Some((release, rows)) = importing.known(&asked.name, &asked.key(&hash))? {
                return Ok(Self::Unchanged(release, rows));
            }
            again = importing.reread(&asked.name, &hash)?;
        }
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) => return Ok(failed(error)),
        };
        import_file(importing, asked, path, (file, again), release, seen, stop)
    }
}

/// Imports an open file, in the place of the rows that its bytes gave through another mapping.
fn import_file(
    importing: &Importing<'_>,
    asked: &Asked,
    path: &Path,
    (file, again): (File, Option<(i64, String)>),
    release: i64,
    seen: &mut Seen,
    stop: &AtomicBool,
) -> Result<Outcome> {
    let name = crate::files::name(path);
    let received = clock::today();
    let seq = importing.add_file(release, &name, received)?;
    let mut hashing = Hashing { from: file, hasher: blake3::Hasher::new(), length: 0 };
    let before = seen.clone();
    seen.next_file();
    if let Some((old, _)) = &again {
        importing.forget(*old, seen)?;
    }
    let mut keep = |packed: Packed| {
        if stop.load(Ordering::Relaxed) {
            bail!("stopped; nothing was imported");
        }
        importing.add_block(seq, &packed)
    };
    let shown = path.display().to_string();
    match import(&asked.layout, &shown, &mut hashing, seen, Some(asked.latest), &pack, &mut keep) {
        Ok(mut imported) => {
            let hash = asked.key(&hashing.hasher.finalize().to_hex());
            if let Some((old, release)) = again {
                importing.drop_file(old)?;
                let said = format!("the mapping has changed: its rows in release {release} are read again");
                imported.issues.insert(0, Issue::note("file.read_again", said).in_file(&shown));
            }
            importing.end_file(seq, &FileRow { name, hash, length: hashing.length, received }, &imported)?;
            Ok(Outcome::Read(imported))
        }
        Err(Failure::Unusable(issue)) => {
            *seen = before;
            importing.drop_file(seq)?;
            Ok(Outcome::Failed(issue))
        }
        Err(Failure::Keep(error)) => Err(error),
    }
}

fn unreadable(file: &str, error: &io::Error) -> Issue {
    Issue::error("file.unreadable", error.to_string()).in_file(file).help("check the path")
}

/// The release that holds the bytes of these files, read through another mapping.
pub fn release_to_mend(
    importing: &Importing<'_>,
    asked: &Asked,
    files: &[PathBuf],
) -> Result<Option<String>> {
    let mut found = None;
    for path in files.iter().filter(|_| asked.map.is_some()) {
        // A file that cannot be read is told when its turn comes.
        let Ok(hash) = File::open(path).and_then(hash) else { continue };
        if importing.known(&asked.name, &asked.key(&hash))?.is_some() {
            continue;
        }
        let Some((_, release)) = importing.reread(&asked.name, &hash)? else { continue };
        if found.replace(release.clone()).is_some_and(|other| other != release) {
            bail!("these files are of several releases, and the mapping has changed: import them one by one");
        }
    }
    Ok(found)
}

fn hash(file: File) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(file)?;
    Ok(hasher.finalize().to_hex().to_string())
}

/// Reads, hashes and counts in one pass.
struct Hashing {
    from: File,
    hasher: blake3::Hasher,
    length: u64,
}

impl Read for Hashing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(buffer)?;
        self.hasher.update(buffer.get(..read).unwrap_or_default());
        self.length += read as u64;
        Ok(read)
    }
}

/// All files together.
#[derive(Default)]
pub struct Sum {
    /// Rows imported.
    pub imported: u64,
    /// Of these, rows that break a rule.
    pub flagged: u64,
    /// Records refused.
    pub refused: u64,
    duplicates: u64,
    unchanged: u64,
    /// Files that were read.
    pub read: u64,
    /// Files that could not be read at all.
    pub failed: usize,
    /// Whether a file ends in the middle of a record.
    pub cut: bool,
    /// The newest day told of.
    pub newest: Option<Date>,
    /// The release of a file that was there already.
    pub whole: Option<String>,
    /// What was wrong.
    pub issues: Vec<Issue>,
}

impl Sum {
    /// Adds a file and tells what was wrong with it.
    pub fn add(&mut self, outcome: Outcome, path: &Path, out: Output) {
        let issues = match outcome {
            Outcome::Read(file) => {
                self.imported += file.imported;
                self.flagged += file.flagged;
                self.refused += file.refused;
                self.read += 1;
                self.cut |= file.issues.iter().any(|i| i.code == "file.cut");
                self.duplicates += file.duplicates;
                self.newest = self.newest.max(file.newest);
                let empty = (file.records == 0).then(|| {
                    let issue = Issue::warning("file.no_rows", "there is no row in it");
                    issue.in_file(path.display().to_string())
                });
                file.issues.into_iter().chain(empty).collect()
            }
            Outcome::Unchanged(release, rows) => {
                self.unchanged += rows;
                let twice = release == crate::store::UNNAMED;
                let said = if twice {
                    "it is named twice".into()
                } else {
                    format!("these bytes are release {release} already")
                };
                self.whole = self.whole.take().or(Some(release).filter(|_| !twice));
                vec![Issue::note("file.unchanged", said).in_file(path.display().to_string())]
            }
            Outcome::Failed(issue) => {
                self.failed += 1;
                vec![issue]
            }
        };
        issues.iter().for_each(|issue| out.issue(issue));
        self.issues.extend(issues);
    }

    /// What the import tells, of the release it came to.
    pub(super) fn told(
        self,
        asked: &Asked,
        release: Option<String>,
        day: Option<(Date, Basis)>,
        partial: bool,
    ) -> Told {
        Told {
            dataset: asked.name.clone(),
            release,
            released: day.map(|(day, _)| day),
            basis: day.map(|(_, basis)| basis),
            imported: self.imported,
            flagged: self.flagged,
            refused: self.refused,
            duplicates: self.duplicates,
            unchanged: self.unchanged,
            partial,
            lost: self.cut || self.failed > 0,
            issues: self.issues,
        }
    }
}
