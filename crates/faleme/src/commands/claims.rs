//! `claims`: the ledger's claims, as decisions leave them.

use crate::case::Case;
use crate::cli::Claims;
use crate::output::Output;
use crate::show;
use crate::store::{Store, Wanted};
use crate::view::{View, as_of};
use anyhow::Result;
use base::fold_key;
use evidence::Claim;
use std::collections::HashSet;
use std::process::ExitCode;

/// Lists the claims asked for.
pub fn run(args: &Claims, out: Output) -> Result<ExitCode> {
    let case = Case::load(&args.dir)?;
    let store = Store::open_to_ask(&args.dir)?;
    let day = as_of(&store, &case, args.as_of, out)?;
    let wanted = Wanted {
        kind: args.kind,
        claim_type: args.claim_type.clone(),
        modality: args.modality,
        from: args.from,
        to: args.to,
        words: args.search.clone(),
        as_of: day,
    };
    let mut claims = found(&store, &wanted, args.place.as_deref())?;
    claims.truncate(args.limit.unwrap_or(usize::MAX));
    let view = View::load(&store, &case, day)?;
    let shown = show::claims(&view, &claims);
    out.result(&shown, || show::claims_table(&shown))?;
    if shown.is_empty() {
        out.note("no such claims");
    }
    Ok(ExitCode::SUCCESS)
}

/// The claims asked for: those that the ledger finds, at this place, with these words in the quote or in a place.
pub fn found(store: &Store, wanted: &Wanted, place: Option<&str>) -> Result<Vec<Claim>> {
    let mut claims = store.claims(wanted)?;
    claims.retain(|claim| at_place(claim, place) && says(claim, wanted.words.as_deref()));
    Ok(claims)
}

fn at_place(claim: &Claim, place: Option<&str>) -> bool {
    place.is_none_or(|place| {
        let key = fold_key(place);
        claim.places.iter().any(|p| fold_key(&p.name) == key)
    })
}

/// Whether the quote itself, or a place of the claim, holds every word: the index only knows the document.
fn says(claim: &Claim, words: Option<&str>) -> bool {
    words.is_none_or(|words| {
        let places = claim.places.iter().map(|p| fold_key(&p.name));
        let said: Vec<String> = places.chain([fold_key(&claim.quote)]).collect();
        let said: HashSet<&str> = said.iter().flat_map(|s| s.split(' ')).collect();
        fold_key(words).split(' ').all(|word| said.contains(word))
    })
}
