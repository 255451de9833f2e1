//! A translation or reprint that dropped or added a hedge.

use super::{Case, contradiction, sides, words};
use crate::{Contradiction, ContradictionKind, Level};
use base::{DocumentId, Modality};
use evidence::RelationKind;
use std::collections::HashSet;

pub(super) fn find(case: &Case<'_>) -> Vec<Contradiction> {
    let dependent: HashSet<(&DocumentId, &DocumentId)> = case
        .evidence
        .origins
        .relations
        .iter()
        .filter(|r| r.kind != RelationKind::Relay)
        .flat_map(|r| [(&r.from, &r.to), (&r.to, &r.from)])
        .collect();
    case.each()
        .filter_map(|(event, members)| {
            let told: Vec<_> = members
                .iter()
                .filter(|i| i.claim.modality.is_fact() || i.claim.modality == Modality::Hedged)
                .copied()
                .collect();
            let clash = told.iter().enumerate().any(|(n, a)| {
                told[..n].iter().any(|b| {
                    a.claim.modality.is_fact() != b.claim.modality.is_fact()
                        && dependent.contains(&(&a.claim.document, &b.claim.document))
                })
            });
            let value = |hedged| if hedged { "hedged" } else { "asserted" };
            let sides =
                clash.then(|| sides(&told, |i| Some(value(i.claim.modality == Modality::Hedged).into())))?;
            let summary =
                format!("{}: hedged in one version, asserted in the other", words(&event.claim_type));
            contradiction(
                ContradictionKind::ModalityTranslation,
                Level::Low,
                summary,
                vec![event.id.clone()],
                sides,
            )
        })
        .collect()
}
