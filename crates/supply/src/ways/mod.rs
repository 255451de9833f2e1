//! The ways that goods take, regime by regime: what the stage of corridors comes to for supply.
//!
//! In: roads, classes, corridors and limits ([`Ground`]), the tables. Out: a [`Course`], made by a [`Frame`], which is kept
//! for as many courses as are asked for.

mod bound;
mod course;
mod frame;
mod passage;
mod passing;
mod regime;
#[cfg(test)]
mod tests;

pub use bound::Bound;
pub(crate) use course::is_alike;
pub use course::{Held, LOOK_BACK_DAYS, recorded};
pub use frame::{Frame, Ground};

use crate::draw::Param;
use crate::tables::{CrossingIx, PortIx, ZoneIx};
use crate::units::{CostPerTonne, Hours, Share};
use base::Date;

/// A usual way from a port to a zone.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// Where it starts.
    pub port: PortIx,
    /// Where it leads.
    pub zone: ZoneIx,
    /// The corridor of the case that it follows, by its English name.
    pub corridor: Option<String>,
}

/// What a passage takes and costs.
#[derive(Clone, Debug, PartialEq)]
pub struct Leg {
    /// Kilometres.
    pub km: f64,
    /// Hours, border posts of the roads included; ports and crossings of the tables not.
    pub hours: Hours,
    /// Low, best and high cost of carriage.
    pub cost: [CostPerTonne; 3],
    /// The crossings of the tables that it uses, in order.
    pub crossings: Vec<CrossingIx>,
}

/// What hinders goods on a way.
#[derive(Clone, Debug, PartialEq)]
pub enum Hindrance {
    /// Nothing that is told.
    None,
    /// A reported restriction: part of the goods pass, by each of these shares the least.
    Restricted(Vec<Param<Share>>),
    /// Closed to these goods.
    Closed,
}

/// A way on the days of a regime, for one commodity.
#[derive(Clone, Debug, PartialEq)]
pub struct WayState {
    /// The usual passage; `None` where the class has none even on an undisturbed day.
    pub usual: Option<Leg>,
    /// What hinders it.
    pub hindrance: Hindrance,
    /// Constraints and incidents behind that, by id.
    pub reasons: Vec<String>,
    /// The cheapest passage from the same port clear of what is closed, if the usual one is closed or restricted and there
    /// is another. Payments asked on the road are in no cost.
    pub detour: Option<Leg>,
    /// What of it passes the detour, by each of these shares the least: none where the detour is clear, as it is wherever
    /// there is a clear one.
    pub detour_passes: Vec<Param<Share>>,
}

/// What holds on some days.
#[derive(Clone, Debug, PartialEq)]
pub struct Regime {
    /// Constraints and incidents that say anything to any commodity, by id.
    pub reasons: Vec<String>,
    /// By commodity, then by way: `states[commodity.0][way]`.
    pub states: Vec<Vec<WayState>>,
    /// Carriers that are told to have stopped, by their place in the tables.
    pub stopped: Vec<usize>,
}

/// The days that are reckoned through.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// The usual ways, in the order of `Regime::states`.
    pub ways: Vec<Way>,
    /// A day without any constraint.
    pub undisturbed: Regime,
    /// By way: whether it follows its corridor furthest of all and goes on beyond it least. What passes the corridor itself
    /// passes this way.
    pub along: Vec<bool>,
    /// The regimes, each once.
    pub regimes: Vec<Regime>,
    /// The first day.
    pub start: Date,
    /// The regime of each day.
    pub days: Vec<usize>,
    /// Which of the days is asked about: what comes after it is a projection in which constraints stay as they are.
    pub asked: usize,
    /// A stock-out that is over before this day is past, and not told.
    pub since: usize,
    /// For each corridor of the case that something hinders on the day asked about: its name, and that day with the ways
    /// that follow it open.
    pub reopened: Vec<(String, Regime)>,
}
