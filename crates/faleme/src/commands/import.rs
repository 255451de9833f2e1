//! `import`

use crate::cli::Import;
use crate::output::Output;
use anyhow::{Result, bail};
use std::process::ExitCode;

/// Not built yet.
pub fn run(_: &Import, _: Output) -> Result<ExitCode> {
    bail!("`import` is not built yet")
}
