//! A case folder opened for a question: by its owner, or for readers who may not see all of it.

use crate::case::Case;
use crate::names::Names;
use crate::show::Blur;
use crate::store::{Readers, Store};
use crate::view::View;
use anyhow::Result;
use base::{Date, Tlp};
use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Days of which anything is kept at a time: who asks for every day of a year does not fill the memory.
const DAYS: usize = 3;

/// A case folder opened for a question.
pub struct Opened {
    /// The folder.
    pub dir: PathBuf,
    /// The case file.
    pub case: Case,
    /// The ledger, as far as those who ask may see it.
    pub store: Store,
    readers: Readers,
    views: Option<Views>,
}

/// What is worked out of one state of a case, by the day asked about and by what it is; whoever asks second waits for the
/// first. What is kept here depends on nothing else: not on the language, not on other parameters of the question.
#[derive(Clone, Default)]
pub struct Views(Arc<Mutex<HashMap<Option<Date>, Day>>>);

/// What is kept of a day, by what it is.
type Day = HashMap<TypeId, Place>;

type Place = Arc<Mutex<Option<Arc<dyn Any + Send + Sync>>>>;

impl Opened {
    /// What of it readers may see; `views` keeps what is resolved for the next question.
    pub fn for_readers(dir: &Path, readers: Readers, views: Views) -> Result<Self> {
        let (case, store) = (Case::load(dir)?, Store::open_for(dir, readers)?);
        Ok(Self { dir: dir.to_owned(), case, store, readers, views: Some(views) })
    }

    /// Opens the ledger once more for the same readers: for work beside, since no two threads ask by one connection.
    pub fn again(&self) -> impl FnOnce() -> Result<Store> + Send + use<> {
        let (dir, readers) = (self.dir.clone(), self.readers);
        move || Store::open_for(&dir, readers)
    }

    /// What the case holds on a day.
    pub fn view(&self, day: Option<Date>) -> Result<Arc<View>> {
        self.once(day, || View::load(&self.store, &self.case, day))
    }

    /// Its names in other languages, and of its goods.
    pub fn names(&self) -> Result<Arc<Names>> {
        self.once(None, || Ok(Names::of(&self.case, &self.dir)))
    }

    /// What blurs for readers, whatever day they ask about: what is known on the case's own day holds back of earlier ones too.
    pub fn blur(&self) -> Result<Arc<Blur>> {
        let middles = || self.case.middles(&self.dir);
        self.once(None, || match self.readers.tlp < Tlp::Amber {
            true => Ok(Blur::of(middles(), &*self.view(self.case.as_of)?, &self.case.vocabulary)),
            false => Ok(Blur::of_places(middles())),
        })
    }

    /// What `make` works out of a day, for the first who asks; the others have the same.
    pub fn once<T: Any + Send + Sync>(
        &self,
        day: Option<Date>,
        make: impl FnOnce() -> Result<T>,
    ) -> Result<Arc<T>> {
        let Some(place) = self.place(day, TypeId::of::<T>()) else { return make().map(Arc::new) };
        let mut kept = place.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(Ok(value)) = kept.clone().map(Arc::downcast) {
            return Ok(value);
        }
        let value = Arc::new(make()?);
        *kept = Some(Arc::<T>::clone(&value));
        Ok(value)
    }

    fn place(&self, day: Option<Date>, of: TypeId) -> Option<Place> {
        let mut all = self.views.as_ref()?.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= DAYS && !all.contains_key(&day) {
            // Those of the case's own day are asked for most, and what belongs to no day.
            let own = self.case.as_of;
            all.retain(|kept, _| *kept == own || kept.is_none());
        }
        Some(all.entry(day).or_default().entry(of).or_default().clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{case, day};

    #[test]
    fn what_is_worked_out_of_a_day_is_shared_and_of_another_day_or_state_it_is_not() {
        let (folder, _store) = case();
        let views = Views::default();
        let open = |views: &Views| Opened::for_readers(folder.path(), Readers::OWNER, views.clone()).unwrap();
        let made = std::cell::Cell::new(0);
        let count = |opened: &Opened, day| {
            let make = || {
                made.set(made.get() + 1);
                Ok(made.get())
            };
            *opened.once::<i32>(day, make).unwrap()
        };
        let (first, second) = (open(&views), open(&views));
        assert_eq!((count(&first, None), count(&second, None)), (1, 1));
        assert_eq!(count(&second, Some(day(9, 1))), 2);
        assert!(first.once::<i32>(Some(day(9, 2)), || anyhow::bail!("no")).is_err(), "a failure is not kept");
        assert_eq!(count(&first, Some(day(9, 2))), 3);
        assert_eq!(*first.once(None, || Ok("another kind".to_owned())).unwrap(), "another kind");
        assert_eq!(count(&open(&Views::default()), None), 4, "another state, or other readers");
        for n in 3..20 {
            count(&first, Some(day(9, n)));
        }
        assert!(views.0.lock().unwrap().len() <= DAYS, "days are forgotten");
    }
}
