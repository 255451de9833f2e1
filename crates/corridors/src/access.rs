//! What is cut off and what costs more on a day, against an undisturbed one.
//!
//! It tells what was reported to have happened to places and corridors of the case. It never orders links by what
//! losing them would do.

use crate::assess::Assessment;
use crate::profile::Price;
use crate::search::{Step, Weights};
use crate::status::Passability;
use crate::{LinkId, NodeId};
use serde::{Deserialize, Serialize};

/// How a place can still be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reached {
    /// Not even on an undisturbed day, by this class and in this season.
    Never,
    /// There is a way without a reported constraint, but for curfews, which end every day. Nothing may be told of it: that
    /// is not news that it is open.
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
    /// The gate and the way without a reported constraint, which may be another and longer.
    pub clear: Option<(NodeId, Effort)>,
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
    /// The way without a reported constraint, which may be another and longer.
    pub clear: Option<Effort>,
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
        Weights::new(&self.prices, Price::quick, may)
    }

    /// How each place can be reached from the nearest of the gates: ports and other ends of corridors.
    pub fn places_access(&self, gates: &[NodeId], places: &[NodeId]) -> Vec<PlaceAccess> {
        let days = [Day::Undisturbed, Day::Clear, Day::Passable];
        let trees = days.map(|day| self.roads.tree(&self.weights(day), gates));
        let one = |&place: &NodeId| {
            let [usual, clear, passable] = trees.each_ref().map(|tree| tree.way(&self.roads, place));
            let reached = reached([usual.is_some(), clear.is_some(), passable.is_some()]);
            let free = clear.as_ref().map(|(gate, steps)| (*gate, self.effort(steps)));
            let now = if self.profile.avoids_restricted { clear.or(passable) } else { passable };
            PlaceAccess {
                node: place,
                usual_gate: usual.as_ref().map(|(gate, _)| *gate),
                gate: now.as_ref().map(|(gate, _)| *gate),
                reached,
                usual: usual.map(|(_, steps)| self.effort(&steps)),
                now: now.map(|(_, steps)| self.effort(&steps)),
                clear: free,
            }
        };
        places.iter().map(one).collect()
    }

    /// How the second of each pair can be reached from the first.
    pub fn pairs_access(&self, pairs: &[[NodeId; 2]]) -> Vec<PairAccess> {
        let days = [Day::Undisturbed, Day::Clear, Day::Passable].map(|day| self.weights(day));
        let [usual, clear, passable] = days.map(|weights| self.roads.paths(&weights, pairs));
        let one = |(((&ends, usual), clear), passable)| {
            let effort = |way: Option<Vec<Step>>| way.map(|steps| self.effort(&steps));
            let [usual, clear, passable] = [usual, clear, passable].map(effort);
            let now = if self.profile.avoids_restricted { clear.or(passable) } else { passable };
            let reached = reached([usual.is_some(), clear.is_some(), passable.is_some()]);
            PairAccess { ends, reached, usual, now, clear }
        };
        pairs.iter().zip(usual).zip(clear).zip(passable).map(one).collect()
    }

    /// Hours from each of some places to each of others on the day, by rows of the first, to a few seconds; `None` where
    /// no passable way is left.
    pub fn matrix(&self, from: &[NodeId], to: &[NodeId]) -> Vec<Vec<Option<f64>>> {
        let weights = Weights::new(&self.prices, Price::quick, |l| self.may_use(l, false));
        let hours = self.roads.matrix(&weights, from, to).into_iter();
        hours.map(|row| row.into_iter().map(|h| Some(h).filter(|h| h.is_finite())).collect()).collect()
    }

    /// Those of some places that a vehicle of the class reaches from another within some hours on the day.
    pub fn within(&self, from: NodeId, hours: f64, places: &[NodeId]) -> Vec<PlaceAccess> {
        let mut found = self.places_access(&[from], places);
        found.retain(|place| place.now.is_some_and(|way| way.hours <= hours));
        found
    }

    fn effort(&self, steps: &[Step]) -> Effort {
        let prices = || steps.iter().filter_map(|s| self.prices.links.get(s.link.0 as usize));
        let sum = |of: fn(&Price) -> f64| prices().map(of).sum();
        Effort {
            km: sum(|p| p.km),
            hours: sum(|p| p.hours),
            cost: [sum(|p| p.cost[0]), sum(|p| p.cost[1]), sum(|p| p.cost[2])],
        }
    }
}

/// By whether there is a way on an undisturbed day, one without a reported constraint, and one that is not closed.
fn reached(found: [bool; 3]) -> Reached {
    match found {
        [false, ..] => Reached::Never,
        [_, true, _] => Reached::Clear,
        [_, false, true] => Reached::ReportedOnly,
        [_, false, false] => Reached::CutOff,
    }
}
