//! Files into the ledger: many readers, one writer, one transaction a batch.
//!
//! A batch is bounded in documents and bytes, and at most two wait for the writer, so memory does not grow with the
//! number of files. A stop ends the run between two documents; what was read by then is kept.

mod again;
mod tally;

pub use again::again;
pub use tally::Tally;

use crate::files;
use crate::guard::guarded;
use crate::model::{self, Model};
use crate::output::Output;
use crate::progress::Progress;
use crate::store::{Known, Redaction, Row, Store};
use anyhow::Result;
use base::{ContentHash, DocumentId, Issue, Tlp};
use evidence::{Reader, Received, Unreadable};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Documents in one transaction at most.
const BATCH: usize = 500;

/// Bytes of files in one batch at most.
const BATCH_BYTES: u64 = 16 * 1024 * 1024;

/// What the readers share.
pub struct Run<'a> {
    /// The case's reader.
    pub reader: &'a Reader,
    /// The user's model, if there is one.
    pub model: Option<&'a Model>,
    /// Set when the run is to end.
    pub stop: &'a AtomicBool,
    /// How to speak.
    pub out: Output,
}

enum Outcome {
    Read {
        row: Box<Row>,
        claims: usize,
        model: model::Tally,
        issues: Vec<Issue>,
    },
    Unchanged,
    /// What was given of it is looser than what is kept.
    Kept(Issue),
    Refused(Issue),
    Skipped,
}

/// Whose word on a marking counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    /// The owner's, at the command line: it may loosen a marking as well.
    Owner,
    /// Anybody's: the stricter marking stays.
    Other,
}

/// What the ledger holds before the run.
struct Before {
    word: Word,
    known: HashMap<DocumentId, Known>,
    /// The strictest marking of documents that came as the same bytes, whatever their names.
    marked: HashMap<String, Tlp>,
    masked: HashSet<String>,
    redacted: HashMap<ContentHash, Redaction>,
}

/// Reads `paths` into the ledger. What is given of the documents but their name is in `given`; it loosens no marking: the
/// stricter one is kept, and an issue says so.
pub fn ingest(store: &mut Store, run: &Run<'_>, paths: &[PathBuf], given: &Received) -> Result<Tally> {
    ingest_by(Word::Other, store, run, paths, given)
}

/// The same on the owner's word, who may loosen a marking.
pub fn ingest_as_owner(
    store: &mut Store,
    run: &Run<'_>,
    paths: &[PathBuf],
    given: &Received,
) -> Result<Tally> {
    ingest_by(Word::Owner, store, run, paths, given)
}

fn ingest_by(
    word: Word,
    store: &mut Store,
    run: &Run<'_>,
    paths: &[PathBuf],
    given: &Received,
) -> Result<Tally> {
    let known = store.known()?;
    let masked = known.values().filter_map(|k| k.masked_hash.clone()).collect();
    let mut marked: HashMap<String, Tlp> = HashMap::new();
    for known in known.values() {
        let strictest = marked.entry(known.hash.clone()).or_insert(known.tlp);
        *strictest = known.tlp.max(*strictest);
    }
    let before = Before { word, known, marked, masked, redacted: store.redactions()? };
    let batches = batches(paths);
    let (sender, receiver) = sync_channel(1);
    std::thread::scope(|scope| {
        let before = &before;
        scope.spawn(move || produce(run, before, &batches, given, &sender));
        write(store, run, paths.len(), receiver)
    })
}

fn produce(
    run: &Run<'_>,
    before: &Before,
    batches: &[&[PathBuf]],
    given: &Received,
    to: &SyncSender<Vec<Outcome>>,
) {
    for batch in batches {
        let outcomes = batch.par_iter().map(|path| outcome(run, before, path, given)).collect();
        // The writer is gone when it could not write; it says why.
        if to.send(outcomes).is_err() || run.stop.load(Ordering::Relaxed) {
            return;
        }
    }
}

fn batches(paths: &[PathBuf]) -> Vec<&[PathBuf]> {
    let mut batches = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (at, path) in paths.iter().enumerate() {
        let length = std::fs::metadata(path).map_or(0, |m| m.len()).min(files::LONGEST);
        if at > start && (at - start == BATCH || bytes + length > BATCH_BYTES) {
            batches.push(&paths[start..at]);
            (start, bytes) = (at, 0);
        }
        bytes += length;
    }
    if start < paths.len() {
        batches.push(&paths[start..]);
    }
    batches
}

fn write(store: &mut Store, run: &Run<'_>, total: usize, from: Receiver<Vec<Outcome>>) -> Result<Tally> {
    let mut progress = Progress::new(total, run.out.quiet);
    let mut tally = Tally::default();
    let mut written = HashSet::new();
    for outcomes in from {
        let count = outcomes.len();
        let mut rows = Vec::with_capacity(count);
        for outcome in outcomes {
            match outcome {
                Outcome::Read { row, claims, model, issues } if written.insert(row.id.clone()) => {
                    tally.add(claims, &model, issues, run.out, &progress);
                    rows.push(*row);
                }
                Outcome::Read { .. } | Outcome::Unchanged => tally.unchanged += 1,
                Outcome::Kept(issue) => {
                    tally.unchanged += 1;
                    tally.report(issue, run.out, &progress);
                }
                Outcome::Refused(issue) => {
                    tally.refused += 1;
                    tally.report(issue, run.out, &progress);
                }
                Outcome::Skipped => tally.interrupted = true,
            }
        }
        store.write(&rows)?;
        progress.advance(count);
    }
    tally.interrupted |= run.stop.load(Ordering::Relaxed);
    Ok(tally)
}

fn outcome(run: &Run<'_>, before: &Before, path: &Path, given: &Received) -> Outcome {
    if run.stop.load(Ordering::Relaxed) {
        return Outcome::Skipped;
    }
    let bytes = match files::load(path) {
        Ok(bytes) => bytes,
        Err(issue) => return Outcome::Refused(issue),
    };
    let hash = ContentHash::of(&bytes);
    if let Some(redaction) = before.redacted.get(&hash) {
        return Outcome::Refused(redacted(path, redaction));
    }
    let mut received = Received { name: files::name(path), ..given.clone() };
    let id = DocumentId::derive(&[&received.name, hash.as_str()]);
    let known = before.known.get(&id);
    let marked = known.map(|k| k.tlp).or_else(|| before.marked.get(hash.as_str()).copied());
    let marked = marked.filter(|_| before.word == Word::Other);
    let kept = marked.and_then(|marked| stricter(&mut received, marked, known.is_some()));
    let kept = kept.map(|issue| issue.in_file(path.display().to_string()));
    let received = match known {
        Some(known) => match updated(known, &received) {
            Some(updated) => updated,
            None => return kept.map_or(Outcome::Unchanged, Outcome::Kept),
        },
        None if before.masked.contains(hash.as_str()) => return Outcome::Unchanged,
        None => received,
    };
    let mut outcome = read(run, bytes, &received, path);
    if let Outcome::Read { issues, .. } = &mut outcome {
        issues.extend(kept);
    }
    outcome
}

/// The marking that is given of bytes that are marked already, if that loosens it: the stricter one stays. Under a name that
/// is not there yet the bytes keep it as well.
fn stricter(given: &mut Received, marked: Tlp, is_known: bool) -> Option<Issue> {
    let looser = given.tlp.filter(|told| *told < marked);
    if looser.is_some() || given.tlp.is_none() {
        given.tlp = (!is_known).then_some(marked);
    }
    let (told, marked) = (looser?.as_str(), marked.as_str());
    let message = format!("{told} was given, and it is marked {marked} already: the stricter marking stays");
    let help = "the owner of the case loosens it at the command line: faleme read DIR FILE --tlp MARKING";
    Some(Issue::warning("document.marking_kept", message).help(help))
}

fn read(run: &Run<'_>, bytes: Vec<u8>, received: &Received, path: &Path) -> Outcome {
    let file = path.display().to_string();
    let mut checked = match open(run.reader, &bytes, received) {
        Ok(checked) => checked,
        Err(refused) => return Outcome::Refused(refusal(&refused, &file)),
    };
    let mut issues: Vec<Issue> = checked.issues.drain(..).map(|i| located(i, &file)).collect();
    let reading = &mut checked.value;
    let model = run.model.map_or_else(Default::default, |model| {
        model::extend(reading, run.reader, model, &mut |issue| issues.push(located(issue, &file)))
    });
    let claims = reading.claims.len();
    Outcome::Read { row: Box::new(Row::new(Some(bytes), received, checked.value)), claims, model, issues }
}

/// Reads one document. A panic of a parser on hostile bytes costs that document, not the run.
pub fn open(
    reader: &Reader,
    bytes: &[u8],
    received: &Received,
) -> Result<base::Checked<evidence::Reading>, Unreadable> {
    let panicked = || Unreadable {
        code: "document.parser_failed",
        message: "its parser gave up on it".into(),
        help: "it may be damaged; please report it with the file if you can share it",
    };
    guarded(|| reader.read(bytes, received)).unwrap_or_else(|| Err(panicked()))
}

/// An issue that names its file.
pub fn located(issue: Issue, file: &str) -> Issue {
    if issue.file.is_some() { issue } else { issue.in_file(file) }
}

/// The issue of a document that nothing could be made of.
pub fn refusal(refused: &Unreadable, file: &str) -> Issue {
    let issue = Issue::error(refused.code, refused.message.clone()).in_file(file);
    if refused.help.is_empty() { issue } else { issue.help(refused.help) }
}

fn redacted(path: &Path, redaction: &Redaction) -> Issue {
    let message = format!("redacted {} by {}: {}", redaction.on, redaction.by, redaction.why);
    Issue::error("document.redacted", message).in_file(path.display().to_string())
}

/// What is now known of a document: what is given, over what was given before; `None` if that changes nothing.
fn updated(known: &Known, given: &Received) -> Option<Received> {
    let blank = Received { name: given.name.clone(), ..Received::default() };
    if *given == blank || known.masked_hash.is_some() {
        return None;
    }
    let old: Received = serde_json::from_str(&known.received).unwrap_or_default();
    let new = Received {
        name: old.name.clone(),
        published: given.published.or(old.published),
        publisher: given.publisher.clone().or_else(|| old.publisher.clone()),
        url: given.url.clone().or_else(|| old.url.clone()),
        licence: given.licence.clone().or_else(|| old.licence.clone()),
        tlp: given.tlp.or(old.tlp),
    };
    (new != old).then_some(new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_in_one_batch_and_no_batch_is_too_long() {
        let paths: Vec<PathBuf> = (0..1203).map(|i| PathBuf::from(format!("/nowhere/{i}"))).collect();
        let batches = batches(&paths);
        assert_eq!(batches.concat(), paths);
        assert!(batches.iter().all(|b| !b.is_empty() && b.len() <= BATCH));
        assert!(super::batches(&[]).is_empty());
    }

    #[test]
    fn what_is_given_later_is_added_and_nothing_is_taken_away() {
        let old = Received { name: "a.txt".into(), url: Some("u".into()), ..Received::default() };
        let received = serde_json::to_string(&old).unwrap();
        let known = Known { received, hash: String::new(), tlp: Tlp::Amber, masked_hash: None };
        let blank = Received { name: "a.txt".into(), ..Received::default() };
        assert_eq!(updated(&known, &blank), None);
        let given = Received { publisher: Some("P".into()), ..blank };
        assert_eq!(updated(&known, &given), Some(Received { publisher: Some("P".into()), ..old }));
    }

    #[test]
    fn of_two_markings_the_stricter_stays() {
        let given = |tlp| Received { name: "a.txt".into(), tlp, ..Received::default() };
        for (told, marked, known, kept, said) in [
            (Some(Tlp::Clear), Tlp::Red, true, None, true),
            (Some(Tlp::Clear), Tlp::Red, false, Some(Tlp::Red), true),
            (Some(Tlp::Red), Tlp::Amber, true, Some(Tlp::Red), false),
            (Some(Tlp::Amber), Tlp::Amber, true, Some(Tlp::Amber), false),
            (None, Tlp::Red, true, None, false),
            (None, Tlp::Red, false, Some(Tlp::Red), false),
        ] {
            let mut received = given(told);
            assert_eq!(stricter(&mut received, marked, known).is_some(), said, "{told:?} {marked:?}");
            assert_eq!(received.tlp, kept, "{told:?} {marked:?}");
        }
    }
}
