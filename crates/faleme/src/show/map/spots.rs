//! Where a place is drawn: itself, or what stands for it.

use crate::findings::map::land;
use crate::findings::stages::Land;
use base::{Coordinate, PlaceKind, fold_key};
use evidence::{PlaceEntry, Vocabulary};

/// A place on the map.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Spot {
    pub name: String,
    pub at: Coordinate,
}

/// Finds places.
pub(super) struct Spots<'a> {
    pub vocabulary: &'a Vocabulary,
    pub lands: &'a [Land],
    /// Whether towns stand for themselves; else for their district.
    pub fine: bool,
}

impl Spots<'_> {
    /// Places, each once; those that no point stands for (roads, countries) are left out.
    pub fn of(&self, places: &[letter::Place]) -> Vec<Spot> {
        let mut found: Vec<Spot> = Vec::new();
        for spot in places.iter().filter_map(|p| self.spot(&p.name)) {
            if !found.contains(&spot) {
                found.push(spot);
            }
        }
        found
    }

    fn spot(&self, name: &str) -> Option<Spot> {
        let entry = self.entry(name)?;
        match entry.kind {
            PlaceKind::Country | PlaceKind::Area | PlaceKind::Road => None,
            // Known to all, and part of every corridor's description.
            PlaceKind::BorderCrossing | PlaceKind::Port | PlaceKind::Admin1 => itself(entry),
            _ if self.fine => itself(entry).or_else(|| self.district(entry)),
            _ => self.district(entry),
        }
    }

    /// The district that a place lies in: the middle of its outline, else its own entry, else that of its region.
    fn district(&self, place: &PlaceEntry) -> Option<Spot> {
        let outline = || {
            let land = self.lands.get(land(self.vocabulary, self.lands, &place.name)?)?;
            Some(Spot { name: land.name.clone(), at: land.middle? })
        };
        let own = || (place.kind == PlaceKind::Admin2).then(|| itself(place)).flatten();
        let named = |name: &Option<String>| itself(self.entry(name.as_deref()?)?);
        outline().or_else(own).or_else(|| named(&place.admin2)).or_else(|| named(&place.admin1))
    }

    fn entry(&self, name: &str) -> Option<&PlaceEntry> {
        let key = fold_key(name);
        self.vocabulary.places.iter().find(|p| fold_key(&p.name) == key)
    }
}

fn itself(entry: &PlaceEntry) -> Option<Spot> {
    Some(Spot { name: entry.name.clone(), at: Coordinate::new(entry.lat?, entry.lon?)? })
}
