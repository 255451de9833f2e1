//! Corridors: chains of links between waypoints, cut into sections at towns and borders.

use crate::limit::Spot;
use crate::profile::Prices;
use crate::search::{Roads, Step, Weights};
use crate::snap::{Labels, meant};
use crate::{LinkId, Network, NodeId};
use base::{Checked, Issue};
use std::collections::BTreeSet;

/// A corridor as a case writes it.
#[derive(Clone, Debug, PartialEq)]
pub struct CorridorSpec {
    /// Its name, as answers show it.
    pub name: String,
    /// All its names.
    pub names: Vec<String>,
    /// Where it passes, from one end to the other.
    pub waypoints: Vec<Spot>,
}

/// A stretch of a way between two named places.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Road numbers along it, in order; empty where none is told.
    pub name: String,
    /// The place it starts from.
    pub from: String,
    /// The place it leads to.
    pub to: String,
    /// Its links.
    pub steps: Vec<Step>,
    /// Kilometres.
    pub km: f64,
    /// Hours, waiting at borders included.
    pub hours: f64,
    /// Low, best and high cost.
    pub cost: [f64; 3],
}

/// A corridor on the network.
#[derive(Clone, Debug, PartialEq)]
pub struct Corridor {
    /// Its name.
    pub name: String,
    /// All its names.
    pub names: Vec<String>,
    /// Its two ends.
    pub ends: [NodeId; 2],
    /// Its sections, in order.
    pub sections: Vec<Section>,
}

impl Corridor {
    /// Its links, in order.
    pub fn links(&self) -> impl Iterator<Item = LinkId> {
        self.sections.iter().flat_map(|s| &s.steps).map(|step| step.link)
    }
}

/// The corridors of a case on its network: the fastest way from waypoint to waypoint on an undisturbed day. Links that
/// the class cannot pass count as very slow, so that a corridor is the same for every class.
pub fn corridors(
    roads: &Roads<'_>,
    labels: &Labels,
    prices: &Prices,
    specs: &[CorridorSpec],
) -> Checked<Vec<Corridor>> {
    let mut out = Checked::clean(Vec::new());
    // 10 km/h: walking pace of a laden cart, slower than any class on any road that it can pass.
    let slow = |p: &crate::profile::Price| if p.hours.is_finite() { p.hours } else { p.km / 10.0 };
    let passable = Prices {
        links: prices.links.iter().map(|p| crate::profile::Price { hours: slow(p), ..*p }).collect(),
    };
    let weights = Weights::new(&passable, crate::profile::Price::quick, |_| true);
    let found: Vec<_> = specs.iter().map(|spec| waypoints(roads, labels, spec)).collect();
    let pairs = |nodes: &Vec<NodeId>| {
        let pair = |w: &[NodeId]| Some([*w.first()?, *w.last()?]);
        nodes.windows(2).filter_map(pair).collect::<Vec<_>>()
    };
    let asked: Vec<[NodeId; 2]> = found.iter().flatten().flat_map(pairs).collect();
    let mut ways = roads.paths(&weights, &asked).into_iter();
    for (spec, nodes) in specs.iter().zip(found) {
        let made = nodes.and_then(|nodes| {
            let legs: Vec<_> = pairs(&nodes).into_iter().zip(ways.by_ref()).collect();
            corridor(roads, labels, prices, spec, &nodes, legs)
        });
        match made {
            Ok(corridor) => out.value.push(corridor),
            Err(issue) => out.issues.push(issue),
        }
    }
    out
}

/// The nodes of a corridor's waypoints.
fn waypoints(roads: &Roads<'_>, labels: &Labels, spec: &CorridorSpec) -> Result<Vec<NodeId>, Issue> {
    let find = |spot: &Spot| {
        labels.find(roads.network, spot).map_err(|far| off_road(roads.network, labels, &spec.name, spot, far))
    };
    spec.waypoints.iter().map(find).collect()
}

/// A corridor of the ways between its waypoints.
fn corridor(
    roads: &Roads<'_>,
    labels: &Labels,
    prices: &Prices,
    spec: &CorridorSpec,
    nodes: &[NodeId],
    legs: Vec<Leg>,
) -> Result<Corridor, Issue> {
    let (Some(first), Some(last)) = (nodes.first(), nodes.last()) else {
        return Err(Issue::warning("corridor-short", format!("corridor `{}` has no waypoints", spec.name)));
    };
    let mut steps = Vec::new();
    for ([a, b], way) in legs {
        let Some(way) = way else {
            let name = |n: NodeId| labels.name(n).unwrap_or("a waypoint").to_owned();
            let message = format!("corridor `{}`: no way from {} to {}", spec.name, name(a), name(b));
            return Err(Issue::warning("corridor-broken", message)
                .help("add the missing road, or mend the waypoints"));
        };
        steps.extend(way);
    }
    if steps.is_empty() {
        let message = format!("corridor `{}` ends where it starts", spec.name);
        return Err(
            Issue::warning("corridor-short", message).help("it needs two places or more as waypoints")
        );
    }
    let stops = nodes.iter().copied().collect();
    let sections = sections(roads, labels, prices, &steps, &stops);
    Ok(Corridor { name: spec.name.clone(), names: spec.names.clone(), ends: [*first, *last], sections })
}

/// Two waypoints and the way between them.
type Leg = ([NodeId; 2], Option<Vec<Step>>);

/// What to say of a waypoint that is not on the network.
pub fn off_road(network: &Network, labels: &Labels, of: &str, spot: &Spot, far: Option<f64>) -> Issue {
    let (what, near) = match far {
        Some(km) => (
            format!("{of}: `{}` is {km:.0} km from the nearest road", spot.name),
            labels.around(network, spot),
        ),
        None => {
            let what = format!("{of}: the network has no `{}`, and no coordinates are known", spot.name);
            (what, meant(&labels.like(&spot.name)))
        }
    };
    Issue::warning("waypoint-far", what).help(near)
}

/// Cuts a way at named places, borders and the given stops.
pub fn sections(
    roads: &Roads<'_>,
    labels: &Labels,
    prices: &Prices,
    steps: &[Step],
    stops: &BTreeSet<NodeId>,
) -> Vec<Section> {
    let mut out = Vec::new();
    let mut piece: Vec<Step> = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        piece.push(*step);
        let head = roads.head(*step);
        let cut = head.is_some_and(|n| labels.name(n).is_some() || stops.contains(&n) || is_border(roads, n));
        if cut || at + 1 == steps.len() {
            out.push(section(roads, labels, prices, std::mem::take(&mut piece)));
        }
    }
    out
}

fn is_border(roads: &Roads<'_>, node: NodeId) -> bool {
    roads.network.nodes.get(node.0 as usize).is_some_and(|n| n.border.is_some())
}

fn section(roads: &Roads<'_>, labels: &Labels, prices: &Prices, steps: Vec<Step>) -> Section {
    let priced = || steps.iter().filter_map(|s| prices.links.get(s.link.0 as usize));
    let sum = |at: usize| priced().filter_map(|p| p.cost.get(at)).sum();
    let name = |node: Option<NodeId>| node.map_or_else(String::new, |n| place_name(roads, labels, n));
    let mut names: Vec<&str> = Vec::new();
    let links = steps.iter().filter_map(|s| roads.network.links.get(s.link.0 as usize));
    for number in links.filter_map(|l| l.names.first()).filter_map(|n| roads.network.names.get(*n as usize)) {
        if names.last() != Some(&number.as_str()) {
            names.push(number);
        }
    }
    Section {
        name: names.join(", "),
        from: name(steps.first().and_then(|s| roads.tail(*s))),
        to: name(steps.last().and_then(|s| roads.head(*s))),
        km: priced().map(|p| p.km).sum(),
        hours: priced().map(|p| p.hours).sum(),
        cost: [sum(0), sum(1), sum(2)],
        steps,
    }
}

/// The name of a node, else its coordinates.
pub fn place_name(roads: &Roads<'_>, labels: &Labels, node: NodeId) -> String {
    let at = || {
        roads.network.nodes.get(node.0 as usize).map(|n| format!("{:.3}, {:.3}", n.point.lat, n.point.lon))
    };
    labels.name(node).map(str::to_owned).or_else(at).unwrap_or_default()
}
