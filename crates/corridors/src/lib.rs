//! A road network and the constraints on it in; who can pass where on a given day, and the ways round, out.
//!
//! Doors: [`assess`]; [`read_geojson`] reads a network; [`engine`] answers for large ones and for many scenarios.
//!
//! Terms: *node* and *link* (a piece of road between two nodes where one may turn, with its geometry), *corridor* (a
//! named chain of links between waypoints, cut into *sections*), *vehicle class* (a profile: speeds, limits, cost),
//! *passability* (open, restricted, closed, unknown: no news never becomes open).
#![forbid(unsafe_code)]

mod access;
mod assess;
mod components;
mod contract;
mod corridor;
mod effects;
pub mod engine;
mod geojson;
mod land;
mod levels;
mod limit;
mod many;
mod network;
pub mod osm;
mod prepared;
mod profile;
mod reach;
mod route;
mod search;
mod season;
mod snap;
mod status;
#[cfg(test)]
mod testing;
mod union;

pub use access::{Effort, PairAccess, PlaceAccess, Reached};
pub use assess::{Assessment, Input, Told, assess};
pub use components::{Components, components};
pub use contract::contract;
pub use corridor::{Corridor, CorridorSpec, Section, off_road, place_name};
pub use effects::{
    Concerns, Question, ReachKm, concerns_links, grade_on, incident_days, limit_kinds, reach_km,
    stale_after_days,
};
pub use geojson::{GeoJsonError, read_geojson};
pub use land::{Land, posts};
pub use levels::Levels;
pub use limit::{DayHours, Limit, LimitSide, Reach, Spot, Stage};
pub use network::{Border, Link, LinkFlags, LinkId, Network, Node, NodeId, RoadClass, Surface};
pub use osm::road_number;
pub use prepared::{Lane, Prepared};
pub use profile::{Classes, ClassesError, Price, Prices, Profile, Rate};
pub use route::{Choice, Route, Routes};
pub use search::{Roads, Step, Tree, Weights};
pub use snap::{Labels, like, meant};
pub use status::{Passability, Reason, Statuses};
pub use union::union;
