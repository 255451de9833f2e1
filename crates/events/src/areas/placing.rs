//! Whether something lies in an area: by the name of its second-level division, else by its point in the outline, else
//! by the name of its first-level division where that name is of the vintage asked for.

use super::known::{Known, Place};
use super::names::key;
use super::{Area, Extent, Rows};
use crate::{Event, Row};
use base::{Coordinate, Country, GeoPrecision, PlaceKind};
use evidence::ClaimPlace;
use std::collections::BTreeSet;

/// Where something lies with regard to an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Placing {
    /// Outside.
    Out,
    /// In the country, but told too roughly to say more: counted apart.
    Unplaced,
    /// Inside.
    In,
}

/// How deep a road's stops are looked into: a road that joins roads says too little.
const STOPS_DEEP: usize = 1;

/// Who names divisions as the case's own places do, in `used_by`.
const CASE: &str = "case";

impl Area<'_> {
    /// Where an event lies: inside if anything that it rests on says so. An event that touches two areas lies in both.
    pub fn event(&self, event: &Event, rows: &Rows<'_>) -> Placing {
        let told = event.rows.iter().filter_map(|at| self.row(&at.dataset, rows.get(at)?));
        let sites = event.places.iter().filter(|p| !matches!(p.role.as_str(), "origin" | "destination"));
        let best = told.chain(sites.filter_map(|place| self.place(place))).max();
        best.unwrap_or(Placing::Unplaced)
    }

    /// Where a row of `dataset` lies; `None` if it only says that it is in the country, or nothing.
    pub fn row(&self, dataset: &str, row: &Row) -> Option<Placing> {
        if let Some(placing) = self.by_country(row.country) {
            return Some(placing);
        }
        let (admin1, admin2) = (row.admin1.as_deref(), row.admin2.as_deref());
        match &self.extent {
            Extent::Country => None,
            Extent::Place(names) => self.row_at_place(names, row),
            Extent::Divisions(known) => admin2
                .and_then(|name| self.by_admin2(known, name, dataset))
                .or_else(|| by_point(known, row.point, row.precision))
                .or_else(|| {
                    admin1.map(|name| self.by_admin1(known, &self.atlas.places.first(name), dataset))
                }),
        }
    }

    /// Where a place of a claim lies; `None` if it says no more than the country.
    pub fn place(&self, place: &ClaimPlace) -> Option<Placing> {
        self.within(place, STOPS_DEEP)
    }

    fn within(&self, place: &ClaimPlace, deep: usize) -> Option<Placing> {
        if let Some(placing) = self.by_country(place.country) {
            return Some(placing);
        }
        let known = match &self.extent {
            Extent::Country => return None,
            Extent::Place(names) => return place_at_place(names, place),
            Extent::Divisions(known) => known,
        };
        // A place that an analyst named has no kind of its own: the case knows it. (A row's place has its country.)
        let named = || self.atlas.places.called(&place.name).filter(|_| place.country.is_none());
        match place.kind.or_else(|| named().map(|p| p.kind))? {
            PlaceKind::Country | PlaceKind::Area | PlaceKind::Natural => None,
            PlaceKind::Admin1 => Some(self.by_admin1(known, &self.atlas.places.first(&place.name), CASE)),
            PlaceKind::Admin2 => Some(self.by_admin2(known, &place.name, CASE).unwrap_or(Placing::Unplaced)),
            PlaceKind::Road => Some(self.road(place, deep)),
            _ => Some(self.spot(known, place)),
        }
    }

    /// What the country alone settles: all of it for a country, "outside" for another one.
    fn by_country(&self, country: Option<Country>) -> Option<Placing> {
        let (own, told) = (self.country?, country?);
        match (own == told, &self.extent) {
            (false, _) => Some(Placing::Out),
            (true, Extent::Country) => Some(Placing::In),
            (true, _) => None,
        }
    }

    fn by_admin2(&self, area: &Known, name: &str, by: &str) -> Option<Placing> {
        let places = &self.atlas.places;
        let second = places.second(name);
        if area.admin2.contains(&second) {
            return Some(Placing::In);
        }
        if !area.admin2.is_empty() && self.elsewhere().any(|other| other.admin2.contains(&second)) {
            return Some(Placing::Out);
        }
        let first = places.second_level(name).and_then(|p| p.admin1.clone());
        let told = first.map(|first| self.by_admin1(area, &first, CASE));
        // A division that the case does not know: one that lists its divisions does not hold it if it is the law's own
        // list, but names drift; the outline or the first level settles it.
        told.filter(|placing| *placing != Placing::Unplaced).or(match area.is_single(by) {
            true => Some(Placing::Out),
            false => None,
        })
    }

    /// All areas of the case but this one.
    fn elsewhere(&self) -> impl Iterator<Item = &Known> {
        let own = |known: &&Known| known.entry.name == self.name && known.entry.vintage == self.vintage;
        self.atlas.areas.iter().filter(move |known| !own(known))
    }

    /// By the key of a first-level division, as `by` names it.
    fn by_admin1(&self, area: &Known, first: &str, by: &str) -> Placing {
        let named: Vec<&Known> =
            self.elsewhere().chain([area]).filter(|known| known.names.contains(first)).collect();
        let coded = |known: &&&Known| known.entry.used_by.iter().any(|user| user == by);
        let coded: Vec<&Known> = match named.iter().filter(coded).copied().collect::<Vec<_>>() {
            coded if coded.is_empty() => named,
            coded => coded,
        };
        let mut placings: BTreeSet<Placing> = coded.iter().map(|whole| lies(whole, area)).collect();
        if placings.is_empty() {
            placings.insert(self.unlisted(area, first));
        }
        match placings.len() {
            1 => placings.pop_first().unwrap_or(Placing::Unplaced),
            _ => Placing::Unplaced,
        }
    }

    /// A first-level division that is no area of the case: outside, unless a division of the area may lie in it.
    fn unlisted(&self, area: &Known, first: &str) -> Placing {
        if area.admin2.is_empty() {
            return if area.boundary.is_some() { Placing::Unplaced } else { Placing::Out };
        }
        let may = |second: &String| {
            let place = self.atlas.places.second_level(second);
            place.and_then(|p| p.admin1.as_deref()).is_none_or(|a| self.atlas.places.first(a) == first)
        };
        if area.admin2.iter().any(may) { Placing::Unplaced } else { Placing::Out }
    }

    /// A town, post or site.
    fn spot(&self, area: &Known, place: &ClaimPlace) -> Placing {
        let entry = self.atlas.places.called(&place.name);
        let names = entry.map_or_else(|| BTreeSet::from([key(&place.name)]), |e| e.keys.clone());
        if area.lists(&names) {
            return Placing::In;
        }
        if let Some(placing) = by_point(area, place.point, place.precision) {
            return placing;
        }
        let by_divisions = self.by_divisions(area, entry);
        if by_divisions == Some(Placing::In) {
            return Placing::In;
        }
        // Areas may overlap: a smaller one that lists a place puts it out only of what its own divisions do not lead to.
        let concurrent =
            |known: &&Known| known.entry.valid().overlaps(&self.valid) && known.entry.name != self.name;
        if self.elsewhere().filter(concurrent).any(|known| known.lists(&names)) {
            return Placing::Out;
        }
        by_divisions.unwrap_or(Placing::Unplaced)
    }

    /// By the divisions that the case says a place lies in, the second-level one first.
    fn by_divisions(&self, area: &Known, entry: Option<&Place>) -> Option<Placing> {
        let entry = entry?;
        let second = entry.admin2.as_deref().and_then(|name| self.by_admin2(area, name, CASE));
        let first = || Some(self.by_admin1(area, &self.atlas.places.first(entry.admin1.as_deref()?), CASE));
        second.or_else(first)
    }

    /// A road lies where all the places lie that it joins.
    fn road(&self, place: &ClaimPlace, deep: usize) -> Placing {
        let stops = self.atlas.places.called(&place.name).map_or(&[][..], |road| &road.via);
        let at = |name: &String| {
            let stop = self.atlas.places.called(name).filter(|_| deep > 0)?;
            let stop = ClaimPlace {
                name: stop.name.clone(),
                kind: Some(stop.kind),
                country: stop.country,
                point: None,
                precision: GeoPrecision::Unresolved,
                role: String::new(),
            };
            self.within(&stop, deep - 1)
        };
        let placings: BTreeSet<Option<Placing>> = stops.iter().map(at).collect();
        match placings.iter().next() {
            Some(Some(placing)) if placings.len() == 1 => *placing,
            _ => Placing::Unplaced,
        }
    }

    fn row_at_place(&self, names: &BTreeSet<String>, row: &Row) -> Option<Placing> {
        let exact = matches!(row.precision, GeoPrecision::Exact | GeoPrecision::Near);
        let named = row.place.as_deref().is_some_and(|place| names.contains(&key(place)));
        match (named, exact) {
            (true, true) => Some(Placing::In),
            (false, true) if row.place.is_some() => Some(Placing::Out),
            _ => Some(Placing::Unplaced),
        }
    }
}

impl Known {
    fn is_same(&self, other: &Known) -> bool {
        self.entry.name == other.entry.name && self.entry.vintage == other.entry.vintage
    }

    /// Whether it is a bare second-level division, or its own divisions are named by the very dataset.
    fn is_single(&self, by: &str) -> bool {
        let bare = self.names.is_empty() && self.admin2.len() == 1;
        bare || (!self.admin2.is_empty() && self.entry.used_by.iter().any(|user| user == by))
    }
}

/// How a first-level division lies in the area.
fn lies(whole: &Known, area: &Known) -> Placing {
    if area.admin2.is_empty() && area.boundary.is_none() && !whole.is_same(area) {
        return Placing::Out;
    }
    if whole.is_same(area) || (!whole.admin2.is_empty() && whole.admin2.is_subset(&area.admin2)) {
        return Placing::In;
    }
    let told = !whole.admin2.is_empty() && !area.admin2.is_empty();
    if told && whole.admin2.is_disjoint(&area.admin2) { Placing::Out } else { Placing::Unplaced }
}

/// By a point that is precise enough, where the area has an outline.
fn by_point(area: &Known, point: Option<Coordinate>, precision: GeoPrecision) -> Option<Placing> {
    use GeoPrecision::{Admin2, Exact, Near};
    let point = point.filter(|_| matches!(precision, Exact | Near | Admin2))?;
    let inside = area.boundary.as_ref()?.contains(point);
    Some(if inside { Placing::In } else { Placing::Out })
}

fn place_at_place(names: &BTreeSet<String>, place: &ClaimPlace) -> Option<Placing> {
    let spot = matches!(
        place.kind?,
        PlaceKind::PopulatedPlace | PlaceKind::BorderCrossing | PlaceKind::Port | PlaceKind::Site
    );
    match (names.contains(&key(&place.name)), spot) {
        (true, _) => Some(Placing::In),
        (false, true) => Some(Placing::Out),
        (false, false) => Some(Placing::Unplaced),
    }
}
