//! Areas that may be spoken of: countries and first-level divisions, nothing finer.

use base::Country;
use serde::Serialize;

/// A country or a first-level division.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Region {
    /// Its name as the case has it.
    pub name: String,
    /// The country it lies in or is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
    /// Whether it is all of the country.
    #[serde(skip)]
    pub whole: bool,
}

impl Region {
    /// Whether what holds for this area holds for all of `other`: it is the same, or the country around it.
    pub fn covers(&self, other: &Self) -> bool {
        self.name == other.name || self.whole && self.country.is_some() && self.country == other.country
    }
}

/// What a name means to a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// A country or first-level division.
    Region(Region),
    /// Something finer.
    Finer,
    /// Nothing that the case knows.
    Unknown,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_covers_its_divisions_and_no_division_its_country() {
        let region =
            |name: &str, code: &str, whole| Region { name: name.into(), country: Country::new(code), whole };
        let (mali, kita) = (region("Mali", "MLI", true), region("Kita", "MLI", false));
        assert!(mali.covers(&kita) && kita.covers(&kita) && !kita.covers(&mali));
        assert!(!region("Senegal", "SEN", true).covers(&kita));
    }
}
