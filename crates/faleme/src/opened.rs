//! A case folder opened for a question: by its owner, or for readers who may not see all of it.

use crate::case::Case;
use crate::show::MapShown;
use crate::store::{Readers, Store};
use crate::view::View;
use anyhow::Result;
use base::Date;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Days whose views are kept at a time: who asks for every day of a year does not fill the memory.
const DAYS: usize = 8;

/// A case folder opened for a question.
pub struct Opened {
    /// The folder.
    pub dir: PathBuf,
    /// The case file.
    pub case: Case,
    /// The ledger, as far as those who ask may see it.
    pub store: Store,
    views: Option<Views>,
}

/// What is known of one state of a case, by the day asked about; whoever asks second waits for the first.
#[derive(Clone, Default)]
pub struct Views(Arc<Mutex<HashMap<Option<Date>, Day>>>);

/// What is kept of a day.
#[derive(Clone, Default)]
struct Day {
    view: Place<View>,
    map: Place<MapShown>,
}

type Place<T> = Arc<Mutex<Option<Arc<T>>>>;

impl Opened {
    /// What of it readers may see; `views` keeps what is resolved for the next question.
    pub fn for_readers(dir: &Path, readers: Readers, views: Views) -> Result<Self> {
        let (case, store) = (Case::load(dir)?, Store::open_for(dir, readers)?);
        Ok(Self { dir: dir.to_owned(), case, store, views: Some(views) })
    }

    /// What the case holds on a day.
    pub fn view(&self, day: Option<Date>) -> Result<Arc<View>> {
        let load = || View::load(&self.store, &self.case, day);
        match self.kept(day) {
            Some(kept) => once(&kept.view, load),
            None => load().map(Arc::new),
        }
    }

    /// Its map on a day, made by `make` for the first who asks.
    pub fn map(&self, day: Date, make: impl FnOnce() -> Result<MapShown>) -> Result<Arc<MapShown>> {
        match self.kept(Some(day)) {
            Some(kept) => once(&kept.map, make),
            None => make().map(Arc::new),
        }
    }

    fn kept(&self, day: Option<Date>) -> Option<Day> {
        let mut all = self.views.as_ref()?.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= DAYS && !all.contains_key(&day) {
            // Those of the case's own day are asked for most.
            let own = self.case.as_of;
            all.retain(|kept, _| *kept == own);
        }
        Some(all.entry(day).or_default().clone())
    }
}

fn once<T>(place: &Place<T>, make: impl FnOnce() -> Result<T>) -> Result<Arc<T>> {
    let mut kept = place.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(value) = &*kept {
        return Ok(Arc::clone(value));
    }
    let value = Arc::new(make()?);
    *kept = Some(Arc::clone(&value));
    Ok(value)
}
