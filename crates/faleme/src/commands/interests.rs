//! `interests`: economic sites reported hit or closed, as counts.

use crate::asked::Asked;
use crate::cli::Question;
use crate::output::Output;
use crate::show;
use anyhow::Result;
use std::process::ExitCode;

/// Counts economic sites reported hit or closed.
pub fn run(args: &Question, out: Output) -> Result<ExitCode> {
    let asked = Asked::of(args, out)?;
    let found = asked.ask(events::interests);
    out.result(&found, || show::interests_table(&found))?;
    if found.counts.is_empty() {
        out.note("no economic site is reported hit or closed");
    }
    Ok(ExitCode::SUCCESS)
}
