//! Usual passages: which links lead from a port to a zone, for one class in one season.

use super::{Leg, Way};
use crate::tables::{CrossingIx, PortIx};
use crate::units::{CostPerTonne, Hours};
use corridors::{Lane, Levels, LinkId, NodeId, Prepared, Price, Roads, Step, Tree, Weights};
use std::collections::BTreeMap;

/// A passage on the network.
#[derive(Clone, Debug)]
pub(super) struct Passage {
    /// Its links.
    pub steps: Vec<Step>,
    /// What it takes.
    pub leg: Leg,
}

/// What passages are made of, for one class in one season.
pub(super) struct Passages<'a> {
    pub ready: &'a Prepared<'a>,
    pub lane: &'a Lane,
    /// What an hour costs a tonne beside its carriage.
    pub hour_cost: f64,
    /// One of the money of vehicle classes in the money of the tables.
    pub money: f64,
    pub crossings: &'a BTreeMap<NodeId, CrossingIx>,
}

impl Passages<'_> {
    /// The cost that goods go by, where they may go.
    pub fn weights(&self, may: impl Fn(LinkId) -> bool) -> Weights {
        Weights::new(&self.lane.prices, |p: &Price| p.cost[1] * self.money + self.hour_cost * p.hours, may)
    }

    /// What some steps take; `None` where the class cannot pass one of them.
    pub fn leg(&self, steps: &[Step], levels: Option<&Levels>) -> Option<Leg> {
        let mut leg = Leg { km: 0.0, hours: Hours(0.0), cost: [CostPerTonne(0.0); 3], crossings: Vec::new() };
        for step in steps {
            let price = self.lane.prices.links.get(step.link.0 as usize).filter(|p| p.hours.is_finite())?;
            leg.km += price.km;
            leg.hours.0 += price.hours * (1.0 + levels.map_or(0.0, |l| l.wait(step.link)));
            leg.cost.iter_mut().zip(price.cost).for_each(|(sum, cost)| sum.0 += cost * self.money);
            let node = self.ready.roads.head(*step);
            leg.crossings.extend(node.and_then(|n| self.crossings.get(&n)));
        }
        leg.crossings.dedup();
        Some(leg)
    }

    fn passage(&self, steps: Vec<Step>) -> Option<Passage> {
        Some(Passage { leg: self.leg(&steps, None)?, steps })
    }

    /// The usual passage of each way. `starts` and `ends` are the nodes of ports and zones.
    pub fn usual(
        &self,
        ways: &[Way],
        starts: &[Option<NodeId>],
        ends: &[Option<NodeId>],
    ) -> Vec<Option<Passage>> {
        let weights = self.weights(|_| true);
        let mut followed: BTreeMap<(PortIx, Option<&str>), Option<Follow>> = BTreeMap::new();
        let mut out = Vec::with_capacity(ways.len());
        for way in ways {
            let start = starts.get(way.port.0).copied().flatten();
            let end = ends.get(way.zone.0).copied().flatten();
            let corridor = way.corridor.as_deref();
            let follow = followed
                .entry((way.port, corridor))
                .or_insert_with(|| Follow::new(&self.ready.roads, self.lane, &weights, start?, corridor));
            let steps = follow.as_ref().zip(end).and_then(|(f, end)| f.to(&self.ready.roads, end));
            out.push(steps.and_then(|steps| self.passage(steps)));
        }
        out
    }
}

/// Following a corridor from a port as far as it serves: it is left after its last border, at the place from which the
/// rest costs least. Without a corridor: the cheapest way.
struct Follow {
    steps: Vec<Step>,
    /// From the port to the corridor's end.
    nodes: Vec<NodeId>,
    /// The first of them at which it may be left.
    last_border: usize,
    rest: Tree,
}

impl Follow {
    fn new(
        roads: &Roads<'_>,
        lane: &Lane,
        weights: &Weights,
        start: NodeId,
        corridor: Option<&str>,
    ) -> Option<Self> {
        let mut steps = Vec::new();
        if let Some(name) = corridor {
            let corridor = lane.corridors.iter().find(|c| c.name == name)?;
            // A corridor may be named from the town of its port.
            steps = roads.path(weights, start, corridor.ends[0])?;
            steps.extend(corridor.sections.iter().flat_map(|s| s.steps.iter().copied()));
        }
        let heads = steps.iter().filter_map(|step| roads.head(*step));
        let nodes: Vec<NodeId> = std::iter::once(start).chain(heads).collect();
        let is_border =
            |n: &NodeId| roads.network.nodes.get(n.0 as usize).is_some_and(|n| n.border.is_some());
        let last_border = nodes.iter().rposition(is_border).unwrap_or(0);
        let rest = roads.tree(weights, nodes.get(last_border..)?);
        Some(Self { steps, nodes, last_border, rest })
    }

    fn to(&self, roads: &Roads<'_>, end: NodeId) -> Option<Vec<Step>> {
        if let Some(at) = self.nodes.iter().position(|n| *n == end) {
            return self.steps.get(..at).map(<[Step]>::to_vec);
        }
        let (from, rest) = self.rest.way(roads, end)?;
        let at = self.last_border + self.nodes.get(self.last_border..)?.iter().position(|n| *n == from)?;
        let mut steps = self.steps.get(..at)?.to_vec();
        steps.extend(rest);
        Some(steps)
    }
}
