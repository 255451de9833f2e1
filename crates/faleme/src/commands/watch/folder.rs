//! `DIR/alerts`: drafts to be looked at, issued messages, and the feed. All of it is made from the ledger and may be made anew.

use anyhow::{Context, Result};
use exchange::alerts::{Alert, Channel, House, State, cap, feed};
use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

/// The folder in that of the case.
pub const FOLDER: &str = "alerts";
const DRAFTS: &str = "drafts";
const FEED: &str = "feed.atom";
const LOCK: &str = ".lock";
const CAP: &str = ".cap.xml";

/// The right to look and to send: one process has it at a time, and loses it when it ends, however it ends.
pub struct Turn {
    _file: File,
}

impl Turn {
    /// Takes it; `None` if another process has it.
    pub fn take(dir: &Path) -> Result<Option<Self>> {
        let folder = dir.join(FOLDER);
        fs::create_dir_all(folder.join(DRAFTS)).with_context(|| format!("making {}", folder.display()))?;
        let path = folder.join(LOCK);
        let file = File::create(&path).with_context(|| format!("opening {}", path.display()))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => {
                Err(error).with_context(|| format!("locking {}", path.display()))
            }
        }
    }
}

/// Writes what is missing or changed, and takes drafts away that are none any more.
pub fn write(dir: &Path, house: &House, alerts: &[Alert]) -> Result<()> {
    let folder = dir.join(FOLDER);
    fs::create_dir_all(folder.join(DRAFTS)).with_context(|| format!("making {}", folder.display()))?;
    let mut drafts = BTreeSet::new();
    for alert in alerts {
        let name = format!("{}{CAP}", alert.id);
        match alert.state {
            State::Draft => {
                keep(&folder.join(DRAFTS).join(&name), &cap(alert))?;
                drafts.insert(name);
            }
            State::Issued => keep(&folder.join(&name), &cap(alert))?,
            State::Dropped | State::Declined => {}
        }
    }
    for path in entries(&folder.join(DRAFTS))? {
        let name = crate::files::name(&path);
        if name.starts_with(Alert::PREFIX) && name.ends_with(CAP) && !drafts.contains(&name) {
            fs::remove_file(&path).with_context(|| format!("removing {}", path.display()))?;
        }
    }
    keep(&folder.join(FEED), &feed(Channel { house }, alerts))
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let read = fs::read_dir(folder).with_context(|| format!("listing {}", folder.display()))?;
    read.map(|e| Ok(e?.path()))
        .collect::<std::io::Result<_>>()
        .with_context(|| format!("listing {}", folder.display()))
}

/// Writes a file whole or not at all; one that is the same already is left alone.
fn keep(path: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(path).is_ok_and(|now| now == text) {
        return Ok(());
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let write = || fs::write(&beside, text).and_then(|()| fs::rename(&beside, path));
    write().with_context(|| format!("writing {}", path.display()))
}
