//! `supply`.

use crate::cli::Supply;
use crate::output::Output;
use anyhow::{Result, bail};
use std::process::ExitCode;

/// Not built yet.
pub fn run(_args: &Supply, _out: Output) -> Result<ExitCode> {
    bail!("not built yet")
}
