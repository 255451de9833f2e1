//! A mapping file: which columns of a table tell what, for tables whose headers say it in other words.

use super::layout::{Layout, knows};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Which columns tell what.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// The layout whose fields they tell.
    pub layout: Layout,
    /// Field → header of the column.
    #[serde(default)]
    pub columns: BTreeMap<String, String>,
    /// Field → what holds for all rows, such as the country.
    #[serde(default)]
    pub constants: BTreeMap<String, String>,
}

impl Mapping {
    /// Reads a mapping file (TOML); what is wrong with it otherwise.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mapping: Self = toml::from_str(text).map_err(|e| e.to_string())?;
        let fields = mapping.columns.keys().chain(mapping.constants.keys());
        for field in fields {
            if !knows(mapping.layout, field) {
                return Err(format!("layout {} has no field `{field}`", mapping.layout.name()));
            }
        }
        Ok(mapping)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_names_known_fields_only() {
        let good = "layout = \"refugees\"\n[columns]\nadmin1 = \"geo\"\n[constants]\ncountry = \"MRT\"\n";
        assert_eq!(Mapping::parse(good).unwrap().columns["admin1"], "geo");
        let bad = Mapping::parse("layout = \"refugees\"\n[columns]\nphase9 = \"x\"\n").unwrap_err();
        assert!(bad.contains("no field `phase9`"), "{bad}");
    }
}
