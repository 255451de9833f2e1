//! A download into its place in the case: looked at first, and told from the file that was there.

use super::job::{Came, Job};
use crate::clock;
use crate::fetching::address::Address;
use crate::fetching::download::{Fresh, Got, Wanted, hashes};
use crate::fetching::get::Client;
use crate::fetching::lock::Entry;
use crate::fetching::look::{Expected, look};
use crate::fetching::sources::Kind;
use crate::fetching::{Step, refused, unpack};
use std::path::{Path, PathBuf};

/// What is asked of new bytes before they take their place.
pub struct Demands<'a> {
    /// What they should look like.
    pub expected: Expected,
    /// The entry of a zip file that is wanted.
    pub entry: Option<String>,
    /// The publisher's checksum, and whether the bytes fit it.
    pub checked: &'a dyn Fn(&Fresh) -> Step<Option<String>>,
    /// A closer look at the file.
    pub read: &'a dyn Fn(&Path) -> Step<()>,
}

impl Demands<'_> {
    /// Only what they look like.
    pub fn only(expected: Expected) -> Self {
        Self { expected, entry: None, checked: &|_| Ok(None), read: &|_| Ok(()) }
    }
}

impl Job<'_> {
    /// Brings what is at `address` into its place.
    pub fn bring(
        &self,
        client: &Client<'_>,
        address: &Address,
        demands: &Demands<'_>,
        before: Option<&Entry>,
    ) -> Step<Came> {
        let file = self.file()?;
        let known = before.filter(|b| self.is_known(b, address, &file));
        let validators = known.map(|b| (b.etag.clone(), b.modified.clone()));
        let validators = validators.filter(|(etag, modified)| etag.is_some() || modified.is_some());
        let wanted = Wanted { address, into: &file, most: self.source.most(), known: validators };
        let fresh = match client.download(&wanted)? {
            Got::Fresh(fresh) => fresh,
            Got::Unchanged => return Ok(unchanged(known.cloned().unwrap_or_default())),
        };
        let checksum = self.settle(&fresh, &file, demands).inspect_err(|_| fresh.discard())?;
        let mut entry = self.kept(address, &file)?;
        entry.etag = fresh.etag.clone();
        entry.modified = fresh.modified.clone();
        entry.checksum = checksum;
        entry.from = fresh.from.as_ref().map(Address::without_query).filter(|from| *from != entry.address);
        let same = known.is_some_and(|b| b.blake3 == entry.blake3);
        if same {
            entry.fetched = known.and_then(|b| b.fetched.clone());
            entry.done = known.and_then(|b| b.done.clone());
        }
        Ok(Came { entry, changed: !same, ..Came::default() })
    }

    /// What the lock keeps of a file in its place.
    pub fn kept(&self, address: &Address, file: &Path) -> Step<Entry> {
        let (bytes, blake3) = hash(file)?;
        let now = clock::written(clock::now());
        let shown = file.strip_prefix(self.dir).unwrap_or(file).display().to_string();
        Ok(Entry {
            source: self.source.name.clone(),
            part: self.part(),
            address: address.without_query(),
            fetched: Some(now.clone()),
            checked: now,
            bytes: Some(bytes),
            blake3: Some(blake3),
            licence: self.source.licence.clone(),
            file: Some(shown),
            ..Entry::default()
        })
    }

    /// Whether the file of the lock is still there, byte for byte. A feed is not kept: its entries are in the ledger.
    fn is_known(&self, before: &Entry, address: &Address, file: &Path) -> bool {
        if self.source.kind == Kind::Feed {
            return before.address == address.without_query() && before.failed.is_none();
        }
        let shown = file.strip_prefix(self.dir).unwrap_or(file).display().to_string();
        let named =
            before.address == address.without_query() && before.file.as_deref() == Some(shown.as_str());
        named && hash(file).is_ok_and(|(_, blake3)| before.blake3.as_deref() == Some(blake3.as_str()))
    }

    fn settle(&self, fresh: &Fresh, file: &Path, demands: &Demands<'_>) -> Step<Option<String>> {
        let checksum = (demands.checked)(fresh)?;
        let Some(inside) = &demands.entry else {
            look(&fresh.path, demands.expected)?;
            (demands.read)(&fresh.path)?;
            fresh.settle(file)?;
            return Ok(checksum);
        };
        look(&fresh.path, Expected::Zip)?;
        let new = beside(file);
        let unpacked = unpack::entry(&fresh.path, inside, &new, self.source.most())
            .and_then(|()| look(&new, demands.expected))
            .and_then(|()| (demands.read)(&new))
            .and_then(|()| rename(&new, file));
        unpacked.inspect_err(|_| drop(std::fs::remove_file(&new)))?;
        fresh.discard();
        Ok(checksum)
    }
}

/// Writes bytes to a file, whole or not at all.
pub fn write(file: &Path, bytes: &[u8]) -> Step<()> {
    let unwritable = |e: std::io::Error| refused("fetch.unwritable", format!("{}: {e}", file.display()));
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).map_err(unwritable)?;
    }
    let new = beside(file);
    std::fs::write(&new, bytes).map_err(unwritable)?;
    rename(&new, file)
}

fn rename(new: &Path, file: &Path) -> Step<()> {
    std::fs::rename(new, file).map_err(|e| refused("fetch.unwritable", format!("{}: {e}", file.display())))
}

/// A hidden name beside a file.
fn beside(file: &Path) -> PathBuf {
    file.with_file_name(format!(".{}.new", crate::files::name(file)))
}

/// What is kept of a file that is still the one.
pub fn unchanged(before: Entry) -> Came {
    let entry = Entry { checked: clock::written(clock::now()), failed: None, ..before };
    Came { entry, changed: false, ..Came::default() }
}

/// Length and BLAKE3 of a file.
pub fn hash(file: &Path) -> Step<(u64, String)> {
    let read = hashes(file).map_err(|e| refused("fetch.unreadable", format!("{}: {e}", file.display())))?;
    Ok((read.0, read.1))
}
