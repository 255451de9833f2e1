//! Smallest cut between two sets of nodes of an undirected graph with edges of one unit (Dinitz 1970).

use super::piece::Piece;

/// Which set a node belongs to before the flow.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// To neither.
    Free,
    /// Where the flow starts.
    Source,
    /// Where it ends.
    Target,
}

/// Levels that are none: a node not met yet, and a target.
const UNSEEN: u32 = u32::MAX;
const TARGET: u32 = u32::MAX - 1;

/// Working memory of a flow on one piece.
pub struct Flow<'p> {
    piece: &'p Piece,
    /// Units on each arc, −1 to 1; its twin carries the opposite.
    units: Vec<i8>,
    level: Vec<u32>,
    /// Levels before a round.
    fresh: Vec<u32>,
    next: Vec<u32>,
    queue: Vec<u32>,
}

impl<'p> Flow<'p> {
    /// Working memory for `piece`.
    pub fn new(piece: &'p Piece) -> Self {
        let (nodes, arcs) = (piece.len(), piece.head.len());
        Self {
            piece,
            units: vec![0; arcs],
            level: vec![UNSEEN; nodes],
            fresh: vec![UNSEEN; nodes],
            next: vec![0; nodes],
            queue: Vec::with_capacity(nodes),
        }
    }

    /// The nodes on the side of the sources of a smallest cut and its size; `None` if every cut is larger than `limit`.
    /// There are two extreme smallest cuts; of them the one whose sides are more alike in size is taken.
    pub fn cut(&mut self, kind: &[Kind], limit: usize) -> Option<(Vec<bool>, usize)> {
        self.units.fill(0);
        for (level, kind) in self.fresh.iter_mut().zip(kind) {
            *level = match kind {
                Kind::Free => UNSEEN,
                Kind::Source => 0,
                Kind::Target => TARGET,
            };
        }
        let touches = |v: &u32, own: Kind| {
            kind[*v as usize] == own && self.piece.around(*v).any(|(_, n)| kind[n as usize] != own)
        };
        let nodes = 0..self.piece.len() as u32;
        let sources: Vec<u32> = nodes.clone().filter(|v| touches(v, Kind::Source)).collect();
        let targets: Vec<u32> = nodes.filter(|v| touches(v, Kind::Target)).collect();
        let mut size = 0;
        while self.levels(&sources) {
            for &source in &sources {
                while self.augment(source) {
                    size += 1;
                    if size > limit {
                        return None;
                    }
                }
            }
        }
        let near: Vec<bool> = self.level.iter().map(|level| *level < TARGET).collect();
        let far = self.behind(kind, &targets);
        let count = |side: &[bool]| side.iter().filter(|s| **s).count();
        let lopsided = |side: &[bool]| count(side).abs_diff(side.len() / 2);
        Some((if lopsided(&near) <= lopsided(&far) { near } else { far }, size))
    }

    /// Distances from the sources over arcs with room; whether a target was met. Targets have no distance of their own:
    /// a unit may enter one from anywhere, so that one round serves ways of many lengths.
    fn levels(&mut self, sources: &[u32]) -> bool {
        self.level.copy_from_slice(&self.fresh);
        self.queue.clear();
        self.queue.extend_from_slice(sources);
        for &s in sources {
            self.next[s as usize] = self.piece.first[s as usize];
        }
        let (mut at, mut met) = (0, false);
        while let Some(&v) = self.queue.get(at) {
            at += 1;
            let level = self.level[v as usize];
            for (arc, n) in self.piece.around(v) {
                let near = n as usize;
                if self.units[arc] < 1 {
                    match self.level[near] {
                        TARGET => met = true,
                        UNSEEN => {
                            self.level[near] = level + 1;
                            self.next[near] = self.piece.first[near];
                            self.queue.push(n);
                        }
                        _ => {}
                    }
                }
            }
        }
        met
    }

    /// Sends one unit from `source` along rising levels to a target, if there is room.
    fn augment(&mut self, source: u32) -> bool {
        let mut path: Vec<usize> = Vec::new();
        let mut v = source as usize;
        loop {
            let end = self.piece.first[v + 1];
            let mut found = false;
            while self.next[v] < end {
                let arc = self.next[v] as usize;
                let near = self.piece.head[arc] as usize;
                let goal = self.level[near] == TARGET;
                let onwards = self.level[near] == self.level[v] + 1;
                if self.units[arc] < 1 && (goal || onwards) {
                    path.push(arc);
                    if goal {
                        for &arc in &path {
                            self.units[arc] += 1;
                            self.units[self.piece.twin[arc] as usize] -= 1;
                        }
                        return true;
                    }
                    v = near;
                    found = true;
                    break;
                }
                self.next[v] += 1;
            }
            if !found {
                let Some(arc) = path.pop() else { return false };
                v = self.piece.head[self.piece.twin[arc] as usize] as usize;
                self.next[v] += 1;
            }
        }
    }

    /// The nodes from which no target can be reached any more.
    fn behind(&mut self, kind: &[Kind], targets: &[u32]) -> Vec<bool> {
        let mut side: Vec<bool> = kind.iter().map(|k| *k != Kind::Target).collect();
        self.queue.clear();
        self.queue.extend_from_slice(targets);
        while let Some(v) = self.queue.pop() {
            for (arc, n) in self.piece.around(v) {
                if side[n as usize] && self.units[self.piece.twin[arc] as usize] < 1 {
                    side[n as usize] = false;
                    self.queue.push(n);
                }
            }
        }
        side
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn piece(nodes: usize, edges: &BTreeSet<(u32, u32)>) -> Piece {
        Piece::build((0..nodes as u32).collect(), vec![[0.0; 2]; nodes], |v, near| {
            let v = v as u32;
            near.extend(edges.iter().filter_map(|&(a, b)| match v {
                _ if a == v => Some(b),
                _ if b == v => Some(a),
                _ => None,
            }));
        })
    }

    proptest! {
        /// Against every way of dividing the free nodes.
        #[test]
        fn no_cut_is_smaller(
            pairs in proptest::collection::btree_set((0u32..9, 0u32..9), 0..22),
            sources in 1usize..4,
        ) {
            let edges: BTreeSet<(u32, u32)> = pairs.into_iter().filter(|(a, b)| a < b).collect();
            let kind: Vec<Kind> = (0..9)
                .map(|v| if v < sources { Kind::Source } else if v >= 7 { Kind::Target } else { Kind::Free })
                .collect();
            let size = |side: &[bool]| edges.iter().filter(|(a, b)| side[*a as usize] != side[*b as usize]).count();
            let least = (0u32..1 << 9)
                .map(|set| (0..9).map(|v| set >> v & 1 == 1).collect::<Vec<bool>>())
                .filter(|side| (0..9).all(|v| match kind[v] {
                    Kind::Free => true,
                    Kind::Source => side[v],
                    Kind::Target => !side[v],
                }))
                .map(|side| size(&side))
                .min()
                .unwrap();
            let piece = piece(9, &edges);
            let mut flow = Flow::new(&piece);
            let (side, found) = flow.cut(&kind, usize::MAX).unwrap();
            prop_assert_eq!(found, least);
            prop_assert_eq!(size(&side), least);
            prop_assert!((0..9).all(|v| kind[v] == Kind::Free || side[v] == (kind[v] == Kind::Source)));
            if least > 0 {
                prop_assert!(flow.cut(&kind, least - 1).is_none());
            }
            prop_assert_eq!(flow.cut(&kind, least).map(|(_, size)| size), Some(least), "the memory can be used again");
        }
    }
}
