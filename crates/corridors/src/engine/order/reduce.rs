//! Nodes that may go first whatever the network: dead ends and the insides of chains.
//!
//! A node with at most two neighbours leaves at most one edge behind when it is contracted, and that edge replaces two.
//! Most nodes of a road network are of this kind; what is left, the core, is a fraction of it. Chains are contracted
//! in rounds of nodes that are not neighbours, so that a chain of `k` nodes becomes a tree of depth log `k`.

/// What is left when no node has fewer than three neighbours, and the nodes that went, in order.
pub struct Reduced {
    /// Nodes in the order of their contraction.
    pub gone: Vec<u32>,
    /// Whether a node still stands.
    pub stands: Vec<bool>,
    /// Neighbours among those that stand: `neighbours[first[v]..first[v] + degree[v]]`.
    pub neighbours: Vec<u32>,
    /// Number of neighbours that stand.
    pub degree: Vec<u32>,
}

/// Contracts nodes with at most two neighbours until there are none. `first` and `neighbours`: a simple undirected graph.
pub fn reduce(first: &[u32], neighbours: Vec<u32>) -> Reduced {
    let count = first.len() - 1;
    let degree: Vec<u32> = first.windows(2).map(|w| w[1] - w[0]).collect();
    let mut left = Reduced { gone: Vec::with_capacity(count), stands: vec![true; count], neighbours, degree };
    let mut touched = vec![0u32; count];
    let mut round = 0;
    let mut now: Vec<u32> = (0..count as u32).filter(|&v| left.degree[v as usize] <= 2).collect();
    let mut later = Vec::new();
    while !now.is_empty() {
        round += 1;
        for &v in &now {
            let at = v as usize;
            if !left.stands[at] || left.degree[at] > 2 {
                continue;
            }
            if touched[at] == round {
                later.push(v);
                continue;
            }
            let start = first[at] as usize;
            let around =
                [left.neighbours[start..].first(), left.neighbours[start..].get(1)].map(|n| n.copied());
            let degree = left.degree[at];
            left.stands[at] = false;
            left.gone.push(v);
            match (degree, around) {
                (2, [Some(a), Some(b)]) => {
                    left.replace(first, a, v, b);
                    left.replace(first, b, v, a);
                    for n in [a, b] {
                        touched[n as usize] = round;
                        later.extend((left.degree[n as usize] <= 2).then_some(n));
                    }
                }
                (1, [Some(a), _]) => {
                    left.remove(first, a, v);
                    touched[a as usize] = round;
                    later.extend((left.degree[a as usize] <= 2).then_some(a));
                }
                _ => {}
            }
        }
        now.clear();
        std::mem::swap(&mut now, &mut later);
    }
    left
}

impl Reduced {
    /// Neighbours of `v` that stand.
    pub fn around<'a>(&'a self, first: &[u32], v: u32) -> &'a [u32] {
        let start = first[v as usize] as usize;
        &self.neighbours[start..start + self.degree[v as usize] as usize]
    }

    /// `old` goes from the neighbours of `of`.
    fn remove(&mut self, first: &[u32], of: u32, old: u32) {
        let start = first[of as usize] as usize;
        let end = start + self.degree[of as usize] as usize;
        if let Some(at) = self.neighbours[start..end].iter().position(|&n| n == old) {
            self.neighbours.swap(start + at, end - 1);
            self.degree[of as usize] -= 1;
        }
    }

    /// `new` takes the place of `old` among the neighbours of `of`, once.
    fn replace(&mut self, first: &[u32], of: u32, old: u32, new: u32) {
        if self.around(first, of).contains(&new) {
            return self.remove(first, of, old);
        }
        let start = first[of as usize] as usize;
        let end = start + self.degree[of as usize] as usize;
        if let Some(slot) = self.neighbours[start..end].iter_mut().find(|n| **n == old) {
            *slot = new;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn simple(count: usize, edges: &[(u32, u32)]) -> (Vec<u32>, Vec<u32>) {
        let mut lists = vec![Vec::new(); count];
        for &(a, b) in edges {
            lists[a as usize].push(b);
            lists[b as usize].push(a);
        }
        let mut first = vec![0];
        for list in &lists {
            first.push(first.last().unwrap() + list.len() as u32);
        }
        (first, lists.concat())
    }

    #[test]
    fn chains_trees_and_rings_go_entirely() {
        let (first, around) = simple(7, &[(0, 1), (1, 2), (2, 3), (3, 0), (3, 4), (4, 5)]);
        let left = reduce(&first, around);
        assert_eq!(left.gone.len(), 7, "a ring with a tail and a lone node");
    }

    #[test]
    fn four_towns_all_joined_by_chains_stay() {
        // Nodes 0–3 joined pairwise, each road with one node in its middle.
        let mut edges = Vec::new();
        let mut next = 4;
        for a in 0..4 {
            for b in a + 1..4 {
                edges.extend([(a, next), (next, b)]);
                next += 1;
            }
        }
        let (first, around) = simple(10, &edges);
        let left = reduce(&first, around);
        assert_eq!(left.gone, [4, 5, 6, 7, 8, 9]);
        for v in 0..4 {
            let mut near = left.around(&first, v).to_vec();
            near.sort_unstable();
            assert_eq!(near, (0..4).filter(|&n| n != v).collect::<Vec<_>>());
        }
    }
}
