//! Which links a limit is about.

use crate::corridor::Corridor;
use crate::effects::reach_km;
use crate::land::Lands;
use crate::limit::{Reach, Spot};
use crate::profile::{Price, Prices};
use crate::search::{Roads, Weights};
use crate::snap::{Labels, apart_km, like, meant, nearest};
use crate::{LinkId, NodeId, RoadClass, road_number};
use base::{Checked, Coordinate, Country, Issue, fold_key};
use std::collections::BTreeSet;

/// Following a road by name between its stops, a kilometre of another road counts so many times. Own convention: a
/// road is left for another only where it has a gap.
const OFF_ROAD: f64 = 5.0;

/// What reaches are looked up in.
pub(crate) struct Places<'a> {
    pub roads: &'a Roads<'a>,
    pub labels: &'a Labels,
    pub corridors: &'a [Corridor],
    pub lands: Lands<'a>,
}

impl Places<'_> {
    /// The links of a reach; a warning if there are none, or more than is told.
    pub fn links(&self, limit: &str, reach: &Reach) -> Checked<BTreeSet<LinkId>> {
        let found = match reach {
            Reach::Road { name, stops, country } => return self.road(limit, reach, (name, *country), stops),
            Reach::On { road, part } => return self.on(limit, road, part),
            Reach::Around { place, km } => {
                self.point(place).map(|at| self.around(at, *km)).unwrap_or_default()
            }
            Reach::Border { post } => self.border(post),
            Reach::Frontier { countries, .. } => self.frontier(countries),
            Reach::Everywhere => (0..self.roads.network.links.len() as u32).map(LinkId).collect(),
            Reach::Corridor { name } => self.corridor(name),
            Reach::Area { inside, outside, .. } => self.area(inside, outside),
        };
        self.told(limit, reach, found)
    }

    fn told(&self, limit: &str, reach: &Reach, found: BTreeSet<LinkId>) -> Checked<BTreeSet<LinkId>> {
        let issues = if found.is_empty() { vec![self.nothing(limit, reach)] } else { Vec::new() };
        Checked { value: found, issues }
    }

    /// Whether news that a reach is open is news of a whole link: of a long road, what reopens at one end says nothing of
    /// the rest.
    pub fn opens(&self, reach: &Reach, link: LinkId) -> bool {
        let most = match reach {
            Reach::Around { km, .. } => *km,
            Reach::Border { .. } | Reach::Frontier { .. } => reach_km().border,
            _ => return true,
        };
        self.roads.network.links.get(link.0 as usize).is_some_and(|l| l.length_m / 1000.0 <= most)
    }

    fn nothing(&self, limit: &str, reach: &Reach) -> Issue {
        let network = self.roads.network;
        let (what, near) = match reach {
            Reach::Road { name, .. } => ("road", like(name, network.names.iter().map(String::as_str))),
            Reach::Frontier { .. } => ("post of known countries on the", Vec::new()),
            Reach::Corridor { name } => {
                ("corridor", like(name, self.corridors.iter().flat_map(|c| &c.names).map(String::as_str)))
            }
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

    /// A road in a part. One that does not come near a place is another road, or wrongly named: the place counts.
    fn on(&self, limit: &str, road: &Reach, part: &Reach) -> Checked<BTreeSet<LinkId>> {
        let there = match part {
            Reach::Frontier { countries, .. } => self.told(limit, part, self.near_frontier(countries)),
            _ => self.links(limit, part),
        };
        let whole = match road {
            // The part tells which of several countries' roads is meant.
            Reach::Road { name, stops, country: None } if stops.is_empty() => {
                self.told(limit, road, self.named(name))
            }
            _ => self.links(limit, road),
        };
        let both: BTreeSet<LinkId> = whole.value.intersection(&there.value).copied().collect();
        let mut issues = if there.value.is_empty() { there.issues } else { Vec::new() };
        let value = match part {
            Reach::Around { .. } | Reach::Border { .. } if both.is_empty() => there.value,
            _ => both,
        };
        if value.is_empty() && issues.is_empty() {
            issues = vec![match whole.issues.into_iter().next() {
                Some(lost) => lost,
                None => Issue::warning(
                    "limit-nowhere",
                    format!(
                        "{limit}: the network has no `{}` in `{}`, so no link changes its status for it",
                        road.name(),
                        part.name()
                    ),
                )
                .help("mend the name, or add places of that area with their coordinates"),
            }];
        }
        Checked { value, issues }
    }

    /// A road between its stops, else as a whole.
    fn road(
        &self,
        limit: &str,
        reach: &Reach,
        road: (&str, Option<Country>),
        stops: &[Spot],
    ) -> Checked<BTreeSet<LinkId>> {
        let found = |s| self.labels.find(self.roads.network, s).ok();
        let nodes: Vec<NodeId> = stops.iter().filter_map(found).collect();
        let named = self.named(road.0);
        if nodes.len() >= 2 {
            let mut way = self.told(limit, reach, self.between(&nodes, &named));
            // A road told by its ends has no name to be found.
            if named.is_empty() && !way.value.is_empty() && !road.0.contains('–') {
                way.issues.push(self.presumed(limit, road.0, stops));
            }
            return way;
        }
        let mut whole = self.whole(limit, reach, road, named);
        if stops.len() >= 2 && !whole.value.is_empty() {
            let names: Vec<&str> = stops.iter().map(|s| s.name.as_str()).collect();
            let message = format!(
                "{limit}: the network has fewer than two of the stops {} of `{}`, so all of it changes its status",
                names.join(", "),
                road.0
            );
            whole.issues.push(Issue::warning("limit-wide", message).help("give the stops their coordinates"));
        }
        whole
    }

    /// The network does not name the road: the shortest way between its stops stands for it.
    fn presumed(&self, limit: &str, road: &str, stops: &[Spot]) -> Issue {
        let end = |stop: Option<&Spot>| stop.map(|s| s.name.clone()).unwrap_or_default();
        let message = format!(
            "{limit}: the network has no road `{road}`, so the shortest way from {} to {} counts",
            end(stops.first()),
            end(stops.last())
        );
        let near = like(road, self.roads.network.names.iter().map(String::as_str));
        Issue::warning("limit-presumed", message).help(meant(&near))
    }

    /// All links of this name or number.
    fn named(&self, name: &str) -> BTreeSet<LinkId> {
        let network = self.roads.network;
        let wanted: BTreeSet<u32> =
            (0..).zip(&network.names).filter(|(_, n)| is_same(n, name)).map(|(at, _)| at).collect();
        let links = (0..).zip(&network.links);
        let named = links.filter(|(_, link)| link.names.iter().any(|n| wanted.contains(n)));
        named.map(|(at, _)| LinkId(at)).collect()
    }

    /// All of a road in its country. A number without one, of a road of several countries, is no one's: nothing is guessed.
    fn whole(
        &self,
        limit: &str,
        reach: &Reach,
        (name, country): (&str, Option<Country>),
        all: BTreeSet<LinkId>,
    ) -> Checked<BTreeSet<LinkId>> {
        let network = self.roads.network;
        let lies = self.lands.countries(&all);
        let is_number = road_number(name).is_some();
        match country {
            Some(own) if !lies.is_empty() && is_number => {
                let link = |id: &LinkId| network.links.get(id.0 as usize);
                let found = all.into_iter().filter(|id| link(id).is_some_and(|l| self.lands.holds(l, own)));
                self.told(limit, reach, found.collect())
            }
            None if lies.len() > 1 && is_number => {
                let codes: Vec<&str> = lies.iter().map(Country::as_str).collect();
                let message = format!(
                    "{limit}: `{name}` is a road of {}, and nothing tells which is meant, so no link changes its status for it",
                    codes.join(", ")
                );
                let issue = Issue::warning("limit-ambiguous", message)
                    .help("give the road a country or its stops (via) in the case file");
                Checked { value: BTreeSet::new(), issues: vec![issue] }
            }
            _ => self.told(limit, reach, all),
        }
    }

    /// The links along a road from stop to stop.
    fn between(&self, nodes: &[NodeId], named: &BTreeSet<LinkId>) -> BTreeSet<LinkId> {
        let network = self.roads.network;
        let of = |(at, link): (u32, &crate::Link)| Price {
            hours: 1.0,
            cost: [0.0; 3],
            km: link.length_m / 1000.0
                * match named.is_empty() {
                    true => minor(link.class),
                    false if named.contains(&LinkId(at)) => 1.0,
                    false => OFF_ROAD,
                },
            forward: true,
            backward: true,
        };
        let prices = Prices { links: (0..).zip(&network.links).map(of).collect() };
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

    /// The links of the posts of one country, or of those between any two of several. A post whose countries are not
    /// known is none of them.
    fn frontier(&self, told: &[Country]) -> BTreeSet<LinkId> {
        self.posts(told).flat_map(|n| self.roads.around(n)).map(|(_, step)| step.link).collect()
    }

    /// What lies near those posts.
    fn near_frontier(&self, told: &[Country]) -> BTreeSet<LinkId> {
        let nodes = &self.roads.network.nodes;
        let points = self.posts(told).filter_map(|n| nodes.get(n.0 as usize)).map(|n| n.point);
        points.flat_map(|at| self.around(at, reach_km().near)).collect()
    }

    fn posts<'b>(&'b self, told: &'b [Country]) -> impl Iterator<Item = NodeId> + 'b {
        let meant = move |b: &crate::Border| match (b.countries, told) {
            (Some(sides), [one]) => sides.contains(one),
            (Some(sides), _) => sides.iter().all(|side| told.contains(side)),
            (None, _) => false,
        };
        let nodes = (0..).zip(&self.roads.network.nodes);
        nodes.filter(move |(_, n)| n.border.as_ref().is_some_and(meant)).map(|(at, _)| NodeId(at))
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
