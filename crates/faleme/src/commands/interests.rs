//! `interests`: economic sites reported hit or closed, as counts.

use crate::case::Case;
use crate::cli::Question;
use crate::on_day::OnDay;
use crate::output::Output;
use crate::show;
use crate::store::Store;
use anyhow::Result;
use events::whole_months;
use std::process::ExitCode;

/// Counts economic sites reported hit or closed.
pub fn run(args: &Question, out: Output) -> Result<ExitCode> {
    let case = Case::load(&args.dir)?;
    let store = Store::open_to_ask(&args.dir)?;
    let latest =
        || Ok::<_, anyhow::Error>(store.documents(None, false)?.iter().filter_map(|d| d.published).max());
    let day = match args.as_of.or(case.as_of) {
        Some(day) => Some(day),
        None => latest()?,
    };
    drop(store);
    // The whole record of the month's end, so that nothing published since then shows.
    let args = Question { as_of: day.map(whole_months), ..args.clone() };
    let asked = OnDay::of(&args, out)?;
    let found = asked.ask(events::interests);
    if let Some(day) = found.as_of {
        out.note(format!("counted to the end of the last whole month, {day}"));
    }
    out.result(&found, || show::interests_table(&found))?;
    if found.counts.is_empty() {
        out.note("no economic site is reported hit or closed");
    }
    Ok(ExitCode::SUCCESS)
}
