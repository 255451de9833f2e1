//! The road network of a case.

use super::Form;
use clap::{Args, Subcommand};
use corridors::osm::Bounds;
use std::path::PathBuf;

/// `roads`
#[derive(Debug, Args)]
pub struct Roads {
    /// Case folder
    pub dir: PathBuf,
    #[command(flatten)]
    pub form: Form,
    /// What to do; nothing lists the files of the network
    #[command(subcommand)]
    pub action: Option<RoadsAction>,
}

/// What to do with the network.
#[derive(Debug, Subcommand)]
pub enum RoadsAction {
    /// Add OpenStreetMap files (.osm.pbf); a file of the same name replaces its older release
    Import {
        /// Files
        #[arg(required = true, value_name = "FILE.osm.pbf")]
        files: Vec<PathBuf>,
        /// Only what lies inside these degrees
        #[arg(long, value_name = "W,S,E,N", value_parser = bounds, allow_hyphen_values = true)]
        bbox: Option<Bounds>,
    },
    /// Add a network with its own lengths and times (.geojson)
    ImportGeojson {
        /// File
        file: PathBuf,
    },
    /// Take a file out of the network
    Remove {
        /// Name of the file, as `list` shows it
        name: String,
    },
    /// List the files that the network is made of
    List,
}

fn bounds(words: &str) -> Result<Bounds, String> {
    let numbers: Result<Vec<f64>, _> = words.split(',').map(|w| w.trim().parse::<f64>()).collect();
    let Ok([west, south, east, north]) = numbers.as_deref() else {
        return Err("four numbers are wanted: west, south, east, north, as in -12.5,13,-7,15.5".into());
    };
    let bounds = Bounds { west: *west, south: *south, east: *east, north: *north };
    let on_earth = west.abs() <= 180.0 && east.abs() <= 180.0 && south.abs() <= 90.0 && north.abs() <= 90.0;
    if on_earth && west < east && south < north {
        Ok(bounds)
    } else {
        Err("west must be less than east and south less than north, in degrees from -180 to 180 and -90 to 90".into())
    }
}
