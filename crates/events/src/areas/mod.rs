//! Areas: which events lie in a country, a division, a place, or an area that the case defines by its vintages.
//!
//! In: the case's [`AreaEntry`]s with their outlines, and its places. Out: an [`Area`], which says of a row, of a
//! place of a claim, of an event whether it lies inside, outside, or cannot be told ([`Placing`]).

mod boundary;
mod entry;
mod known;
mod names;
mod outline;
mod placing;

pub use boundary::Boundary;
pub use entry::AreaEntry;
pub use placing::Placing;

use crate::{Row, RowRef, Table};
use base::{Country, Interval, PlaceKind};
use evidence::PlaceEntry;
use known::{Known, Places};
use names::key;
use std::collections::{BTreeSet, HashMap};
use std::fmt;

/// All areas of a case, and the places it knows.
#[derive(Clone, Debug, Default)]
pub struct Atlas {
    areas: Vec<Known>,
    places: Places,
}

/// What an area is.
#[derive(Clone, Debug, PartialEq)]
enum Extent {
    /// All of a country.
    Country,
    /// One place by its names.
    Place(BTreeSet<String>),
    /// Divisions, places, an outline.
    Divisions(Box<Known>),
}

/// Second-level divisions that make an area of the case's own as wide as a first-level division. Our own convention: the
/// regions of the countries in view have three or more.
const DIVISIONS: usize = 3;

/// An area asked for, with one vintage of its boundaries.
#[derive(Clone, Debug)]
pub struct Area<'a> {
    atlas: &'a Atlas,
    /// Its name, as the case or the data give it.
    pub name: String,
    /// Which boundaries; `None` where the case names no vintage.
    pub vintage: Option<String>,
    /// The country it lies in, if known.
    pub country: Option<Country>,
    /// While these boundaries are the law; open where the case does not say.
    pub valid: Interval,
    extent: Extent,
}

/// Why there is no such area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoArea {
    /// Neither the case nor the data name it.
    Unknown {
        /// As asked.
        name: String,
        /// Areas that the case defines.
        known: Vec<String>,
    },
    /// It has no such vintage.
    Vintage {
        /// The area.
        name: String,
        /// As asked.
        vintage: String,
        /// The vintages it has.
        known: Vec<String>,
    },
}

impl fmt::Display for NoArea {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |known: &[String]| if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        match self {
            Self::Unknown { name, known } => {
                write!(
                    f,
                    "neither the case nor its data name an area `{name}` (areas of the case: {})",
                    list(known)
                )
            }
            Self::Vintage { name, vintage, known } => {
                write!(f, "`{name}` has no vintage `{vintage}` (it has: {})", list(known))
            }
        }
    }
}

impl std::error::Error for NoArea {}

/// Rows by where they stand.
pub type Rows<'a> = HashMap<RowRef, &'a Row>;

/// The rows of `tables`, to look up what an event rests on.
pub fn rows(tables: &[Table]) -> Rows<'_> {
    tables.iter().flat_map(|t| t.rows.iter().map(move |row| (t.at(row), row))).collect()
}

impl Atlas {
    /// An atlas of the case's areas, each with its outline if it has one, and of its places.
    pub fn new(areas: Vec<(AreaEntry, Option<Boundary>)>, places: &[PlaceEntry]) -> Self {
        let places = Places::new(places);
        let areas = areas.into_iter().map(|(entry, outline)| Known::new(entry, outline, &places)).collect();
        Self { areas, places }
    }

    /// The area called `name`, by the vintage asked for, else by the one listed first. What the case defines comes
    /// first, then its places, countries, and divisions that only the data name.
    pub fn find(&self, name: &str, vintage: Option<&str>, tables: &[Table]) -> Result<Area<'_>, NoArea> {
        let found = self.vintages(name);
        let fits = |area: &&Area<'_>| {
            vintage.is_none_or(|v| area.vintage.as_deref().is_some_and(|a| key(a) == key(v)))
        };
        if let Some(area) = found.iter().find(fits).cloned() {
            return Ok(area);
        }
        let other =
            found.into_iter().next().or_else(|| self.single(name)).or_else(|| self.in_data(name, tables));
        match (other, vintage) {
            (Some(area), None) => Ok(area),
            (Some(area), Some(vintage)) => {
                let known = self.vintages(&area.name).into_iter().filter_map(|a| a.vintage).collect();
                Err(NoArea::Vintage { name: area.name, vintage: vintage.to_owned(), known })
            }
            (None, _) => {
                let known: BTreeSet<&String> = self.areas.iter().map(|a| &a.entry.name).collect();
                let known = known.into_iter().cloned().collect();
                Err(NoArea::Unknown { name: name.to_owned(), known })
            }
        }
    }

    /// All vintages of the area called `name`, as the case lists them.
    pub fn vintages(&self, name: &str) -> Vec<Area<'_>> {
        let asked = base::fold_key(name);
        let own = self.places.called(name).map(|place| base::fold_key(&place.name));
        let named =
            |area: &&Known| area.is_called(&asked) || own.as_ref().is_some_and(|own| area.is_called(own));
        self.areas.iter().filter(named).map(|known| self.listed(known.clone())).collect()
    }

    /// First-level divisions and areas of the case that share the bare name of another place: "X" for "X Region".
    pub fn namesakes(&self, name: &str) -> Vec<String> {
        let asked = key(name);
        let other = |found: &&String| base::fold_key(found) != base::fold_key(name);
        let areas = self.areas.iter().map(|a| &a.entry.name);
        let all = areas.chain(self.places.first_level().map(|p| &p.name)).filter(|found| key(found) == asked);
        let mut names: Vec<String> = all.filter(other).cloned().collect();
        names.sort();
        names.dedup();
        names
    }

    /// An area without an entry: a place of the case, or a country.
    fn single(&self, name: &str) -> Option<Area<'_>> {
        let Some(place) = self.places.called(name) else {
            let country = Country::new(name).or_else(|| evidence::country_called(name))?;
            return Some(self.country(name.to_owned(), country));
        };
        Some(match (place.kind, place.country) {
            (PlaceKind::Country, Some(country)) => self.country(place.name.clone(), country),
            (PlaceKind::Admin1, _) => self.listed(Known::division(place, BTreeSet::new())),
            (PlaceKind::Admin2, _) => self.listed(Known::division(place, BTreeSet::from([key(&place.name)]))),
            _ => Area {
                atlas: self,
                name: place.name.clone(),
                vintage: None,
                country: place.country,
                valid: Interval { start: None, end: None },
                extent: Extent::Place(place.keys.clone()),
            },
        })
    }

    /// A division that only the data name, the wider first.
    fn in_data(&self, name: &str, tables: &[Table]) -> Option<Area<'_>> {
        let asked = key(name);
        let all = || tables.iter().flat_map(|t| &t.rows);
        let same = |told: &Option<String>| told.as_deref().is_some_and(|told| key(told) == asked);
        if let Some(row) = all().find(|row| same(&row.admin1)) {
            return Some(self.listed(Known::of_data(row.admin1.as_deref()?, row.country, BTreeSet::new())));
        }
        if let Some(row) = all().find(|row| same(&row.admin2)) {
            return Some(self.listed(Known::of_data(
                row.admin2.as_deref()?,
                row.country,
                BTreeSet::from([asked]),
            )));
        }
        let row = all().find(|row| same(&row.place))?;
        Some(Area {
            atlas: self,
            name: row.place.clone()?,
            vintage: None,
            country: row.country,
            valid: Interval { start: None, end: None },
            extent: Extent::Place(BTreeSet::from([asked])),
        })
    }

    fn country(&self, name: String, country: Country) -> Area<'_> {
        let valid = Interval { start: None, end: None };
        Area { atlas: self, name, vintage: None, country: Some(country), valid, extent: Extent::Country }
    }

    fn listed(&self, known: Known) -> Area<'_> {
        Area {
            atlas: self,
            name: known.entry.name.clone(),
            vintage: known.entry.vintage.clone(),
            country: known.entry.country,
            valid: known.entry.valid(),
            extent: Extent::Divisions(Box::new(known)),
        }
    }
}

impl<'a> Area<'a> {
    /// The same area by its other vintages.
    pub fn others(&self) -> Vec<Area<'a>> {
        let atlas: &'a Atlas = self.atlas;
        if self.vintage.is_none() {
            return Vec::new();
        }
        let mut all = atlas.vintages(&self.name);
        all.retain(|other| other.name == self.name && other.vintage != self.vintage);
        all
    }

    /// Its outline, if the case draws one.
    pub fn outline(&self) -> Option<&Boundary> {
        match &self.extent {
            Extent::Divisions(known) => known.boundary.as_ref(),
            Extent::Country | Extent::Place(_) => None,
        }
    }

    /// Whether it may be finer than a first-level division. Not fine are a country, a first-level division that the case
    /// or `rows` know as such, and an area of at least [`DIVISIONS`] second-level divisions that they know.
    pub fn is_fine(&self, rows: &Rows<'_>) -> bool {
        let known = match &self.extent {
            Extent::Country => return false,
            Extent::Place(_) => return true,
            Extent::Divisions(known) => known,
        };
        if known.admin2.is_empty() {
            let own = known.boundary.is_some() || !known.places.is_empty();
            return own || !known.first_level;
        }
        let told: BTreeSet<String> = rows.values().filter_map(|r| r.admin2.as_deref()).map(key).collect();
        let real = |name: &&String| told.contains(*name) || self.atlas.places.second_level(name).is_some();
        known.admin2.iter().filter(real).count() < DIVISIONS
    }

    /// What to call it in a sentence: `X Region (until 2023)`.
    pub fn title(&self) -> String {
        match &self.vintage {
            Some(vintage) => format!("{} ({vintage})", self.name),
            None => self.name.clone(),
        }
    }
}
