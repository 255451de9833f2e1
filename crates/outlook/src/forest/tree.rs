//! One tree.

use super::split::{Found, Item, Split, Tally};
use super::{Binned, CLASSES, Growth};
use crate::random::Random;

/// A place where rows part, or a leaf.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Node {
    /// Rows whose step of `feature` is at most `step` go to the node `left`, the others to the one after it.
    Fork { feature: u16, step: u8, left: u32 },
    /// The leaf of this number.
    Leaf(u32),
}

/// Nodes, the root first.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    nodes: Vec<Node>,
    /// Shares of the classes, leaf by leaf.
    leaves: Vec<[f32; CLASSES]>,
}

/// Rows that still have to be parted: those of `node`.
struct Open {
    node: usize,
    from: usize,
    to: usize,
    depth: usize,
    /// Features known to be the same in all its rows, by their number.
    constant: Vec<bool>,
}

impl Tree {
    /// Grows a tree on rows drawn with replacement.
    pub fn grow(rows: &Binned, classes: &[u8], growth: &Growth, random: &mut Random) -> Self {
        let mut items = draw(rows, classes, growth, random);
        let mut tree = Self { nodes: vec![Node::Leaf(0)], leaves: Vec::new() };
        let constant = vec![false; rows.features()];
        let mut open = vec![Open { node: 0, from: 0, to: items.len(), depth: 0, constant }];
        let mut search = Search::new(rows, growth, random);
        let mut right = Vec::new();
        while let Some(Open { node, from, to, depth, mut constant }) = open.pop() {
            let Some(own) = items.get_mut(from..to) else { continue };
            let all = count(own);
            let best = (depth < growth.depth).then(|| search.best(own, &all, &mut constant)).flatten();
            let Some((feature, split)) = best else {
                tree.leaf(node, &all);
                continue;
            };
            let middle = from + part(own, rows.column(usize::from(feature)), split.step, &mut right);
            let left = tree.nodes.len();
            tree.nodes.extend([Node::Leaf(0), Node::Leaf(0)]);
            if let Some(at) = tree.nodes.get_mut(node) {
                *at = Node::Fork { feature, step: split.step, left: left as u32 };
            }
            let depth = depth + 1;
            open.push(Open { node: left + 1, from: middle, to, depth, constant: constant.clone() });
            open.push(Open { node: left, from, to: middle, depth, constant });
        }
        tree
    }

    fn leaf(&mut self, node: usize, all: &[u32; CLASSES]) {
        let sum: u32 = all.iter().sum();
        if let Some(at) = self.nodes.get_mut(node) {
            *at = Node::Leaf(self.leaves.len() as u32);
        }
        self.leaves.push(all.map(|count| if sum > 0 { count as f32 / sum as f32 } else { 0.0 }));
    }

    /// Number of leaves.
    #[cfg(test)]
    pub fn leaf_count(&self) -> usize {
        self.leaves.len()
    }

    /// Shares of the classes in the leaf that a row falls into; empty if there is none.
    pub fn shares(&self, rows: &Binned, row: usize) -> &[f32] {
        let mut at = 0;
        loop {
            match self.nodes.get(at) {
                Some(Node::Fork { feature, step, left }) => {
                    let own = rows.column(usize::from(*feature)).get(row).copied().unwrap_or_default();
                    at = *left as usize + usize::from(own > *step);
                }
                Some(Node::Leaf(leaf)) => {
                    return self.leaves.get(*leaf as usize).map_or(&[], |shares| shares.as_slice());
                }
                None => return &[],
            }
        }
    }
}

/// Rows drawn with replacement, each once with how often it was drawn, those of class 0 last, else in their order. Splits
/// keep that order.
fn draw(rows: &Binned, classes: &[u8], growth: &Growth, random: &mut Random) -> Vec<Item> {
    let known = rows.rows().min(classes.len());
    let mut times = vec![0u16; known];
    let wanted = (known as f64 * growth.drawn.clamp(0.0, 1.0)).ceil() as usize;
    for _ in 0..wanted {
        if let Some(time) = times.get_mut(random.below(known)) {
            *time = time.saturating_add(1);
        }
    }
    let item = |((row, weight), class): ((usize, &u16), &u8)| Item {
        row: row as u32,
        weight: *weight,
        class: *class,
    };
    let drawn = || times.iter().enumerate().zip(classes).map(item).filter(|item| item.weight > 0);
    let some = drawn().filter(|item| item.class > 0 && usize::from(item.class) < CLASSES);
    some.chain(drawn().filter(|item| item.class == 0)).collect()
}

fn count(items: &[Item]) -> [u32; CLASSES] {
    let mut all = [0; CLASSES];
    for item in items {
        if let Some(count) = all.get_mut(usize::from(item.class)) {
            *count += u32::from(item.weight);
        }
    }
    all
}

/// Looks for splits in one tree.
struct Search<'a> {
    rows: &'a Binned,
    growth: &'a Growth,
    random: &'a mut Random,
    /// All features, in the order in which they were drawn last.
    features: Vec<u16>,
    tally: Tally,
}

impl<'a> Search<'a> {
    fn new(rows: &'a Binned, growth: &'a Growth, random: &'a mut Random) -> Self {
        let features = (0..rows.features().min(usize::from(u16::MAX))).map(|f| f as u16).collect();
        Self { rows, growth, random, features, tally: Tally::new() }
    }

    /// The best split over features drawn without replacement, until enough were tried that are not constant; `None` if the
    /// rows are all of one class, too few, or nothing parts them. Notes in `constant` what it finds to be so.
    fn best(&mut self, items: &[Item], all: &[u32; CLASSES], constant: &mut [bool]) -> Option<(u16, Split)> {
        let leaf = self.growth.leaf.max(1);
        let sum: u32 = all.iter().sum();
        if all.contains(&sum) || sum < 2 * leaf {
            return None;
        }
        let (mut best, mut tried): (Option<(u16, Split)>, usize) = (None, 0);
        for at in 0..self.features.len() {
            if tried == self.growth.tried {
                break;
            }
            let drawn = at + self.random.below(self.features.len() - at);
            self.features.swap(at, drawn);
            let Some(feature) = self.features.get(at).copied() else { break };
            let known = constant.get_mut(usize::from(feature));
            if known.as_ref().is_some_and(|known| **known) {
                continue;
            }
            match self.tally.best(items, self.rows.column(usize::from(feature)), all, leaf) {
                Found::Constant => {
                    known.into_iter().for_each(|known| *known = true);
                    continue;
                }
                Found::Nowhere => {}
                Found::At(split) if best.is_none_or(|(_, best)| split.purity > best.purity) => {
                    best = Some((feature, split));
                }
                Found::At(_) => {}
            }
            tried += 1;
        }
        best
    }
}

/// Puts the items that go left before the others, both in their order; how many go left.
fn part(items: &mut [Item], column: &[u8], step: u8, right: &mut Vec<Item>) -> usize {
    right.clear();
    let mut left = 0;
    for at in 0..items.len() {
        let Some(item) = items.get(at).copied() else { break };
        if column.get(item.row as usize).copied().unwrap_or_default() <= step {
            if let Some(place) = items.get_mut(left) {
                *place = item;
            }
            left += 1;
        } else {
            right.push(item);
        }
    }
    if let Some(rest) = items.get_mut(left..) {
        rest.copy_from_slice(right);
    }
    left
}
