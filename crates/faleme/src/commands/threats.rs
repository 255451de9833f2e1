//! `threats`

use crate::cli::Question;
use crate::output::Output;
use anyhow::{Result, bail};
use std::process::ExitCode;

/// Not built yet.
pub fn run(_: &Question, _: Output) -> Result<ExitCode> {
    bail!("`threats` is not built yet")
}
