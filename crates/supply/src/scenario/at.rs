//! Where a supposed constraint holds: links that the case's own corridors use, border posts, ports.

use super::file::{MAY_VARY, wrong};
use super::{At, New};
use crate::ways::Frame;
use base::{Issue, fold_key};
use corridors::{Corridor, Limit, LinkId, NodeId, Reach, Spot, Stage, like, meant, road_number};
use std::collections::BTreeSet;

/// The links of a supposed constraint, lane by lane; none for a carrier, which is no place.
pub(super) fn links(frame: &Frame<'_>, new: &New, roads: &[Named]) -> Result<Vec<BTreeSet<LinkId>>, Issue> {
    let lanes = || frame.lanes().map(|lane| lane.corridors.as_slice());
    match &new.at {
        At::Operator(name) => {
            let known = frame.tables.carriers.iter().map(|c| c.name.as_str());
            find(known, name, "operator").map(|_| vec![BTreeSet::new(); lanes().count()])
        }
        At::Port(name) => {
            let known = frame.tables.ports.iter().map(|p| p.name.as_str());
            let at = find(known, name, "port")?;
            let node = frame.ports.get(at).copied().flatten();
            Ok(around(frame, node.into_iter(), lanes().count()))
        }
        At::Border(name) => Ok(around(frame, posts(frame, name)?.into_iter(), lanes().count())),
        At::Corridor(name) => {
            let key = fold_key(name);
            let specs = frame.ground.corridors;
            let is_it = |names: &[String]| names.iter().any(|n| fold_key(n) == key);
            if !specs.iter().any(|s| is_it(&s.names)) {
                let near = like(name, specs.iter().flat_map(|s| &s.names).map(String::as_str));
                let message = format!("the case has no corridor `{name}`");
                return Err(wrong("scenario.corridor", message).help(meant(&near)));
            }
            let ends = between(frame, new)?;
            let of = |lane: &[Corridor]| {
                let own = lane.iter().filter(|c| is_it(&c.names));
                own.flat_map(|c| part(frame, c, ends)).collect()
            };
            some(lanes().map(of).collect(), new)
        }
        At::Road(name) => {
            let ends = between(frame, new)?;
            let of = |lane: &[Corridor]| {
                let road = road(frame, name, roads, lane);
                lane.iter().flat_map(|c| part(frame, c, ends)).filter(|l| road.contains(l)).collect()
            };
            some(lanes().map(of).collect(), new)
        }
    }
}

/// Links by lane, unless there are none at all.
fn some(links: Vec<BTreeSet<LinkId>>, new: &New) -> Result<Vec<BTreeSet<LinkId>>, Issue> {
    if links.iter().any(|l| !l.is_empty()) {
        return Ok(links);
    }
    let part = new.between.as_ref().map(|[a, b]| format!(" between {a} and {b}")).unwrap_or_default();
    let (At::Road(name) | At::Corridor(name) | At::Border(name) | At::Port(name) | At::Operator(name)) =
        &new.at;
    let message = format!("no corridor of the case runs on `{name}`{part}");
    Err(wrong("scenario.off-corridors", message).help(MAY_VARY))
}

fn find<'n>(known: impl Iterator<Item = &'n str> + Clone, name: &str, what: &str) -> Result<usize, Issue> {
    let key = fold_key(name);
    known.clone().position(|n| fold_key(n) == key).ok_or_else(|| {
        let near = like(name, known.clone());
        let near = if near.is_empty() { known.collect() } else { near };
        wrong(&format!("scenario.{what}"), format!("the case has no {what} `{name}`")).help(meant(&near))
    })
}

/// The border posts of a name: crossings of the tables, and posts on the case's corridors.
fn posts(frame: &Frame<'_>, name: &str) -> Result<Vec<NodeId>, Issue> {
    let key = fold_key(name);
    let mut known: Vec<(String, NodeId)> = Vec::new();
    for (node, at) in &frame.crossings {
        known.extend(frame.tables.crossings.get(at.0).map(|c| (c.name.clone(), *node)));
    }
    let links: BTreeSet<LinkId> =
        frame.lanes().flat_map(|lane| &lane.corridors).flat_map(Corridor::links).collect();
    for link in links.iter().filter_map(|l| frame.ground.network.links.get(l.0 as usize)) {
        for node in [link.from, link.to] {
            let border = frame.ground.network.nodes.get(node.0 as usize).and_then(|n| n.border.as_ref());
            known.extend(border.map(|b| (b.name.clone(), node)));
        }
    }
    let mut found: Vec<NodeId> = known.iter().filter(|(n, _)| fold_key(n) == key).map(|(_, n)| *n).collect();
    found.sort_unstable();
    found.dedup();
    if found.is_empty() {
        let names: BTreeSet<&str> = known.iter().map(|(n, _)| n.as_str()).collect();
        find(names.iter().copied(), name, "border")?;
    }
    Ok(found)
}

/// All links at some nodes, for each lane.
fn around(frame: &Frame<'_>, nodes: impl Iterator<Item = NodeId>, lanes: usize) -> Vec<BTreeSet<LinkId>> {
    let links: BTreeSet<LinkId> =
        nodes.flat_map(|n| frame.ready.roads.around(n)).map(|(_, step)| step.link).collect();
    vec![links; lanes]
}

/// The nodes of the two waypoints; `Err` for what is no waypoint of the case's corridors.
fn between(frame: &Frame<'_>, new: &New) -> Result<Option<[NodeId; 2]>, Issue> {
    let Some([a, b]) = &new.between else { return Ok(None) };
    let stops: Vec<&Spot> = frame.ground.corridors.iter().flat_map(|c| &c.waypoints).collect();
    let node = |name: &String| {
        let at = find(stops.iter().map(|s| s.name.as_str()), name, "waypoint")?;
        let spot = stops.get(at).and_then(|s| frame.ready.labels.find(frame.ground.network, s).ok());
        spot.ok_or_else(|| wrong("scenario.waypoint", format!("`{name}` is not on the roads")))
    };
    Ok(Some([node(a)?, node(b)?]))
}

/// The links of a corridor, or of its part between two nodes; none where it does not pass both.
fn part(frame: &Frame<'_>, corridor: &Corridor, ends: Option<[NodeId; 2]>) -> Vec<LinkId> {
    let links: Vec<LinkId> = corridor.links().collect();
    let Some(ends) = ends else { return links };
    let steps = corridor.sections.iter().flat_map(|s| &s.steps);
    let heads = steps.filter_map(|s| frame.ready.roads.head(*s));
    let nodes: Vec<NodeId> = std::iter::once(corridor.ends[0]).chain(heads).collect();
    let [a, b] = ends.map(|end| nodes.iter().position(|n| *n == end));
    let (Some(a), Some(b)) = (a, b) else { return Vec::new() };
    links.get(a.min(b)..a.max(b)).map(<[LinkId]>::to_vec).unwrap_or_default()
}

/// The links of a road by its name, as the case or its network has it.
fn road(frame: &Frame<'_>, name: &str, roads: &[Named], lane: &[Corridor]) -> BTreeSet<LinkId> {
    let (key, number) = (fold_key(name), road_number(name));
    let is_it = |n: &String| fold_key(n) == key || (number.is_some() && road_number(n) == number);
    let known = roads.iter().find(|road| road.names.iter().any(is_it));
    let bare = || Reach::Road { name: name.to_owned(), stops: Vec::new(), country: None };
    let reach = known.map_or_else(bare, |road| road.reach.clone());
    let limit = Limit { reaches: vec![reach], ..blank("road", "closure") };
    frame.ready.links(&limit, lane, frame.ground.lands).value
}

/// A road by its names, as the case knows it.
#[derive(Clone, Debug)]
pub struct Named {
    /// Its names.
    pub names: Vec<String>,
    /// Which links it is.
    pub reach: Reach,
}

/// A limit in force of which nothing else is told.
pub(crate) fn blank(id: &str, kind: &str) -> Limit {
    Limit {
        id: id.to_owned(),
        kind: kind.to_owned(),
        stage: Stage::InForce,
        held_back: false,
        disputed: false,
        date: None,
        last_confirmed: None,
        reaches: Vec::new(),
        vehicle_classes: Vec::new(),
        commodities: Vec::new(),
        operators: Vec::new(),
        origin_countries: Vec::new(),
        hours: Vec::new(),
        exemptions: Vec::new(),
        sides: Vec::new(),
        evidence: Vec::new(),
    }
}
