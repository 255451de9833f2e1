//! Displacement, food security and services.

use super::Form;
use base::Date;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// `people`
#[derive(Debug, Args)]
pub struct People {
    /// Case folder
    pub dir: PathBuf,
    /// What could be known on that day [default: the case's own, else today]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    #[command(flatten)]
    pub form: Form,
    /// What to do; nothing shows who is affected
    #[command(subcommand)]
    pub action: Option<PeopleAction>,
}

/// What to do with tables of people.
#[derive(Debug, Subcommand)]
pub enum PeopleAction {
    /// Add tables: IOM DTM rounds, Cadre Harmonisé or IPC phases, refugees by region
    Import {
        /// Files (.xlsx, .csv)
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// The day that the table was published [default: the latest day in it]
        #[arg(long, value_name = "DATE")]
        released: Option<Date>,
        /// Which column tells what, for a layout that is not known (docs/people.md)
        #[arg(long, value_name = "FILE")]
        map: Option<PathBuf>,
    },
    /// Take a file out
    Remove {
        /// Name of the file, as `list` shows it
        name: String,
    },
    /// List the imported files
    List,
}
