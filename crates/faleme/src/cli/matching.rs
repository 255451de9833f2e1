//! Matching two event tables without a case.

use super::Form;
use clap::Args;
use std::path::PathBuf;

/// `match`
#[derive(Debug, Args)]
pub struct Match {
    /// Table with columns id, date, latitude, longitude, type, actor, place, fatalities; others are ignored, and any but
    /// `id` may be missing
    pub left: PathBuf,
    /// The other table
    pub right: PathBuf,
    /// The true pairs, columns left and right: adds precision, recall and F1
    #[arg(long, value_name = "FILE")]
    pub truth: Option<PathBuf>,
    #[command(flatten)]
    pub form: Form,
}
