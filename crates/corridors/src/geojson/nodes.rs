//! Points: towns, posts, ports and junctions.

use super::Draft;
use super::feature::Feature;
use crate::{Border, Node, NodeId};
use base::{Coordinate, Country, fold_key};

impl Draft {
    /// Adds a place.
    pub(super) fn point(&mut self, feature: &Feature<'_>) {
        let Some(point) = feature.points().and_then(|p| p.first().copied()) else {
            return self.warn(
                "road-coordinate",
                feature,
                "no such place on earth",
                "longitude first, then latitude",
            );
        };
        let name = feature.word("name");
        let key = feature.word("id").or_else(|| name.clone()).map(|k| fold_key(&k));
        if key.as_ref().is_some_and(|k| self.by_name.contains_key(k)) {
            return self.warn(
                "road-twice",
                feature,
                "a place of this name is already there",
                "give each its own name",
            );
        }
        let border = self.border(feature, name.as_deref());
        let is_place = feature.word("kind").is_none_or(|kind| kind != "junction");
        let node = self.add(point, name.filter(|_| is_place), border);
        if let Some(key) = key {
            self.by_name.insert(key, node);
        }
    }

    fn border(&mut self, feature: &Feature<'_>, name: Option<&str>) -> Option<Border> {
        if feature.word("kind").as_deref() != Some("border") {
            return None;
        }
        let countries: Vec<Country> =
            feature.words("countries").iter().filter_map(|c| Country::new(c)).collect();
        let (Ok(countries), Some(name)) = (<[Country; 2]>::try_from(countries), name) else {
            self.warn(
                "road-border",
                feature,
                "a border post without name and two countries",
                "as `[\"SEN\",\"MLI\"]`",
            );
            return None;
        };
        let hours = self.told(feature, feature.hours("border_hours"));
        Some(Border { name: name.to_owned(), countries: Some(countries), hours })
    }

    pub(super) fn add(&mut self, point: Coordinate, name: Option<String>, border: Option<Border>) -> NodeId {
        let id = NodeId(self.network.nodes.len() as u32);
        self.network.nodes.push(Node { point, source_id: 0, name, border });
        self.by_point.entry(cell(point)).or_insert(id);
        id
    }

    /// The node at a point, made if it is not there.
    pub(super) fn node_at(&mut self, point: Coordinate) -> NodeId {
        match self.by_point.get(&cell(point)) {
            Some(known) => *known,
            None => self.add(point, None, None),
        }
    }
}

/// Points within a metre or so are one.
fn cell(point: Coordinate) -> (i64, i64) {
    ((point.lat * 1e5).round() as i64, (point.lon * 1e5).round() as i64)
}
