//! Where a row is, in WGS 84 degrees, longitude first (OGC:CRS84).

use super::cut;
pub use super::cut::Position;
use serde_json::{Value, json};

/// A geometry as RFC 7946 has them, without collections.
#[derive(Clone, Debug, PartialEq)]
pub enum Geometry {
    /// A point.
    Point(Position),
    /// Points.
    MultiPoint(Vec<Position>),
    /// A line of two positions or more.
    LineString(Vec<Position>),
    /// Lines.
    MultiLineString(Vec<Vec<Position>>),
    /// Rings, each closed: the outer one, then its holes.
    Polygon(Vec<Vec<Position>>),
    /// Polygons.
    MultiPolygon(Vec<Vec<Vec<Position>>>),
}

/// Degrees are written to seven decimals: a centimetre, finer than any source.
const DECIMALS: f64 = 1e7;

impl Geometry {
    /// Reads a geometry of GeoJSON; lines and rings that are none are left out, and `None` if nothing is left.
    pub fn from_json(value: &Value) -> Option<Self> {
        let at = value.get("coordinates")?;
        Some(match value.get("type")?.as_str()? {
            "Point" => Self::Point(position(at)?),
            "MultiPoint" => Self::MultiPoint(some(positions(at)?)?),
            "LineString" => Self::LineString(line(at)?),
            "MultiLineString" => Self::MultiLineString(some(each(at, line))?),
            "Polygon" => Self::Polygon(polygon(at)?),
            "MultiPolygon" => Self::MultiPolygon(some(each(at, polygon))?),
            _ => return None,
        })
    }

    /// As GeoJSON.
    pub fn json(&self) -> Value {
        match self {
            Self::Point(at) => json!({"type": "Point", "coordinates": at}),
            Self::MultiPoint(all) => json!({"type": "MultiPoint", "coordinates": all}),
            Self::LineString(all) => json!({"type": "LineString", "coordinates": all}),
            Self::MultiLineString(all) => json!({"type": "MultiLineString", "coordinates": all}),
            Self::Polygon(all) => json!({"type": "Polygon", "coordinates": all}),
            Self::MultiPolygon(all) => json!({"type": "MultiPolygon", "coordinates": all}),
        }
    }

    /// As RFC 7946 wants it: seven decimals at most, nothing across the antimeridian, outer rings counter-clockwise and holes
    /// clockwise. `None` if nothing is left.
    pub fn tidied(self) -> Option<Self> {
        Some(match self {
            Self::Point(at) => Self::Point(rounded(cut::wrapped(at))),
            Self::MultiPoint(all) => {
                Self::MultiPoint(all.into_iter().map(|at| rounded(cut::wrapped(at))).collect())
            }
            Self::LineString(line) => lines(vec![line], false)?,
            Self::MultiLineString(all) => lines(all, true)?,
            Self::Polygon(rings) => polygons(vec![rings], false)?,
            Self::MultiPolygon(all) => polygons(all, true)?,
        })
    }

    /// Every position.
    pub fn positions(&self) -> Box<dyn Iterator<Item = Position> + '_> {
        match self {
            Self::Point(at) => Box::new(std::iter::once(*at)),
            Self::MultiPoint(all) | Self::LineString(all) => Box::new(all.iter().copied()),
            Self::MultiLineString(all) | Self::Polygon(all) => Box::new(all.iter().flatten().copied()),
            Self::MultiPolygon(all) => Box::new(all.iter().flatten().flatten().copied()),
        }
    }

    /// Its name in GeoJSON, WKB and FlatGeobuf, and its number there.
    pub fn kind(&self) -> (&'static str, u8) {
        match self {
            Self::Point(_) => ("Point", 1),
            Self::LineString(_) => ("LineString", 2),
            Self::Polygon(_) => ("Polygon", 3),
            Self::MultiPoint(_) => ("MultiPoint", 4),
            Self::MultiLineString(_) => ("MultiLineString", 5),
            Self::MultiPolygon(_) => ("MultiPolygon", 6),
        }
    }
}

fn position(value: &Value) -> Option<Position> {
    let (lon, lat) = (value.get(0)?.as_f64()?, value.get(1)?.as_f64()?);
    (lon.is_finite() && lat.abs() <= 90.0).then_some([lon, lat])
}

fn positions(value: &Value) -> Option<Vec<Position>> {
    value.as_array()?.iter().map(position).collect()
}

fn line(value: &Value) -> Option<Vec<Position>> {
    positions(value).filter(|line| line.len() > 1)
}

/// A ring has four positions or more, and ends where it begins.
fn ring(value: &Value) -> Option<Vec<Position>> {
    let mut ring = positions(value)?;
    let first = *ring.first()?;
    if ring.last() != Some(&first) {
        ring.push(first);
    }
    (ring.len() > 3).then_some(ring)
}

fn polygon(value: &Value) -> Option<Vec<Vec<Position>>> {
    let (outer, holes) = value.as_array()?.split_first()?;
    Some(std::iter::once(ring(outer)?).chain(holes.iter().filter_map(ring)).collect())
}

fn each<T>(value: &Value, read: impl Fn(&Value) -> Option<T>) -> Vec<T> {
    value.as_array().into_iter().flatten().filter_map(read).collect()
}

fn some<T>(all: Vec<T>) -> Option<Vec<T>> {
    (!all.is_empty()).then_some(all)
}

fn rounded([lon, lat]: Position) -> Position {
    // Without a negative zero, which would be other bytes for the same place.
    [lon, lat].map(|degrees| (degrees * DECIMALS).round() / DECIMALS + 0.0)
}

fn lines(all: Vec<Vec<Position>>, many: bool) -> Option<Geometry> {
    let cut = all.iter().flat_map(|line| cut::line(line));
    let mut whole: Vec<Vec<Position>> =
        cut.map(|line| line.into_iter().map(rounded).collect::<Vec<_>>()).filter(|l| l.len() > 1).collect();
    match whole.len() {
        0 => None,
        1 if !many => whole.pop().map(Geometry::LineString),
        _ => Some(Geometry::MultiLineString(whole)),
    }
}

fn polygons(all: Vec<Vec<Vec<Position>>>, many: bool) -> Option<Geometry> {
    let mut whole: Vec<Vec<Vec<Position>>> =
        all.iter().flat_map(|polygon| cut::polygon(polygon)).filter_map(wound).collect();
    match whole.len() {
        0 => None,
        1 if !many => whole.pop().map(Geometry::Polygon),
        _ => Some(Geometry::MultiPolygon(whole)),
    }
}

/// Rounded, outer ring counter-clockwise, holes clockwise; rings without an area are left out, `None` for an outer one.
fn wound(polygon: Vec<Vec<Position>>) -> Option<Vec<Vec<Position>>> {
    let mut out: Vec<Vec<Position>> = Vec::new();
    for (at, ring) in polygon.into_iter().enumerate() {
        let mut ring: Vec<Position> = ring.into_iter().map(rounded).collect();
        let area = area(&ring);
        if area == 0.0 {
            if at == 0 {
                return None;
            }
            continue;
        }
        if (area > 0.0) != (at == 0) {
            ring.reverse();
        }
        out.push(ring);
    }
    Some(out)
}

/// Twice the signed area: positive for counter-clockwise rings.
pub(super) fn area(ring: &[Position]) -> f64 {
    ring.windows(2)
        .map(|w| match w {
            [[ax, ay], [bx, by]] => ax * by - bx * ay,
            _ => 0.0,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tidied(value: Value) -> Value {
        Geometry::from_json(&value).and_then(Geometry::tidied).map_or(Value::Null, |g| g.json())
    }

    #[test]
    fn rings_are_wound_by_the_right_hand_rule() {
        let square =
            |ring: Value| json!({"type": "Polygon", "coordinates": [ring, [[1,1],[2,1],[2,2],[1,2],[1,1]]]});
        let told = tidied(square(json!([[0, 0], [0, 9], [9, 9], [9, 0], [0, 0]])));
        let rings = told["coordinates"].as_array().unwrap();
        let of = |n: usize| positions(&rings[n]).unwrap();
        assert!(area(&of(0)) > 0.0 && area(&of(1)) < 0.0, "{told}");
        assert_eq!(of(0).first(), of(0).last());
    }

    #[test]
    fn what_is_no_geometry_is_none() {
        for wrong in [
            json!(null),
            json!({"type": "Point", "coordinates": [0, 91]}),
            json!({"type": "Point", "coordinates": "here"}),
            json!({"type": "LineString", "coordinates": [[0, 0]]}),
            json!({"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 0]]]}),
            json!({"type": "MultiPoint", "coordinates": []}),
            json!({"type": "GeometryCollection", "geometries": []}),
        ] {
            assert_eq!(tidied(wrong.clone()), Value::Null, "{wrong}");
        }
    }

    #[test]
    fn degrees_have_seven_decimals_at_most() {
        let told = tidied(json!({"type": "Point", "coordinates": [-11.123456789, -0.00000001]}));
        assert_eq!(told.to_string(), r#"{"coordinates":[-11.1234568,0.0],"type":"Point"}"#);
    }

    proptest! {
        #[test]
        fn nothing_crosses_the_antimeridian_and_nothing_is_out_of_range(
            line in prop::collection::vec((-400.0..400.0f64, -90.0..90.0f64), 2..12)
        ) {
            let coordinates: Vec<Position> = line.iter().map(|(x, y)| [*x, *y]).collect();
            if let Some(told) = Geometry::LineString(coordinates).tidied() {
                let parts = match &told {
                    Geometry::LineString(one) => vec![one.clone()],
                    Geometry::MultiLineString(all) => all.clone(),
                    other => panic!("{other:?}"),
                };
                for part in parts {
                    prop_assert!(part.iter().all(|[x, y]| x.abs() <= 180.0 && y.abs() <= 90.0));
                    prop_assert!(part.windows(2).all(|w| (w[0][0] - w[1][0]).abs() <= 180.0 + 1e-6));
                }
            }
        }
    }
}
