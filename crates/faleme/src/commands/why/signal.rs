//! A signal of `tensions.toml` as `why` shows it: what is so, where the signal is entered, and what crosses it.

use super::entry;
use super::node::Node;
use super::trail::Trail;
use crate::commands::responses::{Board, TENSIONS, early};
use crate::output::Output;
use anyhow::Result;
use base::Date;

/// The signal of this id; one on forecasts that nothing here crosses has its entry alone.
pub fn node(trail: &Trail<'_>, id: &str, day: Option<Date>, out: Output) -> Result<Option<Node>> {
    let board = Board::of(trail.dir, trail.case, trail.view, day, out)?;
    let Some(signal) = board.tensions.signals.iter().find(|signal| signal.id() == id) else {
        return Ok(None);
    };
    let crossed = early(&board, trail.store, Vec::new(), out)?.into_iter().find(|one| one.id == id);
    let at = format!("{TENSIONS}:{}", signal.line);
    // The file of the case is its owner's; that the signal stands there is no secret.
    let entered = if trail.shares() { None } else { entry::node(trail.dir, &at)? };
    let mut from =
        vec![entered.unwrap_or_else(|| Node::new(at.as_str(), "written", at.as_str(), Vec::new()))];
    let evidence = crossed.iter().flat_map(|one| &one.signal.evidence);
    for thing in evidence {
        from.extend(trail.follow(thing)?);
    }
    let said =
        crossed.as_ref().map_or("held against forecasts by `faleme outlook`", |one| one.signal.said.as_str());
    Ok(Some(Node::new(id, "signal", format!("{}: {said}", signal.area.name), from)))
}
