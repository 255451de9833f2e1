//! What keeps people and goods from moving, with every status that somebody told of it.

use crate::{Finding, Place, Support, Words};
use base::{Date, Interval};
use serde::{Deserialize, Serialize};

/// Kinds of access constraint (after OCHA's access monitoring framework).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum ConstraintKind {
    Blockade,
    Closure,
    Curfew,
    CommodityBan,
    OperatorSuspension,
    WorksSuspended,
    EscortRule,
    Toll,
    Checkpoint,
    Damage,
    ImposedRules,
}

/// A status as somebody told it. Several may stand side by side; the letter does not choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Made known by whoever imposes it.
    Announced,
    /// Asked for by whoever cannot order it.
    CalledFor,
    /// Told as applied.
    InForce,
    /// Its end put off.
    Extended,
    /// Told with reserve.
    Reserved,
    /// Meant or possible.
    Planned,
    /// Said not to be so.
    Denied,
    /// Ended by whoever imposed it.
    Lifted,
    /// Its stated end has passed and nothing later is told.
    Lapsed,
}

/// One telling of a status.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// The status.
    pub status: Status,
    /// The day or days it is told for.
    pub date: Option<Interval>,
    /// Who says so or imposes it.
    pub by: Vec<String>,
    /// How much stands behind it.
    pub support: Support,
}

/// One constraint and what is told of it, oldest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Constraint {
    /// Kind.
    pub kind: ConstraintKind,
    /// Where it applies.
    pub places: Vec<Place>,
    /// Whom or what it concerns: operators, goods, vehicles.
    pub concerns: Vec<Words>,
    /// The first day told.
    pub since: Option<Date>,
    /// Publication date of the last document that tells of it.
    pub last_told: Option<Date>,
    /// Days from `last_told` to the letter's as-of date.
    pub age_days: Option<i64>,
    /// Every status told.
    pub told: Vec<Finding<Told>>,
}
