//! A column of a row group, encoded: runs of values from a dictionary, or plain and compressed with gzip.

use super::thrift::{Thrift, varint};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{self, Write};

/// A column of a row group, encoded.
#[derive(Debug)]
pub struct Chunk {
    pub(super) bytes: Vec<u8>,
    /// Where the data pages begin in `bytes`: behind the dictionary, if there is one.
    pub(super) data: usize,
    /// Before compression, page headers included.
    pub(super) plain: usize,
    /// Number of values, those that are not told included.
    pub(super) values: usize,
    pub(super) compressed: bool,
}

/// Values in a page of a plain column.
const PAGE: usize = 1 << 20;

/// `Encoding`: plain, run lengths and bit-packing, indices into a dictionary.
pub(super) const PLAIN: i64 = 0;
pub(super) const RLE: i64 = 3;
pub(super) const DICTIONARY: i64 = 8;

/// A plain column; `value` appends the little-endian bytes of a value.
pub fn plain<T>(values: impl Iterator<Item = T>, value: impl Fn(T, &mut Vec<u8>)) -> io::Result<Chunk> {
    let mut chunk = Chunk { bytes: Vec::new(), data: 0, plain: 0, values: 0, compressed: true };
    let mut values = values.peekable();
    while values.peek().is_some() {
        let (mut page, mut count) = (Vec::new(), 0);
        for one in values.by_ref().take(PAGE) {
            value(one, &mut page);
            count += 1;
        }
        chunk.packed(count, &page)?;
    }
    Ok(chunk)
}

/// A column in which values may be missing: `told` says of each row whether its value is there, `values` are the little-endian
/// bytes of those that are. One page.
pub fn nullable(told: &[bool], values: &[u8]) -> io::Result<Chunk> {
    let mut chunk = Chunk { bytes: Vec::new(), data: 0, plain: 0, values: 0, compressed: true };
    // Definition levels: bits in groups of eight, behind their length and the number of groups.
    let mut levels = Vec::with_capacity(told.len() / 8 + 8);
    varint(((told.len().div_ceil(8) as u64) << 1) | 1, &mut levels);
    levels.extend(bits(told));
    let mut page = Vec::with_capacity(levels.len() + values.len() + 4);
    page.extend_from_slice(&(levels.len() as u32).to_le_bytes());
    page.extend_from_slice(&levels);
    page.extend_from_slice(values);
    chunk.packed(told.len(), &page)?;
    Ok(chunk)
}

/// Yes and no as bits, the lowest first.
pub fn bits(flags: &[bool]) -> impl Iterator<Item = u8> + '_ {
    flags
        .chunks(8)
        .map(|eight| eight.iter().enumerate().fold(0, |byte, (at, yes)| byte | (u8::from(*yes) << at)))
}

/// A column of runs: indices into `dictionary`, whose entries are already encoded as plain values, each with its length.
pub fn runs(dictionary: &[Vec<u8>], runs: &[(u32, usize)]) -> Chunk {
    let mut chunk = Chunk { bytes: Vec::new(), data: 0, plain: 0, values: 0, compressed: false };
    let words = dictionary.concat();
    let mut header = Thrift::default();
    header.int(1, 2).int(2, words.len() as i64).int(3, words.len() as i64);
    header.open(7).int(1, dictionary.len() as i64).int(2, PLAIN).close();
    chunk.page(&header.end(), words.len(), &words);
    chunk.data = chunk.bytes.len();
    let width = (usize::BITS - dictionary.len().saturating_sub(1).leading_zeros()).max(1);
    let mut page = vec![width as u8];
    for (index, length) in runs {
        varint((*length as u64) << 1, &mut page);
        page.extend_from_slice(index.to_le_bytes().get(..width.div_ceil(8) as usize).unwrap_or_default());
        chunk.values += length;
    }
    chunk.page(&data_page(chunk.values, DICTIONARY, page.len(), page.len()), page.len(), &page);
    chunk
}

impl Chunk {
    fn packed(&mut self, count: usize, page: &[u8]) -> io::Result<()> {
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(page)?;
        let packed = packed.finish()?;
        self.page(&data_page(count, PLAIN, page.len(), packed.len()), page.len(), &packed);
        self.values += count;
        Ok(())
    }

    fn page(&mut self, header: &[u8], plain: usize, body: &[u8]) {
        self.bytes.extend_from_slice(header);
        self.bytes.extend_from_slice(body);
        self.plain += header.len() + plain;
    }
}

fn data_page(values: usize, encoding: i64, plain: usize, packed: usize) -> Vec<u8> {
    let mut header = Thrift::default();
    header.int(1, 0).int(2, plain as i64).int(3, packed as i64);
    header.open(5).int(1, values as i64).int(2, encoding).int(3, RLE).int(4, RLE).close();
    header.end()
}

/// Text as a plain value: its length and its bytes.
pub fn text(words: &str) -> Vec<u8> {
    [&(words.len() as u32).to_le_bytes(), words.as_bytes()].concat()
}
