//! Geometries as well-known binary (OGC 06-103r4), little-endian.

use super::geometry::{Geometry, Position};

/// Appends a geometry.
pub(super) fn write(geometry: &Geometry, to: &mut Vec<u8>) {
    head(geometry.kind().1, to);
    match geometry {
        Geometry::Point(at) => position(*at, to),
        Geometry::MultiPoint(all) => {
            count(all.len(), to);
            for at in all {
                head(1, to);
                position(*at, to);
            }
        }
        Geometry::LineString(line) => positions(line, to),
        Geometry::MultiLineString(all) => {
            count(all.len(), to);
            for line in all {
                head(2, to);
                positions(line, to);
            }
        }
        Geometry::Polygon(rings) => polygon(rings, to),
        Geometry::MultiPolygon(all) => {
            count(all.len(), to);
            for rings in all {
                head(3, to);
                polygon(rings, to);
            }
        }
    }
}

fn head(kind: u8, to: &mut Vec<u8>) {
    to.push(1);
    to.extend_from_slice(&u32::from(kind).to_le_bytes());
}

fn count(number: usize, to: &mut Vec<u8>) {
    to.extend_from_slice(&(number as u32).to_le_bytes());
}

fn position([lon, lat]: Position, to: &mut Vec<u8>) {
    to.extend_from_slice(&lon.to_le_bytes());
    to.extend_from_slice(&lat.to_le_bytes());
}

fn positions(all: &[Position], to: &mut Vec<u8>) {
    count(all.len(), to);
    all.iter().for_each(|at| position(*at, to));
}

fn polygon(rings: &[Vec<Position>], to: &mut Vec<u8>) {
    count(rings.len(), to);
    rings.iter().for_each(|ring| positions(ring, to));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_has_21_bytes() {
        let mut out = Vec::new();
        write(&Geometry::Point([1.0, 2.0]), &mut out);
        assert_eq!(out.len(), 21);
        assert_eq!(out[..5], [1, 1, 0, 0, 0]);
        assert_eq!(out[5..13], 1.0f64.to_le_bytes());
    }
}
