//! How far apart outlines and points are, and where the middle of an outline is.

use super::Boundary;
use super::boundary::Ring;
use base::Coordinate;

/// Kilometres to a degree of latitude, on the mean radius of the Earth (IUGG).
const KM_PER_DEGREE: f64 = 6371.0088 * std::f64::consts::PI / 180.0;

impl Boundary {
    /// Kilometres from a point to the outline; 0 inside. The Earth is taken as flat around the point, which over 100 km of West
    /// Africa is less than 1 % off.
    pub fn distance_km(&self, point: Coordinate) -> f64 {
        if self.contains(point) {
            return 0.0;
        }
        let plane = Plane::around(point);
        let rings = self.polygons.iter().flatten();
        let sides = rings.flat_map(|ring| ring.points.windows(2));
        sides.map(|side| plane.to_side(side[0], side[1])).fold(f64::INFINITY, f64::min)
    }

    /// Whether some corner of the one lies within so many kilometres of the other. Outlines that cross without a corner near
    /// the other are not found: divisions do not.
    pub fn is_within_km(&self, other: &Self, km: f64) -> bool {
        self.has_corner_near(other, km) || other.has_corner_near(self, km)
    }

    fn has_corner_near(&self, other: &Self, km: f64) -> bool {
        let near = |at: &&[f64; 2]| other.polygons.iter().flatten().any(|ring| ring.is_near(**at, km));
        let corner = |at: &[f64; 2]| Coordinate::new(at[1], at[0]);
        let corners = self.polygons.iter().flatten().flat_map(|ring| &ring.points);
        corners.filter(near).filter_map(corner).any(|at| other.distance_km(at) <= km)
    }

    /// The south-western and north-eastern corner of the box around it; `None` if it has no corner.
    pub fn corners(&self) -> Option<[Coordinate; 2]> {
        let rings = || self.polygons.iter().flatten();
        let low = |axis: usize| rings().map(|r| r.low[axis]).reduce(f64::min);
        let high = |axis: usize| rings().map(|r| r.high[axis]).reduce(f64::max);
        Some([Coordinate::new(low(1)?, low(0)?)?, Coordinate::new(high(1)?, high(0)?)?])
    }

    /// The centroid of its outer rings, each by its area; `None` if they have no area.
    pub fn middle(&self) -> Option<Coordinate> {
        let (mut area, mut sum) = (0.0, [0.0; 2]);
        for ring in self.polygons.iter().filter_map(|rings| rings.first()) {
            let (own, at) = ring.centroid();
            area += own;
            sum = [sum[0] + own * at[0], sum[1] + own * at[1]];
        }
        (area > 0.0).then(|| Coordinate::new(sum[1] / area, sum[0] / area)).flatten()
    }
}

impl Ring {
    /// Whether a point lies in the box around it, widened; no distance is reckoned for others.
    fn is_near(&self, [x, y]: [f64; 2], km: f64) -> bool {
        let north = km / KM_PER_DEGREE;
        let east = north / y.to_radians().cos().max(0.01);
        x >= self.low[0] - east
            && x <= self.high[0] + east
            && y >= self.low[1] - north
            && y <= self.high[1] + north
    }

    /// Its area in square degrees, and its centroid (Bourke 1988), reckoned from its first corner so that no digits are lost.
    fn centroid(&self) -> (f64, [f64; 2]) {
        let Some(&[x0, y0]) = self.points.first() else { return (0.0, [0.0; 2]) };
        let (mut twice, mut sum) = (0.0, [0.0; 2]);
        for side in self.points.windows(2) {
            let ([ax, ay], [bx, by]) =
                ([side[0][0] - x0, side[0][1] - y0], [side[1][0] - x0, side[1][1] - y0]);
            let cross = ax * by - bx * ay;
            twice += cross;
            sum = [sum[0] + (ax + bx) * cross, sum[1] + (ay + by) * cross];
        }
        if twice == 0.0 {
            return (0.0, [x0, y0]);
        }
        (twice.abs() / 2.0, [x0 + sum[0] / (3.0 * twice), y0 + sum[1] / (3.0 * twice)])
    }
}

/// The flat Earth around a point, in kilometres from it.
struct Plane {
    middle: Coordinate,
    east: f64,
}

impl Plane {
    fn around(middle: Coordinate) -> Self {
        Self { middle, east: KM_PER_DEGREE * middle.lat.to_radians().cos() }
    }

    fn of(&self, [lon, lat]: [f64; 2]) -> [f64; 2] {
        [(lon - self.middle.lon) * self.east, (lat - self.middle.lat) * KM_PER_DEGREE]
    }

    /// From the point, which is the origin, to the nearest spot of a side.
    fn to_side(&self, a: [f64; 2], b: [f64; 2]) -> f64 {
        let ([ax, ay], [bx, by]) = (self.of(a), self.of(b));
        let (dx, dy) = (bx - ax, by - ay);
        let length = dx * dx + dy * dy;
        let along = if length > 0.0 { (-(ax * dx + ay * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
        (ax + along * dx).hypot(ay + along * dy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn square(west: f64, south: f64, side: f64) -> Boundary {
        let (e, n) = (west + side, south + side);
        let ring = serde_json::json!([[[west, south], [e, south], [e, n], [west, n], [west, south]]]);
        Boundary::parse(&serde_json::json!({ "type": "Polygon", "coordinates": ring }).to_string()).unwrap()
    }

    #[test]
    fn distances_are_those_of_the_globe() {
        let here = square(-10.0, 14.0, 1.0);
        let corners = here.corners().unwrap().map(|c| (c.lat, c.lon));
        assert_eq!(corners, [(14.0, -10.0), (15.0, -9.0)]);
        assert_eq!(here.distance_km(Coordinate { lat: 14.5, lon: -9.5 }), 0.0);
        let west = Coordinate { lat: 14.5, lon: -10.5 };
        let right = west.distance_km(Coordinate { lat: 14.5, lon: -10.0 });
        assert!((here.distance_km(west) - right).abs() < 0.1, "{} {right}", here.distance_km(west));
        assert!((here.distance_km(Coordinate { lat: 13.0, lon: -9.3 }) - 111.195).abs() < 0.1);
    }

    #[test]
    fn squares_side_by_side_are_near_and_others_are_not() {
        let (here, beside, far) =
            (square(-10.0, 14.0, 1.0), square(-9.0, 14.2, 0.2), square(-8.0, 14.0, 1.0));
        assert!(here.is_within_km(&beside, 1.0) && beside.is_within_km(&here, 1.0));
        assert!(!here.is_within_km(&far, 100.0) && here.is_within_km(&far, 110.0));
    }

    proptest! {
        #[test]
        fn the_middle_of_a_square_is_its_middle(west in -20.0f64..20.0, south in -30.0f64..30.0, side in 0.1f64..5.0) {
            let middle = square(west, south, side).middle().unwrap();
            prop_assert!((middle.lon - west - side / 2.0).abs() < 1e-6 && (middle.lat - south - side / 2.0).abs() < 1e-6);
        }

        #[test]
        fn no_spot_on_the_outline_is_nearer(lat in 10.0f64..18.0, lon in -13.0f64..-6.0) {
            let here = square(-10.0, 14.0, 1.0);
            let from = Coordinate { lat, lon };
            let steps = (0..=400).map(|i| f64::from(i) / 400.0);
            let sides = steps.flat_map(|s| [[-10.0 + s, 14.0], [-10.0 + s, 15.0], [-10.0, 14.0 + s], [-9.0, 14.0 + s]]);
            let slow = sides.map(|[lon, lat]| from.distance_km(Coordinate { lat, lon })).fold(f64::INFINITY, f64::min);
            let told = here.distance_km(from);
            prop_assert!(here.contains(from) || (told - slow).abs() < 0.5 + slow * 0.02, "{} for {}", told, slow);
        }
    }
}
