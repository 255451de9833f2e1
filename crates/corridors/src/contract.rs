//! A network in, the same one with fewer nodes out: where a road only goes on, two links become one.

use crate::{Link, LinkFlags, LinkId, Network, NodeId};
use base::Coordinate;
use std::collections::HashSet;
use std::ops::Range;

/// Joins links over each node where exactly two of them meet, alike in all that is told of them, and where nothing else
/// is (no name, border, barrier or turn restriction) and `keep` does not hold. Lengths, times and geometry stay. Nodes
/// without links are dropped.
///
/// A ring that nothing touches keeps one node.
pub fn contract(network: &Network, keep: impl Fn(NodeId) -> bool) -> Network {
    let ends = Ends::new(network);
    let removable = removable(network, &ends, keep);
    let chains = chains(network, &ends, &removable);
    build(network, &ends, &removable, &chains)
}

/// The ends of links at each node.
struct Ends {
    first: Vec<u32>,
    /// Link, and whether it ends here (rather than starts).
    list: Vec<(u32, bool)>,
}

impl Ends {
    fn new(network: &Network) -> Self {
        let mut first = vec![0_u32; network.nodes.len() + 1];
        let both = |link: &Link| [(link.from, false), (link.to, true)];
        for (node, _) in network.links.iter().flat_map(both) {
            first[node.0 as usize + 1] += 1;
        }
        let mut sum = 0;
        for count in &mut first {
            sum += *count;
            *count = sum;
        }
        let mut next = first.clone();
        let mut list = vec![(0, false); sum as usize];
        for (at, link) in network.links.iter().enumerate() {
            for (node, is_end) in both(link) {
                let place = &mut next[node.0 as usize];
                list[*place as usize] = (at as u32, is_end);
                *place += 1;
            }
        }
        Self { first, list }
    }

    fn at(&self, node: usize) -> &[(u32, bool)] {
        &self.list[self.first[node] as usize..self.first[node + 1] as usize]
    }
}

fn removable(network: &Network, ends: &Ends, keep: impl Fn(NodeId) -> bool) -> Vec<bool> {
    let turns = network.forbidden_turns.iter().map(|(_, node, _)| *node);
    let told: HashSet<NodeId> = turns.chain(network.barriers.iter().map(|(node, _)| *node)).collect();
    let goes_on = |at: usize| match *ends.at(at) {
        [(a, a_ends), (b, b_ends)] if a != b => {
            let (a, b) = (&network.links[a as usize], &network.links[b as usize]);
            // Into the node by `a`, on by `b`.
            alike(a, b) && turned(a.flags, !a_ends) == turned(b.flags, b_ends)
        }
        _ => false,
    };
    let bare = |at: usize| network.nodes[at].name.is_none() && network.nodes[at].border.is_none();
    (0..network.nodes.len())
        .map(|at| {
            let node = NodeId(at as u32);
            bare(at) && !told.contains(&node) && goes_on(at) && !keep(node)
        })
        .collect()
}

/// Whether the same is told of two links, their directions aside.
fn alike(a: &Link, b: &Link) -> bool {
    a.class == b.class
        && a.surface == b.surface
        && a.tracktype == b.tracktype
        && a.max_speed_kmh == b.max_speed_kmh
        && a.max_weight_t == b.max_weight_t
        && a.max_height_m == b.max_height_m
        && a.duration_s.is_some() == b.duration_s.is_some()
        && a.names == b.names
}

/// Flags as seen from the other end.
fn turned(flags: LinkFlags, turn: bool) -> LinkFlags {
    if turn { LinkFlags { forward: flags.backward, backward: flags.forward, ..flags } } else { flags }
}

/// Links one after another, each with whether it is gone through from its end to its start.
type Chain = Vec<(u32, bool)>;

fn chains(network: &Network, ends: &Ends, removable: &[bool]) -> Vec<Chain> {
    let mut done = vec![false; network.links.len()];
    let mut chains = Vec::new();
    let kept = (0..removable.len()).filter(|at| !removable[*at]);
    let starts = kept.flat_map(|at| ends.at(at).iter().copied());
    // What is left after the kept nodes are rings of removable ones.
    let rings = (0..network.links.len()).map(|link| (link as u32, false));
    for (link, turn) in starts.chain(rings) {
        if !done[link as usize] {
            chains.push(walk(network, ends, removable, &mut done, (link, turn)));
        }
    }
    chains
}

fn walk(network: &Network, ends: &Ends, removable: &[bool], done: &mut [bool], first: (u32, bool)) -> Chain {
    let (mut chain, mut step) = (Vec::new(), first);
    loop {
        done[step.0 as usize] = true;
        chain.push(step);
        let link = &network.links[step.0 as usize];
        let reached = if step.1 { link.from } else { link.to }.0 as usize;
        let on = ends.at(reached).iter().find(|(next, _)| removable[reached] && !done[*next as usize]);
        match on {
            Some(next) => step = *next,
            None => break,
        }
    }
    if first.1 {
        chain.reverse();
        chain.iter_mut().for_each(|(_, turn)| *turn = !*turn);
    }
    chain
}

fn build(network: &Network, ends: &Ends, removable: &[bool], chains: &[Chain]) -> Network {
    let mut out = Network {
        release: network.release.clone(),
        licence: network.licence.clone(),
        names: network.names.clone(),
        ..Network::default()
    };
    let (mut nodes, mut links) = (vec![None; network.nodes.len()], vec![LinkId(0); network.links.len()]);
    let used = (0..network.nodes.len()).filter(|at| !removable[*at] && !ends.at(*at).is_empty());
    used.for_each(|at| nodes[at] = Some(add_node(network, NodeId(at as u32), &mut out)));
    for chain in chains {
        let (Some(first), Some(last)) = (chain.first(), chain.last()) else { continue };
        let start = tips(&network.links[first.0 as usize], first.1).0;
        let end = tips(&network.links[last.0 as usize], last.1).1;
        let mut place =
            |node: NodeId| *nodes[node.0 as usize].get_or_insert_with(|| add_node(network, node, &mut out));
        let (from, to) = (place(start), place(end));
        let id = LinkId(out.links.len() as u32);
        chain.iter().for_each(|(link, _)| links[*link as usize] = id);
        let joined = join(network, chain, &mut out.shape);
        out.links.push(Link { from, to, ..joined });
    }
    let place = |node: NodeId| nodes[node.0 as usize];
    let turn = |(from, over, to): &(LinkId, NodeId, LinkId)| {
        Some((links[from.0 as usize], place(*over)?, links[to.0 as usize]))
    };
    out.forbidden_turns = network.forbidden_turns.iter().filter_map(turn).collect();
    out.barriers =
        network.barriers.iter().filter_map(|(node, kind)| Some((place(*node)?, kind.clone()))).collect();
    out
}

fn add_node(network: &Network, node: NodeId, out: &mut Network) -> NodeId {
    out.nodes.push(network.nodes[node.0 as usize].clone());
    NodeId(out.nodes.len() as u32 - 1)
}

/// Where one comes from and gets to.
fn tips(link: &Link, turn: bool) -> (NodeId, NodeId) {
    if turn { (link.to, link.from) } else { (link.from, link.to) }
}

/// One link for a chain, its points pushed to `shape`; its ends are the caller's.
fn join(network: &Network, chain: &Chain, shape: &mut Vec<Coordinate>) -> Link {
    let start = shape.len() as u32;
    let (mut length_m, mut duration_s) = (0.0, None);
    for (at, (link, turn)) in chain.iter().enumerate() {
        let link = &network.links[*link as usize];
        if at > 0 {
            shape.push(network.nodes[tips(link, *turn).0.0 as usize].point);
        }
        push_points(&network.shape, &link.shape, *turn, shape);
        length_m += link.length_m;
        duration_s = link.duration_s.map(|s| duration_s.unwrap_or(0.0) + s);
    }
    let (first, turn) = chain[0];
    let first = &network.links[first as usize];
    let flags = turned(first.flags, turn);
    Link { length_m, duration_s, flags, shape: start..shape.len() as u32, ..first.clone() }
}

fn push_points(from: &[Coordinate], range: &Range<u32>, turn: bool, to: &mut Vec<Coordinate>) {
    let points = from.get(range.start as usize..range.end as usize).unwrap_or_default();
    if turn { to.extend(points.iter().rev()) } else { to.extend(points) }
}

#[cfg(test)]
mod tests;
