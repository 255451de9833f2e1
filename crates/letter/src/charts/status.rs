//! What a corridor is like: four states that differ in lightness, hatching and mark.

use super::label::Area;
use super::legend::{HIGH, SYMBOL, Symbol};
use super::svg::Pen;
use super::{Artist, marks, paint};
use crate::words::count;

/// Whether a corridor can be passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Passable.
    Open,
    /// Passable with limits: by day, under escort, for some goods.
    Restricted,
    /// Not passable.
    Closed,
    /// Nothing known: never to be read as open.
    Unknown,
}

impl Status {
    pub(super) const ALL: [Self; 4] = [Self::Open, Self::Restricted, Self::Closed, Self::Unknown];

    pub(super) fn word(self, artist: &Artist) -> String {
        artist.messages.say(match self {
            Self::Open => "chart-open",
            Self::Restricted => "chart-restricted",
            Self::Closed => "chart-closed",
            Self::Unknown => "chart-unknown",
        })
    }

    /// Fills an area; the closed one is crossed out where there is room.
    pub(super) fn fill(self, pen: &mut Pen, area: Area, crossed: bool) {
        let fill = match self {
            Self::Open => paint::OPEN,
            Self::Restricted => paint::RESTRICTED,
            Self::Closed => paint::CLOSED,
            Self::Unknown => paint::UNKNOWN,
        };
        pen.rect(area, fill);
        if self == Self::Unknown {
            pen.rect(area, paint::EDGE);
        }
        if self == Self::Closed && crossed && area.w >= 9.0 {
            let r = (area.w.min(area.h) / 2.0 - 3.0).min(5.0);
            let white = r##"class="c-on-line" stroke="#fff" stroke-width="1.75""##;
            marks::cross(pen, (area.x + area.w / 2.0, area.y + area.h / 2.0), r, white);
        }
    }

    /// `2 open, 1 closed`: only those that occur.
    pub(super) fn counts(artist: &Artist, all: &[Self]) -> String {
        let counted = Self::ALL.map(|s| (s, all.iter().filter(|o| **o == s).count()));
        let said = counted.into_iter().filter(|(_, n)| *n > 0);
        let say = |(status, n): (Self, usize)| {
            let key = match status {
                Self::Open => "chart-count-open",
                Self::Restricted => "chart-count-restricted",
                Self::Closed => "chart-count-closed",
                Self::Unknown => "chart-count-unknown",
            };
            artist.messages.tell(key, [("n", count(n))])
        };
        let said: Vec<String> = said.map(say).collect();
        artist.messages.list(&said)
    }
}

/// The four as filled areas, for a legend.
pub(super) fn fills(artist: &Artist) -> Vec<(Symbol<'_>, String)> {
    let entry = |status: Status| -> (Symbol<'_>, String) {
        let draw = move |pen: &mut Pen, x: f64, y: f64| {
            status.fill(pen, Area { x: x + 2.0, y, w: SYMBOL - 4.0, h: HIGH }, true);
        };
        (Box::new(draw), status.word(artist))
    };
    Status::ALL.map(entry).into()
}
