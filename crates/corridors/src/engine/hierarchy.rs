//! The hierarchy: a graph and an order in; which arcs a contraction in that order would need, out. No weights yet.
//!
//! After Dibbelt, Strasser, Wagner 2016, "Customizable contraction hierarchies" (ACM Journal of Experimental Algorithmics
//! 21, 1.5). Nodes are renumbered by a walk through the elimination tree, children first: a subtree is a range of
//! numbers, and so are its arcs. All upper neighbours of a node are its ancestors in that tree, hence a *depth* names
//! one of them: searches work on arrays as short as the tree is deep.

use super::graph::{Graph, group};
use super::order::{contraction_order, undirected};

/// No node, no arc.
pub(super) const NONE: u32 = u32::MAX;

/// A graph prepared for any weights. Its nodes have ranks, 0 first; an arc runs from a node to one of higher rank.
#[derive(Clone, Debug)]
pub struct Hierarchy {
    /// Rank of each node of the graph.
    pub(super) rank: Vec<u32>,
    /// Node of each rank.
    pub(super) node: Vec<u32>,
    /// Rank of the lowest upper neighbour, [`NONE`] for a root.
    pub(super) parent: Vec<u32>,
    /// Number of ancestors.
    pub(super) depth: Vec<u32>,
    /// Upper arcs of rank `x`: `first_up[x]..first_up[x + 1]`, by ascending head.
    pub(super) first_up: Vec<u32>,
    /// Rank where an arc ends.
    pub(super) up_head: Vec<u32>,
    /// Depth of that rank.
    pub(super) up_depth: Vec<u32>,
    /// Rank where an arc starts.
    pub(super) up_tail: Vec<u32>,
    /// Arcs into rank `x` from below: `down[first_down[x]..first_down[x + 1]]`, by ascending tail.
    pub(super) first_down: Vec<u32>,
    /// Those arcs.
    pub(super) down: Vec<u32>,
    /// Ranks where they start.
    pub(super) down_tail: Vec<u32>,
    /// Graph arcs that run up along arc `a`: `input[first_input[2a]..first_input[2a + 1]]`; down: the next range.
    pub(super) first_input: Vec<u32>,
    /// Those graph arcs.
    pub(super) input: Vec<u32>,
    /// For each graph arc twice its arc, plus one if it runs down; [`NONE`] for a loop.
    pub(super) slot: Vec<u32>,
    /// Depth of the tree.
    pub(super) height: usize,
}

impl Hierarchy {
    /// Prepares `graph`; the places of its nodes, in degrees, make a good order. Missing places cost speed only.
    pub fn prepare(graph: &Graph, latitude: &[f32], longitude: &[f32]) -> Self {
        Self::with_order(graph, &contraction_order(graph, latitude, longitude))
    }

    /// Prepares `graph` for an order of contraction: every node of the graph once.
    pub(super) fn with_order(graph: &Graph, order: &[u32]) -> Self {
        let (first, near) = undirected(graph);
        let (node, rank) = postorder(&first, &near, order);
        let (first_up, up_head, parent) = upper_arcs(&first, &near, &node, &rank);
        let count = node.len();
        let mut depth = vec![0u32; count];
        for x in (0..count).rev() {
            if parent[x] != NONE {
                depth[x] = depth[parent[x] as usize] + 1;
            }
        }
        let mut up_tail = vec![0u32; up_head.len()];
        for x in 0..count {
            up_tail[first_up[x] as usize..first_up[x + 1] as usize].fill(x as u32);
        }
        let up_depth: Vec<u32> = up_head.iter().map(|&h| depth[h as usize]).collect();
        let (first_down, down) = group(count, &up_head);
        let down_tail = down.iter().map(|&a| up_tail[a as usize]).collect();
        let height = depth.iter().max().map_or(0, |d| *d as usize + 1);
        let mut built = Self {
            rank,
            node,
            parent,
            depth,
            first_up,
            up_head,
            up_depth,
            up_tail,
            first_down,
            down,
            down_tail,
            first_input: Vec::new(),
            input: Vec::new(),
            slot: Vec::new(),
            height,
        };
        built.slot = graph.tail().iter().zip(graph.head()).map(|(a, b)| built.slot_of(*a, *b)).collect();
        let loops = built.up_head.len() as u32 * 2;
        let keys: Vec<u32> = built.slot.iter().map(|s| (*s).min(loops)).collect();
        (built.first_input, built.input) = group(loops as usize + 1, &keys);
        built
    }

    /// Number of nodes.
    pub fn node_count(&self) -> usize {
        self.node.len()
    }

    /// Number of arcs of the graph.
    pub fn arc_count(&self) -> usize {
        self.slot.len()
    }

    /// Number of arcs of the hierarchy, and the depth of its tree: what queries and customization cost.
    pub fn size(&self) -> (usize, usize) {
        (self.up_head.len(), self.height)
    }

    /// Upper arcs of a rank.
    pub(super) fn up(&self, x: u32) -> std::ops::Range<usize> {
        self.first_up[x as usize] as usize..self.first_up[x as usize + 1] as usize
    }

    /// Arcs into a rank from below, and where they start.
    pub(super) fn below(&self, x: u32) -> (&[u32], &[u32]) {
        let range = self.first_down[x as usize] as usize..self.first_down[x as usize + 1] as usize;
        (&self.down[range.clone()], &self.down_tail[range])
    }

    /// The arc from rank `low` to rank `high`, if there is one.
    pub(super) fn arc(&self, low: u32, high: u32) -> Option<u32> {
        let range = self.up(low);
        let at = self.up_head[range.clone()].binary_search(&high).ok()?;
        Some((range.start + at) as u32)
    }

    /// Slot of a graph arc from node `a` to node `b`.
    fn slot_of(&self, a: u32, b: u32) -> u32 {
        let (x, y) = (self.rank[a as usize], self.rank[b as usize]);
        let arc = self.arc(x.min(y), x.max(y));
        arc.map_or(NONE, |arc| arc * 2 + u32::from(x > y))
    }

    /// Graph arcs that lie in a slot.
    pub(super) fn inputs(&self, slot: usize) -> &[u32] {
        &self.input[self.first_input[slot] as usize..self.first_input[slot + 1] as usize]
    }

    /// The number of ancestors, themselves counted, that two ranks share.
    pub(super) fn shared(&self, mut x: u32, mut y: u32) -> usize {
        while x != y {
            let low = if x < y { &mut x } else { &mut y };
            *low = self.parent[*low as usize];
            if *low == NONE {
                return 0;
            }
        }
        self.depth[x as usize] as usize + 1
    }
}

/// Renumbers an order so that the elimination tree is walked children first. The same arcs arise; subtrees are ranges.
///
/// The tree is found without the arcs of the contraction (Liu 1990, "The role of elimination trees").
fn postorder(first: &[u32], near: &[u32], order: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let count = order.len();
    let mut position = vec![0u32; count];
    order.iter().zip(0..).for_each(|(&v, i)| position[v as usize] = i);
    let mut parent = vec![NONE; count];
    let mut top = vec![NONE; count];
    for (i, &v) in order.iter().enumerate() {
        for &n in &near[first[v as usize] as usize..first[v as usize + 1] as usize] {
            let mut at = position[n as usize] as usize;
            while at < i {
                let next = top[at];
                top[at] = i as u32;
                if next == NONE {
                    parent[at] = i as u32;
                    break;
                }
                at = next as usize;
            }
        }
    }
    let roots = parent.iter().map(|p| if *p == NONE { count as u32 } else { *p }).collect::<Vec<_>>();
    let (first_child, child) = group(count + 1, &roots);
    let mut node = Vec::with_capacity(count);
    let mut rank = vec![0u32; count];
    // A node is met twice: on the way down, and when all below it have their numbers.
    let mut stack: Vec<(u32, bool)> = vec![(count as u32, false)];
    while let Some((at, done)) = stack.pop() {
        if done {
            rank[order[at as usize] as usize] = node.len() as u32;
            node.push(order[at as usize]);
            continue;
        }
        if at < count as u32 {
            stack.push((at, true));
        }
        let range = first_child[at as usize] as usize..first_child[at as usize + 1] as usize;
        stack.extend(child[range].iter().map(|&c| (c, false)));
    }
    (node, rank)
}

/// Upper neighbours of each rank, those that contractions below add included, and the lowest of them.
fn upper_arcs(first: &[u32], near: &[u32], node: &[u32], rank: &[u32]) -> (Vec<u32>, Vec<u32>, Vec<u32>) {
    let count = node.len();
    let mut first_up = Vec::with_capacity(count + 1);
    first_up.push(0u32);
    let mut head: Vec<u32> = Vec::with_capacity(near.len());
    let mut parent = vec![NONE; count];
    let mut seen = vec![NONE; count];
    // Children of a node, as a list threaded through their siblings.
    let (mut child, mut sibling) = (vec![NONE; count], vec![NONE; count]);
    for x in 0..count {
        let start = head.len();
        seen[x] = x as u32;
        let v = node[x] as usize;
        for &n in &near[first[v] as usize..first[v + 1] as usize] {
            let y = rank[n as usize];
            if y > x as u32 && seen[y as usize] != x as u32 {
                seen[y as usize] = x as u32;
                head.push(y);
            }
        }
        let mut below = child[x];
        while below != NONE {
            for at in first_up[below as usize] as usize..first_up[below as usize + 1] as usize {
                let y = head[at];
                if seen[y as usize] != x as u32 {
                    seen[y as usize] = x as u32;
                    head.push(y);
                }
            }
            below = sibling[below as usize];
        }
        head[start..].sort_unstable();
        first_up.push(head.len() as u32);
        if let Some(&up) = head.get(start) {
            parent[x] = up;
            sibling[x] = child[up as usize];
            child[up as usize] = x as u32;
        }
    }
    (first_up, head, parent)
}
