//! `match`

use crate::cli::Match;
use crate::output::Output;
use anyhow::{Result, bail};
use std::process::ExitCode;

/// Not built yet.
pub fn run(_: &Match, _: Output) -> Result<ExitCode> {
    bail!("`match` is not built yet")
}
