//! The program as a user runs it.
#![allow(dead_code)]

use assert_cmd::Command;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// `faleme` with these arguments, in `dir`.
pub fn faleme(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("faleme").unwrap();
    command.current_dir(dir).env("USER", "tester").env_remove("FALEME_MODEL_KEY").args(args);
    command
}

/// Standard output of a run that must succeed.
pub fn stdout(dir: &Path, args: &[&str]) -> String {
    let output = faleme(dir, args).output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{args:?}\n{out}\n{err}");
    out.into_owned()
}

/// Standard error of a run that must end with `code`.
pub fn fails(dir: &Path, args: &[&str], code: i32) -> String {
    let output = faleme(dir, args).output().unwrap();
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{args:?}\n{err}");
    err
}

/// Standard output as JSON.
pub fn json(dir: &Path, args: &[&str]) -> serde_json::Value {
    serde_json::from_str(&stdout(dir, args)).unwrap()
}

/// A folder with an empty case `c` in it.
pub fn with_case() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    stdout(folder.path(), &["new", "c", "--from", "empty"]);
    folder
}

/// Writes a file and gives its path back.
pub fn write(dir: &Path, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = dir.join(name);
    std::fs::write(&path, content).unwrap();
    path
}

/// Everything in a ledger that a re-reading must not change.
pub fn ledger(dir: &Path) -> Vec<String> {
    let connection = rusqlite::Connection::open(dir.join("case.db")).unwrap();
    let sql = "SELECT id || hash || meta || parts || coalesce(text, '') FROM documents
               UNION ALL SELECT id || json FROM claims ORDER BY 1";
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}
