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

const UNSEEN: u32 = u32::MAX;

/// Working memory of a flow on one piece.
pub struct Flow<'p> {
    piece: &'p Piece,
    /// Units on each arc, −1 to 1; its twin carries the opposite.
    units: Vec<i8>,
    level: Vec<u32>,
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
            next: vec![0; nodes],
            queue: Vec::with_capacity(nodes),
        }
    }

    /// The nodes on the side of the sources of a smallest cut and its size; `None` if every cut is larger than `limit`.
    /// There are two extreme smallest cuts; of them the one whose sides are more alike in size is taken.
    pub fn cut(&mut self, kind: &[Kind], limit: usize) -> Option<(Vec<bool>, usize)> {
        self.units.fill(0);
        let touches = |v: &u32, own: Kind| {
            kind[*v as usize] == own && self.piece.around(*v).any(|(_, n)| kind[n as usize] != own)
        };
        let nodes = 0..self.piece.len() as u32;
        let sources: Vec<u32> = nodes.clone().filter(|v| touches(v, Kind::Source)).collect();
        let targets: Vec<u32> = nodes.filter(|v| touches(v, Kind::Target)).collect();
        let mut size = 0;
        while self.levels(kind, &sources) {
            for &source in &sources {
                while self.augment(kind, source) {
                    size += 1;
                    if size > limit {
                        return None;
                    }
                }
            }
        }
        let near: Vec<bool> =
            kind.iter().zip(&self.level).map(|(k, l)| *k == Kind::Source || *l != UNSEEN).collect();
        let far = self.behind(kind, &targets);
        let count = |side: &[bool]| side.iter().filter(|s| **s).count();
        let lopsided = |side: &[bool]| count(side).abs_diff(side.len() / 2);
        Some((if lopsided(&near) <= lopsided(&far) { near } else { far }, size))
    }

    /// Distances from the sources over arcs with room; whether a target was met.
    fn levels(&mut self, kind: &[Kind], sources: &[u32]) -> bool {
        self.level.fill(UNSEEN);
        self.queue.clear();
        self.queue.extend_from_slice(sources);
        for &s in sources {
            self.level[s as usize] = 0;
            self.next[s as usize] = self.piece.first[s as usize];
        }
        let (mut at, mut end) = (0, u32::MAX);
        while let Some(&v) = self.queue.get(at) {
            at += 1;
            let level = self.level[v as usize];
            if level >= end {
                break;
            }
            for (arc, n) in self.piece.around(v) {
                let near = n as usize;
                if self.units[arc] < 1 && self.level[near] == UNSEEN && kind[near] != Kind::Source {
                    self.level[near] = level + 1;
                    self.next[near] = self.piece.first[near];
                    if kind[near] == Kind::Target {
                        end = level + 1;
                    } else {
                        self.queue.push(n);
                    }
                }
            }
        }
        end != u32::MAX
    }

    /// Sends one unit from `source` along rising levels to a target, if there is room.
    fn augment(&mut self, kind: &[Kind], source: u32) -> bool {
        let mut path: Vec<usize> = Vec::new();
        let mut v = source as usize;
        loop {
            let end = self.piece.first[v + 1];
            let mut found = false;
            while self.next[v] < end {
                let arc = self.next[v] as usize;
                let near = self.piece.head[arc] as usize;
                if self.units[arc] < 1 && self.level[near] == self.level[v] + 1 && kind[near] != Kind::Source
                {
                    path.push(arc);
                    if kind[near] == Kind::Target {
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
