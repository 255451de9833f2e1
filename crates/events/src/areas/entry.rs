//! `[[areas]]` of a case: an area of one vintage of boundaries.

use base::{Country, Date, Interval};
use serde::{Deserialize, Deserializer};

/// An area with one vintage of its boundaries. Entries that share a name are vintages of one area.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaEntry {
    /// Its name; shared by all vintages of it.
    pub name: String,
    /// Other names, in any language.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What these boundaries are called, such as `until 2023`.
    #[serde(default)]
    pub vintage: Option<String>,
    /// First day on which these boundaries are the law.
    #[serde(default, deserialize_with = "day")]
    pub valid_from: Option<Date>,
    /// Last day on which they are.
    #[serde(default, deserialize_with = "day")]
    pub valid_until: Option<Date>,
    /// The country it lies in.
    #[serde(default)]
    pub country: Option<Country>,
    /// The second-level divisions it consists of, by name.
    #[serde(default)]
    pub admin2: Vec<String>,
    /// Places of the case that lie in it, where its second-level divisions do not already say so.
    #[serde(default)]
    pub places: Vec<String>,
    /// Its outline: a GeoJSON file in the case folder (RFC 7946).
    #[serde(default)]
    pub boundary: Option<String>,
    /// Who names first-level divisions by this vintage: datasets, and `case` for `admin1` of the case's places.
    #[serde(default)]
    pub used_by: Vec<String>,
    /// Where this is from.
    #[serde(default)]
    pub source: Option<String>,
}

impl AreaEntry {
    /// While these boundaries are the law.
    pub fn valid(&self) -> Interval {
        Interval { start: self.valid_from, end: self.valid_until }
    }
}

/// A day as TOML writes it, with or without quotes.
fn day<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Date>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Native(toml::value::Datetime),
        Quoted(String),
    }
    let text = match Written::deserialize(from)? {
        Written::Native(day) => day.to_string(),
        Written::Quoted(text) => text,
    };
    let wrong = || serde::de::Error::custom(format!("`{text}` is not a day such as 2023-03-13"));
    text.parse().map(Some).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_with_and_without_quotes() {
        for day in ["2023-03-13", "\"2023-03-13\""] {
            let entry: AreaEntry = toml::from_str(&format!("name = \"A\"\nvalid_from = {day}")).unwrap();
            assert_eq!(entry.valid_from, Some(Date::constant(2023, 3, 13)));
        }
        let wrong = toml::from_str::<AreaEntry>("name = \"A\"\nvalid_from = \"spring\"").unwrap_err();
        assert!(wrong.to_string().contains("`spring` is not a day"), "{wrong}");
    }
}
