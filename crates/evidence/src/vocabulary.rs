//! What a case knows beforehand: its places, actors and sources, as its `case.toml` lists them.

use base::{Country, PlaceKind, Reliability};
use serde::{Deserialize, Serialize};

/// A place of the case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceEntry {
    /// Canonical name.
    pub name: String,
    /// Other names and spellings, in any language. Accents, case and hyphens need not be repeated.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What it is.
    pub kind: PlaceKind,
    /// Country.
    #[serde(default)]
    pub country: Option<Country>,
    /// First-level division it lies in.
    #[serde(default)]
    pub admin1: Option<String>,
    /// Latitude, degrees.
    #[serde(default)]
    pub lat: Option<f64>,
    /// Longitude, degrees.
    #[serde(default)]
    pub lon: Option<f64>,
    /// For a road: the places it joins, in order.
    #[serde(default)]
    pub via: Vec<String>,
    /// OCHA P-code.
    #[serde(default)]
    pub pcode: Option<String>,
    /// Second-level division it lies in.
    #[serde(default)]
    pub admin2: Option<String>,
    /// For a site: its economic sector.
    #[serde(default)]
    pub sector: Option<String>,
    /// For a site: the country of its owner.
    #[serde(default)]
    pub owner_country: Option<Country>,
    /// Where the entry comes from.
    #[serde(default)]
    pub source: Option<String>,
}

/// What an actor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActorKind {
    /// Armed group.
    ArmedGroup,
    /// Army, police, gendarmerie.
    StateForces,
    /// Government, governor, ministry, municipality.
    Authority,
    /// Transport or logistics company.
    Operator,
    /// Any other company.
    Company,
    /// Trade union, professional body.
    Union,
    /// International organisation.
    International,
    /// Civil society, community, religious leader in public office.
    Community,
    /// Who speaks in public for a group.
    Spokesperson,
}

/// An actor of the case: a public body, group or company, or somebody who speaks in public for one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActorEntry {
    /// Canonical name.
    pub name: String,
    /// Other names and spellings.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What it is.
    pub kind: ActorKind,
    /// The actor it is part of or speaks for.
    #[serde(default)]
    pub parent: Option<String>,
    /// For a company: its economic sector.
    #[serde(default)]
    pub sector: Option<String>,
    /// For a company: the country it is owned from.
    #[serde(default)]
    pub owner_country: Option<Country>,
    /// Where the entry comes from.
    #[serde(default)]
    pub source: Option<String>,
}

/// A source of the case and its grading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceEntry {
    /// The publisher's name.
    pub name: String,
    /// Other names, and host names of its sites.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Admiralty reliability.
    pub reliability: Reliability,
    /// Why it is graded so.
    pub reason: String,
    /// Whether it is an armed group's own medium: it is never fetched, embedded or linked.
    #[serde(default)]
    pub armed_group: bool,
}

/// The case's places, actors and sources.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Vocabulary {
    /// Places.
    pub places: Vec<PlaceEntry>,
    /// Actors.
    pub actors: Vec<ActorEntry>,
    /// Sources.
    pub sources: Vec<SourceEntry>,
}
