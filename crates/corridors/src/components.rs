//! How a network hangs together.

use crate::Network;
use serde::{Deserialize, Serialize};

/// The parts of a network between which no road leads. Directions and permits are left aside: a part is what one could
/// walk over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Components {
    /// How many parts.
    pub count: usize,
    /// Nodes in the largest.
    pub largest: usize,
    /// Nodes in all others.
    pub outside: usize,
}

/// Counts the parts of a network. A link closed both ways joins nothing.
pub fn components(network: &Network) -> Components {
    let mut parts = Parts((0..network.nodes.len() as u32).collect());
    for link in network.links.iter().filter(|l| l.flags.forward || l.flags.backward) {
        parts.join(link.from.0, link.to.0);
    }
    let mut sizes = vec![0_usize; network.nodes.len()];
    for node in 0..network.nodes.len() as u32 {
        sizes[parts.root(node) as usize] += 1;
    }
    let largest = sizes.iter().copied().max().unwrap_or(0);
    Components {
        count: sizes.iter().filter(|s| **s > 0).count(),
        largest,
        outside: network.nodes.len() - largest,
    }
}

/// Union-find with halved paths; the smaller index is the root.
struct Parts(Vec<u32>);

impl Parts {
    fn root(&mut self, mut node: u32) -> u32 {
        while self.0[node as usize] != node {
            let above = self.0[self.0[node as usize] as usize];
            self.0[node as usize] = above;
            node = above;
        }
        node
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b) as usize] = a.min(b);
    }
}
