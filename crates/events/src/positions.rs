//! Checkpoints, escorts, camps and operations: no times, strength or units, nothing finer than a month and a road or
//! region.

use crate::words::Words;
use base::{Date, GeoPrecision, Interval, PlaceKind};
use evidence::{Claim, ClaimPlace, PlaceEntry, TargetClass};
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Default, Deserialize)]
struct Data {
    types: Vec<String>,
    camps: Vec<String>,
}

static DATA: LazyLock<Data> =
    LazyLock::new(|| toml::from_str(include_str!("../data/positions.toml")).unwrap_or_default());

/// Whether a type of claim tells where forces stand or move (`data/positions.toml`).
pub fn shows_positions(claim_type: &str) -> bool {
    DATA.types.iter().any(|t| t == claim_type)
}

/// Whether a statement of control is one of a camp or of positions.
pub(crate) fn of_a_camp(claim: &Claim) -> bool {
    claim.target_class == Some(TargetClass::Security) || Words::of(&claim.quote).has_any(&DATA.camps)
}

/// The months that a date touches.
pub(crate) fn months(date: Interval) -> Interval {
    Interval { start: date.start.map(Date::first_of_month), end: date.end.map(Date::last_of_month) }
}

/// A place no finer than a road or a first-level division: the division that a finer one lies in, else its country.
pub(crate) fn blurred(place: &ClaimPlace, known: Option<&PlaceEntry>) -> Option<ClaimPlace> {
    use PlaceKind::{Admin1, Area, Country, Road};
    let mut out = place.clone();
    out.point = None;
    out.role = "area".into();
    if matches!(place.kind, Some(Admin1 | Country | Area | Road)) {
        return Some(out);
    }
    (out.name, out.kind, out.precision) = match known.and_then(|e| e.admin1.clone()) {
        Some(region) => (region, Some(Admin1), GeoPrecision::Admin1),
        None => (place.country?.to_string(), Some(Country), GeoPrecision::Country),
    };
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_file_is_read() {
        assert!(
            shows_positions("checkpoint") && shows_positions("escort_rule") && !shows_positions("curfew")
        );
        assert!(DATA.camps.len() > 5);
    }

    #[test]
    fn a_date_is_widened_to_whole_months() {
        let date = Interval::between(Date::constant(2025, 2, 3), Date::constant(2025, 3, 4));
        let wide = Interval::between(Date::constant(2025, 2, 1), Date::constant(2025, 3, 31));
        assert_eq!(months(date), wide);
    }
}
