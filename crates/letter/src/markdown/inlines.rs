//! Words within a block.

use super::escape::{address, escape, within};
use crate::sheet::{Inline, Mark};
use crate::words::quoted;

/// The pieces of a line, one after the other.
pub(super) fn inlines(all: &[Inline]) -> String {
    all.iter().map(inline).collect()
}

fn inline(one: &Inline) -> String {
    match one {
        Inline::Text(words) | Inline::Soft(words) => escape(words),
        Inline::Strong(words) => within("**", &escape(words)),
        Inline::Reserve(words) => within("*", &escape(words)),
        Inline::Quote { text, lang } => escape(&quoted(text, lang)),
        Inline::Title { text, lang, url } => title(&escape(&quoted(text, lang)), url.as_deref()),
        Inline::Call(numbers) => numbers.iter().map(|n| format!("[^{n}]")).collect(),
        Inline::Id(id) if id.contains('`') => escape(id),
        Inline::Id(id) => format!("`{}`", id.replace(['\n', '|'], " ")),
        Inline::Grade { grade, .. } => escape(grade),
        Inline::Badge { mark, word } => format!("{} {}", sign(*mark), within("**", &escape(word))),
        Inline::Link { text, .. } => format!("→ {}", escape(text)),
    }
}

fn title(words: &str, url: Option<&str>) -> String {
    match url.filter(|u| u.starts_with("https://") || u.starts_with("http://")) {
        Some(url) => format!("[{words}]({})", address(url)),
        None => words.to_owned(),
    }
}

/// A sign that differs in shape, as on the page.
fn sign(mark: Mark) -> char {
    match mark {
        Mark::Good => '□',
        Mark::Watch => '◐',
        Mark::Bad => '●',
        Mark::Denied => '✕',
        Mark::Unknown => '?',
    }
}
