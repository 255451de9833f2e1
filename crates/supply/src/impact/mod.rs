//! The door: tables and a course of days in; flows, unmet demand and days of cover out, with their ranges.

mod arc;
mod assign;
mod balance;
mod capacity;
mod even;
mod faults;
mod futures;
mod network;
mod numbers;
mod prepared;
mod report;
mod spread;
#[cfg(test)]
mod tests;

pub use futures::{Future, Futures, Lacking, Solved};
pub use prepared::{Prepared, prepare};

use crate::draw::Draws;
use crate::range::Range;
use crate::tables::Tables;
use crate::units::{Days, Money, Share, Tonnes, TonnesPerDay};
use crate::ways::Course;
use base::{Checked, Country, Date};

/// A stock that is smaller than usual by no more than this part is as usual. A tenth: own convention, more than a wait of
/// some hours takes from a stock of a few days.
const FALLEN: f64 = 0.1;

/// A zone and a commodity.
#[derive(Clone, Debug, PartialEq)]
pub struct ZoneImpact {
    /// The zone.
    pub zone: String,
    /// The commodity.
    pub commodity: String,
    /// What it would use on an undisturbed day.
    pub demand: Range<TonnesPerDay>,
    /// What arrives by the ways on the day asked about; the zone's own supply is not in it.
    pub arrivals: Range<TonnesPerDay>,
    /// What it lacks on the day asked about, after its stock and what it has itself.
    pub unmet: Range<TonnesPerDay>,
    /// What it lacks over the whole course.
    pub unmet_in_all: Range<Tonnes>,
    /// How long its stock at the end of the day asked about would last at its usual use. Infinite where nothing is used.
    pub cover: Range<Days>,
    /// How long its usual stock would last.
    pub usual_cover: Range<Days>,
    /// The first day that ends without stock and lacks something, of a stock-out that is not over before
    /// [`Course::since`]: the 5th percentile of the draws, the best run, the 95th percentile; `None` where it does not come
    /// within the course.
    pub stock_out: [Option<Date>; 3],
}

impl ZoneImpact {
    /// Whether its stock is well under what is usual, by any of the three figures.
    pub fn has_fallen(&self) -> bool {
        let (now, usual) = (self.cover, self.usual_cover);
        let pairs = [(now.low, usual.low), (now.best, usual.best), (now.high, usual.high)];
        pairs.into_iter().any(|(now, usual)| now.0 < usual.0 * (1.0 - FALLEN))
    }
}

/// A corridor of the case on the day asked about.
#[derive(Clone, Debug, PartialEq)]
pub struct CorridorImpact {
    /// Its English name.
    pub corridor: String,
    /// The country of its port.
    pub origin: Option<Country>,
    /// The commodity.
    pub commodity: String,
    /// What it carries on an undisturbed day, and its part of all that comes in of the commodity.
    pub usual: Range<TonnesPerDay>,
    /// Its part of all that comes in of the commodity.
    pub share: Range<Share>,
    /// What it carries on the day, as the constraints of that day leave it; ways round it are not counted.
    pub now: Range<TonnesPerDay>,
    /// The part of the commodity's imports that is under a reported constraint on it.
    pub at_risk: Range<Share>,
    /// What leaves it for another way, or for a way round.
    pub rerouted: Range<TonnesPerDay>,
    /// What that costs more, a day: carriage, handling, formalities, hours and the change of way, which is the least of it:
    /// who used a dearer way had a reason that tables do not tell, so leaving it saves nothing; with what it
    /// costs that goods on the usual way wait for curfews.
    pub extra_cost: Range<Money>,
    /// What would be unmet less of, a day, were the ways that follow it open and all else as it is: before stocks, which
    /// may still bridge it. `None` where nothing hinders it.
    pub gives_back: Option<Range<TonnesPerDay>>,
}

/// A port on the day asked about.
#[derive(Clone, Debug, PartialEq)]
pub struct PortImpact {
    /// The port.
    pub port: String,
    /// What it sends on an undisturbed day.
    pub usual: Range<TonnesPerDay>,
    /// Its part of all that comes in.
    pub share: Range<Share>,
    /// What it sends on the day, as the constraints of that day leave it.
    pub now: Range<TonnesPerDay>,
}

/// What a course of days does to supply.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Impact {
    /// By zone and commodity, in the order of the tables' demands.
    pub zones: Vec<ZoneImpact>,
    /// By corridor and commodity.
    pub corridors: Vec<CorridorImpact>,
    /// By port.
    pub ports: Vec<PortImpact>,
    /// Known shares beside those that the undisturbed day comes to: what of, known, found.
    pub misfit: Vec<(String, Range<Share>, Share)>,
    /// Largest error of any run's balance, as a part of what was moved: what leaves ports is what arrives, is on the way;
    /// what arrives is used or in stock; demand is met or unmet.
    pub balance_error: f64,
}

/// Reckons a course through: the undisturbed day, each regime once, then stocks day by day; for the best values and for each
/// draw. What cannot be reckoned with is left out and told.
pub fn impact(tables: &Tables, course: &Course, draws: Draws) -> Checked<Impact> {
    prepare(tables, &course.ways, &course.undisturbed, draws).impact(course)
}
