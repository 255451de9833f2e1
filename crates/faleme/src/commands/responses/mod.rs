//! `responses`: what was recommended or promised, and what became of it.

use crate::cli::Responses;
use crate::output::Output;
use anyhow::{Result, bail};
use std::process::ExitCode;

/// Not built yet.
pub fn run(args: &Responses, _out: Output) -> Result<ExitCode> {
    bail!("{}: not built yet", args.dir.display())
}
