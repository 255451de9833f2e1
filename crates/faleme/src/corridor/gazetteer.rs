//! The case's places by what they are called: found at once, however many there are.

use base::{PlaceKind, fold_key};
use corridors::{Spot, road_number};
use evidence::PlaceEntry;
use std::collections::HashMap;

/// Names of a list of places, by where in the list they stand.
#[derive(Default)]
pub struct Names {
    /// By folded name or alias.
    named: HashMap<String, Vec<usize>>,
    /// Roads by number, however it is written.
    numbered: HashMap<String, Vec<usize>>,
}

/// Places with their names.
#[derive(Clone, Copy)]
pub struct Gazetteer<'a> {
    /// The places, in the case's order.
    pub places: &'a [PlaceEntry],
    names: &'a Names,
}

impl Names {
    /// The names of these places.
    pub fn of(places: &[PlaceEntry]) -> Self {
        let mut names = Self::default();
        for (at, place) in places.iter().enumerate() {
            for name in called(place) {
                names.named.entry(fold_key(name)).or_default().push(at);
                if let Some(number) = road_number(name).filter(|_| place.kind == PlaceKind::Road) {
                    names.numbered.entry(number).or_default().push(at);
                }
            }
        }
        names
    }

    /// With the places that they were made of.
    pub fn over<'a>(&'a self, places: &'a [PlaceEntry]) -> Gazetteer<'a> {
        Gazetteer { places, names: self }
    }
}

impl<'a> Gazetteer<'a> {
    /// The place that a name means; a populated place before others, one of that very name before an alias, the first of the
    /// case. A road's number is one however it is written.
    pub fn entry(self, name: &str) -> Option<&'a PlaceEntry> {
        let key = fold_key(name);
        let numbered = road_number(name).and_then(|number| self.names.numbered.get(&number));
        let found = self.names.named.get(&key).into_iter().chain(numbered).flatten();
        let rank = |at: usize| {
            let place = self.places.get(at)?;
            Some((place.kind != PlaceKind::PopulatedPlace, fold_key(&place.name) != key, at))
        };
        let (.., first) = found.filter_map(|at| rank(*at)).min()?;
        self.places.get(first)
    }

    /// A place as the stage takes it, by the case's name and coordinates.
    pub fn spot(self, name: &str) -> Spot {
        self.entry(name).map_or_else(|| Spot { name: name.to_owned(), point: None }, super::of_entry)
    }
}

fn called(place: &PlaceEntry) -> impl Iterator<Item = &String> {
    std::iter::once(&place.name).chain(&place.aliases)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same, slowly: every name of every place looked at.
    fn looked_at<'a>(places: &'a [PlaceEntry], name: &str) -> Option<&'a PlaceEntry> {
        let (key, number) = (fold_key(name), road_number(name));
        let is = |place: &PlaceEntry, n: &str| {
            let same_number = number.is_some() && place.kind == PlaceKind::Road && road_number(n) == number;
            fold_key(n) == key || same_number
        };
        let mut found: Vec<&PlaceEntry> = places.iter().filter(|p| called(p).any(|n| is(p, n))).collect();
        found.sort_by_key(|p| (p.kind != PlaceKind::PopulatedPlace, fold_key(&p.name) != key));
        found.first().copied()
    }

    fn name() -> impl Strategy<Value = String> {
        prop_oneof!["[A-Ba-bÉé’ -]{0,3}", "(RN|rn |R|N |Nationale )0?[12]"]
    }

    fn place() -> impl Strategy<Value = PlaceEntry> {
        let kinds = [PlaceKind::Road, PlaceKind::PopulatedPlace, PlaceKind::Admin1, PlaceKind::Site];
        let kind = proptest::sample::select(kinds.to_vec());
        (name(), proptest::collection::vec(name(), 0..3), kind).prop_map(|(name, aliases, kind)| {
            let of = serde_json::json!({"name": name, "aliases": aliases, "kind": kind});
            serde_json::from_value(of).unwrap()
        })
    }

    proptest! {
        #[test]
        fn the_place_found_is_the_one_found_by_looking_at_each(
            places in proptest::collection::vec(place(), 0..8),
            asked in name(),
        ) {
            let names = Names::of(&places);
            let at = |found: Option<&PlaceEntry>| found.map(|p| places.iter().position(|o| std::ptr::eq(o, p)));
            prop_assert_eq!(at(names.over(&places).entry(&asked)), at(looked_at(&places, &asked)));
        }
    }
}
