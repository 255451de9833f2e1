//! Countries as datasets name them, and a coarse box around each (`data/datasets/countries.toml`).

use base::{Coordinate, Country, fold_key};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::OnceLock;

/// A box in degrees: south, north, west, east.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Frame([f64; 4]);

impl Frame {
    fn holds(self, lat: f64, lon: f64) -> bool {
        let [south, north, west, east] = self.0;
        (south..=north).contains(&lat) && (west..=east).contains(&lon)
    }
}

/// Countries by name and code.
pub struct Countries {
    names: HashMap<String, Country>,
    numbers: HashMap<u16, Country>,
    fips: HashMap<String, Country>,
    frames: HashMap<Country, Frame>,
}

#[derive(Deserialize)]
struct Written {
    rows: Vec<(String, u16, String, String, Vec<f64>)>,
}

/// The countries of the world.
pub fn countries() -> &'static Countries {
    static COUNTRIES: OnceLock<Countries> = OnceLock::new();
    COUNTRIES.get_or_init(|| Countries::read(include_str!("../../data/datasets/countries.toml")))
}

impl Countries {
    fn read(text: &str) -> Self {
        let written: Written = toml::from_str(text).unwrap_or(Written { rows: Vec::new() });
        let (mut names, mut numbers) = (HashMap::new(), HashMap::new());
        let (mut fips, mut frames) = (HashMap::new(), HashMap::new());
        for (code, number, owns, listed, frame) in written.rows {
            let Some(country) = Country::new(&code) else { continue };
            for name in listed.split(';').filter(|n| !n.is_empty()) {
                names.insert(name.to_owned(), country);
                names.entry(fold_key(name)).or_insert(country);
            }
            names.entry(code).or_insert(country);
            numbers.insert(number, country);
            fips.extend(owns.split(';').filter(|f| !f.is_empty()).map(|f| (f.to_owned(), country)));
            if let Ok(frame) = <[f64; 4]>::try_from(frame) {
                frames.insert(country, Frame(frame));
            }
        }
        numbers.remove(&0);
        Self { names, numbers, fips, frames }
    }

    /// By a name as UCDP, ACLED or press spell it, or by its alpha-3 code.
    pub fn named(&self, name: &str) -> Option<Country> {
        self.names.get(name).or_else(|| self.names.get(&fold_key(name))).copied()
    }

    /// By its ISO numeric code.
    pub fn numbered(&self, number: u16) -> Option<Country> {
        self.numbers.get(&number).copied()
    }

    /// By its FIPS 10-4 code, as GDELT writes it.
    pub fn fips(&self, code: &str) -> Option<Country> {
        self.fips.get(code).copied()
    }

    /// Whether `point` may lie in `country`; yes where no box is known.
    pub fn may_hold(&self, country: Country, point: Coordinate) -> bool {
        self.frames.get(&country).is_none_or(|frame| frame.holds(point.lat, point.lon))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole_and_its_boxes_are_boxes() {
        let all = countries();
        assert!(all.frames.len() > 190 && all.numbers.len() > 190 && all.fips.len() > 190);
        for (country, Frame([south, north, west, east])) in &all.frames {
            assert!(south < north && west < east, "{country}");
        }
    }

    #[test]
    fn countries_answer_to_the_names_of_datasets() {
        let all = countries();
        for (name, code) in [
            ("DR Congo (Zaire)", "COD"),
            ("Yemen (North Yemen)", "YEM"),
            ("Côte d’Ivoire", "CIV"),
            ("Ivory Coast", "CIV"),
            ("Russia (Soviet Union)", "RUS"),
            ("mali", "MLI"),
            ("MLI", "MLI"),
            ("Guinea-Bissau", "GNB"),
        ] {
            assert_eq!(all.named(name).map(|c| c.to_string()).as_deref(), Some(code), "{name}");
        }
        assert_eq!((all.numbered(466), all.fips("NG")), (Country::new("MLI"), Country::new("NER")));
        assert_eq!(all.fips("NI"), Country::new("NGA"));
    }

    #[test]
    fn a_box_tells_a_swapped_point() {
        let (all, mali) = (countries(), Country::new("MLI").unwrap());
        assert!(all.may_hold(mali, Coordinate::new(14.4, -11.4).unwrap()));
        assert!(!all.may_hold(mali, Coordinate::new(-11.4, 14.4).unwrap()));
    }
}
