//! Bytes in, a document with its stored text, regions and citations out.

mod address;
mod blocks;
mod citations;
mod dates;
mod encoding;
mod format;
mod front;
mod guard;
mod html;
mod kinds;
mod labels;
mod language;
mod lexicon;
mod metadata;
mod page;
mod pdf;
mod reflow;
mod unfold;

use crate::{Document, Format, Language, Region, RegionKind};
use base::{Checked, ContentHash, Date, DocumentId, Issue, Tlp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;

/// The largest file that is read, in bytes (64 MiB): about 20 000 pages of plain text; what is larger is a mistake
/// or an archive, and reading it would take several times its size in memory.
pub const LARGEST: usize = 64 << 20;

/// Issues of one code beyond this many are counted and not listed.
const ISSUES_PER_CODE: usize = 50;

/// A shorter paragraph, in bytes, has its document's language.
const PROSE_MIN: usize = 40;

/// What is known of a document apart from its bytes; what is given here wins over what the text says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Received {
    /// File name without its folder.
    pub name: String,
    /// Publication date.
    pub published: Option<Date>,
    /// Publisher.
    pub publisher: Option<String>,
    /// Where it was found.
    pub url: Option<String>,
    /// Licence.
    pub licence: Option<String>,
    /// Marking.
    pub tlp: Option<Tlp>,
}

/// Why a document cannot be read. Nothing of it is kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Unreadable {
    /// Stable name, such as `document.empty`.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: &'static str,
}

impl Unreadable {
    fn new(code: &'static str, message: impl Into<String>, help: &'static str) -> Self {
        Self { code, message: message.into(), help }
    }
}

/// A part of the text before its language is known.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Block {
    range: Range<usize>,
    kind: RegionKind,
}

/// A text taken out of its file, with what the file says of it.
#[derive(Debug, Default)]
struct Source {
    text: String,
    encoding: &'static str,
    blocks: Vec<Block>,
    stated: metadata::Stated,
    /// The language to fall back on where the text does not tell its own.
    fallback_language: Option<Language>,
    issues: Vec<Issue>,
}

/// Reads `bytes` as a document.
pub(crate) fn open(bytes: &[u8], received: &Received) -> Result<Checked<Document>, Unreadable> {
    refuse_size(bytes)?;
    let format = format::tell(bytes, &received.name);
    let source = match format {
        Format::Text | Format::Markdown => from_text(bytes, format)?,
        Format::Html => html::read(bytes)?,
        Format::Pdf => pdf::read(bytes)?,
    };
    if source.text.trim().is_empty() {
        return Err(Unreadable::new(
            "document.blank",
            "the file holds white space only",
            "look whether it was saved whole",
        ));
    }
    Ok(assemble(bytes, received, format, source))
}

fn refuse_size(bytes: &[u8]) -> Result<(), Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::new(
            "document.empty",
            "the file is empty",
            "look whether it was saved or downloaded whole",
        ));
    }
    if bytes.len() > LARGEST {
        let message = format!("the file has {} MiB; the limit is {} MiB", bytes.len() >> 20, LARGEST >> 20);
        return Err(Unreadable::new(
            "document.too_large",
            message,
            "split it, or name the documents it holds one by one",
        ));
    }
    Ok(())
}

fn from_text(bytes: &[u8], format: Format) -> Result<Source, Unreadable> {
    let decoded = encoding::decode(bytes, None)?;
    let mut issues: Vec<Issue> = decoded.issue.into_iter().collect();
    let front = if format == Format::Markdown {
        front::read(&decoded.text, &mut issues)
    } else {
        front::Front::default()
    };
    let blocks = text_blocks(&decoded.text, front.end);
    Ok(Source {
        blocks,
        stated: front.into(),
        issues,
        encoding: decoded.encoding,
        text: decoded.text,
        fallback_language: None,
    })
}

/// The blocks of plain text or Markdown whose front matter ends at `from`.
fn text_blocks(text: &str, from: usize) -> Vec<Block> {
    let front = blocks::trimmed(text, 0..from);
    let front = (!front.is_empty()).then_some(Block { range: front, kind: RegionKind::Furniture });
    let body = blocks::split(text, from);
    let body = body.into_iter().map(|range| Block { kind: kinds::of(&text[range.clone()]), range });
    let mut blocks: Vec<Block> = front.into_iter().chain(body).collect();
    numbered_headings(text, &mut blocks);
    blocks
}

/// `1. Introduction` alone between paragraphs is a heading, not a list of one.
fn numbered_headings(text: &str, blocks: &mut [Block]) {
    let listed: Vec<bool> = blocks.iter().map(|b| b.kind == RegionKind::ListItem).collect();
    for i in (0..blocks.len()).filter(|&i| listed[i]) {
        let beside = (i > 0 && listed[i - 1]) || listed.get(i + 1) == Some(&true);
        let words = &text[blocks[i].range.clone()];
        if !beside && words.starts_with(|c: char| c.is_ascii_digit()) && kinds::looks_like_heading(words) {
            blocks[i].kind = RegionKind::Heading;
        }
    }
}

fn assemble(bytes: &[u8], received: &Received, format: Format, source: Source) -> Checked<Document> {
    let Source { text, encoding, blocks, stated, fallback_language, mut issues } = source;
    let hash = ContentHash::of(bytes);
    let id = DocumentId::derive(&[&received.name, hash.as_str()]);
    let (blocks, notes) = citations::mark(&text, blocks);
    let citations = citations::collect(&id, &text, &blocks, &notes, &mut issues);
    let (language, regions) = regions(&text, &blocks, stated.language, fallback_language);
    let facts = metadata::gather(&text, &blocks, &citations, stated, received, &mut issues);
    let mut document = Document {
        id,
        name: received.name.clone(),
        hash,
        format,
        encoding: encoding.to_owned(),
        language,
        title: facts.title,
        publisher: facts.publisher,
        published: facts.published,
        url: facts.url,
        licence: facts.licence,
        tlp: facts.tlp,
        text,
        regions,
        citations,
        doubts: Vec::new(),
    };
    issues.extend(citations::note_doubts(&mut document));
    Checked { issues: limited(issues, &document.name), value: document }
}

/// The document's language (the one most of it is in, if not stated) and its regions with their own.
fn regions(
    text: &str,
    blocks: &[Block],
    stated: Option<Language>,
    fallback: Option<Language>,
) -> (Language, Vec<Region>) {
    let own: Vec<_> = blocks.iter().map(|b| language_of(text, b)).collect();
    let mut bytes = BTreeMap::new();
    for (block, language) in blocks.iter().zip(&own).filter(|(b, _)| b.kind != RegionKind::Furniture) {
        *bytes.entry(language.unwrap_or(Language::Undetermined)).or_insert(0) +=
            language.map_or(0, |_| block.range.len());
    }
    let most = predominant(&bytes);
    let whole = || language::of(&text[..text.floor_char_boundary(2000)]);
    let main = stated.or(most).or_else(whole).or(fallback).unwrap_or(Language::Undetermined);
    let regions = blocks.iter().zip(own).map(|(b, language)| Region {
        kind: b.kind,
        range: b.range.clone(),
        language: language.unwrap_or(main),
    });
    (main, regions.collect())
}

/// The language of most bytes; another language than French and English only if it has more than both.
fn predominant(bytes: &BTreeMap<Language, usize>) -> Option<Language> {
    let of = |language| bytes.get(&language).copied().unwrap_or(0);
    let (french, english) = (of(Language::French), of(Language::English));
    match (french.max(english), of(Language::Undetermined)) {
        (0, 0) => None,
        (_, other) if other > french + english => Some(Language::Undetermined),
        _ if french > english => Some(Language::French),
        _ => Some(Language::English),
    }
}

fn language_of(text: &str, block: &Block) -> Option<Language> {
    let words = &text[block.range.clone()];
    match block.kind {
        // The words of an address are often in another language than the note.
        RegionKind::Citation => language::of_title(words.split("://").next().unwrap_or(words)),
        RegionKind::Heading | RegionKind::Furniture => language::of_title(words),
        RegionKind::Paragraph | RegionKind::ListItem if words.len() >= PROSE_MIN => language::of(words),
        RegionKind::Paragraph | RegionKind::ListItem => None,
    }
}

/// Names the file in every issue, and counts instead of listing what is said too often.
fn limited(issues: Vec<Issue>, name: &str) -> Vec<Issue> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut out = Vec::new();
    for issue in issues {
        let count = seen.entry(issue.code.clone()).or_insert(0);
        *count += 1;
        if *count <= ISSUES_PER_CODE {
            out.push(issue.in_file(name));
        }
    }
    let more = seen.into_iter().filter(|(_, n)| *n > ISSUES_PER_CODE);
    out.extend(more.map(|(code, n)| {
        Issue::note(&code, format!("and {} more of these", n - ISSUES_PER_CODE)).in_file(name)
    }));
    out
}

/// Line numbers of a text.
struct Lines(Vec<usize>);

impl Lines {
    fn new(text: &str) -> Self {
        Self(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i).collect())
    }

    /// The line, from 1, that byte `at` is on.
    fn of(&self, at: usize) -> usize {
        self.0.partition_point(|&newline| newline < at) + 1
    }
}
