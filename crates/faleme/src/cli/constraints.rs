//! What limits access, who is said to hold what, what was threatened, what was hit.

use super::Form;
use base::Date;
use clap::Args;
use std::path::PathBuf;

/// A question to a case on a day: `constraints`, `control`, `threats`, `interests`.
#[derive(Clone, Debug, Args)]
pub struct Question {
    /// Case folder
    pub dir: PathBuf,
    /// What could be known on that day [default: the case's own, else everything]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    #[command(flatten)]
    pub form: Form,
}
