//! A part of the core while it is being dissected: an undirected graph with places.

/// An undirected graph, each edge as two arcs, the neighbours of a node in ascending order.
#[derive(Clone, Debug, Default)]
pub struct Piece {
    /// Offsets into `head` and `twin`, one more than there are nodes.
    pub first: Vec<u32>,
    /// Where an arc ends.
    pub head: Vec<u32>,
    /// The arc back.
    pub twin: Vec<u32>,
    /// Places on a plane, in any unit.
    pub place: Vec<[f32; 2]>,
    /// What the node is called outside.
    pub name: Vec<u32>,
}

impl Piece {
    /// Number of nodes.
    pub fn len(&self) -> usize {
        self.name.len()
    }

    /// Arcs of `v` and where they end.
    pub fn around(&self, v: u32) -> impl Iterator<Item = (usize, u32)> + '_ {
        let range = self.first[v as usize] as usize..self.first[v as usize + 1] as usize;
        range.clone().zip(self.head[range].iter().copied())
    }

    /// A piece from its nodes; `around` names the neighbours of a node by their place in `name`, in any order, each once.
    pub fn build<'a>(
        name: Vec<u32>,
        place: Vec<[f32; 2]>,
        mut around: impl FnMut(usize, &mut Vec<u32>) + 'a,
    ) -> Self {
        let mut piece = Self { name, place, first: vec![0], ..Self::default() };
        let mut near = Vec::new();
        for v in 0..piece.len() {
            near.clear();
            around(v, &mut near);
            near.sort_unstable();
            piece.head.extend_from_slice(&near);
            piece.first.push(piece.head.len() as u32);
        }
        // The arcs into a node come up in ascending order of their tails, which is the order of its own arcs.
        let mut next = piece.first.clone();
        piece.twin.reserve(piece.head.len());
        for &n in &piece.head {
            piece.twin.push(next[n as usize]);
            next[n as usize] += 1;
        }
        piece
    }

    /// The part of the piece whose nodes have `part[v] == wanted`.
    pub fn part(&self, part: &[u32], wanted: u32, local: &mut [u32]) -> Self {
        let nodes: Vec<u32> = (0..self.len() as u32).filter(|&v| part[v as usize] == wanted).collect();
        for (i, &v) in nodes.iter().enumerate() {
            local[v as usize] = i as u32;
        }
        let name = nodes.iter().map(|&v| self.name[v as usize]).collect();
        let place = nodes.iter().map(|&v| self.place[v as usize]).collect();
        let local = &*local;
        Self::build(name, place, |i, near| {
            let inside = self.around(nodes[i]).filter(|&(_, n)| part[n as usize] == wanted);
            near.extend(inside.map(|(_, n)| local[n as usize]));
        })
    }

    /// Number of the connected component of each node, and how many there are.
    pub fn components(&self) -> (Vec<u32>, u32) {
        let mut component = vec![u32::MAX; self.len()];
        let (mut count, mut stack) = (0, Vec::new());
        for start in 0..self.len() as u32 {
            if component[start as usize] != u32::MAX {
                continue;
            }
            component[start as usize] = count;
            stack.push(start);
            while let Some(v) = stack.pop() {
                for (_, n) in self.around(v) {
                    if component[n as usize] == u32::MAX {
                        component[n as usize] = count;
                        stack.push(n);
                    }
                }
            }
            count += 1;
        }
        (component, count)
    }
}
