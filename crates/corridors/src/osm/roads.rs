//! The roads of one file, way by way: what is kept of it, before roads of several files are joined and contracted.

use super::rules::Effect;
use super::tags::{Notice, Road};
use base::{Coordinate, Date};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The roads of one file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Roads {
    /// When the data was current: seconds since 1970, if the file tells.
    pub timestamp: Option<i64>,
    /// What the file holds.
    pub counts: Counts,
    /// OpenStreetMap ids of the nodes on roads, ascending.
    pub(super) ids: Vec<i64>,
    /// Where they lie.
    pub(super) points: Vec<Place>,
    /// What stands at some of them, ascending.
    pub(super) marks: Vec<(u32, Mark)>,
    /// The ways, in the order of the file. A way that is cut (nodes missing) is several, one after another.
    pub(super) ways: Vec<Way>,
    /// The nodes of all ways, as places in `ids`.
    pub(super) refs: Vec<u32>,
    /// What is told of ways, each once.
    pub(super) kinds: Vec<Kind>,
    /// Road numbers and names, each once.
    pub(super) names: Vec<String>,
    /// Turn restrictions.
    pub(super) restrictions: Vec<Restriction>,
    /// What could not be taken over.
    pub(super) notices: Notices,
}

/// What a file holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// All its nodes.
    pub nodes: u64,
    /// All its ways.
    pub ways: u64,
    /// All its relations.
    pub relations: u64,
    /// The ways that are roads or ferries.
    pub roads: u64,
}

/// A place in 10⁻⁷ degrees: latitude, longitude.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place(pub i32, pub i32);

impl Place {
    /// Stands for a node that the file lacks.
    pub(super) const MISSING: Self = Self(i32::MIN, i32::MIN);
    /// Stands for a node outside the wanted box.
    pub(super) const OUTSIDE: Self = Self(i32::MAX, i32::MAX);

    /// In degrees.
    pub fn degrees(self) -> Coordinate {
        Coordinate { lat: f64::from(self.0) / 1e7, lon: f64::from(self.1) / 1e7 }
    }
}

/// A way or a piece of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Way {
    pub id: i64,
    /// Place in `kinds`.
    pub kind: u32,
    /// End of its nodes in `refs`; they begin where the way before ends.
    pub end: u32,
}

/// What is told of a way: many ways share one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Kind {
    pub road: Road,
    /// Places in the names.
    pub names: Vec<u32>,
}

/// What stands at a node.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Mark {
    pub name: Option<String>,
    pub barrier: Option<String>,
    pub effect: Effect,
    pub border: bool,
    pub ford: bool,
}

/// A turn restriction over one node.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Restriction {
    pub id: i64,
    /// `only_…`: every other turn is forbidden; else this one is.
    pub only: bool,
    pub from: Vec<i64>,
    pub via: i64,
    pub to: Vec<i64>,
}

/// How often something could not be taken over, and the first object it is about.
pub(super) type Notices = BTreeMap<Notice, (u64, i64)>;

/// Counts one more.
pub(super) fn count(notices: &mut Notices, notice: Notice, id: i64) {
    notices.entry(notice).or_insert((0, id)).0 += 1;
}

/// Adds counts up; the first objects of `to` stay the first.
pub(super) fn add(to: &mut Notices, from: Notices) {
    for (notice, (count, first)) in from {
        to.entry(notice).or_insert((0, first)).0 += count;
    }
}

/// Seconds in a day.
const DAY: i64 = 86_400;

impl Roads {
    /// Whether no road was found.
    pub fn is_empty(&self) -> bool {
        self.ways.is_empty()
    }

    /// The day the data was current, if the file tells.
    pub fn released(&self) -> Option<Date> {
        let days = u64::try_from(self.timestamp?.div_euclid(DAY)).ok()?;
        let passed = std::time::Duration::from_secs(days.checked_mul(DAY as u64)?);
        Date::constant(1970, 1, 1).checked_add(passed).ok()
    }

    /// What is told of a way.
    pub(super) fn kind(&self, way: &Way) -> Option<&Kind> {
        self.kinds.get(way.kind as usize)
    }

    /// Each way with its nodes.
    pub(super) fn each(&self) -> impl Iterator<Item = (&Way, &[u32])> {
        let mut start = 0;
        self.ways.iter().map(move |way| {
            let nodes = self.refs.get(start..way.end as usize).unwrap_or_default();
            start = way.end as usize;
            (way, nodes)
        })
    }
}
