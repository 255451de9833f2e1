//! Values of a sheet as the template names them.

use crate::sheet::{ListKind, Mark};
use base::Tlp;

/// Words cut to a length, without the places to break that were put in.
pub(super) fn cut(words: &str, most: usize) -> String {
    if words.chars().count() <= most {
        return words.to_owned();
    }
    let kept: String = words.chars().filter(|c| *c != '\u{200b}').take(most - 1).collect();
    format!("{}…", kept.trim_end())
}

/// Points of the cover's title: a title of 300 characters takes a third of the page.
pub(super) fn title_size(characters: usize) -> usize {
    match characters {
        0..=40 => 32,
        41..=80 => 27,
        81..=160 => 21,
        _ => 16,
    }
}

/// Colours of the labels: FIRST, Traffic Light Protocol 2.0.
pub(super) fn colour(tlp: Tlp) -> &'static str {
    match tlp {
        Tlp::Clear => "#ffffff",
        Tlp::Green => "#33ff00",
        Tlp::Amber | Tlp::AmberStrict => "#ffc000",
        Tlp::Red => "#ff2b2b",
    }
}

/// What the template calls a mark.
pub(super) fn sign(mark: Mark) -> &'static str {
    match mark {
        Mark::Good => "good",
        Mark::Watch => "watch",
        Mark::Bad => "bad",
        Mark::Denied => "denied",
        Mark::Unknown => "unknown",
    }
}

/// What the template calls a kind of list.
pub(super) fn list_name(kind: ListKind) -> &'static str {
    match kind {
        ListKind::Points => "points",
        ListKind::Numbered => "numbered",
        ListKind::Dated => "dated",
        ListKind::Questions => "questions",
        ListKind::Sources => "sources",
        ListKind::Boxed => "boxed",
    }
}

/// The language of a BCP 47 tag, if Typst can hold it: two or three letters.
pub(super) fn tongue(tag: &str) -> Option<String> {
    let first = tag.split(['-', '_']).next()?.to_ascii_lowercase();
    let known = (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_lowercase());
    (known && first != "und").then_some(first)
}

/// Whether an address may be linked to.
pub(super) fn is_web(url: &str) -> bool {
    let plain = url.chars().all(|c| !c.is_control() && !c.is_whitespace());
    plain && url.len() <= 2048 && (url.starts_with("https://") || url.starts_with("http://"))
}
