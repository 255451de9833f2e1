//! A small writer of Parquet files (format 1.0, Apache Parquet specification): required columns, data pages of the first
//! version. A column is written as runs of values from a dictionary, or plain and compressed with gzip.

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Whole numbers of 32 bits.
    Int32,
    /// Numbers.
    Double,
    /// Text in UTF-8.
    Text,
}

impl Kind {
    /// Codes of `Type` in the format's Thrift definition.
    fn code(self) -> i64 {
        match self {
            Self::Int32 => 1,
            Self::Double => 5,
            Self::Text => 6,
        }
    }
}

/// A column of a row group, encoded.
#[derive(Debug)]
pub struct Chunk {
    bytes: Vec<u8>,
    /// Where the data pages begin in `bytes`: behind the dictionary, if there is one.
    data: usize,
    /// Before compression, page headers included.
    plain: usize,
    /// Number of values.
    values: usize,
    compressed: bool,
}

/// A row group, encoded: its columns in the order of the schema.
pub type Group = Vec<Chunk>;

/// Values in a page of a plain column.
const PAGE: usize = 1 << 20;

/// `Encoding`: plain, run lengths and bit-packing, indices into a dictionary.
const PLAIN: i64 = 0;
const RLE: i64 = 3;
const DICTIONARY: i64 = 8;

/// A plain column; `value` appends the little-endian bytes of a value.
pub fn plain<T>(values: impl Iterator<Item = T>, value: impl Fn(T, &mut Vec<u8>)) -> Result<Chunk> {
    let mut chunk = Chunk { bytes: Vec::new(), data: 0, plain: 0, values: 0, compressed: true };
    let mut values = values.peekable();
    while values.peek().is_some() {
        let (mut page, mut count) = (Vec::new(), 0);
        for one in values.by_ref().take(PAGE) {
            value(one, &mut page);
            count += 1;
        }
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(&page).context("compressing")?;
        let packed = packed.finish().context("compressing")?;
        chunk.page(&data_page(count, PLAIN, page.len(), packed.len()), page.len(), &packed);
        chunk.values += count;
    }
    Ok(chunk)
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

/// Writes a whole file.
pub fn write(mut out: impl Write, schema: &[(&str, Kind)], groups: &[Group]) -> Result<()> {
    let mut at = MAGIC.len();
    out.write_all(MAGIC)?;
    let mut rows = 0;
    let mut listed = Vec::new();
    for group in groups {
        let mut columns = Vec::new();
        for (chunk, (name, kind)) in group.iter().zip(schema) {
            columns.push(column(name, *kind, chunk, at));
            out.write_all(&chunk.bytes)?;
            at += chunk.bytes.len();
        }
        let count = group.first().map_or(0, |c| c.values);
        let mut told = Thrift::default();
        told.list(1, STRUCT, &columns);
        told.wide(2, group.iter().map(|c| c.plain as i64).sum()).wide(3, count as i64);
        listed.push(told.end());
        rows += count;
    }
    let mut root = Thrift::default();
    root.words(4, "schema").int(5, schema.len() as i64);
    let fields = schema.iter().map(|(name, kind)| field(name, *kind));
    let elements: Vec<Vec<u8>> = [root.end()].into_iter().chain(fields).collect();
    let mut footer = Thrift::default();
    footer.int(1, 1).list(2, STRUCT, &elements);
    footer.wide(3, rows as i64).list(4, STRUCT, &listed).words(6, "faleme");
    let footer = footer.end();
    out.write_all(&footer)?;
    out.write_all(&(footer.len() as u32).to_le_bytes())?;
    out.write_all(MAGIC)?;
    Ok(out.flush()?)
}

const MAGIC: &[u8] = b"PAR1";

fn field(name: &str, kind: Kind) -> Vec<u8> {
    let mut told = Thrift::default();
    told.int(1, kind.code()).int(3, 0).words(4, name);
    if kind == Kind::Text {
        told.int(6, 0);
    }
    told.end()
}

fn column(name: &str, kind: Kind, chunk: &Chunk, at: usize) -> Vec<u8> {
    let codes: &[i64] = if chunk.compressed { &[PLAIN, RLE] } else { &[PLAIN, RLE, DICTIONARY] };
    let codes: Vec<Vec<u8>> = codes.iter().map(|code| zigzag(*code)).collect();
    let name = {
        let mut bytes = Vec::new();
        varint(name.len() as u64, &mut bytes);
        bytes.extend_from_slice(name.as_bytes());
        bytes
    };
    let mut told = Thrift::default();
    told.wide(2, at as i64).open(3);
    told.int(1, kind.code()).list(2, I32, &codes).list(3, BINARY, &[name]);
    told.int(4, if chunk.compressed { 2 } else { 0 }).wide(5, chunk.values as i64);
    told.wide(6, chunk.plain as i64).wide(7, chunk.bytes.len() as i64).wide(9, (at + chunk.data) as i64);
    if chunk.data > 0 {
        told.wide(11, at as i64);
    }
    told.close();
    told.end()
}

/// Types of Thrift's compact protocol.
const I32: u8 = 5;
const I64: u8 = 6;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const STRUCT: u8 = 12;

/// A structure in Thrift's compact protocol; fields in rising order of their numbers.
#[derive(Default)]
struct Thrift {
    bytes: Vec<u8>,
    last: u8,
    outer: Vec<u8>,
}

impl Thrift {
    fn field(&mut self, number: u8, kind: u8) -> &mut Self {
        self.bytes.push((number.saturating_sub(self.last) << 4) | kind);
        self.last = number;
        self
    }

    fn int(&mut self, number: u8, value: i64) -> &mut Self {
        self.field(number, I32).bytes.extend(zigzag(value));
        self
    }

    fn wide(&mut self, number: u8, value: i64) -> &mut Self {
        self.field(number, I64).bytes.extend(zigzag(value));
        self
    }

    fn words(&mut self, number: u8, value: &str) -> &mut Self {
        varint(value.len() as u64, &mut self.field(number, BINARY).bytes);
        self.bytes.extend_from_slice(value.as_bytes());
        self
    }

    fn list(&mut self, number: u8, kind: u8, items: &[Vec<u8>]) -> &mut Self {
        self.field(number, LIST).bytes.push(0xf0 | kind);
        varint(items.len() as u64, &mut self.bytes);
        items.iter().for_each(|item| self.bytes.extend_from_slice(item));
        self
    }

    fn open(&mut self, number: u8) -> &mut Self {
        self.field(number, STRUCT).outer.push(number);
        self.last = 0;
        self
    }

    fn close(&mut self) -> &mut Self {
        self.bytes.push(0);
        self.last = self.outer.pop().unwrap_or(0);
        self
    }

    fn end(mut self) -> Vec<u8> {
        self.bytes.push(0);
        self.bytes
    }
}

fn varint(mut value: u64, to: &mut Vec<u8>) {
    while value >= 0x80 {
        to.push(value as u8 | 0x80);
        value >>= 7;
    }
    to.push(value as u8);
}

fn zigzag(value: i64) -> Vec<u8> {
    let mut bytes = Vec::new();
    varint(((value << 1) ^ (value >> 63)) as u64, &mut bytes);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_packed_as_thrift_does() {
        assert_eq!(
            [zigzag(0), zigzag(-1), zigzag(1), zigzag(300)],
            [vec![0], vec![1], vec![2], vec![0xd8, 4]]
        );
        let mut told = Thrift::default();
        told.int(1, 1).open(5).int(2, 3).close().int(7, 0);
        assert_eq!(told.end(), [0x15, 2, 0x4c, 0x25, 6, 0, 0x25, 0, 0]);
    }

    /// The bytes of a file that pyarrow reads as `name = [b, b, a]`, `x = [1.5, 0, 2]`.
    #[test]
    fn a_file_begins_and_ends_as_the_format_has_it() {
        let named = runs(&[text("a"), text("b")], &[(1, 2), (0, 1)]);
        let x =
            plain([1.5f64, 0.0, 2.0].into_iter(), |v, to| to.extend_from_slice(&v.to_le_bytes())).unwrap();
        assert_eq!((named.values, x.values), (3, 3));
        let mut out = Vec::new();
        write(&mut out, &[("name", Kind::Text), ("x", Kind::Double)], &[vec![named, x]]).unwrap();
        assert!(out.starts_with(MAGIC) && out.ends_with(MAGIC));
        let length = u32::from_le_bytes(out[out.len() - 8..out.len() - 4].try_into().unwrap()) as usize;
        let footer = &out[out.len() - 8 - length..out.len() - 8];
        assert_eq!(footer[..2], [0x15, 2], "version 1");
        assert_eq!(footer.last(), Some(&0));
    }
}
