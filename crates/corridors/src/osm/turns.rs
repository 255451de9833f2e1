//! Turn restrictions in, forbidden turns out.

use super::roads::{Notices, Restriction, count};
use super::tags::Notice;
use crate::{LinkId, Network, NodeId};
use std::collections::HashMap;

/// A forbidden turn: from a link, over a node, into a link.
type Turn = (LinkId, NodeId, LinkId);

/// The turns that restrictions forbid in a network that is not contracted yet. A restriction whose ways do not meet at
/// its node, or whose way passes the node (so that two links could be meant), is counted and left out.
pub(super) fn forbidden<'a>(
    network: &Network,
    restrictions: impl Iterator<Item = &'a Restriction>,
    notices: &mut Notices,
) -> Vec<Turn> {
    let restrictions: Vec<&Restriction> = restrictions.collect();
    let near = Near::new(network, &restrictions);
    let mut turns = Vec::new();
    for restriction in restrictions {
        match near.turns(network, restriction) {
            Some(found) => turns.extend(found),
            None => count(notices, Notice::TurnElsewhere, restriction.id),
        }
    }
    turns.sort_unstable();
    turns.dedup();
    turns
}

/// The links at the nodes of restrictions.
struct Near(HashMap<i64, (NodeId, Vec<LinkId>)>);

impl Near {
    fn new(network: &Network, restrictions: &[&Restriction]) -> Self {
        let mut near: HashMap<i64, (NodeId, Vec<LinkId>)> =
            restrictions.iter().map(|r| (r.via, (NodeId(0), Vec::new()))).collect();
        for (at, link) in network.links.iter().enumerate() {
            for node in [link.from, link.to] {
                let Some(node_there) = network.nodes.get(node.0 as usize) else { continue };
                if let Some((place, links)) = near.get_mut(&node_there.source_id) {
                    *place = node;
                    if links.last() != Some(&LinkId(at as u32)) {
                        links.push(LinkId(at as u32));
                    }
                }
            }
        }
        Self(near)
    }

    fn turns(&self, network: &Network, restriction: &Restriction) -> Option<Vec<Turn>> {
        let (via, links) = self.0.get(&restriction.via)?;
        let link = |id: &LinkId| network.links.get(id.0 as usize);
        let arrives = |id: &LinkId| {
            link(id)
                .is_some_and(|l| (l.to == *via && l.flags.forward) || (l.from == *via && l.flags.backward))
        };
        let leaves = |id: &LinkId| {
            link(id)
                .is_some_and(|l| (l.from == *via && l.flags.forward) || (l.to == *via && l.flags.backward))
        };
        let only_one = |way: &i64, fits: &dyn Fn(&LinkId) -> bool| {
            let mut found =
                links.iter().filter(|id| link(id).is_some_and(|l| l.source_id == *way) && fits(id));
            match (found.next(), found.next()) {
                (Some(one), None) => Some(*one),
                _ => None,
            }
        };
        let from: Vec<LinkId> =
            restriction.from.iter().map(|w| only_one(w, &arrives)).collect::<Option<_>>()?;
        let to: Vec<LinkId> = restriction.to.iter().map(|w| only_one(w, &leaves)).collect::<Option<_>>()?;
        let is_meant = |into: &LinkId| to.contains(into) != restriction.only;
        let into: Vec<LinkId> = links.iter().copied().filter(|id| leaves(id) && is_meant(id)).collect();
        Some(from.iter().flat_map(|f| into.iter().map(|t| (*f, *via, *t))).collect())
    }
}
