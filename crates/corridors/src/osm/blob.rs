//! Blobs: the compressed blocks a file is a chain of. Read in order, decoded on all cores.

use super::error::{Damage, OsmError};
use super::wire::Fields;
use flate2::{Decompress, FlushDecompress, Status};
use rayon::prelude::*;
use std::io::{ErrorKind, Read, Seek, SeekFrom};

/// Longest header of a blob, bytes (PBF format, "File format": 64 KiB).
const LONGEST_HEADER: u32 = 64 * 1024;

/// Longest blob, packed or unpacked, bytes (PBF format: 32 MiB).
const LONGEST_BLOB: u64 = 32 * 1024 * 1024;

/// So many packed bytes are held at a time, one blob more at most.
const BATCH_BYTES: usize = 8 * 1024 * 1024;

/// Blobs held at a time.
const BATCH: usize = 64;

/// A blob as it stands in the file.
struct Blob {
    /// Its place among the data blobs, from 0.
    index: usize,
    /// Where it starts, byte.
    at: u64,
    bytes: Vec<u8>,
}

/// What a file says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// When the data was current: seconds since 1970, if told.
    pub timestamp: Option<i64>,
}

/// A file, to be gone through several times.
pub struct Blobs<R> {
    reader: R,
    at: u64,
    start: u64,
    next: usize,
}

impl<R: Read + Seek> Blobs<R> {
    /// Reads the header of the file.
    pub fn open(mut reader: R) -> Result<(Self, Header), OsmError> {
        reader.rewind()?;
        let mut blobs = Self { reader, at: 0, start: 0, next: 0 };
        let Ok(Some((kind, length))) = blobs.frame() else { return Err(OsmError::NotPbf) };
        if kind != "OSMHeader" {
            return Err(OsmError::NotPbf);
        }
        let bytes = blobs.body(length)?;
        let mut unpacked = Vec::new();
        unpack(&bytes, &mut Decompress::new(true), &mut unpacked)
            .and_then(|()| header(&unpacked))
            .map(|header| {
                blobs.start = blobs.at;
                (blobs, header)
            })
            .map_err(|fault| fault.at(0))
    }

    /// Goes through all data blobs: `wanted` says which (by their place), `work` reads an unpacked one, on any core,
    /// `keep` gets the results in the order of the file.
    pub fn scan<T: Send>(
        &mut self,
        wanted: impl Fn(usize) -> bool,
        work: impl Fn(&[u8]) -> Result<T, Damage> + Sync,
        mut keep: impl FnMut(T),
    ) -> Result<(), OsmError> {
        self.reader.seek(SeekFrom::Start(self.start))?;
        (self.at, self.next) = (self.start, 0);
        loop {
            let batch = self.batch(&wanted)?;
            if batch.is_empty() {
                return Ok(());
            }
            let room = || (Decompress::new(true), Vec::new());
            let done: Vec<Result<T, OsmError>> = batch
                .into_par_iter()
                .map_init(room, |(inflate, unpacked), blob| {
                    let _ = blob.index;
                    unpack(&blob.bytes, inflate, unpacked).map_err(|fault| fault.at(blob.at))?;
                    work(unpacked).map_err(OsmError::at(blob.at))
                })
                .collect();
            for result in done {
                keep(result?);
            }
        }
    }

    fn batch(&mut self, wanted: impl Fn(usize) -> bool) -> Result<Vec<Blob>, OsmError> {
        let (mut batch, mut held) = (Vec::new(), 0);
        while batch.len() < BATCH && held < BATCH_BYTES {
            let at = self.at;
            let Some((kind, length)) = self.frame()? else { break };
            let index = self.next;
            let data = kind == "OSMData";
            self.next += usize::from(data);
            if data && wanted(index) {
                let bytes = self.body(length)?;
                held += bytes.len();
                batch.push(Blob { index, at, bytes });
            } else {
                self.skip(length, at)?;
            }
        }
        Ok(batch)
    }

    /// The header of the next blob: its kind and the length of its body; `None` at the end of the file.
    fn frame(&mut self) -> Result<Option<(String, u64)>, OsmError> {
        let at = self.at;
        let mut prefix = Vec::with_capacity(4);
        self.reader.by_ref().take(4).read_to_end(&mut prefix)?;
        self.at += prefix.len() as u64;
        if prefix.is_empty() {
            return Ok(None);
        }
        let Ok(prefix) = <[u8; 4]>::try_from(prefix) else { return Err(OsmError::Truncated { at }) };
        let length = u32::from_be_bytes(prefix);
        if length > LONGEST_HEADER {
            return Err(OsmError::Damaged { at, what: "its header is longer than the format allows" });
        }
        let bytes = self.body(u64::from(length))?;
        let (mut kind, mut size) = (String::new(), None);
        for field in Fields(&bytes) {
            match field.map_err(OsmError::at(at))? {
                (1, value) => kind = String::from_utf8_lossy(value.bytes()).into_owned(),
                (3, value) => size = Some(value.number()),
                _ => {}
            }
        }
        match size {
            Some(size) if size <= LONGEST_BLOB => Ok(Some((kind, size))),
            Some(_) => Err(OsmError::Damaged { at, what: "it is longer than the format allows" }),
            None => Err(OsmError::Damaged { at, what: "its length is missing" }),
        }
    }

    fn body(&mut self, length: u64) -> Result<Vec<u8>, OsmError> {
        let at = self.at;
        let mut bytes = Vec::new();
        self.reader.by_ref().take(length).read_to_end(&mut bytes)?;
        self.at += bytes.len() as u64;
        if (bytes.len() as u64) < length { Err(OsmError::Truncated { at }) } else { Ok(bytes) }
    }

    /// Passes over a body without reading it; its last byte must be there.
    fn skip(&mut self, length: u64, at: u64) -> Result<(), OsmError> {
        self.at += length;
        if length == 0 {
            return Ok(());
        }
        self.reader.seek(SeekFrom::Start(self.at - 1))?;
        self.reader.read_exact(&mut [0]).map_err(|e| match e.kind() {
            ErrorKind::UnexpectedEof => OsmError::Truncated { at },
            _ => e.into(),
        })
    }
}

/// Why a blob's content cannot be had.
enum Fault {
    Damage(Damage),
    Unsupported(&'static str),
}

impl From<Damage> for Fault {
    fn from(damage: Damage) -> Self {
        Self::Damage(damage)
    }
}

impl Fault {
    fn at(self, at: u64) -> OsmError {
        match self {
            Self::Damage(Damage(what)) => OsmError::Damaged { at, what },
            Self::Unsupported(what) => OsmError::Unsupported(what.into()),
        }
    }
}

/// Puts the content of a blob into `unpacked`.
fn unpack(blob: &[u8], inflate: &mut Decompress, unpacked: &mut Vec<u8>) -> Result<(), Fault> {
    unpacked.clear();
    let (mut raw, mut zlib, mut size, mut other) = (None, None, 0, None);
    for field in Fields(blob) {
        match field? {
            (1, value) => raw = Some(value.bytes()),
            (2, value) => size = value.number(),
            (3, value) => zlib = Some(value.bytes()),
            (4, _) => other = Some("LZMA compression"),
            (5, _) => other = Some("bzip2 compression"),
            (6, _) => other = Some("LZ4 compression"),
            (7, _) => other = Some("Zstandard compression"),
            _ => {}
        }
    }
    match (raw, zlib, other) {
        (Some(raw), _, _) => unpacked.extend_from_slice(raw),
        (None, Some(zlib), _) => inflate_into(zlib, size, inflate, unpacked)?,
        (None, None, Some(other)) => return Err(Fault::Unsupported(other)),
        (None, None, None) => {}
    }
    Ok(())
}

fn inflate_into(zlib: &[u8], size: u64, inflate: &mut Decompress, into: &mut Vec<u8>) -> Result<(), Damage> {
    if size > LONGEST_BLOB {
        return Err(Damage("its content is longer than the format allows"));
    }
    inflate.reset(true);
    into.reserve(size as usize);
    match inflate.decompress_vec(zlib, into, FlushDecompress::Finish) {
        Ok(Status::StreamEnd) if into.len() as u64 == size => Ok(()),
        Ok(_) => Err(Damage("its content has another length than it says")),
        Err(_) => Err(Damage("its content cannot be unpacked")),
    }
}

/// What can be read here (PBF format, "OSMHeader"): other required features change what the bytes mean.
const FEATURES: [&[u8]; 2] = [b"OsmSchema-V0.6", b"DenseNodes"];

fn header(bytes: &[u8]) -> Result<Header, Fault> {
    let mut header = Header::default();
    for field in Fields(bytes) {
        match field? {
            (4, value) if value.bytes() == b"HistoricalInformation" => {
                return Err(Fault::Unsupported("the history of every object"));
            }
            (4, value) if !FEATURES.contains(&value.bytes()) => {
                return Err(Fault::Unsupported("a required feature that is newer than this program"));
            }
            (32, value) => header.timestamp = Some(value.number() as i64),
            _ => {}
        }
    }
    Ok(header)
}
