//! `contradictions`: what cannot all be so, within the case and between it and its partners.

use crate::case::Case;
use crate::cli::Contradictions;
use crate::commands::receive::Beside;
use crate::output::Output;
use crate::show;
use crate::store::Store;
use crate::view::{View, as_of};
use anyhow::Result;
use serde::Serialize;
use std::process::ExitCode;

/// A contradiction of either sort.
#[derive(Serialize)]
#[serde(untagged)]
enum Shown<'a> {
    Within(show::ContradictionShown<'a>),
    WithPartner(show::PartnerShown<'a>),
}

/// Lists the contradictions of a case.
pub fn run(args: &Contradictions, out: Output) -> Result<ExitCode> {
    let case = Case::load(&args.dir)?;
    let store = Store::open_to_ask(&args.dir)?;
    let day = as_of(&store, &case, args.as_of, out)?;
    let view = View::load(&store, &case, day)?;
    let beside = Beside::load(&store, &view, &case, day)?;
    let differing = beside.map(|b| b.disagreements()).unwrap_or_default();
    let within = show::contradictions(&view);
    let text = format!("{}{}", show::contradictions_text(&within), show::with_partners_text(&differing));
    let partners = show::with_partners(&differing).into_iter().map(Shown::WithPartner);
    let shown: Vec<Shown<'_>> = within.into_iter().map(Shown::Within).chain(partners).collect();
    out.result(&shown, || text)?;
    if shown.is_empty() {
        out.note("no contradictions");
    }
    Ok(ExitCode::SUCCESS)
}
