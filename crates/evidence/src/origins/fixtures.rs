//! Documents for tests, as the document stage makes them: paragraphs parted by blank lines.

use crate::{Document, Received};

/// A document of plain text without metadata.
pub(super) fn document(name: &str, text: &str) -> Document {
    received(text, &Received { name: name.to_owned(), ..Received::default() })
}

/// A document of plain text with metadata.
pub(super) fn received(text: &str, received: &Received) -> Document {
    use crate::{Format, Language, Region, RegionKind};
    use base::{ContentHash, DocumentId, Tlp};
    let hash = ContentHash::of(text.as_bytes());
    let start = |p: &str| p.as_ptr() as usize - text.as_ptr() as usize;
    let regions = text
        .split("\n\n")
        .map(|p| start(p)..start(p) + p.len())
        .filter(|range| !range.is_empty())
        .map(|range| Region { kind: RegionKind::Paragraph, range, language: Language::Undetermined })
        .collect();
    Document {
        id: DocumentId::derive(&[&received.name, hash.as_str()]),
        name: received.name.clone(),
        hash,
        format: Format::Text,
        encoding: "UTF-8".into(),
        language: Language::Undetermined,
        title: None,
        publisher: received.publisher.clone(),
        published: received.published,
        url: None,
        licence: None,
        tlp: Tlp::Green,
        text: text.to_owned(),
        regions,
        citations: Vec::new(),
        doubts: Vec::new(),
    }
}
