//! What is always known: the countries of the world, wide areas, and the case's own places.

use super::index::{Hit, Quality};
use super::lexicon::mark;
use super::names::{self, Spelled};
use super::store::{Class, NONE, NewPlace, Origin};
use super::{Gazetteer, squeeze};
use crate::{ActorEntry, PlaceEntry};
use base::{Coordinate, Country, PlaceKind, fold};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Codes of the countries of the world.
#[derive(Clone, Debug, Default)]
pub(super) struct Countries {
    by_alpha2: HashMap<String, Country>,
    numbers: HashMap<Country, u32>,
}

impl Countries {
    /// Alpha-3 of an alpha-2 code.
    pub fn alpha3(&self, alpha2: &str) -> Option<Country> {
        self.by_alpha2.get(alpha2).copied()
    }

    /// The country's number in the store.
    pub fn number(&self, country: Country) -> Option<u32> {
        self.numbers.get(&country).copied()
    }
}

/// alpha-3, alpha-2, English, French, others, English demonyms, French demonyms, compound prefix, lat, lon.
type CountryRow = (String, String, String, String, String, String, String, String, f64, f64);

#[derive(Deserialize)]
struct CountriesFile {
    rows: Vec<CountryRow>,
}

#[derive(Deserialize)]
struct AreasFile {
    rows: Vec<(String, String, String)>,
}

/// The English name of every country, and all of its names, folded.
static NAMES: LazyLock<Vec<(Country, String, Vec<String>)>> = LazyLock::new(|| {
    let file = toml::from_str::<CountriesFile>(include_str!("../../data/places/countries.toml"));
    let rows = file.map(|file| file.rows).unwrap_or_default();
    let named = |(code, _, english, french, others, ..): &CountryRow| {
        let names = [english.as_str(), french.as_str()].into_iter().chain(parts(others));
        Some((Country::new(code)?, english.clone(), names.map(base::fold_key).collect()))
    };
    rows.iter().filter_map(named).collect()
});

/// The two letters of every country.
static CODES: LazyLock<Vec<(Country, String)>> = LazyLock::new(|| {
    let file = toml::from_str::<CountriesFile>(include_str!("../../data/places/countries.toml"));
    let rows = file.map(|file| file.rows).unwrap_or_default();
    rows.into_iter().filter_map(|(three, two, ..)| Some((Country::new(&three)?, two))).collect()
});

/// The ISO 3166-1 alpha-2 code of a country.
pub fn alpha2_of_country(code: Country) -> Option<&'static str> {
    CODES.iter().find(|(own, _)| *own == code).map(|(_, two)| two.as_str())
}

/// The country of an ISO 3166-1 code of two or three letters, in capitals or not.
pub fn country_coded(code: &str) -> Option<Country> {
    let asked = code.to_ascii_uppercase();
    CODES.iter().find(|(three, two)| *two == asked || three.as_str() == asked).map(|(three, _)| *three)
}

/// The country of that English, French or other name; accents and case aside.
pub fn country_called(name: &str) -> Option<Country> {
    let asked = base::fold_key(name);
    NAMES.iter().find(|(.., names)| names.contains(&asked)).map(|(code, ..)| *code)
}

/// The English, French and other names of a country, as [`base::fold_key`] folds them.
pub fn names_of_country(code: Country) -> &'static [String] {
    NAMES.iter().find(|(own, ..)| *own == code).map_or(&[], |(.., names)| names)
}

/// The English name of a country.
pub fn name_of_country(code: Country) -> Option<&'static str> {
    NAMES.iter().find(|(own, ..)| *own == code).map(|(_, english, _)| english.as_str())
}

/// Adds the countries of the world.
pub(super) fn add_countries(gazetteer: &mut Gazetteer) {
    let Ok(file) = toml::from_str::<CountriesFile>(include_str!("../../data/places/countries.toml")) else {
        return;
    };
    for row in &file.rows {
        add_country(gazetteer, row);
    }
}

fn add_country(gazetteer: &mut Gazetteer, row: &CountryRow) {
    let (alpha3, alpha2, english, french, others, demonyms, gentiles, prefix, lat, lon) = row;
    let Some(country) = Country::new(alpha3) else { return };
    let number = built_in(gazetteer, english, Class::Country, Some(country), Coordinate::new(*lat, *lon));
    gazetteer.countries.by_alpha2.insert(alpha2.clone(), country);
    gazetteer.countries.numbers.insert(country, number);
    for name in [english, french].into_iter().map(String::as_str).chain(parts(others)) {
        enter_fixed(gazetteer, name, number, Quality::Primary);
    }
    for demonym in parts(demonyms) {
        for form in [demonym.to_owned(), format!("{demonym}s")] {
            demonym_word(gazetteer, &form, mark::DEMONYM, number);
        }
    }
    for gentile in parts(gentiles).flat_map(french_forms) {
        demonym_word(gazetteer, &gentile, mark::GENTILE, number);
    }
    if !prefix.is_empty() {
        demonym_word(gazetteer, prefix, mark::COMPOUND, number);
    }
}

fn parts(list: &str) -> impl Iterator<Item = &str> {
    list.split(';').filter(|p| !p.is_empty())
}

/// Masculine, feminine, and their plurals: « malien, malienne, maliens, maliennes ».
fn french_forms(masculine: &str) -> Vec<String> {
    let word = fold(masculine);
    let feminine = match &word {
        w if w.ends_with('e') || w.ends_with('i') && w.len() < 8 => w.clone(),
        w if w.ends_with("en") || w.ends_with("on") => format!("{w}ne"),
        w if w == "turc" => "turque".into(),
        w if w == "grec" => "grecque".into(),
        w => format!("{w}e"),
    };
    let plural = |w: &str| if w.ends_with('s') { w.to_owned() } else { format!("{w}s") };
    vec![plural(&word), plural(&feminine), word, feminine]
}

/// A demonym of one word; « nord-coréen » is left to its last word's country being named otherwise.
fn demonym_word(gazetteer: &mut Gazetteer, word: &str, marks: u32, country: u32) {
    if word.contains([' ', '-']) {
        return;
    }
    gazetteer.lexicon.edit(word, |w| {
        w.marks |= marks;
        w.country = country;
    });
}

fn built_in(
    gazetteer: &mut Gazetteer,
    name: &str,
    class: Class,
    country: Option<Country>,
    point: Option<Coordinate>,
) -> u32 {
    gazetteer.store.add(NewPlace {
        name,
        class,
        country,
        admin1: NONE,
        admin2: NONE,
        population: 0,
        renown: 0,
        point,
        origin: Origin::Countries,
    })
}

/// Enters a name exactly as given: no shortening, no levelling.
fn enter_fixed(gazetteer: &mut Gazetteer, name: &str, place: u32, quality: Quality) {
    let capitals = name.len() <= 4 && name.chars().all(|c| c.is_ascii_uppercase());
    let quality = if capitals { Quality::Capitals } else { quality };
    gazetteer.index.insert(&squeeze(name), Hit { place, quality });
    starts_low(gazetteer, name);
}

/// A name with lower-case words (« région de Kayes », « République centrafricaine ») is looked for from its first word
/// on, whatever the case of the rest.
fn starts_low(gazetteer: &mut Gazetteer, name: &str) {
    let joins = |w: &str| gazetteer.word(&fold(w)).is(mark::CONNECTOR);
    let low = |w: &str| w.starts_with(char::is_lowercase) && !joins(w);
    if !name.split(|c: char| !c.is_alphanumeric()).any(low) && !name.starts_with(char::is_lowercase) {
        return;
    }
    if let Some(first) = fold(name).split(|c: char| !c.is_alphanumeric()).find(|w| !w.is_empty()) {
        gazetteer.lexicon.mark(first, mark::STARTS_LOW);
    }
}

/// Adds the wide areas and waters.
pub(super) fn add_areas(gazetteer: &mut Gazetteer) {
    let Ok(file) = toml::from_str::<AreasFile>(include_str!("../../data/places/areas.toml")) else { return };
    for (kind, name, others) in &file.rows {
        let class = if kind == "natural" { Class::Stream } else { Class::Area };
        let number = built_in(gazetteer, name, class, None, None);
        for name in std::iter::once(name.as_str()).chain(parts(others)) {
            enter_fixed(gazetteer, name, number, Quality::Primary);
        }
    }
}

/// Adds the case's places. A country of the case is the built-in one, under its further names.
pub(super) fn add_case(gazetteer: &mut Gazetteer, entries: &[PlaceEntry]) {
    for entry in entries {
        let own = entry.country.filter(|_| entry.kind == PlaceKind::Country);
        let built_in = own.and_then(|c| gazetteer.countries.number(c));
        let number = built_in.unwrap_or_else(|| add_entry(gazetteer, entry));
        for name in std::iter::once(&entry.name).chain(&entry.aliases) {
            enter_entry(gazetteer, entry, name, number);
        }
    }
}

fn add_entry(gazetteer: &mut Gazetteer, entry: &PlaceEntry) -> u32 {
    let extra = gazetteer.store.add_case_admin(entry.admin1.clone());
    gazetteer.store.add(NewPlace {
        name: &entry.name,
        class: Class::of_kind(entry.kind),
        country: entry.country,
        admin1: NONE,
        admin2: NONE,
        population: 0,
        renown: 0,
        point: entry.lat.zip(entry.lon).and_then(|(lat, lon)| Coordinate::new(lat, lon)),
        origin: Origin::Case(entry.kind, extra),
    })
}

fn enter_entry(gazetteer: &mut Gazetteer, entry: &PlaceEntry, name: &str, number: u32) {
    enter_fixed(gazetteer, name, number, Quality::Primary);
    if entry.kind != PlaceKind::Country && entry.kind != PlaceKind::Road {
        let class = Class::of_kind(entry.kind);
        names::enter(gazetteer, number, Spelled { text: name, main: true, class, notable: true });
    }
}

/// Adds the names of actors, so that a place name inside one is not read by itself.
pub(super) fn add_actors(gazetteer: &mut Gazetteer, actors: &[ActorEntry]) {
    for name in actors.iter().flat_map(|a| std::iter::once(&a.name).chain(&a.aliases)) {
        let hit = Hit { place: Gazetteer::ACTOR, quality: Quality::Primary };
        gazetteer.index.insert(&squeeze(name), hit);
        starts_low(gazetteer, name);
    }
}
