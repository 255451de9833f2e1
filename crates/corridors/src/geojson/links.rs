//! Lines: the links between places.

use super::Draft;
use super::feature::Feature;
use crate::osm;
use crate::{Link, LinkFlags, NodeId, RoadClass, Surface};
use base::{Coordinate, fold_key};
use serde_json::Value;

impl Draft {
    /// Adds a link.
    pub(super) fn line(&mut self, feature: &Feature<'_>) {
        if feature.is_proposed() {
            self.proposed += 1;
            return;
        }
        let Some(points) = feature.points().filter(|p| p.len() >= 2) else {
            return self.warn(
                "road-coordinate",
                feature,
                "fewer than two places on earth",
                "longitude first, then latitude",
            );
        };
        let (Some(first), Some(last)) = (points.first().copied(), points.last().copied()) else { return };
        if points.windows(2).any(|pair| matches!(pair, [a, b] if (a.lon - b.lon).abs() > 180.0)) {
            return self.warn(
                "road-antimeridian",
                feature,
                "crosses the antimeridian",
                "cut it there into two links",
            );
        }
        let ends = (self.end(feature, "from", first), self.end(feature, "to", last));
        let (Some(from), Some(to)) = ends else { return };
        if from == to {
            return self.warn(
                "road-loop",
                feature,
                "starts and ends at one place",
                "give it two ends, or leave it out",
            );
        }
        let Some((length_m, duration_s)) = self.measures(feature, &points, from, to) else { return };
        let mut limit = |key, read| self.told(feature, feature.limit(key, read));
        let speed = limit("max_speed_kmh", osm::speed);
        let mass = limit("max_weight_t", osm::mass);
        let height = limit("max_height_m", osm::height);
        let [forward, backward] = self.directions(feature);
        let mut flag = |key| self.told(feature, feature.flag(key));
        let (bridge, ford, toll) = (flag("bridge"), flag("ford"), flag("toll"));
        let link = Link {
            from,
            to,
            length_m,
            class: self.class(feature),
            surface: self.surface(feature),
            tracktype: 0,
            max_speed_kmh: speed,
            duration_s: duration_s.map(|v| v as f32),
            max_weight_t: mass,
            max_height_m: height,
            names: self.names(feature),
            flags: LinkFlags { forward, backward, bridge, ford, toll, private: false },
            source_id: 0,
            shape: self.shape(&points),
        };
        self.network.links.push(link);
    }

    /// What is told, or a warning and what stands for nothing told.
    pub(super) fn told<T: Default>(&mut self, feature: &Feature<'_>, told: Result<T, String>) -> T {
        told.unwrap_or_else(|what| {
            self.warn(
                "road-property",
                feature,
                &what,
                "it is not taken over: docs/roads.md tells how to write it",
            );
            T::default()
        })
    }

    /// Whether it leads from its first place to its last, and back. `-1` is OpenStreetMap's: against the drawing.
    fn directions(&mut self, feature: &Feature<'_>) -> [bool; 2] {
        if feature.word("oneway").as_deref() == Some("-1") {
            return [false, true];
        }
        [true, !self.told(feature, feature.flag("oneway"))]
    }

    /// The node that an end names, else the one at its point. A name that is no place of the file opens one there.
    fn end(&mut self, feature: &Feature<'_>, key: &str, point: Coordinate) -> Option<NodeId> {
        let Some(word) = feature.word(key) else { return Some(self.node_at(point)) };
        if let Some(node) = self.by_name.get(&fold_key(&word)).copied() {
            // A line may be drawn roughly, but not from another town. Own convention.
            let far = self.network.nodes.get(node.0 as usize).map_or(0.0, |n| n.point.distance_km(point));
            if far > 5.0 {
                let what = format!("ends {far:.0} km from `{word}`");
                self.warn("road-end", feature, &what, "mend the name or the coordinates");
            }
            return Some(node);
        }
        let named = word.parse::<i64>().is_err().then(|| word.clone());
        let node = self.add(point, named, None);
        self.by_name.insert(fold_key(&word), node);
        Some(node)
    }

    fn measures(
        &mut self,
        feature: &Feature<'_>,
        points: &[Coordinate],
        from: NodeId,
        to: NodeId,
    ) -> Option<(f64, Option<f64>)> {
        let drawn: f64 =
            points.windows(2).filter_map(|p| Some(p.first()?.distance_km(*p.last()?) * 1000.0)).sum();
        let told = (feature.length_m(), feature.duration_s());
        let (length, duration) = match told {
            (Ok(length), Ok(duration)) => (length, duration),
            (Err(what), _) | (_, Err(what)) => {
                self.warn("road-measure", feature, &what, "lengths and times are numbers above 0");
                return None;
            }
        };
        let at = |id: NodeId| self.network.nodes.get(id.0 as usize).map(|n| n.point);
        let straight = at(from).zip(at(to)).map_or(0.0, |(a, b)| a.distance_km(b) * 1000.0);
        match length {
            None => {
                self.warn("road-length", feature, "no length: taken from its drawing", "give `length_km`");
            }
            // Rounded coordinates make a straight line of a short link up to a kilometre and a half too long.
            Some(told) if told < straight * 0.97 - 1500.0 => {
                let what = format!("{:.0} km told, {:.0} km straight", told / 1000.0, straight / 1000.0);
                self.warn("road-short", feature, &what, "no road is shorter than the straight line");
            }
            Some(_) => {}
        }
        Some((length.unwrap_or(drawn.max(1.0)), duration))
    }

    fn class(&mut self, feature: &Feature<'_>) -> RoadClass {
        let Some(word) = feature.word("class").or_else(|| feature.word("highway")) else {
            return RoadClass::Unknown;
        };
        serde_json::from_value(Value::from(word.as_str())).unwrap_or_else(|_| {
            let what = format!("`{word}` is no class of road");
            self.warn(
                "road-class",
                feature,
                &what,
                "OpenStreetMap's names: trunk, primary, secondary, tertiary, track …",
            );
            RoadClass::Unknown
        })
    }

    fn surface(&mut self, feature: &Feature<'_>) -> Surface {
        let Some(word) = feature.word("surface") else { return Surface::Unknown };
        serde_json::from_value(Value::from(word.as_str())).unwrap_or_else(|_| {
            let what = format!("`{word}` is no surface");
            self.warn("road-surface", feature, &what, "paved, gravel, earth or unknown");
            Surface::Unknown
        })
    }

    fn names(&mut self, feature: &Feature<'_>) -> Vec<u32> {
        let told = osm::road_names(Some(&feature.words("ref").join(";")), feature.word("name").as_deref());
        told.into_iter().map(|name| self.name(name)).collect()
    }

    fn name(&mut self, name: String) -> u32 {
        let next = self.network.names.len() as u32;
        *self.names.entry(name).or_insert_with_key(|name| {
            self.network.names.push(name.clone());
            next
        })
    }

    /// The points between the ends.
    fn shape(&mut self, points: &[Coordinate]) -> std::ops::Range<u32> {
        let shape = &mut self.network.shape;
        let start = shape.len() as u32;
        shape.extend(points.get(1..points.len() - 1).unwrap_or_default());
        start..shape.len() as u32
    }
}
