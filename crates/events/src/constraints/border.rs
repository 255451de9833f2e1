//! One border however it is named: « sa frontière avec le Bénin », told of Niger, is the Benin–Niger border.

use super::scope::closed;
use crate::holdings::{bare_key, is_topic};
use base::{Country, PlaceKind};
use evidence::{Claim, country_called};
use std::collections::BTreeSet;

/// Keys of the places finer than a country where a claim says that something is. A border is known by its two countries,
/// one of which may stand elsewhere in the claim.
pub(super) fn spots(claim: &Claim) -> BTreeSet<String> {
    let told = || claim.places.iter().filter(|p| !is_topic(p));
    let of_country = |p: &&evidence::ClaimPlace| p.kind == Some(PlaceKind::Country);
    let named: BTreeSet<Country> = told().filter(of_country).filter_map(|p| p.country).collect();
    let mut keys = BTreeSet::new();
    for place in told().filter(|p| !of_country(p)) {
        match sides(&place.name).as_slice() {
            [one] => {
                let others: Vec<&Country> = named.iter().filter(|c| *c != one).collect();
                if others.is_empty() {
                    keys.insert(bare_key(&place.name));
                }
                keys.extend(others.into_iter().map(|other| key(&[*one, *other])));
            }
            [] => drop(keys.insert(bare_key(&place.name))),
            sides => drop(keys.insert(key(sides))),
        }
    }
    // « Le Niger et le Bénin ferment leur frontière ».
    if keys.is_empty() && named.len() == 2 && closed(&claim.quote).contains(&"border") {
        keys.insert(key(&named.into_iter().collect::<Vec<_>>()));
    }
    keys
}

/// Whether a place is one of those that `keys` name.
pub(super) fn is_of(name: &str, keys: &BTreeSet<String>) -> bool {
    let sides = sides(name);
    let border = |key: &String| {
        let codes = key.strip_prefix(BORDER).unwrap_or_default();
        sides.iter().all(|side| codes.split(' ').any(|code| code == side.as_str()))
    };
    keys.contains(&bare_key(name)) || !sides.is_empty() && keys.iter().any(border)
}

const BORDER: &str = "border ";

fn key(countries: &[Country]) -> String {
    let codes: BTreeSet<&str> = countries.iter().map(Country::as_str).collect();
    format!("{BORDER}{}", codes.into_iter().collect::<Vec<_>>().join(" "))
}

/// The countries of a border, from its canonical name: `Here–There border`, or one of the two.
fn sides(name: &str) -> Vec<Country> {
    let sides = name.strip_suffix(" border").unwrap_or_default();
    sides.split('–').filter_map(country_called).collect()
}
