//! Countries and first-level divisions of a case: by name, around a place, under a unit of forecasts; and what words about
//! them may not name.

use crate::case::Case;
use base::{Coordinate, Country, PlaceKind, fold_key};
use evidence::{ActorKind, ClaimPlace, PlaceEntry, country_called, name_of_country};
use outlook::response::{Guard, Known, Region};
use outlook::{Gid, UnitId};
use std::collections::{BTreeSet, HashMap};

/// Second-level divisions that make an area of the case as wide as a first-level division.
const DIVISIONS: usize = 3;

/// The areas that may be spoken of.
pub struct Regions<'a> {
    case: &'a Case,
    places: HashMap<String, &'a PlaceEntry>,
}

impl<'a> Regions<'a> {
    /// Those of a case. A name that a region shares with a town is the region's.
    pub fn of(case: &'a Case) -> Self {
        let mut places: HashMap<String, &PlaceEntry> = HashMap::new();
        for place in &case.vocabulary.places {
            for name in std::iter::once(&place.name).chain(&place.aliases) {
                let held = places.entry(fold_key(name)).or_insert(place);
                if is_wide(place.kind) && !is_wide(held.kind) {
                    *held = place;
                }
            }
        }
        Self { case, places }
    }

    /// What a name means.
    pub fn known(&self, name: &str) -> Known {
        if let Some(place) = self.places.get(&fold_key(name)) {
            return self.region(place).filter(|_| is_wide(place.kind)).map_or(Known::Finer, Known::Region);
        }
        let key = fold_key(name);
        let named = |n: &String| fold_key(n) == key;
        if let Some(area) = self.case.areas.iter().find(|a| named(&a.name) || a.aliases.iter().any(named)) {
            let region = Region { name: area.name.clone(), country: area.country, whole: false };
            return if area.admin2.len() < DIVISIONS { Known::Finer } else { Known::Region(region) };
        }
        let code = Country::new(name).filter(|code| name_of_country(*code).is_some());
        match code.or_else(|| country_called(name)) {
            Some(code) => self.of_country(code).map_or(Known::Unknown, Known::Region),
            None => Known::Unknown,
        }
    }

    /// The region of a place of the case: itself, or the first-level division around it.
    fn region(&self, place: &PlaceEntry) -> Option<Region> {
        match (place.kind, place.country) {
            (PlaceKind::Country, Some(code)) => Some(whole(&place.name, code)),
            (PlaceKind::Admin1, country) => Some(Region { name: place.name.clone(), country, whole: false }),
            _ => {
                let around = self.places.get(&fold_key(place.admin1.as_deref()?))?;
                let country = around.country.or(place.country);
                Some(Region { name: around.name.clone(), country, whole: false })
            }
        }
    }

    /// The regions of a place that a claim names; for a road, those of its stops.
    pub fn of_place(&self, place: &ClaimPlace) -> Vec<Region> {
        if let (Some(PlaceKind::Country), Some(code)) = (place.kind, place.country) {
            return vec![whole(&place.name, code)];
        }
        let Some(own) = self.places.get(&fold_key(&place.name)) else { return self.of_ends(&place.name) };
        // A claim's town is the town, though a region may share its name.
        let town =
            self.case.vocabulary.places.iter().find(|p| p.name == place.name && Some(p.kind) == place.kind);
        let own = town.unwrap_or(own);
        let stops = own.via.iter().filter_map(|stop| self.places.get(&fold_key(stop)).copied());
        let mut found: Vec<Region> =
            std::iter::once(own).chain(stops).filter_map(|p| self.region(p)).collect();
        found.sort();
        found.dedup();
        found
    }

    /// The regions of both ends of a stretch of road: "A–B".
    fn of_ends(&self, name: &str) -> Vec<Region> {
        let ends = name.split('–').filter_map(|end| self.places.get(&fold_key(end)).copied());
        let found: BTreeSet<Region> = ends.filter_map(|place| self.region(place)).collect();
        if name.contains('–') { found.into_iter().collect() } else { Vec::new() }
    }

    /// The regions that a name in the data means, if it is wide enough.
    pub fn of_name(&self, name: &str) -> Option<Region> {
        match self.known(name) {
            Known::Region(region) => Some(region),
            _ => match self.known(&format!("{name} Region")) {
                Known::Region(region) => Some(region),
                _ => None,
            },
        }
    }

    /// The regions that a unit of forecasts touches: for a cell, those of the case's places in it.
    pub fn of_unit(&self, unit: &UnitId) -> Vec<Region> {
        let found: BTreeSet<Region> = match unit {
            UnitId::Country(code) => self.of_country(*code).into_iter().collect(),
            UnitId::Cell(cell) => self.inside(*cell).filter_map(|p| self.region(p)).collect(),
            UnitId::District(name) => {
                let named = [name.clone(), format!("{name} Cercle")];
                let place = named.iter().find_map(|n| self.places.get(&fold_key(n)));
                place.and_then(|p| self.region(p)).into_iter().collect()
            }
        };
        found.into_iter().collect()
    }

    /// A whole country, by the name that the case gives it.
    pub fn of_country(&self, code: Country) -> Option<Region> {
        let mut all = self.case.vocabulary.places.iter();
        let name =
            all.find(|p| p.kind == PlaceKind::Country && p.country == Some(code)).map(|p| p.name.as_str());
        let told = || name_of_country(code).unwrap_or(code.as_str());
        Some(whole(name.unwrap_or_else(told), code))
    }

    fn inside(&self, cell: Gid) -> impl Iterator<Item = &'a PlaceEntry> {
        let at = |p: &PlaceEntry| Coordinate::new(p.lat?, p.lon?);
        let own = move |p: &&PlaceEntry| !is_wide(p.kind) && at(p).map(Gid::at) == Some(cell);
        self.case.vocabulary.places.iter().filter(own)
    }
}

fn is_wide(kind: PlaceKind) -> bool {
    matches!(kind, PlaceKind::Country | PlaceKind::Admin1)
}

fn whole(name: &str, code: Country) -> Region {
    Region { name: name.to_owned(), country: Some(code), whole: true }
}

/// What prose about a region of the case may not name.
pub fn guard(case: &Case) -> Guard {
    let places = &case.vocabulary.places;
    let wide = |kind| matches!(kind, PlaceKind::Country | PlaceKind::Admin1);
    let inside = |kind| matches!(kind, PlaceKind::PopulatedPlace | PlaceKind::Admin2);
    let names = |p: &'_ evidence::PlaceEntry| {
        std::iter::once(p.name.clone()).chain(p.aliases.iter().cloned()).collect::<Vec<_>>()
    };
    let fine: Vec<String> = places.iter().filter(|p| inside(p.kind)).flat_map(names).collect();
    let regions: Vec<String> = places.iter().filter(|p| wide(p.kind)).flat_map(names).collect();
    let speakers = case.vocabulary.actors.iter().filter(|a| a.kind == ActorKind::Spokesperson);
    let persons: Vec<String> =
        speakers.flat_map(|a| std::iter::once(a.name.clone()).chain(a.aliases.iter().cloned())).collect();
    Guard::new(
        fine.iter().map(String::as_str),
        persons.iter().map(String::as_str),
        regions.iter().map(String::as_str),
    )
}
