//! Names to nodes: what a node is called, and the node of a place.

use crate::limit::Spot;
use crate::{Network, NodeId};
use base::{Coordinate, fold_key};
use std::collections::BTreeMap;

/// A place gives its name to a node this near. Own convention: the middle of a town and its main crossroads.
const NAMES_KM: f64 = 5.0;
/// A place is found on the network by its coordinates this far. Own convention.
const FAR_KM: f64 = 25.0;

/// Names of nodes.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    by_node: BTreeMap<NodeId, Called>,
    by_key: BTreeMap<String, NodeId>,
}

/// A name, and its key.
#[derive(Clone, Debug)]
struct Called {
    name: String,
    key: String,
}

impl Labels {
    /// The names that the network gives, and those of `places` near a node without one.
    pub fn new(network: &Network, places: &[Spot]) -> Self {
        let mut labels = Self::default();
        for (at, node) in network.nodes.iter().enumerate() {
            if let Some(name) = &node.name {
                labels.put(NodeId(at as u32), name);
            }
        }
        for place in places.iter().filter(|p| !labels.knows(&p.name)).collect::<Vec<_>>() {
            let near =
                place.point.and_then(|point| nearest(network, point)).filter(|(_, km)| *km <= NAMES_KM);
            if let Some((node, _)) = near.filter(|(node, _)| labels.name(*node).is_none()) {
                labels.put(node, &place.name);
            }
        }
        labels
    }

    fn put(&mut self, node: NodeId, name: &str) {
        let key = fold_key(name);
        self.by_key.entry(key.clone()).or_insert(node);
        self.by_node.insert(node, Called { name: name.to_owned(), key });
    }

    fn knows(&self, name: &str) -> bool {
        self.by_key.contains_key(&fold_key(name))
    }

    /// What a node is called.
    pub fn name(&self, node: NodeId) -> Option<&str> {
        self.by_node.get(&node).map(|called| called.name.as_str())
    }

    /// All names with their nodes, by node.
    pub fn all(&self) -> impl Iterator<Item = (NodeId, &str)> {
        self.by_node.iter().map(|(node, called)| (*node, called.name.as_str()))
    }

    /// The node of a place: by its name, unless that is far from where the place is; else the nearest by coordinate.
    /// `Err` with the distance of the nearest road, if there is one and it is too far.
    pub fn find(&self, network: &Network, spot: &Spot) -> Result<NodeId, Option<f64>> {
        let far = |node: &NodeId| {
            let at = network.nodes.get(node.0 as usize).map(|n| n.point);
            at.zip(spot.point).is_some_and(|(a, b)| a.distance_km(b) > 2.0 * FAR_KM)
        };
        if let Some(node) = self.by_key.get(&fold_key(&spot.name)).filter(|n| !far(n)) {
            return Ok(*node);
        }
        match spot.point.and_then(|point| nearest(network, point)) {
            Some((node, km)) if km <= FAR_KM => Ok(node),
            other => Err(other.map(|(_, km)| km)),
        }
    }

    /// What lies nearest to a place that is far from any road.
    pub fn around(&self, network: &Network, spot: &Spot) -> String {
        let apart = |node: NodeId| Some(network.nodes.get(node.0 as usize)?.point.distance_km(spot.point?));
        let far = self.all().filter_map(|(node, name)| Some((apart(node)?, name)));
        match far.min_by(|a, b| a.0.total_cmp(&b.0)) {
            Some((km, name)) => format!("nearest place on it: {name}, {km:.0} km"),
            None => "mend its coordinates, or add a road to it".to_owned(),
        }
    }

    /// The names most like this one.
    pub fn like(&self, name: &str) -> Vec<&str> {
        ranked(&fold_key(name), self.by_node.values().map(|of| (of.key.as_str(), of.name.as_str())))
    }
}

/// Up to three of `names` that are like `name`: those that hold it as words, then those of which no more than about half
/// of its letters differ.
pub fn like<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let keyed: Vec<(String, &str)> = names.map(|n| (fold_key(n), n)).collect();
    ranked(&fold_key(name), keyed.iter().map(|(key, n)| (key.as_str(), *n)))
}

/// The same of names with their keys.
fn ranked<'n, 'k>(key: &str, names: impl Iterator<Item = (&'k str, &'n str)>) -> Vec<&'n str> {
    let (words, length) = (format!(" {key} "), key.chars().count());
    let apart = |other: &str| {
        if !key.is_empty() && other.contains(key) && format!(" {other} ").contains(&words) {
            return Some(0);
        }
        // So many letters differ at the least.
        let least = other.chars().count().abs_diff(length);
        let differ = (2 * least <= length + 1).then(|| strsim::damerau_levenshtein(key, other))?;
        (2 * differ <= length + 1).then_some(differ)
    };
    let mut ranked: Vec<(usize, &str)> = names.filter_map(|(k, n)| Some((apart(k)?, n))).collect();
    ranked.sort();
    ranked.dedup();
    ranked.into_iter().take(3).map(|(_, n)| n).collect()
}

/// Advice that names what may have been meant.
pub fn meant(names: &[&str]) -> String {
    match names {
        [] => "mend the name, or add it".to_owned(),
        names => format!("nearest names: {}", names.join(", ")),
    }
}

/// The node nearest to a place, and how far it is, km.
pub fn nearest(network: &Network, point: Coordinate) -> Option<(NodeId, f64)> {
    let mut best: Option<(NodeId, f64)> = None;
    for (at, node) in network.nodes.iter().enumerate() {
        let least = best.map_or(f64::INFINITY, |(_, km)| km);
        if apart_km(node.point, point) < least {
            let km = node.point.distance_km(point);
            if km < least {
                best = Some((NodeId(at as u32), km));
            }
        }
    }
    best
}

/// How far apart two places are at the least, by their latitudes alone: quick to tell for millions.
pub fn apart_km(a: Coordinate, b: Coordinate) -> f64 {
    /// A degree of latitude on a sphere of the earth's mean radius.
    const KM_PER_DEGREE: f64 = 111.19;
    (a.lat - b.lat).abs() * KM_PER_DEGREE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{LinkKind, network};

    #[test]
    fn a_name_counts_unless_it_is_of_another_place_and_a_far_one_tells_how_far() {
        let net =
            network(&[("Ford", 10.0, 0.0), ("Mill", 10.0, 1.0)], &[("Ford", "Mill", 110.0, LinkKind::Paved)]);
        let labels = Labels::new(&net, &[]);
        let spot =
            |name: &str, lat: f64, lon: f64| Spot { name: name.into(), point: Coordinate::new(lat, lon) };
        assert_eq!(labels.find(&net, &Spot { name: "FORD".into(), point: None }), Ok(NodeId(0)));
        assert_eq!(labels.find(&net, &spot("Ford", 10.0, 0.99)), Ok(NodeId(1)), "another Ford");
        assert_eq!(labels.find(&net, &spot("Elsewhere", 10.1, 0.0)), Ok(NodeId(0)));
        let far = labels.find(&net, &spot("Elsewhere", 11.0, 0.0)).unwrap_err().unwrap();
        assert!((far - 111.0).abs() < 1.0);
        assert_eq!(labels.find(&net, &Spot { name: "Nowhere".into(), point: None }), Err(None));
        assert_eq!(labels.like("Fort"), ["Ford"]);
        assert_eq!(meant(&labels.like("Elsewhere")), "mend the name, or add it");
    }

    #[test]
    fn a_part_of_a_name_finds_it_and_a_far_place_is_told_what_lies_nearest() {
        assert_eq!(
            like("cotonou", ["Port of Cotonou", "Cotono", "Lomé"].into_iter()),
            ["Port of Cotonou", "Cotono"]
        );
        let net = network(&[("Ford", 10.0, 0.0), ("Mill", 10.0, 1.0)], &[]);
        let spot = Spot { name: "Millet".into(), point: Coordinate::new(11.0, 0.1) };
        assert_eq!(Labels::new(&net, &[]).around(&net, &spot), "nearest place on it: Ford, 112 km");
    }

    proptest::proptest! {
        #[test]
        fn names_are_ranked_as_by_looking_at_all_letters(
            name in "[A-Cé ]{0,5}",
            names in proptest::collection::vec("[A-Ca-cé ]{0,6}", 0..8),
        ) {
            let key = fold_key(&name);
            let apart = |n: &str| {
                let other = fold_key(n);
                let holds = !key.is_empty() && format!(" {other} ").contains(&format!(" {key} "));
                if holds { 0 } else { strsim::damerau_levenshtein(&key, &other) }
            };
            let mut plain: Vec<(usize, &str)> = names.iter().map(|n| (apart(n), n.as_str())).collect();
            plain.retain(|(differ, _)| 2 * differ <= key.chars().count() + 1);
            plain.sort();
            plain.dedup();
            let plain: Vec<&str> = plain.into_iter().take(3).map(|(_, n)| n).collect();
            proptest::prop_assert_eq!(like(&name, names.iter().map(String::as_str)), plain);
        }

        #[test]
        fn the_nearest_is_the_one_that_a_plain_search_finds(
            nodes in proptest::collection::vec((-60.0f64..60.0, -170.0f64..170.0), 1..12),
            at in (-60.0f64..60.0, -170.0f64..170.0),
        ) {
            let named: Vec<(&str, f64, f64)> = nodes.iter().map(|(lat, lon)| ("n", *lat, *lon)).collect();
            let net = network(&named, &[]);
            let point = Coordinate::new(at.0, at.1).unwrap();
            let plain = net.nodes.iter().map(|n| n.point.distance_km(point)).fold(f64::INFINITY, f64::min);
            proptest::prop_assert_eq!(nearest(&net, point).map(|(_, km)| km), Some(plain));
        }
    }
}
