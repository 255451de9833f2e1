//! Counts of economic sites hit or closed, in columns.

use super::word;
use crate::table::table;
use base::Country;
use events::{Cell, Count, Interests};

/// The counts, and what is left out of them.
pub fn interests_table(found: &Interests) -> String {
    let row = |c: &Cell| {
        let count = match c.count {
            Count::Told(count) => count.to_string(),
            Count::Few(few) => word(&few),
        };
        let name = |name: &Option<String>| name.clone().unwrap_or_else(|| "-".into());
        let country = c.country.as_ref().map_or("-", Country::as_str).to_owned();
        vec![name(&c.admin1), name(&c.admin2), c.sector.clone(), country, count]
    };
    let rows: Vec<Vec<String>> = found.counts.iter().map(row).collect();
    table(&["first level", "second level", "sector", "owned from", "sites"], &rows)
}
