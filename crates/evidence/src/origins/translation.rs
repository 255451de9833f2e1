//! Whether two texts in two languages are one text: paragraphs are aligned, then the sentences inside them.

use super::align::{Pairing, Unit, align, weigh};
use super::sketch::Sketch;
use base::Span;
use std::ops::Range;

/// What aligning two sketches tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Rendering {
    /// How likely one is the other's translation, in whole or in part, 0 to 1.
    pub score: f64,
    /// Aligned paragraphs, in code points: in the first, in the second.
    pub passages: Vec<(Span, Span)>,
}

/// Documents of more paragraphs are compared up to here.
const MOST_PARAGRAPHS: usize = 1000;

/// A sentence so alike in names, numbers and concepts is taken for a rendering of the other.
const RENDERED: f32 = 0.30;

/// Aligns two sketches of different languages.
pub(super) fn rendering(first: &Sketch, second: &Sketch) -> Rendering {
    let (one, two) = (paragraphs(first), paragraphs(second));
    let (a, b) = weigh(&sides(first, &one), &sides(second, &two));
    let pairings = align(&a, &b);
    let rendered: f64 = pairings.iter().map(|p| faithful(first, second, &one, &two, p)).sum();
    let smaller = length(&a).min(length(&b)).max(1.0);
    Rendering {
        score: probability((rendered / smaller).min(1.0)),
        passages: pairings
            .iter()
            .filter_map(|p| Some((span(first, &one, &p.first)?, span(second, &two, &p.second)?)))
            .collect(),
    }
}

/// From the share of the smaller text that is rendered sentence by sentence in the other to a probability: on pairs
/// of independent reports of one event the share stays under 0.35, on translations it lies over 0.55
/// (docs/benchmarks-origins.md).
fn probability(share: f64) -> f64 {
    1.0 / (1.0 + (-(share - 0.45) * 16.0).exp())
}

fn length(units: &[Unit]) -> f64 {
    units.iter().map(|u| f64::from(u.length)).sum()
}

/// The sentences of each paragraph.
fn paragraphs(sketch: &Sketch) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for group in sketch.sentences.chunk_by(|a, b| a.paragraph == b.paragraph) {
        out.push(start..start + group.len());
        start += group.len();
    }
    out.truncate(MOST_PARAGRAPHS);
    out
}

fn sides(sketch: &Sketch, parts: &[Range<usize>]) -> Vec<(Vec<u32>, f32)> {
    parts.iter().map(|p| (keys(sketch, p), span_length(sketch, p))).collect()
}

fn keys(sketch: &Sketch, sentences: &Range<usize>) -> Vec<u32> {
    let mut keys: Vec<u32> = sentences.clone().flat_map(|s| sketch.keys_of(s).iter().copied()).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn span_length(sketch: &Sketch, sentences: &Range<usize>) -> f32 {
    let parts = sketch.sentences.get(sentences.clone()).unwrap_or(&[]);
    parts.iter().map(|s| s.end.saturating_sub(s.start) as f32).sum()
}

/// The sentences of some paragraphs.
fn within(parts: &[Range<usize>], paragraphs: &Range<usize>) -> Option<Range<usize>> {
    Some(parts.get(paragraphs.start)?.start..parts.get(paragraphs.end.checked_sub(1)?)?.end)
}

fn span(sketch: &Sketch, parts: &[Range<usize>], paragraphs: &Range<usize>) -> Option<Span> {
    let sentences = within(parts, paragraphs)?;
    let (first, last) =
        (sketch.sentences.get(sentences.start)?, sketch.sentences.get(sentences.end.checked_sub(1)?)?);
    Some(Span { start: first.span().start, end: last.span().end })
}

/// Code points, as the mean of both texts, of the sentences in a pair of paragraphs that render each other.
fn faithful(
    first: &Sketch,
    second: &Sketch,
    one: &[Range<usize>],
    two: &[Range<usize>],
    pair: &Pairing,
) -> f64 {
    let (Some(a), Some(b)) = (within(one, &pair.first), within(two, &pair.second)) else { return 0.0 };
    let singles = |r: Range<usize>| -> Vec<Range<usize>> { r.map(|s| s..s + 1).collect() };
    let (a, b) = weigh(&sides(first, &singles(a)), &sides(second, &singles(b)));
    let sentences = align(&a, &b);
    let rendered = sentences.iter().filter(|p| p.likeness >= RENDERED);
    rendered.map(|p| (length(&a[p.first.clone()]) + length(&b[p.second.clone()])) / 2.0).sum()
}
