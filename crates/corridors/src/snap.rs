//! Names to nodes: what a node is called, and the node of a place.

use crate::limit::Spot;
use crate::{Network, NodeId};
use base::{Coordinate, fold_key};
use std::collections::BTreeMap;

/// A place gives its name to a node this near. Own convention: the middle of a town and its main crossroads.
const NAMES_KM: f64 = 3.0;
/// A place is found on the network by its coordinates this far. Own convention.
const FAR_KM: f64 = 25.0;

/// Names of nodes.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    by_node: BTreeMap<NodeId, String>,
    by_key: BTreeMap<String, NodeId>,
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
        self.by_node.insert(node, name.to_owned());
        self.by_key.entry(fold_key(name)).or_insert(node);
    }

    fn knows(&self, name: &str) -> bool {
        self.by_key.contains_key(&fold_key(name))
    }

    /// What a node is called.
    pub fn name(&self, node: NodeId) -> Option<&str> {
        self.by_node.get(&node).map(String::as_str)
    }

    /// All names with their nodes, by node.
    pub fn all(&self) -> impl Iterator<Item = (NodeId, &str)> {
        self.by_node.iter().map(|(node, name)| (*node, name.as_str()))
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

    /// The names most like this one.
    pub fn like(&self, name: &str) -> Vec<&str> {
        like(name, self.by_node.values().map(String::as_str))
    }
}

/// Up to three of `names` that are most like `name`.
pub fn like<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let key = fold_key(name);
    let mut ranked: Vec<(usize, &str)> =
        names.map(|n| (strsim::damerau_levenshtein(&key, &fold_key(n)), n)).collect();
    ranked.sort();
    ranked.dedup();
    ranked.into_iter().take(3).map(|(_, n)| n).collect()
}

/// The node nearest to a place, and how far it is, km.
pub fn nearest(network: &Network, point: Coordinate) -> Option<(NodeId, f64)> {
    let km = network.nodes.iter().map(|n| n.point.distance_km(point)).enumerate();
    let (at, km) = km.min_by(|a, b| a.1.total_cmp(&b.1))?;
    Some((NodeId(at as u32), km))
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
        assert_eq!(labels.like("Fort")[0], "Ford");
    }
}
