//! `threats`: announced threats and what carried them out.

use crate::cli::Question;
use crate::on_day::OnDay;
use crate::output::Output;
use crate::show;
use anyhow::Result;
use std::process::ExitCode;

/// Lists announced threats with the incidents that fit them.
pub fn run(args: &Question, out: Output) -> Result<ExitCode> {
    let asked = OnDay::of(args, out)?;
    let found = asked.ask(events::threats);
    let shown = show::threats(&asked.view, &found);
    out.result(&shown, || show::threats_table(&shown))?;
    if shown.is_empty() {
        out.note("no announced threat is told");
    }
    Ok(ExitCode::SUCCESS)
}
