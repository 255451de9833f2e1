//! A road network written as GeoJSON (RFC 7946), with its own lengths and times. The layout is in `docs/roads.md`; which
//! properties count is in `data/geojson.toml`.
//!
//! In: the text. Out: a [`Network`]; each feature that cannot be used is an issue, and the rest goes on.

mod collection;
mod feature;
mod links;
mod nodes;
#[cfg(test)]
mod tests;

use crate::Network;
use base::{Checked, Issue};
use feature::Feature;
use serde_json::Value;

/// A text that holds no network at all.
#[derive(Debug, thiserror::Error)]
pub enum GeoJsonError {
    /// It is no JSON.
    #[error("not JSON")]
    Json(#[source] serde_json::Error),
    /// It is JSON, but no collection of features.
    #[error("not a GeoJSON FeatureCollection")]
    Collection,
    /// No feature of it is a usable road.
    #[error("no usable road among {0} features")]
    NoRoad(usize),
}

impl From<serde_json::Error> for GeoJsonError {
    fn from(error: serde_json::Error) -> Self {
        if error.is_data() { Self::Collection } else { Self::Json(error) }
    }
}

/// Reads a network: points with a name are its towns, posts and ports, lines its links.
pub fn read_geojson(text: &str) -> Result<Checked<Network>, GeoJsonError> {
    let text = text.trim_start_matches('\u{feff}');
    let mut draft = Draft::default();
    let (mut release, mut licence, mut crs) = (Value::Null, Value::Null, Value::Null);
    let places = |number, value: &Value| {
        let feature = Feature::new(number, value);
        match feature.kind() {
            "Point" => draft.point(&feature),
            "LineString" => {}
            _ => draft.other(&feature),
        }
    };
    let count = collection::each(text, places, |key, value| match key {
        "release" => release = value,
        "licence" => licence = value,
        _ => crs = value,
    })?;
    let lines = |number, value: &Value| {
        let feature = Feature::new(number, value);
        if feature.kind() == "LineString" {
            draft.line(&feature);
        }
    };
    collection::each(text, lines, |_, _| {})?;
    let told = |value: Value| value.as_str().unwrap_or_default().to_owned();
    (draft.network.release, draft.network.licence) = (told(release), told(licence));
    draft.check_crs(&crs);
    if draft.proposed > 0 {
        let message = format!("{} planned links are left out: they are no roads yet", draft.proposed);
        draft.issues.push(Issue::note("road-planned", message));
    }
    if draft.network.links.is_empty() {
        return Err(GeoJsonError::NoRoad(count));
    }
    Ok(Checked { value: draft.network, issues: draft.issues })
}

/// The network as far as it is read.
#[derive(Default)]
struct Draft {
    network: Network,
    /// Nodes by name or id, folded.
    by_name: std::collections::BTreeMap<String, crate::NodeId>,
    /// Nodes by rounded coordinate, for lines that name no ends.
    by_point: std::collections::BTreeMap<(i64, i64), crate::NodeId>,
    /// Names of roads by their place in the network.
    names: std::collections::HashMap<String, u32>,
    proposed: usize,
    issues: Vec<Issue>,
}

impl Draft {
    /// GeoJSON is in degrees; the member that said otherwise went with RFC 7946, but files still have it.
    fn check_crs(&mut self, crs: &Value) {
        let Some(name) = crs.pointer("/properties/name").and_then(Value::as_str) else { return };
        if !["CRS84", "4326"].iter().any(|degrees| name.ends_with(degrees)) {
            let message = format!("its coordinates are in {name}, and are read here as degrees");
            let help = "write it in WGS 84 (`ogr2ogr -t_srs EPSG:4326 NEW.geojson FILE`)";
            self.issues.push(Issue::warning("road-crs", message).help(help));
        }
    }

    fn other(&mut self, feature: &Feature<'_>) {
        let kind = feature.kind();
        let what = if kind.is_empty() { "no geometry".to_owned() } else { format!("a {kind}") };
        self.warn("road-geometry", feature, &what, "roads are LineStrings, places are Points");
    }

    fn warn(&mut self, code: &str, feature: &Feature<'_>, what: &str, help: &str) {
        self.issues.push(Issue::warning(code, format!("{feature}: {what}")).help(help));
    }
}
