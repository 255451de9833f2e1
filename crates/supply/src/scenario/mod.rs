//! Scenarios: recorded constraints that go on or end, and supposed ones on what the case itself names.
//!
//! In: a scenario file and a [`crate::Frame`]. Out: what holds on each day of a course. Scenarios vary recorded
//! constraints and the case's corridors, border posts, ports and carriers; never other roads or places. Nothing here
//! looks for the change that would hurt most.

mod at;
mod file;
mod suppose;
#[cfg(test)]
mod tests;

pub use at::Named;
pub use file::{ScenarioError, read};
pub use suppose::{Days, Recorded, Supposed, suppose};

#[cfg(test)]
pub(crate) use at::blank;

use base::{Country, Date};
use corridors::DayHours;

/// A scenario as its file tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Its title.
    pub title: String,
    /// First day of its changes, where they tell none.
    pub from: Option<Date>,
    /// What is supposed.
    pub changes: Vec<Change>,
}

/// One thing supposed.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Its place in the file, from 1.
    pub number: usize,
    /// What.
    pub what: What,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Until>,
}

/// How long a change lasts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Until {
    /// Until this day, which it still holds on.
    Day(Date),
    /// For so many days.
    Days(i64),
}

/// What is supposed.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A recorded constraint or incident takes another course.
    Recorded {
        /// Its id.
        id: String,
        /// Which course.
        becomes: Becomes,
    },
    /// A constraint that is not recorded.
    New(New),
}

/// What becomes of a recorded constraint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Becomes {
    /// It stays as recorded until its last day, then it is over.
    Ends,
    /// It is in force, told plainly, from the first day to the last.
    InForce,
    /// It is over from the first day to the last.
    Lifted,
}

/// A supposed constraint.
#[derive(Clone, Debug, PartialEq)]
pub struct New {
    /// Its kind, by the names of constraints.
    pub kind: String,
    /// Where.
    pub at: At,
    /// Two waypoints of the case's corridors between which it holds; all along without them.
    pub between: Option<[String; 2]>,
    /// Goods.
    pub goods: Vec<String>,
    /// Kinds of vehicle.
    pub vehicle_classes: Vec<String>,
    /// Countries that the goods come from.
    pub origin_countries: Vec<Country>,
    /// Hours of the day.
    pub hours: Vec<DayHours>,
}

/// Where a supposed constraint holds.
#[derive(Clone, Debug, PartialEq)]
pub enum At {
    /// A corridor of the case.
    Corridor(String),
    /// A border post of its corridors or tables.
    Border(String),
    /// A port of its tables.
    Port(String),
    /// A carrier of its tables.
    Operator(String),
    /// A road, as far as the case's corridors use it.
    Road(String),
}
