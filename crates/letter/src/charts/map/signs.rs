//! Signs at places: constraints, border crossings, markets by their level.

use super::super::label::{Area, Room};
use super::super::paint;
use super::super::svg::{Anchor, Pen};
use super::view::View;
use base::Coordinate;

/// A sign at a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Sign {
    /// What is there.
    pub kind: SignKind,
    /// The place's name.
    pub name: String,
    /// Where it is; of what is told of an area, a point that stands for it.
    pub at: Coordinate,
}

/// What a sign stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SignKind {
    /// What limits access.
    Constraint,
    /// A market, with the level of its worst price.
    Market(Level),
    /// A border crossing.
    Crossing,
}

/// The level of a price (ALPS; WFP, 2014).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Level {
    Ungraded,
    Normal,
    Stress,
    Alert,
    Crisis,
}

impl Level {
    /// Its name in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ungraded => "none",
            Self::Normal => "normal",
            Self::Stress => "stress",
            Self::Alert => "alert",
            Self::Crisis => "crisis",
        }
    }
}

/// Half of a sign's width.
const HALF: f64 = 7.0;

/// Draws signs; those that tell most are placed first, and one without room is left out. Gives how many.
pub(super) fn draw(pen: &mut Pen, signs: &[Sign], view: &View, room: &mut Room) -> usize {
    let mut sorted: Vec<&Sign> = signs.iter().collect();
    sorted.sort_by(|a, b| rank(a.kind).cmp(&rank(b.kind)).then_with(|| a.name.cmp(&b.name)));
    let mut left_out = 0;
    for sign in sorted {
        let (x, y) = view.at(sign.at);
        let step = 2.0 * HALF + 1.0;
        let around = [(0.0, 0.0), (0.0, -step), (0.0, step), (-step, 0.0), (step, 0.0)];
        let corners = [(-step, -step), (step, -step), (-step, step), (step, step)];
        let far = around.map(|(dx, dy)| (2.0 * dx, 2.0 * dy));
        let offsets = around.into_iter().chain(corners).chain(far);
        let area = |(dx, dy): (f64, f64)| {
            let (x, y) = (x + dx - HALF, y + dy - HALF);
            Area { x, y, w: 2.0 * HALF, h: 2.0 * HALF }
        };
        match room.place(offsets.map(area)) {
            Some(a) => symbol(pen, sign.kind, (a.x + HALF, a.y + HALF)),
            None => left_out += 1,
        }
    }
    left_out
}

/// Constraints, then markets off their season, then crossings, then other markets.
fn rank(kind: SignKind) -> u8 {
    match kind {
        SignKind::Constraint => 0,
        SignKind::Market(Level::Crisis | Level::Alert | Level::Stress) => 1,
        SignKind::Crossing => 2,
        SignKind::Market(_) => 3,
    }
}

/// A triangle, a square with its level's number, a lozenge: what differs in colour differs in shape or number as well.
pub(super) fn symbol(pen: &mut Pen, kind: SignKind, (x, y): (f64, f64)) {
    match kind {
        SignKind::Constraint => {
            let corners = vec![(x, y - 7.0), (x + 7.0, y + 6.0), (x - 7.0, y + 6.0)];
            pen.path(&[corners], true, paint::LIMITED);
            pen.path(
                &[vec![(x, y - 2.5), (x, y + 1.5)], vec![(x, y + 4.0), (x, y + 4.2)]],
                false,
                paint::MARK,
            );
        }
        SignKind::Crossing => {
            let corners = vec![(x, y - 6.0), (x + 6.0, y), (x, y + 6.0), (x - 6.0, y)];
            pen.path(&[corners], true, paint::CROSSING);
        }
        SignKind::Market(level) => {
            let (ground, number) = match level {
                Level::Ungraded => (paint::UNGRADED, "–"),
                Level::Normal => (paint::NORMAL, "0"),
                Level::Stress => (paint::STRESS, "1"),
                Level::Alert => (paint::ALERT, "2"),
                Level::Crisis => (paint::CRISIS, "3"),
            };
            let area = Area { x: x - 6.5, y: y - 7.0, w: 13.0, h: 14.0 };
            pen.rect(area, ground);
            pen.rect(area, paint::OUTLINE);
            pen.text((x, y + 4.7), Anchor::Middle, number, paint::BOLD);
        }
    }
}
