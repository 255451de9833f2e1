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
    /// The posts between countries, where the network says of a post which two it lies between.
    Borders {
        /// What it was called.
        name: String,
        /// One of these on the one side …
        of: Vec<Country>,
        /// … and one of these on the other; any country if none is told.
        with: Vec<Country>,
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
            | Self::Corridor { name }
            | Self::Area { name, .. }
            | Self::Borders { name, .. } => name,
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
        assert!(DayHours::parse("25:00", "05:00").is_none() && DayHours::parse("x", "05:00").is_none());
    }
}
