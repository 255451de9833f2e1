//! The outline of an area: polygons of a GeoJSON file, and whether a point lies inside.

use base::Coordinate;
use serde_json::Value;

/// The polygons of an outline (RFC 7946: longitude before latitude, the first ring outside, further rings are holes).
/// A ring that crosses the 180th meridian is cut there by the file, as the RFC asks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Boundary {
    pub(super) polygons: Vec<Vec<Ring>>,
}

/// A closed ring with the box around it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ring {
    pub points: Vec<[f64; 2]>,
    pub low: [f64; 2],
    pub high: [f64; 2],
}

/// A ring of an area has four positions at least, the last equal to the first (RFC 7946, 3.1.6).
const LEAST_POSITIONS: usize = 4;

impl Boundary {
    /// Reads the polygons of a GeoJSON text: a geometry, a feature, or a collection of either. `Err` says what is wrong.
    pub fn parse(text: &str) -> Result<Self, String> {
        let json: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|e| format!("not JSON: {e}"))?;
        let mut boundary = Self::default();
        boundary.take(&json)?;
        if boundary.polygons.is_empty() {
            return Err("it holds no Polygon or MultiPolygon".into());
        }
        Ok(boundary)
    }

    fn take(&mut self, json: &Value) -> Result<(), String> {
        let list = |key: &str| json.get(key).and_then(Value::as_array).into_iter().flatten();
        match json.get("type").and_then(Value::as_str) {
            Some("FeatureCollection") => list("features").try_for_each(|f| self.take(f)),
            Some("GeometryCollection") => list("geometries").try_for_each(|g| self.take(g)),
            Some("Feature") => json.get("geometry").map_or(Ok(()), |g| self.take(g)),
            Some("Polygon") => self.push(json.get("coordinates").unwrap_or(&Value::Null)),
            Some("MultiPolygon") => list("coordinates").try_for_each(|p| self.push(p)),
            _ => Ok(()),
        }
    }

    fn push(&mut self, rings: &Value) -> Result<(), String> {
        let rings = rings.as_array().ok_or("a polygon has no rings")?;
        self.polygons.push(rings.iter().map(ring).collect::<Result<_, _>>()?);
        Ok(())
    }

    /// Whether `point` lies inside (a point exactly on the line is on either side of it).
    pub fn contains(&self, point: Coordinate) -> bool {
        let at = [point.lon, point.lat];
        self.polygons.iter().any(|rings| match rings.split_first() {
            Some((outer, holes)) => outer.contains(at) && !holes.iter().any(|hole| hole.contains(at)),
            None => false,
        })
    }
}

fn ring(json: &Value) -> Result<Ring, String> {
    let positions = json.as_array().ok_or("a ring is not a list of positions")?;
    let points = positions.iter().map(position).collect::<Result<Vec<_>, String>>()?;
    if points.len() < LEAST_POSITIONS || points.first() != points.last() {
        return Err("a ring is not closed: its last position must repeat the first, and it needs four".into());
    }
    let fold =
        |pick: fn(f64, f64) -> f64, axis: usize| points.iter().map(|p| p[axis]).reduce(pick).unwrap_or(0.0);
    let low = [fold(f64::min, 0), fold(f64::min, 1)];
    let high = [fold(f64::max, 0), fold(f64::max, 1)];
    Ok(Ring { points, low, high })
}

fn position(json: &Value) -> Result<[f64; 2], String> {
    let number = |at: usize| json.get(at).and_then(Value::as_f64);
    let point = number(0).zip(number(1)).filter(|(lon, lat)| Coordinate::new(*lat, *lon).is_some());
    point
        .map(|(lon, lat)| [lon, lat])
        .ok_or_else(|| format!("{json} is no position in degrees, longitude first"))
}

impl Ring {
    /// The crossing number of a ray to the east (Shimrat 1962, CACM algorithm 112), after a look at the box.
    fn contains(&self, [x, y]: [f64; 2]) -> bool {
        if x < self.low[0] || x > self.high[0] || y < self.low[1] || y > self.high[1] {
            return false;
        }
        let crosses = |pair: &&[[f64; 2]]| {
            let ([ax, ay], [bx, by]) = (pair[0], pair[1]);
            (ay > y) != (by > y) && x < ax + (y - ay) / (by - ay) * (bx - ax)
        };
        self.points.windows(2).filter(crosses).count() % 2 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SQUARE: &str = r#"{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[
        [[-10,10],[-8,10],[-8,12],[-10,12],[-10,10]],[[-9.5,10.5],[-9,10.5],[-9,11],[-9.5,11],[-9.5,10.5]]]}}"#;

    fn at(lat: f64, lon: f64) -> Coordinate {
        Coordinate::new(lat, lon).unwrap()
    }

    #[test]
    fn inside_outside_and_in_a_hole() {
        let square = Boundary::parse(SQUARE).unwrap();
        assert!(square.contains(at(11.5, -9.0)));
        assert!(!square.contains(at(10.7, -9.2)), "in the hole");
        assert!(!square.contains(at(-9.0, 11.0)), "latitude and longitude are not mixed up");
    }

    #[test]
    fn collections_and_multipolygons_are_read() {
        let multi = r#"{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]],[[[5,5],[6,5],[6,6],[5,5]]]]}"#;
        let all = Boundary::parse(&format!(
            r#"{{"type":"FeatureCollection","features":[{SQUARE},
            {{"type":"Feature","geometry":{multi}}}]}}"#
        ));
        let all = all.unwrap();
        assert!(all.contains(at(5.2, 5.8)) && all.contains(at(0.2, 0.8)) && all.contains(at(11.5, -9.0)));
    }

    #[test]
    fn what_is_wrong_is_said() {
        let open = r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}"#;
        for (text, said) in [
            ("{", "not JSON"),
            ("{}", "no Polygon"),
            (open, "not closed"),
            (r#"{"type":"Polygon"}"#, "no rings"),
            (r#"{"type":"Polygon","coordinates":[[[0,0],[1,95],[1,1],[0,0]]]}"#, "no position in degrees"),
            (r#"{"type":"Polygon","coordinates":[[["a",0],[1,5],[1,1],[0,0]]]}"#, "no position in degrees"),
        ] {
            let wrong = Boundary::parse(text).unwrap_err();
            assert!(wrong.contains(said), "{text}: {wrong}");
        }
    }

    /// The slow, obvious way: the angles under which the point sees the edges sum to a full turn.
    fn winds(points: &[[f64; 2]], [x, y]: [f64; 2]) -> bool {
        let angle = |p: &[f64; 2]| (p[1] - y).atan2(p[0] - x);
        let turn = |a: f64| {
            (a + 3.0 * std::f64::consts::PI).rem_euclid(std::f64::consts::TAU) - std::f64::consts::PI
        };
        points.windows(2).map(|e| turn(angle(&e[1]) - angle(&e[0]))).sum::<f64>().abs() > 3.0
    }

    proptest! {
        #[test]
        fn crossings_and_angles_agree(
            radii in prop::collection::vec(0.5f64..5.0, 3..12), x in -6.0f64..6.0, y in -6.0f64..6.0,
        ) {
            let step = std::f64::consts::TAU / radii.len() as f64;
            let corner = |(i, r): (usize, &f64)| [r * (step * i as f64).cos(), r * (step * i as f64).sin()];
            let mut points: Vec<[f64; 2]> = radii.iter().enumerate().map(corner).collect();
            points.push(points[0]);
            let json = serde_json::json!({ "type": "Polygon", "coordinates": [points] });
            let boundary = Boundary::parse(&json.to_string()).unwrap();
            prop_assert_eq!(boundary.contains(at(y, x)), winds(&points, [x, y]));
        }

        #[test]
        fn nothing_in_a_file_makes_it_panic(text in "\\PC{0,80}", json in "[\\[\\]{}\":,a-z0-9]{0,80}") {
            let _ = (Boundary::parse(&text), Boundary::parse(&json));
        }
    }
}
