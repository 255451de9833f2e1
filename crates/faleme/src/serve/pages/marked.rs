//! A text with its claims marked where they stand.
//!
//! In: the text, the part of it that is shown, and spans in code points, in any order, nested or overlapping. Out: HTML whose
//! text is that part to the letter. Where spans overlap, the text is cut at their ends; each piece leads to the shortest claim that holds it and names
//! them all.

use base::{CharIndex, Span};
use serde::Deserialize;
use std::fmt::Write;
use std::ops::Range;

/// A claim of the text.
#[derive(Clone, Debug, Deserialize)]
pub struct Mark {
    /// Its id.
    pub id: String,
    /// Where it stands; a claim whose words are withheld stands nowhere.
    #[serde(default)]
    pub start: usize,
    /// One past its end.
    #[serde(default)]
    pub end: usize,
    /// Its type, in words.
    #[serde(rename = "type")]
    pub label: String,
}

/// A part of the text as HTML; `lang` is that of the page that the marks lead to.
pub fn marked(text: &str, part: Span, marks: &[Mark], lang: &str) -> String {
    let index = CharIndex::new(text);
    let shown = index.bytes(part).unwrap_or(0..text.len());
    let within = |of: Range<usize>| of.start.max(shown.start)..of.end.min(shown.end);
    let place = |m: &Mark| index.bytes(Span { start: m.start, end: m.end.max(m.start) }).map(within);
    let mut placed: Vec<(Range<usize>, &Mark)> =
        marks.iter().filter_map(|m| Some((place(m)?, m))).filter(|(r, _)| !r.is_empty()).collect();
    placed.sort_by(|(a, m), (b, n)| (a.start, a.end, &m.id).cmp(&(b.start, b.end, &n.id)));
    let mut cuts: Vec<usize> = placed.iter().flat_map(|(r, _)| [r.start, r.end]).collect();
    cuts.extend([shown.start, shown.end]);
    cuts.sort_unstable();
    cuts.dedup();
    let mut out = String::with_capacity(text.len() + placed.len() * 160);
    let (mut coming, mut active) = (placed.iter().peekable(), Vec::<&(Range<usize>, &Mark)>::new());
    for piece in cuts.windows(2) {
        let &[start, end] = piece else { continue };
        active.retain(|(range, _)| range.end > start);
        let before = active.len();
        while let Some(next) = coming.next_if(|(range, _)| range.start <= start) {
            active.push(next);
        }
        let words = text.get(start..end).unwrap_or_default();
        let begun = active.get(before..).unwrap_or_default();
        push(&mut out, words, &active, begun, lang);
    }
    out
}

/// A piece of the text under the marks that hold it, of which some begin here.
fn push(
    out: &mut String,
    words: &str,
    active: &[&(Range<usize>, &Mark)],
    begun: &[&(Range<usize>, &Mark)],
    lang: &str,
) {
    let Some((_, inner)) = active.iter().min_by_key(|(range, mark)| (range.len(), &mark.id)) else {
        return escape(out, words);
    };
    for (_, mark) in begun {
        out.push_str("<span id=\"at-");
        escape(out, &mark.id);
        out.push_str("\"></span>");
    }
    let _ = write!(out, "<mark class=\"n{}\"><a href=\"/{lang}/why/", active.len().min(3));
    out.extend(form_urlencoded::byte_serialize(inner.id.as_bytes()));
    out.push_str("\" title=\"");
    for (n, (_, mark)) in active.iter().enumerate() {
        out.push_str(if n == 0 { "" } else { " · " });
        escape(out, &mark.label);
    }
    out.push_str("\">");
    escape(out, words);
    out.push_str("</a></mark>");
}

/// Text as HTML, in elements and attributes alike. A carriage return is written as a reference: browsers read it as a line
/// break otherwise.
fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\r' => out.push_str("&#13;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The text of a page as a browser reads it: tags leave, references become characters.
    fn read_back(html: &str) -> String {
        let (mut out, mut rest) = (String::new(), html);
        while let Some(c) = rest.chars().next() {
            rest = match c {
                '<' => &rest[rest.find('>').expect("a tag ends") + 1..],
                '&' => {
                    let end = rest.find(';').expect("a reference ends");
                    out.push(match &rest[1..end] {
                        "amp" => '&',
                        "lt" => '<',
                        "gt" => '>',
                        "quot" => '"',
                        "#39" => '\'',
                        "#13" => '\r',
                        other => panic!("{other}"),
                    });
                    &rest[end + 1..]
                }
                c => {
                    assert!(!matches!(c, '>' | '"'), "{html}");
                    out.push(c);
                    &rest[c.len_utf8()..]
                }
            };
        }
        out
    }

    fn whole(text: &str, marks: &[Mark]) -> String {
        marked(text, Span { start: 0, end: text.chars().count() }, marks, "fr")
    }

    fn mark(id: &str, start: usize, end: usize) -> Mark {
        Mark { id: id.into(), start, end, label: format!("<{id}>") }
    }

    #[test]
    fn nested_and_overlapping_claims_are_cut_where_they_end() {
        let html = whole("abcdef", &[mark("b", 2, 5), mark("a", 0, 4), mark("c", 9, 12)]);
        assert_eq!(read_back(&html), "abcdef");
        let pieces: Vec<&str> = html.split("<mark class=\"").skip(1).collect();
        assert_eq!(pieces.len(), 3, "{html}");
        assert!(pieces[0].starts_with("n1\"><a href=\"/fr/why/a\" title=\"&lt;a&gt;\">ab<"), "{html}");
        assert!(pieces[1].starts_with("n2\"><a href=\"/fr/why/b\""), "the shorter one: {html}");
        assert!(pieces[2].starts_with("n1\"><a href=\"/fr/why/b\""), "{html}");
        assert_eq!((html.matches("id=\"at-a\"").count(), html.matches("id=\"at-b\"").count()), (1, 1));
        assert!(html.ends_with("</mark>f") && !html.contains("why/c"));
    }

    #[test]
    fn a_part_of_the_text_has_its_own_marks_alone() {
        let marks = [mark("a", 0, 2), mark("b", 2, 5), mark("c", 5, 6)];
        let html = marked("aébcdef", Span { start: 1, end: 4 }, &marks, "fr");
        assert_eq!(read_back(&html), "ébc");
        assert!(html.contains("at-a\"") && html.contains("at-b\"") && !html.contains("at-c\""), "{html}");
        assert_eq!(marked("abc", Span { start: 3, end: 3 }, &marks, "fr"), "");
    }

    proptest! {
        #[test]
        fn the_page_read_back_is_the_text(
            text in "([<>&\"'\r\na-cé’\u{10FFFF}]|script|-->|</a>|&amp;){0,60}",
            spans in prop::collection::vec((0usize..90, 0usize..90), 0..8),
        ) {
            let marks: Vec<Mark> =
                spans.iter().enumerate().map(|(n, (a, b))| mark(&format!("clm-{n}\"<"), *a, *b)).collect();
            let html = whole(&text, &marks);
            prop_assert_eq!(read_back(&html), text.clone());
            // Each piece under a mark lies in the claim that it leads to, and every claim of the text begins once.
            let length = text.chars().count();
            for (n, (a, b)) in spans.iter().enumerate() {
                let there = a < b && *b <= length;
                let begins = html.matches(&format!("id=\"at-clm-{n}&quot;&lt;\"")).count();
                prop_assert_eq!(begins, usize::from(there));
            }
        }
    }
}
