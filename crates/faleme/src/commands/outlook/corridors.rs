//! `outlook --corridors`: how likely each corridor is open, restricted or closed, month by month.

use crate::cli::Outlook;
use crate::output::Output;
use anyhow::{Result, bail};
use std::process::ExitCode;

/// Not built yet.
pub fn run(args: &Outlook, _out: Output) -> Result<ExitCode> {
    bail!("{}: not built yet", args.dir.display())
}
