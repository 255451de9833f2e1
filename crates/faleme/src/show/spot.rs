//! A place of a claim, for scripts.

use base::{Country, GeoPrecision, PlaceKind};
use evidence::ClaimPlace;
use serde::Serialize;

/// A place; `lat` and `lon` are null where it is not located.
#[derive(Serialize)]
pub struct Spot<'a> {
    /// Its name.
    pub name: &'a str,
    kind: Option<PlaceKind>,
    country: Option<Country>,
    lat: Option<f64>,
    lon: Option<f64>,
    precision: GeoPrecision,
}

impl<'a> Spot<'a> {
    /// As scripts read it.
    pub fn of(place: &'a ClaimPlace) -> Self {
        let (lat, lon) = (place.point.map(|p| p.lat), place.point.map(|p| p.lon));
        let ClaimPlace { name, kind, country, precision, .. } = place;
        Self { name, kind: *kind, country: *country, lat, lon, precision: *precision }
    }
}
