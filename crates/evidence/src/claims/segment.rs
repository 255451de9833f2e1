//! Which part of a sentence states which claim: the sentence is cut between triggers at the strongest boundary.

use super::scene::Scene;
use std::ops::Range;

/// The longest quote, in bytes of folded text; a longer clause is cut at a word around its trigger.
const LONGEST: usize = 470;

/// Cuts `sentence` into one range per trigger. `heads` gives, in order, each trigger's head and the extent of all its
/// words. Two triggers without a boundary between them share a range.
pub(super) fn segments(
    scene: &Scene<'_>,
    sentence: &Range<usize>,
    heads: &[(Range<usize>, Range<usize>)],
) -> Vec<Range<usize>> {
    let mut cuts = vec![sentence.start];
    for pair in heads.windows(2) {
        cuts.push(boundary(scene, &pair[0], &pair[1]).unwrap_or(usize::MAX));
    }
    cuts.push(sentence.end);
    (0..heads.len())
        .map(|i| {
            let start =
                cuts[..=i].iter().rev().find(|c| **c != usize::MAX).copied().unwrap_or(sentence.start);
            let end = cuts[i + 1..].iter().find(|c| **c != usize::MAX).copied().unwrap_or(sentence.end);
            clip(scene, start..end, &heads[i].0)
        })
        .collect()
}

/// The last of the strongest boundaries between two triggers, away from their own words where possible.
fn boundary(
    scene: &Scene<'_>,
    left: &(Range<usize>, Range<usize>),
    right: &(Range<usize>, Range<usize>),
) -> Option<usize> {
    let gap = left.0.end..right.0.start;
    let clear = left.1.end.clamp(gap.start, gap.end)..right.1.start.clamp(gap.start, gap.end);
    strongest(scene, &clear).or_else(|| strongest(scene, &gap))
}

fn strongest(scene: &Scene<'_>, gap: &Range<usize>) -> Option<usize> {
    if gap.is_empty() {
        return None;
    }
    let text = scene.folded.text.get(gap.clone())?;
    let mut best: Option<(u8, usize)> = None;
    for (at, rest) in text.char_indices().map(|(i, _)| (i, &text[i..])) {
        let Some(rank) = rank(rest) else { continue };
        let place = gap.start + at;
        if best.is_none_or(|(b, _)| rank >= b) && !scene.is_name(&(place..place + 1)) {
            best = Some((rank, place));
        }
    }
    best.map(|(_, place)| place)
}

const CONJUNCTIONS: &[&str] = &[
    " and ",
    " et ",
    " while ",
    " tandis ",
    " alors que ",
    " but ",
    " mais ",
    " as well as ",
    " ainsi que ",
    " puis ",
    " then ",
];

/// Strength of the boundary that `rest` starts with: list number, semicolon, comma or bracket, conjunction.
fn rank(rest: &str) -> Option<u8> {
    let mut chars = rest.chars();
    let (first, second) = (chars.next()?, chars.next());
    match first {
        '0'..='9' if second == Some(')') => Some(3),
        ';' | ':' => Some(2),
        ',' if second.is_none_or(char::is_whitespace) => Some(1),
        '(' => Some(1),
        ' ' if CONJUNCTIONS.iter().any(|c| rest.starts_with(c)) => Some(0),
        _ => None,
    }
}

/// A clause no longer than a quote may be, cut at words around `head`, without idle ends.
pub(super) fn clip(scene: &Scene<'_>, range: Range<usize>, head: &Range<usize>) -> Range<usize> {
    let mut range = range;
    if range.len() > LONGEST {
        let start = head.start.saturating_sub(LONGEST / 2).max(range.start);
        let end = (start + LONGEST).min(range.end);
        range = word_start(scene, start, range.start)..word_end(scene, end, range.end);
    }
    trim(scene, range)
}

fn word_start(scene: &Scene<'_>, at: usize, floor: usize) -> usize {
    if at == floor {
        return at;
    }
    let bytes = scene.blank.as_bytes();
    (at..bytes.len()).find(|i| bytes[*i] == b' ').map_or(at, |i| i + 1)
}

fn word_end(scene: &Scene<'_>, at: usize, ceiling: usize) -> usize {
    if at == ceiling {
        return at;
    }
    scene.blank.as_bytes()[..at].iter().rposition(|b| *b == b' ').unwrap_or(at)
}

/// Drops blanks, commas, semicolons, opening brackets and bare conjunctions at the ends.
fn trim(scene: &Scene<'_>, range: Range<usize>) -> Range<usize> {
    let Some(text) = scene.folded.text.get(range.clone()) else { return range };
    let idle = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':');
    let mut kept = text.trim_matches(idle);
    for word in ["and ", "et ", "but ", "mais ", "while "] {
        kept = kept.strip_prefix(word).unwrap_or(kept).trim_start_matches(idle);
    }
    if kept.starts_with('(') && !kept.contains(')') {
        kept = kept[1..].trim_start_matches(idle);
    }
    let start = range.start + (kept.as_ptr() as usize - text.as_ptr() as usize);
    start..start + kept.len()
}
