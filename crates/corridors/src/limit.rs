//! What limits access, as far as links are concerned: the only thing that this crate needs to know of a constraint.

use base::{Coordinate, Country, Date, Interval};
use serde::{Deserialize, Serialize};

/// How far a limit has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Asked for.
    CalledFor,
    /// Made known.
    Announced,
    /// Told as applied; of an incident: told as happened.
    InForce,
    /// Only denied.
    Denied,
    /// Ended by whoever imposed it.
    Lifted,
    /// Its term has passed.
    Lapsed,
}

/// A place by name and, where known, coordinate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spot {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub point: Option<Coordinate>,
}

/// Which links a limit is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// A road by number or name, between the first and the last of these stops; all of it without stops.
    Road {
        /// Number or name.
        name: String,
        /// Its stops, in order.
        stops: Vec<Spot>,
        /// The country whose road is meant: numbers begin anew in each.
        country: Option<Country>,
    },
    /// A road as far as it lies in a part: near a place, in an area. Where it does not come near the place, the place
    /// alone.
    On {
        /// The road.
        road: Box<Reach>,
        /// The part.
        part: Box<Reach>,
    },
    /// Everything within a distance of a place.
    Around {
        /// The place.
        place: Spot,
        /// Kilometres.
        km: f64,
    },
    /// A border post.
    Border {
        /// The post.
        post: Spot,
    },
    /// The border posts of one country, or those between any two of several.
    Frontier {
        /// As it is told.
        name: String,
        /// The countries.
        countries: Vec<Country>,
    },
    /// Every road: a carrier stops wherever it would drive.
    Everywhere,
    /// A corridor of the case.
    Corridor {
        /// One of its names.
        name: String,
    },
    /// A wide area, known by places that lie in it and places that do not: a link is in it where one of its ends is
    /// nearer to one that does, and within [`Reach::FARTHEST_KM`].
    Area {
        /// Its name.
        name: String,
        /// Places in it.
        inside: Vec<Coordinate>,
        /// Places known to lie elsewhere.
        outside: Vec<Coordinate>,
    },
}

impl Reach {
    /// A place says nothing of roads farther than this. Own convention: about half a day on a gravel road.
    pub const FARTHEST_KM: f64 = 100.0;

    /// What it is about, in a word.
    pub fn name(&self) -> &str {
        match self {
            Self::Road { name, .. }
            | Self::Frontier { name, .. }
            | Self::Corridor { name }
            | Self::Area { name, .. } => name,
            Self::On { part, .. } => part.name(),
            Self::Everywhere => "everywhere",
            Self::Around { place, .. } | Self::Border { post: place } => &place.name,
        }
    }
}

/// Hours of the day, in minutes after midnight; past midnight where the end is the smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DayHours {
    /// First minute, 0 to 1439.
    pub from: u16,
    /// First minute after it, 0 to 1440.
    pub to: u16,
}

impl DayHours {
    /// Reads `HH:MM` twice.
    pub fn parse(from: &str, to: &str) -> Option<Self> {
        let minutes = |text: &str| {
            let (hours, minutes) = text.split_once(':')?;
            let (h, m): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
            (h <= 24 && m < 60 && h * 60 + m <= 1440).then_some(h * 60 + m)
        };
        Some(Self { from: minutes(from)? % 1440, to: minutes(to)? })
    }

    /// Whether some hours leave no minute of the day free.
    pub fn fill_the_day(all: &[Self]) -> bool {
        let length = |h: &Self| if h.from < h.to { h.to - h.from } else { 1440 - h.from + h.to };
        // Most curfews are shorter than a day: only what may be enough is gone through.
        let enough = all.iter().map(|h| u32::from(length(h))).sum::<u32>() >= 1440;
        enough && (0..1440).all(|minute| all.iter().any(|h| h.left(minute) > 0))
    }

    /// Minutes from a time of day until it ends; 0 outside it.
    pub fn left(self, minute: u16) -> u16 {
        let minute = minute % 1440;
        let (from, to) = (self.from, self.to);
        match from < to {
            true if (from..to).contains(&minute) => to - minute,
            true => 0,
            false if minute >= from => 1440 - minute + to,
            false if minute < to => to - minute,
            false => 0,
        }
    }
}

/// One side of what is told of a limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LimitSide {
    /// What it says.
    pub status: Stage,
    /// Who says it.
    pub by: Vec<String>,
    /// What it rests on.
    pub evidence: Vec<String>,
}

/// A constraint or an incident as far as links are concerned. An empty list: nothing is told of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Limit {
    /// Id of the constraint or event.
    pub id: String,
    /// Its kind, by the names of `data/effects.toml`.
    pub kind: String,
    /// How far it has come.
    pub stage: Stage,
    /// Told with reserve only.
    pub held_back: bool,
    /// Some say it is so, some that it is not.
    pub disputed: bool,
    /// When it holds; of an incident, when it happened.
    pub date: Option<Interval>,
    /// Last day on which it was told anew.
    pub last_confirmed: Option<Date>,
    /// Which links; several are joined.
    pub reaches: Vec<Reach>,
    /// Kinds of vehicle.
    pub vehicle_classes: Vec<String>,
    /// Goods.
    pub commodities: Vec<String>,
    /// Carriers.
    pub operators: Vec<String>,
    /// Countries that goods or vehicles come from.
    pub origin_countries: Vec<Country>,
    /// Hours of the day at which it holds.
    pub hours: Vec<DayHours>,
    /// Who or what is let through.
    pub exemptions: Vec<String>,
    /// What each side says.
    pub sides: Vec<LimitSide>,
    /// What it rests on.
    pub evidence: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_run_past_midnight() {
        let night = DayHours::parse("21:00", "05:30").unwrap();
        assert_eq!(night.left(20 * 60), 0);
        assert_eq!(night.left(21 * 60), 8 * 60 + 30);
        assert_eq!(night.left(60), 4 * 60 + 30);
        assert_eq!(night.left(12 * 60), 0);
        assert_eq!(DayHours::parse("12:00", "24:00").unwrap().left(13 * 60), 11 * 60);
        let day = |spans: &[(&str, &str)]| {
            let spans: Vec<_> = spans.iter().map(|(a, b)| DayHours::parse(a, b).unwrap()).collect();
            DayHours::fill_the_day(&spans)
        };
        assert!(
            day(&[("00:00", "24:00")])
                && day(&[("06:00", "06:00")])
                && day(&[("20:00", "08:00"), ("07:00", "21:00")])
        );
        assert!(
            !day(&[("20:00", "08:00"), ("08:00", "19:59")])
                && !day(&[("20:00", "08:00"), ("20:00", "08:00")])
                && !day(&[])
        );
        assert!(DayHours::parse("25:00", "05:00").is_none() && DayHours::parse("x", "05:00").is_none());
    }
}
