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
    /// What could be known on that day [default: the case's own, else today]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// Only this market; again for more
    #[arg(long, value_name = "NAME")]
    pub market: Vec<String>,
    /// Only this commodity, such as `millet`; again for more
    #[arg(long, value_name = "NAME")]
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
    },
}
