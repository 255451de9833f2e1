//! What a start page shows of a case on a day: its corridors month by month, and what changed since the last letter. The same
//! in every language.

use super::{compose, since, since_last};
use crate::case::Case;
use crate::corridor::Setting;
use crate::store::Store;
use crate::view::View;
use anyhow::Result;
use base::{Date, Tlp};
use letter::{Corridor, Finding};
use std::path::Path;
use std::sync::Arc;

/// What a start page shows.
pub struct Board {
    /// The corridors.
    pub corridors: Vec<Finding<Corridor>>,
    /// What changed since the last letter that the same readers had.
    pub since: Option<since::Shown>,
}

impl Board {
    /// Of a ledger that is resolved already and its roads, where it has any; as a letter of that marking tells it.
    pub fn of(
        ledger: (&Store, &View),
        (case, setting): (&Case, Option<&Arc<Setting>>),
        asked: (&Path, Date, Tlp),
    ) -> Result<Self> {
        let found = compose::of_board(ledger, (case, setting), asked)?;
        let since = since_last(ledger.0, &found)?;
        Ok(Self { corridors: found.roads.corridors, since })
    }
}
