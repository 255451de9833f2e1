//! A regime: what a set of limits makes of every way, for every commodity.

use super::bound::Bound;
use super::frame::{Frame, Row};
use super::{Hindrance, Leg, Regime, WayState};
use crate::tables::{PortIx, ZoneIx};
use corridors::{Levels, NodeId, Passability, Tree};
use std::collections::BTreeMap;

/// Limits that hold, each with what it makes of its links for those whom it concerns.
pub(super) type Holding<'b> = [(&'b Bound, Passability)];

impl Frame<'_> {
    /// What some limits make of the ways in a season.
    pub fn regime(&self, season: usize, holding: &[(&Bound, Passability)]) -> Regime {
        let mut regime = self.undisturbed(season);
        let mut sights: Vec<Sight<'_>> = Vec::new();
        let mut felt = vec![false; holding.len()];
        for (commodity, states) in regime.states.iter_mut().enumerate() {
            let Some(row) = self.row(commodity, season) else { continue };
            let lane =
                self.class_of.get(commodity).copied().flatten().unwrap_or(0) * self.seasons.len() + season;
            let mut of_port: BTreeMap<PortIx, usize> = BTreeMap::new();
            for (at, state) in states.iter_mut().enumerate() {
                let (Some(way), true) = (self.ways.get(at), state.usual.is_some()) else { continue };
                let sight = *of_port.entry(way.port).or_insert_with(|| {
                    let told = told(holding, commodity, way.port);
                    let known = sights.iter().position(|s| s.lane == lane && s.told == told);
                    known.unwrap_or_else(|| {
                        sights.push(Sight::new(self, row, lane, told, holding));
                        sights.len() - 1
                    })
                });
                let Some(sight) = sights.get_mut(sight) else { continue };
                sight.put(at, [way.port.0, way.zone.0], state);
                sight.told.iter().filter(|_| !state.reasons.is_empty()).for_each(|(told, _)| {
                    felt.get_mut(*told).into_iter().for_each(|f| *f = true);
                });
            }
        }
        self.put_stopped(holding, &mut regime, &mut felt);
        regime.reasons =
            holding.iter().zip(felt).filter(|(_, felt)| *felt).map(|((b, _), _)| b.id.clone()).collect();
        regime
    }

    /// Carriers stop where their suspension is in force; one that is announced or disputed has not stopped.
    fn put_stopped(&self, holding: &Holding<'_>, regime: &mut Regime, felt: &mut [bool]) {
        for ((bound, grade), felt) in holding.iter().zip(felt) {
            if *grade == Passability::Closed && !bound.stops.is_empty() {
                regime.stopped.extend(&bound.stops);
                *felt = true;
            }
        }
        regime.stopped.sort_unstable();
        regime.stopped.dedup();
    }
}

/// What the limits say to one commodity from one port: by place of the limit, what it makes of its links.
fn told(holding: &Holding<'_>, commodity: usize, port: PortIx) -> Vec<(usize, Passability)> {
    let one = |(at, (bound, grade)): (usize, &(&Bound, Passability))| {
        let status = bound.concerns.get(commodity)?.get(port.0)?.told(*grade)?;
        (status >= Passability::Restricted).then_some((at, status))
    };
    holding.iter().enumerate().filter_map(one).collect()
}

/// The network as those see it to whom the same is told, in the same class and season.
struct Sight<'s> {
    frame: &'s Frame<'s>,
    row: &'s Row,
    lane: usize,
    told: Vec<(usize, Passability)>,
    /// The limits behind `told`, in its order.
    bounds: Vec<&'s Bound>,
    levels: Option<Levels>,
    /// Cheapest ways from a port: clear ones, and passable ones.
    trees: BTreeMap<(usize, bool), Option<Tree>>,
    /// What was found from port to zone, and whether it is clear.
    detours: BTreeMap<[usize; 2], Option<(Leg, bool)>>,
}

impl<'s> Sight<'s> {
    fn new(
        frame: &'s Frame<'s>,
        row: &'s Row,
        lane: usize,
        told: Vec<(usize, Passability)>,
        holding: &Holding<'s>,
    ) -> Self {
        let bounds = told.iter().filter_map(|(at, _)| holding.get(*at)).map(|(b, _)| *b).collect();
        Self {
            frame,
            row,
            lane,
            told,
            bounds,
            levels: None,
            trees: BTreeMap::new(),
            detours: BTreeMap::new(),
        }
    }

    /// What is told makes of one way.
    fn put(&mut self, way: usize, ends: [usize; 2], state: &mut WayState) {
        let (mut worst, mut waits, mut passing) = (Passability::Unknown, false, Vec::new());
        for ((_, status), bound) in self.told.iter().zip(&self.bounds) {
            let touched = bound.lanes.get(self.lane).and_then(|l| l.ways.get(way));
            if !touched.copied().unwrap_or(false) {
                continue;
            }
            state.reasons.push(bound.id.clone());
            // A curfew is waited for.
            match *status == Passability::Restricted && !bound.hours.is_empty() {
                true => waits = true,
                false => worst = worst.max(*status),
            }
            if *status == Passability::Restricted
                && bound.hours.is_empty()
                && !passing.contains(&bound.passes)
            {
                passing.push(bound.passes);
            }
        }
        if waits && let Some(passage) = self.row.passages.get(way).and_then(Option::as_ref) {
            self.look();
            let levels = self.levels.as_ref();
            state.usual = self.frame.passages(&self.row.lane).leg(&passage.steps, levels);
        }
        state.hindrance = match worst {
            Passability::Closed => Hindrance::Closed,
            Passability::Restricted => Hindrance::Restricted(passing),
            Passability::Open | Passability::Unknown => return,
        };
        let closed = worst == Passability::Closed;
        match self.detour(ends) {
            Some((leg, true)) => state.detour = Some(leg.clone()),
            Some((leg, false)) if closed => {
                state.detour = Some(leg.clone());
                state.detour_passes = vec![self.frame.tables.assumptions.restricted_passes];
            }
            _ => {}
        }
    }

    fn look(&mut self) -> &Levels {
        let links = self.row.lane.prices.links.len();
        self.levels.get_or_insert_with(|| {
            let mut levels = Levels::clear(links);
            for ((_, status), bound) in self.told.iter().zip(&self.bounds) {
                let own = bound.lanes.get(self.lane).map(|l| l.links.as_slice());
                levels.add(*status, &bound.hours, own.unwrap_or_default());
            }
            levels
        })
    }

    /// The cheapest way left from a port to a zone: clear of what is told, else by links that are not closed.
    fn detour(&mut self, ends: [usize; 2]) -> Option<&(Leg, bool)> {
        if !self.detours.contains_key(&ends) {
            let found = [true, false].into_iter().find_map(|clear| self.search(ends, clear));
            self.detours.insert(ends, found);
        }
        self.detours.get(&ends).and_then(Option::as_ref)
    }

    fn search(&mut self, [port, zone]: [usize; 2], clear: bool) -> Option<(Leg, bool)> {
        self.look();
        let levels = self.levels.as_ref()?;
        let passages = self.frame.passages(&self.row.lane);
        let start = self.frame.ports.get(port).copied().flatten()?;
        let end: NodeId = self.frame.zones.get(ZoneIx(zone).0).copied().flatten()?;
        let tree = self.trees.entry((port, clear)).or_insert_with(|| {
            let may = |link| if clear { levels.is_clear(link) } else { !levels.is_closed(link) };
            Some(self.frame.ready.roads.tree(&passages.weights(may), &[start]))
        });
        let (_, steps) = tree.as_ref()?.way(&self.frame.ready.roads, end)?;
        Some((passages.leg(&steps, Some(levels))?, clear))
    }
}
