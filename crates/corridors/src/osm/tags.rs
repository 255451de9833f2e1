//! Tags of a way in, a road or nothing out.

use super::block::{Block, Tags};
use super::error::Damage;
use super::rules::Rules;
use super::units::{self, Told};
use crate::{LinkFlags, RoadClass, Surface};
use serde::{Deserialize, Serialize};

/// What is told of a road, but where it lies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Road {
    /// Class.
    pub class: RoadClass,
    /// Surface.
    pub surface: Surface,
    /// `tracktype` grade 1–5, 0 if not told.
    pub tracktype: u8,
    /// Legal maximum, km/h.
    pub max_speed_kmh: Option<f32>,
    /// Time for the whole way, seconds (ferries).
    pub duration_s: Option<f32>,
    /// Greatest permitted mass, tonnes.
    pub max_weight_t: Option<f32>,
    /// Greatest permitted height, metres.
    pub max_height_m: Option<f32>,
    /// Directions and the rest.
    pub flags: LinkFlags,
}

impl Road {
    /// Tells it from other roads.
    pub(super) fn key(&self) -> [u32; 5] {
        let LinkFlags { forward, backward, bridge, ford, toll, private } = self.flags;
        let flags = [forward, backward, bridge, ford, toll, private];
        let flags = flags.iter().fold(0, |bits, flag| bits << 1 | u32::from(*flag));
        let words =
            self.class as u32 | (self.surface as u32) << 8 | u32::from(self.tracktype) << 16 | flags << 24;
        let bits = |figure: Option<f32>| figure.map_or(u32::MAX, f32::to_bits);
        let figures = [self.max_speed_kmh, self.duration_s, self.max_weight_t, self.max_height_m].map(bits);
        [words, figures[0], figures[1], figures[2], figures[3]]
    }
}

/// Something about a way that could not be taken over; its name is the code of the issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Notice {
    /// A tag that holds at times or for some only.
    Conditional,
    /// One way at a time, changing: closed both ways here.
    Reversible,
    /// A speed, mass, height or time that cannot be read.
    Unread,
    /// Fewer than two different nodes.
    OneNode,
    /// Nodes that the file lacks.
    MissingNodes,
    /// A piece from one side of the 180th meridian to the other.
    Antimeridian,
    /// A node at no place on Earth.
    BadPlace,
    /// A turn restriction that holds at times only.
    TurnConditional,
    /// A turn restriction for some vehicles only.
    TurnForSome,
    /// A turn restriction over a way.
    TurnViaWay,
    /// A turn restriction without from, via or to, or of an unknown kind.
    TurnBroken,
    /// A turn restriction about ways that are no roads here, or do not meet at its node.
    TurnElsewhere,
}

/// The mass above which a vehicle is a goods vehicle (`hgv`), tonnes: OpenStreetMap wiki, Key:hgv.
const TRUCK_T: f32 = 3.5;

macro_rules! keys {
    ($($name:ident = $key:literal),* $(,)?) => {
        /// Keys that are read.
        #[derive(Clone, Copy)]
        enum Key { $($name),* }
        const KEYS: &[&str] = &[$($key),*];
        fn key(name: &str) -> Option<usize> {
            match name { $($key => Some(Key::$name as usize),)* _ => None }
        }
    };
}

keys! {
    Highway = "highway", Route = "route", Area = "area", Oneway = "oneway", OnewayMotor = "oneway:motor_vehicle",
    Junction = "junction", Access = "access", Vehicle = "vehicle", MotorVehicle = "motor_vehicle", Hgv = "hgv",
    Surface = "surface", Tracktype = "tracktype", MaxSpeed = "maxspeed", MaxSpeedForward = "maxspeed:forward",
    MaxSpeedBackward = "maxspeed:backward", MaxSpeedType = "maxspeed:type", MaxWeight = "maxweight",
    MaxWeightRating = "maxweightrating", MaxHeight = "maxheight", MaxHeightPhysical = "maxheight:physical",
    Duration = "duration", Ford = "ford", Bridge = "bridge", Toll = "toll", Ref = "ref", Name = "name",
    Barrier = "barrier", Place = "place", BorderType = "border_control", Type = "type", Restriction = "restriction",
    RestrictionHgv = "restriction:hgv", RestrictionConditional = "restriction:conditional", Except = "except",
}

/// The keys of a block, known by their place among its strings.
pub struct Dictionary<'b, 'a> {
    block: &'b Block<'a>,
    keys: Vec<u8>,
}

/// Stands for a key that is not read.
const OTHER: u8 = u8::MAX;
/// Stands for a key that ends in `:conditional`.
const CONDITIONAL: u8 = u8::MAX - 1;

/// The tags of one object that are read here.
pub struct Picked<'a> {
    values: [Option<&'a str>; KEYS.len()],
    conditional: bool,
}

impl<'b, 'a> Dictionary<'b, 'a> {
    /// Looks all strings of a block up.
    pub fn new(block: &'b Block<'a>) -> Self {
        let code = |s: &&str| match key(s) {
            Some(key) => key as u8,
            None if s.ends_with(":conditional") => CONDITIONAL,
            None => OTHER,
        };
        Self { block, keys: block.strings.iter().map(code).collect() }
    }

    /// The tags of one object; `None` if it has none that is read here.
    pub fn pick(&self, tags: Tags<'a>) -> Result<Option<Picked<'a>>, Damage> {
        let mut picked: Option<Picked<'a>> = None;
        for tag in tags {
            let (key, value) = tag?;
            let code = self.keys.get(key).copied().unwrap_or(OTHER);
            if code == OTHER {
                continue;
            }
            let picked = picked.get_or_insert(Picked { values: [None; KEYS.len()], conditional: false });
            if let Some(place) = picked.values.get_mut(usize::from(code)) {
                *place = Some(self.block.string(value));
            }
            picked.conditional |= code == CONDITIONAL || code == Key::RestrictionConditional as u8;
        }
        Ok(picked)
    }

    /// A string by its index.
    pub fn string(&self, index: usize) -> &'a str {
        self.block.string(index)
    }
}

impl<'a> Picked<'a> {
    fn get(&self, key: Key) -> Option<&'a str> {
        self.values.get(key as usize).copied().flatten()
    }

    /// `name`.
    pub fn name(&self) -> Option<&'a str> {
        self.get(Key::Name)
    }

    /// `ref`.
    pub fn refs(&self) -> Option<&'a str> {
        self.get(Key::Ref)
    }

    /// `barrier`.
    pub fn barrier(&self) -> Option<&'a str> {
        self.get(Key::Barrier).or(self.get(Key::BorderType).and(Some("border_control")))
    }

    /// Whether the object is a place (town, village) with a name, or names a junction.
    pub fn is_place(&self) -> bool {
        self.get(Key::Place).is_some() || self.get(Key::Highway) == Some("motorway_junction")
    }

    /// Whether a vehicle fords water here.
    pub fn is_ford(&self) -> bool {
        self.get(Key::Ford).is_some_and(|v| v != "no")
    }

    /// The kind of a turn restriction, such as `no_left_turn`, and whether it is for all vehicles at all times.
    pub fn restriction(&self) -> Option<(&'a str, Scope)> {
        if self.get(Key::Type) != Some("restriction") {
            return None;
        }
        let spared = |e: &str| {
            e.split(';').any(|v| matches!(v.trim(), "hgv" | "motorcar" | "motor_vehicle" | "goods"))
        };
        match self.get(Key::Restriction) {
            _ if self.conditional => Some(("", Scope::Conditional)),
            Some(kind) if self.get(Key::Except).is_some_and(spared) => Some((kind, Scope::SomeVehicles)),
            Some(kind) => Some((kind, Scope::All)),
            None => Some(("", Scope::SomeVehicles)),
        }
    }

    /// Whether only some may pass, by the most telling of the access keys; `None` if no key tells.
    pub fn is_closed(&self) -> Option<bool> {
        let access = &Rules::get().access;
        [Key::MotorVehicle, Key::Vehicle, Key::Access].into_iter().find_map(|k| access.closes(self.get(k)?))
    }

    /// The road that a way is; `None` if it is none. `notice` is told what could not be taken over.
    pub fn road(&self, notice: &mut impl FnMut(Notice)) -> Option<Road> {
        let class = self.class()?;
        if self.conditional {
            notice(Notice::Conditional);
        }
        let (forward, backward) = self.directions(class, notice);
        let is = |key| self.get(key).is_some_and(|v| v != "no");
        let mut read = |keys: &[Key], read: fn(&str) -> Told| self.least(keys, read, notice);
        let max_speed_kmh = read(&[Key::MaxSpeed], units::speed)
            .or_else(|| read(&[Key::MaxSpeedForward, Key::MaxSpeedBackward], units::speed))
            .or_else(|| read(&[Key::MaxSpeedType], units::speed));
        let max_weight_t = read(&[Key::MaxWeight, Key::MaxWeightRating], units::mass);
        let max_height_m = read(&[Key::MaxHeight, Key::MaxHeightPhysical], units::height);
        let duration_s =
            if class == RoadClass::Ferry { read(&[Key::Duration], units::duration) } else { None };
        let no_trucks = self.get(Key::Hgv).is_some_and(|v| Rules::get().access.closes(v) == Some(true));
        let truck_t = no_trucks.then_some(TRUCK_T);
        Some(Road {
            class,
            surface: self.surface(),
            tracktype: self.tracktype(),
            max_speed_kmh,
            duration_s,
            max_weight_t: max_weight_t.into_iter().chain(truck_t).reduce(f32::min),
            max_height_m,
            flags: LinkFlags {
                forward,
                backward,
                bridge: is(Key::Bridge),
                ford: is(Key::Ford),
                toll: is(Key::Toll),
                private: self.is_closed() == Some(true),
            },
        })
    }

    fn class(&self) -> Option<RoadClass> {
        if self.get(Key::Area) == Some("yes") {
            return None;
        }
        let road = self.get(Key::Highway).and_then(|h| Rules::get().highway.get(h).copied());
        road.or_else(|| (self.get(Key::Route) == Some("ferry")).then_some(RoadClass::Ferry))
    }

    fn directions(&self, class: RoadClass, notice: &mut impl FnMut(Notice)) -> (bool, bool) {
        let round = matches!(self.get(Key::Junction), Some("roundabout" | "circular"));
        match self.get(Key::OnewayMotor).or(self.get(Key::Oneway)) {
            Some("yes" | "true" | "1") => (true, false),
            Some("-1" | "reverse") => (false, true),
            Some("no" | "false" | "0" | "alternating") => (true, true),
            Some("reversible") => {
                notice(Notice::Reversible);
                (false, false)
            }
            _ => (true, !round && class != RoadClass::Motorway),
        }
    }

    fn surface(&self) -> Surface {
        let value = self.get(Key::Surface).map(|v| v.split(';').next().unwrap_or(v).trim());
        value.and_then(|v| Rules::get().surface.get(v).copied()).unwrap_or_default()
    }

    fn tracktype(&self) -> u8 {
        let grade = self.get(Key::Tracktype).and_then(|v| v.strip_prefix("grade")?.parse().ok());
        grade.filter(|g| (1..=5).contains(g)).unwrap_or(0)
    }

    /// The least figure that these keys tell.
    fn least(&self, keys: &[Key], read: fn(&str) -> Told, notice: &mut impl FnMut(Notice)) -> Option<f32> {
        let told = keys.iter().filter_map(|k| self.get(*k));
        told.filter_map(|value| match read(value) {
            Told::Figure(figure) => Some(figure),
            Told::Nothing => None,
            Told::Unread => {
                notice(Notice::Unread);
                None
            }
        })
        .reduce(f32::min)
    }
}

/// Whom a turn restriction binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All motor vehicles, always.
    All,
    /// At times only.
    Conditional,
    /// Some vehicles only.
    SomeVehicles,
}
