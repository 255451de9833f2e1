//! Types of datasets in our words: one documented table a dataset (`data/datasets/*.toml`).

use serde::Deserialize;
use std::collections::HashMap;
use std::sync::OnceLock;

/// The type of what no table knows.
pub const OTHER: &str = "other";

/// A table of types.
pub struct Types(HashMap<String, (String, String)>);

#[derive(Deserialize)]
struct Written {
    rows: Vec<Vec<String>>,
}

impl Types {
    fn read(text: &str) -> Self {
        let written: Written = toml::from_str(text).unwrap_or(Written { rows: Vec::new() });
        let entry = |row: Vec<String>| {
            let mut cells = row.into_iter();
            let (code, ours) = (cells.next()?, cells.next()?);
            Some((code, (ours, cells.next().unwrap_or_default())))
        };
        Self(written.rows.into_iter().filter_map(entry).collect())
    }

    /// Our type for a code, and the words of the table.
    pub fn get(&self, code: &str) -> Option<(&str, &str)> {
        self.0.get(code).map(|(ours, words)| (ours.as_str(), words.as_str()))
    }

    /// The same for a code whose parents are its beginnings, down to two signs: `1831`, `183`, `18`.
    pub fn nearest(&self, code: &str) -> Option<(&str, &str)> {
        let lengths = (2..=code.len()).rev();
        lengths.filter_map(|length| code.get(..length)).find_map(|part| self.get(part))
    }

    #[cfg(test)]
    fn names(&self) -> std::collections::BTreeSet<&str> {
        self.0.values().map(|(ours, _)| ours.as_str()).collect()
    }
}

/// UCDP's `type_of_violence`.
pub fn ucdp() -> &'static Types {
    static TYPES: OnceLock<Types> = OnceLock::new();
    TYPES.get_or_init(|| Types::read(include_str!("../../data/datasets/ucdp.toml")))
}

/// ACLED's `sub_event_type`.
pub fn acled() -> &'static Types {
    static TYPES: OnceLock<Types> = OnceLock::new();
    TYPES.get_or_init(|| Types::read(include_str!("../../data/datasets/acled.toml")))
}

/// CAMEO's event codes.
pub fn gdelt() -> &'static Types {
    static TYPES: OnceLock<Types> = OnceLock::new();
    TYPES.get_or_init(|| Types::read(include_str!("../../data/datasets/gdelt.toml")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_of_the_tables_is_one_of_ours() {
        let ours = include_str!("../../../letter/data/types.txt");
        let known: Vec<&str> = ours.lines().filter(|l| !l.starts_with('#')).collect();
        for table in [ucdp(), acled(), gdelt()] {
            assert!(table.0.len() >= 3);
            let unknown: Vec<_> = table.names().into_iter().filter(|n| !known.contains(n)).collect();
            assert_eq!(unknown, [] as [&str; 0]);
        }
        assert!(known.contains(&OTHER));
    }

    #[test]
    fn a_code_without_a_row_takes_its_parents() {
        assert_eq!(gdelt().nearest("1412").map(|(ours, _)| ours), Some("demonstration"));
        assert_eq!(gdelt().nearest("1831").map(|(_, words)| words), Some("suicide bombing"));
        assert_eq!(gdelt().nearest("99"), None);
        assert_eq!(gdelt().nearest("é"), None);
    }
}
