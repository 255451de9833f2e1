//! Lands: cut to the frame, simplified, named where their middle shows.

use super::super::label::{self, Area, Room};
use super::super::paint;
use super::super::scale::{off, simplify};
use super::super::svg::{Anchor, Pen, SIZE};
use super::view::View;
use super::{Chances, Land};

/// A land on the paper.
pub(super) struct Shape {
    name: String,
    home: bool,
    rings: Vec<Vec<(f64, f64)>>,
}

/// Outlines are drawn to so much beyond the frame, where the frame hides the edges that cutting makes.
const BEYOND: f64 = 8.0;
/// Points nearer than this to a simpler line are left out.
const TOLERANCE: f64 = 0.5;

pub(super) fn lands(lands: &[Land], view: &View) -> Vec<Shape> {
    let shape = |land: &Land| {
        let ring = |ring: &Vec<base::Coordinate>| {
            let points: Vec<(f64, f64)> = ring.iter().map(|c| view.at(*c)).collect();
            simplify(&cut(&points, view.frame), TOLERANCE)
        };
        let rings = land.rings.iter().map(ring).filter(|r| r.len() > 2).collect();
        Shape { name: land.name.clone(), home: land.home, rings }
    };
    lands.iter().map(shape).collect()
}

/// A ring cut to the frame and a little beyond (Sutherland and Hodgman 1974).
fn cut(ring: &[(f64, f64)], frame: Area) -> Vec<(f64, f64)> {
    let (left, top) = (frame.x - BEYOND, frame.y - BEYOND);
    let (right, bottom) = (frame.x + frame.w + BEYOND, frame.y + frame.h + BEYOND);
    // How far a point lies inside of each side.
    let sides: [&dyn Fn((f64, f64)) -> f64; 4] =
        [&|p| p.0 - left, &|p| right - p.0, &|p| p.1 - top, &|p| bottom - p.1];
    let mut ring = ring.to_vec();
    for inside in sides {
        let mut kept = Vec::with_capacity(ring.len() + 4);
        let before = ring.last().copied().into_iter().chain(ring.iter().copied());
        for (a, b) in before.zip(ring.iter().copied()) {
            let (da, db) = (inside(a), inside(b));
            if (da < 0.0) != (db < 0.0) {
                let t = da / (da - db);
                kept.push((a.0 + t * (b.0 - a.0), a.1 + t * (b.1 - a.1)));
            }
            if db >= 0.0 {
                kept.push(b);
            }
        }
        ring = kept;
    }
    ring
}

pub(super) fn paint(pen: &mut Pen, lands: &[Shape], ahead: Option<&Chances>) {
    // Each outline is written once: its area below, and its border above all areas.
    let outlines: Vec<Option<String>> = lands.iter().map(|land| pen.outline(&land.rings)).collect();
    for (land, outline) in lands.iter().zip(&outlines) {
        pen.again(outline.as_deref(), if land.home { paint::HOME } else { paint::ABROAD });
    }
    for (at, outline) in outlines.iter().enumerate() {
        if let Some(fill) = ahead.and_then(|ahead| ahead.fill(at)) {
            pen.again(outline.as_deref(), fill);
        }
    }
    for outline in &outlines {
        pen.again(outline.as_deref(), paint::BORDER);
    }
}

impl Shape {
    fn holds(&self, p: (f64, f64)) -> bool {
        let crossings = self.edges().filter(|(a, b)| {
            (a.1 > p.1) != (b.1 > p.1) && p.0 < (b.0 - a.0) * (p.1 - a.1) / (b.1 - a.1) + a.0
        });
        crossings.count() % 2 == 1
    }

    fn edges(&self) -> impl Iterator<Item = ((f64, f64), (f64, f64))> + '_ {
        self.rings.iter().flat_map(|r| {
            let before = r.last().copied().into_iter().chain(r.iter().copied());
            before.zip(r.iter().copied())
        })
    }

    /// Points of a grid inside it, those farthest from its border first.
    fn inside(&self, frame: Area) -> Vec<(f64, f64)> {
        const STEPS: usize = 24;
        let grid = (1..STEPS).flat_map(|i| (1..STEPS).map(move |j| (i as f64, j as f64)));
        let point =
            |(i, j): (f64, f64)| (frame.x + frame.w * i / STEPS as f64, frame.y + frame.h * j / STEPS as f64);
        let depth = |p: (f64, f64)| {
            let sides = [p.0 - frame.x, frame.x + frame.w - p.0, p.1 - frame.y, frame.y + frame.h - p.1];
            let border = self.edges().map(|(a, b)| off(p, a, b));
            border.chain(sides).fold(f64::MAX, f64::min)
        };
        let mut points: Vec<((f64, f64), f64)> =
            grid.map(point).filter(|p| self.holds(*p)).map(|p| (p, depth(p))).collect();
        points.sort_by(|a, b| b.1.total_cmp(&a.1));
        points.into_iter().map(|(p, _)| p).collect()
    }
}

/// Names of lands, in capitals, where there is room that no road crosses.
pub(super) fn names(pen: &mut Pen, lands: &[Shape], frame: Area, room: &mut Room, crossed: &[(f64, f64)]) {
    for land in lands.iter().filter(|l| !l.rings.is_empty()) {
        let name = label::fit(&land.name.to_uppercase(), SIZE, frame.w / 2.0);
        let (w, h) = (label::width(&name, SIZE) + 4.0, 16.0);
        let area = |p: (f64, f64)| Area { x: p.0 - w / 2.0, y: p.1 - h / 2.0, w, h };
        let free = |a: &Area| {
            let ends = [a.x, a.x + a.w].into_iter().all(|x| land.holds((x, a.y + a.h / 2.0)));
            ends && !crossed.iter().any(|p| a.meets(Area { x: p.0 - 3.0, y: p.1 - 3.0, w: 6.0, h: 6.0 }))
        };
        if let Some(a) = room.place(land.inside(frame).into_iter().map(area).filter(free)) {
            pen.text((a.x + a.w / 2.0, a.y + 12.5), Anchor::Middle, &name, paint::SOFT);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_is_cut_to_its_frame() {
        let frame = Area { x: 0.0, y: 0.0, w: 100.0, h: 50.0 };
        let around = [(-500.0, -500.0), (500.0, -500.0), (500.0, 500.0), (-500.0, 500.0)];
        let cut_ring = cut(&around, frame);
        assert_eq!(cut_ring.len(), 4);
        assert!(cut_ring.iter().all(|p| (-8.0..=108.0).contains(&p.0) && (-8.0..=58.0).contains(&p.1)));
        assert!(cut(&[(200.0, 200.0), (300.0, 200.0), (300.0, 300.0)], frame).is_empty());
    }
}
