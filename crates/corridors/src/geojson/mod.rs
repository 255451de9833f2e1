//! A road network written as GeoJSON (RFC 7946), with its own lengths and times. The layout is in `docs/roads.md`; which
//! properties count is in `data/geojson.toml`.
//!
//! In: the text. Out: a [`Network`]; each feature that cannot be used is an issue, and the rest goes on.

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
    Json(#[from] serde_json::Error),
    /// It is JSON, but no collection of features.
    #[error("not a GeoJSON FeatureCollection")]
    Collection,
    /// No feature of it is a usable road.
    #[error("no usable road among {0} features")]
    NoRoad(usize),
}

/// Reads a network: points with a name are its towns, posts and ports, lines its links.
pub fn read_geojson(text: &str) -> Result<Checked<Network>, GeoJsonError> {
    let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))?;
    let features = value.get("features").and_then(Value::as_array).ok_or(GeoJsonError::Collection)?;
    let told = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut draft = Draft::default();
    draft.network.release = told("release");
    draft.network.licence = told("licence");
    let listed: Vec<Feature<'_>> =
        features.iter().enumerate().map(|(at, f)| Feature::new(at + 1, f)).collect();
    listed.iter().filter(|f| f.kind() == "Point").for_each(|f| draft.point(f));
    listed.iter().filter(|f| f.kind() == "LineString").for_each(|f| draft.line(f));
    listed.iter().filter(|f| !["Point", "LineString"].contains(&f.kind())).for_each(|f| draft.other(f));
    if draft.proposed > 0 {
        let message = format!("{} planned links are left out: they are no roads yet", draft.proposed);
        draft.issues.push(Issue::note("road-planned", message));
    }
    if draft.network.links.is_empty() {
        return Err(GeoJsonError::NoRoad(features.len()));
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
    proposed: usize,
    issues: Vec<Issue>,
}

impl Draft {
    fn other(&mut self, feature: &Feature<'_>) {
        let kind = feature.kind();
        let what = if kind.is_empty() { "no geometry".to_owned() } else { format!("a {kind}") };
        self.warn("road-geometry", feature, &what, "roads are LineStrings, places are Points");
    }

    fn warn(&mut self, code: &str, feature: &Feature<'_>, what: &str, help: &str) {
        self.issues.push(Issue::warning(code, format!("{feature}: {what}")).help(help));
    }
}
