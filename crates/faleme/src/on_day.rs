//! A case on a day, made ready for a question of the events stage.

use crate::case::Case;
use crate::cli::Question;
use crate::output::Output;
use crate::store::Store;
use crate::view::{View, as_of};
use anyhow::Result;
use base::Date;
use events::Holdings;

/// A case on a day.
pub struct OnDay {
    /// The case file.
    pub case: Case,
    /// What counts on the day.
    pub view: View,
    /// The day; everything counts without it.
    pub day: Option<Date>,
}

impl OnDay {
    /// Loads what `args` ask about.
    pub fn of(args: &Question, out: Output) -> Result<Self> {
        let case = Case::load(&args.dir)?;
        let store = Store::open_to_ask(&args.dir)?;
        let day = as_of(&store, &case, args.as_of, out)?;
        let view = View::load(&store, &case, day)?;
        Ok(Self { case, view, day })
    }

    /// What `ask` says of the record.
    pub fn ask<T>(&self, ask: impl FnOnce(&Holdings<'_>) -> T) -> T {
        of_holdings(&self.view, &self.case, self.day, ask)
    }
}

/// What `ask` says of a case on a day.
pub fn of_holdings<T>(
    view: &View,
    case: &Case,
    day: Option<Date>,
    ask: impl FnOnce(&Holdings<'_>) -> T,
) -> T {
    let claims: Vec<_> = view.claims.iter().collect();
    let documents: Vec<_> = view.documents.iter().collect();
    ask(&Holdings {
        resolution: &view.resolution,
        claims: &claims,
        documents: &documents,
        ruling: &view.ruling,
        vocabulary: &case.vocabulary,
        as_of: day,
    })
}
