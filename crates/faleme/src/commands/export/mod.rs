//! `export`.

use crate::cli::Export as Args;

use anyhow::{Result, bail};
use std::process::ExitCode;

/// Carries it out.
pub fn run(args: &Args, quiet: bool) -> Result<ExitCode> {
    let _ = quiet;
    bail!("{}: not built yet", args.dir.display())
}
