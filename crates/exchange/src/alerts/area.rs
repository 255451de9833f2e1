//! Where an alert holds: an administrative unit, never a position.

use super::Texts;
use base::Country;
use serde::{Deserialize, Serialize};

/// An administrative unit, or a country.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Area {
    /// Its name in each language.
    pub name: Texts,
    /// Its OCHA P-code, where the case has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pcode: Option<String>,
    /// The country it is or lies in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
    /// Outer rings of a published outline of a district: latitude, longitude, WGS 84 degrees.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outline: Vec<Vec<[f64; 2]>>,
}

impl Area {
    /// Rings as CAP writes them: closed, four positions at least.
    pub(super) fn polygons(&self) -> Vec<String> {
        let position = |p: &[f64; 2]| format!("{},{}", degrees(p[0]), degrees(p[1]));
        let whole = |ring: &&Vec<[f64; 2]>| {
            let sound = |p: &[f64; 2]| p[0].abs() <= 90.0 && p[1].abs() <= 180.0;
            ring.len() >= 4 && ring.first() == ring.last() && ring.iter().all(sound)
        };
        let line = |ring: &Vec<[f64; 2]>| ring.iter().map(position).collect::<Vec<_>>().join(" ");
        self.outline.iter().filter(whole).map(line).collect()
    }
}

/// Three decimals, about a hundred metres: an outline of a district is no finer.
fn degrees(value: f64) -> String {
    format!("{:.3}", value + 0.0)
}
