//! Every kind of source: who fetches it, and what is kept of it, whatever came.

use super::job::{Came, Job};
use super::{boundaries, documents, hdx, import, table, ucdp};
use crate::clock;
use crate::fetching::lock::{Entry, Lock};
use crate::fetching::sources::Kind;
use crate::fetching::{Step, house};

/// Carries it out and keeps in the lock what came of it, a failure too.
pub fn run(job: &Job<'_>, lock: &mut Lock) -> Step<Came> {
    let before = lock.entry(&job.source.name, &job.part()).cloned();
    let done = fetch(job, before.clone()).and_then(|came| import::bring(job, came, before.as_ref()));
    match done {
        Ok(came) => {
            lock.put(came.entry.clone());
            Ok(came)
        }
        Err(issue) => {
            let fresh =
                || Entry { address: job.place(), licence: job.source.licence.clone(), ..Entry::default() };
            let mut entry = before.unwrap_or_else(fresh);
            (entry.source, entry.part) = (job.source.name.clone(), job.part());
            entry.checked = clock::written(clock::now());
            entry.failed = Some(issue.message.clone());
            lock.put(entry);
            Err(issue)
        }
    }
}

fn fetch(job: &Job<'_>, before: Option<Entry>) -> Step<Came> {
    match job.source.kind {
        Kind::Geonames | Kind::Ucdp | Kind::Osm => table::fetch(job, before.as_ref()),
        Kind::UcdpApi => ucdp::fetch(job, before.as_ref()),
        Kind::WfpPrices | Kind::Dtm | Kind::CadreHarmonise => hdx::fetch(job, before.as_ref()),
        Kind::Boundaries => boundaries::fetch(job, before.as_ref()),
        Kind::Feed => documents::feed(job, before.as_ref()),
        Kind::Folder => documents::folder(job).map_err(|e| house(&e)),
        Kind::Mailbox => documents::mailbox(job).map_err(|e| house(&e)),
    }
}
