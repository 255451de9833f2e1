//! The frame of the map, where a point falls in it, and its scale.

use super::super::label::{self, Area, Room};
use super::super::svg::{Anchor, Pen, SIZE};
use super::super::{Artist, paint, say};
use base::Coordinate;

/// Kilometres in a degree of latitude (6371.0088 km · π / 180).
const KM_PER_DEGREE: f64 = 111.195;
/// The smallest stretch shown, degrees: a single place still has surroundings.
const SMALLEST: f64 = 0.3;

/// Where coordinates fall on the paper.
pub(super) struct View {
    pub frame: Area,
    /// Middle of the frame, degrees.
    lat: f64,
    lon: f64,
    /// Units of the viewBox in a degree of latitude.
    degree: f64,
    /// The same for a degree of longitude.
    degree_east: f64,
}

impl View {
    /// A frame as wide as the paper around points, with a margin.
    pub(super) fn about(points: &[Coordinate], width: f64, narrow: bool) -> Self {
        let ends = |of: fn(&Coordinate) -> f64| {
            points.iter().map(of).fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(v), h.max(v)))
        };
        let ((south, north), (west, east)) = (ends(|c| c.lat), ends(|c| c.lon));
        let (lat, lon) = ((south + north) / 2.0, (west + east) / 2.0);
        let shrink = lat.to_radians().cos().max(0.1);
        let high = (north - south).max(SMALLEST) * 1.2;
        let wide = (east - west).max(SMALLEST) * shrink * 1.2;
        let (low, tall) = if narrow { (0.7, 1.15) } else { (0.45, 0.8) };
        let w = width - 2.0;
        let h = (w * (high / wide).clamp(low, tall)).round();
        let degree = (w / wide).min(h / high);
        Self { frame: Area { x: 1.0, y: 1.0, w, h }, lat, lon, degree, degree_east: degree * shrink }
    }

    pub(super) fn at(&self, place: Coordinate) -> (f64, f64) {
        let (x, y) = (self.frame.x + self.frame.w / 2.0, self.frame.y + self.frame.h / 2.0);
        (x + (place.lon - self.lon) * self.degree_east, y - (place.lat - self.lat) * self.degree)
    }

    /// Scale bar and north, in the corner that covers least.
    pub(super) fn scale(&self, pen: &mut Pen, artist: &Artist, room: &mut Room, crossed: &[(f64, f64)]) {
        let km = round_length(self.frame.w / 4.5 / self.degree * KM_PER_DEGREE);
        let long = km / KM_PER_DEGREE * self.degree;
        let words = artist.messages.tell("chart-map-km", [("n", say::number(artist, km).into())]);
        let (w, h) = (long.max(label::width(&words, SIZE)) + 46.0, 36.0);
        let f = self.frame;
        let corners =
            [(f.x, f.y + f.h - h), (f.x + f.w - w, f.y + f.h - h), (f.x, f.y), (f.x + f.w - w, f.y)];
        let areas = corners.map(|(x, y)| Area { x, y, w, h });
        let covers = |a: &Area| {
            let dot = |p: &&(f64, f64)| a.meets(Area { x: p.0, y: p.1, w: 0.1, h: 0.1 });
            room.meets(*a).unwrap_or(9) * 20 + crossed.iter().filter(dot).count()
        };
        let Some(area) = areas.into_iter().min_by_key(covers) else { return };
        room.take(area);
        let (x, y) = (area.x + 10.0, area.y + h - 9.0);
        pen.path(&[vec![(x, y), (x + 6.0, y - 18.0), (x + 12.0, y), (x + 6.0, y - 4.0)]], true, paint::SOLID);
        let north = artist.messages.say("chart-map-north");
        pen.text((x + 17.0, y - 12.0), Anchor::Start, &north, paint::HALO);
        let x = x + 16.0;
        pen.text((x + 18.0, y - 6.0), Anchor::Start, &words, paint::HALO);
        pen.rect(Area { x, y: y - 1.0, w: long, h: 4.0 }, paint::BADGE);
        pen.rect(Area { x, y: y - 1.0, w: long / 2.0, h: 4.0 }, paint::SOLID);
    }
}

/// The largest of 1, 2, 5, 10, 20 … not above it.
fn round_length(km: f64) -> f64 {
    let power = 10f64.powf(km.max(1e-3).log10().floor());
    [5.0, 2.0, 1.0].map(|m| m * power).into_iter().find(|l| *l <= km).unwrap_or(power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kilometre_is_as_long_east_as_north() {
        let at = |lat, lon| Coordinate::new(lat, lon).expect("in range");
        let view = View::about(&[at(13.0, -12.0), at(15.0, -8.0)], 640.0, false);
        let (a, b, c) = (view.at(at(14.0, -10.0)), view.at(at(14.1, -10.0)), view.at(at(14.0, -9.9)));
        let north = (a.1 - b.1) / at(14.0, -10.0).distance_km(at(14.1, -10.0));
        let east = (c.0 - a.0) / at(14.0, -10.0).distance_km(at(14.0, -9.9));
        assert!(north > 0.0 && (north / east - 1.0).abs() < 0.01, "{north} {east}");
    }

    #[test]
    fn lengths_are_round() {
        assert_eq!([7.0, 20.0, 99.0, 0.4].map(round_length), [5.0, 20.0, 50.0, 0.2]);
    }
}
