//! What a start page shows of a case on a day: its corridors month by month, and what changed since the last letter. The same
//! in every language.

use super::archive::Archive;
use super::{compose, since};
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
    /// Of a ledger that is resolved already and its roads, where it has any; as a letter of that marking tells it. The last
    /// letter, which may be long, is read meanwhile in the ledger opened again.
    pub fn of(
        ledger: (&Store, &View),
        (case, setting): (&Case, Option<&Arc<Setting>>),
        (dir, day, tlp): (&Path, Date, Tlp),
        again: impl FnOnce() -> Result<Store> + Send,
    ) -> Result<Self> {
        std::thread::scope(|threads| {
            let last = threads.spawn(|| anyhow::Ok(Archive::load(&again()?)?.before(day, tlp)));
            let found = compose::of_board(ledger, (case, setting), (dir, day, tlp))?;
            let last = last.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
            let since = last.map(|(number, was)| since::shown((Some(number), &was), &found));
            Ok(Self { corridors: found.roads.corridors, since })
        })
    }
}
