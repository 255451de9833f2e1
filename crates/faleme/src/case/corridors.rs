//! What a case writes of its corridors and of the people along them.

use super::Title;
use serde::Deserialize;

/// `[[corridors]]`: a corridor of the case.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorridorEntry {
    /// Its name in each language.
    pub name: Title,
    /// Other names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Where it passes, from one end to the other: places of the case or of its roads.
    pub waypoints: Vec<String>,
    /// The class that it is looked at for, unless a command asks for another.
    #[serde(default)]
    pub class: Option<String>,
    /// Where the entry comes from.
    #[serde(default)]
    pub source: Option<String>,
    /// Its line in the case file, from 1.
    #[serde(skip)]
    pub line: usize,
}

/// `[[populations]]`: how many people live in a place.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PopulationEntry {
    /// A place of the case or of its roads.
    pub place: String,
    /// How many.
    pub people: u64,
    /// The year counted or estimated.
    pub year: i16,
    /// Where the number is from.
    #[serde(default)]
    pub source: Option<String>,
}
