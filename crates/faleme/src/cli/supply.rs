//! What a disturbed day does to supply.

use super::Form;
use base::Date;
use clap::Args;
use std::path::PathBuf;

/// How ranges are found.
#[derive(Clone, Copy, Debug, Args)]
pub struct Ranges {
    /// Sets of values drawn from the parameters' ranges; 0: best values only
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u32).range(..=100_000))]
    pub draws: u32,
    /// Seed of the draws
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
}

/// `supply`
#[derive(Debug, Args)]
pub struct Supply {
    /// Case folder
    pub dir: PathBuf,
    /// What could be known on that day [default: the case's own, else today]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// Days looked ahead, with constraints as they are on the day
    #[arg(long, value_name = "DAYS", default_value_t = 60, value_parser = clap::value_parser!(u16).range(..=730))]
    pub days: u16,
    #[command(flatten)]
    pub ranges: Ranges,
    #[command(flatten)]
    pub form: Form,
}

/// `scenario`
#[derive(Debug, Args)]
pub struct Scenario {
    /// Case folder
    pub dir: PathBuf,
    /// What is supposed: constraints that hold, change or end (docs/supply.md)
    #[arg(value_name = "FILE.toml")]
    pub file: PathBuf,
    /// What could be known on that day [default: the case's own, else today]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// Days looked ahead
    #[arg(long, value_name = "DAYS", default_value_t = 60, value_parser = clap::value_parser!(u16).range(1..=730))]
    pub days: u16,
    #[command(flatten)]
    pub ranges: Ranges,
    #[command(flatten)]
    pub form: Form,
}
