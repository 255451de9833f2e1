//! What went wrong with the ledger, in one line that says what to do.

use rusqlite::ErrorCode;

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
