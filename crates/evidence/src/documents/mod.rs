//! Bytes in, a document with its stored text, regions and citations out.

use crate::{Document, Format, Language, Region, RegionKind};
use base::{Checked, ContentHash, Date, DocumentId, Tlp};
use serde::{Deserialize, Serialize};

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

/// Reads `bytes` as a document.
pub(crate) fn open(bytes: &[u8], received: &Received) -> Result<Checked<Document>, Unreadable> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let hash = ContentHash::of(bytes);
    let regions = text
        .split("\n\n")
        .map(|p| {
            p.as_ptr() as usize - text.as_ptr() as usize
                ..p.as_ptr() as usize - text.as_ptr() as usize + p.len()
        })
        .filter(|r| !r.is_empty())
        .map(|range| Region { kind: RegionKind::Paragraph, range, language: Language::Undetermined })
        .collect();
    Ok(Checked::clean(Document {
        id: DocumentId::derive(&[&received.name, hash.as_str()]),
        name: received.name.clone(),
        hash,
        format: Format::Text,
        encoding: "UTF-8".into(),
        language: Language::Undetermined,
        title: None,
        publisher: received.publisher.clone(),
        published: received.published,
        url: received.url.clone(),
        licence: received.licence.clone(),
        tlp: received.tlp.unwrap_or(Tlp::Amber),
        text,
        regions,
        citations: Vec::new(),
    }))
}
