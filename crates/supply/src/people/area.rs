//! Records by area: which rows of which file speak of the same district.

use super::record::{People, Place, Record};
use super::value::division;
use base::{Country, Date};
use std::collections::{BTreeMap, BTreeSet};

/// A file that counts on the day asked about.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Its name.
    pub name: &'a str,
    /// When it was published.
    pub released: Date,
    /// What it tells.
    pub people: &'a People,
}

/// A district asked about, by its name now and its former or other names. Without a second level: a whole first-level
/// division, of which only what is told of it as a whole counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct District {
    /// Its country, if known.
    pub country: Option<Country>,
    /// First-level division.
    pub admin1: Option<String>,
    /// Second-level division.
    pub admin2: Option<String>,
    /// Other names of the finest of them.
    pub names: Vec<String>,
    /// Zones, areas and corridors that it is asked about for.
    pub of: Vec<String>,
}

/// What all names of one area share.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub country: Option<Country>,
    /// Key of the second-level division; empty for a whole first-level division.
    pub second: String,
    /// Key of the first-level division where it is needed to tell namesakes apart.
    pub first: String,
}

/// The rows of one area in one file.
pub(super) type Rows<'a> = BTreeMap<usize, Vec<&'a Record>>;

/// All areas of all files: area → file, by its place in the list → rows.
pub(super) struct Areas<'a> {
    pub rows: BTreeMap<Key, Rows<'a>>,
    namesakes: BTreeSet<(Option<Country>, String)>,
}

impl<'a> Areas<'a> {
    pub fn of(sources: &[Source<'a>]) -> Self {
        let namesakes = namesakes(sources);
        let mut areas = Self { rows: BTreeMap::new(), namesakes };
        for (at, source) in sources.iter().enumerate() {
            for record in &source.people.records {
                if let Some(key) = areas.key(&record.place) {
                    areas.rows.entry(key).or_default().entry(at).or_default().push(record);
                }
            }
        }
        areas
    }

    fn key(&self, place: &Place) -> Option<Key> {
        let country = place.country;
        match (&place.admin1, &place.admin2) {
            (first, Some(second)) => {
                let second = division(second);
                let apart = self.namesakes.contains(&(country, second.clone()));
                let first = first.as_deref().filter(|_| apart).map(division).unwrap_or_default();
                Some(Key { country, second, first })
            }
            (Some(first), None) => Some(Key { country, second: String::new(), first: division(first) }),
            (None, None) => None,
        }
    }

    /// The areas that a district is.
    pub fn matching(&self, district: &District) -> Vec<&Key> {
        let (own, whole) = match (&district.admin2, &district.admin1) {
            (Some(second), _) => (second, false),
            (None, Some(first)) => (first, true),
            (None, None) => return Vec::new(),
        };
        let names: BTreeSet<String> =
            std::iter::once(own).chain(&district.names).map(|n| division(n)).collect();
        let first = district.admin1.as_deref().map(division);
        let fits = |key: &&Key| {
            let land = key.country.is_none() || district.country.is_none() || key.country == district.country;
            let name = if whole {
                key.second.is_empty() && names.contains(&key.first)
            } else {
                names.contains(&key.second)
                    && (key.first.is_empty() || first.as_ref().is_none_or(|f| *f == key.first))
            };
            land && name
        };
        self.rows.keys().filter(fits).collect()
    }
}

/// Second-level divisions of one name that a file has in several first-level ones.
fn namesakes(sources: &[Source<'_>]) -> BTreeSet<(Option<Country>, String)> {
    let mut found = BTreeSet::new();
    for source in sources {
        let mut seen: BTreeMap<(Option<Country>, String), String> = BTreeMap::new();
        for place in source.people.records.iter().map(|r| &r.place) {
            if let (Some(first), Some(second)) = (&place.admin1, &place.admin2) {
                let (first, key) = (division(first), (place.country, division(second)));
                if *seen.entry(key.clone()).or_insert_with(|| first.clone()) != first {
                    found.insert(key);
                }
            }
        }
    }
    found
}
