//! Whether two texts in two languages are one text: paragraphs are aligned, then the sentences inside them.

use super::align::{Pairing, Unit, align, weigh};
use super::candidates::shared;
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

/// A sentence at least so alike in names, numbers and concepts is taken for a rendering of the other …
const RENDERED: f32 = 0.30;

/// … and counts in full from here: sentences that translate each other mostly lie above.
const RENDERED_WELL: f32 = 0.50;

/// Of two texts that translate each other, the smaller one's names, numbers and concepts stand in the other, but for
/// what the lexicon does not know; a smaller share is not looked at.
const LEAST_KEYS: f64 = 0.36;

/// Paragraphs that do not cover so much of the smaller text are not looked at sentence by sentence.
const LEAST_COVER: f64 = 0.4;

/// Aligns two sketches of different languages.
pub(super) fn rendering(first: &Sketch, second: &Sketch) -> Rendering {
    let (held, keys) = held(first, second);
    if held < LEAST_KEYS {
        return Rendering::default();
    }
    let (one, two) = (paragraphs(first), paragraphs(second));
    let (a, b) = weigh(&sides(first, &one), &sides(second, &two));
    let pairings = align(&a, &b);
    let smaller = length(&a).min(length(&b)).max(1.0);
    let covered: f64 = pairings.iter().map(|p| mean_length(&a, &b, p)).sum();
    if covered < LEAST_COVER * smaller {
        return Rendering::default();
    }
    let rendered: f64 = pairings.iter().map(|p| faithful(first, second, &one, &two, p)).sum();
    let spans = |p: &Pairing| Some((span(first, &one, &p.first)?, span(second, &two, &p.second)?));
    Rendering {
        score: probability((rendered / smaller).min(1.0), held, keys),
        passages: pairings.iter().filter_map(spans).collect(),
    }
}

/// The share of the smaller text's keys that the other holds too, wherever, and how many keys the smaller has.
fn held(first: &Sketch, second: &Sketch) -> (f64, usize) {
    let (one, two) = (keys(first, &(0..first.sentences.len())), keys(second, &(0..second.sentences.len())));
    let smaller = one.len().min(two.len()).max(1);
    (shared(&one, &two) as f64 / smaller as f64, smaller)
}

/// What a text of `n` keys loses of its evidence, divided by the root of `n`: short texts agree by chance.
const SHORT: f64 = 0.5;

/// From the share of the smaller text that is rendered sentence by sentence in the other, and the share of its keys
/// that stand anywhere in it, to a probability. On the pairs in docs/benchmarks.md independent reports of one
/// event have evidence under 0.45, whole translations over 0.7.
fn probability(rendered: f64, held: f64, keys: usize) -> f64 {
    let evidence = (rendered * held).sqrt() - SHORT / (keys.max(1) as f64).sqrt();
    1.0 / (1.0 + (-(evidence - 0.55) * 14.0).exp())
}

fn length(units: &[Unit]) -> f64 {
    units.iter().map(|u| f64::from(u.length)).sum()
}

/// Code points of a pairing, as the mean of both texts.
fn mean_length(a: &[Unit], b: &[Unit], pairing: &Pairing) -> f64 {
    let part = |units: &[Unit], range: &Range<usize>| length(units.get(range.clone()).unwrap_or(&[]));
    (part(a, &pairing.first) + part(b, &pairing.second)) / 2.0
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
    rendered.map(|p| mean_length(&a, &b, p) * f64::from((p.likeness / RENDERED_WELL).min(1.0))).sum()
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::document;
    use super::super::sketch::sketch;
    use super::*;

    fn score(french: &str, english: &str) -> f64 {
        rendering(&sketch(&document("fr", french)), &sketch(&document("en", english))).score
    }

    const FRENCH: &str = "Le pont de Sarkala a été fermé le 3 mai. La gendarmerie contrôle les camions depuis mardi. \
        Deux chauffeurs ont été blessés et le maire demande une enquête.";

    #[test]
    fn the_same_sentences_in_the_same_order_are_a_translation() {
        let english = "The bridge at Sarkala was closed on 3 May. Gendarmes have been checking trucks since Tuesday. \
            Two drivers were injured and the mayor is asking for an inquiry.";
        assert!(score(FRENCH, english) > 0.9);
    }

    #[test]
    fn the_same_event_in_other_sentences_is_not() {
        let english = "Traffic in Sarkala stopped on 3 May when the old bridge gave way under a truck. A nurse told \
            us that she treated two drivers for cuts. Engineers will come from the capital next week.";
        assert!(score(FRENCH, english) < 0.2);
    }

    #[test]
    fn names_and_dates_alone_are_not() {
        assert!(
            score(FRENCH, "Sarkala, 3 May. The market of Sarkala was full on Tuesday, as each year.") < 0.2
        );
    }
}
