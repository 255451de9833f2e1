//! `contradictions`: what cannot all be so.

use crate::case::Case;
use crate::cli::Contradictions;
use crate::output::Output;
use crate::show;
use crate::store::Store;
use crate::view::{View, as_of};
use anyhow::Result;
use std::process::ExitCode;

/// Lists the contradictions of a case.
pub fn run(args: &Contradictions, out: Output) -> Result<ExitCode> {
    let case = Case::load(&args.dir)?;
    let store = Store::open_to_ask(&args.dir)?;
    let view = View::load(&store, &case, as_of(&store, &case, args.as_of, out)?)?;
    let shown = show::contradictions(&view);
    out.result(&shown, || show::contradictions_text(&shown))?;
    if shown.is_empty() {
        out.note("no contradictions");
    }
    Ok(ExitCode::SUCCESS)
}
