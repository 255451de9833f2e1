//! Direction of relations, and the groups that they make.

use super::sketch::Sketch;
use super::{Origin, OriginGraph, Passage, Relation, RelationKind};
use base::{Date, DocumentId, OriginId, Span};
use std::collections::BTreeMap;

/// Relations at least so sure make one origin of two documents.
pub(super) const MERGES: f64 = 0.5;

/// A score over [`MERGES`] loses this share of what is over it when the direction is a guess.
const GUESSED: f64 = 0.1;

/// A relation between documents by their number in order of precedence.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Link {
    pub from: u32,
    pub to: u32,
    pub kind: RelationKind,
    pub score: f64,
    pub passages: Vec<Passage>,
}

/// Which of two documents depends on the other, and whether that is known or guessed.
pub(super) struct Direction {
    pub from: u32,
    to: u32,
    known: bool,
}

/// The later published depends on the earlier; else the one that credits the other's publisher; else, where one text
/// holds a part of the other, the shorter; else the later in order of precedence.
pub(super) fn oriented(order: &[&Sketch], a: u32, b: u32, partial: bool) -> Direction {
    let (one, two) = (order[a as usize], order[b as usize]);
    let (first_depends, known) = match (one.published, two.published) {
        (Some(x), Some(y)) if x != y => (x > y, true),
        _ => match (one.credits(two), two.credits(one)) {
            (true, false) => (true, true),
            (false, true) => (false, true),
            _ if partial && one.words != two.words => (one.words < two.words, false),
            _ => (a > b, false),
        },
    };
    if first_depends { Direction { from: a, to: b, known } } else { Direction { from: b, to: a, known } }
}

impl Direction {
    /// The relation of the pair `(a, b)`, whose passages are given in that order.
    pub fn link(
        &self,
        kind: RelationKind,
        score: f64,
        pair: (u32, u32),
        passages: Vec<(Span, Span)>,
    ) -> Link {
        let score = if self.known { score } else { score - GUESSED * (score - MERGES).max(0.0) };
        let turned = self.from != pair.0;
        let mut passages: Vec<Passage> = passages
            .into_iter()
            .map(|(a, b)| if turned { Passage { from: b, to: a } } else { Passage { from: a, to: b } })
            .collect();
        passages.sort_by_key(|p| (p.from.start, p.to.start));
        Link { from: self.from, to: self.to, kind, score, passages }
    }
}

/// Groups the documents by the relations that are sure enough. `order` holds each of `given` once.
pub(super) fn assemble(given: &[Sketch], order: &[&Sketch], mut links: Vec<Link>) -> OriginGraph {
    links.sort_by_key(|l| (l.from, l.to, l.kind));
    let mut groups = Groups::new(order.len());
    let mut dependent = vec![false; order.len()];
    for link in links.iter().filter(|l| l.score >= MERGES) {
        groups.join(link.from, link.to);
        dependent[link.from as usize] = true;
    }
    let first = firsts(order, &mut groups, &dependent);
    let relations = links.into_iter().map(|l| relation(order, l)).collect();
    OriginGraph { origins: origins(given, order, &mut groups, &first), relations }
}

/// The document of each group that names it: the earliest; undated, one that depends on none.
fn firsts(order: &[&Sketch], groups: &mut Groups, dependent: &[bool]) -> BTreeMap<u32, u32> {
    let mut first: BTreeMap<u32, u32> = BTreeMap::new();
    let rank = |n: u32| (order[n as usize].published.unwrap_or(Date::MAX), dependent[n as usize], n);
    for number in 0..order.len() as u32 {
        let slot = first.entry(groups.root(number)).or_insert(number);
        if rank(number) < rank(*slot) {
            *slot = number;
        }
    }
    first
}

fn origins(
    given: &[Sketch],
    order: &[&Sketch],
    groups: &mut Groups,
    first: &BTreeMap<u32, u32>,
) -> Vec<Origin> {
    let mut numbers: BTreeMap<&DocumentId, u32> = (0u32..).zip(order).map(|(n, s)| (&s.id, n)).collect();
    let mut place: BTreeMap<u32, usize> = BTreeMap::new();
    let mut out: Vec<Origin> = Vec::new();
    for sketch in given {
        let Some(number) = numbers.remove(&sketch.id) else { continue };
        let root = groups.root(number);
        let at = *place.entry(root).or_insert_with(|| {
            let first = first.get(&root).map_or(sketch, |&n| order[n as usize]);
            out.push(Origin { id: OriginId::derive(&[first.id.as_str()]), documents: Vec::new() });
            out.len() - 1
        });
        out[at].documents.push(sketch.id.clone());
    }
    out
}

fn relation(order: &[&Sketch], link: Link) -> Relation {
    let id = |n: u32| order[n as usize].id.clone();
    // Two digits: more would show a precision that is not there.
    let score = (link.score * 100.0).round() / 100.0;
    Relation { from: id(link.from), to: id(link.to), kind: link.kind, score, passages: link.passages }
}

/// Disjoint sets (union by smaller number, path halving).
struct Groups(Vec<u32>);

impl Groups {
    fn new(size: usize) -> Self {
        Self((0..size as u32).collect())
    }

    fn root(&mut self, mut n: u32) -> u32 {
        while self.0[n as usize] != n {
            let up = self.0[self.0[n as usize] as usize];
            self.0[n as usize] = up;
            n = up;
        }
        n
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b) as usize] = a.min(b);
    }
}
