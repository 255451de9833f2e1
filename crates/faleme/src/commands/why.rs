//! `why`: from any id back to the sentence it rests on.

mod alerts;
mod drawn;
mod entry;
mod forecast;
mod letters;
mod neighbours;
mod node;
mod parameter;
mod partners;
mod people;
mod prices;
mod responses;
mod rows;
mod share;
mod signal;
mod trail;

use crate::case::Case;
use crate::cli::Why;
use crate::commands::responses::on_record;
use crate::opened::Opened;
use crate::output::Output;
use crate::store::Store;
use crate::view::{View, as_of};
use anyhow::{Result, bail};
use base::Date;
use exchange::alerts::Alert;
use outlook::response::Signal;
use std::process::ExitCode;
use trail::Trail;

pub use node::{Node, place};

#[cfg(test)]
mod footnotes;
#[cfg(test)]
mod tests;

/// Follows an id, or a footnote of the last letter.
pub fn run(args: &Why, out: Output) -> Result<ExitCode> {
    let case = Case::load(&args.dir)?;
    let store = Store::open_to_ask(&args.dir)?;
    let day = as_of(&store, &case, args.as_of, out)?;
    let view = View::load(&store, &case, day)?;
    let trail = Trail::new(&store, &case, &view, &args.dir);
    let found = match trail_of(&trail, &args.id, day, out)? {
        Some(node) => Some(node),
        // What partners sent is followed here alone: it is not handed on.
        None => partners::node(&trail, &args.id, day)?,
    };
    let Some(node) = found else {
        bail!("there is nothing called `{}` in this case{}", args.id, later(&store, &view, &args.id)?);
    };
    out.result(&node, || node.tree())?;
    Ok(ExitCode::SUCCESS)
}

/// The steps behind an id, as far as those who ask may see; `to_share` leaves what may not be handed on.
pub fn steps(
    opened: &Opened,
    view: &View,
    day: Option<Date>,
    id: &str,
    to_share: bool,
    out: Output,
) -> Result<Option<Node>> {
    let blur = opened.blur()?;
    let mut trail = Trail::new(&opened.store, &opened.case, view, &opened.dir);
    if to_share {
        trail = trail.sharing(&blur);
    }
    // A footnote that the last letter does not have is nothing, as any other id that nothing is called by.
    if let Some(label) = letters::label(id)
        && opened.store.footnote(&label)?.is_none()
    {
        return Ok(None);
    }
    trail_of(&trail, id, day, out)
}

fn trail_of(trail: &Trail<'_>, id: &str, day: Option<Date>, out: Output) -> Result<Option<Node>> {
    if let Some(label) = letters::label(id) {
        return letters::footnote(trail.store, &|id| trail.follow(id), &label);
    }
    if id.starts_with(responses::RESPONSE) {
        let register = on_record(trail.dir, trail.case, trail.view, day, out)?;
        return Ok(responses::node(&register, id, |claim| trail.follow(claim).ok().flatten()));
    }
    if id.starts_with(Signal::PREFIX) {
        return signal::node(trail, id, day, out);
    }
    if id.starts_with(Alert::PREFIX) {
        return alerts::node(trail, id);
    }
    match trail.follow(id)? {
        Some(node) => Ok(Some(node)),
        None => drawn::drawn(id, trail, day),
    }
}

/// A claim that exists but is not counted on this day deserves a word more than "nothing".
fn later(store: &Store, view: &View, id: &str) -> Result<&'static str> {
    let claim = base::ClaimId::parse(id);
    let hidden = store.claim(&claim)?.is_some() && !view.claims.iter().any(|c| c.id == claim);
    Ok(if hidden { " on that day: its document was published later (--as-of)" } else { "" })
}
