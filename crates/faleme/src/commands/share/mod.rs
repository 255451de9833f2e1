//! `share`.

use crate::cli::Share as Args;
use crate::output::Output;
use anyhow::{Result, bail};
use std::process::ExitCode;

/// Carries it out.
pub fn run(args: &Args, out: Output) -> Result<ExitCode> {
    let _ = out;
    bail!("{}: not built yet", args.dir.display())
}
