//! In which country a road lies, as far as places with a known country tell.

use crate::limit::Reach;
use crate::snap::apart_km;
use crate::{Border, Link, LinkId, Network, NodeId};
use base::{Coordinate, Country};
use std::collections::{BTreeMap, BTreeSet};

/// A place whose country is known.
pub type Land = (Coordinate, Country);

/// A post lies between two countries that each have a known place this near. Own convention: half a day's road on
/// either side at most.
const POST_KM: f64 = 50.0;

/// A third country whose places are less than so many times as far as the second one's makes it unclear which two meet at a post.
/// Own convention.
const THIRD: f64 = 2.0;

/// A road has less of itself in a country than this only because a bend at the border lies nearer to a place beyond it.
/// Own convention.
const BEND_KM: f64 = 20.0;

/// Distance of the nearest known place of each country within some distance.
fn near(lands: &[Land], at: Coordinate, within: f64) -> Vec<(f64, Country)> {
    let mut found: BTreeMap<Country, f64> = BTreeMap::new();
    for (place, country) in lands.iter().filter(|(place, _)| apart_km(*place, at) <= within) {
        let km = place.distance_km(at);
        if km <= within {
            let least = found.entry(*country).or_insert(km);
            *least = least.min(km);
        }
    }
    let mut out: Vec<(f64, Country)> = found.into_iter().map(|(country, km)| (km, country)).collect();
    out.sort_by(|a, b| a.0.total_cmp(&b.0));
    out
}

/// Links of a network by country.
pub(crate) struct Lands<'a> {
    pub network: &'a Network,
    pub places: &'a [Land],
}

impl Lands<'_> {
    /// The country of a node: that of the nearest known place. `None` far from any, and at a post, which lies in two.
    fn of(&self, node: NodeId) -> Option<Country> {
        let node = self.network.nodes.get(node.0 as usize).filter(|n| n.border.is_none())?;
        near(self.places, node.point, Reach::FARTHEST_KM).first().map(|(_, country)| *country)
    }

    /// Whether a link lies in a country, with one end at least.
    pub fn holds(&self, link: &Link, country: Country) -> bool {
        [link.from, link.to].into_iter().any(|end| self.of(end) == Some(country))
    }

    /// The countries that some links lie in, but for bends at borders.
    pub fn countries(&self, links: &BTreeSet<LinkId>) -> BTreeSet<Country> {
        let mut km: BTreeMap<Country, f64> = BTreeMap::new();
        for link in links.iter().filter_map(|id| self.network.links.get(id.0 as usize)) {
            let ends: BTreeSet<Country> =
                [link.from, link.to].into_iter().filter_map(|n| self.of(n)).collect();
            if let (1, Some(only)) = (ends.len(), ends.first()) {
                *km.entry(*only).or_default() += link.length_m / 1000.0;
            }
        }
        km.into_iter().filter(|(_, km)| *km >= BEND_KM).map(|(country, _)| country).collect()
    }
}

/// Makes border posts of the border controls of a network that has none there, as OpenStreetMap's, which does not tell
/// the two countries. They are those of the nearest known places on either side, where that is clear; else none.
/// `hours` is the usual waiting at a crossing: the posts of its two sides share it.
pub fn posts(network: &mut Network, lands: &[Land], hours: f64) {
    let bare = |n: &NodeId| network.nodes.get(n.0 as usize).is_some_and(|n| n.border.is_none());
    let controls = network.barriers.iter().filter(|(n, kind)| kind == "border_control" && bare(n));
    let found: Vec<(NodeId, Coordinate, Option<[Country; 2]>)> = controls
        .filter_map(|(n, _)| network.nodes.get(n.0 as usize).map(|node| (*n, node.point)))
        .map(|(n, point)| (n, point, sides(lands, point)))
        .collect();
    for (node, point, countries) in &found {
        // Lanes of one side stand side by side; the other side's post is passed too.
        let own = countries.map(|c| c[0]);
        let across = |(_, other, theirs): &(NodeId, Coordinate, Option<[Country; 2]>)| {
            let near = other.distance_km(*point) <= crate::reach_km().border;
            near && theirs.zip(*countries).is_some_and(|(t, c)| t[0] == c[1] && t[1] == c[0])
        };
        let sides = if own.is_some() && found.iter().any(across) { 2.0 } else { 1.0 };
        if let Some(at) = network.nodes.get_mut(node.0 as usize) {
            let name = at.name.clone().unwrap_or_default();
            at.border = Some(Border { name, countries: *countries, hours: Some((hours / sides) as f32) });
        }
    }
}

/// The two countries that meet at a post, its own side first; `None` where that is not clear.
fn sides(lands: &[Land], post: Coordinate) -> Option<[Country; 2]> {
    let found = near(lands, post, POST_KM * THIRD);
    match found.as_slice() {
        [own, other, rest @ ..] if other.0 <= POST_KM => {
            let clear = rest.first().is_none_or(|third| third.0 >= other.0 * THIRD);
            clear.then_some([own.1, other.1])
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{LinkKind, network};

    fn country(code: &str) -> Country {
        Country::new(code).unwrap()
    }

    fn land(lat: f64, lon: f64, code: &str) -> Land {
        (Coordinate { lat, lon }, country(code))
    }

    /// West – post – East, 0.03 degree of longitude between the posts of the two sides.
    fn crossing() -> Network {
        let mut net = network(
            &[("West", 10.0, 0.0), ("One", 10.0, 0.10), ("Two", 10.0, 0.13), ("East", 10.0, 0.3)],
            &[
                ("West", "One", 11.0, LinkKind::Paved),
                ("One", "Two", 3.0, LinkKind::Paved),
                ("Two", "East", 19.0, LinkKind::Paved),
            ],
        );
        net.barriers = vec![(NodeId(1), "border_control".into()), (NodeId(2), "border_control".into())];
        net
    }

    fn made(lands: &[Land]) -> Vec<Option<Border>> {
        let mut net = crossing();
        posts(&mut net, lands, 12.0);
        net.nodes.into_iter().map(|n| n.border).collect()
    }

    #[test]
    fn a_post_gets_the_countries_of_the_nearest_places_on_either_side() {
        let lands = [land(10.0, 0.0, "SEN"), land(10.0, 0.22, "MLI")];
        let found = made(&lands);
        let [None, Some(one), Some(two), None] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(one.countries, Some([country("SEN"), country("MLI")]));
        assert_eq!(two.countries, Some([country("MLI"), country("SEN")]));
        assert_eq!((one.name.as_str(), one.hours, two.hours), ("One", Some(6.0), Some(6.0)));
    }

    #[test]
    fn a_post_without_a_clear_pair_has_no_countries_and_keeps_its_waiting() {
        let lone = [land(10.0, 0.0, "SEN")];
        let third = [land(10.0, 0.0, "SEN"), land(10.0, 0.3, "MLI"), land(10.0, 0.35, "GIN")];
        let far = [land(10.0, 0.0, "SEN"), land(10.0, 0.7, "MLI")];
        for lands in [&lone[..], &third, &far, &[]] {
            let found = made(lands);
            let post = found[1].as_ref().unwrap();
            assert_eq!((post.countries, post.hours), (None, Some(12.0)), "{lands:?}");
        }
    }

    #[test]
    fn a_post_of_the_network_itself_stays_and_other_barriers_are_none() {
        let mut net = crossing();
        let own = Border { name: "own".into(), countries: None, hours: None };
        net.nodes[1].border = Some(own.clone());
        net.barriers[1].1 = "toll_booth".into();
        posts(&mut net, &[land(10.0, 0.0, "SEN"), land(10.0, 0.2, "MLI")], 12.0);
        assert_eq!((net.nodes[1].border.as_ref(), &net.nodes[2].border), (Some(&own), &None));
    }
}
