//! `fetch.lock`: what was fetched when, and which licences were accepted. Written by the program alone.

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Its name in the case folder.
pub const FILE: &str = "fetch.lock";

const HEAD: &str = "# What `faleme fetch` fetched, and when. Written by the program: deleting it makes it fetch anew and ask again.\n\n";

/// A licence that somebody accepted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Accepted {
    /// The source, by its name in the case.
    pub source: String,
    /// The licence as it was shown.
    pub licence: String,
    /// When.
    pub on: String,
    /// How: at a terminal, or by `--accept-licence`.
    pub how: String,
}

/// One file, feed or mailbox.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The source, by its name in the case.
    pub source: String,
    /// Which part of it: a country's code, or nothing.
    #[serde(default)]
    pub part: String,
    /// The address that the case names.
    pub address: String,
    /// Where the redirects ended, without what is signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// When its bytes came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fetched: Option<String>,
    /// When it was last asked for.
    pub checked: String,
    /// The server's name for the bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// When they last changed, as the server writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    /// Bytes of the file in its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// BLAKE3 of the file in its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blake3: Option<String>,
    /// The publisher's own checksum that the bytes were held against.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checksum: Option<String>,
    /// The licence as shown: by the publisher's answer where it tells one, else by the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// The file, from the case folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// What was done with it: `imported`, `read`, `kept`, or why not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<String>,
    /// What went wrong the last time; nothing if it went well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed: Option<String>,
}

/// The whole file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Lock {
    /// Accepted licences.
    #[serde(default)]
    pub accepted: Vec<Accepted>,
    /// Files, by source and part.
    #[serde(default)]
    pub files: Vec<Entry>,
}

impl Lock {
    /// Reads that of a case; an empty one where there is none.
    pub fn load(dir: &Path) -> Result<Self> {
        let path = dir.join(FILE);
        match std::fs::read_to_string(&path) {
            Ok(text) => toml::from_str(&text).with_context(|| {
                format!("{} is damaged: delete it, and everything is fetched anew", path.display())
            }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error).with_context(|| format!("reading {}", path.display())),
        }
    }

    /// Writes it, whole or not at all.
    pub fn save(&self, dir: &Path) -> Result<()> {
        let (path, new) = (dir.join(FILE), dir.join(format!(".{FILE}.new")));
        let text = format!("{HEAD}{}", toml::to_string(self).context("writing fetch.lock")?);
        std::fs::write(&new, text)
            .and_then(|()| std::fs::rename(&new, &path))
            .with_context(|| format!("writing {}", path.display()))
    }

    /// What is known of a part of a source.
    pub fn entry(&self, source: &str, part: &str) -> Option<&Entry> {
        self.files.iter().find(|e| e.source == source && e.part == part)
    }

    /// Keeps what is known of a part, in the place of what was.
    pub fn put(&mut self, entry: Entry) {
        self.files.retain(|e| e.source != entry.source || e.part != entry.part);
        let key = |e: &Entry| (e.source.clone(), e.part.clone());
        let at = self.files.partition_point(|e| key(e) < key(&entry));
        self.files.insert(at, entry);
    }

    /// Whether this licence of a source was accepted.
    pub fn accepts(&self, source: &str, licence: &str) -> bool {
        self.accepted.iter().any(|a| a.source == source && a.licence == licence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_comes_back_as_it_was_in_one_order() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Lock::load(folder.path()).unwrap(), Lock::default());
        let mut lock = Lock::default();
        for (source, part) in [("osm", "SEN"), ("geonames", "MLI"), ("osm", "MLI"), ("osm", "SEN")] {
            let etag = Some(format!("\"{source} — “{part}”\""));
            lock.put(Entry { source: source.into(), part: part.into(), etag, ..Entry::default() });
        }
        let order: Vec<_> = lock.files.iter().map(|e| (e.source.as_str(), e.part.as_str())).collect();
        assert_eq!(order, [("geonames", "MLI"), ("osm", "MLI"), ("osm", "SEN")]);
        lock.save(folder.path()).unwrap();
        assert_eq!(Lock::load(folder.path()).unwrap(), lock);
        std::fs::write(folder.path().join(FILE), "files = 3").unwrap();
        assert!(Lock::load(folder.path()).unwrap_err().to_string().contains("delete it"));
    }
}
