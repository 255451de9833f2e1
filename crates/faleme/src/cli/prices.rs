//! Market prices.

use super::Form;
use base::Date;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// `prices`
#[derive(Debug, Args)]
pub struct Prices {
    /// Case folder
    pub dir: PathBuf,
    /// What could be known on that day, and the day of the grades [default: the case's own, else the last day of each table]
    #[arg(long, value_name = "DATE", global = true)]
    pub as_of: Option<Date>,
    /// Only this market, by its name without regard to accents; again for more
    #[arg(long, value_name = "NAME")]
    pub market: Vec<String>,
    /// Only this commodity, such as `millet`; again for more
    #[arg(long, value_name = "NAME", global = true)]
    pub commodity: Vec<String>,
    #[command(flatten)]
    pub form: Form,
    /// What to do; nothing shows the prices
    #[command(subcommand)]
    pub action: Option<PricesAction>,
}

/// What to do with prices.
#[derive(Debug, Subcommand)]
pub enum PricesAction {
    /// Add price tables: WFP (old and present layout), World Bank RTFP, or any CSV with a mapping
    Import {
        /// Files
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Which columns mean what, for a CSV of another layout (docs/prices.md)
        #[arg(long, value_name = "FILE.toml")]
        map: Option<PathBuf>,
        /// The day that the table was published [default: the latest day in it]
        #[arg(long, value_name = "DATE")]
        released: Option<Date>,
    },
    /// Take a file out
    Remove {
        /// Name of the file, as `list` shows it
        name: String,
    },
    /// List the imported files
    List,
    /// Compare a market with its neighbours before and after a constraint
    Compare {
        /// The market
        market: String,
        /// The constraint, `cst-…`, or the day that it began
        #[arg(long, value_name = "ID|DATE")]
        since: String,
        /// Neighbours lie this near, or in the same first-level division where coordinates are missing
        #[arg(long, value_name = "KM", default_value_t = 200.0)]
        within: f64,
        /// Months that count on either side
        #[arg(long, value_name = "N", default_value_t = 12, value_parser = clap::value_parser!(u8).range(3..=60))]
        months: u8,
    },
}
