//! Place names in a text, and where they are.

use crate::{Document, PlaceEntry};
use base::{Checked, Coordinate, Country, GeoPrecision, PlaceKind};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A place that a name may mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Resolved {
    /// Canonical name.
    pub name: String,
    /// What it is.
    pub kind: PlaceKind,
    /// Country.
    pub country: Option<Country>,
    /// First-level division.
    pub admin1: Option<String>,
    /// Point; a road or a wide area may have none.
    pub point: Option<Coordinate>,
    /// Where the entry comes from: `case`, `countries`, or a GeoNames id.
    pub source: String,
}

/// A place name in a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlaceMention {
    /// Where it stands, in bytes of the stored text.
    pub range: Range<usize>,
    /// What it was taken for; `None` when it is a place name that nothing known answers to.
    pub resolved: Option<Resolved>,
    /// How precisely it is located.
    pub precision: GeoPrecision,
    /// What else it may have meant, the likelier first.
    pub alternatives: Vec<Resolved>,
}

/// The place names known: the case's own, the countries of the world, and GeoNames files if given.
#[derive(Debug, Default)]
pub struct Gazetteer {}

impl Gazetteer {
    /// Countries of the world and the case's own places.
    pub fn new(case: &[PlaceEntry]) -> Self {
        let _ = case;
        Self {}
    }

    /// Adds a GeoNames country file (19 tab-separated columns). Lines that cannot be read are counted and named.
    #[must_use]
    pub fn with_geonames(self, file: &str, content: &str) -> Checked<Self> {
        let _ = (file, content);
        Checked::clean(self)
    }

    /// The place names of a document's running text, in order and without overlap.
    pub(crate) fn find(&self, document: &Document) -> Vec<PlaceMention> {
        let _ = document;
        Vec::new()
    }
}
