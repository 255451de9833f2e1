//! The places known, compactly: names in one string, divisions as numbers, and where each division reaches.

use super::Resolved;
use base::{Coordinate, Country, GeoPrecision, PlaceKind};
use std::collections::{HashMap, HashSet};

/// GeoNames feature class and code, as far as they tell places apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub(super) enum Class {
    Country,
    Capital,
    Seat1,
    Seat2,
    Town,
    Quarter,
    Abandoned,
    Admin1,
    Admin2,
    Admin3,
    Stream,
    Water,
    Relief,
    Forest,
    Area,
    Site,
    Road,
    /// A border crossing or a port of the case.
    Gate,
}

impl Class {
    /// Of a GeoNames feature class and code (geonames.org/export/codes.html).
    pub fn of(class: &str, code: &str) -> Self {
        match (class, code) {
            ("A", "ADM1" | "ADM1H") => Self::Admin1,
            ("A", "ADM2" | "ADM2H") => Self::Admin2,
            ("A", _) if code.starts_with("PCL") => Self::Country,
            ("A", _) if code.starts_with("ADM") => Self::Admin3,
            ("P", "PPLC") => Self::Capital,
            ("P", "PPLA") => Self::Seat1,
            ("P", "PPLA2" | "PPLA3" | "PPLA4") => Self::Seat2,
            ("P", "PPLX") => Self::Quarter,
            ("P", "PPLQ" | "PPLH" | "PPLW") => Self::Abandoned,
            ("P", _) => Self::Town,
            ("H", _) if code.starts_with("STM") || code.starts_with("WAD") || code.starts_with("CNL") => {
                Self::Stream
            }
            ("H" | "U", _) => Self::Water,
            ("T", _) => Self::Relief,
            ("V", _) | ("L", "RESF" | "RESN" | "PRK") => Self::Forest,
            ("S", _) => Self::Site,
            ("R", _) => Self::Road,
            _ => Self::Area,
        }
    }

    /// Of an entry of the case.
    pub fn of_kind(kind: PlaceKind) -> Self {
        match kind {
            PlaceKind::PopulatedPlace => Self::Town,
            PlaceKind::Admin1 => Self::Admin1,
            PlaceKind::Admin2 => Self::Admin2,
            PlaceKind::Admin3 => Self::Admin3,
            PlaceKind::Country => Self::Country,
            PlaceKind::Road => Self::Road,
            PlaceKind::BorderCrossing | PlaceKind::Port => Self::Gate,
            PlaceKind::Site => Self::Site,
            PlaceKind::Natural => Self::Relief,
            PlaceKind::Area => Self::Area,
        }
    }

    /// The kind it is printed as.
    pub fn kind(self) -> PlaceKind {
        match self {
            Self::Country => PlaceKind::Country,
            Self::Admin1 => PlaceKind::Admin1,
            Self::Admin2 => PlaceKind::Admin2,
            Self::Admin3 => PlaceKind::Admin3,
            Self::Stream | Self::Water | Self::Relief | Self::Forest => PlaceKind::Natural,
            Self::Area => PlaceKind::Area,
            Self::Site => PlaceKind::Site,
            Self::Road => PlaceKind::Road,
            Self::Gate => PlaceKind::BorderCrossing,
            _ => PlaceKind::PopulatedPlace,
        }
    }

    /// A settlement or a part of one.
    pub fn is_settled(self) -> bool {
        self.kind() == PlaceKind::PopulatedPlace
    }

    /// An administrative division.
    pub fn is_admin(self) -> bool {
        matches!(self, Self::Admin1 | Self::Admin2 | Self::Admin3)
    }

    /// How precisely a mention of it is located.
    pub fn precision(self) -> GeoPrecision {
        match self {
            Self::Country => GeoPrecision::Country,
            Self::Admin1 => GeoPrecision::Admin1,
            Self::Admin2 => GeoPrecision::Admin2,
            Self::Admin3 | Self::Relief | Self::Water => GeoPrecision::Near,
            Self::Stream | Self::Forest | Self::Area | Self::Road => GeoPrecision::Linear,
            _ => GeoPrecision::Exact,
        }
    }
}

/// No division, or no place.
pub(super) const NONE: u32 = u32::MAX;

/// A place.
#[derive(Clone, Debug)]
pub(super) struct Place {
    name: (u32, u32),
    pub class: Class,
    pub country: Option<Country>,
    /// Numbers of its divisions in [`Store::divisions`].
    pub admin1: u32,
    pub admin2: u32,
    pub population: u32,
    /// Names on record, up to [`RENOWN`].
    pub renown: u8,
    pub point: Option<Coordinate>,
    pub origin: Origin,
}

impl Place {
    /// The case's and the built-in places before others, those by GeoNames id.
    pub fn order(&self) -> u32 {
        match self.origin {
            Origin::Case(..) | Origin::Countries => 0,
            Origin::GeoNames(id) => id,
        }
    }
}

/// Where a place comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// An entry of the case, with its kind and the number of its extra data.
    Case(PlaceKind, u32),
    /// Built in.
    Countries,
    /// GeoNames id.
    GeoNames(u32),
}

/// What is added as a place.
pub(super) struct NewPlace<'a> {
    pub name: &'a str,
    pub class: Class,
    pub country: Option<Country>,
    pub admin1: u32,
    pub admin2: u32,
    pub population: u32,
    /// Names on record, up to [`RENOWN`].
    pub renown: u8,
    pub point: Option<Coordinate>,
    pub origin: Origin,
}

/// All places.
#[derive(Clone, Debug, Default)]
pub(super) struct Store {
    places: Vec<Place>,
    names: String,
    /// Division code (`ML.04`, `ML.04.7670549`) to number.
    codes: HashMap<String, u32>,
    /// Division number to the place that bears its name.
    heads: Vec<u32>,
    /// Places assigned to each division.
    sizes: Vec<u32>,
    /// Cells of [`CELL`] degrees in which a division or a country has a place.
    reach: HashSet<(u32, i16, i16)>,
    /// First-level divisions as the case names them.
    case_admins: Vec<Option<String>>,
}

/// More names than this tell no more about a place.
pub(super) const RENOWN: u8 = 6;

/// Quarter of a degree, about 27 km: two cells that touch are within a day's drive of one another.
const CELL: f64 = 0.25;

/// With fewer places, a division's reach is not known from them.
const MAPPED: u32 = 20;

/// Divisions are numbered from 0; countries reach under their code with this bit.
const COUNTRY_BIT: u32 = 1 << 31;

impl Store {
    /// Adds a place and returns its number.
    pub fn add(&mut self, new: NewPlace<'_>) -> u32 {
        let at = self.names.len() as u32;
        self.names.push_str(new.name);
        let number = self.places.len() as u32;
        if let Some(point) = new.point {
            self.spread(&new, point);
        }
        let head = if new.class == Class::Admin1 { new.admin1 } else { new.admin2 };
        if matches!(new.class, Class::Admin1 | Class::Admin2)
            && matches!(new.origin, Origin::GeoNames(_))
            && let Some(slot) = self.heads.get_mut(head as usize)
        {
            *slot = number;
        }
        self.places.push(Place {
            name: (at, new.name.len() as u32),
            class: new.class,
            country: new.country,
            admin1: new.admin1,
            admin2: new.admin2,
            population: new.population,
            renown: new.renown.min(RENOWN),
            point: new.point,
            origin: new.origin,
        });
        number
    }

    /// Keeps the division that the case names for its next place, and returns the number to find it by.
    pub fn add_case_admin(&mut self, admin1: Option<String>) -> u32 {
        self.case_admins.push(admin1);
        self.case_admins.len() as u32 - 1
    }

    /// The number of a division code.
    pub fn division(&mut self, code: &str) -> u32 {
        if let Some(&number) = self.codes.get(code) {
            return number;
        }
        let number = self.heads.len() as u32;
        self.codes.insert(code.to_owned(), number);
        self.heads.push(NONE);
        self.sizes.push(0);
        number
    }

    /// The place of a number.
    pub fn get(&self, number: u32) -> Option<&Place> {
        self.places.get(number as usize)
    }

    /// The name of a place.
    pub fn name(&self, place: &Place) -> &str {
        &self.names[place.name.0 as usize..(place.name.0 + place.name.1) as usize]
    }

    /// Whether a division has a place in the cell of `point` or beside it.
    pub fn division_near(&self, division: u32, point: Coordinate) -> bool {
        self.reaches(division, point)
    }

    /// Whether places are assigned to a division at all.
    pub fn is_mapped(&self, division: u32) -> bool {
        self.sizes.get(division as usize).is_some_and(|&n| n >= MAPPED)
    }

    /// Whether a country has a place in the cell of `point` or beside it.
    pub fn country_near(&self, country: Country, point: Coordinate) -> bool {
        self.reaches(country_key(country), point)
    }

    /// The place as it is printed.
    pub fn resolved(&self, number: u32) -> Option<Resolved> {
        let place = self.get(number)?;
        Some(Resolved {
            name: self.name(place).to_owned(),
            kind: match place.origin {
                Origin::Case(kind, _) => kind,
                _ => place.class.kind(),
            },
            country: place.country,
            admin1: self.admin1_name(place),
            point: place.point,
            source: match place.origin {
                Origin::Case(..) => "case".to_owned(),
                Origin::Countries => "countries".to_owned(),
                Origin::GeoNames(id) => format!("geonames:{id}"),
            },
        })
    }

    fn admin1_name(&self, place: &Place) -> Option<String> {
        if let Origin::Case(_, extra) = place.origin {
            return self.case_admins.get(extra as usize).cloned().flatten();
        }
        let head = self.heads.get(place.admin1 as usize)?;
        self.get(*head).map(|p| self.name(p).to_owned())
    }

    fn spread(&mut self, new: &NewPlace<'_>, point: Coordinate) {
        if new.class.is_admin() || new.class == Class::Country || !matches!(new.origin, Origin::GeoNames(_)) {
            return;
        }
        let (x, y) = cell(point);
        for division in [new.admin1, new.admin2] {
            if division != NONE {
                self.reach.insert((division, x, y));
                if let Some(size) = self.sizes.get_mut(division as usize) {
                    *size += 1;
                }
            }
        }
        if let Some(country) = new.country {
            self.reach.insert((country_key(country), x, y));
        }
    }

    fn reaches(&self, key: u32, point: Coordinate) -> bool {
        let (x, y) = cell(point);
        (-1..=1).any(|dx| (-1..=1).any(|dy| self.reach.contains(&(key, x + dx, y + dy))))
    }
}

fn cell(point: Coordinate) -> (i16, i16) {
    ((point.lat / CELL).floor() as i16, (point.lon / CELL).floor() as i16)
}

fn country_key(country: Country) -> u32 {
    country
        .as_str()
        .bytes()
        .fold(COUNTRY_BIT, |key, b| (key << 5 & !COUNTRY_BIT | COUNTRY_BIT) | u32::from(b - b'A'))
}
