//! `outlook`: what may come, beside a baseline and its record.

mod corridors;

use crate::cli::Outlook;
use crate::output::Output;
use anyhow::{Result, bail};
use std::process::ExitCode;

/// Not built yet.
pub fn run(args: &Outlook, out: Output) -> Result<ExitCode> {
    if args.corridors {
        return corridors::run(args, out);
    }
    bail!("{}: not built yet", args.dir.display())
}
