//! Lines and polygons that cross the antimeridian, cut there (RFC 7946, section 3.1.9). Between two positions the shorter way is
//! meant.

/// Longitude and latitude in degrees.
pub type Position = [f64; 2];

/// Half a turn, degrees.
const HALF: f64 = 180.0;
/// A turn.
const TURN: f64 = 360.0;

/// A position with its longitude from −180 to 180.
pub(super) fn wrapped([lon, lat]: Position) -> Position {
    let lon = if lon.abs() <= HALF { lon } else { (lon + HALF).rem_euclid(TURN) - HALF };
    [lon, lat]
}

/// The parts of a line on either side of the antimeridian.
pub(super) fn line(line: &[Position]) -> Vec<Vec<Position>> {
    let mut out: Vec<Vec<Position>> = Vec::new();
    let mut part: Vec<Position> = Vec::new();
    for at in line.iter().copied().map(wrapped) {
        if let Some(last) = part.last().copied()
            && (at[0] - last[0]).abs() > HALF
        {
            let edge = HALF.copysign(last[0]);
            let beyond = at[0] + TURN.copysign(last[0]);
            let share = if beyond == last[0] { 0.0 } else { (edge - last[0]) / (beyond - last[0]) };
            let lat = last[1] + share * (at[1] - last[1]);
            push(&mut part, [edge, lat]);
            out.push(std::mem::replace(&mut part, vec![[-edge, lat]]));
        }
        push(&mut part, at);
    }
    out.push(part);
    out.retain(|part| part.len() > 1);
    out
}

fn push(part: &mut Vec<Position>, at: Position) {
    if part.last() != Some(&at) {
        part.push(at);
    }
}

/// The parts of a polygon on either side of the antimeridian. One around a pole stays as it is: where to cut it nobody said.
pub(super) fn polygon(rings: &[Vec<Position>]) -> Vec<Vec<Vec<Position>>> {
    let whole = || vec![rings.iter().map(|r| r.iter().copied().map(wrapped).collect()).collect()];
    let Some(unrolled) = rings.iter().map(|r| unrolled(r)).collect::<Option<Vec<_>>>() else {
        return whole();
    };
    let Some((outer, holes)) = unrolled.split_first() else { return Vec::new() };
    let (west, east) = ends(outer);
    if west >= -HALF && east <= HALF {
        return vec![unrolled];
    }
    let mut out = Vec::new();
    let mut edge = -HALF + TURN * ((west + HALF) / TURN).floor();
    while edge < east {
        let inside = |ring: &[Position]| moved(&clipped(ring, edge, edge + TURN), -(edge + HALF));
        let part = inside(outer);
        if part.len() > 3 {
            let holes = holes.iter().map(|hole| inside(&beside(hole, west))).filter(|h| h.len() > 3);
            out.push(std::iter::once(part).chain(holes).collect());
        }
        edge += TURN;
    }
    out
}

/// A ring whose longitudes run on past 180; `None` if it does not come back to where it began.
fn unrolled(ring: &[Position]) -> Option<Vec<Position>> {
    let mut out: Vec<Position> = Vec::with_capacity(ring.len());
    for at in ring.iter().copied().map(wrapped) {
        let turns = out.last().map_or(0.0, |last: &Position| ((last[0] - at[0]) / TURN).round());
        out.push([at[0] + turns * TURN, at[1]]);
    }
    (out.first() == out.last()).then_some(out)
}

fn ends(ring: &[Position]) -> (f64, f64) {
    ring.iter().fold((f64::MAX, f64::MIN), |(w, e), at| (w.min(at[0]), e.max(at[0])))
}

/// A hole, moved by whole turns to where its outer ring is.
fn beside(hole: &[Position], west: f64) -> Vec<Position> {
    let (own, _) = ends(hole);
    moved(hole, TURN * ((west - own) / TURN).ceil())
}

fn moved(ring: &[Position], by: f64) -> Vec<Position> {
    ring.iter().map(|[lon, lat]| [lon + by, *lat]).collect()
}

/// What of a ring lies between two meridians (Sutherland and Hodgman, 1974).
fn clipped(ring: &[Position], west: f64, east: f64) -> Vec<Position> {
    half(&half(ring, west, |x| x >= west), east, |x| x <= east)
}

fn half(ring: &[Position], edge: f64, within: impl Fn(f64) -> bool) -> Vec<Position> {
    let mut out: Vec<Position> = Vec::new();
    for pair in ring.windows(2) {
        let &[a, b] = pair else { continue };
        let cross = || [edge, a[1] + (edge - a[0]) / (b[0] - a[0]) * (b[1] - a[1])];
        match (within(a[0]), within(b[0])) {
            (true, true) => push(&mut out, b),
            (true, false) => push(&mut out, cross()),
            (false, true) => {
                push(&mut out, cross());
                push(&mut out, b);
            }
            (false, false) => {}
        }
    }
    if let Some(first) = out.first().copied() {
        push(&mut out, first);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::geometry::area;

    #[test]
    fn a_line_is_cut_where_it_crosses() {
        assert_eq!(
            line(&[[170.0, 0.0], [-170.0, 10.0]]),
            [vec![[170.0, 0.0], [180.0, 5.0]], vec![[-180.0, 5.0], [-170.0, 10.0]]]
        );
        assert_eq!(line(&[[0.0, 0.0], [10.0, 0.0]]), [vec![[0.0, 0.0], [10.0, 0.0]]]);
        assert_eq!(line(&[[190.0, 0.0], [200.0, 0.0]]), [vec![[-170.0, 0.0], [-160.0, 0.0]]]);
    }

    #[test]
    fn a_polygon_is_cut_into_two_with_its_hole() {
        let outer = vec![[170.0, 0.0], [-170.0, 0.0], [-170.0, 10.0], [170.0, 10.0], [170.0, 0.0]];
        let hole = vec![[-178.0, 4.0], [-178.0, 6.0], [-174.0, 6.0], [-174.0, 4.0], [-178.0, 4.0]];
        let parts = polygon(&[outer, hole]);
        assert_eq!(parts.len(), 2);
        let areas: Vec<f64> = parts.iter().map(|p| area(&p[0]).abs() / 2.0).collect();
        assert_eq!(areas, [100.0, 100.0]);
        assert_eq!(parts.iter().map(Vec::len).collect::<Vec<_>>(), [1, 2]);
        assert!(parts.iter().flatten().flatten().all(|at| at[0].abs() <= 180.0), "{parts:?}");
    }

    #[test]
    fn a_ring_around_a_pole_stays_whole() {
        let ring = vec![[0.0, 80.0], [120.0, 80.0], [-120.0, 80.0], [0.0, 80.0]];
        assert_eq!(polygon(std::slice::from_ref(&ring)), [vec![ring]]);
    }
}
