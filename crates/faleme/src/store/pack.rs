//! Blocks of rows as bytes.

use anyhow::{Context, Result};
use events::Row;
use events::datasets::{Block, Mark};
use lz4_flex::{compress_prepend_size, decompress_size_prepended};

/// A block as it is kept.
#[derive(Clone, Debug)]
pub struct Packed {
    /// How many rows.
    pub count: u32,
    /// Sixteen bytes a row: what stands for its id, and for its bytes.
    pub marks: Vec<u8>,
    /// Rows and where their records stand in `native`: postcard, then LZ4.
    pub rows: Vec<u8>,
    /// Native records, LZ4.
    pub native: Vec<u8>,
}

/// Packs a block. Rows have plain fields only, which postcard always writes.
pub fn pack(block: &Block) -> Packed {
    let rows = postcard::to_stdvec(&(&block.rows, &block.spans)).unwrap_or_default();
    let mark = |m: &Mark| [m.id.to_le_bytes(), m.bytes.to_le_bytes()].concat();
    Packed {
        count: u32::try_from(block.rows.len()).unwrap_or(u32::MAX),
        marks: block.marks.iter().flat_map(mark).collect(),
        rows: compress_prepend_size(&rows),
        native: compress_prepend_size(&block.native),
    }
}

pub(super) type Unpacked = (Vec<Row>, Vec<(u32, u32)>);

/// The rows of a block, and where their records stand in its native bytes.
pub(super) fn unpack(rows: &[u8]) -> Result<Unpacked> {
    let rows = decompress_size_prepended(rows).context("a block of rows is damaged")?;
    postcard::from_bytes(&rows).context("a block of rows is damaged")
}

/// The marks of a block.
pub(super) fn marks(bytes: &[u8]) -> impl Iterator<Item = Mark> {
    let number = |part: Option<&[u8]>| part.and_then(|p| p.try_into().ok()).map_or(0, u64::from_le_bytes);
    bytes.chunks_exact(16).map(move |m| Mark { id: number(m.get(..8)), bytes: number(m.get(8..)) })
}
