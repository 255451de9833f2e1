//! Whether a text only tells what another one reported.

use super::candidates::shared;
use super::sketch::Sketch;
use std::collections::{BTreeMap, HashMap};

/// So many documents of a credited publisher are considered: those published last before the text that credits it.
const NEAREST: usize = 64;

/// A text with fewer names, dates and numbers says too little to tell whose it is.
const LEAST_ANCHORS: usize = 3;

/// What the share of facts weighs against the share of words and concepts.
const FACTS: f64 = 0.6;

/// A retelling in other words keeps about this share of the concepts of what it retells.
const RETOLD: f64 = 0.6;

/// So much of a text's facts and words must be the other's for it to be no witness of its own.
const ONLY_TELLS: f64 = 0.7;

/// Fewer shared names, dates and numbers do not show which of a publisher's texts is told.
const LEAST_SHARED: usize = 2;

/// How far `from` only tells what `to` reported, 0 to 1, and 0.5 where [`ONLY_TELLS`] of it is the other's: a text
/// that relays one point among others of its own lies below and keeps its own weight. `None` when it does not credit
/// the other's publisher, was published before it, or shares too little.
pub(super) fn relays(from: &Sketch, to: &Sketch) -> Option<f64> {
    let earlier = matches!((from.published, to.published), (Some(a), Some(b)) if a < b);
    if earlier || !from.credits(to) {
        return None;
    }
    let facts: Vec<u32> =
        from.anchors.iter().copied().filter(|a| to.owner.binary_search(a).is_err()).collect();
    if facts.len() < LEAST_ANCHORS {
        return None;
    }
    // A credited name may be spelled within a sentence of the source that opens with it: all keys count there.
    let (mine, theirs) = (distinct(&from.keys), distinct(&to.keys));
    let common = shared(&facts, &theirs);
    let told_words = shared(&mine, &theirs) as f64 / mine.len().max(1) as f64;
    let told = FACTS * common as f64 / facts.len() as f64 + (1.0 - FACTS) * (told_words / RETOLD).min(1.0);
    let over = (told - ONLY_TELLS) / (1.0 - ONLY_TELLS);
    let score = if over < 0.0 { 0.5 * told / ONLY_TELLS } else { 0.5 + 0.5 * over.min(1.0) };
    (common >= LEAST_SHARED).then_some(score)
}

fn distinct(keys: &[u32]) -> Vec<u32> {
    let mut keys = keys.to_vec();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The documents of each publisher, in order of precedence.
pub(super) struct Publishers<'a> {
    documents: BTreeMap<&'a [u32], Vec<u32>>,
    /// Publishers by the first key of their name.
    by_key: HashMap<u32, Vec<&'a [u32]>>,
}

impl<'a> Publishers<'a> {
    /// Groups documents given in order of precedence.
    pub fn new(sketches: &[&'a Sketch]) -> Self {
        let mut documents: BTreeMap<&[u32], Vec<u32>> = BTreeMap::new();
        for (number, sketch) in (0u32..).zip(sketches) {
            if !sketch.owner.is_empty() {
                documents.entry(&sketch.owner).or_default().push(number);
            }
        }
        let mut by_key: HashMap<u32, Vec<&[u32]>> = HashMap::new();
        for &owner in documents.keys() {
            if let Some(&first) = owner.first() {
                by_key.entry(first).or_default().push(owner);
            }
        }
        Self { documents, by_key }
    }

    /// Documents that `me` may relay, nearest in time.
    pub fn credited(&self, me: u32, sketch: &Sketch) -> Vec<u32> {
        let mut out: Vec<u32> = sketch
            .credits
            .iter()
            .filter_map(|key| self.by_key.get(key))
            .flatten()
            .filter(|owner| ***owner != *sketch.owner)
            .filter_map(|owner| self.documents.get(*owner))
            .flat_map(|documents| nearest(documents, me))
            .filter(|&other| other != me)
            .collect();
        out.sort_unstable();
        out.dedup();
        out
    }
}

/// The last documents before `me`, and a few after it, which count where dates are equal or unknown.
fn nearest(documents: &[u32], me: u32) -> impl Iterator<Item = u32> {
    let here = documents.partition_point(|&d| d < me);
    let end = (here + NEAREST / 4).min(documents.len());
    documents[here.saturating_sub(NEAREST)..end].iter().copied()
}
