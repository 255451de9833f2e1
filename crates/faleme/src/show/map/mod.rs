//! The map of a case on a day: what a letter of the same marking would print of corridors, incidents, constraints and
//! prices, each with its place.
//!
//! Below AMBER a corridor is told as a whole, by the worst reported of the month, and what is told of a town stands for its
//! district. No incident has a place of its own: areas carry their number.

mod ahead;
mod drawn;
mod features;
mod markets;
mod spots;

use crate::case::Case;
use crate::findings::stages::{Route, Stages};
use crate::names::Names;
use base::{Coordinate, Country, Date, Interval, PlaceKind, Tlp};
use events::{Constraint, ConstraintStatus};
use letter::{
    AreaIncidents, Corridor, Finding, Findings, Lang, MapLand, MapRoute, MapTown, Passable, RoadMap, Titles,
};
use serde::Serialize;
use spots::{Spot, Spots};
use std::sync::Arc;

pub use ahead::MapAhead;

/// Layers, in the order of the legend. The first stand on top.
pub const LAYERS: [&str; 6] = ["corridors", "incidents", "constraints", "markets", "borders", "towns"];

/// The layer of what may come: worked out at length, and shown where it is asked for.
pub const LAYER_AHEAD: &str = "forecasts";

/// What a map shows.
pub struct MapShown {
    day: Date,
    /// Its strictest marking.
    amber: bool,
    corridors: Vec<Way>,
    incidents: Vec<AreaIncidents>,
    counted: Option<Interval>,
    constraints: Vec<Limiting>,
    markets: Vec<Market>,
    lands: Vec<MapLand>,
    coarse: bool,
    crossings: Vec<Crossing>,
    towns: Vec<MapTown>,
    /// What they are called in the language of those who read.
    names: Arc<Names>,
}

/// A corridor with its line.
struct Way {
    id: String,
    name: Titles,
    /// The worst reported in the month of the day.
    state: Passable,
    month: Option<Date>,
    incidents: usize,
    constraints: Vec<String>,
    last_confirmed: Option<Date>,
    age_days: Option<i64>,
    /// The class that its sections' states are told for; none below AMBER.
    class: Option<String>,
    sections: Vec<Section>,
}

struct Section {
    from: String,
    to: String,
    state: Option<Passable>,
    line: Vec<Coordinate>,
}

/// What limits access now.
struct Limiting {
    id: String,
    kind: letter::ConstraintKind,
    status: ConstraintStatus,
    disputed: bool,
    since: Option<Date>,
    last_told: Option<Date>,
    age_days: Option<i64>,
    spots: Vec<Spot>,
}

/// A market near the case's places.
struct Market {
    name: String,
    country: String,
    at: Coordinate,
    /// The highest level of its prices.
    level: Option<&'static str>,
    prices: Vec<Price>,
}

/// A price of a market, the last of its series.
#[derive(Serialize)]
struct Price {
    commodity: String,
    price: f64,
    unit: String,
    currency: String,
    month: String,
    level: Option<&'static str>,
}

struct Crossing {
    name: String,
    country: Option<Country>,
    at: Coordinate,
}

impl MapShown {
    /// The map of a case for readers of a marking; `limits` are its constraints as they stand.
    pub fn of(
        case: &Case,
        found: &Findings,
        stages: &Stages,
        limits: &[Constraint],
        names: Arc<Names>,
    ) -> Self {
        let (day, tlp) = (found.masthead.as_of.0, found.masthead.tlp);
        let amber = tlp >= Tlp::Amber;
        let empty = RoadMap::default();
        let map = found.roads.map.as_ref().map_or(&empty, Finding::content);
        let spots = Spots { vocabulary: &case.vocabulary, lands: &stages.shapes.lands, fine: amber };
        let places = case.vocabulary.places.iter().filter(|p| p.kind == PlaceKind::BorderCrossing);
        let crossing = |p: &evidence::PlaceEntry| {
            let (name, country) = (p.name.clone(), p.country);
            Some(Crossing { name, country, at: Coordinate::new(p.lat?, p.lon?)? })
        };
        Self {
            day,
            amber,
            corridors: map.routes.iter().filter_map(|r| way(r, found, stages, amber)).collect(),
            incidents: map.incidents.iter().map(|f| f.content().clone()).collect(),
            counted: map.counted,
            constraints: found.constraints.iter().filter_map(|f| limiting(f, limits, &spots)).collect(),
            markets: markets::of(case, stages, day),
            lands: map.lands.clone(),
            coarse: map.coarse,
            crossings: places.filter_map(crossing).collect(),
            towns: map.towns.clone(),
            names,
        }
    }

    /// A name of the case in a language.
    fn called(&self, name: &str, lang: Lang) -> String {
        self.names.called(name, lang).unwrap_or_else(|| name.to_owned())
    }

    /// The same of what has a title in each.
    fn said(&self, of: &Titles, lang: Lang) -> String {
        match lang {
            Lang::French => self.called(&of.fr, lang),
            Lang::English => of.en.clone(),
        }
    }
}

/// The corridor of a line, with its sections' names and states as far as they are told.
fn way(of: &MapRoute, found: &Findings, stages: &Stages, amber: bool) -> Option<Way> {
    let told: &Finding<Corridor> = found.roads.corridors.iter().find(|c| c.id() == of.corridor)?;
    let is_it = |r: &&Route| format!("cor-{}", r.line) == of.corridor;
    let route = stages.shapes.routes.iter().find(is_it)?;
    let last = told.content().months.last();
    let sections = route.sections.iter().zip(&of.sections).map(|(named, drawn)| Section {
        from: named.from.clone(),
        to: named.to.clone(),
        state: drawn.state.filter(|_| amber),
        line: drawn.line.clone(),
    });
    let content = told.content();
    Some(Way {
        id: of.corridor.clone(),
        name: content.name.clone(),
        state: last.map_or(Passable::Unknown, |m| m.state),
        month: last.map(|m| m.month),
        incidents: last.map_or(0, |m| m.incidents),
        constraints: content.constraints.clone(),
        last_confirmed: content.last_confirmed,
        age_days: content.age_days,
        class: amber.then(|| route.class.clone()),
        sections: sections.collect(),
    })
}

/// A constraint that is announced or in force; `None` for one that is lifted, lapsed, denied or only called for.
fn limiting(of: &Finding<letter::Constraint>, limits: &[Constraint], spots: &Spots<'_>) -> Option<Limiting> {
    let told = of.content();
    let own = limits.iter().find(|c| c.events.iter().any(|e| e.as_str() == of.id()))?;
    matches!(own.status, ConstraintStatus::InForce | ConstraintStatus::Announced).then(|| Limiting {
        id: own.id.to_string(),
        kind: told.kind,
        status: own.status,
        disputed: own.disputed,
        since: told.since,
        last_told: told.last_told,
        age_days: told.age_days,
        spots: spots.of(&told.places),
    })
}
