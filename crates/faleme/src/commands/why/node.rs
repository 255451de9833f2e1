//! One step of a trail, and how it prints.

use base::{CharIndex, Span};
use evidence::Document;
use serde::Serialize;

/// One step, and what it rests on.
#[derive(Debug, Serialize)]
pub struct Node {
    /// What it is called.
    pub id: String,
    kind: &'static str,
    text: String,
    #[serde(flatten)]
    /// Where it stands, if it is a quote.
    pub place: Option<Place>,
    /// What it rests on.
    pub from: Vec<Node>,
}

/// Where a quote stands.
#[derive(Debug, Serialize)]
pub struct Place {
    document: String,
    #[serde(flatten)]
    span: Span,
    /// The whole paragraph.
    paragraph: String,
    /// Where the quote stands in it, in code points.
    within: Span,
}

impl Node {
    /// A step.
    pub fn new(id: impl Into<String>, kind: &'static str, text: impl Into<String>, from: Vec<Node>) -> Self {
        Self { id: id.into(), kind, text: text.into(), place: None, from }
    }

    /// The steps as an indented tree, each quote inside its paragraph.
    pub fn tree(&self) -> String {
        let mut out = String::new();
        self.push(0, &mut out);
        out
    }

    fn push(&self, depth: usize, out: &mut String) {
        let indent = "  ".repeat(depth);
        let text = self.place.as_ref().map_or_else(|| self.text.clone(), Place::marked);
        out.push_str(&format!("{indent}{} {}: {}\n", self.kind, self.id, text.replace('\n', " ")));
        for step in &self.from {
            step.push(depth + 1, out);
        }
    }
}

impl Place {
    /// The paragraph with the quote set off: `before [[quote]] after`.
    fn marked(&self) -> String {
        let Span { start, end } = self.within;
        let part = |from: usize, to: usize| -> String {
            self.paragraph.chars().skip(from).take(to.saturating_sub(from)).collect()
        };
        format!("{}[[{}]]{}", part(0, start), part(start, end), part(end, usize::MAX))
    }
}

/// The paragraph around a span; the lines around it where no region holds it.
pub fn place(document: &Document, span: Span) -> Option<Place> {
    let text = &document.text;
    let index = CharIndex::new(text);
    let range = index.bytes(span)?;
    let holds = |r: &&evidence::Region| r.range.start <= range.start && range.end <= r.range.end;
    let paragraph = document.regions.iter().find(holds).map(|r| r.range.clone()).unwrap_or_else(|| {
        let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[range.end..].find('\n').map_or(text.len(), |at| range.end + at);
        start..end
    });
    let outer = index.span(&paragraph);
    let within =
        Span { start: span.start.checked_sub(outer.start)?, end: span.end.checked_sub(outer.start)? };
    Some(Place { document: document.name.clone(), span, paragraph: text.get(paragraph)?.to_owned(), within })
}
