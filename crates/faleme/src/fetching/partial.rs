//! A download that broke off: its bytes so far, and what they were bytes of.

use super::address::Address;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};

/// What is known of the bytes so far.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Origin {
    /// The address asked, without its query.
    pub address: String,
    /// The server's name for these very bytes.
    pub etag: Option<String>,
    /// When they last changed.
    pub modified: Option<String>,
    /// How many there are in all.
    pub total: Option<u64>,
    /// How they are packed for the line.
    pub encoding: Option<String>,
}

impl Origin {
    /// What `If-Range` may say: a strong ETag, else the day of the last change; without one, a part is worth nothing.
    pub fn validator(&self) -> Option<&str> {
        let strong = self.etag.as_deref().filter(|tag| !tag.starts_with("W/"));
        strong.or(self.modified.as_deref().filter(|_| self.etag.is_none()))
    }
}

/// The two hidden files beside the one that is to be.
pub struct Partial {
    /// The bytes.
    pub bytes: PathBuf,
    origin: PathBuf,
}

impl Partial {
    /// Of the file at `into`.
    pub fn of(into: &Path) -> Self {
        let name = into.file_name().unwrap_or_default().to_string_lossy();
        let beside = |ending: &str| into.with_file_name(format!(".{name}.{ending}"));
        Self { bytes: beside("part"), origin: beside("part.toml") }
    }

    /// How many bytes there are and what they are of, if they are worth going on with.
    pub fn held(&self, address: &Address) -> Option<(u64, Origin)> {
        let length = fs::metadata(&self.bytes).ok()?.len();
        let origin: Origin = toml::from_str(&fs::read_to_string(&self.origin).ok()?).ok()?;
        let same = origin.address == address.without_query() && origin.validator().is_some();
        (length > 0 && same).then_some((length, origin))
    }

    /// Begins anew with bytes of another origin.
    pub fn begin(&self, origin: &Origin) -> std::io::Result<fs::File> {
        let file = fs::File::create(&self.bytes)?;
        fs::write(&self.origin, toml::to_string(origin).unwrap_or_default())?;
        Ok(file)
    }

    /// Goes on at the end.
    pub fn go_on(&self) -> std::io::Result<fs::File> {
        fs::File::options().append(true).open(&self.bytes)
    }

    /// Takes both away.
    pub fn drop_both(&self) {
        let _ = fs::remove_file(&self.bytes);
        let _ = fs::remove_file(&self.origin);
    }

    /// The bytes become the file; what was there before goes only now.
    pub fn settle(&self, into: &Path) -> std::io::Result<()> {
        fs::rename(&self.bytes, into)?;
        let _ = fs::remove_file(&self.origin);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_bytes_that_can_be_told_from_others_are_gone_on_with() {
        let folder = tempfile::tempdir().unwrap();
        let partial = Partial::of(&folder.path().join("mali.osm.pbf"));
        let address = Address::parse("https://example.org/mali.osm.pbf?x=1").unwrap();
        let origin =
            Origin { address: address.without_query(), etag: Some("\"a\"".into()), ..Origin::default() };
        assert!(partial.held(&address).is_none());
        fs::write(&partial.bytes, "abc").unwrap();
        assert!(partial.held(&address).is_none(), "of what?");
        partial.begin(&origin).unwrap();
        assert!(partial.held(&address).is_none(), "no byte");
        fs::write(&partial.bytes, "abc").unwrap();
        assert_eq!(partial.held(&address), Some((3, origin.clone())));
        assert!(partial.held(&Address::parse("https://example.org/other.pbf").unwrap()).is_none());
        partial.begin(&Origin { etag: Some("W/\"a\"".into()), ..origin.clone() }).unwrap();
        fs::write(&partial.bytes, "abc").unwrap();
        assert!(partial.held(&address).is_none(), "a weak tag is of several files");
        let dated = Origin { etag: None, modified: Some("Sun, 06 Nov 1994 08:49:37 GMT".into()), ..origin };
        assert_eq!(dated.validator(), dated.modified.as_deref());
    }
}
