//! A translation or reprint that dropped or added a hedge.

use super::{Case, contradiction, sides, words};
use crate::item::Item;
use crate::{Contradiction, ContradictionKind, Level};
use base::{DocumentId, Modality};
use evidence::RelationKind;
use std::collections::{HashMap, HashSet};

pub(super) fn find(case: &Case<'_>) -> Vec<Contradiction> {
    let mut dependent: HashMap<&DocumentId, Vec<&DocumentId>> = HashMap::new();
    for relation in case.evidence.origins.relations.iter().filter(|r| r.kind != RelationKind::Relay) {
        dependent.entry(&relation.from).or_default().push(&relation.to);
        dependent.entry(&relation.to).or_default().push(&relation.from);
    }
    case.each()
        .filter_map(|(event, members)| {
            let told: Vec<_> = members
                .iter()
                .filter(|i| i.claim.modality.is_fact() || i.claim.modality == Modality::Hedged)
                .copied()
                .collect();
            let (facts, hedged): (Vec<&Item<'_>>, Vec<_>) =
                told.iter().copied().partition(|i| i.claim.modality.is_fact());
            let asserting: HashSet<&DocumentId> = facts.iter().map(|i| &i.claim.document).collect();
            let clash = hedged
                .iter()
                .filter_map(|i| dependent.get(&i.claim.document))
                .any(|others| others.iter().any(|d| asserting.contains(d)));
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
