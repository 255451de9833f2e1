//! Masking: each letter gives way to a sign of the same length in UTF-8, so that every other offset stays true.

use evidence::Document;
use std::ops::Range;

/// `text` with every occurrence of `words` masked; as many bytes and code points as before.
pub fn mask_all(text: &str, words: &str) -> String {
    mask(text, &find_all(text, words))
}

/// Masks `words` in a document's text, and whatever its metadata took from there. Returns the ranges masked.
pub fn mask_document(document: &mut Document, words: &str) -> Vec<Range<usize>> {
    let ranges = find_all(&document.text, words);
    document.text = mask(&document.text, &ranges);
    let touches = |range: &Range<usize>| ranges.iter().any(|r| r.start < range.end && range.start < r.end);
    for citation in document.citations.iter_mut().filter(|c| touches(&c.range)) {
        citation.publisher = None;
        citation.date = None;
        citation.title = None;
        citation.url = None;
    }
    for field in [&mut document.title, &mut document.publisher, &mut document.url, &mut document.licence] {
        field.take_if(|value| !value.is_empty() && (value.contains(words) || words.contains(value.as_str())));
    }
    ranges
}

fn find_all(text: &str, words: &str) -> Vec<Range<usize>> {
    if words.is_empty() {
        return Vec::new();
    }
    text.match_indices(words).map(|(at, found)| at..at + found.len()).collect()
}

fn mask(text: &str, ranges: &[Range<usize>]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for range in ranges {
        out.push_str(&text[at..range.start]);
        out.extend(text[range.clone()].chars().map(sign));
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}

/// White space keeps the lines and paragraphs as they were.
fn sign(c: char) -> char {
    match c.len_utf8() {
        _ if c.is_whitespace() => c,
        1 => '*',
        2 => '·',
        3 => '█',
        _ => '🞌',
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn masks_every_occurrence() {
        assert_eq!(mask_all("à Ségou. à Ségou!", "Ségou"), "à *·***. à *·***!");
    }

    proptest! {
        #[test]
        fn keeps_every_offset(text in "[aé€😀 \n]{0,40}", words in "[aé€😀]{1,3}") {
            let masked = mask_all(&text, &words);
            prop_assert_eq!(masked.len(), text.len());
            prop_assert_eq!(masked.chars().count(), text.chars().count());
            prop_assert!(!masked.contains(&words));
        }
    }
}
