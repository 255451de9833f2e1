//! `spillover`: what comes to border districts from across the border.

use crate::cli::Spillover;
use crate::output::Output;
use anyhow::{Result, bail};
use std::process::ExitCode;

/// Not built yet.
pub fn run(args: &Spillover, _out: Output) -> Result<ExitCode> {
    bail!("{}: not built yet", args.dir.display())
}
