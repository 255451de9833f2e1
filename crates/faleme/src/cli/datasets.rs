//! Event datasets: importing releases, comparing them.

use super::Form;
use base::Date;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// A dataset whose layout the program knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Dataset {
    /// UCDP GED: country download, global file, candidate releases.
    Ucdp,
    /// ACLED: CSV before and after 2023, API JSON.
    Acled,
    /// GDELT 1 and 2 event exports.
    Gdelt,
    /// Any table, through a mapping file.
    Csv,
}

/// `import`
#[derive(Debug, Args)]
pub struct Import {
    /// Case folder
    pub dir: PathBuf,
    /// Whose layout the files have
    pub dataset: Dataset,
    /// Files
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Which columns of the table mean what (for `csv`)
    #[arg(long, value_name = "MAP.toml", required_if_eq("dataset", "csv"))]
    pub map: Option<PathBuf>,
    /// Name of the release [default: from the file's name, else its newest date]
    #[arg(long, value_name = "NAME")]
    pub release: Option<String>,
    /// When it was released: `--as-of` an earlier day does not know it [default: the newest date in the files]
    #[arg(long, value_name = "DATE")]
    pub released: Option<Date>,
    /// Import nothing if any row would be flagged or refused
    #[arg(long)]
    pub strict: bool,
    #[command(flatten)]
    pub form: Form,
}

/// `diff`
#[derive(Debug, Args)]
pub struct Diff {
    /// Case folder
    pub dir: PathBuf,
    /// Dataset, such as `ucdp`
    pub dataset: String,
    /// The older release [default: the one before the newer]
    #[arg(long, value_name = "NAME")]
    pub from: Option<String>,
    /// The newer release [default: the newest]
    #[arg(long, value_name = "NAME")]
    pub to: Option<String>,
    #[command(flatten)]
    pub form: Form,
}
