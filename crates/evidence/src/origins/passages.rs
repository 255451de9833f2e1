//! What two texts of one language share, word by word.

use super::sketch::body;
use super::winnow::runs;
use super::words::{mix, scan};
use crate::Document;
use base::{CharIndex, Span};
use std::ops::Range;

/// A shared run of so many words is a quotation or a copy, not chance; shorter ones are not counted.
pub(super) const SHARED_RUN: usize = 6;

/// Runs that lie at most so many words apart in both texts are one passage with an edit.
const EDIT: usize = 8;

/// A run that repeats is compared with at most so many of its places.
const MOST_PLACES: usize = 8;

/// A document's words, ready to be compared.
pub(super) struct Prepared<'a> {
    document: &'a Document,
    /// Hashes of the words.
    words: Vec<u64>,
    /// Where they stand, in bytes.
    places: Vec<(u32, u32)>,
    /// (hash of the run that starts there, place), sorted.
    runs: Vec<(u64, u32)>,
}

/// What two documents share.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Overlap {
    /// Share of the first one's words that stand in shared runs, 0 to 1.
    pub first: f64,
    /// The same of the second.
    pub second: f64,
    /// Passages in code points: in the first, in the second; in order of the first.
    pub passages: Vec<(Span, Span)>,
}

impl<'a> Prepared<'a> {
    /// Reads a document's own text.
    pub fn new(document: &'a Document) -> Self {
        let (mut words, mut places) = (Vec::new(), Vec::new());
        for region in body(document) {
            scan(&document.text, region.range.clone(), |word, _| {
                words.push(word.hash);
                places.push((word.start, word.end));
            });
        }
        let mut runs: Vec<(u64, u32)> = runs(&words, SHARED_RUN).map(mix).zip(0u32..).collect();
        runs.sort_unstable();
        Self { document, words, places, runs }
    }

    fn starts(&self, run: u64) -> impl Iterator<Item = usize> + '_ {
        let start = self.runs.partition_point(|r| r.0 < run);
        self.runs[start..].iter().take_while(move |r| r.0 == run).map(|r| r.1 as usize)
    }

    fn holds(&self, run: u64) -> bool {
        self.starts(run).next().is_some()
    }

    /// The share of this text's words that stand in runs that `other` holds too.
    fn covered_by(&self, other: &Self) -> f64 {
        let (mut covered, mut until) = (0, 0);
        for (at, run) in runs(&self.words, SHARED_RUN).map(mix).enumerate() {
            if other.holds(run) {
                covered += at + SHARED_RUN - until.max(at);
                until = at + SHARED_RUN;
            }
        }
        if self.words.is_empty() { 0.0 } else { covered as f64 / self.words.len() as f64 }
    }

    fn span(&self, index: &CharIndex<'_>, words: &Range<usize>) -> Option<Span> {
        let (first, last) = (self.places.get(words.start)?, self.places.get(words.end.checked_sub(1)?)?);
        Some(index.span(&(first.0 as usize..last.1 as usize)))
    }
}

/// Compares two documents. Linear but for words that repeat.
pub(super) fn overlap(first: &Prepared<'_>, second: &Prepared<'_>) -> Overlap {
    let joined = join(matches(first, second));
    let (one, two) = (CharIndex::new(&first.document.text), CharIndex::new(&second.document.text));
    let passages =
        joined.iter().filter_map(|(a, b)| Some((first.span(&one, a)?, second.span(&two, b)?))).collect();
    Overlap { first: first.covered_by(second), second: second.covered_by(first), passages }
}

type Match = (Range<usize>, Range<usize>);

/// The longest matches from left to right of the first text, none inside another.
fn matches(first: &Prepared<'_>, second: &Prepared<'_>) -> Vec<Match> {
    let mut out: Vec<Match> = Vec::new();
    let mut next = 0;
    for (at, run) in runs(&first.words, SHARED_RUN).map(mix).enumerate() {
        if at < next {
            continue;
        }
        let expected = out.last().map_or(0, |m| m.1.end);
        let lengths =
            second.starts(run).take(MOST_PLACES).map(|place| (extent(first, second, at, place), place));
        let best = lengths.max_by_key(|&(length, place)| (length, usize::MAX - place.abs_diff(expected)));
        if let Some((length, place)) = best.filter(|b| b.0 >= SHARED_RUN) {
            out.push((at..at + length, place..place + length));
            next = at + length;
        }
    }
    out
}

fn extent(first: &Prepared<'_>, second: &Prepared<'_>, at: usize, place: usize) -> usize {
    let (a, b) = (first.words.get(at..).unwrap_or(&[]), second.words.get(place..).unwrap_or(&[]));
    a.iter().zip(b).take_while(|(x, y)| x == y).count()
}

/// Joins matches that follow each other in both texts with a small edit between them.
fn join(matches: Vec<Match>) -> Vec<Match> {
    let mut out: Vec<Match> = Vec::new();
    for (a, b) in matches {
        match out.last_mut() {
            Some((c, d)) if follows(c, &a) && follows(d, &b) => (c.end, d.end) = (a.end, b.end),
            _ => out.push((a, b)),
        }
    }
    out
}

fn follows(before: &Range<usize>, after: &Range<usize>) -> bool {
    after.start >= before.end && after.start - before.end <= EDIT
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::fixtures::document;
    use super::*;
    use proptest::prelude::*;

    /// Coverage by comparing every run of one text with every run of the other.
    pub(in super::super) fn covered_slowly(a: &str, b: &str) -> f64 {
        let split = |t: &str| -> Vec<String> { t.split_whitespace().map(base::fold).collect() };
        let (a, b) = (split(a), split(b));
        let mut covered = vec![false; a.len()];
        for (at, run) in a.windows(SHARED_RUN).enumerate() {
            if b.windows(SHARED_RUN).any(|other| other == run) {
                covered[at..at + SHARED_RUN].fill(true);
            }
        }
        covered.iter().filter(|c| **c).count() as f64 / a.len().max(1) as f64
    }

    proptest! {
        #[test]
        fn coverage_agrees_with_comparing_all_runs(a in "([ab]{1,2} ){0,40}", b in "([ab]{1,2} ){0,40}") {
            let (one, two) = (document("a", &a), document("b", &b));
            let found = overlap(&Prepared::new(&one), &Prepared::new(&two));
            prop_assert!((found.first - covered_slowly(&a, &b)).abs() < 1e-9);
            prop_assert!((found.second - covered_slowly(&b, &a)).abs() < 1e-9);
        }

        #[test]
        fn passages_hold_what_they_share(a in "([a-c]{1,2} ){0,60}", b in "([a-c]{1,2} ){0,60}") {
            let (one, two) = (document("a", &a), document("b", &b));
            let found = overlap(&Prepared::new(&one), &Prepared::new(&two));
            prop_assert_eq!(found.passages.is_empty(), found.first == 0.0);
            for (x, y) in &found.passages {
                prop_assert_eq!(a[x.start..].split(' ').next(), b[y.start..].split(' ').next());
                prop_assert!(x.end <= a.len() && y.end <= b.len());
            }
        }
    }
}
