//! What is read in the background. An upload is put whole into the case folder before it is a job; it leaves when it is in
//! the ledger, or when its job says that it failed. A server that was ended meanwhile takes up what is there when it starts again.

use super::paths::plain;
use crate::answers::ground::SILENT;
use crate::case::Case;
use crate::commands;
use crate::ingest::{Run, ingest};
use crate::store::Store;
use anyhow::{Context, Result, bail};
use base::Issue;
use evidence::Received;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::watch;

/// Where uploads wait in the case folder.
pub const FOLDER: &str = "incoming";
/// What is known of an upload, in its folder.
pub const GIVEN: &str = "given.json";
/// The ending of an upload that is not whole yet.
pub const PART: &str = ".part";
/// How often the reading of an upload was begun, one byte each; in its folder.
const BEGUN: &str = "begun";
/// So often the reading of an upload is begun: once, and once more if the server was ended meanwhile.
const BEGUN_MAX: usize = 2;
/// Jobs of the past that are remembered.
const REMEMBERED: usize = 100;

/// How far a job is.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Progress {
    /// Its id.
    pub id: String,
    /// Whether it has ended.
    pub ended: bool,
    /// Files done, of so many.
    pub done: usize,
    /// All files.
    pub total: usize,
    /// Documents read anew.
    pub read: usize,
    /// Documents that were in the ledger already.
    pub unchanged: usize,
    /// Files that could not be read.
    pub refused: usize,
    /// Claims found.
    pub claims: usize,
    /// What was wrong.
    pub issues: Vec<Issue>,
}

/// What is known of the documents of an upload but their names.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Given {
    /// Who sent it.
    pub by: String,
    /// What is known.
    pub received: Received,
}

/// Jobs by id: who sent them, and how far they are.
type Known = Arc<Mutex<BTreeMap<String, (String, watch::Sender<Progress>)>>>;

/// All jobs; a copy is the same jobs.
#[derive(Clone)]
pub struct Jobs {
    dir: PathBuf,
    folder: PathBuf,
    /// One change at a time.
    pub writing: Arc<Mutex<()>>,
    known: Known,
}

impl Jobs {
    /// The jobs of a case folder.
    pub fn of(dir: &Path) -> Self {
        Self { dir: dir.to_owned(), folder: dir.join(FOLDER), writing: Arc::default(), known: Arc::default() }
    }

    /// A folder for an upload that comes in; its name is its id.
    pub fn begin(&self) -> Result<(String, PathBuf)> {
        let mut at = u64::try_from(jiff::Timestamp::now().as_millisecond()).unwrap_or_default();
        fs::create_dir_all(&self.folder).with_context(|| format!("making {}", self.folder.display()))?;
        loop {
            let id = format!("job-{at}");
            let folder = self.folder.join(format!("{id}{PART}"));
            match fs::create_dir(&folder) {
                Ok(()) if !self.folder.join(&id).exists() => return Ok((id, folder)),
                Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
                    return Err(error).with_context(|| format!("making {}", folder.display()));
                }
                _ => at += 1,
            }
        }
    }

    /// The upload is whole: it is read from now on, whoever goes away.
    pub fn start(&self, id: &str) -> Result<()> {
        let whole = self.folder.join(id);
        fs::rename(self.folder.join(format!("{id}{PART}")), &whole).context("keeping the upload")?;
        self.spawn(id.to_owned(), whole);
        Ok(())
    }

    /// An upload that did not become whole.
    pub fn give_up(&self, id: &str) {
        let _ = fs::remove_dir_all(self.folder.join(format!("{id}{PART}")));
    }

    /// Takes up what an earlier server left, and drops what never became whole.
    pub fn resume(&self) {
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.ends_with(PART) {
                let _ = fs::remove_dir_all(entry.path());
            } else if entry.path().is_dir() {
                self.spawn(name, entry.path());
            }
        }
    }

    /// Who sent a job, and how far it is; told of every step.
    pub fn watch(&self, id: &str) -> Option<(String, watch::Receiver<Progress>)> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(id).map(|(by, job)| (by.clone(), job.subscribe()))
    }

    fn spawn(&self, id: String, folder: PathBuf) {
        let (sender, _) = watch::channel(Progress { id: id.clone(), ..Progress::default() });
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(id.clone(), (given(&folder).by, sender.clone()));
        while known.len() > REMEMBERED {
            let Some(oldest) =
                known.iter().find(|(_, (_, job))| job.borrow().ended).map(|(id, _)| id.clone())
            else {
                break;
            };
            known.remove(&oldest);
        }
        drop(known);
        let jobs = self.clone();
        std::thread::spawn(move || {
            let failed = crate::guard::guarded(|| jobs.read(&folder, &sender));
            let error = match failed {
                Some(Ok(())) => None,
                Some(Err(error)) => Some(crate::store::explain(&error)),
                None => Some("a mistake of the program".to_owned()),
            };
            if error.is_some() {
                // It is told that it failed: nothing of it comes in later by itself.
                let _ = fs::remove_dir_all(&folder);
            }
            let failed = error.map(|why| {
                let help = "what was read before stays; send the other files again";
                Issue::error("upload.failed", plain(&jobs.dir, &why)).help(help)
            });
            sender.send_modify(|progress| {
                progress.ended = true;
                progress.issues.extend(failed);
            });
        });
    }
}

impl Jobs {
    /// Reads the files of an upload, one after the other: each is in the ledger, or it is not.
    fn read(&self, folder: &Path, told: &watch::Sender<Progress>) -> Result<()> {
        count_beginning(folder)?;
        let given = given(folder);
        let files = files(folder)?;
        told.send_modify(|progress| progress.total = files.len());
        let case = Case::load(&self.dir)?;
        let reader = commands::reader(&case.vocabulary, &[], SILENT)?;
        let stop = AtomicBool::new(false);
        let run = Run { reader: &reader, model: None, stop: &stop, out: SILENT };
        for file in &files {
            let _one = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
            let mut store = Store::open(&self.dir)?;
            let tally = ingest(&mut store, &run, std::slice::from_ref(file), &given.received)?;
            told.send_modify(|progress| {
                progress.done += 1;
                progress.read += tally.read;
                progress.unchanged += tally.unchanged;
                progress.refused += tally.refused;
                progress.claims += tally.claims;
                // Where a file waited is nobody's concern.
                let named = |mut issue: Issue| {
                    issue.file = issue.file.map(|path| crate::files::name(Path::new(&path)));
                    issue
                };
                progress.issues.extend(tally.issues.into_iter().map(named));
            });
        }
        fs::remove_dir_all(folder).context("clearing the upload away")
    }
}

/// Counts that the reading begins. An upload during which the server ended twice is likely why it ended.
fn count_beginning(folder: &Path) -> Result<()> {
    let at = folder.join(BEGUN);
    let before = fs::read(&at).unwrap_or_default().len();
    if before >= BEGUN_MAX {
        bail!("the server ended {before} times while it read this upload; it is not read again");
    }
    let mut file = fs::OpenOptions::new().create(true).append(true).open(&at).context("noting the upload")?;
    file.write_all(b".").and_then(|()| file.sync_all()).context("noting the upload")
}

/// What is known of an upload; nothing where it cannot be read.
fn given(folder: &Path) -> Given {
    let bytes = fs::read(folder.join(GIVEN)).ok();
    bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
}

/// The files of an upload, each in a folder of its own, in the order in which they came.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut folders: Vec<PathBuf> =
        fs::read_dir(folder)?.flatten().map(|e| e.path()).filter(|p| p.is_dir()).collect();
    folders.sort();
    let one = |folder: &PathBuf| Some(fs::read_dir(folder).ok()?.flatten().next()?.path());
    Ok(folders.iter().filter_map(one).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is told of a job when it has ended.
    fn ended(job: &watch::Receiver<Progress>) -> Progress {
        for _ in 0..500 {
            if job.borrow().ended {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        job.borrow().clone()
    }

    #[test]
    fn an_upload_that_ended_the_server_twice_is_not_begun_a_third_time() {
        let folder = tempfile::tempdir().unwrap();
        let jobs = Jobs::of(folder.path());
        let at = folder.path().join(FOLDER).join("job-7");
        fs::create_dir_all(at.join("000")).unwrap();
        fs::write(at.join("000/note.txt"), "x").unwrap();
        assert!(count_beginning(&at).is_ok() && count_beginning(&at).is_ok());
        jobs.resume();
        let told = ended(&jobs.watch("job-7").unwrap().1);
        assert_eq!(told.issues[0].code, "upload.failed");
        assert!(told.issues[0].message.contains("ended 2 times"), "{told:?}");
        assert!(!at.exists());
    }

    #[test]
    fn an_upload_that_failed_does_not_wait_to_be_read_by_itself() {
        let folder = tempfile::tempdir().unwrap();
        // No case is here: nothing can be read.
        let jobs = Jobs::of(folder.path());
        let (id, at) = jobs.begin().unwrap();
        fs::create_dir(at.join("000")).unwrap();
        fs::write(at.join("000/note.txt"), "x").unwrap();
        jobs.start(&id).unwrap();
        let told = ended(&jobs.watch(&id).unwrap().1);
        assert!(told.ended && told.issues[0].code == "upload.failed", "{told:?}");
        let place = folder.path().display().to_string();
        assert!(!told.issues[0].message.contains(&place), "{told:?}");
        assert_eq!(fs::read_dir(folder.path().join(FOLDER)).unwrap().count(), 0);
        Jobs::of(folder.path()).resume();
        assert!(Jobs::of(folder.path()).watch(&id).is_none());
    }
}
