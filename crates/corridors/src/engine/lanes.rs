//! The inner loops of a sweep: the same arithmetic for many scenarios at once.
//!
//! A lane is a plain array; the compiler turns its loops into vector instructions. Numbers are signed because the
//! oldest vectors of x86-64 compare only such; [`INFINITY`](super::INFINITY) leaves room for a sum.

use super::graph::INFINITY;
use super::hierarchy::Hierarchy;

/// Number of scenarios worked on at once.
pub(super) const LANES: usize = 16;

/// One number a scenario.
pub(super) type Lane = [i32; LANES];

/// Out of reach in every scenario.
pub(super) const FAR: Lane = [INFINITY as i32; LANES];

/// `best` or the sum of `a` and `b`, whichever is less.
#[inline(always)]
fn improve(best: &mut Lane, a: &Lane, b: &Lane) {
    for ((best, a), b) in best.iter_mut().zip(a).zip(b) {
        let sum = a + b;
        *best = if sum < *best { sum } else { *best };
    }
}

/// Works through all lower triangles: arcs from a node to two higher ones, and the arc between these.
pub(super) fn customize(triangles: &[[u32; 3]], up: &mut [Lane], down: &mut [Lane]) {
    for &[low, side, target] in triangles {
        let [low, side, target] = [low, side, target].map(|a| a as usize);
        let (to_high, from_high) = (up[side], down[side]);
        let (to_low, from_low) = (up[low], down[low]);
        improve(&mut up[target], &from_low, &to_high);
        improve(&mut down[target], &from_high, &to_low);
    }
}

/// The same where costs are equal in both directions.
pub(super) fn customize_two_way(triangles: &[[u32; 3]], costs: &mut [Lane]) {
    for &[low, side, target] in triangles {
        let (low, side) = (costs[low as usize], costs[side as usize]);
        improve(&mut costs[target as usize], &low, &side);
    }
}

/// Distances from a rank to each of its ancestors, by depth; `into` is as long as the rank is deep, and far.
pub(super) fn climb(h: &Hierarchy, rank: u32, costs: &[Lane], into: &mut [Lane]) {
    let Some(last) = into.last_mut() else { return };
    *last = [0; LANES];
    let mut x = rank;
    for depth in (0..into.len()).rev() {
        let own = into[depth];
        for arc in h.up(x) {
            improve(&mut into[h.up_depth[arc] as usize], &own, &costs[arc]);
        }
        x = h.parent[x as usize];
    }
}

/// Least sum of two lists.
pub(super) fn meet(ahead: &[Lane], behind: &[Lane]) -> Lane {
    let mut best = FAR;
    for (a, b) in ahead.iter().zip(behind) {
        improve(&mut best, a, b);
    }
    best
}
