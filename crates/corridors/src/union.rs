//! Several networks in, one out.

use crate::{Link, LinkId, Network, NodeId};
use base::{Checked, Issue};
use std::collections::{HashMap, HashSet};

/// What makes a node of two networks one: its id in their source, or, where it has none, its place within about a metre.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Source(i64),
    Cell(i64, i64),
}

/// Puts networks side by side, joined at the nodes they share. A link that an earlier network has (same ends, class and
/// length within a metre) is taken once. Networks of different sources that cover the same ground stay both: only who
/// made them knows which road is which.
pub fn union(networks: Vec<Network>) -> Checked<Network> {
    let mut networks = networks.into_iter();
    let Some(mut all) = networks.next() else { return Checked::clean(Network::default()) };
    let mut issues = Vec::new();
    for next in networks {
        let apart = bounds(&all).is_some_and(|a| bounds(&next).is_some_and(|b| overlap(a, b)));
        let nodes = all.nodes.len() + next.nodes.len();
        let shared = add(&mut all, &next);
        if apart && all.nodes.len() == nodes {
            let words =
                format!("{} covers ground that is covered already, and shares no node with it", next.release);
            let issue = Issue::warning("roads.side_by_side", words);
            issues.push(
                issue.help(
                    "no way leads from one to the other; remove one of them with `roads DIR remove NAME`",
                ),
            );
        }
        if shared > 0 {
            let words = format!("{shared} links of {} are already there; each is taken once", next.release);
            issues.push(Issue::note("roads.overlap", words));
        }
    }
    Checked { value: all, issues }
}

/// South, west, north, east of all nodes.
fn bounds(network: &Network) -> Option<[f64; 4]> {
    let points = network.nodes.iter().map(|n| [n.point.lat, n.point.lon, n.point.lat, n.point.lon]);
    points.reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])])
}

fn overlap(a: [f64; 4], b: [f64; 4]) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] <= b[3] && b[1] <= a[3]
}

fn key(network: &Network, at: usize) -> Key {
    let node = &network.nodes[at];
    let cell = |degrees: f64| (degrees * 1e5).round() as i64;
    if node.source_id != 0 {
        Key::Source(node.source_id)
    } else {
        Key::Cell(cell(node.point.lat), cell(node.point.lon))
    }
}

/// Ends, class and metres of a link.
fn print(link: &Link) -> (NodeId, NodeId, crate::RoadClass, i64) {
    (link.from.min(link.to), link.from.max(link.to), link.class, link.length_m.round() as i64)
}

fn add(all: &mut Network, next: &Network) -> u64 {
    let mut known: HashMap<Key, NodeId> =
        (0..all.nodes.len()).map(|at| (key(all, at), NodeId(at as u32))).collect();
    let first_new = known.values().map(|n| n.0 + 1).max().unwrap_or(0);
    let mut nodes = Vec::with_capacity(next.nodes.len());
    for (at, node) in next.nodes.iter().enumerate() {
        // Twins at a barrier share an id within one network: only a node of an earlier network is the same.
        let there = known.get(&key(next, at)).copied().filter(|n| n.0 < first_new);
        let id = there.unwrap_or(NodeId(all.nodes.len() as u32));
        match there {
            Some(id) => {
                let old = &mut all.nodes[id.0 as usize];
                old.name = old.name.take().or_else(|| node.name.clone());
                old.border = old.border.take().or_else(|| node.border.clone());
            }
            None => {
                all.nodes.push(node.clone());
                known.entry(key(next, at)).or_insert(id);
            }
        }
        nodes.push(id);
    }
    let names = add_names(all, next);
    let mut prints: HashMap<_, LinkId> =
        all.links.iter().enumerate().map(|(at, link)| (print(link), LinkId(at as u32))).collect();
    let old: HashSet<LinkId> = prints.values().copied().collect();
    let (mut links, mut shared) = (Vec::with_capacity(next.links.len()), 0);
    for link in &next.links {
        let moved = Link { from: nodes[link.from.0 as usize], to: nodes[link.to.0 as usize], ..link.clone() };
        if let Some(same) = prints.get(&print(&moved)).filter(|id| old.contains(id)) {
            shared += 1;
            links.push(*same);
            continue;
        }
        let start = all.shape.len() as u32;
        let points = next.shape.get(link.shape.start as usize..link.shape.end as usize).unwrap_or_default();
        all.shape.extend_from_slice(points);
        let names = link.names.iter().filter_map(|n| names.get(*n as usize).copied()).collect();
        let id = LinkId(all.links.len() as u32);
        prints.entry(print(&moved)).or_insert(id);
        links.push(id);
        all.links.push(Link { names, shape: start..all.shape.len() as u32, ..moved });
    }
    let turn = |(from, over, to): &(LinkId, NodeId, LinkId)| {
        (links[from.0 as usize], nodes[over.0 as usize], links[to.0 as usize])
    };
    all.forbidden_turns.extend(next.forbidden_turns.iter().map(turn));
    all.barriers.extend(next.barriers.iter().map(|(node, kind)| (nodes[node.0 as usize], kind.clone())));
    let texts = [(&mut all.release, &next.release, " + "), (&mut all.licence, &next.licence, "; ")];
    for (text, more, between) in texts {
        if text.is_empty() {
            text.clone_from(more);
        } else if !more.is_empty() && !text.contains(more.as_str()) {
            text.push_str(between);
            text.push_str(more);
        }
    }
    shared
}

/// The places that the names of `next` get among all names.
fn add_names(all: &mut Network, next: &Network) -> Vec<u32> {
    let mut known: HashMap<String, u32> =
        all.names.iter().enumerate().map(|(at, name)| (name.clone(), at as u32)).collect();
    let mut place = |name: &String| {
        *known.entry(name.clone()).or_insert_with(|| {
            all.names.push(name.clone());
            all.names.len() as u32 - 1
        })
    };
    next.names.iter().map(&mut place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{LinkFlags, Node, RoadClass, Surface};
    use base::Coordinate;

    fn network(release: &str, places: &[(f64, &str)], names: &[&str]) -> Network {
        let node = |(lat, name): &(f64, &str)| Node {
            point: Coordinate { lat: *lat, lon: 0.0 },
            source_id: 0,
            name: Some((*name).to_owned()),
            border: None,
        };
        let link = |at: usize| Link {
            from: NodeId(at as u32),
            to: NodeId(at as u32 + 1),
            length_m: 1000.0,
            class: RoadClass::Primary,
            surface: Surface::Unknown,
            tracktype: 0,
            max_speed_kmh: None,
            duration_s: None,
            max_weight_t: None,
            max_height_m: None,
            names: vec![0],
            flags: LinkFlags { forward: true, backward: true, ..LinkFlags::default() },
            source_id: 0,
            shape: at as u32..at as u32 + 1,
        };
        Network {
            release: release.into(),
            licence: "own".into(),
            nodes: places.iter().map(node).collect(),
            links: (0..places.len() - 1).map(link).collect(),
            names: names.iter().map(|n| (*n).to_owned()).collect(),
            shape: places.iter().map(|(lat, _)| Coordinate { lat: lat + 0.5, lon: 0.0 }).collect(),
            ..Network::default()
        }
    }

    #[test]
    fn networks_join_at_shared_places_and_share_no_link_twice() {
        let west = network("west", &[(0.0, "A"), (1.0, "B"), (2.0, "C")], &["RN1"]);
        let east = network("east", &[(1.0, "B"), (2.0, "C"), (3.0, "D")], &["RN2"]);
        let both = union(vec![west.clone(), east]);
        assert_eq!((both.value.nodes.len(), both.value.links.len()), (4, 3));
        assert_eq!(both.issues.len(), 1);
        let last = &both.value.links[2];
        assert_eq!((last.from, last.to, &last.names), (NodeId(2), NodeId(3), &vec![1]));
        assert_eq!(both.value.shape[last.shape.start as usize].lat, 2.5);
        assert_eq!((both.value.release.as_str(), both.value.licence.as_str()), ("west + east", "own"));
        assert_eq!(union(vec![west.clone(), west.clone()]).value, west);
    }

    #[test]
    fn two_maps_of_one_country_are_told_apart() {
        let (one, other) = (
            network("one", &[(0.0, "A"), (2.0, "B")], &["RN1"]),
            network("other", &[(1.0, "C"), (3.0, "D")], &["RN2"]),
        );
        let both = union(vec![one.clone(), other]);
        assert_eq!(both.issues.iter().map(|i| i.code.as_str()).collect::<Vec<_>>(), ["roads.side_by_side"]);
        let far = union(vec![one, network("far", &[(5.0, "E"), (6.0, "F")], &["RN3"])]);
        assert!(far.issues.is_empty(), "{:?}", far.issues);
    }
}
