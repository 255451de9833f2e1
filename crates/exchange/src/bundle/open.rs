//! Bytes that arrived in; what they hold, or why they are refused.
//!
//! What costs little and needs no trust is looked at first; nothing is unfolded before the signature of a known key holds.

use super::header::{Header, MAGIC, VERSION};
use super::keys::PublicKey;
use super::limits::{HIGHEST_NUMBER, LONGEST_BODY, LONGEST_FILE, LONGEST_HEADER, LONGEST_TEXT, MOST_RECORDS};
use super::record::Record;
use super::refusal::Refusal;
use base::{ContentHash, Date, Tlp};
use flate2::read::ZlibDecoder;
use std::io::Read;

/// Bytes of a signature.
const SIGNATURE: usize = 64;

/// A key as the receiver knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownKey {
    /// Whose it is, by the receiver's name.
    pub partner: String,
    /// The key.
    pub key: PublicKey,
    /// The strictest marking agreed with that partner.
    pub holds: Tlp,
    /// The partner has another key since then.
    pub replaced: Option<Date>,
    /// It was taken back then.
    pub revoked: Option<Date>,
}

/// Who receives.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// One's own key.
    pub me: PublicKey,
    /// The keys of partners.
    pub keys: &'a [KnownKey],
}

/// A record with its id.
pub type Held = (super::RecordId, Record);

/// A bundle that may be taken in.
#[derive(Clone, Debug, PartialEq)]
pub struct Bundle {
    /// The sender, by the receiver's name.
    pub partner: String,
    /// Its header.
    pub header: Header,
    /// Its records, in the order of their ids.
    pub records: Vec<Held>,
    /// Hash of all its bytes but the signature.
    pub digest: String,
}

/// What a bundle says of itself, where so much can be read of it. Nothing of this is proved.
pub fn peek(bytes: &[u8]) -> Option<Header> {
    split(bytes).ok().map(|parts| parts.header)
}

/// What a bundle holds, if its sender is known, its signature holds, it is meant for this receiver, and no more is in it than
/// may be held.
pub fn open(bytes: &[u8], asked: Asked<'_>) -> Result<Bundle, Refusal> {
    let parts = split(bytes)?;
    let header = &parts.header;
    let known = asked.keys.iter().find(|k| k.key == header.from).ok_or(Refusal::Unknown(header.from))?;
    let name = known.partner.clone();
    if let Some(on) = known.revoked {
        return Err(Refusal::Revoked { name, on });
    }
    if let Some(on) = known.replaced {
        return Err(Refusal::Replaced { name, on });
    }
    if !header.from.verifies(parts.signed, parts.signature) {
        return Err(Refusal::Signature(name));
    }
    if header.to != asked.me {
        return Err(Refusal::NotForMe(header.to));
    }
    let ceiling = known.holds.min(header.holds);
    if let Some(stated) = header.tlp.filter(|tlp| *tlp > ceiling) {
        return Err(Refusal::Stricter { name, stated, ceiling });
    }
    let records = records(&parts)?;
    let digest = ContentHash::of(parts.signed).as_str().to_owned();
    Ok(Bundle { partner: name, header: parts.header, records, digest })
}

struct Parts<'a> {
    header: Header,
    packed: &'a [u8],
    signed: &'a [u8],
    signature: &'a [u8],
}

fn split(bytes: &[u8]) -> Result<Parts<'_>, Refusal> {
    if bytes.len() as u64 > LONGEST_FILE {
        return Err(Refusal::TooLarge(format!("it is longer than {} MB", LONGEST_FILE >> 20)));
    }
    let rest = bytes.strip_prefix(MAGIC.as_bytes()).ok_or(Refusal::NotABundle)?;
    let (version, rest) = line(rest, 10)?;
    let number: u32 = version.parse().map_err(|_| Refusal::NotABundle)?;
    if number != VERSION {
        return Err(Refusal::Newer(number));
    }
    let (header, rest) = line(rest, LONGEST_HEADER)?;
    let read: Header = serde_json::from_str(header).map_err(|_| Refusal::NotABundle)?;
    // One bundle has one spelling.
    if read.canonical() != header || version != VERSION.to_string() {
        return Err(Refusal::NotABundle);
    }
    let packed = rest.len().checked_sub(SIGNATURE).ok_or(Refusal::NotABundle)?;
    let (signed, signature) = bytes.split_at_checked(bytes.len() - SIGNATURE).ok_or(Refusal::NotABundle)?;
    Ok(Parts { header: read, packed: rest.get(..packed).unwrap_or_default(), signed, signature })
}

/// The text up to the next line break, which comes within `longest` bytes, and what follows it.
fn line(bytes: &[u8], longest: usize) -> Result<(&str, &[u8]), Refusal> {
    let end = bytes.iter().take(longest).position(|b| *b == b'\n').ok_or(Refusal::NotABundle)?;
    let (text, rest) = bytes.split_at_checked(end).ok_or(Refusal::NotABundle)?;
    let text = std::str::from_utf8(text).map_err(|_| Refusal::NotABundle)?;
    Ok((text, rest.get(1..).unwrap_or_default()))
}

fn records(parts: &Parts<'_>) -> Result<Vec<Held>, Refusal> {
    let header = &parts.header;
    let wrong = |what: &str| Err(Refusal::Malformed(what.to_owned()));
    if header.length > LONGEST_BODY || header.records > MOST_RECORDS {
        let megabytes = LONGEST_BODY >> 20;
        return Err(Refusal::TooLarge(format!(
            "its records are more than {megabytes} MB or more than {MOST_RECORDS} in number"
        )));
    }
    let head = [&header.name, &header.generated_by, &header.licence];
    if head.iter().any(|text| text.chars().count() > LONGEST_TEXT || **text != super::record::plain(text)) {
        return wrong("its header holds characters that are no text");
    }
    if header.number == 0 || header.number > HIGHEST_NUMBER {
        return wrong("its number is none that a sender counts to");
    }
    let body = unfolded(parts.packed, header.length)?;
    if ContentHash::of(&body).as_str() != header.digest {
        return wrong("its list of records is not the one that its header names");
    }
    let Ok(body) = std::str::from_utf8(&body) else { return wrong("its records are no text") };
    let mut out: Vec<Held> = Vec::new();
    for line in body.split_terminator('\n') {
        let Ok(record) = serde_json::from_str::<Record>(line) else {
            return wrong(&format!("record {} cannot be read", out.len() + 1));
        };
        if record.canonical() != line || !record.is_sound() {
            return wrong(&format!("record {} is not as this program writes records", out.len() + 1));
        }
        let id = record.id();
        if out.last().is_some_and(|(last, _)| *last >= id) {
            return wrong("its records are not in order");
        }
        out.push((id, record));
    }
    let whole = body.is_empty() || body.ends_with('\n');
    if !whole
        || out.len() as u64 != header.records
        || out.iter().filter_map(|(_, r)| r.tlp).max() != header.tlp
    {
        return wrong("its header does not tell what it holds");
    }
    Ok(out)
}

/// The list of records, of just the length that is stated: whatever unfolds to more is not unfolded further.
fn unfolded(packed: &[u8], length: u64) -> Result<Vec<u8>, Refusal> {
    let mut body = Vec::new();
    let mut decoder = ZlibDecoder::new(packed);
    let read = decoder.by_ref().take(length + 1).read_to_end(&mut body);
    if read.is_err() {
        return Err(Refusal::Malformed("its records cannot be unfolded".into()));
    }
    if body.len() as u64 != length {
        return Err(Refusal::TooLarge(format!("its records should be {length} bytes long, and are not")));
    }
    if decoder.total_in() != packed.len() as u64 {
        return Err(Refusal::Malformed("something stands behind its records".into()));
    }
    Ok(body)
}
