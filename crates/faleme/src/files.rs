//! Files that a user names: folders are walked, nothing large is loaded before its length is known, and what is no file is not
//! written to.

use anyhow::bail;
use base::Issue;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Longest document, in bytes: a thousand pages of PDF fit; a longer file is no report.
pub const LONGEST: u64 = 64 * 1024 * 1024;

/// Stands for standard input where a file is asked for.
pub const STDIN: &str = "-";

/// The files under `paths`, folders recursively and in the order of their names; what cannot be listed is an
/// issue. Hidden files (`.name`) inside a folder are left out; one that is named is not.
pub fn list(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<Issue>) {
    let (mut files, mut issues) = (Vec::new(), Vec::new());
    for path in paths {
        walk(path, &mut files, &mut issues);
    }
    (files, issues)
}

fn walk(path: &Path, files: &mut Vec<PathBuf>, issues: &mut Vec<Issue>) {
    if !path.is_dir() {
        files.push(path.to_owned());
        return;
    }
    let entries = fs::read_dir(path).and_then(|entries| entries.collect::<io::Result<Vec<_>>>());
    match entries {
        Ok(mut entries) => {
            entries.sort_by_key(fs::DirEntry::file_name);
            for entry in entries {
                let hidden = entry.file_name().to_string_lossy().starts_with('.');
                // A link to a folder may lead back to where we are.
                let linked = entry.file_type().is_ok_and(|t| t.is_symlink()) && entry.path().is_dir();
                if !hidden && !linked {
                    walk(&entry.path(), files, issues);
                }
            }
        }
        Err(error) => issues.push(unreadable(path, &error)),
    }
}

/// Refuses folders, devices, pipes and links (`/dev/stdout` is one): a device or a link would be replaced by a file, and reading a pipe
/// never ends. `-` is no file either.
pub fn refuse_what_is_no_file(path: &Path) -> anyhow::Result<()> {
    if path.as_os_str() == "-" {
        bail!("`-`: a file is written, not standard output; `./-` is a file of that name");
    }
    match fs::symlink_metadata(path) {
        Ok(there) if there.is_symlink() => bail!("{} is a link: name the file itself", path.display()),
        Ok(there) if there.is_dir() => bail!("{} is a folder: name a file in it", path.display()),
        Ok(there) if !there.is_file() => {
            bail!(
                "{} is a device or a pipe: name a file, which takes its name when it is whole",
                path.display()
            )
        }
        _ => Ok(()),
    }
}

/// The bytes of a file of at most [`LONGEST`] bytes.
pub fn load(path: &Path) -> Result<Vec<u8>, Issue> {
    if path.as_os_str() == STDIN {
        return bounded(io::stdin().lock(), path);
    }
    let length = fs::metadata(path).map_err(|e| unreadable(path, &e))?.len();
    if length > LONGEST {
        return Err(too_long(path, Some(length)));
    }
    bounded(File::open(path).map_err(|e| unreadable(path, &e))?, path)
}

fn bounded(from: impl Read, path: &Path) -> Result<Vec<u8>, Issue> {
    let mut bytes = Vec::new();
    from.take(LONGEST + 1).read_to_end(&mut bytes).map_err(|e| unreadable(path, &e))?;
    if bytes.len() as u64 > LONGEST { Err(too_long(path, None)) } else { Ok(bytes) }
}

/// The name a document is known by: that of its file without folder.
pub fn name(path: &Path) -> String {
    match path.file_name() {
        Some(_) if path.as_os_str() == STDIN => "stdin.txt".into(),
        Some(name) => name.to_string_lossy().into_owned(),
        None => path.to_string_lossy().into_owned(),
    }
}

fn too_long(path: &Path, length: Option<u64>) -> Issue {
    let megabytes = |bytes: u64| bytes / (1024 * 1024);
    let length = length.map_or("more".into(), |l| format!("{} MB", megabytes(l)));
    Issue::error("document.too_long", format!("{length}; a document has at most {} MB", megabytes(LONGEST)))
        .in_file(path.display().to_string())
        .help("split it, or read the text it holds as several files")
}

fn unreadable(path: &Path, error: &io::Error) -> Issue {
    let (message, help) = match error.kind() {
        io::ErrorKind::NotFound => ("there is no such file".to_owned(), "check the path"),
        io::ErrorKind::PermissionDenied => {
            ("you may not read it".to_owned(), "ask its owner for permission to read")
        }
        _ => (error.to_string(), "check the file and its disk"),
    };
    Issue::error("document.unreadable", message).in_file(path.display().to_string()).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sparse_giant_is_refused_by_its_length_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("giant.txt");
        File::create(&path).unwrap().set_len(500 * 1024 * 1024).unwrap();
        assert_eq!(load(&path).unwrap_err().code, "document.too_long");
    }

    #[test]
    fn folders_are_walked_in_order_without_hidden_files() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("sub")).unwrap();
        for file in ["b.txt", "a.txt", ".hidden", "sub/c.txt"] {
            fs::write(folder.path().join(file), "x").unwrap();
        }
        let (files, issues) = list(&[folder.path().to_owned()]);
        let names: Vec<String> = files.iter().map(|f| name(f)).collect();
        assert_eq!(names, ["a.txt", "b.txt", "c.txt"]);
        assert!(issues.is_empty());
    }
}
