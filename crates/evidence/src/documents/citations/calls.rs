//! Calls of notes in the running text.

use crate::RegionKind;
use crate::documents::Block;
use crate::documents::labels::{self, Style};
use std::ops::Range;

/// A call: where it stands, the key it names, and where its block begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Call {
    pub range: Range<usize>,
    pub key: String,
    pub named: bool,
    pub block: usize,
}

/// The calls in headings, paragraphs and list items, in order; `[1, 3]` gives two with one range.
pub(super) fn find(text: &str, blocks: &[Block]) -> Vec<Call> {
    let running = |b: &&Block| !matches!(b.kind, RegionKind::Citation | RegionKind::Furniture);
    let mut out = Vec::new();
    for block in blocks.iter().filter(running) {
        in_block(text, block.range.clone(), &mut out);
    }
    out
}

fn in_block(text: &str, block: Range<usize>, out: &mut Vec<Call>) {
    let mut from = block.start;
    while let Some(at) = next_mark(&text[from..block.end]).map(|o| from + o) {
        let at = if text[block.start..at].ends_with('^') { at - 1 } else { at };
        match labels::at_start(&text[at..block.end]).filter(|l| is_call(text, at, l)) {
            Some(label) => {
                let range = at..at + label.len;
                from = range.end;
                let named = label.style == Style::Markdown;
                out.extend(label.keys.into_iter().map(|key| Call {
                    range: range.clone(),
                    key,
                    named,
                    block: block.start,
                }));
            }
            None => from = text[at..].chars().next().map_or(block.end, |c| at + c.len_utf8()).max(from + 1),
        }
        from = text.ceil_char_boundary(from).min(block.end);
    }
}

/// The next byte that a label may start at: `[`, or the lead byte of a superscript digit.
fn next_mark(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut from = 0;
    loop {
        let at = from + bytes[from..].iter().position(|b| matches!(b, b'[' | 0xC2 | 0xE2))?;
        if bytes[at] == b'[' || text[at..].chars().next().is_some_and(|c| labels::superscript(c).is_some()) {
            return Some(at);
        }
        from = at + 1;
    }
}

/// Superscripts after a unit of length or a ten are powers.
fn is_call(text: &str, at: usize, label: &labels::Label) -> bool {
    if label.style != Style::Superscript {
        return true;
    }
    let before = &text[..at];
    let word_at = before
        .rfind(|c: char| !c.is_alphanumeric())
        .map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8));
    let word = &before[word_at..];
    let unit = matches!(word, "m" | "km" | "cm" | "mm" | "dm" | "10" | "ft" | "mi");
    let glued = before.chars().next_back().is_some_and(|c| !c.is_whitespace());
    glued && !unit && !label.keys.iter().any(|k| k.starts_with('0'))
}
