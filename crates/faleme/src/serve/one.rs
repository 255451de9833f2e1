//! One server a case: a lock that the system lets go when the process ends, however it ends. Commands do not take it.

use anyhow::{Context, Result, bail};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Write};
use std::path::Path;

/// The file that is locked. It stays behind, unlocked, and means nothing then.
pub const FILE: &str = "serve.lock";

/// Takes the lock for as long as what is given back lives. A folder that cannot be written needs none: nothing is
/// written there.
pub fn only(dir: &Path) -> Result<Option<File>> {
    let path = dir.join(FILE);
    let mut file = match OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path) {
        Ok(file) => file,
        Err(error) if matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) => {
            return Ok(None);
        }
        Err(error) => return Err(error).with_context(|| format!("opening {}", path.display())),
    };
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let by = std::fs::read_to_string(&path).unwrap_or_default();
            let by = by.trim();
            let by = if by.is_empty() { String::new() } else { format!(" (process {by})") };
            bail!("this case is being served already{by}: end that server first, or use it");
        }
        Err(TryLockError::Error(error)) => return Err(error).context("locking the case for this server"),
    }
    // Who holds it, for the message above; the lock itself does not depend on it.
    let _ = file.set_len(0).and_then(|()| writeln!(file, "{}", std::process::id()));
    Ok(Some(file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_server_is_refused_until_the_first_ends() {
        let folder = tempfile::tempdir().unwrap();
        let first = only(folder.path()).unwrap();
        let said = only(folder.path()).unwrap_err().to_string();
        assert!(said.contains(&std::process::id().to_string()), "{said}");
        drop(first);
        assert!(only(folder.path()).unwrap().is_some());
    }
}
