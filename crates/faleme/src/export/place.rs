//! The file that an export becomes: written beside its place under `….part`, given its name when it is whole. What stands there
//! already is replaced only if it is an export of this program.

use crate::files::refuse_what_is_no_file;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// What every export holds in itself or in the file beside it.
const MARK: &[u8] = b"urn:faleme:export:";
/// It stands in the first or last so many bytes.
const LOOKED: u64 = 1 << 18;
/// Between two calls to the system.
const BUFFER: usize = 1 << 18;

/// A place that was taken.
pub struct Place {
    path: PathBuf,
    part: PathBuf,
    /// Held until the end: its lock keeps a second export to the same place out.
    file: File,
}

impl Place {
    /// Takes a place; refuses one where something else stands, or another export is on its way.
    pub fn take(path: &Path) -> Result<Self> {
        refuse(path)?;
        refuse(&beside(path))?;
        let part = with(path, ".part");
        if fs::symlink_metadata(&part).is_ok_and(|m| !m.is_file()) {
            bail!("{} is there and is no file: take it away first", part.display());
        }
        let mut options = OpenOptions::new();
        let file = options.create(true).truncate(false).read(true).write(true).open(&part);
        let file = file.with_context(|| format!("making {}", part.display()))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                bail!("another export is writing {}: wait for it", path.display())
            }
            // A file system without locks: two exports to one place are then their owner's care.
            Err(TryLockError::Error(_)) => {}
        }
        if !is_still(&file, &part) {
            bail!("another export to {} has just ended: run this one again", path.display());
        }
        file.set_len(0).with_context(|| format!("emptying {}", part.display()))?;
        Ok(Self { path: path.to_owned(), part, file })
    }

    /// The name without folder.
    pub fn name(&self) -> String {
        self.path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// Writes it; gives the hash and the number of bytes back with what `write` gives. If that fails, nothing is left.
    pub fn writing<T>(
        &self,
        write: impl FnOnce(&mut Out, &mut File) -> Result<T>,
    ) -> Result<(String, u64, T)> {
        let told = (|| {
            let mut spool = spool(&self.path)?;
            let file = Hashed { file: self.file.try_clone()?, hash: blake3::Hasher::new(), bytes: 0 };
            let mut out = BufWriter::with_capacity(BUFFER, file);
            let told = write(&mut out, &mut spool)?;
            out.flush()?;
            self.file.sync_all()?;
            let file = out.get_ref();
            Ok((file.hash.finalize().to_hex().to_string(), file.bytes, told))
        })();
        if told.is_err() {
            // It may be gone already.
            let _ = fs::remove_file(&self.part);
        }
        told
    }

    /// Gives the file its name, and the provenance its place beside it; one of an earlier export goes.
    pub fn keep(self, provenance: Option<&Value>) -> Result<Option<PathBuf>> {
        let beside = beside(&self.path);
        match provenance {
            Some(value) => {
                let part = with(&beside, ".part");
                let _ = fs::remove_file(&part);
                fs::write(&part, format!("{value:#}\n"))?;
                fs::rename(&part, &beside)?;
            }
            None if beside.exists() => fs::remove_file(&beside)?,
            None => {}
        }
        fs::rename(&self.part, &self.path)?;
        Ok(provenance.map(|_| beside))
    }
}

/// Whether a name still stands for the file that was opened under it: another run may have given that file its place since.
#[cfg(unix)]
fn is_still(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |meta: &fs::Metadata| (meta.dev(), meta.ino());
    matches!((file.metadata(), fs::metadata(path)), (Ok(a), Ok(b)) if id(&a) == id(&b))
}

#[cfg(not(unix))]
fn is_still(_: &File, path: &Path) -> bool {
    path.exists()
}

/// A file without a name, in the folder of the export: what it takes of the disk it takes there.
fn spool(path: &Path) -> Result<File> {
    let spool = with(path, ".spool");
    // A leftover, or a link that leads elsewhere: the new file is never written through it.
    let _ = fs::remove_file(&spool);
    let file = OpenOptions::new().create_new(true).read(true).write(true).open(&spool)?;
    fs::remove_file(&spool)?;
    Ok(file)
}

/// Where an export's provenance stands, if not in the file.
pub fn beside(path: &Path) -> PathBuf {
    with(path, ".prov.json")
}

fn with(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Refuses to take the place of what is no export.
fn refuse(path: &Path) -> Result<()> {
    refuse_what_is_no_file(path)?;
    if path.exists() && !is_ours(path)? && !is_ours(&beside(path)).unwrap_or(false) {
        bail!(
            "{} is there and is no export of this program: name another place, or take it away first",
            path.display()
        );
    }
    Ok(())
}

/// Whether a file is an export, or tells where one is from.
pub fn is_ours(path: &Path) -> Result<bool> {
    let mut file = File::open(path).with_context(|| format!("looking at {}", path.display()))?;
    let length = file.metadata()?.len();
    let mut looked = Vec::new();
    (&mut file).take(LOOKED).read_to_end(&mut looked)?;
    file.seek(SeekFrom::Start(length.saturating_sub(LOOKED)))?;
    file.take(LOOKED).read_to_end(&mut looked)?;
    // An empty file holds nothing that could be lost.
    Ok(length == 0 || looked.windows(MARK.len()).any(|w| w == MARK))
}

/// Where formats write to.
pub type Out = BufWriter<Hashed>;

/// Bytes on their way, counted and hashed.
pub struct Hashed {
    file: File,
    hash: blake3::Hasher,
    bytes: u64,
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(bytes.get(..written).unwrap_or_default());
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_export_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        fs::write(&path, "mine").unwrap();
        assert!(Place::take(&path).is_err());
        assert_eq!(fs::read(&path).unwrap(), b"mine");
        fs::write(beside(&path), "{\"urn:faleme:export:x\": 1}").unwrap();
        assert!(Place::take(&path).is_ok());
        assert!(Place::take(folder.path()).is_err());
    }

    /// As root, a rename would have put a file in the place of `/dev/null`; a pipe would have been read for ever.
    #[cfg(unix)]
    #[test]
    fn devices_pipes_and_links_are_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::os::unix::fs::symlink("/dev/null", at("device.csv")).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(at("socket.csv")).unwrap();
        for path in [Path::new("/dev/null"), Path::new("-"), &at("device.csv"), &at("socket.csv")] {
            assert!(Place::take(path).is_err(), "{}", path.display());
        }
        assert!(fs::symlink_metadata(at("device.csv")).unwrap().is_symlink());
        // Links that somebody laid where the work in between goes.
        fs::write(at("mine"), "mine").unwrap();
        std::os::unix::fs::symlink(at("mine"), at("a.csv.part")).unwrap();
        assert!(Place::take(&at("a.csv")).is_err());
        for link in ["b.csv.spool", "b.csv.prov.json.part"] {
            std::os::unix::fs::symlink(at("mine"), at(link)).unwrap();
        }
        let place = Place::take(&at("b.csv")).unwrap();
        place.writing(|out, spool| Ok((out.write_all(b"abc")?, spool.write_all(b"def")?))).unwrap();
        place.keep(Some(&serde_json::json!({}))).unwrap();
        assert_eq!(fs::read(at("mine")).unwrap(), b"mine");
    }

    #[test]
    fn a_run_that_fails_leaves_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.geojson");
        fs::write(&path, "urn:faleme:export:old").unwrap();
        let place = Place::take(&path).unwrap();
        let told = place.writing(|out, _| -> Result<()> {
            out.write_all(b"half")?;
            bail!("the disk is full")
        });
        assert!(told.is_err());
        assert_eq!(fs::read(&path).unwrap(), b"urn:faleme:export:old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left");
    }

    #[test]
    fn one_export_at_a_time_to_one_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        let first = Place::take(&path).unwrap();
        assert!(Place::take(&path).is_err_and(|e| e.to_string().contains("another export")));
        let (hash, bytes, ()) = first.writing(|out, _| Ok(out.write_all(b"abc")?)).unwrap();
        assert_eq!((hash, bytes), (blake3::hash(b"abc").to_hex().to_string(), 3));
        first.keep(Some(&serde_json::json!({"urn:faleme:export:x": 1}))).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"abc");
        assert!(Place::take(&path).is_ok());
    }
}
