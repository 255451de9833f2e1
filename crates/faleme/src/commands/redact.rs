//! `redact`: content leaves the case for good.

mod mask;

use crate::case::Case;
use crate::cli::Redact;
use crate::clock;
use crate::commands::letter;
use crate::commands::review::signer;
use crate::output::Output;
use crate::store::{Redaction, Removal, Row, Store};
use anyhow::{Context, Result, bail};
use base::{CharIndex, ClaimId, ContentHash, DocumentId, Issue};
use evidence::Reading;
use mask::{mask_all, mask_document};
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Serialize)]
struct Done {
    redactions: Vec<Redaction>,
    documents: usize,
    claims: usize,
    letters: usize,
    files: Vec<String>,
}

/// Removes a document, or the words of a claim or citation wherever they stand.
pub fn run(args: &Redact, out: Output) -> Result<ExitCode> {
    let case = Case::load(&args.dir)?;
    let mut store = Store::open(&args.dir)?;
    let by = signer(&args.signed)?;
    let mark = |hash: ContentHash| Redaction {
        id: args.id.clone(),
        hash,
        on: clock::today(),
        by: by.clone(),
        why: args.signed.why.trim().to_owned(),
    };
    let words = words(&store, &args.id)?;
    let removal = match &words {
        None => whole_documents(&store, &args.id, mark)?,
        Some(words) => words_everywhere(&store, words, mark)?,
    };
    let letters = store.redact(&removal)?;
    letters.iter().for_each(|file| withdraw(&args.dir.join(file), &removal, out));
    let folders: BTreeSet<PathBuf> =
        letters.iter().filter_map(|file| Some(args.dir.join(file).parent()?.to_owned())).collect();
    for folder in folders.iter().filter(|folder| folder.join(letter::INDEX).exists()) {
        if let Err(error) = letter::index(&store, &case, (&args.dir, folder)) {
            out.note(format!("the list of letters still links what is withdrawn: {error:#}"));
        }
    }
    drop_drafts(&args.dir.join("letters"), out);
    let files =
        if args.keep_files { Vec::new() } else { clean_files(&args.dir, &removal, words.as_deref(), out) };
    let done = Done {
        documents: removal.documents.len() + removal.masked.len(),
        claims: removal.claims.len(),
        letters: letters.len(),
        files,
        redactions: removal.redactions,
    };
    out.result(&done, || summary(&done))?;
    if done.letters > 0 {
        out.note(format!(
            "{} letters quoted it and are withdrawn: faleme letter issues a new one",
            done.letters
        ));
    }
    Ok(ExitCode::SUCCESS)
}

fn summary(done: &Done) -> String {
    let Done { documents, claims, letters, files, .. } = done;
    format!("redacted in {documents} documents: {claims} claims, {letters} letters, {} files", files.len())
}

/// The words to remove; `None` when the id names a whole document.
fn words(store: &Store, id: &str) -> Result<Option<String>> {
    let document = DocumentId::parse(id);
    if store.document(&document)?.is_some() {
        return Ok(None);
    }
    if let Some(claim) = store.claim(&ClaimId::parse(id))? {
        return Ok(Some(claim.quote));
    }
    for document in store.documents(None, false)? {
        if let Some(citation) = document.citations.iter().find(|c| c.id.as_str() == id) {
            let kept = store.document(&document.id)?.context("the document of the citation is gone")?;
            return Ok(kept.document.text.get(citation.range.clone()).map(str::to_owned));
        }
    }
    bail!("there is no document, claim or citation `{id}` in this case")
}

fn whole_documents(store: &Store, id: &str, mark: impl Fn(ContentHash) -> Redaction) -> Result<Removal> {
    let kept = store.document(&DocumentId::parse(id))?.context("the document is gone")?;
    let hash = kept.document.hash;
    let documents = store.documents_of(&hash)?;
    let mut removal = Removal { redactions: vec![mark(hash)], ..Removal::default() };
    for claim in store.claims(&Default::default())?.into_iter().filter(|c| documents.contains(&c.document)) {
        removal.traces.extend([claim.id.to_string(), claim.quote]);
        removal.claims.push(claim.id);
    }
    removal.traces.extend(documents.iter().map(ToString::to_string));
    removal.documents = documents;
    Ok(removal)
}

fn words_everywhere(store: &Store, words: &str, mark: impl Fn(ContentHash) -> Redaction) -> Result<Removal> {
    let mut removal = Removal { traces: vec![words.to_owned(), escaped(words)], ..Removal::default() };
    let all = store.claims(&Default::default())?;
    for id in store.documents_holding(words)? {
        let Some(kept) = store.document(&id)? else { continue };
        let mut document = kept.document;
        removal.redactions.push(mark(document.hash.clone()));
        let plain = kept.bytes.as_deref() == Some(document.text.as_bytes());
        let gone = mask_document(&mut document, words);
        let index = CharIndex::new(&document.text);
        let spans: Vec<_> = gone.iter().map(|range| index.span(range)).collect();
        let (lost, left): (Vec<_>, Vec<_>) = all
            .iter()
            .filter(|c| c.document == id)
            .cloned()
            .partition(|c| c.quote.contains(words) || spans.iter().any(|s| s.overlap(c.span) > 0));
        removal.traces.extend(lost.iter().map(|c| c.id.to_string()));
        removal.claims.extend(lost.into_iter().map(|c| c.id));
        let hash = ContentHash::of(document.text.as_bytes()).to_string();
        let bytes = plain.then(|| document.text.clone().into_bytes());
        let reading = Reading { document, dates: Vec::new(), places: Vec::new(), claims: left };
        let mut row = Row::new(bytes, &kept.received, reading);
        row.set_masked(hash);
        removal.masked.push(row);
    }
    Ok(removal)
}

/// The words as a letter's HTML spells them.
fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A letter that quoted it says no more than that it did.
fn withdraw(file: &Path, removal: &Removal, out: Output) {
    let why = removal.redactions.first().map(|r| format!("{}: {}", r.on, r.why)).unwrap_or_default();
    let (why, mut failed) = (escaped(&why), Vec::new());
    let page = format!(
        "<!doctype html><meta charset=\"utf-8\"><title>Withdrawn</title><p>Retirée · Withdrawn ({why})</p>\n"
    );
    let findings = file.with_file_name("findings.json");
    let is_page = file.extension().is_some_and(|e| e == "html");
    for (path, content) in [(file.to_owned(), is_page.then_some(page.as_str())), (findings, Some("null\n"))] {
        let changed = |content: Option<&str>| match content {
            Some(content) => std::fs::write(&path, content),
            None => std::fs::remove_file(&path),
        };
        if path.exists() && changed(content).is_err() {
            failed.push(path);
        }
    }
    failed.iter().for_each(|path| still_there(path, out));
}

/// Drafts are not kept, so nobody knows what they hold: they go.
fn drop_drafts(folder: &Path, out: Output) {
    let is_draft = |path: &PathBuf| {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        name.starts_with("letter-draft.") || name == "findings-draft.json"
    };
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    for path in files.filter(is_draft) {
        if std::fs::remove_file(&path).is_err() {
            still_there(&path, out);
        }
    }
}

/// Files inside the case folder that still hold it: plain text is masked, anything else deleted. Returns those changed.
fn clean_files(dir: &Path, removal: &Removal, words: Option<&str>, out: Output) -> Vec<String> {
    let (files, _) = crate::files::list(&[dir.join("sources"), dir.join("data")]);
    let holds = |bytes: &[u8]| removal.redactions.iter().any(|r| r.hash == ContentHash::of(bytes));
    let mut cleaned = Vec::new();
    for path in files {
        let Ok(bytes) = crate::files::load(&path) else { continue };
        if !holds(&bytes) {
            continue;
        }
        if clean(&path, &bytes, words).is_ok() {
            cleaned.push(path.display().to_string());
        } else {
            still_there(&path, out);
        }
    }
    cleaned
}

fn clean(path: &PathBuf, bytes: &[u8], words: Option<&str>) -> std::io::Result<()> {
    match (words, std::str::from_utf8(bytes)) {
        (Some(words), Ok(text)) if text.contains(words) => std::fs::write(path, mask_all(text, words)),
        _ => std::fs::remove_file(path),
    }
}

fn still_there(path: &Path, out: Output) {
    let issue = Issue::error("redact.file", "still holds what was redacted and could not be changed");
    out.issue(&issue.in_file(path.display().to_string()).help("delete it"));
}

#[cfg(test)]
mod tests;
