//! How OpenStreetMap's words are read: the tables of `data/osm.toml`.

use crate::{RoadClass, Surface};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What a barrier on a road does to a vehicle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Lets it pass.
    Open,
    /// Lets pass who has a permit.
    Closed,
    /// Lets none pass.
    Blocked,
}

/// The tables.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// Values of `highway` that are roads.
    pub highway: HashMap<String, RoadClass>,
    /// Values of `surface`.
    pub surface: HashMap<String, Surface>,
    /// Values of `access` and its kin.
    pub access: Access,
    /// km/h of codes for legal maxima.
    pub maxspeed: HashMap<String, f32>,
    /// Barriers.
    pub barrier: HashMap<String, Effect>,
}

/// Values of `access` and its kin.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Access {
    closed: HashSet<String>,
    open: HashSet<String>,
}

impl Access {
    /// Whether a value closes a road to the public; `None` if it says nothing of that.
    pub fn closes(&self, value: &str) -> Option<bool> {
        if self.closed.contains(value) { Some(true) } else { self.open.contains(value).then_some(false) }
    }
}

impl Rules {
    /// The tables that ship with the program.
    pub fn get() -> &'static Self {
        static RULES: LazyLock<Rules> =
            LazyLock::new(|| toml::from_str(include_str!("../../data/osm.toml")).unwrap_or_default());
        &RULES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_read() {
        let rules: Rules = toml::from_str(include_str!("../../data/osm.toml")).unwrap();
        assert_eq!(rules.highway["trunk_link"], RoadClass::Trunk);
        assert_eq!(Rules::get().surface["laterite"], Surface::Gravel);
        assert_eq!(rules.access.closes("private"), Some(true));
        assert_eq!(rules.access.closes("yes"), Some(false));
        assert_eq!(rules.access.closes("unheard_of"), None);
    }
}
