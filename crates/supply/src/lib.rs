//! Corridor status with demand, stocks and prices in; flows, unmet demand, days of cover and price alerts out.
//!
//! Doors: [`Tables::parse`] reads a case's tables; [`impact`]; [`exposure`] tells what else hangs on the corridors;
//! [`prices`] reads market prices and grades them; [`people`] reads displacement and food security.
//!
//! Terms: a *way* leads goods from a *port* through border *crossings* to a *zone*. A *regime* is a set of constraints that
//! some days share: each day of a *course* has one. *Demand* is what a zone would use on an undisturbed day, *unmet
//! demand* what it does not get, *days of cover* how long its stock would last. Every number that is not certain is a
//! *parameter* with low, best and high value, a source and a date; results carry the range that follows from it.
#![forbid(unsafe_code)]

mod draw;
pub mod exposure;
mod impact;
pub mod lp;
pub mod people;
pub mod prices;
mod range;
mod sample;
pub mod scenario;
mod tables;
#[cfg(test)]
mod testing;
mod units;
mod ways;

pub use draw::{By, Draws, Param, Parameter, ParameterId, Values, range_of};
pub use impact::{
    CorridorImpact, Future, Futures, Impact, Lacking, PortImpact, Prepared, Solved, ZoneImpact, impact, prepare,
};
pub use range::Range;
pub use tables::*;
pub use units::{CostPerTonne, Days, Hours, Money, PerDay, Persons, Share, Tonnes, TonnesPerDay};
pub use ways::{
    Bound, Course, Frame, Ground, Held, Hindrance, LOOK_BACK_DAYS, Leg, Regime, Way, WayState, recorded,
};
