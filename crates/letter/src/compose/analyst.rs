//! An analyst's own text, written in Markdown.

use crate::sheet::{Block, Inline};

/// Its blocks: paragraphs, set apart by empty lines.
pub(super) fn markdown(text: &str) -> Vec<Block> {
    let paragraph = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    let all = text.split("\n\n").map(paragraph).filter(|p| !p.is_empty());
    all.map(|words| Block::Paragraph(vec![Inline::Text(words)])).collect()
}
