//! Places: countries, coordinates, and how precisely something is located.

use serde::{Deserialize, Serialize};
use std::fmt;

/// An ISO 3166-1 alpha-3 code, upper case.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country([u8; 3]);

impl Country {
    /// Reads a three-letter code; `None` if it is not three ASCII letters.
    pub fn new(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.to_ascii_uppercase().into_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_uppercase).then_some(Self(bytes))
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("???")
    }
}

impl TryFrom<String> for Country {
    type Error = String;
    fn try_from(code: String) -> Result<Self, String> {
        Self::new(&code)
            .ok_or_else(|| format!("`{code}` is not an ISO 3166-1 alpha-3 country code such as MLI"))
    }
}

impl From<Country> for String {
    fn from(country: Country) -> String {
        country.as_str().to_owned()
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A point in WGS 84 degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Coordinate {
    /// Latitude, −90 to 90.
    pub lat: f64,
    /// Longitude, −180 to 180.
    pub lon: f64,
}

/// Mean radius of the Earth (IUGG), kilometres.
const EARTH_RADIUS_KM: f64 = 6371.0088;

impl Coordinate {
    /// `None` if a value is out of range or not a number.
    pub fn new(lat: f64, lon: f64) -> Option<Self> {
        (lat.abs() <= 90.0 && lon.abs() <= 180.0).then_some(Self { lat, lon })
    }

    /// Great-circle distance in kilometres (haversine).
    pub fn distance_km(self, other: Self) -> f64 {
        let (dlat, dlon) = ((other.lat - self.lat).to_radians(), (other.lon - self.lon).to_radians());
        let h = (dlat / 2.0).sin().powi(2)
            + self.lat.to_radians().cos() * other.lat.to_radians().cos() * (dlon / 2.0).sin().powi(2);
        2.0 * EARTH_RADIUS_KM * h.sqrt().min(1.0).asin()
    }
}

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// City, town, village.
    PopulatedPlace,
    /// First-level division (region).
    Admin1,
    /// Second-level division (cercle, department).
    Admin2,
    /// Third-level division (commune).
    Admin3,
    /// Country.
    Country,
    /// Road or stretch of road.
    Road,
    /// Border crossing.
    BorderCrossing,
    /// Sea or river port.
    Port,
    /// Mine, factory, camp, forest, hill: a named site that is not a settlement.
    Site,
    /// River, lake, relief.
    Natural,
    /// A wider region of several countries or without borders (Sahel, Liptako).
    Area,
}

/// How precisely a place is located; each level names its UCDP `where_prec` code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GeoPrecision {
    /// The place itself (`where_prec` 1).
    Exact,
    /// Near a known place, within about 25 km (2).
    Near,
    /// Second-level division or a stretch between two places (3).
    Admin2,
    /// First-level division (4).
    Admin1,
    /// A line or fuzzy area: road, border, river (5).
    Linear,
    /// Country (6).
    Country,
    /// Not located.
    Unresolved,
}

impl GeoPrecision {
    /// The UCDP `where_prec` code; `None` when not located.
    pub fn where_prec(self) -> Option<u8> {
        match self {
            Self::Exact => Some(1),
            Self::Near => Some(2),
            Self::Admin2 => Some(3),
            Self::Admin1 => Some(4),
            Self::Linear => Some(5),
            Self::Country => Some(6),
            Self::Unresolved => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dakar_to_bamako_is_about_a_thousand_kilometres() {
        let dakar = Coordinate::new(14.69, -17.44).unwrap();
        let bamako = Coordinate::new(12.65, -8.0).unwrap();
        assert!((dakar.distance_km(bamako) - 1043.0).abs() < 5.0, "{}", dakar.distance_km(bamako));
    }

    #[test]
    fn codes_and_coordinates_are_checked() {
        assert_eq!(Country::new("mli").unwrap().as_str(), "MLI");
        assert!(Country::new("ML").is_none());
        assert!(Coordinate::new(91.0, 0.0).is_none());
        assert!(Coordinate::new(f64::NAN, 0.0).is_none());
    }
}
