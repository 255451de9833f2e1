//! Positions in a stored text. Public spans count Unicode code points; code inside a stage uses byte ranges.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A half-open span in Unicode code points of the text as stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

impl Span {
    /// Number of code points that both spans hold.
    pub fn overlap(self, other: Span) -> usize {
        self.end.min(other.end).saturating_sub(self.start.max(other.start))
    }
}

/// Every so many bytes the count of code points is kept, so that a conversion looks at most this far.
const STRIDE: usize = 128;

/// Converts between byte ranges and code-point spans of one text in constant time.
#[derive(Clone, Debug)]
pub struct CharIndex<'a> {
    text: &'a str,
    /// Code points before byte `i * STRIDE`; empty when the text is ASCII and both counts agree.
    marks: Vec<u32>,
}

impl<'a> CharIndex<'a> {
    /// Reads `text` once.
    pub fn new(text: &'a str) -> Self {
        if text.is_ascii() {
            return Self { text, marks: Vec::new() };
        }
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(STRIDE) {
            marks.push(count);
            count += starts(chunk) as u32;
        }
        Self { text, marks }
    }

    /// The number of code points before byte `byte`, which must lie on a character boundary.
    pub fn code_points(&self, byte: usize) -> usize {
        if self.marks.is_empty() {
            return byte;
        }
        let mark = (byte / STRIDE).min(self.marks.len() - 1);
        self.marks[mark] as usize + starts(&self.text.as_bytes()[mark * STRIDE..byte])
    }

    /// The code-point span of a byte range.
    pub fn span(&self, range: &Range<usize>) -> Span {
        Span { start: self.code_points(range.start), end: self.code_points(range.end) }
    }

    /// The byte range of a code-point span, or `None` if it reaches past the text.
    pub fn bytes(&self, span: Span) -> Option<Range<usize>> {
        let (start, end) = (self.byte_of(span.start)?, self.byte_of(span.end)?);
        (start <= end).then_some(start..end)
    }

    fn byte_of(&self, point: usize) -> Option<usize> {
        if self.marks.is_empty() {
            return (point <= self.text.len()).then_some(point);
        }
        let mark = self.marks.partition_point(|&m| m as usize <= point).saturating_sub(1);
        let mut left = point - self.marks[mark] as usize;
        let bytes = self.text.as_bytes();
        let mut at = mark * STRIDE;
        while at < bytes.len() && !is_start(bytes[at]) {
            at += 1;
        }
        while left > 0 {
            at += 1;
            if at > bytes.len() {
                return None;
            }
            while at < bytes.len() && !is_start(bytes[at]) {
                at += 1;
            }
            left -= 1;
        }
        Some(at)
    }
}

fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&b| is_start(b)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_counting_characters(text in "[a-zéœ’\u{1F600}\n ]{0,600}", a in 0usize..700, b in 0usize..700) {
            let index = CharIndex::new(&text);
            let bounds: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
            let (a, b) = (a.min(b), a.max(b));
            let span = Span { start: a, end: b };
            let slow = (b < bounds.len()).then(|| bounds[a]..bounds[b]);
            prop_assert_eq!(index.bytes(span), slow.clone());
            if let Some(range) = slow {
                prop_assert_eq!(index.span(&range), span);
            }
        }
    }
}
