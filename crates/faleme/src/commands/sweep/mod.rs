//! `sweep`: drawn futures run through corridors and supply.

use crate::cli::Sweep;
use crate::output::Output;
use anyhow::{Result, bail};
use std::process::ExitCode;

/// Not built yet.
pub fn run(args: &Sweep, _out: Output) -> Result<ExitCode> {
    bail!("{}: not built yet", args.dir.display())
}
