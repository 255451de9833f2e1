//! `control`: who is said to hold what.

use crate::cli::Question;
use crate::on_day::OnDay;
use crate::output::Output;
use crate::show;
use anyhow::Result;
use std::process::ExitCode;

/// Lists holds reported in a case.
pub fn run(args: &Question, out: Output) -> Result<ExitCode> {
    let asked = OnDay::of(args, out)?;
    let found = asked.ask(events::control);
    let shown = show::control(&asked.view, &found);
    out.result(&shown, || show::control_table(&shown))?;
    if shown.is_empty() {
        out.note("no claim of control is told");
    }
    Ok(ExitCode::SUCCESS)
}
