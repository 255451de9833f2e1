//! Areas and places of a case, their names folded to keys.

use super::names::{key, keys};
use super::{AreaEntry, Boundary};
use base::{Country, PlaceKind, fold_key};
use evidence::PlaceEntry;
use std::collections::{BTreeSet, HashMap};

/// One vintage of an area.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Known {
    pub entry: AreaEntry,
    /// Whether it is a first-level division.
    pub first_level: bool,
    pub boundary: Option<Boundary>,
    /// Keys of its names as a first-level division.
    pub names: BTreeSet<String>,
    /// Keys of the second-level divisions it consists of.
    pub admin2: BTreeSet<String>,
    /// Keys of places listed.
    pub places: BTreeSet<String>,
}

impl Known {
    pub fn new(entry: AreaEntry, boundary: Option<Boundary>, places: &Places) -> Self {
        let mut entry = entry;
        let same = places.called(&entry.name);
        entry.country = entry.country.or(same.and_then(|p| p.country));
        let mut names = keys(entry.aliases.iter().map(String::as_str).chain([entry.name.as_str()]));
        names.extend(
            same.filter(|p| p.kind == PlaceKind::Admin1).into_iter().flat_map(|p| p.keys.iter().cloned()),
        );
        let admin2 = entry.admin2.iter().map(|name| places.second(name)).collect();
        let listed = keys(entry.places.iter().map(String::as_str));
        let first_level = same.is_some_and(|p| p.kind == PlaceKind::Admin1);
        Self { entry, first_level, boundary, names, admin2, places: listed }
    }

    /// A division that is a place of the case.
    pub fn division(place: &Place, admin2: BTreeSet<String>) -> Self {
        let entry = AreaEntry { name: place.name.clone(), country: place.country, ..AreaEntry::default() };
        let names = if admin2.is_empty() { place.keys.clone() } else { BTreeSet::new() };
        Self { entry, first_level: admin2.is_empty(), boundary: None, names, admin2, places: BTreeSet::new() }
    }

    /// A division that only the data name.
    pub fn of_data(name: &str, country: Option<Country>, admin2: BTreeSet<String>) -> Self {
        let entry = AreaEntry { name: name.to_owned(), country, ..AreaEntry::default() };
        let names = if admin2.is_empty() { keys([name]) } else { BTreeSet::new() };
        Self { entry, first_level: admin2.is_empty(), boundary: None, names, admin2, places: BTreeSet::new() }
    }

    /// Whether the folded name, generic words included, is one of its own.
    pub fn is_called(&self, asked: &str) -> bool {
        let own = self.entry.aliases.iter().chain([&self.entry.name]);
        own.map(|name| fold_key(name)).any(|name| name == asked)
    }

    /// Whether a place with these keys is listed as lying in it, or is the seat of one of its divisions.
    pub fn lists(&self, spot: &BTreeSet<String>) -> bool {
        spot.iter().any(|name| self.admin2.contains(name) || self.places.contains(name))
    }
}

/// A place of the case.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub name: String,
    pub kind: PlaceKind,
    pub country: Option<Country>,
    /// Keys of its name and aliases.
    pub keys: BTreeSet<String>,
    /// Key of the first-level division it lies in.
    pub admin1: Option<String>,
    /// Its second-level division, by name.
    pub admin2: Option<String>,
    /// For a road, the places it joins.
    pub via: Vec<String>,
}

/// The places of the case by name.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    all: Vec<Place>,
    by_name: HashMap<String, usize>,
    /// First- and second-level divisions by key.
    divisions: HashMap<(bool, String), usize>,
}

impl Places {
    pub fn new(entries: &[PlaceEntry]) -> Self {
        let mut places = Self::default();
        for entry in entries {
            let at = places.all.len();
            let names = || entry.aliases.iter().map(String::as_str).chain([entry.name.as_str()]);
            let place = Place {
                name: entry.name.clone(),
                kind: entry.kind,
                country: entry.country,
                keys: keys(names()),
                admin1: entry.admin1.as_deref().map(key),
                admin2: entry.admin2.clone(),
                via: entry.via.clone(),
            };
            for name in names() {
                places.by_name.entry(fold_key(name)).or_insert(at);
            }
            if matches!(entry.kind, PlaceKind::Admin1 | PlaceKind::Admin2) {
                let first = entry.kind == PlaceKind::Admin1;
                for name in &place.keys {
                    places.divisions.entry((first, name.clone())).or_insert(at);
                }
            }
            places.all.push(place);
        }
        places
    }

    /// The place of exactly that name.
    pub fn called(&self, name: &str) -> Option<&Place> {
        self.all.get(*self.by_name.get(&fold_key(name))?)
    }

    /// The key of a second-level division, by its own name where an alias was given.
    pub fn second(&self, name: &str) -> String {
        self.division(false, name).map_or_else(|| key(name), |p| key(&p.name))
    }

    /// The second-level division of that name, if the case knows it.
    pub fn second_level(&self, name: &str) -> Option<&Place> {
        self.division(false, name)
    }

    /// The first-level divisions.
    pub fn first_level(&self) -> impl Iterator<Item = &Place> {
        self.all.iter().filter(|p| p.kind == PlaceKind::Admin1)
    }

    /// The key of a first-level division, by its own name where an alias was given.
    pub fn first(&self, name: &str) -> String {
        self.division(true, name).map_or_else(|| key(name), |p| key(&p.name))
    }

    fn division(&self, first: bool, name: &str) -> Option<&Place> {
        self.all.get(*self.divisions.get(&(first, key(name)))?)
    }
}
