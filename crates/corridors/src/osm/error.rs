//! Why a file cannot be read.

use std::io;

/// What is wrong with a message inside a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damage(pub &'static str);

/// Why no roads could be read from a file. Nothing of it is used then: half a country would look like a broken road.
#[derive(Debug, thiserror::Error)]
pub enum OsmError {
    /// The file does not begin as an OpenStreetMap PBF does.
    #[error(
        "this is no OpenStreetMap PBF file (.osm.pbf); `osmium cat FILE -o NEW.osm.pbf` converts OpenStreetMap XML, and `roads import-geojson` reads GeoJSON"
    )]
    NotPbf,
    /// The file ends inside a block.
    #[error("the file ends in the middle of a block, at byte {at}: the download was cut short")]
    Truncated {
        /// Where the block starts.
        at: u64,
    },
    /// A block cannot be decoded.
    #[error("the block at byte {at} is damaged: {what}")]
    Damaged {
        /// Where the block starts.
        at: u64,
        /// What is wrong.
        what: &'static str,
    },
    /// Its roads do not fit into memory.
    #[error(
        "its roads have more than {0} nodes, more than a continent has: give --bbox W,S,E,N, or a smaller extract"
    )]
    TooLarge(usize),
    /// The file asks for something this program does not do.
    #[error("the file uses {0}, which is not read here: convert it with `osmium cat FILE -o NEW.osm.pbf`")]
    Unsupported(String),
    /// The disk says no.
    #[error(transparent)]
    Read(#[from] io::Error),
}

impl OsmError {
    /// Damage at a byte of the file.
    pub(super) fn at(at: u64) -> impl Fn(Damage) -> Self {
        move |Damage(what)| Self::Damaged { at, what }
    }
}
