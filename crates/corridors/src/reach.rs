//! Which links a limit is about.

use crate::corridor::Corridor;
use crate::effects::reach_km;
use crate::limit::{Reach, Spot};
use crate::profile::{Price, Prices};
use crate::search::{Roads, Weights};
use crate::snap::{Labels, apart_km, like, meant, nearest};
use crate::{LinkId, NodeId, RoadClass, road_number};
use base::{Coordinate, Country, Issue, fold_key};
use std::collections::BTreeSet;

/// Following a road by name between its stops, a kilometre of another road counts so many times. Own convention: a
/// road is left for another only where it has a gap.
const OFF_ROAD: f64 = 5.0;

/// What reaches are looked up in.
pub(crate) struct Places<'a> {
    pub roads: &'a Roads<'a>,
    pub labels: &'a Labels,
    pub corridors: &'a [Corridor],
}

impl Places<'_> {
    /// The links of a reach; a warning if there are none.
    pub fn links(&self, limit: &str, reach: &Reach) -> Result<BTreeSet<LinkId>, Issue> {
        let found = match reach {
            Reach::Road { name, stops } => self.road(name, stops),
            Reach::Around { place, km } => {
                self.point(place).map(|at| self.around(at, *km)).unwrap_or_default()
            }
            Reach::Border { post } => self.border(post),
            Reach::Borders { of, with, .. } => self.borders(of, with),
            Reach::Everywhere => (0..self.roads.network.links.len() as u32).map(LinkId).collect(),
            Reach::Corridor { name } => self.corridor(name),
            Reach::Area { inside, outside, .. } => self.area(inside, outside),
        };
        if found.is_empty() { Err(self.nothing(limit, reach)) } else { Ok(found) }
    }

    /// Whether news that a reach is open is news of a whole link: of a long road, what reopens at one end says nothing of
    /// the rest.
    pub fn opens(&self, reach: &Reach, link: LinkId) -> bool {
        let most = match reach {
            Reach::Around { km, .. } => *km,
            Reach::Border { .. } | Reach::Borders { .. } => reach_km().border,
            _ => return true,
        };
        self.roads.network.links.get(link.0 as usize).is_some_and(|l| l.length_m / 1000.0 <= most)
    }

    fn nothing(&self, limit: &str, reach: &Reach) -> Issue {
        let network = self.roads.network;
        let (what, near) = match reach {
            Reach::Road { name, .. } => ("road", like(name, network.names.iter().map(String::as_str))),
            Reach::Corridor { name } => {
                ("corridor", like(name, self.corridors.iter().flat_map(|c| &c.names).map(String::as_str)))
            }
            Reach::Borders { .. } => ("post with its two countries on the", Vec::new()),
            _ => ("place", self.labels.like(reach.name())),
        };
        let far = match reach {
            Reach::Around { place, .. } | Reach::Border { post: place } => {
                place.point.and_then(|at| nearest(network, at)).map(|(_, km)| km)
            }
            _ => None,
        };
        let why = match far {
            Some(km) => format!("`{}` is {km:.0} km from the nearest road", reach.name()),
            None => format!("the network has no {what} `{}`", reach.name()),
        };
        let message = format!("{limit}: {why}, so no link changes its status for it");
        Issue::warning("limit-nowhere", message).help(meant(&near))
    }

    fn road(&self, name: &str, stops: &[Spot]) -> BTreeSet<LinkId> {
        let network = self.roads.network;
        let wanted: BTreeSet<u32> =
            (0..).zip(&network.names).filter(|(_, n)| is_same(n, name)).map(|(at, _)| at).collect();
        let named = |link: &crate::Link| link.names.iter().any(|n| wanted.contains(n));
        let find = |s: &Spot| self.labels.find(network, s).ok();
        let nodes: Vec<NodeId> = stops.iter().filter_map(find).collect();
        if nodes.len() < 2 {
            let all = (0..).zip(&network.links).filter(|(_, link)| named(link));
            return all.map(|(at, _)| LinkId(at)).collect();
        }
        let of = |link: &crate::Link| Price {
            hours: 1.0,
            cost: [0.0; 3],
            km: link.length_m / 1000.0
                * match wanted.is_empty() {
                    true => minor(link.class),
                    false if named(link) => 1.0,
                    false => OFF_ROAD,
                },
            forward: true,
            backward: true,
        };
        let prices = Prices { links: network.links.iter().map(of).collect() };
        let weights = Weights::new(&prices, |p| p.km, |_| true);
        let ways = nodes.windows(2).filter_map(|pair| match pair {
            [a, b] => self.roads.along(&weights, *a, *b),
            _ => None,
        });
        ways.flatten().map(|step| step.link).collect()
    }

    fn point(&self, spot: &Spot) -> Option<Coordinate> {
        let named = || self.labels.find(self.roads.network, spot).ok();
        spot.point.or_else(|| Some(self.roads.network.nodes.get(named()?.0 as usize)?.point))
    }

    fn around(&self, at: Coordinate, km: f64) -> BTreeSet<LinkId> {
        let links = (0..).zip(&self.roads.network.links);
        links.filter(|(_, link)| self.comes_within(link, at, km)).map(|(id, _)| LinkId(id)).collect()
    }

    fn comes_within(&self, link: &crate::Link, at: Coordinate, km: f64) -> bool {
        let network = self.roads.network;
        let node = |id: NodeId| network.nodes.get(id.0 as usize).map(|n| n.point);
        let (Some(from), Some(to)) = (node(link.from), node(link.to)) else { return false };
        // No point of a link is farther from its nearer end than half its length.
        let reach = km + link.length_m / 2000.0 + 1.0;
        if apart_km(from, at).min(apart_km(to, at)) > reach
            || from.distance_km(at).min(to.distance_km(at)) > reach
        {
            return false;
        }
        let range = link.shape.start as usize..link.shape.end as usize;
        let between = network.shape.get(range).unwrap_or_default();
        let line: Vec<Coordinate> =
            std::iter::once(from).chain(between.iter().copied()).chain([to]).collect();
        line.windows(2).any(|pair| matches!(pair, [a, b] if distance_to_line(at, *a, *b) <= km))
    }

    fn border(&self, post: &Spot) -> BTreeSet<LinkId> {
        let network = self.roads.network;
        let is_it = |node: &crate::Node| {
            let named = node.border.as_ref().is_some_and(|b| fold_key(&b.name) == fold_key(&post.name));
            let near = post.point.is_some_and(|at| at.distance_km(node.point) <= reach_km().border);
            named || (near && node.border.is_some())
        };
        let posts = (0..).zip(&network.nodes).filter(|(_, node)| is_it(node)).map(|(at, _)| NodeId(at));
        let found: BTreeSet<LinkId> =
            posts.flat_map(|n| self.roads.around(n)).map(|(_, step)| step.link).collect();
        match post.point.filter(|_| found.is_empty()) {
            Some(at) => self.around(at, reach_km().border),
            None => found,
        }
    }

    fn borders(&self, of: &[Country], with: &[Country]) -> BTreeSet<LinkId> {
        let between = |[a, b]: &[Country; 2]| {
            let meets = |own, other| of.contains(own) && (with.is_empty() || with.contains(other));
            meets(a, b) || meets(b, a)
        };
        let is_it = |node: &crate::Node| node.border.as_ref().is_some_and(|b| between(&b.countries));
        let posts = (0..).zip(&self.roads.network.nodes).filter(|(_, node)| is_it(node));
        posts.flat_map(|(at, _)| self.roads.around(NodeId(at))).map(|(_, step)| step.link).collect()
    }

    fn corridor(&self, name: &str) -> BTreeSet<LinkId> {
        let key = fold_key(name);
        let named = self.corridors.iter().filter(|c| c.names.iter().any(|n| fold_key(n) == key));
        named.flat_map(Corridor::links).collect()
    }

    fn area(&self, inside: &[Coordinate], outside: &[Coordinate]) -> BTreeSet<LinkId> {
        let network = self.roads.network;
        let nearest = |spots: &[Coordinate], at: Coordinate, least: f64| {
            let closer = |least: f64, s: &Coordinate| {
                if apart_km(*s, at) < least { least.min(s.distance_km(at)) } else { least }
            };
            spots.iter().fold(least, closer)
        };
        let is_inside = |n: &crate::Node| {
            let own = nearest(inside, n.point, f64::INFINITY);
            own <= Reach::FARTHEST_KM && nearest(outside, n.point, own) >= own
        };
        let lies_in: Vec<bool> = network.nodes.iter().map(is_inside).collect();
        let holds = |id: NodeId| lies_in.get(id.0 as usize).copied().unwrap_or(false);
        let is_post = |id: NodeId| network.nodes.get(id.0 as usize).is_some_and(|n| n.border.is_some());
        // A post lies on both sides of a border: the road to it is told by its other end.
        let lies = |l: &crate::Link| match (is_post(l.from), is_post(l.to)) {
            (true, false) => holds(l.to),
            (false, true) => holds(l.from),
            _ => holds(l.from) || holds(l.to),
        };
        let links = (0..).zip(&network.links);
        links.filter(|(_, l)| lies(l)).map(|(at, _)| LinkId(at)).collect()
    }
}

/// What a kilometre counts for in the way that is meant by "the road between A and B", where none is so called: the main
/// road, not the shortest track. Own convention, about the ratio of their speeds.
fn minor(class: RoadClass) -> f64 {
    match class {
        RoadClass::Motorway | RoadClass::Trunk | RoadClass::Primary => 1.0,
        RoadClass::Secondary => 1.5,
        RoadClass::Tertiary | RoadClass::Unknown => 2.0,
        _ => 4.0,
    }
}

/// Whether two names are one road's: one number (`RN1`, `N 1`), or one name without accents, case, blanks and punctuation.
fn is_same(a: &str, b: &str) -> bool {
    let key = |name: &str| road_number(name).unwrap_or_else(|| fold_key(name).replace(' ', ""));
    key(a) == key(b)
}

/// Distance of a point from a straight line, km, on the plane that touches the earth there: good to a percent over a
/// few hundred kilometres.
fn distance_to_line(at: Coordinate, a: Coordinate, b: Coordinate) -> f64 {
    const KM_PER_DEGREE: f64 = 111.195;
    let shrink = at.lat.to_radians().cos();
    let flat = |p: Coordinate| ((p.lon - at.lon) * KM_PER_DEGREE * shrink, (p.lat - at.lat) * KM_PER_DEGREE);
    let ((ax, ay), (bx, by)) = (flat(a), flat(b));
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { (-(ax * dx + ay * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    (ax + along * dx).hypot(ay + along * dy)
}
