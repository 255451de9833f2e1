//! Corridors on the map: lines by status, numbers along them.

use super::super::label::{self, Area, Room};
use super::super::paint;
use super::super::scale::simplify;
use super::super::status::Status;
use super::super::svg::{Anchor, Pen, SIZE};
use super::Route;
use super::view::View;

type Line = Vec<(f64, f64)>;

/// From one cross of a closed road to the next.
const CROSSES: f64 = 30.0;

/// Draws all sections, the worst on top; gives each corridor's lines.
pub(super) fn paint(pen: &mut Pen, routes: &[Route], view: &View) -> Vec<Vec<Line>> {
    let line = |line: &[base::Coordinate]| simplify(&line.iter().map(|c| view.at(*c)).collect::<Line>(), 0.5);
    let drawn: Vec<Vec<(Status, Line)>> = routes
        .iter()
        .map(|r| r.sections.iter().map(|s| (s.status, line(&s.line))).filter(|(_, l)| l.len() > 1).collect())
        .collect();
    let all: Vec<Line> = drawn.iter().flatten().map(|(_, l)| l.clone()).collect();
    let casing = format!(r#"{} stroke-width="7""#, paint::CASING);
    pen.path(&all, false, &casing);
    for status in [Status::Unknown, Status::Open, Status::Restricted, Status::Closed] {
        let of: Vec<Line> =
            drawn.iter().flatten().filter(|(s, _)| *s == status).map(|(_, l)| l.clone()).collect();
        stroke(pen, &of, status);
    }
    drawn.into_iter().map(|r| r.into_iter().map(|(_, l)| l).collect()).collect()
}

/// Lines of one status.
pub(super) fn stroke(pen: &mut Pen, lines: &[Line], status: Status) {
    let paint = match status {
        Status::Open => paint::OPEN_LINE,
        Status::Restricted => paint::RESTRICTED_LINE,
        Status::Closed => paint::CLOSED_LINE,
        Status::Unknown => paint::UNKNOWN_LINE,
    };
    pen.path(lines, false, paint);
    if status == Status::Closed {
        let places = lines.iter().flat_map(|l| along(std::slice::from_ref(l), CROSSES));
        let cross = |(x, y): (f64, f64)| {
            let r = 5.0;
            [vec![(x - r, y - r), (x + r, y + r)], vec![(x - r, y + r), (x + r, y - r)]]
        };
        let crosses: Vec<Line> = places.flat_map(cross).collect();
        pen.path(&crosses, false, paint::CLOSED_CROSS);
    }
}

fn long(a: (f64, f64), b: (f64, f64)) -> f64 {
    ((b.0 - a.0).powi(2) + (b.1 - a.1).powi(2)).sqrt()
}

/// Points along lines, about `step` apart, the first half a step in; at least one for a line that has a length.
pub(super) fn along(lines: &[Line], step: f64) -> Vec<(f64, f64)> {
    let total: f64 = lines.iter().flat_map(|l| l.windows(2)).map(|w| long(w[0], w[1])).sum();
    // A line of thousands of steps is beyond any paper.
    let count = (total / step).round().clamp(1.0, 4000.0);
    (0..count as usize).filter_map(|k| at(lines, total * (k as f64 + 0.5) / count)).collect()
}

/// The point so far along.
fn at(lines: &[Line], mut far: f64) -> Option<(f64, f64)> {
    for pair in lines.iter().flat_map(|l| l.windows(2)) {
        let [a, b] = pair else { continue };
        let length = long(*a, *b);
        if far <= length && length > 0.0 {
            let t = far / length;
            return Some((a.0 + t * (b.0 - a.0), a.1 + t * (b.1 - a.1)));
        }
        far -= length;
    }
    None
}

/// Each corridor's number, near its middle where that is free.
pub(super) fn badges(pen: &mut Pen, routes: &[Vec<Line>], room: &mut Room) {
    for (number, lines) in routes.iter().enumerate() {
        let mut points = along(lines, 8.0);
        let middle = points.len() as f64 / 2.0;
        let mut ranked: Vec<(f64, (f64, f64))> =
            points.drain(..).enumerate().map(|(k, p)| ((k as f64 + 0.5 - middle).abs(), p)).collect();
        ranked.sort_by(|a, b| a.0.total_cmp(&b.0));
        let words = (number + 1).to_string();
        let half = half_badge(&words);
        let area = |p: (f64, f64)| Area { x: p.0 - half, y: p.1 - 10.0, w: 2.0 * half, h: 20.0 };
        if let Some(a) = room.place(ranked.into_iter().map(|(_, p)| area(p))) {
            badge(pen, (a.x + half, a.y + 10.0), &words);
        }
    }
}

fn half_badge(number: &str) -> f64 {
    (label::bold(number, SIZE) / 2.0 + 3.5).max(10.0)
}

/// A number on a round ground; gives half of its width.
pub(super) fn badge(pen: &mut Pen, at: (f64, f64), number: &str) -> f64 {
    let half = half_badge(number);
    let area = Area { x: at.0 - half + 0.7, y: at.1 - 9.3, w: 2.0 * half - 1.4, h: 18.6 };
    pen.round(area, 9.3, paint::BADGE);
    pen.text((at.0, at.1 + 4.7), Anchor::Middle, number, paint::BOLD);
    half
}
