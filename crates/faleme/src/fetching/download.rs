//! One address into one file: conditional, resumed where it broke off, bounded in bytes and time.
//!
//! The bytes come to a hidden file beside the one that is to be; nothing takes the place of the earlier file before they
//! are whole and were looked at.

use super::address::Address;
use super::get::{Answer, Client, no_success};
use super::partial::{Origin, Partial};
use super::wait::stopped;
use super::{Step, helped, refused, tamed, too_long};
use crate::progress::Progress;
use md5::{Digest, Md5};
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Read from the line at a time, bytes.
const BUFFER: usize = 64 * 1024;

/// A line that breaks so often is given up, however much each piece brings.
const PIECES: u32 = 50;

/// What is to come.
pub struct Wanted<'a> {
    /// Address.
    pub address: &'a Address,
    /// The file that is to be.
    pub into: &'a Path,
    /// Bytes at most.
    pub most: u64,
    /// ETag and day of change of the file that is there, if it is just as it came.
    pub known: Option<(Option<String>, Option<String>)>,
}

/// What came.
pub enum Got {
    /// The server says that the file there is still the one.
    Unchanged,
    /// New bytes, not yet in their place.
    Fresh(Box<Fresh>),
}

/// New bytes, whole as far as the line can tell.
pub struct Fresh {
    /// Where they are.
    pub path: PathBuf,
    /// Their MD5, which some publishers tell.
    pub md5: String,
    /// The server's name for them.
    pub etag: Option<String>,
    /// When they last changed, as the server writes it.
    pub modified: Option<String>,
    /// Where the redirects ended.
    pub from: Option<Address>,
    partial: Partial,
}

impl Fresh {
    /// They become the file.
    pub fn settle(&self, into: &Path) -> Step<()> {
        let done = self.partial.settle(into);
        done.map_err(|e| refused("fetch.unwritable", format!("{}: {e}", into.display())))
    }

    /// They are of no use.
    pub fn discard(&self) {
        self.partial.drop_both();
    }
}

impl Client<'_> {
    /// Downloads.
    pub fn download(&self, wanted: &Wanted<'_>) -> Step<Got> {
        if let Some(folder) = wanted.into.parent() {
            std::fs::create_dir_all(folder).map_err(|e| unwritable(folder, &e))?;
        }
        let partial = Partial::of(wanted.into);
        let (mut fruitless, mut pieces) = (0, 0);
        loop {
            let held = partial.held(wanted.address);
            let before = held.as_ref().map_or(0, |(length, _)| *length);
            let answer = self.get(wanted.address, &headers(wanted, held.as_ref()))?;
            let from = answer.from.clone();
            match self.piece(answer, wanted, &partial, held)? {
                Piece::Unchanged => return Ok(Got::Unchanged),
                Piece::Whole(origin) => return fresh(partial, origin, from).map(|f| Got::Fresh(Box::new(f))),
                Piece::Anew => {
                    partial.drop_both();
                    fruitless += 1;
                    self.again(fruitless, "the part that was there is of another file", None)?;
                }
                Piece::Broken(why, length) => {
                    pieces += 1;
                    fruitless = if length > before { 1 } else { fruitless + 1 };
                    if pieces > PIECES {
                        let said = format!("the line broke {PIECES} times; {length} bytes are kept");
                        return Err(helped("fetch.broken", said, "try again later"));
                    }
                    self.again(fruitless, &why, None)?;
                }
            }
        }
    }

    /// One answer: its bytes to the end of the file, or to where the line breaks.
    fn piece(
        &self,
        answer: Answer,
        wanted: &Wanted<'_>,
        partial: &Partial,
        held: Option<(u64, Origin)>,
    ) -> Step<Piece> {
        let start = match (answer.status, &held) {
            (304, None) if wanted.known.is_some() => return Ok(Piece::Unchanged),
            (206, Some((length, origin))) if continues(&answer, *length, origin) => *length,
            (206 | 416, Some(_)) => return Ok(Piece::Anew),
            (200, _) => 0,
            _ => return Err(no_success(&answer)),
        };
        let length = answer.header("content-length").and_then(|l| l.parse::<u64>().ok());
        let origin = match held {
            Some((_, origin)) if start > 0 => origin,
            _ => Origin {
                address: wanted.address.without_query(),
                etag: answer.header("etag").map(str::to_owned),
                modified: answer.header("last-modified").map(str::to_owned),
                total: length,
                encoding: answer.header("content-encoding").map(str::to_ascii_lowercase),
            },
        };
        if origin.total.is_some_and(|total| total > wanted.most) {
            partial.drop_both();
            return Err(too_long(wanted.most));
        }
        let opened = if start > 0 { partial.go_on() } else { partial.begin(&origin) };
        let file = opened.map_err(|e| unwritable(&partial.bytes, &e))?;
        self.pour(answer, file, start, origin, wanted, partial)
    }

    fn pour(
        &self,
        answer: Answer,
        mut file: File,
        start: u64,
        origin: Origin,
        wanted: &Wanted<'_>,
        partial: &Partial,
    ) -> Step<Piece> {
        let name = crate::files::name(wanted.into);
        let mut progress = origin.total.map(|total| Progress::of_download(&name, total, self.out.quiet));
        let mut body = answer.body.into_reader();
        let mut buffer = vec![0; BUFFER];
        let mut at = start;
        let (mut since, mut then) = (Instant::now(), at);
        loop {
            stopped(self.stop)?;
            let count = match body.read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => count,
                Err(error) => {
                    let why =
                        format!("{name}: the line broke after {at} bytes ({})", tamed(&error.to_string()));
                    return Ok(Piece::Broken(why, at));
                }
            };
            at += count as u64;
            if at > wanted.most {
                partial.drop_both();
                return Err(too_long(wanted.most));
            }
            let bytes = buffer.get(..count).unwrap_or_default();
            file.write_all(bytes).map_err(|e| unwritable(&partial.bytes, &e))?;
            if let Some(progress) = &mut progress {
                progress.reach(at);
            }
            let time = since.elapsed();
            if time >= self.limits.idle() {
                if (at - then) as f64 / time.as_secs_f64() < self.limits.slowest {
                    let said =
                        format!("{name}: {} bytes in {:.0} s: held back", at - then, time.as_secs_f64());
                    let help =
                        "what came is kept: try again later; `slowest` in [limits] says what is too slow";
                    return Err(helped("fetch.too_slow", said, help));
                }
                (since, then) = (Instant::now(), at);
            }
        }
        file.sync_all().map_err(|e| unwritable(&partial.bytes, &e))?;
        match origin.total {
            Some(total) if at < total => {
                Ok(Piece::Broken(format!("{name}: only {at} of {total} bytes came"), at))
            }
            Some(total) if at > total => Ok(Piece::Anew),
            _ => Ok(Piece::Whole(origin)),
        }
    }
}

/// What one answer came to.
enum Piece {
    Unchanged,
    Whole(Origin),
    /// What is there is not of this file.
    Anew,
    /// Why, and how many bytes there are.
    Broken(String, u64),
}

fn headers(wanted: &Wanted<'_>, held: Option<&(u64, Origin)>) -> Vec<(&'static str, String)> {
    if let Some((length, origin)) = held {
        let validator = origin.validator().unwrap_or_default().to_owned();
        return vec![("Range", format!("bytes={length}-")), ("If-Range", validator)];
    }
    let (etag, modified) = wanted.known.clone().unwrap_or_default();
    let tagged = etag.map(|tag| ("If-None-Match", tag));
    let dated = modified.map(|day| ("If-Modified-Since", day));
    tagged.into_iter().chain(dated).collect()
}

/// Whether a part begins where the bytes end, and is of the same file.
fn continues(answer: &Answer, length: u64, origin: &Origin) -> bool {
    let range = answer.header("content-range").and_then(|r| r.strip_prefix("bytes "));
    let Some((span, total)) = range.and_then(|r| r.split_once('/')) else { return false };
    let starts = span.split_once('-').and_then(|(start, _)| start.trim().parse::<u64>().ok());
    let total = total.trim().parse::<u64>().ok();
    let same = |ours: &Option<String>, theirs: Option<&str>| theirs.is_none() || ours.as_deref() == theirs;
    starts == Some(length)
        && (total.is_none() || origin.total.is_none() || total == origin.total)
        && same(&origin.etag, answer.header("etag"))
        && same(&origin.modified, answer.header("last-modified"))
        && answer.header("content-encoding").map(str::to_ascii_lowercase) == origin.encoding
}

/// Whole bytes, unpacked from the line and hashed.
fn fresh(partial: Partial, origin: Origin, from: Address) -> Step<Fresh> {
    match origin.encoding.as_deref() {
        None | Some("identity") => {}
        Some("gzip" | "x-gzip") => super::unpack::gunzip_in_place(&partial.bytes)?,
        Some(other) => {
            partial.drop_both();
            let said = format!("it comes packed as `{}`, which was not asked for", tamed(other));
            return Err(refused("fetch.encoding", said));
        }
    }
    let (.., md5) = hashes(&partial.bytes).map_err(|e| unwritable(&partial.bytes, &e))?;
    Ok(Fresh {
        path: partial.bytes.clone(),
        md5,
        etag: origin.etag,
        modified: origin.modified,
        from: Some(from),
        partial,
    })
}

/// Length, BLAKE3 and MD5 of a file.
pub fn hashes(path: &Path) -> std::io::Result<(u64, String, String)> {
    let mut file = File::open(path)?;
    let (mut blake3, mut md5, mut length) = (blake3::Hasher::new(), Md5::new(), 0);
    let mut buffer = vec![0; BUFFER];
    loop {
        let count = file.read(&mut buffer)?;
        let Some(bytes) = buffer.get(..count).filter(|b| !b.is_empty()) else { break };
        blake3.update(bytes);
        md5.update(bytes);
        length += count as u64;
    }
    let md5 = md5.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok((length, blake3.finalize().to_hex().to_string(), md5))
}

fn unwritable(path: &Path, error: &std::io::Error) -> Box<base::Issue> {
    refused("fetch.unwritable", format!("{}: {error}", path.display()))
}
