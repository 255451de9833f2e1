//! A small writer of Parquet files (format 1.0, Apache Parquet specification): data pages of the first version, row group by row
//! group, so that no more than one is in memory.

mod chunk;
mod thrift;

pub use chunk::{Chunk, bits, nullable, plain, runs, text};

use chunk::{DICTIONARY, PLAIN, RLE};
use std::io::{self, Write};
use thrift::{BINARY, I32, STRUCT, Thrift, zigzag};

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Whole numbers of 32 bits.
    Int32,
    /// Whole numbers of 64 bits.
    Int64,
    /// Numbers.
    Double,
    /// Yes or no, packed as bits.
    Boolean,
    /// Days, as days since 1970-01-01 in 32 bits.
    Date,
    /// Text in UTF-8.
    Text,
    /// Bytes.
    Binary,
}

impl Kind {
    /// Codes of `Type` in the format's Thrift definition.
    fn code(self) -> i64 {
        match self {
            Self::Boolean => 0,
            Self::Int32 | Self::Date => 1,
            Self::Int64 => 2,
            Self::Double => 5,
            Self::Text | Self::Binary => 6,
        }
    }

    /// Codes of `ConvertedType` there.
    fn converted(self) -> Option<i64> {
        match self {
            Self::Text => Some(0),
            Self::Date => Some(6),
            _ => None,
        }
    }
}

/// A column of a file.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its type.
    pub kind: Kind,
    /// Whether values may be missing: its chunks are then made by [`nullable`].
    pub nullable: bool,
}

/// A row group, encoded: its columns in the order of the schema.
pub type Group = Vec<Chunk>;

const MAGIC: &[u8] = b"PAR1";

/// A file under way.
pub struct File<W> {
    out: W,
    fields: Vec<Field>,
    at: usize,
    rows: usize,
    groups: Vec<Vec<u8>>,
}

impl<W: Write> File<W> {
    /// Begins a file.
    pub fn new(mut out: W, fields: Vec<Field>) -> io::Result<Self> {
        out.write_all(MAGIC)?;
        Ok(Self { out, fields, at: MAGIC.len(), rows: 0, groups: Vec::new() })
    }

    /// Adds a row group.
    pub fn group(&mut self, group: &Group) -> io::Result<()> {
        let mut columns = Vec::new();
        for (chunk, field) in group.iter().zip(&self.fields) {
            columns.push(column(field, chunk, self.at));
            self.out.write_all(&chunk.bytes)?;
            self.at += chunk.bytes.len();
        }
        let count = group.first().map_or(0, |c| c.values);
        let mut told = Thrift::default();
        told.list(1, STRUCT, &columns);
        told.wide(2, group.iter().map(|c| c.plain as i64).sum()).wide(3, count as i64);
        self.groups.push(told.end());
        self.rows += count;
        Ok(())
    }

    /// Ends the file, with what else it tells of itself.
    pub fn finish(mut self, metadata: &[(&str, String)]) -> io::Result<()> {
        let mut root = Thrift::default();
        root.words(4, "schema").int(5, self.fields.len() as i64);
        let elements: Vec<Vec<u8>> =
            std::iter::once(root.end()).chain(self.fields.iter().map(element)).collect();
        let mut footer = Thrift::default();
        footer.int(1, 1).list(2, STRUCT, &elements);
        footer.wide(3, self.rows as i64).list(4, STRUCT, &self.groups);
        if !metadata.is_empty() {
            let pair = |(key, value): &(&str, String)| {
                let mut told = Thrift::default();
                told.words(1, key).words(2, value);
                told.end()
            };
            footer.list(5, STRUCT, &metadata.iter().map(pair).collect::<Vec<_>>());
        }
        footer.words(6, "faleme");
        let footer = footer.end();
        self.out.write_all(&footer)?;
        self.out.write_all(&(footer.len() as u32).to_le_bytes())?;
        self.out.write_all(MAGIC)?;
        self.out.flush()
    }
}

/// Writes a whole file of columns in which nothing is missing.
pub fn write(out: impl Write, schema: &[(&str, Kind)], groups: &[Group]) -> io::Result<()> {
    let field =
        |(name, kind): &(&str, Kind)| Field { name: (*name).to_owned(), kind: *kind, nullable: false };
    let mut file = File::new(out, schema.iter().map(field).collect())?;
    groups.iter().try_for_each(|group| file.group(group))?;
    file.finish(&[])
}

fn element(field: &Field) -> Vec<u8> {
    let mut told = Thrift::default();
    told.int(1, field.kind.code()).int(3, i64::from(field.nullable)).words(4, &field.name);
    if let Some(code) = field.kind.converted() {
        told.int(6, code);
    }
    told.end()
}

fn column(field: &Field, chunk: &Chunk, at: usize) -> Vec<u8> {
    let codes: &[i64] = if chunk.compressed { &[PLAIN, RLE] } else { &[PLAIN, RLE, DICTIONARY] };
    let codes: Vec<Vec<u8>> = codes.iter().map(|code| zigzag(*code)).collect();
    let mut told = Thrift::default();
    told.wide(2, at as i64).open(3);
    told.int(1, field.kind.code()).list(2, I32, &codes).list(3, BINARY, &[thrift::text(&field.name)]);
    told.int(4, if chunk.compressed { 2 } else { 0 }).wide(5, chunk.values as i64);
    told.wide(6, chunk.plain as i64).wide(7, chunk.bytes.len() as i64).wide(9, (at + chunk.data) as i64);
    if chunk.data > 0 {
        told.wide(11, at as i64);
    }
    told.close();
    told.end()
}

#[cfg(test)]
pub(super) mod reading;

#[cfg(test)]
mod tests {
    use super::*;

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
