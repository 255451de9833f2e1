//! What documents state, as decisions leave it.

use super::answer::{Answer, Column, Kind, List, column, items};
use super::asked::Asked;
use super::ground::{day, handed, shares, shown_claims};
use super::problem::Problem;
use crate::commands::claims::found;
use crate::opened::Opened;
use crate::store::Wanted;
use base::{Interval, Modality, fold_key};

/// Columns of claims.
pub const COLUMNS: &[Column] = &[
    column("date", "/date", Kind::Date),
    column("type", "/type", Kind::Term),
    column("modality", "/modality", Kind::Term),
    column("places", "/places", Kind::Places),
    column("actor", "/actor", Kind::Text),
    column("reliability", "/reliability", Kind::Text),
    column("credibility", "/credibility", Kind::Text),
    column("decided", "/status", Kind::Term),
    column("quote", "/quote", Kind::Text),
    column("document", "/document", Kind::Text),
    column("id", "/id", Kind::Id),
];

/// The lists of its answers.
pub const LISTS: &[List] = &[items(COLUMNS)];

/// Claims by type, modality, time, place and words.
pub fn answer(opened: &Opened, asked: &Asked) -> Result<Answer, Problem> {
    let as_of = day(opened, asked);
    let view = opened.view(as_of)?;
    let mut wanted = Wanted {
        kind: asked.named("kind")?,
        claim_type: asked.text("type").map(str::to_owned),
        modality: asked.named::<Modality>("modality")?,
        as_of,
        ..Wanted::default()
    };
    let span = Interval { start: asked.read_as("from")?, end: asked.read_as("to")? };
    let (place, words) = (asked.text("place"), asked.text("q"));
    let claims = if shares(asked) {
        opened.store.claims(&wanted)?
    } else {
        (wanted.from, wanted.to) = (span.start, span.end);
        wanted.words = words.map(str::to_owned);
        found(&opened.store, &wanted, place)?
    };
    let blur = opened.blur()?;
    let mut shown = shown_claims(handed(opened, asked, (&view, &blur)).as_ref(), &view, &claims);
    if shares(asked) {
        // What is not shown is not searched either.
        let (place, words) = (place.map(fold_key), words.map(fold_key));
        shown.retain(|c| {
            c.is_within(&span)
                && place.as_deref().is_none_or(|key| c.is_at(key))
                && words.as_deref().is_none_or(|key| c.says(key))
        });
    }
    if let Some(id) = &asked.id {
        shown.retain(|c| c.id() == id);
        if shown.is_empty() {
            return Err(Problem::none(format!("there is no claim `{id}` on that day")));
        }
    }
    let mut types: Vec<&str> = view.claims.iter().map(|c| c.claim_type.as_str()).collect();
    types.sort_unstable();
    types.dedup();
    Ok(Answer::list(&shown, COLUMNS)?.with("types", &types)?.with("modalities", &modalities())?)
}

/// Every way to put a statement.
pub fn modalities() -> [Modality; 10] {
    use Modality::*;
    [Asserted, Announced, CalledFor, Assessed, Hedged, Denied, Negated, Planned, Hypothetical, Generic]
}
