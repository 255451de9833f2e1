//! Places and roads of constraints and events, as reaches on the network.

use super::{entry, point, spot};
use base::{Coordinate, GeoPrecision, PlaceKind, fold_key};
use corridors::{Reach, Spot, reach_km};
use evidence::{PlaceEntry, Vocabulary};
use std::collections::BTreeSet;

/// A place told of: its name, what it is, where, how precisely.
pub struct Told<'a> {
    /// Canonical name.
    pub name: &'a str,
    /// What it is.
    pub kind: Option<PlaceKind>,
    /// Where it is.
    pub point: Option<Coordinate>,
    /// How precisely.
    pub precision: GeoPrecision,
}

/// How wide a place may be and still say something of roads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Widest {
    /// A town, a post, a site.
    Spot,
    /// A division.
    Division,
    /// A country.
    Country,
}

/// What roads and places reach together. Where `narrow`, a road with two named towns on it is meant between them, and
/// one with a single one is meant there, not all along.
pub fn all(
    vocabulary: &Vocabulary,
    roads: &[&str],
    places: &[Told<'_>],
    widest: Widest,
    narrow: bool,
) -> Vec<Reach> {
    let mut out = Vec::new();
    let mut covered: Vec<&str> = Vec::new();
    for name in roads {
        let stops = stops(vocabulary, name);
        let on_it: Vec<&str> =
            places.iter().map(|p| p.name).filter(|n| stops.contains(&fold_key(n))).collect();
        match on_it.len() {
            _ if !narrow => out.push(road(vocabulary, name, &[])),
            1 => {}
            _ => {
                out.push(road(vocabulary, name, &on_it));
                covered.extend(on_it);
            }
        }
    }
    let left = places.iter().filter(|p| !covered.contains(&p.name));
    out.extend(left.filter_map(|told| place(vocabulary, told, widest)));
    out
}

/// What a place reaches; `None` for what is too wide to say anything of roads.
fn place(vocabulary: &Vocabulary, told: &Told<'_>, widest: Widest) -> Option<Reach> {
    let known = spot(vocabulary, told.name);
    let at = Spot { name: told.name.to_owned(), point: known.point.or(told.point) };
    match told.kind? {
        PlaceKind::PopulatedPlace | PlaceKind::Port | PlaceKind::Site => {
            let km = if told.precision == GeoPrecision::Exact { reach_km().exact } else { reach_km().near };
            at.point.map(|_| Reach::Around { place: at, km })
        }
        PlaceKind::BorderCrossing => Some(Reach::Border { post: at }),
        PlaceKind::Road => Some(road(vocabulary, told.name, &[])),
        PlaceKind::Admin1 | PlaceKind::Admin2 if widest >= Widest::Division => area(vocabulary, told),
        PlaceKind::Country if widest >= Widest::Country => area(vocabulary, told),
        _ => None,
    }
}

/// A road by name, between those of the given places that lie on it, if at least two do; else between its ends.
fn road(vocabulary: &Vocabulary, name: &str, between: &[&str]) -> Reach {
    let via = entry(vocabulary, name).map(|e| e.via.as_slice()).unwrap_or_default();
    let wanted: BTreeSet<String> = between.iter().map(|n| fold_key(n)).collect();
    let on_it: Vec<usize> = (0..via.len()).filter(|at| wanted.contains(&fold_key(&via[*at]))).collect();
    let part = match (on_it.first(), on_it.last()) {
        (Some(first), Some(last)) if first < last => via.get(*first..=*last).unwrap_or(via),
        _ => via,
    };
    let mut stops: Vec<Spot> = part.iter().map(|stop| spot(vocabulary, stop)).collect();
    if let Some((from, to)) = name.split_once('–').filter(|_| via.is_empty()) {
        stops = [from, to].map(|end| spot(vocabulary, end.trim())).into();
    }
    match told_by_ends(vocabulary, name).filter(|_| via.is_empty()) {
        Some(known) => road(vocabulary, known.0, &known.1),
        None => Reach::Road { name: name.to_owned(), stops },
    }
}

/// The road of the case that a road told by its ends means, `Upriver–Mill`: the one that joins both with most stops
/// between, so that its way is told best. Without one, the network's main road between the two is meant.
fn told_by_ends<'a>(vocabulary: &'a Vocabulary, name: &'a str) -> Option<(&'a str, [&'a str; 2])> {
    let (from, to) = name.split_once('–')?;
    let (from, to) = (from.trim(), to.trim());
    let at = |e: &PlaceEntry, stop: &str| e.via.iter().position(|v| fold_key(v) == fold_key(stop));
    let joins = |e: &'a PlaceEntry| Some((at(e, from)?.abs_diff(at(e, to)?), e));
    let joining = vocabulary.places.iter().filter(|e| e.kind == PlaceKind::Road).filter_map(joins);
    let (_, road) = joining.filter(|(between, _)| *between > 0).max_by_key(|(between, _)| *between)?;
    Some((&road.name, [from, to]))
}

/// The stops of a road of the case, folded.
fn stops(vocabulary: &Vocabulary, road: &str) -> BTreeSet<String> {
    entry(vocabulary, road).map(|e| e.via.iter().map(|v| fold_key(v)).collect()).unwrap_or_default()
}

/// A division or country, by the places of the case that lie in it and those that do not.
fn area(vocabulary: &Vocabulary, told: &Told<'_>) -> Option<Reach> {
    let own = entry(vocabulary, told.name).filter(|e| Some(e.kind) == told.kind);
    let key = fold_key(told.name);
    let country = own.and_then(|e| e.country);
    let lies_in = |p: &PlaceEntry| match told.kind {
        Some(PlaceKind::Admin1) => p.admin1.as_ref().is_some_and(|a| fold_key(a) == key),
        Some(PlaceKind::Country) => p.country.is_some() && p.country == country,
        // Places say in which first-level division they lie, no more: a smaller one is known by its middle.
        _ => p.kind == PlaceKind::Admin2 && fold_key(&p.name) == key,
    };
    let smaller = told.kind == Some(PlaceKind::Admin2);
    let comparable = |p: &&PlaceEntry| match p.kind {
        PlaceKind::Admin2 => smaller,
        PlaceKind::PopulatedPlace => !smaller,
        _ => false,
    };
    let listed: Vec<&PlaceEntry> = vocabulary.places.iter().filter(comparable).collect();
    let points = |inside: bool| {
        let chosen = listed.iter().filter(move |p| lies_in(p) == inside);
        chosen.filter_map(|p| point(p)).collect::<Vec<_>>()
    };
    let (inside, outside) = (points(true), points(false));
    (!inside.is_empty()).then(|| Reach::Area { name: told.name.to_owned(), inside, outside })
}
