//! OpenStreetMap PBF files in, roads out.
//!
//! [`read_roads`] keeps of one file what a network needs; [`network`] joins the roads of several files and contracts
//! them. [`read_graph`] is for timing engines.

mod barriers;
mod blob;
mod block;
mod clean;
mod error;
mod graph;
mod ids;
mod issues;
mod join;
mod number;
mod numbering;
mod read;
mod roads;
mod rules;
mod tags;
mod turns;
mod units;
mod wire;

pub use error::OsmError;
pub use graph::{Graph, Speeds, read_graph};
pub use join::{LICENCE, network};
pub(crate) use number::names as road_names;
pub use number::road_number;
pub use read::{Bounds, read_roads};
pub use roads::{Counts, Roads};
pub(crate) use units::{Told, height, mass, speed};
