//! What the stages tell on the letter's day, gathered once: values that have no footnotes yet, and what they rest on.

use super::classes::ClassStates;
use super::supply::Reckoned;
use crate::corridor::Setting;
use crate::neighbours::Report;
use crate::supply::Graded;
use base::{ClaimId, Coordinate, Country, Date};
use corridors::Passability;
use events::{Cell, RowRef};
use letter::{CorridorChance, Forecast, Record};
use outlook::response::{Early, Response, Tensions};
use outlook::spillover::Indicator;
use std::collections::BTreeMap;
use std::sync::Arc;
use supply::people::Area;

/// Everything besides the ledger.
#[derive(Default)]
pub struct Stages {
    /// The case's roads on the day, where it has any.
    pub setting: Option<Arc<Setting>>,
    /// How vehicle classes pass the case's corridors on the day, in its order; for readers of AMBER alone.
    pub classes: Vec<ClassStates>,
    /// What it comes to for supply, where the case has tables.
    pub reckoned: Option<Reckoned>,
    /// Shapes of its map.
    pub shapes: Shapes,
    /// Graded prices.
    pub prices: Option<Graded>,
    /// People of the case's districts.
    pub people: Vec<Area>,
    /// The last day that any table of people tells of.
    pub people_until: Option<Date>,
    /// Sites hit or closed.
    pub interests: Vec<Counted>,
    /// How many counts of them are too small to be told.
    pub interests_few: usize,
    /// Districts at a border.
    pub borders: Vec<BorderDistrict>,
    /// Reports across the border that the case enters.
    pub reports: Vec<Report>,
    /// Releases of events that forecasts are made from.
    pub releases: Vec<Release>,
    /// Forecasts by country.
    pub forecasts: Vec<(Country, Forecast)>,
    /// Chances of corridors.
    pub chances: Vec<Chances>,
    /// Latent tensions, mediation and signals.
    pub tensions: Tensions,
    /// Signals that are crossed.
    pub crossed: Vec<Early>,
    /// Recommendations and commitments.
    pub register: Vec<Response>,
    /// What events and constraints named above rest on, by their ids.
    pub proofs: BTreeMap<String, Vec<Proof>>,
}

/// Shapes of the map.
#[derive(Default)]
pub struct Shapes {
    /// Areas of the case that have an outline.
    pub lands: Vec<Land>,
    /// The case's corridors, section by section.
    pub routes: Vec<Route>,
}

/// An area with its outline.
pub struct Land {
    /// Its name.
    pub name: String,
    /// Whether it is of the case's own country.
    pub home: bool,
    /// Its second-level divisions.
    pub admin2: Vec<String>,
    /// A point inside that stands for it.
    pub middle: Option<Coordinate>,
    /// Outer rings and holes.
    pub rings: Vec<Vec<Coordinate>>,
    /// Whether its file says that it is coarse.
    pub coarse: bool,
    /// Line of the case file on which its entry begins.
    pub line: usize,
    /// Where the entry is from.
    pub source: Option<String>,
}

/// The way of a corridor.
pub struct Route {
    /// Line of its entry in the case file.
    pub line: usize,
    /// The class that it is looked at for.
    pub class: String,
    /// Its sections, in the order of travel.
    pub sections: Vec<Stretch>,
}

/// A section of a corridor.
pub struct Stretch {
    /// Where it begins.
    pub from: String,
    /// Where it ends.
    pub to: String,
    /// Status on the day for the corridor's class.
    pub status: Passability,
    /// Its line.
    pub line: Vec<Coordinate>,
}

/// What an event or constraint rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// A claim.
    Claim(ClaimId),
    /// A row of a dataset.
    Row(RowRef),
}

/// A count of sites, with the claims that tell them.
pub struct Counted {
    /// The count.
    pub cell: Cell,
    /// The claims.
    pub claims: Vec<ClaimId>,
}

/// A district at a border.
pub struct BorderDistrict {
    /// Its name.
    pub name: String,
    /// Its country.
    pub country: Country,
    /// Line of the case file on which its entry begins.
    pub line: usize,
    /// Shares of what is expected: background, own, across; `None` with too little history.
    pub shares: Option<[f64; 3]>,
    /// Indicators of the five risks.
    pub indicators: Vec<Indicator>,
}

/// A release that rows were counted from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// The dataset.
    pub dataset: String,
    /// The release.
    pub name: String,
    /// Ids of its first rows.
    pub first: Vec<String>,
    /// How many rows count.
    pub count: usize,
}

/// How likely a corridor is passable.
pub struct Chances {
    /// Its English name.
    pub corridor: String,
    /// By month.
    pub months: Vec<CorridorChance>,
    /// Ids of the constraints on it.
    pub drivers: Vec<String>,
    /// Whether rows of datasets tell of incidents on it.
    pub by_rows: bool,
    /// How good such forecasts were.
    pub record: Record,
}
