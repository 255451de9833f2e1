//! The door: sketches in, the origin graph out.

use super::candidates::{Subjects, same_text};
use super::graph::{Link, MERGES, assemble, oriented};
use super::passages::{Overlap, Prepared, overlap};
use super::relay::{Publishers, relays};
use super::sketch::{Sketch, sketch};
use super::translation::rendering;
use super::{OriginGraph, RelationKind};
use crate::{Document, Language};
use base::{Date, DocumentId};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Traces the origins of all documents sketched. `load` gives a document's text when two candidates are compared
/// word by word; where it gives none, the fingerprints alone decide and no passages are shown.
///
/// The cost is near linear: each document is compared with the few that share most with it.
pub fn trace(sketches: &[Sketch], load: &dyn Fn(&DocumentId) -> Option<Document>) -> OriginGraph {
    let order = precedence(sketches);
    let mut links = same_texts(&order, load);
    links.extend(translations(&order, &links));
    let relays = relayed(&order, &links);
    links.extend(relays);
    assemble(sketches, &order, links)
}

/// Traces a few documents held in memory.
pub fn trace_documents(documents: &[&Document]) -> OriginGraph {
    let sketches: Vec<Sketch> = documents.par_iter().map(|d| sketch(d)).collect();
    let by_id: BTreeMap<&DocumentId, &Document> = documents.iter().map(|d| (&d.id, *d)).collect();
    trace(&sketches, &|id| by_id.get(id).map(|d| (*d).clone()))
}

/// Each document once, the earlier published first, undated last; then by name and id.
fn precedence(sketches: &[Sketch]) -> Vec<&Sketch> {
    let mut order: Vec<&Sketch> = sketches.iter().collect();
    order.sort_by_key(|s| (s.published.unwrap_or(Date::MAX), &s.name, &s.id));
    let mut seen = BTreeSet::new();
    order.retain(|s| seen.insert(&s.id));
    order
}

/// So many pairs are held in memory with their texts at a time.
const BATCH: usize = 256;

fn same_texts(order: &[&Sketch], load: &dyn Fn(&DocumentId) -> Option<Document>) -> Vec<Link> {
    let pairs = same_text(order);
    pairs.chunks(BATCH).flat_map(|batch| compare(order, batch, load)).collect()
}

/// Compares the pairs of one batch; each of its texts is loaded and read once.
fn compare(
    order: &[&Sketch],
    batch: &[(u32, u32)],
    load: &dyn Fn(&DocumentId) -> Option<Document>,
) -> Vec<Link> {
    let numbers: BTreeSet<u32> = batch.iter().flat_map(|&(a, b)| [a, b]).collect();
    let texts: Vec<(u32, Document)> =
        numbers.into_iter().filter_map(|n| Some((n, load(&order[n as usize].id)?))).collect();
    let prepared: BTreeMap<u32, Prepared<'_>> =
        texts.par_iter().map(|(n, document)| (*n, Prepared::new(document))).collect();
    batch
        .par_iter()
        .filter_map(|&(a, b)| {
            let found = match (prepared.get(&a), prepared.get(&b)) {
                (Some(one), Some(two)) => overlap(one, two),
                _ => estimate(order[a as usize], order[b as usize]),
            };
            same_text_link(order, (a, b), found)
        })
        .collect()
}

/// The overlap that shared fingerprints suggest.
fn estimate(a: &Sketch, b: &Sketch) -> Overlap {
    let common = super::candidates::shared(&a.fingerprints, &b.fingerprints) as f64;
    let share = |s: &Sketch| common / s.fingerprints.len().max(1) as f64;
    Overlap { first: share(a), second: share(b), passages: Vec::new() }
}

/// Two texts are one when so much of each stands in the other: a dateline or a byline may differ.
const COPIED: f64 = 0.95;

/// So much of a text stands in the other: little else is in it.
const CONTAINED: f64 = 0.8;

/// So much of the smaller text stands in the other that a relation is worth showing …
const NOTABLE: f64 = 0.2;

/// … and so much that the two count once.
const LARGE: f64 = 0.4;

/// Fewer shared words are a greeting or a title.
const LEAST_WORDS: f64 = 20.0;

fn same_text_link(order: &[&Sketch], (a, b): (u32, u32), found: Overlap) -> Option<Link> {
    let (one, two) = (order[a as usize], order[b as usize]);
    let equal = one.whole == two.whole && one.words == two.words && one.words >= 5;
    let smaller = if one.words <= two.words { found.first } else { found.second };
    if !equal && (smaller < NOTABLE || smaller * f64::from(one.words.min(two.words)) < LEAST_WORDS) {
        return None;
    }
    let partial = found.first.max(found.second) - found.first.min(found.second) > 0.2;
    let direction = oriented(order, a, b, partial);
    let (from_share, to_share) =
        if direction.from == a { (found.first, found.second) } else { (found.second, found.first) };
    let kind = if equal || from_share.min(to_share) >= COPIED {
        RelationKind::Copy
    } else if from_share >= CONTAINED && to_share < CONTAINED {
        RelationKind::Excerpt
    } else {
        RelationKind::Reprint
    };
    let score = if equal { 1.0 } else { same_text_score(smaller) };
    Some(direction.link(kind, score, (a, b), found.passages))
}

/// Half at [`LARGE`], rising to 0.98; a share of 0.2 or 0.3 is a long quotation and does not merge.
fn same_text_score(share: f64) -> f64 {
    if share < LARGE { 0.5 * share / LARGE } else { 0.5 + 0.48 * ((share - LARGE) / 0.5).min(1.0) }
}

fn translations(order: &[&Sketch], links: &[Link]) -> Vec<Link> {
    // A text that another of its language holds nearly whole has that one's translations.
    let mut held = vec![false; order.len()];
    for link in links.iter().filter(|l| l.score >= 0.9 && l.kind != RelationKind::Relay) {
        held[link.from as usize] = true;
    }
    let fits = |a: u32, b: u32| {
        let (one, two) = (order[a as usize], order[b as usize]);
        !held[a as usize]
            && !held[b as usize]
            && one.language != two.language
            && ![one.language, two.language].contains(&Language::Undetermined)
    };
    let pairs = Subjects::new(order).pairs(order, fits);
    pairs.par_iter().filter_map(|&(a, b)| translation_link(order, a, b)).collect()
}

/// Alignments less sure are not shown.
const LEAST_SCORE: f64 = 0.25;

fn translation_link(order: &[&Sketch], a: u32, b: u32) -> Option<Link> {
    let (one, two) = (order[a as usize], order[b as usize]);
    let found = rendering(one, two);
    let partial = one.words.max(two.words) > 2 * one.words.min(two.words);
    (found.score >= LEAST_SCORE).then(|| {
        oriented(order, a, b, partial).link(RelationKind::Translation, found.score, (a, b), found.passages)
    })
}

/// Of each text, the source it tells most of. A text that is another's already is not looked at: what it credits
/// explains that; nor is a pair with a closer relation.
fn relayed(order: &[&Sketch], links: &[Link]) -> Vec<Link> {
    let publishers = Publishers::new(order);
    let dependent: BTreeSet<u32> = links.iter().filter(|l| l.score >= MERGES).map(|l| l.from).collect();
    let known: BTreeSet<(u32, u32)> = links.iter().map(|l| (l.from.min(l.to), l.from.max(l.to))).collect();
    let best = |me: u32| {
        let sketch = order[me as usize];
        let open = |&other: &u32| !known.contains(&(me.min(other), me.max(other)));
        let credited = publishers.credited(me, sketch).into_iter().filter(open);
        let scored = credited.filter_map(|other| Some((relays(sketch, order[other as usize])?, other)));
        let (score, to) = scored.max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1)))?;
        Some(Link { from: me, to, kind: RelationKind::Relay, score, passages: Vec::new() })
    };
    let all = (0..order.len() as u32).into_par_iter();
    all.filter(|me| !dependent.contains(me)).filter_map(best).collect()
}
