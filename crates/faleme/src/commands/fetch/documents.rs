//! Documents of feeds, folders and mailboxes, read into the ledger with what their source says of them.

use super::job::{Came, Job};
use super::place;
use super::place::{Demands, write};
use crate::clock;
use crate::commands;
use crate::fetching::address::Address;
use crate::fetching::feeds;
use crate::fetching::get::Client;
use crate::fetching::lock::Entry;
use crate::fetching::look::Expected;
use crate::fetching::mail::{self, Attached, Mailbox};
use crate::fetching::paper::{Marks, Paper};
use crate::fetching::{Step, house};
use crate::ingest::{Run, Tally, ingest};
use crate::store::Store;
use anyhow::{Context, Result};
use base::{ContentHash, DocumentId, Issue, Tlp};
use evidence::Received;
use std::collections::HashSet;
use std::path::PathBuf;

/// Pages fetched of one feed in one run at most.
const PAGES: usize = 200;

/// Fetches a feed and reads its entries.
pub fn feed(job: &Job<'_>, before: Option<&Entry>) -> Step<Came> {
    let address = job.address()?;
    let shut = |host: &str| job.case.armed_medium(host).map(str::to_owned);
    let client = job.client(&address, &shut)?;
    let demands = Demands {
        read: &|path| {
            let bytes = std::fs::read(path).map_err(|e| house(&e.into()))?;
            feeds::papers(&bytes, &address.to_string()).map(drop)
        },
        ..Demands::only(Expected::Feed)
    };
    let mut taking = Taking::open(job).map_err(|e| house(&e))?;
    // A ledger that was begun anew has none of the entries that came before.
    let before = before.filter(|_| !taking.known.is_empty());
    let mut came = job.bring(&client, &address, &demands, before)?;
    let file = job.file()?;
    if !file.exists() {
        came.entry.done = Some("nothing new".into());
        return Ok(came);
    }
    let bytes = std::fs::read(&file).map_err(|e| house(&e.into()))?;
    let read = entries(job, &client, &mut taking, &bytes, &address);
    // Its entries are documents of their own now; here, what a redaction takes out would stay.
    let _ = std::fs::remove_file(&file);
    let tally = read?;
    came.entry.file = None;
    if taking.issues.iter().any(|i| i.code.starts_with("fetch.") && i.code != "fetch.armed_group") {
        // Pages that did not come are asked for again, though the feed stays as it is.
        (came.entry.etag, came.entry.modified) = (None, None);
    }
    Ok(told(came, &tally, taking))
}

/// Reads the entries of a feed, or the pages that they lead to.
fn entries(
    job: &Job<'_>,
    client: &Client<'_>,
    taking: &mut Taking<'_>,
    bytes: &[u8],
    address: &Address,
) -> Step<Tally> {
    let all = feeds::papers(bytes, &address.to_string())?;
    let (papers, shut): (Vec<Paper>, Vec<Paper>) =
        all.into_iter().partition(|paper| medium(job, paper).is_none());
    if !shut.is_empty() {
        let said = format!("{} of its entries lead to an armed group's own medium: left out", shut.len());
        let issue = Issue::warning("fetch.armed_group", said);
        taking.issues.push(issue.help("cite the source that reports what it says"));
    }
    if job.source.pages { pages(taking, client, papers) } else { taking.papers(papers) }
}

/// The armed group's medium that an entry leads to.
fn medium<'a>(job: &'a Job<'_>, paper: &Paper) -> Option<&'a str> {
    job.case.armed_medium(&crate::case::host(paper.url.as_deref()?)?)
}

/// The pages that entries lead to, as far as they lie where the source may lead; the entry itself where not.
fn pages(taking: &mut Taking<'_>, client: &Client<'_>, papers: Vec<Paper>) -> Step<Tally> {
    let (mut left, mut asked) = (Vec::new(), 0);
    let mut sum = Tally::default();
    for paper in papers {
        let link = paper.url.as_deref().and_then(|url| Address::parse(url).ok());
        let Some(link) = link.filter(|link| client.permit.allows(link).is_ok()) else {
            left.push(paper);
            continue;
        };
        let file = taking.job.folder().join(paper.name("html"));
        if file.exists() {
            sum.unchanged += 1;
            continue;
        }
        asked += 1;
        if asked > PAGES {
            let said = format!("more than {PAGES} new pages: the next run goes on");
            taking.issues.push(Issue::note("fetch.pages", said));
            break;
        }
        let wanted = crate::fetching::download::Wanted {
            address: &link,
            into: &file,
            most: crate::files::LONGEST,
            known: None,
        };
        let came = client.download(&wanted).and_then(|got| match got {
            crate::fetching::download::Got::Fresh(fresh) => {
                crate::fetching::look::look(&fresh.path, Expected::Page)
                    .and_then(|()| fresh.settle(&file))
                    .inspect_err(|_| fresh.discard())
            }
            crate::fetching::download::Got::Unchanged => Ok(()),
        });
        match came {
            Ok(()) => add(&mut sum, taking.one(&file, &paper)?),
            Err(issue) if issue.code == "fetch.stopped" => return Err(issue),
            Err(issue) => taking.issues.push(Issue { severity: base::Severity::Warning, ..*issue }),
        }
    }
    let rest = taking.papers(left)?;
    add(&mut sum, rest);
    Ok(sum)
}

/// Reads the documents of a folder on this machine.
pub fn folder(job: &Job<'_>) -> Result<Came> {
    let path = local(job)?;
    let taking = Taking::open(job)?;
    let (files, issues) = crate::files::list(&[path]);
    let mut taking = taking.with(issues);
    let tally = taking.ingest(&files, &taking.marked())?;
    Ok(told(here(job), &tally, taking))
}

/// Reads the messages of a mailbox export on this machine.
pub fn mailbox(job: &Job<'_>) -> Result<Came> {
    let path = local(job)?;
    let (files, issues) = mail::files(&path);
    let mut mailbox = Mailbox { issues, ..Mailbox::default() };
    files.iter().for_each(|file| mailbox.read(file));
    if files.is_empty() {
        let said = "there is no .eml or .mbox file in it, and no Maildir";
        mailbox.issues.push(Issue::warning("mail.none", said).in_file(path.display().to_string()));
    }
    let mut taking = Taking::open(job)?.with(mailbox.issues);
    let mut tally = taking.papers(mailbox.papers).map_err(|e| anyhow::anyhow!("{e}"))?;
    for attached in mailbox.attached {
        add(&mut tally, taking.attached(&attached).map_err(|e| anyhow::anyhow!("{e}"))?);
    }
    Ok(told(here(job), &tally, taking))
}

/// The path of a source on this machine, from the case folder.
fn local(job: &Job<'_>) -> Result<PathBuf> {
    let path = job.source.path.as_ref().context("it has no `path`")?;
    let path = job.dir.join(path);
    std::fs::metadata(&path).with_context(|| format!("reading {}", path.display()))?;
    Ok(path)
}

fn here(job: &Job<'_>) -> Came {
    let entry = Entry {
        source: job.source.name.clone(),
        part: job.part(),
        address: job.place(),
        checked: clock::written(clock::now()),
        licence: job.source.licence.clone(),
        ..Entry::default()
    };
    Came { entry, ..Came::default() }
}

fn told(mut came: Came, tally: &Tally, taking: Taking<'_>) -> Came {
    came.changed = tally.read > 0;
    came.entry.done =
        Some(format!("{} read, {} unchanged, {} refused", tally.read, tally.unchanged, tally.refused));
    if came.changed {
        came.entry.fetched = Some(came.entry.checked.clone());
    }
    came.issues.extend(taking.issues);
    if tally.interrupted {
        came.entry.failed = Some("stopped; what was read is kept".into());
    }
    came
}

fn add(sum: &mut Tally, other: Tally) {
    sum.read += other.read;
    sum.unchanged += other.unchanged;
    sum.refused += other.refused;
    sum.claims += other.claims;
    sum.interrupted |= other.interrupted;
}

/// Takes documents of a source into the ledger.
struct Taking<'a> {
    job: &'a Job<'a>,
    store: Store,
    reader: evidence::Reader,
    known: HashSet<DocumentId>,
    redacted: HashSet<ContentHash>,
    issues: Vec<Issue>,
}

impl<'a> Taking<'a> {
    fn open(job: &'a Job<'a>) -> Result<Self> {
        let store = Store::open(job.dir)?;
        let reader = commands::reader(&job.case.vocabulary, &[], job.out)?;
        let known = store.known()?.into_keys().collect();
        let redacted = store.redactions()?.into_keys().collect();
        Ok(Self { job, store, reader, known, redacted, issues: Vec::new() })
    }

    fn with(mut self, issues: Vec<Issue>) -> Self {
        self.issues.extend(issues);
        self
    }

    /// What the source says of its documents.
    fn marked(&self) -> Received {
        let source = self.job.source;
        Received {
            publisher: source.publisher.clone(),
            licence: source.licence.clone(),
            tlp: source.marking(),
            ..Received::default()
        }
    }

    fn ingest(&mut self, files: &[PathBuf], given: &Received) -> Result<Tally> {
        let run = Run { reader: &self.reader, model: None, stop: self.job.stop, out: self.job.out };
        ingest(&mut self.store, &run, files, given)
    }

    /// Whether a document is still to be read: not there yet, and not taken out for good. Its file would come back with
    /// what a redaction took.
    fn is_wanted(&self, name: &str, bytes: &[u8]) -> bool {
        let hash = ContentHash::of(bytes);
        !self.known.contains(&DocumentId::derive(&[name, hash.as_str()])) && !self.redacted.contains(&hash)
    }

    /// Entries and messages, each as a file that says itself what it is.
    fn papers(&mut self, papers: Vec<Paper>) -> Step<Tally> {
        let source = self.job.source;
        let tlp: Option<Tlp> = source.marking();
        let marks = Marks { publisher: source.publisher.clone(), licence: source.licence.clone(), tlp };
        let (mut files, mut unchanged) = (Vec::new(), 0);
        for paper in &papers {
            let (name, bytes) = (paper.name("md"), paper.markdown(&marks));
            if !self.is_wanted(&name, bytes.as_bytes()) {
                unchanged += 1;
                continue;
            }
            let file = self.job.folder().join(name);
            write(&file, bytes.as_bytes())?;
            files.push(file);
        }
        let given = self.marked();
        let mut tally = self.ingest(&files, &given).map_err(|e| house(&e))?;
        tally.unchanged += unchanged;
        Ok(tally)
    }

    /// A file that came with a message.
    fn attached(&mut self, attached: &Attached) -> Step<Tally> {
        let name = attached.paper.name(attached.ending);
        if !self.is_wanted(&name, &attached.bytes) {
            return Ok(Tally { unchanged: 1, ..Tally::default() });
        }
        let file = self.job.folder().join(name);
        write(&file, &attached.bytes)?;
        self.one(&file, &attached.paper)
    }

    /// A file of its own, with what its entry or message says of it.
    fn one(&mut self, file: &std::path::Path, paper: &Paper) -> Step<Tally> {
        let (_, hash) = place::hash(file)?;
        if self.redacted.contains(&ContentHash::from_hex(hash)) {
            let _ = std::fs::remove_file(file);
            return Ok(Tally { unchanged: 1, ..Tally::default() });
        }
        let given = Received { published: paper.published, url: paper.url.clone(), ..self.marked() };
        self.ingest(&[file.to_owned()], &given).map_err(|e| house(&e))
    }
}
