//! What a block of plain text is: heading, list item, furniture, or a paragraph.

use super::address::is_address;
use super::lexicon::{FURNITURE, FURNITURE_ANYWHERE, FURNITURE_CONTACT};
use super::{labels, metadata};
use crate::RegionKind;
use std::collections::BTreeSet;
use std::ops::Range;

/// The longest block, in bytes, that is looked at as furniture; the longest as a heading.
const FURNITURE_MAX: usize = 300;
const HEADING_MAX: usize = 140;
const HEADING_WORDS: usize = 18;

/// The kind of one block by itself; citations are told apart later, from their neighbours too.
pub(super) fn of(block: &str) -> RegionKind {
    if is_furniture(block) || is_address(block) {
        RegionKind::Furniture
    } else if block.starts_with('#') && looks_like_heading(block.trim_start_matches('#')) {
        RegionKind::Heading
    } else if list_marker(block) > 0 {
        RegionKind::ListItem
    } else if looks_like_heading(block) {
        RegionKind::Heading
    } else {
        RegionKind::Paragraph
    }
}

/// Short, begins like a title, has no final stop, and is no date line.
pub(super) fn looks_like_heading(block: &str) -> bool {
    let block = block.trim();
    if block.len() > HEADING_MAX || block.ends_with(['.', '!', ';', ',', '…']) {
        return false;
    }
    let first = block.chars().find(|c| c.is_alphanumeric());
    let opens = first.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || !c.is_lowercase());
    opens
        && block.contains(char::is_alphabetic)
        && (!block.ends_with(':') || block.len() <= 60)
        && block.split_whitespace().count() <= HEADING_WORDS
        && block.lines().count() <= 3
        && !metadata::is_date_line(block)
        && !block.contains("://")
}

/// Length of the marker that opens a list item (`- `, `• `, `* `, `1) `, `2. `), with its space; 0 without one.
pub(super) fn list_marker(block: &str) -> usize {
    let mut chars = block.chars();
    let Some(first) = chars.next() else { return 0 };
    if matches!(first, '-' | '–' | '•' | '*' | '‣' | '▪' | '●' | '◦' | '·' | '+' | '➢') {
        let rest = chars.as_str();
        let spaces = rest.len() - rest.trim_start().len();
        return if spaces > 0 { first.len_utf8() + spaces } else { 0 };
    }
    let digits = block.bytes().take_while(u8::is_ascii_digit).count();
    let open = usize::from(first.is_ascii_lowercase());
    let label = digits.max(open);
    if !(1..=3).contains(&label) {
        return 0;
    }
    let closers: &[u8] = if digits > 0 { b".)" } else { b")" };
    let closed = block.as_bytes().get(label).is_some_and(|b| closers.contains(b));
    if closed && block.as_bytes().get(label + 1) == Some(&b' ') { label + 2 } else { 0 }
}

/// Menu, sharing, comment, contact, copyright and licence lines, captions and rules.
pub(super) fn is_furniture(block: &str) -> bool {
    if block.len() > FURNITURE_MAX || labels::opens_with_label(block) {
        return false;
    }
    if !block.contains(char::is_alphanumeric) || block.starts_with("![") || block.starts_with("<!--") {
        return true;
    }
    let folded = base::fold(block);
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric() && c != '©');
    let opening = folded.trim_start_matches(['*', ' ', '|', '>']);
    FURNITURE.whole.contains(bare)
        || FURNITURE.start.iter().any(|s| opening.starts_with(s.as_str()))
        || FURNITURE_ANYWHERE.is_match(&folded)
        || contact_marks(&folded) >= 2
}

/// How many marks of a contact line (`tel :`, `BP :`, `@`, `www.`) stand in a folded line, each counted once.
fn contact_marks(folded: &str) -> usize {
    let found = FURNITURE_CONTACT.find_overlapping_iter(folded);
    found.filter(|m| is_mark(folded, m.range())).map(|m| m.pattern()).collect::<BTreeSet<_>>().len()
}

fn is_mark(folded: &str, range: Range<usize>) -> bool {
    let mark = &folded[range.clone()];
    let free = folded[..range.start].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    if !mark.ends_with(char::is_alphanumeric) {
        return free || mark == "@";
    }
    let after = folded[range.end..].trim_start_matches([' ', '.']);
    free && (after.starts_with([':', '+']) || mark == "bp" && after.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_of_two_languages() {
        for line in [
            "Imprimer cette page",
            "*Laisser un commentaire*",
            "SHARE",
            "© 2025 Some House",
            "Tel : +221 00 000 00 00",
            "12 rue X, BP : 123 ; Tel : 44",
            "Nous utilisons des cookies pour mesurer l’audience.",
            "***",
            "www.example.org",
            "https://example.org/a",
            "Copyright - Some Institute September 2025",
        ] {
            assert_eq!(of(line), RegionKind::Furniture, "{line}");
        }
    }

    #[test]
    fn sentences_are_not_furniture() {
        for line in [
            "Share prices fell in Bamako on Monday.",
            "The contact group met in Kayes.",
            "Le partage des eaux a repris.",
            "Le prix du sac a monté : 30 000 francs.",
            "Home deliveries have stopped.",
        ] {
            assert_eq!(of(line), RegionKind::Paragraph, "{line}");
        }
    }

    #[test]
    fn headings_and_items() {
        assert_eq!(of("## Ce que l’on sait"), RegionKind::Heading);
        assert_eq!(of("Ce que l’on sait"), RegionKind::Heading);
        assert_eq!(of("3 juillet 2025"), RegionKind::Paragraph);
        for item in ["- un", "• un", "1) one", "2. deux camions ont brûlé", "* un"] {
            assert_eq!(of(item), RegionKind::ListItem, "{item}");
        }
        assert_eq!(list_marker("-un"), 0);
        assert_eq!(list_marker("2025. Une année"), 0);
    }
}
