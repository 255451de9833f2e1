//! What may come, land by land: the chance of any deaths in a month, in three classes. Never a place, never a road.

use super::super::label;
use super::super::legend::{HIGH, SYMBOL, Symbol};
use super::super::month::Month;
use super::super::svg::Pen;
use super::super::{Artist, paint, say};
use super::Land;

/// How likely any deaths are in a land.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Chance {
    /// Under one in ten, from which on a forecast of a district is taken to say that they come.
    Low,
    /// One in ten to three in ten. Own convention: even the likeliest district seldom reaches one half.
    Middle,
    /// Three in ten and more.
    High,
}

impl Chance {
    /// The class of a probability.
    pub fn of(p: f64) -> Self {
        if p < 0.1 {
            Self::Low
        } else if p < 0.3 {
            Self::Middle
        } else {
            Self::High
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Low => "chart-map-ahead-low",
            Self::Middle => "chart-map-ahead-middle",
            Self::High => "chart-map-ahead-high",
        }
    }

    /// What lies over the ground of a land; nothing where little is told.
    fn fill(self) -> Option<&'static str> {
        match self {
            Self::Low => None,
            Self::Middle => Some(paint::STRESS),
            Self::High => Some(paint::CRISIS),
        }
    }
}

/// What may come in the lands of a map.
#[derive(Clone, Debug, PartialEq)]
pub struct Chances {
    /// The month told of.
    pub month: Month,
    /// The chance of each land, in their order; `None` of those without a forecast.
    pub chances: Vec<Option<Chance>>,
}

impl Chances {
    /// What lies over the land at this place.
    pub(super) fn fill(&self, at: usize) -> Option<&'static str> {
        self.chances.get(at).copied().flatten().and_then(Chance::fill)
    }

    /// The classes that are drawn.
    pub(super) fn signs<'a>(&self, artist: &Artist) -> Vec<(Symbol<'a>, String)> {
        let mut classes: Vec<Chance> = self.chances.iter().copied().flatten().collect();
        classes.sort_unstable();
        classes.dedup();
        let drawn = classes.into_iter().filter_map(|c| Some((c, c.fill()?)));
        let sign = |(class, fill): (Chance, &'static str)| {
            let draw: Symbol<'a> = Box::new(move |pen: &mut Pen, x, y| {
                let area = label::Area { x: x + 2.0, y: y + 2.0, w: SYMBOL - 4.0, h: HIGH - 4.0 };
                pen.rect(area, fill);
                pen.rect(area, paint::EDGE);
            });
            (draw, self.say(artist, class))
        };
        drawn.map(sign).collect()
    }

    fn say(&self, artist: &Artist, class: Chance) -> String {
        let month = say::period(artist, self.month, 1);
        artist.messages.tell(class.key(), [("month", month.into())])
    }

    /// The lands of each class that is drawn, for those who do not see it.
    pub(super) fn tell(&self, artist: &Artist, lands: &[Land]) -> Option<String> {
        let of = |class: Chance| {
            let here = |(at, land): (usize, &Land)| {
                (self.chances.get(at).copied().flatten() == Some(class)).then(|| label::brief(&land.name))
            };
            let names: Vec<String> = lands.iter().enumerate().filter_map(here).collect();
            let values =
                [("sign", self.say(artist, class).into()), ("places", artist.messages.list(&names).into())];
            (!names.is_empty()).then(|| artist.messages.tell("chart-map-signs", values))
        };
        let told: Vec<String> = [Chance::High, Chance::Middle].into_iter().filter_map(of).collect();
        if told.is_empty() { of(Chance::Low) } else { Some(told.join(" ")) }
    }

    /// Whether it tells of any of these lands.
    pub(super) fn tells(&self, lands: &[Land]) -> bool {
        let named = |(at, land): (usize, &Land)| {
            !land.name.is_empty() && self.chances.get(at).is_some_and(Option::is_some)
        };
        lands.iter().enumerate().any(named)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_begin_where_their_words_say() {
        let of: Vec<Chance> = [0.0, 0.099, 0.1, 0.299, 0.3, 1.0].map(Chance::of).into();
        use Chance::{High, Low, Middle};
        assert_eq!(of, [Low, Low, Middle, Middle, High, High]);
    }
}
