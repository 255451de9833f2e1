//! Barriers: listed where they stand; where one stops vehicles, the road is cut there.

use super::roads::Mark;
use super::rules::Effect;
use crate::{Link, LinkFlags, Network, NodeId};
use std::collections::{BTreeMap, HashMap};

/// Lists the barriers of a network that is not contracted yet. At one that lets nobody pass, each link gets an end of its
/// own; at one for those with a permit, these ends are joined by links of no length that are `private`.
pub(super) fn put_up(
    network: &mut Network,
    marks: &BTreeMap<i64, &Mark>,
    place: impl Fn(i64) -> Option<NodeId>,
) {
    let mut stopping: HashMap<NodeId, Effect> = HashMap::new();
    for (id, mark) in marks {
        let (Some(node), Some(kind)) = (place(*id), &mark.barrier) else { continue };
        network.barriers.push((node, kind.clone()));
        if mark.effect != Effect::Open {
            stopping.insert(node, mark.effect);
        }
    }
    if stopping.is_empty() {
        return;
    }
    let turns = std::mem::take(&mut network.forbidden_turns);
    network.forbidden_turns = turns.into_iter().filter(|(_, node, _)| !stopping.contains_key(node)).collect();
    let mut met: HashMap<NodeId, bool> = HashMap::new();
    for at in 0..network.links.len() {
        for is_end in [false, true] {
            cut(network, at, is_end, &stopping, &mut met);
        }
    }
}

fn cut(
    network: &mut Network,
    at: usize,
    is_end: bool,
    stopping: &HashMap<NodeId, Effect>,
    met: &mut HashMap<NodeId, bool>,
) {
    let link = &network.links[at];
    let node = if is_end { link.to } else { link.from };
    let Some(effect) = stopping.get(&node) else { return };
    if met.insert(node, true).is_none() {
        return;
    }
    let copy = NodeId(network.nodes.len() as u32);
    let twin = network.nodes[node.0 as usize].clone();
    network.nodes.push(crate::Node { name: None, border: None, ..twin });
    if *effect == Effect::Closed {
        let flags = LinkFlags { forward: true, backward: true, private: true, ..LinkFlags::default() };
        let gate = Link {
            from: node,
            to: copy,
            length_m: 0.0,
            duration_s: None,
            flags,
            shape: 0..0,
            ..link.clone()
        };
        network.links.push(gate);
    }
    let link = &mut network.links[at];
    if is_end { link.to = copy } else { link.from = copy }
}
