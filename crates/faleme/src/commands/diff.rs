//! `diff`

use crate::cli::Diff;
use crate::output::Output;
use anyhow::{Result, bail};
use std::process::ExitCode;

/// Not built yet.
pub fn run(_: &Diff, _: Output) -> Result<ExitCode> {
    bail!("`diff` is not built yet")
}
