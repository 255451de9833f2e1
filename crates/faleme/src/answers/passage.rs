//! A document of many claims comes in passages: so many claims, and the part of the text that they stand in.
//!
//! In: the claims in the order of the text. Out: which of them a page shows, and from where to where it shows the text. Passages
//! follow one another without a gap: each word of the text is in one of them.

use super::asked::Asked;
use base::{CharIndex, Span};
use evidence::Claim;
use serde::Serialize;
use std::ops::Range;

/// Claims of a passage where nobody asks for another number. Own convention: a page of some 200 kB.
const CLAIMS: usize = 250;
/// What an answer says of the passage that its page shows; programs page by `offset` and `limit`.
pub const SHOWN: &str = "shown";

/// A passage.
#[derive(Debug, PartialEq, Serialize)]
pub struct Passage {
    /// Claims before it.
    offset: usize,
    /// Its claims.
    claims: usize,
    /// Its first code point.
    start: usize,
    /// One past its last.
    end: usize,
    /// Claims before the passage before it.
    previous: Option<usize>,
    /// Claims before the next one.
    next: Option<usize>,
}

impl Passage {
    /// The passage asked for: from the one that holds `claim`, else from `offset` on. Without a text it has claims alone.
    pub fn of(asked: &Asked, claims: &[Claim], text: Option<&str>) -> Self {
        let most = if asked.text("limit").is_some() { asked.limit } else { CLAIMS };
        let named = asked.text("claim").and_then(|id| claims.iter().position(|c| c.id.as_str() == id));
        let spans: Vec<Span> = claims.iter().map(|c| c.span).collect();
        Self::from(named.map_or(asked.offset, |at| at - at % most), most, &spans, text.unwrap_or_default())
    }

    fn from(offset: usize, most: usize, claims: &[Span], text: &str) -> Self {
        let index = CharIndex::new(text);
        let start = offset.min(claims.len());
        let end = start.saturating_add(most).min(claims.len());
        let whole = index.code_points(text.len());
        let cut = |at: usize| if at < claims.len() { cut((text, &index), claims, at) } else { whole };
        Self {
            offset: start,
            claims: end - start,
            start: if start == 0 { 0 } else { cut(start) },
            end: cut(end),
            previous: (start > 0).then(|| start.saturating_sub(most)),
            next: (end < claims.len()).then_some(end),
        }
    }

    /// Its claims among those of the document.
    pub fn window(&self) -> Range<usize> {
        self.offset..self.offset + self.claims
    }
}

/// Where the passage begins that has this claim as its first: at its line, unless the claim before begins in it as well.
fn cut((text, index): (&str, &CharIndex<'_>), claims: &[Span], at: usize) -> usize {
    let start = |at: Option<usize>| at.and_then(|at| claims.get(at)).map_or(0, |span| span.start);
    let (before, own) = (start(at.checked_sub(1)), start(Some(at)));
    let head = index.bytes(Span { start: 0, end: own }).and_then(|range| text.get(range));
    let line = head.and_then(|head| head.rfind('\n')).map_or(0, |end| index.code_points(end + 1));
    if line > before { line } else { own.min(index.code_points(text.len())) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// All passages of a text, by the links of each to the next.
    fn all(most: usize, claims: &[Span], text: &str) -> Vec<Passage> {
        let mut made = vec![Passage::from(0, most, claims, text)];
        while let Some(next) = made.last().and_then(|p| p.next) {
            made.push(Passage::from(next, most, claims, text));
        }
        made
    }

    #[test]
    fn a_passage_begins_at_a_line_unless_a_claim_before_stands_in_it() {
        let text = "é one two\nthree\nfour";
        let claims = [(2, 5), (6, 9), (10, 15), (16, 20)].map(|(start, end)| Span { start, end });
        let made = all(1, &claims, text);
        let ranges: Vec<(usize, usize)> = made.iter().map(|p| (p.start, p.end)).collect();
        assert_eq!(ranges, [(0, 6), (6, 10), (10, 16), (16, 20)]);
        assert_eq!((made[0].previous, made[2].previous, made[3].next), (None, Some(1), None));
        assert_eq!(all(250, &claims, text).len(), 1);
        let bare = Passage::from(0, 250, &[], text);
        assert_eq!((bare.start, bare.end), (0, 20), "a text without claims is shown");
    }

    proptest! {
        #[test]
        fn passages_follow_one_another_and_hold_the_beginnings_of_their_claims(
            text in "[aé\n]{0,40}", most in 1usize..4, spans in prop::collection::vec((0usize..40, 1usize..9), 0..9),
        ) {
            let length = text.chars().count();
            let mut claims: Vec<Span> = spans
                .iter()
                .filter(|(start, _)| *start < length)
                .map(|(start, long)| Span { start: *start, end: (start + long).min(length) })
                .collect();
            claims.sort_by_key(|span| (span.start, span.end));
            let made = all(most, &claims, &text);
            prop_assert_eq!((made[0].start, made.last().unwrap().end), (0, length));
            prop_assert_eq!(made.iter().map(|p| p.claims).sum::<usize>(), claims.len());
            prop_assert!(made.windows(2).all(|two| two[0].end == two[1].start));
            for passage in &made {
                for claim in &claims[passage.window()] {
                    prop_assert!(passage.start <= claim.start && claim.start <= passage.end);
                }
            }
        }
    }
}
