//! What went wrong with the ledger, in one line that says what to do.

use rusqlite::ErrorCode;

/// A ledger that cannot be used at present, whatever is asked of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is no room to write.
    Full,
    /// It is gone, busy, damaged, or of a newer program.
    Away,
}

/// A ledger that a newer program wrote.
#[derive(Debug)]
pub struct Newer(pub i64);

impl std::fmt::Display for Newer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "this ledger was written by a newer faleme (layout {}): update the program", self.0)
    }
}

impl std::error::Error for Newer {}

/// Whether the ledger itself is the trouble, rather than what was asked.
pub fn fault(error: &anyhow::Error) -> Option<Fault> {
    use ErrorCode::{
        CannotOpen, DatabaseBusy, DatabaseCorrupt, DatabaseLocked, DiskFull, FileLockingProtocolFailed,
        NotADatabase, PermissionDenied, ReadOnly, SystemIoFailure,
    };
    if error.chain().any(|e| e.is::<Newer>()) {
        return Some(Fault::Away);
    }
    let full = |e: &std::io::Error| {
        use std::io::ErrorKind::{QuotaExceeded, StorageFull};
        matches!(e.kind(), StorageFull | QuotaExceeded)
    };
    if error.chain().any(|e| e.downcast_ref().is_some_and(full)) {
        return Some(Fault::Full);
    }
    let failed = error.chain().find_map(|e| e.downcast_ref::<rusqlite::Error>()?.sqlite_error());
    let failed = failed?;
    match failed.code {
        DiskFull => Some(Fault::Full),
        SystemIoFailure if failed.extended_code == rusqlite::ffi::SQLITE_IOERR_WRITE => Some(Fault::Full),
        CannotOpen
        | DatabaseBusy
        | DatabaseCorrupt
        | DatabaseLocked
        | FileLockingProtocolFailed
        | NotADatabase
        | PermissionDenied
        | ReadOnly
        | SystemIoFailure => Some(Fault::Away),
        _ => None,
    }
}

/// Whether the ledger, or the folder it is in, can only be read.
pub fn is_unwritable(error: &anyhow::Error) -> bool {
    let code = error.chain().find_map(|e| e.downcast_ref::<rusqlite::Error>()?.sqlite_error_code());
    matches!(code, Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied))
}

/// The message for a failed command.
pub fn explain(error: &anyhow::Error) -> String {
    let code = error.chain().find_map(|e| e.downcast_ref::<rusqlite::Error>()?.sqlite_error_code());
    let Some(said) = code.and_then(words) else {
        return format!("{error:#}");
    };
    let context = error.to_string();
    let bare = error.chain().next().is_some_and(|e| e.is::<rusqlite::Error>());
    if bare { said.into() } else { format!("{context}: {said}") }
}

fn words(code: ErrorCode) -> Option<&'static str> {
    Some(match code {
        ErrorCode::DiskFull => {
            "the disk is full; what was kept before stays intact: free some space and run the command again"
        }
        ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied => {
            "the case folder cannot be written (read-only, or not yours): change its permissions or copy it elsewhere"
        }
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => {
            "another faleme is writing in this case: wait for it to end"
        }
        ErrorCode::NotADatabase => "case.db is not a ledger of this program: move it away and read again",
        ErrorCode::DatabaseCorrupt => "case.db is damaged: restore a copy, or move it away and read again",
        ErrorCode::SystemIoFailure => {
            "case.db could not be written or read (disk full, size limit or a failing disk); \
             what was kept before stays intact"
        }
        _ => return None,
    })
}
