//! The districts of a case: those of its areas and zones, and those that its corridors pass.

use crate::case::Case;
use anyhow::{Context, Result};
use base::{Country, PlaceKind, fold_key};
use events::AreaEntry;
use evidence::PlaceEntry;
use serde::Deserialize;
use std::path::Path;
use supply::people::District;

/// Name of a case's tables of supply in its folder.
const TABLES: &str = "supply.toml";

/// What is read here of the tables of supply.
#[derive(Default, Deserialize)]
struct Zones {
    #[serde(default)]
    zones: Vec<Zone>,
}

#[derive(Deserialize)]
struct Zone {
    name: String,
    #[serde(default)]
    admin2: Vec<String>,
}

/// The districts that the case is about, each once, with what it is listed for.
pub fn districts(case: &Case, dir: &Path) -> Result<Vec<District>> {
    let mut list = List { case, found: Vec::new() };
    for zone in zones(dir)? {
        zone.admin2.iter().for_each(|name| list.second(name, None, None, &format!("zone {}", zone.name)));
    }
    for area in &case.areas {
        let of = format!("area {}", area.name);
        if is_district(area) {
            area.admin2.iter().for_each(|name| list.second(name, None, area.country, &of));
            continue;
        }
        for name in &area.admin2 {
            list.second(name, Some(&area.name), None, &of);
        }
        list.first(&area.name, &area.aliases, area.country, &of);
    }
    for corridor in &case.corridors {
        let of = format!("corridor {}", corridor.name.en);
        let stops: Vec<&PlaceEntry> = corridor.waypoints.iter().filter_map(|n| list.place(n)).collect();
        for stop in stops {
            let second = stop.admin2.as_deref().or((stop.kind == PlaceKind::Admin2).then_some(&stop.name));
            if let Some(second) = second {
                list.second(second, stop.admin1.as_deref(), None, &of);
            }
            if let Some(first) = &stop.admin1 {
                list.first(first, &[], stop.country, &of);
            }
        }
    }
    Ok(list.found)
}

/// Whether an area with an outline is a single second-level division, and so no first-level one.
fn is_district(area: &AreaEntry) -> bool {
    area.boundary.is_some() && area.country.is_some() && area.admin2.len() == 1
}

fn zones(dir: &Path) -> Result<Vec<Zone>> {
    let path = dir.join(TABLES);
    if !path.exists() {
        return Ok(Vec::new());
    }
    let text = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let read: Zones = toml::from_str(&text).with_context(|| path.display().to_string())?;
    Ok(read.zones)
}

struct List<'a> {
    case: &'a Case,
    found: Vec<District>,
}

impl<'a> List<'a> {
    fn place(&self, name: &str) -> Option<&'a PlaceEntry> {
        let key = fold_key(name);
        let places = &self.case.vocabulary.places;
        let named = |p: &&PlaceEntry| fold_key(&p.name) == key;
        let called = |p: &&PlaceEntry| p.aliases.iter().any(|a| fold_key(a) == key);
        places.iter().find(named).or_else(|| places.iter().find(called))
    }

    /// The case's entry of a division.
    fn entry(&self, name: &str, kind: PlaceKind) -> Option<&'a PlaceEntry> {
        let key = bare(name);
        let is = |p: &&PlaceEntry| {
            p.kind == kind && (bare(&p.name) == key || p.aliases.iter().any(|a| bare(a) == key))
        };
        self.case.vocabulary.places.iter().find(is)
    }

    fn second(&mut self, name: &str, first: Option<&str>, country: Option<Country>, of: &str) {
        let entry = self.entry(name, PlaceKind::Admin2);
        let district = District {
            country: entry
                .and_then(|e| e.country)
                .or(country)
                .or_else(|| first.and_then(|f| self.place(f)?.country)),
            admin1: entry.and_then(|e| e.admin1.clone()).or_else(|| first.map(str::to_owned)),
            admin2: Some(entry.map_or(name, |e| e.name.as_str()).to_owned()),
            names: entry.map(|e| e.aliases.clone()).unwrap_or_default(),
            of: vec![of.to_owned()],
        };
        self.add(district);
    }

    fn first(&mut self, name: &str, aliases: &[String], country: Option<Country>, of: &str) {
        let entry = self.entry(name, PlaceKind::Admin1);
        let mut names = entry.map(|e| e.aliases.clone()).unwrap_or_default();
        names.extend(aliases.iter().cloned());
        let district = District {
            country: country.or_else(|| entry.and_then(|e| e.country)),
            admin1: Some(name.to_owned()),
            admin2: None,
            names,
            of: vec![of.to_owned()],
        };
        self.add(district);
    }

    /// Adds a district; one that is there gets one reason more.
    fn add(&mut self, district: District) {
        let key = |d: &District| {
            (d.admin2.as_deref().map(bare), d.admin2.is_none().then(|| d.admin1.as_deref().map(bare)))
        };
        match self.found.iter_mut().find(|d| key(d) == key(&district)) {
            Some(held) => {
                let new: Vec<String> = district.of.into_iter().filter(|of| !held.of.contains(of)).collect();
                held.of.extend(new);
            }
            None => self.found.push(district),
        }
    }
}

/// A name without the word that says what the division is.
fn bare(name: &str) -> String {
    supply::people::division(name)
}
