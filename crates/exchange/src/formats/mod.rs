//! Rows in, files in open formats out.
//!
//! In: a [`Layer`] with its columns, its rows as the API shows them, a [`Provenance`](crate::Provenance). Out: bytes, row by row: a
//! [`Writer`] holds what its format makes it hold and nothing else, so that a long layer takes no more room than a short one.
//!
//! | format | holds of all rows | place for provenance |
//! |---|---|---|
//! | [`csv`], HXL | nothing | a file beside it |
//! | [`geojson`] | nothing | members of the collection |
//! | [`flatgeobuf`] | some 140 bytes a row, for its index | the header |
//! | [`geoparquet`] | one row group | key-value metadata of the footer |
//! | [`stix`] | the ids of rows and places | licence and marking inside, the rest in a file beside it |

pub mod cell;
pub mod csv;
mod cut;
pub mod flatgeobuf;
pub mod geojson;
pub mod geometry;
pub mod geoparquet;
pub mod layer;
pub mod parquet;
pub mod stix;
#[cfg(test)]
pub mod testing;
mod wkb;

pub use cell::{Cell, Kind};
pub use geometry::Geometry;
pub use layer::{Column, Layer, Misfit, Row};

use std::io;

/// Writes one file, row by row.
pub trait Writer {
    /// Adds a row: a cell for each column of the layer.
    fn row(&mut self, row: &Row) -> io::Result<()>;

    /// Ends the file.
    fn finish(self: Box<Self>) -> io::Result<()>;
}
