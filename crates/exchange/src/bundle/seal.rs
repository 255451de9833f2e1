//! Records in, a signed bundle out.
//!
//! A bundle is three parts: two lines (the layout's version; the header as JSON), the records as lines of JSON in the order of
//! their ids, compressed (zlib), and 64 bytes: the signature over all that stands before it.

use super::header::{Header, MAGIC, VERSION};
use super::keys::SecretKey;
use super::record::{Record, RecordId};
use base::ContentHash;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::collections::BTreeMap;
use std::io::Write;

/// A bundle that is written.
pub struct Sealed {
    /// Its header, with what follows from the records filled in.
    pub header: Header,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Records once each, in the order of their ids.
fn ordered(records: &[Record]) -> BTreeMap<RecordId, String> {
    records.iter().map(|r| (r.id(), r.canonical())).collect()
}

fn body(records: &BTreeMap<RecordId, String>) -> String {
    records.values().flat_map(|line| [line.as_str(), "\n"]).collect()
}

/// The hash that a bundle of these records states: the same records, the same hash, in whatever order.
pub fn digest(records: &[Record]) -> String {
    ContentHash::of(body(&ordered(records)).as_bytes()).as_str().to_owned()
}

/// The bundle of `records`. Fields of `about` that follow from key and records are set here.
pub fn seal(about: &Header, records: &[Record], key: &SecretKey) -> Sealed {
    let lines = ordered(records);
    let body = body(&lines);
    let strictest = records.iter().filter_map(|r| r.tlp).max();
    let header = Header {
        from: key.public(),
        tlp: strictest,
        records: lines.len() as u64,
        length: body.len() as u64,
        digest: ContentHash::of(body.as_bytes()).as_str().to_owned(),
        ..about.clone()
    };
    let mut bytes = format!("{MAGIC}{VERSION}\n{}\n", header.canonical()).into_bytes();
    bytes.extend(compressed(body.as_bytes()));
    let signature = key.sign(&bytes);
    bytes.extend(signature);
    Sealed { header, bytes }
}

fn compressed(body: &[u8]) -> Vec<u8> {
    // Writing to memory cannot fail.
    let mut out = ZlibEncoder::new(Vec::new(), Compression::default());
    let _ = out.write_all(body);
    out.finish().unwrap_or_default()
}
