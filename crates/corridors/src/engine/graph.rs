//! A directed graph as plain arrays: what every engine here works on.

/// The weight of an arc that may not be used, and the distance of what cannot be reached.
///
/// Two of them added still fit a signed word, so that no sum of two distances can overflow. In tenths of a second it
/// is 3.4 years; a longer way counts as none.
pub const INFINITY: u32 = (1 << 30) - 1;

/// A directed graph. Nodes are numbered from zero, arcs in the order they were given; arcs may run in parallel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graph {
    node_count: usize,
    tail: Vec<u32>,
    head: Vec<u32>,
    weight: Vec<u32>,
}

/// Why arrays are no graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GraphError {
    /// The arrays of tails, heads and weights differ in length.
    Lengths,
    /// An arc names a node that is not there: the arc's number and the node's.
    UnknownNode(usize, u32),
    /// More than 2³¹ nodes or arcs.
    TooLarge,
}

impl std::fmt::Display for GraphError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Lengths => write!(f, "tails, heads and weights of the arcs differ in number"),
            Self::UnknownNode(arc, node) => write!(f, "arc {arc} names node {node}, which is not there"),
            Self::TooLarge => write!(f, "more than 2^31 nodes or arcs"),
        }
    }
}

impl std::error::Error for GraphError {}

impl Graph {
    /// A graph of `node_count` nodes; arc `i` runs from `tail[i]` to `head[i]` at `weight[i]`, at most [`INFINITY`].
    pub fn new(
        node_count: usize,
        tail: Vec<u32>,
        head: Vec<u32>,
        mut weight: Vec<u32>,
    ) -> Result<Self, GraphError> {
        if tail.len() != head.len() || tail.len() != weight.len() {
            return Err(GraphError::Lengths);
        }
        if node_count.max(tail.len()) >= 1 << 31 {
            return Err(GraphError::TooLarge);
        }
        for (arc, &node) in tail.iter().enumerate().chain(head.iter().enumerate()) {
            if node as usize >= node_count {
                return Err(GraphError::UnknownNode(arc, node));
            }
        }
        weight.iter_mut().for_each(|w| *w = (*w).min(INFINITY));
        Ok(Self { node_count, tail, head, weight })
    }

    /// The same from a list of arcs: from, to, weight.
    pub fn from_arcs(
        node_count: usize,
        arcs: impl IntoIterator<Item = (u32, u32, u32)>,
    ) -> Result<Self, GraphError> {
        let (mut tail, mut head, mut weight) = (Vec::new(), Vec::new(), Vec::new());
        for (from, to, cost) in arcs {
            tail.push(from);
            head.push(to);
            weight.push(cost);
        }
        Self::new(node_count, tail, head, weight)
    }

    /// Number of nodes.
    pub fn node_count(&self) -> usize {
        self.node_count
    }

    /// Number of arcs.
    pub fn arc_count(&self) -> usize {
        self.head.len()
    }

    /// Where each arc starts.
    pub fn tail(&self) -> &[u32] {
        &self.tail
    }

    /// Where each arc ends.
    pub fn head(&self) -> &[u32] {
        &self.head
    }

    /// What each arc costs.
    pub fn weight(&self) -> &[u32] {
        &self.weight
    }

    /// Arcs by the node where they start: `arcs[first[v]..first[v + 1]]` start at `v`, in the order they were given.
    pub fn outgoing(&self) -> (Vec<u32>, Vec<u32>) {
        group(self.node_count, &self.tail)
    }
}

/// Positions of `keys` grouped by key, as offsets and positions; a counting sort, stable.
pub(super) fn group(count: usize, keys: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let mut first = vec![0u32; count + 1];
    for &key in keys {
        first[key as usize + 1] += 1;
    }
    for i in 0..count {
        first[i + 1] += first[i];
    }
    let mut next = first.clone();
    let mut grouped = vec![0u32; keys.len()];
    for (position, &key) in keys.iter().enumerate() {
        let slot = &mut next[key as usize];
        grouped[*slot as usize] = position as u32;
        *slot += 1;
    }
    (first, grouped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrays_that_do_not_fit_are_refused() {
        assert_eq!(Graph::new(2, vec![0], vec![1, 0], vec![1]), Err(GraphError::Lengths));
        assert_eq!(Graph::from_arcs(2, [(0, 1, 1), (1, 2, 1)]), Err(GraphError::UnknownNode(1, 2)));
        let graph = Graph::from_arcs(2, [(1, 0, u32::MAX), (0, 1, 3), (1, 1, 4)]).unwrap();
        assert_eq!(graph.weight(), [INFINITY, 3, 4]);
        assert_eq!(graph.outgoing(), (vec![0, 1, 3], vec![1, 0, 2]));
    }
}
