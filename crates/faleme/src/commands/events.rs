//! `events`

use crate::cli::Events;
use anyhow::{Result, bail};
use std::process::ExitCode;

/// Not built yet.
pub fn run(_: &Events, _quiet: bool) -> Result<ExitCode> {
    bail!("`events` is not built yet")
}
