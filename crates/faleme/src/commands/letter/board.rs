//! What a start page shows of a case on a day: its corridors month by month, its vehicle classes, what changed since the
//! last letter. The same in every language.

use super::{compose, since, since_last};
use crate::case::Case;
use crate::cli::Who;
use crate::commands::status::{ClassRow, by_class};
use crate::store::Store;
use crate::view::View;
use anyhow::Result;
use base::{Date, Tlp};
use letter::{Corridor, Finding};
use std::path::Path;

/// What a start page shows.
pub struct Board {
    /// The corridors.
    pub corridors: Vec<Finding<Corridor>>,
    /// How each class passes them on the day; `None` for readers below AMBER, and of a case without roads.
    pub classes: Option<Vec<ClassRow>>,
    /// What changed since the last letter that the same readers had.
    pub since: Option<since::Shown>,
}

impl Board {
    /// Of a ledger that is resolved already, for readers of a marking.
    pub fn of(ledger: (&Store, &View), case: &Case, (dir, day, tlp): (&Path, Date, Tlp)) -> Result<Self> {
        let (found, setting) = compose::of_board(ledger, case, (dir, day, tlp))?;
        let who = Who { dir: dir.to_owned(), as_of: Some(day), class: None, goods: Vec::new(), operator: None };
        let setting = setting.filter(|_| tlp >= Tlp::Amber);
        let classes = setting.map(|setting| by_class(&setting, &who)).transpose()?;
        let since = since_last(ledger.0, &found)?;
        Ok(Self { corridors: found.roads.corridors, classes, since })
    }
}
