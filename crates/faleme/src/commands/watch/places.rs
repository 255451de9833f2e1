//! Where an alert holds: districts and regions of the case, never a position.

use crate::case::Case;
use crate::regions::Regions;
use base::{Coordinate, Country, PlaceKind, fold_key};
use evidence::PlaceEntry;
use exchange::alerts::{Area, Texts};
use outlook::response::Region;
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use std::path::Path;

/// Areas that an alert names at most.
const MOST: usize = 12;
/// Points of an outline at most: a message goes by e-mail and by radio.
const POINTS: usize = 200;

/// The places of a case.
pub struct Places<'a> {
    case: &'a Case,
    dir: &'a Path,
    regions: Regions<'a>,
    named: HashMap<String, Vec<&'a PlaceEntry>>,
}

/// Where something is.
#[derive(Default)]
pub struct Located {
    /// Administrative units.
    pub areas: Vec<Area>,
    /// All names by which a rule may mean it.
    pub names: Vec<String>,
    /// Regions and countries, for responses.
    pub regions: Vec<Region>,
}

/// How fine the areas are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Grain {
    /// Districts, where the case knows them.
    District,
    /// First-level divisions.
    Region,
}

impl<'a> Places<'a> {
    /// Those of a case.
    pub fn of(case: &'a Case, dir: &'a Path) -> Self {
        let mut named: HashMap<String, Vec<&PlaceEntry>> = HashMap::new();
        for place in &case.vocabulary.places {
            for name in std::iter::once(&place.name).chain(&place.aliases) {
                named.entry(fold_key(name)).or_default().push(place);
            }
        }
        Self { case, dir, regions: Regions::of(case), named }
    }

    /// Whether a rule may name it as an area.
    pub fn knows(&self, name: &str) -> bool {
        let key = fold_key(name);
        let area = |a: &events::AreaEntry| {
            a.admin2.iter().chain([&a.name]).chain(&a.aliases).any(|n| fold_key(n) == key)
        };
        self.named.contains_key(&key)
            || self.case.areas.iter().any(area)
            || self.regions.of_name(name).is_some()
    }

    /// A name in each language.
    pub fn called(&self, name: &str) -> Texts {
        let french = self.case.names_fr.get(name).cloned();
        Texts { fr: french.unwrap_or_else(|| name.to_owned()), en: name.to_owned() }
    }

    /// Where these are. What the case does not know has a name and no area.
    pub fn locate<'n>(
        &self,
        of: impl IntoIterator<Item = (&'n str, Option<PlaceKind>)>,
        grain: Grain,
    ) -> Located {
        let mut out = Located::default();
        for (name, kind) in of {
            self.add(name, kind, grain, &mut out);
        }
        let mut seen = BTreeSet::new();
        out.areas.retain(|area| seen.insert(fold_key(&area.name.en)));
        out.areas.truncate(MOST);
        out.names.sort();
        out.names.dedup();
        out.regions.sort();
        out.regions.dedup();
        out
    }

    fn add(&self, name: &str, kind: Option<PlaceKind>, grain: Grain, out: &mut Located) {
        out.names.push(name.to_owned());
        match self.entry(name, kind) {
            Some(entry) if entry.kind == PlaceKind::Road => {
                let stops = entry.via.iter().filter_map(|stop| self.entry(stop, None));
                stops.for_each(|stop| self.add_unit(stop, Grain::Region, out));
            }
            Some(entry) => self.add_unit(entry, grain, out),
            None => match Country::new(name).and_then(|code| self.regions.of_country(code)) {
                Some(country) => self.add_country(country, out),
                None => {
                    for end in name.split('–').filter(|end| *end != name) {
                        let entry = self.entry(end, None);
                        entry.iter().for_each(|entry| self.add_unit(entry, grain, out));
                    }
                }
            },
        }
    }

    fn entry(&self, name: &str, kind: Option<PlaceKind>) -> Option<&'a PlaceEntry> {
        let found = self.named.get(&fold_key(name))?;
        found.iter().find(|p| Some(p.kind) == kind).or_else(|| found.first()).copied()
    }

    /// The administrative unit of a place, with all that lies around it by name.
    fn add_unit(&self, of: &PlaceEntry, grain: Grain, out: &mut Located) {
        let all = |entry: &PlaceEntry| std::iter::once(entry.name.clone()).chain(entry.aliases.clone());
        out.names.extend(all(of));
        let around = match of.kind {
            PlaceKind::Admin1 => Some(of),
            _ => of.admin1.as_deref().and_then(|name| self.entry(name, Some(PlaceKind::Admin1))),
        };
        out.names.extend(around.into_iter().flat_map(all));
        out.regions.extend(around.and_then(|around| self.regions.of_name(&around.name)));
        let country = of.country.or(around.and_then(|a| a.country)).and_then(|c| self.regions.of_country(c));
        out.names.extend(
            country.iter().flat_map(|c| [c.name.clone()].into_iter().chain(c.country.map(String::from))),
        );
        let admin2 = if of.kind == PlaceKind::Admin2 { Some(&of.name) } else { of.admin2.as_ref() };
        out.names.extend(admin2.cloned());
        let district =
            admin2.filter(|_| grain == Grain::District).and_then(|name| self.district(name, of.country));
        match (district, around, country) {
            (Some(area), _, _) => {
                out.names.push(area.name.en.clone());
                out.areas.push(area);
            }
            (None, Some(around), _) => out.areas.push(self.unit(around)),
            (None, None, Some(country)) => self.add_country(country, out),
            (None, None, None) => {}
        }
    }

    fn unit(&self, of: &PlaceEntry) -> Area {
        Area {
            name: self.called(&of.name),
            pcode: of.pcode.clone(),
            country: of.country,
            outline: Vec::new(),
        }
    }

    fn add_country(&self, of: Region, out: &mut Located) {
        let name = self.called(&of.name);
        out.names.push(of.name.clone());
        out.areas.push(Area { name, pcode: None, country: of.country, outline: Vec::new() });
        out.regions.push(of);
    }

    /// A district with its outline, where the case publishes one.
    fn district(&self, name: &str, country: Option<Country>) -> Option<Area> {
        let key = fold_key(name);
        let named = |n: &String| fold_key(n) == key;
        let own = |a: &&events::AreaEntry| {
            a.boundary.is_some() && a.admin2.len() <= 1 && (named(&a.name) || a.admin2.iter().any(named))
        };
        let entry = self.named.get(&key).and_then(|all| all.iter().find(|p| p.kind == PlaceKind::Admin2));
        let pcode = entry.and_then(|e| e.pcode.clone());
        match self.case.areas.iter().find(own) {
            Some(area) => {
                let outline =
                    area.boundary.as_ref().map(|file| outline(&self.dir.join(file))).unwrap_or_default();
                Some(Area {
                    name: self.called(&area.name),
                    pcode,
                    country: area.country.or(country),
                    outline,
                })
            }
            None => entry.map(|e| self.unit(e)),
        }
    }
}

/// The outer rings of an outline; nothing of a file that cannot be read or would be too long.
fn outline(path: &Path) -> Vec<Vec<[f64; 2]>> {
    let Ok(text) = std::fs::read_to_string(path) else { return Vec::new() };
    let Ok(json) = serde_json::from_str::<Value>(text.trim_start_matches('\u{feff}')) else {
        return Vec::new();
    };
    let mut rings = Vec::new();
    take(&json, 0, &mut rings);
    let points: usize = rings.iter().map(Vec::len).sum();
    if points > POINTS { Vec::new() } else { rings }
}

fn take(json: &Value, depth: usize, rings: &mut Vec<Vec<[f64; 2]>>) {
    /// A collection in a collection in a collection is no outline.
    const DEEPEST: usize = 4;
    if depth > DEEPEST {
        return;
    }
    let list = |key: &str| json.get(key).and_then(Value::as_array).into_iter().flatten();
    list("features")
        .chain(list("geometries"))
        .chain(json.get("geometry"))
        .for_each(|g| take(g, depth + 1, rings));
    match json.get("type").and_then(Value::as_str) {
        Some("Polygon") => rings.extend(list("coordinates").next().and_then(ring)),
        Some("MultiPolygon") => rings.extend(list("coordinates").filter_map(|p| ring(p.get(0)?))),
        _ => {}
    }
}

fn ring(json: &Value) -> Option<Vec<[f64; 2]>> {
    let point = |p: &Value| Coordinate::new(p.get(1)?.as_f64()?, p.get(0)?.as_f64()?).map(|c| [c.lat, c.lon]);
    json.as_array()?.iter().map(point).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::KAYES;

    #[test]
    fn a_town_is_told_by_its_district_with_the_outline_that_the_case_publishes() {
        let folder = tempfile::tempdir().unwrap();
        KAYES.extract(folder.path()).unwrap();
        let case = Case::load(folder.path()).unwrap();
        let places = Places::of(&case, folder.path());
        let town = [("Nioro du Sahel", Some(PlaceKind::PopulatedPlace))];
        let fine = places.locate(town, Grain::District);
        let [district] = fine.areas.as_slice() else { panic!("{:?}", fine.areas) };
        assert_eq!(
            (district.name.fr.as_str(), district.name.en.as_str()),
            ("Cercle de Nioro", "Nioro Cercle")
        );
        let ring = &district.outline[0];
        assert!(
            ring.len() >= 4 && ring.first() == ring.last() && ring.iter().all(|p| p[0] > 10.0 && p[1] < 0.0)
        );
        let wide = places.locate(town, Grain::Region);
        assert!(wide.areas.len() == 1 && wide.areas[0].outline.is_empty() && wide.areas[0].pcode.is_some());
        assert!(wide.names.iter().any(|n| n == "Kayes Region") && !wide.regions.is_empty());
        // What nobody knows has a name and no area.
        assert!(places.locate([("Atlantis", None)], Grain::District).areas.is_empty());
    }
}
