//! Batches that an earlier run has worked out.

use crate::output::Output;
use crate::store::Store;
use outlook::sweep::Batch;

/// What is kept of a sweep.
pub struct Kept<'k> {
    inputs: &'k str,
    batches: Vec<Batch>,
    out: Output,
    told: bool,
}

impl<'k> Kept<'k> {
    /// The batches of a sweep whose futures have so many numbers each.
    pub fn load(store: &Store, inputs: &'k str, width: usize, out: Output) -> Self {
        let batches = store.batches(inputs).unwrap_or_default();
        let fits = |batch: &Batch| batch.numbers.len() == width * batch.count as usize;
        Self { inputs, batches: batches.into_iter().filter(fits).collect(), out, told: false }
    }

    /// So many futures from a first one on, if they are kept.
    pub fn take(&self, first: u32, count: u32) -> Option<Batch> {
        let known = self.batches.iter().find(|batch| batch.first == first && batch.count >= count)?;
        let width = known.numbers.len() / known.count as usize;
        let numbers = known.numbers.get(..width * count as usize)?.to_vec();
        Some(Batch { first, count, numbers })
    }

    /// Keeps a batch. A folder that cannot be written is told once: the answer does not depend on it.
    pub fn keep(&mut self, store: &Store, batch: &Batch) {
        let kept = store.keep_batch(self.inputs, batch).and_then(|()| store.drop_old_batches(self.inputs));
        if let Err(error) = kept.as_ref().map_err(|e| format!("{e:#}"))
            && !self.told
        {
            self.out.note(format!("finished futures are not kept ({error}): an interrupted run begins anew"));
            self.told = true;
        }
    }
}
