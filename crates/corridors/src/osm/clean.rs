//! Ways with gaps, repeats or leaps become pieces that can be driven; what was wrong is counted.

use super::roads::{Notices, Place, Roads, Way, count};
use super::tags::Notice;

/// Half the way round the Earth, 10⁻⁷ degrees: no piece of road is longer, so it crosses the 180th meridian.
const HALF_TURN: i64 = 1_800_000_000;

/// Cuts ways at nodes that are not there and at the 180th meridian, drops repeated nodes and pieces of one node, then
/// drops nodes that no way needs.
pub(super) fn clean(roads: &mut Roads) {
    let (mut ways, mut refs) = (Vec::with_capacity(roads.ways.len()), Vec::with_capacity(roads.refs.len()));
    let mut notices = std::mem::take(&mut roads.notices);
    for (way, nodes) in roads.each() {
        pieces(way, nodes, &roads.points, &mut notices, |way| ways.push(way), &mut refs);
    }
    (roads.ways, roads.refs, roads.notices) = (ways, refs, notices);
    drop_unneeded(roads);
}

fn pieces(
    way: &Way,
    nodes: &[u32],
    points: &[Place],
    notices: &mut Notices,
    mut keep: impl FnMut(Way),
    refs: &mut Vec<u32>,
) {
    let place = |at: u32| points.get(at as usize).copied().unwrap_or(Place::MISSING);
    let (mut missing, mut outside, mut leaps, mut kept) = (false, false, false, false);
    let mut start = refs.len();
    let mut close = |refs: &mut Vec<u32>, start: &mut usize| {
        if refs.len() - *start >= 2 {
            keep(Way { end: refs.len() as u32, ..*way });
            kept = true;
        } else {
            refs.truncate(*start);
        }
        *start = refs.len();
    };
    for &node in nodes {
        let here = place(node);
        if here == Place::MISSING || here == Place::OUTSIDE {
            missing |= here == Place::MISSING;
            outside |= here == Place::OUTSIDE;
            close(refs, &mut start);
            continue;
        }
        let last = if refs.len() > start { refs.last().copied() } else { None };
        if last == Some(node) {
            continue;
        }
        if last.is_some_and(|last| i64::from(place(last).1).abs_diff(i64::from(here.1)) > HALF_TURN as u64) {
            leaps = true;
            close(refs, &mut start);
        }
        refs.push(node);
    }
    close(refs, &mut start);
    let wrong = [(missing, Notice::MissingNodes), (leaps, Notice::Antimeridian)];
    wrong.iter().filter(|(is, _)| *is).for_each(|(_, notice)| count(notices, *notice, way.id));
    if !kept && !missing && !outside && !leaps {
        count(notices, Notice::OneNode, way.id);
    }
}

fn drop_unneeded(roads: &mut Roads) {
    let mut needed = vec![false; roads.ids.len()];
    for at in &roads.refs {
        if let Some(needed) = needed.get_mut(*at as usize) {
            *needed = true;
        }
    }
    if needed.iter().all(|n| *n) {
        return;
    }
    let mut next = 0;
    let places: Vec<Option<u32>> = needed
        .iter()
        .map(|needed| {
            let place = needed.then_some(next);
            next += u32::from(*needed);
            place
        })
        .collect();
    let new = |at: u32| places.get(at as usize).copied().flatten();
    let mut keep = needed.iter();
    roads.ids.retain(|_| keep.next().copied().unwrap_or(false));
    let mut keep = needed.iter();
    roads.points.retain(|_| keep.next().copied().unwrap_or(false));
    roads.refs.iter_mut().for_each(|at| *at = new(*at).unwrap_or(0));
    let marks = std::mem::take(&mut roads.marks);
    roads.marks = marks.into_iter().filter_map(|(at, mark)| Some((new(at)?, mark))).collect();
}
