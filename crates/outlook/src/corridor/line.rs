//! A line on the map: the cells that it runs through, and how near a point lies to it.

use crate::Gid;
use base::Coordinate;

/// Cells to a degree, as PRIO-GRID has them.
const PER_DEGREE: f64 = 2.0;

/// The cells that a line runs through, each once, in order. Between two points it runs straight in degrees.
pub fn cells(line: &[Coordinate]) -> Vec<Gid> {
    let mut found: Vec<Gid> = Vec::new();
    let mut add = |cell: Gid| {
        if !found.contains(&cell) {
            found.push(cell);
        }
    };
    line.first().into_iter().for_each(|p| add(Gid::at(*p)));
    for pair in line.windows(2) {
        let [a, b] = pair else { continue };
        let cuts = cuts(*a, *b);
        let middle = |cut: &[f64]| Some((cut.first()? + cut.last()?) / 2.0);
        let parts = cuts.windows(2).filter_map(middle);
        parts.for_each(|share| add(Gid::at(between(*a, *b, share))));
        add(Gid::at(*b));
    }
    found
}

/// Where a straight line crosses from one cell to another, as shares of its length, with both ends.
fn cuts(a: Coordinate, b: Coordinate) -> Vec<f64> {
    let mut shares = vec![0.0, 1.0];
    for (from, to) in [(a.lat, b.lat), (a.lon, b.lon)] {
        let (low, high) = (from.min(to) * PER_DEGREE, from.max(to) * PER_DEGREE);
        let edges = (low.ceil() as i32)..=(high.floor() as i32);
        let share = |edge: i32| (f64::from(edge) / PER_DEGREE - from) / (to - from);
        shares.extend(edges.map(share).filter(|s| s.is_finite() && (0.0..=1.0).contains(s)));
    }
    shares.sort_by(f64::total_cmp);
    shares
}

fn between(a: Coordinate, b: Coordinate, share: f64) -> Coordinate {
    Coordinate { lat: a.lat + (b.lat - a.lat) * share, lon: a.lon + (b.lon - a.lon) * share }
}

/// The distance of a point from a line, km, and the point of the line that is nearest; `None` of a line without points. On
/// the plane that touches the Earth at the point: good to a percent over a few hundred kilometres.
pub fn nearest(at: Coordinate, line: &[Coordinate]) -> Option<(f64, Coordinate)> {
    let alone = line.first().map(|p| (*p, *p)).filter(|_| line.len() == 1);
    let pairs = line.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?)));
    let found = pairs.chain(alone).map(|(a, b)| to_segment(at, a, b));
    found.min_by(|one, other| one.0.total_cmp(&other.0))
}

fn to_segment(at: Coordinate, a: Coordinate, b: Coordinate) -> (f64, Coordinate) {
    const KM_PER_DEGREE: f64 = 111.195;
    let shrink = at.lat.to_radians().cos();
    let flat = |p: Coordinate| ((p.lon - at.lon) * KM_PER_DEGREE * shrink, (p.lat - at.lat) * KM_PER_DEGREE);
    let ((ax, ay), (bx, by)) = (flat(a), flat(b));
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx * dx + dy * dy;
    let share = if length > 0.0 { (-(ax * dx + ay * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    ((ax + share * dx).hypot(ay + share * dy), between(a, b, share))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(lat: f64, lon: f64) -> Coordinate {
        Coordinate { lat, lon }
    }

    #[test]
    fn a_line_is_as_far_as_its_nearest_piece() {
        let bent = [at(0.0, 0.0), at(0.0, 1.0), at(1.0, 1.0)];
        let (km, point) = nearest(at(0.5, 1.2), &bent).unwrap();
        assert!((km - 0.2 * 111.195).abs() < 0.01 && (point.lat - 0.5).abs() < 1e-9, "{km} {point:?}");
        assert!((nearest(at(0.0, 0.0), &bent[2..]).unwrap().0 - 157.25).abs() < 0.1);
        assert_eq!(nearest(at(0.0, 0.0), &[]), None);
        assert_eq!((cells(&[]).len(), cells(&bent[..1]).len()), (0, 1));
        assert_eq!(cells(&bent).len(), 5, "two along, two up, and the corner");
    }

    proptest! {
        /// The slow, obvious version: the cells of many points along the line.
        #[test]
        fn no_cell_of_a_line_is_missed_and_none_is_added(
            points in prop::collection::vec((-3.0f64..3.0, -3.0f64..3.0), 2..5),
        ) {
            const STEPS: u32 = 4_000;
            let line: Vec<Coordinate> = points.iter().map(|(lat, lon)| at(*lat, *lon)).collect();
            let found = cells(&line);
            for pair in line.windows(2) {
                for step in 0..=STEPS {
                    let cell = Gid::at(between(pair[0], pair[1], f64::from(step) / f64::from(STEPS)));
                    prop_assert!(found.contains(&cell));
                }
            }
            for cell in &found {
                let (km, _) = nearest(cell.centre(), &line).unwrap();
                prop_assert!(km <= 0.5 * 111.2 / 2.0f64.sqrt() + 0.2, "{km}");
            }
        }
    }
}
