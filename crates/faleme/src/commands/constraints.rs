//! `constraints`: what limits access, with every status told of it.

use crate::cli::Question;
use crate::on_day::OnDay;
use crate::output::Output;
use crate::show;
use anyhow::Result;
use std::process::ExitCode;

/// Lists the constraints of a case.
pub fn run(args: &Question, out: Output) -> Result<ExitCode> {
    let asked = OnDay::of(args, out)?;
    let found = asked.ask(events::constraints);
    let shown = show::constraints(&asked.view, &found);
    out.result(&shown, || show::constraints_text(&shown))?;
    if shown.is_empty() {
        out.note("nothing that limits access is told");
    }
    Ok(ExitCode::SUCCESS)
}
