//! What is reported of the case's corridors.

use crate::{Finding, Titles};
use base::{Coordinate, Date, Interval};
use serde::{Deserialize, Serialize};

/// Whether a way is passable (UNSDI-T `OpStatus`). No news is never open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Passable {
    Unknown,
    Open,
    Restricted,
    Closed,
}

/// A month of a corridor: the worst that was reported of any part of it, for any traffic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorridorMonth {
    /// First day of the month.
    pub month: Date,
    /// The worst reported.
    pub state: Passable,
    /// Incidents reported on it that month.
    pub incidents: usize,
}

/// How a vehicle class passes on the letter's day. Only letters for AMBER and above hold any.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassState {
    /// Class, as the case or `classes.toml` spells it.
    pub class: String,
    /// The worst of the corridor's sections.
    pub state: Passable,
}

/// A corridor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Corridor {
    /// Its name.
    pub name: Titles,
    /// Its months, oldest first, the letter's own month last.
    pub months: Vec<CorridorMonth>,
    /// Ids of the constraints reported on it on the letter's day, as in the findings.
    pub constraints: Vec<String>,
    /// Last day on which anything about it was confirmed.
    pub last_confirmed: Option<Date>,
    /// Days from then to the letter's day.
    pub age_days: Option<i64>,
    /// By vehicle class.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<ClassState>,
}

/// How likely a corridor is passable in a month to come. Shares sum to one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CorridorOutlook {
    /// The corridor.
    pub name: Titles,
    /// Its months, next month first.
    pub months: Vec<CorridorChance>,
    /// What its record is, where there is one.
    pub record: Option<Record>,
}

/// Chances of a month.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CorridorChance {
    /// First day of the month.
    pub month: Date,
    /// Open.
    pub open: f64,
    /// Restricted.
    pub restricted: f64,
    /// Closed.
    pub closed: f64,
    /// Not known.
    pub unknown: f64,
    /// The baseline's chance that it is restricted or closed.
    pub baseline: Option<f64>,
}

/// How good such forecasts were: no forecast stands without it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The model.
    pub model: String,
    /// The baseline that it stands beside.
    pub baseline: String,
    /// Windows scored, first and last: `2018..2021`.
    pub windows: Option<String>,
    /// 1 − score / score of the baseline, with its 95 % interval; `None` where it was never scored.
    pub skill: Option<[f64; 3]>,
}

/// A unit's forecast.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
    /// District, area or country, as the case names it.
    pub unit: String,
    /// Counts of the past months, oldest first; the last is the origin.
    pub past: Vec<u32>,
    /// First day of the month after the origin.
    pub from: Date,
    /// The months to come.
    pub months: Vec<ForecastMonth>,
    /// How good such forecasts were.
    pub record: Record,
}

/// A month of a forecast.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ForecastMonth {
    /// Chance of any deaths.
    pub any: f64,
    /// Mean number.
    pub mean: f64,
    /// 5, 25, 50, 75 and 95 % quantiles.
    pub quantiles: [f64; 5],
    /// The baseline's chance of any deaths, and its mean.
    pub baseline: [f64; 2],
}

/// Corridors and what may come, as one part of the findings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Roads {
    /// Corridors, in the case's order.
    pub corridors: Vec<Finding<Corridor>>,
    /// Their outlook.
    pub outlook: Vec<Finding<CorridorOutlook>>,
    /// Shapes of the map; without them the letter prints none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub map: Option<Finding<RoadMap>>,
}

/// Shapes of the map of corridors. Its footnotes are the rows that outlines and roads come from, with their licence.
/// No place of a single incident has room in it. Plain lines: a few hundred points a country or corridor are enough, the
/// chart leaves out what no page can show.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RoadMap {
    /// Countries or areas, drawn below everything else; the first stands lowest.
    pub lands: Vec<MapLand>,
    /// Whether the outlines are coarse ones that ship with the case: the map says so.
    #[serde(default)]
    pub coarse: bool,
    /// The corridors' lines, in the case's order; those of corridors that the letter does not hold are not drawn.
    pub routes: Vec<MapRoute>,
    /// Towns.
    pub towns: Vec<MapTown>,
    /// Incidents, summed by area at the level to which the case blurs them.
    pub incidents: Vec<Finding<AreaIncidents>>,
    /// The days that incidents were counted on.
    pub counted: Option<Interval>,
}

/// An outline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MapLand {
    /// Its name.
    pub name: Titles,
    /// Whether it is the case's own, drawn lighter than its neighbours.
    pub home: bool,
    /// Its rings, outer ones and holes alike.
    pub rings: Vec<Vec<Coordinate>>,
}

/// The line of a corridor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MapRoute {
    /// Id of the finding that tells of the corridor, as in [`Roads::corridors`].
    pub corridor: String,
    /// Its sections, in the order of travel.
    pub sections: Vec<MapSection>,
}

/// A section of a corridor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MapSection {
    /// Its own status on the letter's day. Only letters for AMBER and above hold it; without it the section is drawn as
    /// the corridor's last month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<Passable>,
    /// Its line.
    pub line: Vec<Coordinate>,
}

/// A town.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MapTown {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub at: Coordinate,
    /// 1 for a capital, 2 for a large town, 3 for others: names of the lower rank are placed first.
    pub rank: u8,
}

/// Incidents of an area, on the footnotes of the incidents. At least a second-level division or a section of a corridor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AreaIncidents {
    /// The area.
    pub area: String,
    /// A point that stands for the area, such as its middle: never where an incident was.
    pub at: Coordinate,
    /// How many.
    pub count: u32,
}
