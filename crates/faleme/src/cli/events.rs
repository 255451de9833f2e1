//! The list of incidents.

use base::Date;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Form of a list of events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum EventsFormat {
    /// Columns for people.
    #[default]
    Table,
    /// One JSON document for scripts.
    Json,
    /// A table for a spreadsheet.
    Csv,
    /// Points for a map (RFC 7946).
    Geojson,
}

/// `events`
#[derive(Debug, Args)]
pub struct Events {
    /// Case folder
    pub dir: PathBuf,
    /// Only events in this area: a place, division, country, or area of the case
    #[arg(long)]
    pub area: Option<String>,
    /// Only this type, such as `armed_attack`
    #[arg(long = "type", value_name = "TYPE")]
    pub event_type: Option<String>,
    /// Only events that reach to this day or later
    #[arg(long, value_name = "DATE")]
    pub from: Option<Date>,
    /// Only events that begin on this day or earlier
    #[arg(long, value_name = "DATE")]
    pub to: Option<Date>,
    /// What could be known on that day [default: the case's own, else everything]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// Form of the result
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    pub format: EventsFormat,
}
