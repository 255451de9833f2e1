//! What a case file says of its own entries must hold: coordinates in range, references that lead somewhere.

use super::{at_position, key_offset};
use anyhow::{Result, anyhow};
use events::AreaEntry;
use evidence::{ActorEntry, PlaceEntry};
use std::path::Path;
use toml::Spanned;

/// The text of a case file and the path that messages name.
#[derive(Clone, Copy)]
pub struct File<'a> {
    /// Its text.
    pub text: &'a str,
    /// Its path.
    pub path: &'a Path,
}

impl File<'_> {
    /// A mistake at `key` of the entry that starts at `start`.
    fn wrong(&self, start: usize, key: &str, message: &str) -> anyhow::Error {
        let at = start + key_offset(self.text.get(start..).unwrap_or_default(), key);
        anyhow!("{}: {message}", at_position(self.text, self.path, at))
    }

    /// Refuses places outside the globe, and names that no place of the case has.
    pub fn places(&self, places: &[Spanned<PlaceEntry>]) -> Result<()> {
        let names: Vec<&str> = places.iter().map(|p| p.get_ref().name.as_str()).collect();
        for place in places {
            self.place(place)?;
            let (entry, start) = (place.get_ref(), place.span().start);
            self.known(start, "admin1", entry.admin1.iter(), "place", &names, &entry.name)?;
            self.known(start, "via", entry.via.iter(), "place", &names, &entry.name)?;
        }
        Ok(())
    }

    /// Refuses a parent that no actor of the case is.
    pub fn actors(&self, actors: &[Spanned<ActorEntry>]) -> Result<()> {
        let names: Vec<&str> = actors.iter().map(|a| a.get_ref().name.as_str()).collect();
        for actor in actors {
            let entry = actor.get_ref();
            self.known(actor.span().start, "parent", entry.parent.iter(), "actor", &names, &entry.name)?;
        }
        Ok(())
    }

    /// Refuses areas that hold nothing, end before they begin, or have a twin.
    pub fn areas(&self, areas: &[Spanned<AreaEntry>], places: &[Spanned<PlaceEntry>]) -> Result<()> {
        let names: Vec<&str> = places.iter().map(|p| p.get_ref().name.as_str()).collect();
        for (at, area) in areas.iter().enumerate() {
            let (entry, start) = (area.get_ref(), area.span().start);
            let wrong = |key: &str, message: &str| {
                Err(self.wrong(start, key, &format!("{message} (area `{}`)", entry.name)))
            };
            if entry.name.trim().is_empty() {
                return wrong("name", "an area needs a name");
            }
            if entry.admin2.is_empty() && entry.boundary.is_none() && entry.places.is_empty() {
                return wrong(
                    "name",
                    "an area needs `admin2`, `places` or `boundary`: what does it consist of?",
                );
            }
            if entry.valid_from.zip(entry.valid_until).is_some_and(|(from, until)| until < from) {
                return wrong("valid_until", "valid_until is before valid_from");
            }
            let twin = |other: &Spanned<AreaEntry>| {
                (&other.get_ref().name, &other.get_ref().vintage) == (&entry.name, &entry.vintage)
            };
            if areas.iter().take(at).any(twin) {
                return wrong("vintage", "two areas of one name need a `vintage` of their own each");
            }
            self.known(start, "places", entry.places.iter(), "place", &names, &entry.name)?;
        }
        Ok(())
    }

    fn known<'s>(
        &self,
        start: usize,
        key: &str,
        told: impl Iterator<Item = &'s String>,
        kind: &str,
        names: &[&str],
        of: &str,
    ) -> Result<()> {
        let mut told = told;
        let Some(unknown) = told.find(|name| !names.contains(&name.as_str())) else { return Ok(()) };
        let near = |name: &&&str| strsim::damerau_levenshtein(unknown, name);
        let nearest = names.iter().min_by_key(near).filter(|n| near(n) <= 1 + unknown.len() / 4);
        let hint = nearest.map_or(String::new(), |name| format!("; did you mean `{name}`?"));
        let message = format!("{key} names `{unknown}`, which is no {kind} of the case (in `{of}`){hint}");
        Err(self.wrong(start, key, &message))
    }

    fn place(&self, place: &Spanned<PlaceEntry>) -> Result<()> {
        let entry = place.get_ref();
        let wrong = |key: &str, message: &str| {
            Err(self.wrong(place.span().start, key, &format!("{message} (place `{}`)", entry.name)))
        };
        for (key, value, limit) in [("lat", entry.lat, 90.0), ("lon", entry.lon, 180.0)] {
            if let Some(value) = value
                && (value.is_nan() || value.abs() > limit)
            {
                return wrong(key, &format!("{key} is −{limit} to {limit} degrees, not {value}"));
            }
        }
        if entry.lat.is_some() != entry.lon.is_some() {
            return wrong(if entry.lat.is_some() { "lat" } else { "lon" }, "lat and lon come together");
        }
        if entry.name.trim().is_empty() {
            return wrong("name", "a place needs a name");
        }
        Ok(())
    }
}
