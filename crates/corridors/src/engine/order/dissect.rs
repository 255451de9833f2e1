//! Nested dissection of a piece.

use super::flow::{Flow, Kind};
use super::piece::Piece;

/// Pieces of up to this many nodes are ordered by degree: they fit in one machine word a node.
const LEAF: usize = 48;
/// The part of the nodes that lies farthest in a direction and must be on one side (Schild and Sommer 2015 take ¼).
const FIXED: f64 = 0.25;
/// Pieces of this many nodes and more are dissected side by side on the cores.
const PARALLEL: usize = 4_000;

/// Writes the names of the nodes of `piece` into `out`, in the order of their contraction. Both have the same length.
pub fn dissect(piece: &Piece, out: &mut [u32]) {
    if piece.len() <= LEAF {
        return by_degree(piece, out);
    }
    let (component, count) = piece.components();
    if count > 1 {
        let mut rest = out;
        let mut local = vec![0; piece.len()];
        for wanted in 0..count {
            let part = piece.part(&component, wanted, &mut local);
            let (own, others) = rest.split_at_mut(part.len());
            dissect(&part, own);
            rest = others;
        }
        return;
    }
    let side = divide(piece);
    let mut local = vec![0; piece.len()];
    let [left, right] = [LEFT, RIGHT].map(|wanted| piece.part(&side, wanted, &mut local));
    let between = piece.name.iter().zip(&side).filter(|(_, side)| **side == BETWEEN).map(|(name, _)| *name);
    let (left_out, rest) = out.split_at_mut(left.len());
    let (right_out, between_out) = rest.split_at_mut(right.len());
    between_out.iter_mut().zip(between).for_each(|(slot, name)| *slot = name);
    drop((side, local));
    if piece.len() >= PARALLEL {
        rayon::join(|| dissect(&left, left_out), || dissect(&right, right_out));
    } else {
        dissect(&left, left_out);
        dissect(&right, right_out);
    }
}

/// A cut with more nodes than this on one side is no road network's: that side is taken whole, without a matching.
const MOST_MATCHED: usize = 4_000;
const LEFT: u32 = 0;
const RIGHT: u32 = 1;
const BETWEEN: u32 = 2;

/// The side of each node: left, right, or between, where no edge joins left and right.
fn divide(piece: &Piece) -> Vec<u32> {
    let total = piece.len();
    let mut flow = Flow::new(piece);
    let mut best: Option<(Vec<bool>, f64)> = None;
    for direction in [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [1.0, -1.0]] {
        let kind = ends(piece, direction);
        // A cut is judged by its size against the smaller side, which has at most half of the nodes.
        let limit = best.as_ref().map_or(usize::MAX, |(_, ratio)| (ratio * total as f64 / 2.0) as usize);
        let Some((side, size)) = flow.cut(&kind, limit) else { continue };
        let sources = side.iter().filter(|s| **s).count();
        let ratio = size as f64 / sources.min(total - sources).max(1) as f64;
        if best.as_ref().is_none_or(|(_, least)| ratio < *least) {
            best = Some((side, ratio));
        }
    }
    let side = best.map_or_else(|| (0..total).map(|v| v < total / 2).collect(), |(side, _)| side);
    cover(piece, &side)
}

/// The quarter of the nodes at either end of a direction.
fn ends(piece: &Piece, direction: [f32; 2]) -> Vec<Kind> {
    let along = |p: &[f32; 2]| p[0] * direction[0] + p[1] * direction[1];
    // Nodes at the same place are told apart by number, so that the ends have the same size whatever the places.
    let mut keyed: Vec<(f32, u32)> = piece.place.iter().map(along).zip(0..).collect();
    let compare = |a: &(f32, u32), b: &(f32, u32)| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1));
    let size = ((piece.len() as f64 * FIXED) as usize).max(1);
    let mut kind = vec![Kind::Free; piece.len()];
    keyed.select_nth_unstable_by(size, compare);
    keyed[..size].iter().for_each(|(_, v)| kind[*v as usize] = Kind::Source);
    let rest = &mut keyed[size..];
    let from = rest.len() - size;
    rest.select_nth_unstable_by(from, compare);
    rest[from..].iter().for_each(|(_, v)| kind[*v as usize] = Kind::Target);
    kind
}

/// The fewest nodes that touch every edge of a cut (Kőnig 1931: as many as a greatest matching of its edges has).
fn cover(piece: &Piece, source: &[bool]) -> Vec<u32> {
    let across = |v: u32| {
        let side = source[v as usize];
        piece.around(v).map(|(_, n)| n).filter(move |n| source[*n as usize] != side)
    };
    let left: Vec<u32> =
        (0..piece.len() as u32).filter(|&v| source[v as usize] && across(v).next().is_some()).collect();
    if left.len() > MOST_MATCHED {
        let mut side: Vec<u32> = source.iter().map(|s| if *s { LEFT } else { RIGHT }).collect();
        left.iter().for_each(|v| side[*v as usize] = BETWEEN);
        return side;
    }
    let mut mate = std::collections::HashMap::new();
    let mut seen = std::collections::HashSet::new();
    for &v in &left {
        seen.clear();
        widen(v, &across, &mut mate, &mut seen);
    }
    // What can be reached from an unmatched node of the left over alternating edges.
    let matched: std::collections::HashSet<u32> = mate.values().copied().collect();
    let mut reached: std::collections::HashSet<u32> = Default::default();
    let mut stack: Vec<u32> = left.iter().copied().filter(|v| !matched.contains(v)).collect();
    while let Some(v) = stack.pop() {
        if reached.insert(v) {
            for n in across(v) {
                if reached.insert(n) {
                    stack.extend(mate.get(&n));
                }
            }
        }
    }
    let mut side: Vec<u32> = source.iter().map(|s| if *s { LEFT } else { RIGHT }).collect();
    left.iter().filter(|v| !reached.contains(v)).for_each(|v| side[*v as usize] = BETWEEN);
    for &v in &left {
        across(v).filter(|n| reached.contains(n)).for_each(|n| side[n as usize] = BETWEEN);
    }
    side
}

/// Finds a partner for `v` by moving others, as far as there are any.
fn widen<I: Iterator<Item = u32>>(
    v: u32,
    across: &impl Fn(u32) -> I,
    mate: &mut std::collections::HashMap<u32, u32>,
    seen: &mut std::collections::HashSet<u32>,
) -> bool {
    for n in across(v) {
        if seen.insert(n) {
            let free = match mate.get(&n).copied() {
                None => true,
                Some(other) => widen(other, across, mate, seen),
            };
            if free {
                mate.insert(n, v);
                return true;
            }
        }
    }
    false
}

/// Least degree first, counted again after each contraction; for small pieces.
fn by_degree(piece: &Piece, out: &mut [u32]) {
    let mut near: Vec<u64> =
        (0..piece.len() as u32).map(|v| piece.around(v).fold(0, |set, (_, n)| set | 1 << n)).collect();
    let mut left: u64 = if piece.len() == 64 { u64::MAX } else { (1 << piece.len()) - 1 };
    for slot in out {
        let members = |set: u64| (0..64usize).filter(move |v| set >> v & 1 == 1);
        let Some(v) = members(left).min_by_key(|&v| (near[v] & left).count_ones()) else { return };
        left &= !(1 << v);
        let around = near[v] & left;
        members(around).for_each(|n| near[n] |= around & !(1 << n));
        *slot = piece.name[v];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Streets of a town, `wide` by `high`.
    fn streets(wide: u32, high: u32) -> Piece {
        let place = (0..wide * high).map(|v| [(v % wide) as f32, (v / wide) as f32]).collect();
        Piece::build((0..wide * high).collect(), place, move |v, near| {
            let (x, y, v) = (v as u32 % wide, v as u32 / wide, v as u32);
            near.extend((x > 0).then(|| v - 1));
            near.extend((x + 1 < wide).then_some(v + 1));
            near.extend((y > 0).then(|| v - wide));
            near.extend((y + 1 < high).then_some(v + wide));
        })
    }

    #[test]
    fn a_long_town_is_divided_across_its_short_side() {
        let piece = streets(40, 8);
        let side = divide(&piece);
        assert_eq!(side.iter().filter(|s| **s == BETWEEN).count(), 8, "one street across");
        for wanted in [LEFT, RIGHT] {
            assert!(side.iter().filter(|s| **s == wanted).count() >= 320 / 4 - 8);
        }
        for v in 0..piece.len() as u32 {
            for (_, n) in piece.around(v) {
                let pair = [side[v as usize], side[n as usize]];
                assert!(pair != [LEFT, RIGHT] && pair != [RIGHT, LEFT], "{v} and {n} are joined");
            }
        }
    }

    #[test]
    fn the_cover_of_a_star_is_its_middle() {
        // Node 0 on one side, joined to 1–5 on the other; 6 beside 0.
        let piece = Piece::build((0..7).collect(), vec![[0.0; 2]; 7], |v, near| match v {
            0 => near.extend([1, 2, 3, 4, 5, 6]),
            _ => near.push(0),
        });
        let side = cover(&piece, &[true, false, false, false, false, false, true]);
        assert_eq!(side, [BETWEEN, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT, LEFT]);
    }

    #[test]
    fn the_last_of_a_star_by_degree_are_its_middle_and_one_end() {
        let piece = Piece::build((10..15).collect(), vec![[0.0; 2]; 5], |v, near| match v {
            0 => near.extend(1..5),
            _ => near.push(0),
        });
        let mut out = [0; 5];
        by_degree(&piece, &mut out);
        assert_eq!(out[..3], [11, 12, 13]);
    }
}
