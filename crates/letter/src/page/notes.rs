//! Footnotes and sources.

use super::desk::Desk;
use super::lines::{Spoken, Sure};
use super::numbering::Called;
use crate::words::{count, say_date};
use crate::{Dependence, Source, Support};
use base::{DocumentId, Interval, Modality};
use serde::Serialize;

/// Who published a document, what and when.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Published {
    pub publisher: Option<String>,
    pub title: Option<Spoken>,
    pub when: Option<String>,
    /// Only `http` and `https` are linked.
    pub link: Option<String>,
    /// Any other address, printed as text.
    pub address: Option<String>,
    pub document: String,
}

/// A footnote.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Footnote {
    pub number: usize,
    pub id: String,
    /// `None`: withheld.
    pub quote: Option<Spoken>,
    pub modality: Option<String>,
    pub recall: bool,
    pub published: Published,
    pub grade: Option<Sure>,
    /// Anchors of its calls.
    pub calls: Vec<String>,
}

/// A line of the sources.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SourceLine {
    pub published: Published,
    pub reliability: String,
    pub meaning: String,
    pub reason: Option<Spoken>,
    pub language: String,
    pub depends: Option<String>,
    pub origin: String,
    pub copy: bool,
}

pub(super) fn footnotes(desk: &Desk<'_>) -> Vec<Footnote> {
    desk.numbering.called().iter().enumerate().map(|(at, called)| footnote(desk, at + 1, called)).collect()
}

fn footnote(desk: &Desk<'_>, number: usize, called: &Called<'_>) -> Footnote {
    let note = called.note;
    let said = note.modality.filter(|&m| m != Modality::Asserted);
    let grade = note.credibility.map(|credibility| {
        desk.sure(&Support { reliability: note.reliability, credibility, ..Support::default() })
    });
    Footnote {
        number,
        id: note.id.as_str().to_owned(),
        quote: note.quote.as_ref().map(Spoken::quote),
        modality: said.map(|m| desk.messages.word("modality", m)),
        recall: note.recall,
        published: published(desk, &note.document),
        grade,
        calls: (1..=called.calls).map(|call| format!("call-{number}-{call}")).collect(),
    }
}

/// What is known of a document's publication.
pub(super) fn published(desk: &Desk<'_>, document: &DocumentId) -> Published {
    let source = desk.findings.sources.iter().find(|s| s.document == *document);
    let url = source.and_then(|s| s.url.clone());
    let web = url.as_deref().is_some_and(|u| u.starts_with("https://") || u.starts_with("http://"));
    Published {
        publisher: source.and_then(|s| s.publisher.clone()),
        title: source.map(|s| Spoken::quote(&s.title)),
        when: source.and_then(|s| s.published).map(|d| say_date(desk.messages, &Interval::day(d))),
        link: url.clone().filter(|_| web),
        address: url.filter(|_| !web),
        document: document.as_str().to_owned(),
    }
}

pub(super) fn sources(desk: &Desk<'_>) -> Vec<SourceLine> {
    desk.findings.sources.iter().map(|source| source_line(desk, source)).collect()
}

fn source_line(desk: &Desk<'_>, source: &Source) -> SourceLine {
    let reliability = source.reliability.to_string();
    SourceLine {
        published: published(desk, &source.document),
        meaning: desk.messages.name("reliability", &reliability),
        reliability,
        reason: source.reason.as_ref().map(Spoken::plain),
        language: desk.messages.name("language", &source.title.lang),
        depends: source.depends.as_ref().map(|d| depends(desk, d)),
        origin: source.origin.as_str().to_owned(),
        copy: source.depends.is_some(),
    }
}

fn depends(desk: &Desk<'_>, on: &Dependence) -> String {
    let kind = crate::words::spelled(on.kind);
    let other = desk.findings.sources.iter().find(|s| s.document == on.on);
    let named = other.and_then(|s| s.publisher.clone()).unwrap_or_else(|| on.on.as_str().to_owned());
    desk.messages.tell(&format!("depends-{kind}"), [("document", named.into())])
}

/// "42 lines left out" and the like: a count of what is not known.
pub(super) fn gap(desk: &Desk<'_>, key: &str, n: usize) -> String {
    desk.messages.tell(key, [("n", count(n))])
}
