//! `trend`

use crate::cli::Trend;
use crate::output::Output;
use anyhow::{Result, bail};
use std::process::ExitCode;

/// Not built yet.
pub fn run(_: &Trend, _: Output) -> Result<ExitCode> {
    bail!("`trend` is not built yet")
}
