//! Places and roads of constraints and events, as reaches on the network.

use super::gazetteer::Gazetteer;
use super::point;
use base::{Coordinate, Country, GeoPrecision, PlaceKind, fold_key};
use corridors::{Reach, Spot, reach_km};
use evidence::PlaceEntry;
use std::collections::BTreeSet;

/// A place told of: its name, what it is, where, how precisely.
pub struct Told<'a> {
    /// Canonical name.
    pub name: &'a str,
    /// What it is; `None` where nobody knows.
    pub kind: Option<PlaceKind>,
    /// Its country.
    pub country: Option<Country>,
    /// Where it is.
    pub point: Option<Coordinate>,
    /// How precisely.
    pub precision: GeoPrecision,
}

impl Told<'_> {
    fn is_spot(&self) -> bool {
        use PlaceKind::{BorderCrossing, PopulatedPlace, Port, Site};
        matches!(self.kind, Some(PopulatedPlace | Port | Site | BorderCrossing))
    }
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
/// one told of with a place or a division is meant there, not all along.
pub fn all(
    gazetteer: Gazetteer<'_>,
    roads: &[&str],
    places: &[Told<'_>],
    widest: Widest,
    narrow: bool,
) -> Vec<Reach> {
    let mut out = Vec::new();
    let mut covered: BTreeSet<&str> = BTreeSet::new();
    let countries = countries(places);
    let parts = if narrow { parts(gazetteer, places) } else { Vec::new() };
    for name in roads {
        let own = road_of(gazetteer, name, &countries);
        let via = own.map(stops).unwrap_or_default();
        let on_it: Vec<&str> =
            places.iter().map(|p| p.name).filter(|n| narrow && via.contains(&fold_key(n))).collect();
        if on_it.len() > 1 {
            out.push(road(gazetteer, name, &on_it, &countries));
            covered.extend(on_it);
            continue;
        }
        let whole = road(gazetteer, name, &[], &countries);
        if parts.is_empty() {
            out.push(whole);
            continue;
        }
        for (place, part) in &parts {
            out.push(Reach::On { road: Box::new(whole.clone()), part: Box::new(part.clone()) });
            covered.insert(place);
        }
    }
    let left = places.iter().filter(|p| !covered.contains(p.name));
    out.extend(left.filter_map(|told| place(gazetteer, told, widest)));
    out
}

/// The countries that the places told of lie in; those named themselves where no place is finer.
fn countries(places: &[Told<'_>]) -> BTreeSet<Country> {
    let of = |whole: bool| -> BTreeSet<Country> {
        // What is told near a border may lie on either side of it.
        let told = places.iter().filter(|p| p.kind != Some(PlaceKind::Area));
        let told = told.filter(|p| (p.kind == Some(PlaceKind::Country)) == whole);
        told.filter_map(|p| p.country).collect()
    };
    Some(of(false)).filter(|found| !found.is_empty()).unwrap_or_else(|| of(true))
}

/// Where on a road something is told to be: at its spots, else in its divisions, else at a border, else at a place that
/// nobody knows, which the network may.
fn parts<'a>(gazetteer: Gazetteer<'_>, places: &'a [Told<'a>]) -> Vec<(&'a str, Reach)> {
    let some = |of: &dyn Fn(&Told<'_>) -> Option<Reach>| -> Vec<(&'a str, Reach)> {
        places.iter().filter_map(|p| Some((p.name, of(p)?))).collect()
    };
    let spots = some(&|p| place(gazetteer, p, Widest::Spot).filter(|_| p.is_spot()));
    if !spots.is_empty() {
        return spots;
    }
    let divided = |p: &Told<'_>| matches!(p.kind, Some(PlaceKind::Admin1 | PlaceKind::Admin2));
    let divisions = some(&|p| area(gazetteer, p).filter(|_| divided(p)));
    if !divisions.is_empty() {
        return divisions;
    }
    let is_border = |p: &&Told<'_>| p.kind == Some(PlaceKind::Area) && !border_of(p.name).is_empty();
    if let Some(border) = places.iter().find(is_border) {
        return frontiers(places).into_iter().map(|posts| (border.name, posts)).collect();
    }
    let unknown = |p: &Told<'_>| Reach::Around {
        place: Spot { name: p.name.to_owned(), point: p.point },
        km: reach_km().near,
    };
    some(&|p| p.kind.is_none().then(|| unknown(p)))
}

/// What a place reaches; `None` for what is too wide to say anything of roads.
fn place(gazetteer: Gazetteer<'_>, told: &Told<'_>, widest: Widest) -> Option<Reach> {
    let known = gazetteer.spot(told.name);
    let at = Spot { name: told.name.to_owned(), point: known.point.or(told.point) };
    match told.kind? {
        PlaceKind::PopulatedPlace | PlaceKind::Port | PlaceKind::Site => {
            let km = if told.precision == GeoPrecision::Exact { reach_km().exact } else { reach_km().near };
            at.point.map(|_| Reach::Around { place: at, km })
        }
        PlaceKind::BorderCrossing => Some(Reach::Border { post: at }),
        PlaceKind::Road => Some(road(gazetteer, told.name, &[], &told.country.into_iter().collect())),
        PlaceKind::Admin1 | PlaceKind::Admin2 if widest >= Widest::Division => area(gazetteer, told),
        PlaceKind::Country if widest >= Widest::Country => area(gazetteer, told),
        _ => None,
    }
}

/// A road by name, between those of the given places that lie on it, if at least two do; else between its ends.
/// Told of in one country only, it is that country's: numbers begin anew in each.
fn road(gazetteer: Gazetteer<'_>, name: &str, between: &[&str], countries: &BTreeSet<Country>) -> Reach {
    let own = road_of(gazetteer, name, countries);
    let via = own.map(|e| e.via.as_slice()).unwrap_or_default();
    let wanted: BTreeSet<String> = between.iter().map(|n| fold_key(n)).collect();
    let on_it: Vec<usize> = (0..via.len()).filter(|at| wanted.contains(&fold_key(&via[*at]))).collect();
    let part = match (on_it.first(), on_it.last()) {
        (Some(first), Some(last)) if first < last => via.get(*first..=*last).unwrap_or(via),
        _ => via,
    };
    let mut stops: Vec<Spot> = part.iter().map(|stop| gazetteer.spot(stop)).collect();
    if let Some((from, to)) = name.split_once('–').filter(|_| via.is_empty()) {
        stops = [from, to].map(|end| gazetteer.spot(end.trim())).into();
    }
    let told = countries.first().copied().filter(|_| countries.len() == 1);
    match told_by_ends(gazetteer, name).filter(|_| via.is_empty()) {
        Some(known) => road(gazetteer, known.0, &known.1, countries),
        None => Reach::Road { name: name.to_owned(), stops, country: own.and_then(|e| e.country).or(told) },
    }
}

/// The road of the case that a name means, unless what is told lies in other countries than it.
fn road_of<'a>(
    gazetteer: Gazetteer<'a>,
    name: &str,
    countries: &BTreeSet<Country>,
) -> Option<&'a PlaceEntry> {
    let lies = |e: &&PlaceEntry| countries.is_empty() || e.country.is_none_or(|c| countries.contains(&c));
    gazetteer.entry(name).filter(lies)
}

/// The road of the case that a road told by its ends means, `Upriver–Mill`: the one that joins both with most stops
/// between, so that its way is told best. Without one, the network's main road between the two is meant.
fn told_by_ends<'a>(gazetteer: Gazetteer<'a>, name: &'a str) -> Option<(&'a str, [&'a str; 2])> {
    let (from, to) = name.split_once('–')?;
    let (from, to) = (from.trim(), to.trim());
    let at = |e: &PlaceEntry, stop: &str| e.via.iter().position(|v| fold_key(v) == fold_key(stop));
    let joins = |e: &'a PlaceEntry| Some((at(e, from)?.abs_diff(at(e, to)?), e));
    let joining = gazetteer.places.iter().filter(|e| e.kind == PlaceKind::Road).filter_map(joins);
    let (_, road) = joining.filter(|(between, _)| *between > 0).max_by_key(|(between, _)| *between)?;
    Some((&road.name, [from, to]))
}

/// The stops of a road of the case, folded.
fn stops(road: &PlaceEntry) -> BTreeSet<String> {
    road.via.iter().map(|v| fold_key(v)).collect()
}

/// The border posts that a closed border means: between the two countries of each border told of, else those of the
/// countries told of.
pub fn frontiers(places: &[Told<'_>]) -> Vec<Reach> {
    let of = |kind: PlaceKind| places.iter().filter(move |p| p.kind == Some(kind));
    let named: BTreeSet<Country> = of(PlaceKind::Country).filter_map(|p| p.country).collect();
    let reach = |name: &str, countries: Vec<Country>| Reach::Frontier { name: name.to_owned(), countries };
    let mut out = Vec::new();
    for place in of(PlaceKind::Area) {
        let sides = border_of(place.name);
        let others: Vec<Country> = named.iter().copied().filter(|c| !sides.contains(c)).collect();
        match sides.as_slice() {
            [] => {}
            [one] if !others.is_empty() => {
                out.extend(others.into_iter().map(|other| reach(place.name, vec![*one, other])));
            }
            _ => out.push(reach(place.name, sides)),
        }
    }
    if out.is_empty() && !named.is_empty() {
        let words: Vec<&str> = of(PlaceKind::Country).map(|p| p.name).collect();
        out.push(reach(&words.join("–"), named.into_iter().collect()));
    }
    out
}

/// The countries of a border, from its canonical name: `Here–There border`, or one of the two.
fn border_of(name: &str) -> Vec<Country> {
    let sides = name.strip_suffix(" border").unwrap_or_default();
    sides.split('–').filter_map(evidence::country_called).collect()
}

/// A division or country, by the places of the case that lie in it and those that do not.
fn area(gazetteer: Gazetteer<'_>, told: &Told<'_>) -> Option<Reach> {
    let own = gazetteer.entry(told.name).filter(|e| Some(e.kind) == told.kind);
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
    let listed: Vec<&PlaceEntry> = gazetteer.places.iter().filter(comparable).collect();
    let points = |inside: bool| {
        let chosen = listed.iter().filter(move |p| lies_in(p) == inside);
        chosen.filter_map(|p| point(p)).collect::<Vec<_>>()
    };
    let (inside, outside) = (points(true), points(false));
    (!inside.is_empty()).then(|| Reach::Area { name: told.name.to_owned(), inside, outside })
}
