//! What all courses of a case share: its ways, with their usual passage for each class in each season.

use super::passage::{Passage, Passages};
use super::{Hindrance, Regime, Way, WayState};
use crate::draw::Values;
use crate::tables::{CommodityIx, CrossingIx, PortIx, Tables, ZoneIx};
use base::{Checked, Date, Issue, fold_key};
use corridors::{
    Classes, CorridorSpec, Land, Lane, LinkId, Network, NodeId, Prepared, Profile, Question, Spot, off_road,
};
use std::collections::{BTreeMap, BTreeSet};

/// A port stands for the corridors that start within so many kilometres of it: a port and its town. Own convention.
const PORT_KM: f64 = 25.0;
/// A crossing of the tables is the border post of the roads this near to its place. Own convention: posts on both sides
/// of a border, and the town that gives them their name.
const CROSSING_KM: f64 = 15.0;

/// The roads of a case.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// The network.
    pub network: &'a Network,
    /// Its vehicle classes.
    pub classes: &'a Classes,
    /// The case's corridors; each starts at its port.
    pub corridors: &'a [CorridorSpec],
    /// Places that the case knows by coordinates.
    pub places: &'a [Spot],
    /// In which country places lie: a road's number is one country's.
    pub lands: &'a [Land],
}

/// A case made ready for courses of days.
pub struct Frame<'a> {
    pub(crate) tables: &'a Tables,
    pub(crate) ground: Ground<'a>,
    pub(crate) ready: Prepared<'a>,
    pub(crate) ways: Vec<Way>,
    /// By way: [`super::Course::along`].
    pub(super) along: Vec<bool>,
    /// What tells seasons apart ([`Classes::seasons`]).
    pub(super) seasons: Vec<u64>,
    /// By class of the tables' commodities, then season: at `class * seasons + season`.
    pub(super) lanes: Vec<Row>,
    /// By commodity: its class's place among the lanes.
    pub(super) class_of: Vec<Option<usize>>,
    /// By commodity: who asks.
    pub(super) askers: Vec<Option<Profile>>,
    /// By commodity, then way: whether anything of it is asked for at its end.
    pub(super) wanted: Vec<Vec<bool>>,
    /// Nodes of ports and zones.
    pub(crate) ports: Vec<Option<NodeId>>,
    pub(super) zones: Vec<Option<NodeId>>,
    pub(crate) crossings: BTreeMap<NodeId, CrossingIx>,
    pub(super) hour_cost: f64,
    /// One of the money of vehicle classes in the money of the tables.
    money: f64,
}

/// One class in one season.
pub(super) struct Row {
    pub lane: Lane,
    /// The usual passage of each way.
    pub passages: Vec<Option<Passage>>,
    /// By corridor name: its links.
    pub corridors: BTreeMap<String, BTreeSet<LinkId>>,
}

impl<'a> Frame<'a> {
    /// Makes a case ready for courses between two days. What is not on its roads is an issue, and left out.
    pub fn new(tables: &'a Tables, ground: Ground<'a>, [first, last]: [Date; 2]) -> Checked<Self> {
        let mut issues = Vec::new();
        let ready = Prepared::new(ground.network, ground.places);
        let places = Places { ready: &ready, ground };
        let ports: Vec<_> = tables.ports.iter().map(|p| places.node(&p.name, "port", &mut issues)).collect();
        let zones: Vec<_> = tables.zones.iter().map(|z| places.node(&z.place, "zone", &mut issues)).collect();
        let crossings = places.crossings(tables, &mut issues);
        let values = Values::best(&tables.parameters);
        let mut frame = Self {
            tables,
            ground,
            ways: Vec::new(),
            along: Vec::new(),
            seasons: seasons(ground.classes, first, last),
            lanes: Vec::new(),
            class_of: Vec::new(),
            askers: tables.commodities.iter().map(|c| asker(c, ground.classes)).collect(),
            wanted: Vec::new(),
            ports,
            zones,
            crossings,
            hour_cost: values.of(tables.assumptions.hour_cost).0.max(0.0),
            money: money(tables, ground.classes, &mut issues),
            ready,
        };
        issues.extend(frame.unknown_corridors());
        frame.put_lanes(first, &mut issues);
        frame.put_ways(&mut issues);
        Checked { value: frame, issues }
    }

    /// Corridors by which exports are told to leave, and of which the case knows nothing: they would never be held up.
    fn unknown_corridors(&self) -> Vec<Issue> {
        let known = || self.ground.corridors.iter().map(|c| c.name.as_str());
        let by = |s: &'a crate::tables::Sector| s.by_corridor.iter().map(move |(name, _)| (&s.id, name));
        let unknown =
            self.tables.sectors.iter().flat_map(by).filter(|(_, name)| !known().any(|k| k == *name));
        let issue = |(id, name): (&String, &String)| {
            let message = format!(
                "exports of `{id}` leave by `{name}`, which is no corridor of the case: none is held up"
            );
            let near = corridors::like(name, known());
            Issue::warning("supply.corridor", message).help(corridors::meant(&near))
        };
        unknown.map(issue).collect()
    }

    /// The usual ways.
    pub fn ways(&self) -> &[Way] {
        &self.ways
    }

    /// The lanes: one for each class and season.
    pub(crate) fn lanes(&self) -> impl Iterator<Item = &Lane> {
        self.lanes.iter().map(|row| &row.lane)
    }

    /// A lane for each class that a commodity names and each season.
    fn put_lanes(&mut self, first: Date, issues: &mut Vec<Issue>) {
        let mut classes: Vec<&str> = Vec::new();
        for commodity in &self.tables.commodities {
            let Some(profile) = self.ground.classes.get(&commodity.class) else {
                let message =
                    format!("commodity `{}`: there is no vehicle class `{}`", commodity.id, commodity.class);
                let known = self.ground.classes.ids().join(", ");
                issues.push(Issue::error("supply.class", message).help(format!("classes: {known}")));
                self.class_of.push(None);
                continue;
            };
            let known = classes.iter().position(|c| *c == profile.id);
            self.class_of.push(Some(known.unwrap_or(classes.len())));
            if known.is_none() {
                classes.push(&profile.id);
                issues.extend(by_the_tonne(profile));
            }
        }
        let profiles: Vec<&Profile> = classes.iter().filter_map(|c| self.ground.classes.get(c)).collect();
        for (at, profile) in profiles.into_iter().enumerate() {
            for season in &self.seasons {
                let month = (1..=12).find(|m| self.ground.classes.seasons(*m) == *season);
                let month = month.unwrap_or(first.month());
                let lane = self.ready.lane(self.ground.classes, profile, month, self.ground.corridors);
                if at == 0 && self.lanes.is_empty() {
                    issues.extend(lane.issues);
                }
                let links = |c: &corridors::Corridor| (c.name.clone(), c.links().collect());
                let corridors = lane.value.corridors.iter().map(links).collect();
                self.lanes.push(Row { lane: lane.value, passages: Vec::new(), corridors });
            }
        }
    }

    /// For each zone a way along each corridor; for a port without any, its own.
    fn put_ways(&mut self, issues: &mut Vec<Issue>) {
        let starts = self.starts(issues);
        let asked: BTreeSet<ZoneIx> = self.tables.demands.iter().map(|d| d.zone).collect();
        let mut ways = Vec::new();
        for zone in asked.into_iter().filter(|z| self.zones.get(z.0).is_some_and(Option::is_some)) {
            for (name, port) in &starts {
                ways.push(Way { port: *port, zone, corridor: Some(name.clone()) });
            }
            let bare = (0..self.ports.len()).map(PortIx).filter(|p| {
                self.ports.get(p.0).is_some_and(Option::is_some) && !starts.iter().any(|(_, s)| s == p)
            });
            ways.extend(bare.map(|port| Way { port, zone, corridor: None }));
        }
        let found: Vec<Vec<Option<Passage>>> = self
            .lanes
            .iter()
            .map(|row| self.passages(&row.lane).usual(&ways, &self.ports, &self.zones))
            .collect();
        let passable: Vec<bool> = (0..ways.len())
            .map(|way| found.iter().any(|lane| lane.get(way).is_some_and(Option::is_some)))
            .collect();
        for (row, passages) in self.lanes.iter_mut().zip(found) {
            let kept = passages.into_iter().zip(&passable).filter(|(_, passable)| **passable);
            row.passages = kept.map(|(passage, _)| passage).collect();
        }
        let kept = ways.into_iter().zip(&passable).filter(|(_, passable)| **passable);
        self.ways = kept.map(|(way, _)| way).collect();
        self.along = self.along();
        let wants = |c: usize, way: &Way| {
            self.tables.demands.iter().any(|d| d.commodity == CommodityIx(c) && d.zone == way.zone)
        };
        self.wanted = (0..self.tables.commodities.len())
            .map(|c| self.ways.iter().map(|way| wants(c, way)).collect())
            .collect();
    }

    /// By way: whether it has most of its corridor in it, and least beside it.
    fn along(&self) -> Vec<bool> {
        let parts = |at: usize| -> Option<(&str, [f64; 2])> {
            let name = self.ways.get(at)?.corridor.as_deref()?;
            let passage = |row: &'_ Row| Some(row.passages.get(at)?.as_ref()?.leg.km);
            let row = self.lanes.iter().find(|row| passage(row).is_some())?;
            let steps = row.passages.get(at)?.as_ref()?.steps.iter().map(|step| step.link);
            let own = row.corridors.get(name)?;
            let km = |link: LinkId| row.lane.prices.links.get(link.0 as usize).map_or(0.0, |p| p.km);
            let on: f64 = steps.filter(|link| own.contains(link)).map(km).sum();
            Some((name, [on, passage(row)? - on]))
        };
        let mut best: BTreeMap<&str, ([f64; 2], usize)> = BTreeMap::new();
        for (at, (name, [on, beside])) in (0..self.ways.len()).filter_map(|at| Some((at, parts(at)?))) {
            let known = best.entry(name).or_insert(([on, beside], at));
            if on > known.0[0] || (on == known.0[0] && beside < known.0[1]) {
                *known = ([on, beside], at);
            }
        }
        (0..self.ways.len()).map(|at| best.values().any(|(_, known)| *known == at)).collect()
    }

    /// The corridors that the network holds, each with its port.
    fn starts(&self, issues: &mut Vec<Issue>) -> Vec<(String, PortIx)> {
        let point = |n: NodeId| self.ground.network.nodes.get(n.0 as usize).map(|n| n.point);
        let Some(row) = self.lanes.first() else { return Vec::new() };
        let mut out = Vec::new();
        for corridor in &row.lane.corridors {
            let start = corridor.ends[0];
            let far = |port: NodeId| match point(port).zip(point(start)) {
                _ if port == start => Some(0.0),
                Some((a, b)) => Some(a.distance_km(b)).filter(|km| *km <= PORT_KM),
                None => None,
            };
            let near = (0..).map(PortIx).zip(&self.ports).filter_map(|(at, n)| Some((far((*n)?)?, at)));
            match near.min_by(|a, b| a.0.total_cmp(&b.0)) {
                Some((_, port)) => out.push((corridor.name.clone(), port)),
                None => {
                    let message = format!("corridor `{}` starts at no port of the tables", corridor.name);
                    let help = "name its first waypoint as a port in supply.toml, if goods come by it";
                    issues.push(Issue::warning("supply.corridor-without-port", message).help(help));
                }
            }
        }
        out
    }

    pub(super) fn passages<'f>(&'f self, lane: &'f Lane) -> Passages<'f> {
        let (hour_cost, money) = (self.hour_cost, self.money);
        Passages { ready: &self.ready, lane, hour_cost, money, crossings: &self.crossings }
    }

    /// The lane of a commodity in a season.
    pub(super) fn row(&self, commodity: usize, season: usize) -> Option<&Row> {
        let class = (*self.class_of.get(commodity)?)?;
        self.lanes.get(class * self.seasons.len() + season)
    }

    /// Who asks, of a commodity that comes from a port.
    pub(super) fn question(&self, commodity: usize, port: PortIx, day: Date) -> Question {
        let goods = self.tables.commodities.get(commodity).map(|c| c.goods.clone());
        let origin = self.tables.ports.get(port.0).and_then(|p| p.country);
        Question { day, goods: goods.unwrap_or_default(), operator: None, origin }
    }

    /// The season of a day.
    pub fn season(&self, day: Date) -> usize {
        let season = self.ground.classes.seasons(day.month());
        self.seasons.iter().position(|s| *s == season).unwrap_or(0)
    }

    /// A day of a season without any limit.
    pub(super) fn undisturbed(&self, season: usize) -> Regime {
        let state = |c: usize, way: usize| WayState {
            usual: self
                .wanted
                .get(c)
                .and_then(|w| w.get(way))
                .filter(|wanted| **wanted)
                .and_then(|_| self.row(c, season)?.passages.get(way)?.as_ref())
                .map(|p| p.leg.clone()),
            hindrance: Hindrance::None,
            reasons: Vec::new(),
            detour: None,
            detour_passes: Vec::new(),
        };
        let of = |c: usize| (0..self.ways.len()).map(|way| state(c, way)).collect();
        let states = (0..self.tables.commodities.len()).map(of).collect();
        Regime { reasons: Vec::new(), states, stopped: Vec::new() }
    }
}

/// Who carries a commodity: its class, with the commodity's goods in place of all that the class may carry.
fn asker(commodity: &crate::tables::Commodity, classes: &Classes) -> Option<Profile> {
    let mut profile = classes.get(&commodity.class)?.clone();
    profile.carries = commodity.goods.clone();
    // What is let through by its goods ("humanitarian", "medical") is let through whatever carries it.
    profile.exempt.extend(commodity.goods.iter().cloned());
    Some(profile)
}

fn by_the_tonne(profile: &Profile) -> Option<Issue> {
    (profile.cost.per != "tonne").then(|| {
        let message = format!(
            "class `{}` costs by the {}: for goods that count by the tonne its costs are taken as they stand",
            profile.id, profile.cost.per
        );
        Issue::warning("supply.class-cost", message)
            .help("carry the commodity by a class that costs by the tonne")
    })
}

/// One of the money of vehicle classes in the money of the tables, by the best rate of exchange; as it stands, and told,
/// without one.
fn money(tables: &Tables, classes: &Classes, issues: &mut Vec<Issue>) -> f64 {
    let (own, theirs) = (tables.currency.as_str(), classes.currency());
    if own == theirs {
        return 1.0;
    }
    let id = format!("par-rate-{}", theirs.to_lowercase());
    let rate = tables.parameters.iter().find(|p| p.id.0 == id).map(|p| p.range.best * p.factor);
    rate.filter(|rate| rate.is_finite() && *rate > 0.0).unwrap_or_else(|| {
        let message =
            format!("carriage costs {theirs} and the tables count in {own}: costs are taken as they stand");
        let help =
            format!("give [rates] of supply.toml a rate for {theirs}, or the case a classes.toml in {own}");
        issues.push(Issue::warning("supply.class-currency", message).help(help));
        1.0
    })
}

/// The seasons between two days, each once.
fn seasons(classes: &Classes, first: Date, last: Date) -> Vec<u64> {
    let months = (i32::from(last.year()) - i32::from(first.year())) * 12 + i32::from(last.month())
        - i32::from(first.month());
    let month = |after: i32| ((i32::from(first.month()) - 1 + after).rem_euclid(12) + 1) as i8;
    let mut out = Vec::new();
    for season in (0..=months.clamp(0, 11)).map(|after| classes.seasons(month(after))) {
        if !out.contains(&season) {
            out.push(season);
        }
    }
    out
}

/// Where the tables' places are.
struct Places<'p, 'a> {
    ready: &'p Prepared<'a>,
    ground: Ground<'a>,
}

impl Places<'_, '_> {
    fn spot(&self, name: &str) -> Spot {
        let key = fold_key(name);
        let known = self.ground.places.iter().find(|p| fold_key(&p.name) == key);
        known.cloned().unwrap_or_else(|| Spot { name: name.to_owned(), point: None })
    }

    fn node(&self, name: &str, what: &str, issues: &mut Vec<Issue>) -> Option<NodeId> {
        let spot = self.spot(name);
        match self.ready.labels.find(self.ground.network, &spot) {
            Ok(node) => Some(node),
            Err(far) => {
                let issue = off_road(
                    self.ground.network,
                    &self.ready.labels,
                    &format!("{what} of supply.toml"),
                    &spot,
                    far,
                );
                issues.push(Issue { code: "supply.off-network".into(), ..issue });
                None
            }
        }
    }

    /// The border posts that the tables' crossings are.
    fn crossings(&self, tables: &Tables, issues: &mut Vec<Issue>) -> BTreeMap<NodeId, CrossingIx> {
        let nodes = || (0..).map(NodeId).zip(&self.ground.network.nodes);
        let mut out = BTreeMap::new();
        for (at, crossing) in (0..).map(CrossingIx).zip(&tables.crossings) {
            let key = fold_key(&crossing.name);
            let named: Vec<NodeId> = nodes()
                .filter(|(_, n)| n.border.as_ref().is_some_and(|b| fold_key(&b.name) == key))
                .map(|(node, _)| node)
                .collect();
            if !named.is_empty() {
                out.extend(named.into_iter().map(|node| (node, at)));
                continue;
            }
            let Some(place) = self.node(&crossing.name, "crossing", issues) else { continue };
            let Some(point) = self.ground.network.nodes.get(place.0 as usize).map(|n| n.point) else {
                continue;
            };
            let near = nodes()
                .filter(|(_, n)| n.border.is_some())
                .map(|(node, n)| (n.point.distance_km(point), node))
                .filter(|(km, _)| *km <= CROSSING_KM);
            // Without a border post nearby the place itself is passed.
            let node = near.min_by(|a, b| a.0.total_cmp(&b.0)).map_or(place, |(_, node)| node);
            out.insert(node, at);
        }
        out
    }
}
