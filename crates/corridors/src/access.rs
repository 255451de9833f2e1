//! What is cut off and what costs more on a day, against an undisturbed one.
//!
//! It tells what was reported to have happened to places and corridors of the case. It never orders links by what
//! losing them would do.

use crate::assess::Assessment;
use crate::profile::Price;
use crate::search::Weights;
use crate::status::Passability;
use crate::{LinkId, NodeId};
use serde::{Deserialize, Serialize};

/// How a place can still be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reached {
    /// Not even on an undisturbed day, by this class and in this season.
    Never,
    /// There is a way without a reported constraint. Nothing may be told of it: that is not news that it is open.
    Clear,
    /// Only ways with links under a reported constraint are left.
    ReportedOnly,
    /// No passable way is left.
    CutOff,
}

/// Distance, time and cost of a way.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Effort {
    /// Kilometres.
    pub km: f64,
    /// Hours.
    pub hours: f64,
    /// Low, best and high cost.
    pub cost: [f64; 3],
}

/// A place on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceAccess {
    /// The place.
    pub node: NodeId,
    /// The nearest gate on an undisturbed day, by time.
    pub usual_gate: Option<NodeId>,
    /// The nearest gate on the day.
    pub gate: Option<NodeId>,
    /// How it can be reached.
    pub reached: Reached,
    /// The usual way.
    pub usual: Option<Effort>,
    /// The way on the day.
    pub now: Option<Effort>,
}

/// A pair of places on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct PairAccess {
    /// From where to where.
    pub ends: [NodeId; 2],
    /// How the second can be reached from the first.
    pub reached: Reached,
    /// The usual way.
    pub usual: Option<Effort>,
    /// The way on the day.
    pub now: Option<Effort>,
}

/// Which links a search may use.
#[derive(Clone, Copy)]
enum Day {
    Undisturbed,
    /// Those without a reported constraint.
    Clear,
    /// Those that are not closed.
    Passable,
}

impl Assessment<'_> {
    fn weights(&self, day: Day) -> Weights {
        let may = |link: LinkId| match day {
            Day::Undisturbed => true,
            Day::Clear => self.is_clear(link),
            Day::Passable => self.statuses.of(link) < Passability::Closed,
        };
        Weights::new(&self.prices, |p: &Price| p.hours, may)
    }

    /// How each place can be reached from the nearest of the gates: ports and other ends of corridors.
    pub fn places_access(&self, gates: &[NodeId], places: &[NodeId]) -> Vec<PlaceAccess> {
        let days = [Day::Undisturbed, Day::Clear, Day::Passable].map(|day| self.weights(day));
        let trees = days.each_ref().map(|w| gates.iter().map(|g| self.roads.from(w, *g)).collect::<Vec<_>>());
        let nearest = |day: usize, place: NodeId| {
            let hours = |tree: &Vec<f64>| tree.get(place.0 as usize).copied().unwrap_or(f64::INFINITY);
            let ranked = trees.get(day)?.iter().map(hours).zip(gates).filter(|(h, _)| h.is_finite());
            ranked.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, gate)| *gate)
        };
        let one = |&place: &NodeId| {
            let found = [0, 1, 2].map(|day| nearest(day, place));
            let [usual, clear, passable] = found;
            let reached = reached(found);
            let day = if clear.is_some() { 1 } else { 2 };
            let gate = if self.profile.avoids_restricted { clear.or(passable) } else { passable };
            let weights = if self.profile.avoids_restricted { days.get(day) } else { days.get(2) };
            PlaceAccess {
                node: place,
                usual_gate: usual,
                gate,
                reached,
                usual: usual.and_then(|g| self.effort(days.first()?, [g, place])),
                now: gate.and_then(|g| self.effort(weights?, [g, place])),
            }
        };
        places.iter().map(one).collect()
    }

    /// How the second of each pair can be reached from the first.
    pub fn pairs_access(&self, pairs: &[[NodeId; 2]]) -> Vec<PairAccess> {
        let days = [Day::Undisturbed, Day::Clear, Day::Passable].map(|day| self.weights(day));
        let one = |&ends: &[NodeId; 2]| {
            let [usual, clear, passable] = days.each_ref().map(|w| self.effort(w, ends));
            let now = if self.profile.avoids_restricted { clear.or(passable) } else { passable };
            PairAccess { ends, reached: reached([usual, clear, passable]), usual, now }
        };
        pairs.iter().map(one).collect()
    }

    fn effort(&self, weights: &Weights, [from, to]: [NodeId; 2]) -> Option<Effort> {
        let steps = self.roads.path(weights, from, to)?;
        let prices = || steps.iter().filter_map(|s| self.prices.links.get(s.link.0 as usize));
        let sum = |of: fn(&Price) -> f64| prices().map(of).sum();
        Some(Effort {
            km: sum(|p| p.km),
            hours: sum(|p| p.hours),
            cost: [sum(|p| p.cost[0]), sum(|p| p.cost[1]), sum(|p| p.cost[2])],
        })
    }
}

fn reached<T>(found: [Option<T>; 3]) -> Reached {
    match found {
        [None, ..] => Reached::Never,
        [_, Some(_), _] => Reached::Clear,
        [_, None, Some(_)] => Reached::ReportedOnly,
        [_, None, None] => Reached::CutOff,
    }
}
