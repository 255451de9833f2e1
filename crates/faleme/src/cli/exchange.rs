//! `export`, `share`, `receive` and `partners`.

use super::{Form, Signed, by_name};
use base::{Date, Tlp};
use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand, ValueEnum};
use exchange::formats::Layer;
use std::path::PathBuf;

/// The format of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// Comma-separated values, with HDX HAPI's field names where it has them.
    Csv,
    /// The same with a row of HXL hashtags.
    Hxl,
    /// GeoJSON (RFC 7946).
    Geojson,
    /// FlatGeobuf, for GIS.
    Flatgeobuf,
    /// GeoParquet, for data tools.
    Geoparquet,
    /// CAP 1.2: alerts, one file each.
    Cap,
    /// STIX 2.1, with TLP 2.0 markings.
    Stix,
}

/// Names of the layers that can be exported.
fn layers() -> Vec<&'static str> {
    Layer::all().iter().map(|layer| layer.name.as_str()).collect()
}

/// A marking under which something may be handed on.
fn handed_on(name: &str) -> Result<Tlp, String> {
    match by_name(name)? {
        Tlp::Red => Err("RED is for its recipient alone and is never exported".to_owned()),
        tlp => Ok(tlp),
    }
}

/// `export`
#[derive(Debug, Args)]
pub struct Export {
    /// Case folder
    pub dir: PathBuf,
    /// Format of the file
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: ExportFormat,
    /// File to write (CAP: folder). It takes its name when it is whole; what is there already is replaced only if it is an
    /// earlier export
    #[arg(long, value_name = "PATH")]
    pub out: PathBuf,
    /// What to write; CAP: the case's alerts
    #[arg(long, value_name = "LAYER", default_value = "events", value_parser = PossibleValuesParser::new(layers()))]
    pub what: String,
    /// What could be known on that day [default: the case's own, else everything]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// For readers who may see so much: CLEAR, GREEN, AMBER, AMBER+STRICT; what is marked more strictly is left out
    #[arg(long, value_parser = handed_on, default_value = "CLEAR")]
    pub tlp: Tlp,
    /// One JSON document on standard output: the files written, with their rows
    #[arg(long)]
    pub json: bool,
}

/// `share`
#[derive(Debug, Args)]
pub struct Share {
    /// Case folder
    pub dir: PathBuf,
    /// Partner, by the name in `partners`
    #[arg(long, value_name = "PARTNER")]
    pub to: String,
    /// Share what is marked so or less strictly; never above what the partner may hold
    #[arg(long, value_parser = by_name::<Tlp>, default_value = "GREEN")]
    pub tlp: Tlp,
    /// What could be known on that day [default: the case's own, else everything]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// File to write [default: DIR/outbox/CASE-to-PARTNER-NUMBER.bundle]
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub form: Form,
}

/// `receive`
#[derive(Debug, Args)]
pub struct Receive {
    /// Case folder
    pub dir: PathBuf,
    /// Bundles; none shows what is shared by now: the view that partners can compare
    pub bundles: Vec<PathBuf>,
    /// Take back what this partner sent: it no longer counts
    #[arg(long, value_name = "PARTNER", conflicts_with = "bundles")]
    pub withdraw: Option<String>,
    #[command(flatten)]
    pub form: Form,
}

/// `partners`
#[derive(Debug, Args)]
pub struct Partners {
    /// Case folder
    pub dir: PathBuf,
    #[command(flatten)]
    pub form: Form,
    /// What to do; nothing lists them
    #[command(subcommand)]
    pub action: Option<PartnersAction>,
}

/// What to do with partners.
#[derive(Debug, Subcommand)]
pub enum PartnersAction {
    /// Print one's own keys, to be handed to partners; made at the first time
    Key {
        /// Make new ones: the old ones are gone, and partners must be given the new ones
        #[arg(long)]
        renew: bool,
    },
    /// List partners, their keys and what they sent
    List,
    /// Add a partner, or give one a new key
    Add {
        /// Name
        name: String,
        /// Their public signing key, as their `partners key` prints it
        #[arg(long, value_name = "KEY")]
        key: String,
        /// Their public age recipient: what is shared with them is encrypted
        #[arg(long, value_name = "AGE")]
        encrypt: Option<String>,
        /// The strictest marking that they may hold [default: as it was; GREEN for a new partner]
        #[arg(long, value_parser = by_name::<Tlp>)]
        holds: Option<Tlp>,
    },
    /// A partner's keys no longer hold: bundles signed with them are refused, and what they sent no longer counts
    Revoke {
        /// Name
        name: String,
        #[command(flatten)]
        signed: Signed,
    },
    /// Mark a record that a partner sent: never looser than it came, and what came unmarked never CLEAR
    Mark {
        /// Record, as `receive DIR` lists it
        id: String,
        /// Its marking: GREEN, AMBER, AMBER+STRICT, RED
        #[arg(long, value_parser = by_name::<Tlp>)]
        tlp: Tlp,
        #[command(flatten)]
        signed: Signed,
    },
    /// List what was shared, received, refused and revoked, the last first
    Log {
        /// At most so many
        #[arg(long, value_name = "N", default_value_t = 50)]
        limit: usize,
    },
}
