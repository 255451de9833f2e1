//! `figures`

use crate::cli::Figures;
use crate::output::Output;
use anyhow::{Result, bail};
use std::process::ExitCode;

/// Not built yet.
pub fn run(_: &Figures, _: Output) -> Result<ExitCode> {
    bail!("`figures` is not built yet")
}
