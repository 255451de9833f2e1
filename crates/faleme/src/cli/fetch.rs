//! `fetch`.

use super::Form;
use clap::Args;
use std::path::PathBuf;

/// `fetch`
#[derive(Debug, Args)]
pub struct Fetch {
    /// Case folder
    pub dir: PathBuf,
    /// Sources by their names in the case; none lists them with what was fetched when
    pub sources: Vec<String>,
    /// Only these countries, by their two or three letters [default: those of the case]
    #[arg(long, value_name = "CODE", num_args = 1..)]
    pub country: Vec<String>,
    /// The licences shown were read and are accepted; without it they are asked for at a terminal
    #[arg(long)]
    pub accept_licence: bool,
    #[command(flatten)]
    pub form: Form,
}
