//! Rows of event datasets, release by release.

use super::Store;
use anyhow::Result;
use base::Date;
use events::Table;

impl Store {
    /// The rows that count on `as_of` (by the newest releases without it): of a row that several releases of a dataset
    /// carry, the newest; none that a newer release, which covers its country and its time, no longer carries.
    pub fn tables(&self, as_of: Option<Date>) -> Result<Vec<Table>> {
        let _ = as_of;
        Ok(Vec::new())
    }
}

impl Store {
    /// The columns of a row as its owner wrote them, with their names; `None` if there is no such row.
    pub fn native(&self, at: &events::RowRef) -> Result<Option<Vec<(String, String)>>> {
        let _ = at;
        Ok(None)
    }
}
