//! What all requests share: the case folder, its state, and what was answered of it.

use super::house::House;
use super::kept::Kept;
use crate::answers::{Asked, Problem};
use crate::clock;
use crate::opened::{Opened, Views};
use crate::store::Readers;
use anyhow::{Context, Result};
use base::Date;
use rusqlite::{Connection, OpenFlags};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant, SystemTime};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Files of the case folder are looked at so often at the most.
const LOOK: Duration = Duration::from_secs(1);

/// Folders of a case are looked into so deep.
const DEEP: usize = 3;
/// Folders that hold what was read or written already: no answer is made of them, and there may be thousands of files.
const STILL: [&str; 2] = ["sources", "letters"];

/// Answers worked out at a time; further ones wait, and leave threads for sign-ins and the log.
const AT_WORK: usize = 16;
/// Of these, those of one who asks at the most.
const OWN: usize = 6;
/// Answers that one who asks may wait for beside them: as many as connections of one address.
const QUEUE: usize = 256;

/// What all requests share.
pub struct Desk {
    /// The case folder.
    pub dir: PathBuf,
    /// What is read in the background, and who may write.
    pub jobs: super::jobs::Jobs,
    /// Who is served.
    pub house: House,
    watch: Mutex<Watch>,
    state: Mutex<Arc<State>>,
    places: Arc<tokio::sync::Semaphore>,
    /// The turns of each who asks, and how many of them are waited for.
    turns: Mutex<HashMap<String, Weak<Turns>>>,
}

/// The turns of one who asks.
struct Turns {
    free: Arc<Semaphore>,
    queue: Arc<Semaphore>,
}

/// A turn; the next comes when it is dropped.
pub struct Turn {
    _free: OwnedSemaphorePermit,
    _of: Arc<Turns>,
}

/// One state of the case: what is kept here ends with it.
#[derive(Default)]
pub struct State {
    /// Counts states; a decision names the one it was made in.
    pub revision: u64,
    /// The day it was looked at.
    day: Date,
    /// Bodies, ready to be sent.
    pub kept: Kept,
    /// Answers that took long, for their other forms.
    pub slow: super::slow::Slow,
    views: Mutex<HashMap<Readers, Views>>,
}

/// How the case looked last.
struct Watch {
    ledger: Connection,
    file: Option<(u64, u64)>,
    version: i64,
    files: u64,
    looked: Instant,
}

impl Desk {
    /// A desk for a case folder.
    pub fn new(dir: &Path, house: House) -> Result<Self> {
        let watch = Mutex::new(Watch::begin(dir)?);
        let places = Arc::new(tokio::sync::Semaphore::new(AT_WORK));
        let jobs = super::jobs::Jobs::of(dir);
        let (state, turns) = Default::default();
        Ok(Self { dir: dir.to_owned(), jobs, house, watch, state, places, turns })
    }

    /// Whether the ledger still stands where it stood: what was kept of it is not shown without it.
    pub fn is_there(&self) -> Result<(), Problem> {
        let there = self.dir.join(crate::store::FILE).is_file();
        there
            .then_some(())
            .ok_or_else(|| Problem::away("case.db is gone from the case folder: bring it back"))
    }

    /// The state of the case now: a new one if its ledger or its files were written since the last.
    pub fn state(&self) -> Arc<State> {
        let mut watch = self.watch.lock().unwrap_or_else(PoisonError::into_inner);
        let version = version(&watch.ledger).unwrap_or(watch.version);
        let mut changed = version != watch.version;
        watch.version = version;
        if watch.looked.elapsed() > LOOK {
            watch.looked = Instant::now();
            let files = files(&self.dir);
            changed |= files != watch.files;
            watch.files = files;
            // Another file in its place: the one watched so far says nothing any more.
            if identity(&self.dir) != watch.file
                && let Ok(anew) = Watch::begin(&self.dir)
            {
                (*watch, changed) = (anew, true);
            }
        }
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        // Where the case names no day, answers are of today.
        let today = clock::today();
        changed |= state.day != today;
        if changed {
            *state = Arc::new(State { revision: state.revision + 1, day: today, ..State::default() });
        }
        Arc::clone(&state)
    }

    /// The case as those who ask may see it.
    pub fn opened(&self, state: &State, readers: Readers) -> Result<Opened> {
        let mut all = state.views.lock().unwrap_or_else(PoisonError::into_inner);
        let views = all.entry(readers).or_default().clone();
        drop(all);
        Opened::for_readers(&self.dir, readers, views)
    }

    /// Waits until one who asks has fewer answers at work than they may: whoever asks for much waits for themselves, not
    /// others for them.
    pub async fn turn(&self, name: &str) -> Result<Turn, Problem> {
        let turns = {
            let mut all = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
            all.retain(|_, turns| turns.strong_count() > 0);
            all.get(name).and_then(Weak::upgrade).unwrap_or_else(|| {
                let own = |n| Arc::new(Semaphore::new(n));
                let made = Arc::new(Turns { free: own(OWN), queue: own(QUEUE) });
                all.insert(name.to_owned(), Arc::downgrade(&made));
                made
            })
        };
        let place = Arc::clone(&turns.queue).try_acquire_owned();
        let place =
            place.map_err(|_| Problem::busy("too much of what you asked for is still at work: ask again"))?;
        let free = Arc::clone(&turns.free).acquire_owned().await;
        drop(place);
        Ok(Turn { _free: free.map_err(|_| Problem::away("the server ends"))?, _of: turns })
    }

    /// Answers away from the threads that serve connections.
    pub async fn work<T: Send + 'static>(
        self: &Arc<Self>,
        asked: Asked,
        answer: impl FnOnce(&Self, &Asked) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let place = Arc::clone(&self.places).acquire_owned().await;
        let place = place.map_err(|_| Problem::away("the server ends"))?;
        let desk = Arc::clone(self);
        let work = move || {
            let answered = answer(&desk, &asked);
            // Held until here, also where nobody waits for the answer any more.
            drop(place);
            answered
        };
        let done = tokio::task::spawn_blocking(work).await;
        done.unwrap_or_else(|_| {
            Err(Problem {
                status: axum::http::StatusCode::INTERNAL_SERVER_ERROR,
                detail: "a mistake of the program: its log says where".into(),
            })
        })
    }
}

impl Watch {
    fn begin(dir: &Path) -> Result<Self> {
        let path = dir.join(crate::store::FILE);
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let ledger = Connection::open_with_flags(&path, flags)
            .with_context(|| format!("opening {}", path.display()))?;
        let version = version(&ledger)?;
        Ok(Self { ledger, file: identity(dir), version, files: files(dir), looked: Instant::now() })
    }
}

/// Which file the ledger is.
fn identity(dir: &Path) -> Option<(u64, u64)> {
    let meta = std::fs::metadata(dir.join(crate::store::FILE)).ok()?;
    #[cfg(unix)]
    return Some((std::os::unix::fs::MetadataExt::dev(&meta), std::os::unix::fs::MetadataExt::ino(&meta)));
    #[cfg(not(unix))]
    Some((0, u64::from(meta.is_file())))
}

/// Changes whenever another connection writes.
fn version(ledger: &Connection) -> rusqlite::Result<i64> {
    ledger.pragma_query_value(None, "data_version", |row| row.get(0))
}

/// What the files of the case folder are: names, lengths, times of the last change, as one number. The ledger tells of itself;
/// users, the server's mark and uploads are no part of it. A clock that was set wrong hides no change.
fn files(dir: &Path) -> u64 {
    let mut all = Vec::new();
    listed(dir, 0, &mut all);
    all.sort();
    let mut hasher = DefaultHasher::new();
    all.hash(&mut hasher);
    hasher.finish()
}

/// Files of a folder, and of those in it, not deeper than a case goes.
fn listed(dir: &Path, depth: usize, all: &mut Vec<(PathBuf, u64, Option<SystemTime>)>) {
    let others = [crate::store::FILE, crate::users::FILE, super::one::FILE, super::jobs::FOLDER];
    let ours = |name: &std::ffi::OsStr| !others.iter().any(|other| name.to_string_lossy().starts_with(other));
    let entries = std::fs::read_dir(dir).into_iter().flatten().flatten();
    for entry in entries.filter(|e| depth > 0 || ours(&e.file_name())) {
        let Ok(meta) = entry.metadata() else { continue };
        match meta.is_dir() {
            true if depth < DEEP && !STILL.iter().any(|name| entry.file_name() == *name) => {
                listed(&entry.path(), depth + 1, all);
            }
            true => {}
            false => all.push((entry.path(), meta.len(), meta.modified().ok())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_tomorrow_hides_no_change_of_today() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        std::fs::create_dir(folder.path().join("boundaries")).unwrap();
        write("letter.toml", "");
        let tomorrow = SystemTime::now() + Duration::from_secs(86_400);
        std::fs::File::open(folder.path().join("letter.toml")).unwrap().set_modified(tomorrow).unwrap();
        let before = files(folder.path());
        assert_eq!(files(folder.path()), before);
        write("case.db-wal", "the ledger tells of itself");
        assert_eq!(files(folder.path()), before);
        write("case.toml", "x");
        let after = files(folder.path());
        assert_ne!(after, before);
        write("boundaries/a.geojson", "{}");
        assert_ne!(files(folder.path()), after, "folders count as well");
    }
}
