//! What changed since a letter, as those who ask may see it.

use super::asked::Asked;
use super::ground::{handed, on};
use crate::commands::letter::differences::{Difference, Kind};
use crate::opened::Opened;
use crate::show::{Handed, months};
use crate::view::View;
use anyhow::Result;

/// The changes: to readers, places are told as districts, and what shows where forces stand by month and region.
pub fn shown(opened: &Opened, asked: &Asked, changes: &[Difference]) -> Result<Vec<Difference>> {
    let (view, blur) = (opened.view(Some(on(opened, asked)))?, opened.blur()?);
    let handed = handed(opened, asked, (&view, &blur));
    Ok(changes
        .iter()
        .map(|change| handed.as_ref().map_or_else(|| change.clone(), |h| blurred(change, h, &view)))
        .collect())
}

fn blurred(change: &Difference, handed: &Handed<'_>, view: &View) -> Difference {
    // What was told before and is no longer cannot be looked at.
    let coarse = change.change == Kind::Withdrawn || hides(&change.id, handed, view);
    let places = handed.places_named(&change.places, &view.claims, coarse);
    let date = if coarse { change.date.and_then(months) } else { change.date };
    Difference { places: places.iter().map(|p| p.name.to_owned()).collect(), date, ..change.clone() }
}

/// Whether an event, or one that a contradiction is about, is told by month and region only.
fn hides(id: &str, handed: &Handed<'_>, view: &View) -> bool {
    let mut about =
        view.resolution.contradictions.iter().filter(|c| c.id.as_str() == id).flat_map(|c| &c.events);
    handed.hides_event_called(id) || about.any(|event| handed.hides_event(event))
}
