//! Which documents may depend on which: an inverted index, so that the cost grows with the collection and not with
//! its square.

use super::sketch::Sketch;
use rayon::prelude::*;

/// At most so many documents are kept for one fingerprint, the earliest: a page footer in every document costs no
/// more than a sentence in a few, and the thousandth copy still finds the first.
const LONGEST_LIST: usize = 32;

/// At most so many of a document's candidates are looked at closely.
const CLOSE_LOOK: usize = 16;

/// Each document's candidates must explain so much more of the smaller text than those before, or they are left. Far
/// below what counts as a relation, for a short text has few fingerprints and they are unevenly spread.
const LEAST_GAIN: f64 = 0.15;

/// At most so many sources of one document.
const MOST_SOURCES: usize = 6;

/// A document of which at least this share of fingerprints stands in few documents is told by those alone; what it
/// shares with very many is boiler-plate.
const OWN_SHARE: f64 = 0.4;

/// For every key, the documents that hold it.
struct Index {
    /// (key, document), sorted.
    postings: Vec<(u32, u32)>,
}

impl Index {
    fn new<'a>(lists: impl Iterator<Item = &'a [u32]>) -> Self {
        let mut postings: Vec<(u32, u32)> = Vec::new();
        for (document, keys) in (0u32..).zip(lists) {
            postings.extend(keys.iter().map(|&key| (key, document)));
        }
        postings.par_sort_unstable();
        Self { postings }
    }

    /// The earliest documents that hold `key`, and whether there are more of them.
    fn list(&self, key: u32) -> (&[(u32, u32)], bool) {
        let start = self.postings.partition_point(|p| p.0 < key);
        let rest = &self.postings[start..];
        let length = rest.iter().take(LONGEST_LIST + 1).take_while(|p| p.0 == key).count();
        (&rest[..length.min(LONGEST_LIST)], length > LONGEST_LIST)
    }
}

/// Counts by document, without clearing all counters for each document.
struct Tally {
    counts: Vec<f32>,
    touched: Vec<u32>,
}

impl Tally {
    fn new(documents: usize) -> Self {
        Self { counts: vec![0.0; documents], touched: Vec::new() }
    }

    fn add(&mut self, document: u32, weight: f32) {
        if let Some(count) = self.counts.get_mut(document as usize) {
            if *count == 0.0 {
                self.touched.push(document);
            }
            *count += weight;
        }
    }

    /// The documents with the highest counts, the earlier first among equals; starts afresh.
    fn take_best(&mut self, most: usize) -> Vec<(u32, f32)> {
        let mut best: Vec<(u32, f32)> =
            self.touched.drain(..).map(|d| (d, std::mem::take(&mut self.counts[d as usize]))).collect();
        best.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        best.truncate(most);
        best
    }
}

/// Pairs of documents that share enough text to be compared, the lower number first; sorted, each once. `sketches`
/// are in order of precedence.
pub(super) fn same_text(sketches: &[&Sketch]) -> Vec<(u32, u32)> {
    let index = Index::new(sketches.iter().map(|s| s.fingerprints.as_slice()));
    let found = sketches
        .par_iter()
        .enumerate()
        .map_init(|| Tally::new(sketches.len()), |tally, (me, _)| sources(me, sketches, &index, tally))
        .flatten_iter()
        .collect();
    unordered(found)
}

fn unordered(mut pairs: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    for pair in &mut pairs {
        *pair = (pair.0.min(pair.1), pair.0.max(pair.1));
    }
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

/// The few documents that together explain most of `me`: each one is taken for what it adds to those before.
fn sources(me: usize, sketches: &[&Sketch], index: &Index, tally: &mut Tally) -> Vec<(u32, u32)> {
    let telling = telling(&sketches[me].fingerprints, index);
    for &fingerprint in &telling {
        for &(_, document) in index.list(fingerprint).0 {
            if document as usize != me {
                tally.add(document, 1.0);
            }
        }
    }
    let mut open = telling;
    let size = open.len();
    let mut candidates = tally.take_best(CLOSE_LOOK);
    let mut out = Vec::new();
    while out.len() < MOST_SOURCES && !candidates.is_empty() {
        let gains = candidates.iter().map(|&(d, _)| shared(&open, &sketches[d as usize].fingerprints));
        let Some((at, gain)) = gains.enumerate().max_by_key(|&(at, gain)| (gain, usize::MAX - at)) else {
            break;
        };
        let (document, _) = candidates.remove(at);
        let other = &sketches[document as usize].fingerprints;
        if gain == 0 {
            break;
        }
        if gain >= (LEAST_GAIN * size.min(other.len()) as f64) as usize {
            out.push((me as u32, document));
            open.retain(|f| other.binary_search(f).is_err());
        }
    }
    out
}

/// The fingerprints that tell a document: all, or those that few documents hold.
fn telling(all: &[u32], index: &Index) -> Vec<u32> {
    let own: Vec<u32> = all.iter().copied().filter(|&f| !index.list(f).1).collect();
    if own.len() as f64 >= OWN_SHARE * all.len() as f64 { own } else { all.to_vec() }
}

/// How many keys two sorted lists share.
pub(super) fn shared(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        count += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    count
}

/// Documents on one subject, whatever their language: they share pairs of names, dates and numbers.
pub(super) struct Subjects {
    index: Index,
    documents: usize,
}

/// At most so many documents on the same subject are compared with one.
const SAME_SUBJECT: usize = 3;

/// Two documents on one subject share at least so many pairs of anchors, or all that the shorter has …
const LEAST_PAIRS: usize = 2;

/// … which are at least this share of the pairs of the smaller: a translation keeps over half of them, an independent
/// report of the same event few.
const LEAST_PAIR_SHARE: f64 = 0.25;

impl Subjects {
    /// Indexes documents given in order of precedence.
    pub fn new(sketches: &[&Sketch]) -> Self {
        Self { index: Index::new(sketches.iter().map(|s| s.pairs.as_slice())), documents: sketches.len() }
    }

    /// Pairs of documents on one subject for which `fits` holds, the lower number first; sorted, each once.
    pub fn pairs(&self, sketches: &[&Sketch], fits: impl Fn(u32, u32) -> bool + Sync) -> Vec<(u32, u32)> {
        let found = (0..self.documents)
            .into_par_iter()
            .map_init(
                || Tally::new(self.documents),
                |tally, me| self.related(me as u32, sketches, &fits, tally),
            )
            .flatten_iter()
            .collect();
        unordered(found)
    }

    fn related(
        &self,
        me: u32,
        sketches: &[&Sketch],
        fits: &(impl Fn(u32, u32) -> bool + Sync),
        tally: &mut Tally,
    ) -> Vec<(u32, u32)> {
        let mine = &sketches[me as usize].pairs;
        for &key in mine {
            let (list, _) = self.index.list(key);
            let weight = 1.0 / (1.0 + list.len() as f32).ln();
            for &(_, document) in list {
                if document != me {
                    tally.add(document, weight);
                }
            }
        }
        let enough = |d: u32| {
            let other = &sketches[d as usize].pairs;
            let common = shared(mine, other);
            let smaller = mine.len().min(other.len());
            common >= LEAST_PAIRS.min(smaller).max(1) && common as f64 >= LEAST_PAIR_SHARE * smaller as f64
        };
        let best = tally.take_best(8 * SAME_SUBJECT).into_iter().map(|(d, _)| d);
        best.filter(|&d| fits(me, d) && enough(d)).take(SAME_SUBJECT).map(|d| (me, d)).collect()
    }
}
