//! Who can pass where, and the ways round.

use super::Form;
use base::Date;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Form of an answer that has a map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum RoadsFormat {
    /// Columns for people.
    #[default]
    Table,
    /// One JSON document for scripts.
    Json,
    /// Lines for a map (RFC 7946).
    Geojson,
}

/// Who asks, for what day.
#[derive(Clone, Debug, Args)]
pub struct Who {
    /// Case folder
    pub dir: PathBuf,
    /// What could be known on that day [default: the case's own, else today]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// Vehicle class: tanker, truck, bus, relief_4x4, ambulance, car, or one of the case's own
    #[arg(long, value_name = "CLASS")]
    pub class: Option<String>,
    /// Goods carried beside those of the class, such as `fuel` or `food`
    #[arg(long, value_name = "GOODS")]
    pub goods: Vec<String>,
    /// The carrier, where one may be told to stop
    #[arg(long, value_name = "NAME")]
    pub operator: Option<String>,
}

/// `status`
#[derive(Debug, Args)]
pub struct Status {
    #[command(flatten)]
    pub who: Who,
    /// Form of the result
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    pub format: RoadsFormat,
}

/// `route`
#[derive(Debug, Args)]
pub struct Route {
    #[command(flatten)]
    pub who: Who,
    /// Where it starts: a place of the case or of its roads
    #[arg(long)]
    pub from: String,
    /// Where it leads
    #[arg(long)]
    pub to: String,
    /// At most so many other ways
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub alternatives: usize,
    /// Hour of departure, for curfews
    #[arg(long, value_name = "HH:MM", default_value = "06:00", value_parser = minute)]
    pub departure: u16,
    /// Form of the result
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    pub format: RoadsFormat,
}

/// `access`
#[derive(Debug, Args)]
pub struct Access {
    #[command(flatten)]
    pub who: Who,
    /// Only the places reached from this one
    #[arg(long, value_name = "PLACE", requires = "within")]
    pub from: Option<String>,
    /// So many hours at most, driving and waiting at borders
    #[arg(long, value_name = "HOURS", requires = "from", value_parser = hours)]
    pub within: Option<f64>,
    /// Only the ways between each two of these places
    #[arg(long, value_name = "PLACE,PLACE,…", value_delimiter = ',', num_args = 1, conflicts_with = "from")]
    pub between: Vec<String>,
    #[command(flatten)]
    pub form: Form,
}

/// Hours, 0 or more.
fn hours(text: &str) -> Result<f64, String> {
    let hours = text.parse::<f64>().ok().filter(|h| h.is_finite() && *h >= 0.0);
    hours.ok_or_else(|| format!("`{text}` is no number of hours such as 12 or 7.5"))
}

/// Minutes after midnight.
fn minute(text: &str) -> Result<u16, String> {
    let hours = corridors::DayHours::parse(text, "24:00");
    hours.map(|h| h.from).ok_or_else(|| format!("`{text}` is no time of day such as 06:00"))
}
