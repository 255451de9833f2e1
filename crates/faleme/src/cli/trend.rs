//! How incidents develop, and what figures say of it.

use super::Form;
use base::Date;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Length of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// Calendar years.
    Year,
    /// Calendar months.
    Month,
}

/// `trend`
#[derive(Debug, Args)]
pub struct Trend {
    /// Case folder
    pub dir: PathBuf,
    /// Area: a division or country by name, or an area of the case
    #[arg(long)]
    pub area: String,
    /// Length of a period
    #[arg(long, value_enum)]
    pub by: By,
    /// Which boundaries of the area count, by the vintage that the case names [default: those it lists first]
    #[arg(long, value_name = "NAME")]
    pub vintage: Option<String>,
    /// Only this type, such as `armed_attack`
    #[arg(long = "type", value_name = "TYPE")]
    pub event_type: Option<String>,
    /// What could be known on that day [default: the case's own, else everything]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    #[command(flatten)]
    pub form: Form,
}

/// `figures`
#[derive(Debug, Args)]
pub struct Figures {
    /// Case folder
    pub dir: PathBuf,
    /// What could be known on that day [default: the case's own, else everything]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    #[command(flatten)]
    pub form: Form,
}
