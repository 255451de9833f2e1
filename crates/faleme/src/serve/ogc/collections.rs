//! What may be asked for: each collection is rows that a page shows as well.

use crate::answers::{Asked, Problem};
use crate::answers::{events, map};
use crate::opened::Opened;
use serde_json::Value;

/// A collection.
#[derive(Debug)]
pub(super) struct Collection {
    pub id: &'static str,
    pub title: &'static str,
    pub description: &'static str,
    /// Its features as rows, with their geometry.
    pub rows: fn(&Opened, &Asked) -> Result<Vec<Value>, Problem>,
}

/// All collections.
pub(super) const COLLECTIONS: &[Collection] = &[
    Collection {
        id: "incidents",
        title: "Incidents",
        description: "Reported incidents, each at the place that may be shown of it; those that tell positions keep their month and region",
        rows: |opened, asked| events::of_kind(opened, asked, "incident"),
    },
    Collection {
        id: "constraints",
        title: "Access constraints",
        description: "Constraints announced or in force",
        rows: |opened, asked| map::layer(opened, asked, "constraints"),
    },
    Collection {
        id: "corridors",
        title: "Corridors",
        description: "The worst reported of each corridor this month; for those who see AMBER, the state of each section for the corridor's class on the day",
        rows: |opened, asked| map::layer(opened, asked, "corridors"),
    },
    Collection {
        id: "markets",
        title: "Markets",
        description: "Markets near the case's places, with the ALPS level of their prices",
        rows: |opened, asked| map::layer(opened, asked, "markets"),
    },
    Collection {
        id: "towns",
        title: "Towns",
        description: "Towns on the corridors",
        rows: |opened, asked| map::layer(opened, asked, "towns"),
    },
    Collection {
        id: "borders",
        title: "Borders",
        description: "Outlines of the case's areas, and border crossings; no statement on any border",
        rows: |opened, asked| map::layer(opened, asked, "borders"),
    },
];
