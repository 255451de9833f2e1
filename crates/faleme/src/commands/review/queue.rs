//! What waits for a decision: contradicted claims first, then facts that one origin alone tells.

use crate::show::{self, ClaimShown};
use crate::table::table;
use crate::view::View;
use base::ClaimId;
use evidence::{Claim, Role};
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// Why a claim waits, the more pressing first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// A contradiction rests on it.
    Contradicted,
    /// A fact that one origin alone tells.
    SingleOrigin,
    /// Nobody has looked at it yet.
    Undecided,
}

/// A claim that waits.
#[derive(Serialize)]
pub struct Waiting<'a> {
    because: Because,
    contradictions: Vec<&'a str>,
    claim: ClaimShown<'a>,
}

/// Claims without a decision that accepts, rejects or corrects them; recalls add no weight and do not wait.
pub fn waiting(view: &View) -> Vec<Waiting<'_>> {
    let contradicted = contradicted(view);
    let single = single_origin(view);
    let ruling = &view.ruling;
    let decided = |c: &Claim| {
        ruling.accepted.contains(&c.id)
            || ruling.rejected.contains(&c.id)
            || ruling.corrected.contains_key(&c.id)
    };
    let shown = show::claims(view, &view.claims);
    let open = view.claims.iter().zip(shown).filter(|(c, _)| !decided(c) && c.role == Role::Report);
    let mut waiting: Vec<Waiting<'_>> = open
        .map(|(claim, shown)| {
            let contradictions = contradicted.get(&claim.id).cloned().unwrap_or_default();
            let because = match () {
                () if !contradictions.is_empty() => Because::Contradicted,
                () if claim.modality.is_fact() && single.contains(&claim.id) => Because::SingleOrigin,
                () => Because::Undecided,
            };
            Waiting { because, contradictions, claim: shown }
        })
        .collect();
    waiting.sort_by_key(|w| w.because);
    waiting
}

fn contradicted(view: &View) -> HashMap<&ClaimId, Vec<&str>> {
    let mut by_claim: HashMap<&ClaimId, Vec<&str>> = HashMap::new();
    for contradiction in &view.resolution.contradictions {
        let claims = contradiction.sides.iter().flat_map(|s| &s.mentions).filter_map(|m| m.claim.as_ref());
        for claim in claims {
            let ids = by_claim.entry(claim).or_default();
            if !ids.contains(&contradiction.id.as_str()) {
                ids.push(contradiction.id.as_str());
            }
        }
    }
    by_claim
}

fn single_origin(view: &View) -> HashSet<&ClaimId> {
    let events = view.resolution.events.iter().filter(|e| e.origins.len() <= 1);
    events.flat_map(|e| &e.claims).collect()
}

/// The queue in columns.
pub fn queue_table(waiting: &[Waiting<'_>]) -> String {
    let row = |w: &Waiting<'_>| {
        let mut row = vec![show::word(&w.because)];
        row.extend(w.claim.brief());
        row
    };
    table(
        &["because", "id", "date", "type", "modality", "document", "quote"],
        &waiting.iter().map(row).collect::<Vec<_>>(),
    )
}
