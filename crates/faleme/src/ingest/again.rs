//! The documents of a ledger, read anew.

use super::{BATCH, Outcome, Run, Tally, read};
use crate::guard::guarded;
use crate::model;
use crate::progress::Progress;
use crate::store::{self, Row, Store};
use anyhow::Result;
use rayon::prelude::*;
use std::path::Path;
use std::sync::atomic::Ordering;

/// Reads every document of the ledger anew from its bytes, with the present case file and rules.
pub fn again(store: &mut Store, run: &Run<'_>) -> Result<Tally> {
    let ids = store.document_ids()?;
    let mut progress = Progress::new(ids.len(), run.out.quiet);
    let mut tally = Tally::default();
    for chunk in ids.chunks(BATCH / 4) {
        if run.stop.load(Ordering::Relaxed) {
            tally.interrupted = true;
            break;
        }
        let kept: Vec<store::Kept> =
            chunk.iter().filter_map(|id| store.document(id).transpose()).collect::<Result<_>>()?;
        let read: Vec<Outcome> = kept.into_par_iter().map(|kept| read_again(run, kept)).collect();
        let mut rows = Vec::new();
        for outcome in read {
            match outcome {
                Outcome::Read { row, claims, model, issues } => {
                    tally.add(claims, &model, issues, run.out, &progress);
                    rows.push(*row);
                }
                Outcome::Refused(issue) => {
                    tally.refused += 1;
                    tally.report(issue, run.out, &progress);
                }
                Outcome::Unchanged | Outcome::Kept(_) | Outcome::Skipped => tally.unchanged += 1,
            }
        }
        store.write(&rows)?;
        progress.advance(chunk.len());
    }
    Ok(tally)
}

/// Bytes that a redaction masked are no longer those received: such a document keeps its identity and its parts, and
/// only its interpretation is made anew.
fn read_again(run: &Run<'_>, kept: store::Kept) -> Outcome {
    let store::Kept { document, received, bytes, masked_hash } = kept;
    let name = document.name.clone();
    let mut outcome = match (bytes, &masked_hash) {
        (Some(bytes), None) => read(run, bytes, &received, Path::new(&name)),
        (bytes, _) => {
            let Some(base::Checked { value: reading, issues }) = guarded(|| run.reader.interpret(document))
            else {
                return Outcome::Unchanged;
            };
            let claims = reading.claims.len();
            let row = Box::new(Row::new(bytes, &received, reading));
            Outcome::Read { row, claims, model: model::Tally::default(), issues }
        }
    };
    if let (Outcome::Read { row, .. }, Some(hash)) = (&mut outcome, masked_hash) {
        row.set_masked(hash);
    }
    outcome
}
