//! How two records compare: one small level for each feature. In: two rows. Out: [`Levels`]. Level 0 is "one of the two
//! does not say", and then the feature neither speaks for a match nor against it.

use super::compact::{NONE, Names, Row};
use super::names::actors_alike;
use std::cell::Cell;

/// Levels of the features of one pair, packed into 19 bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Levels(u32);

/// Number of levels of a feature, "not said" included.
pub const DATES: usize = 13;
/// See [`DATES`].
pub const DISTANCES: usize = 13;
/// See [`DATES`].
pub const PLACES: usize = 5;
/// See [`DATES`].
pub const ACTORS: usize = 6;
/// See [`DATES`].
pub const TYPES: usize = 4;
/// See [`DATES`].
pub const DEATHS: usize = 8;
/// First level of dates and distances that are known roughly only.
pub const ROUGH: usize = 10;

/// Days between two dates up to which levels 1 to 8 reach; level 9 is beyond.
const DAY_STEPS: [i32; 8] = [0, 1, 2, 4, 7, 14, 31, 92];
/// Kilometres between two points up to which levels 1 to 8 reach; level 9 is beyond.
const KM_STEPS: [f32; 8] = [0.3, 2.0, 5.0, 10.0, 25.0, 50.0, 100.0, 250.0];
/// An interval of more days than this is a rough date.
const ROUGH_DAYS: i32 = 3;
/// A point that may be further off than this is rough, kilometres.
const ROUGH_KM: u16 = 25;
/// Kilometres of a degree of latitude on the mean sphere.
const KM_PER_DEGREE: f32 = 111.195;

impl Levels {
    /// Of dates.
    pub fn date(self) -> usize {
        (self.0 & 15) as usize
    }

    /// Of distances.
    pub fn distance(self) -> usize {
        (self.0 >> 4 & 15) as usize
    }

    /// Of places' names.
    pub fn place(self) -> usize {
        (self.0 >> 8 & 7) as usize
    }

    /// Of actors.
    pub fn actor(self) -> usize {
        (self.0 >> 11 & 7) as usize
    }

    /// Of types.
    pub fn kind(self) -> usize {
        (self.0 >> 14 & 3) as usize
    }

    /// Of deaths.
    pub fn deaths(self) -> usize {
        (self.0 >> 16 & 7) as usize
    }

    /// Where the pair stands in time and space: 0 close, 1 not far, 2 far, 3 not known. What else two records have in
    /// common by chance depends on it: neighbours share their actors.
    pub fn nearness(self) -> usize {
        let distance = self.distance();
        let close_date = matches!(self.date(), 0..=5 | 10);
        match distance {
            0 => 3,
            1..=5 | 10 if close_date => 0,
            1..=7 | 10 | 11 => 1,
            _ => 2,
        }
    }
}

/// What compares rows; one a thread. It remembers the names it has compared last.
pub struct Comparer<'a> {
    names: &'a Names,
    foreign_types: bool,
    places: Remembered,
    actors: Remembered,
}

/// Slots of a memory of compared names.
const SLOTS: usize = 1 << 14;

/// Answers by pair of ids; a newer answer takes the place of an older one of the same slot.
struct Remembered(Vec<Cell<(u32, u32, u8)>>);

impl Remembered {
    fn new() -> Self {
        Self(vec![Cell::new((NONE, NONE, 0)); SLOTS])
    }

    fn get(&self, a: u32, b: u32, compute: impl FnOnce() -> u8) -> u8 {
        let hash = (u64::from(a) << 32 | u64::from(b)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let Some(slot) = self.0.get((hash >> 50) as usize % SLOTS) else { return compute() };
        let (x, y, known) = slot.get();
        if (x, y) == (a, b) {
            return known;
        }
        let answer = compute();
        slot.set((a, b, answer));
        answer
    }
}

impl<'a> Comparer<'a> {
    /// Compares rows that have these names.
    pub fn new(names: &'a Names) -> Self {
        Self { names, foreign_types: foreign(names), places: Remembered::new(), actors: Remembered::new() }
    }

    /// All levels of a pair.
    pub fn levels(&self, a: &Row, b: &Row) -> Levels {
        let place = self.place(a.place, b.place);
        let actor = self.actor(a.actors, b.actors);
        let kind = self.kind(a.kind, b.kind);
        let bits = date(a, b)
            | distance(a, b) << 4
            | u32::from(place) << 8
            | u32::from(actor) << 11
            | u32::from(kind) << 14
            | deaths(a, b) << 16;
        Levels(bits)
    }

    fn place(&self, a: u32, b: u32) -> u8 {
        let names = &self.names.places;
        let (Some(x), Some(y)) = (names.get(a as usize), names.get(b as usize)) else { return 0 };
        if a == b {
            4
        } else {
            self.places.get(a, b, || if x.is_empty() || y.is_empty() { 0 } else { x.alike(y) })
        }
    }

    fn actor(&self, a: u32, b: u32) -> u8 {
        let names = &self.names.actors;
        let (Some(x), Some(y)) = (names.get(a as usize), names.get(b as usize)) else { return 0 };
        if a == b { 5 } else { self.actors.get(a, b, || actors_alike(x, y)) }
    }

    fn kind(&self, a: u32, b: u32) -> u8 {
        let types = &self.names.types;
        let (Some(x), Some(y)) = (types.get(a as usize), types.get(b as usize)) else { return 0 };
        match () {
            () if a == b => 3,
            () if *x != 0 && x == y => 2,
            () if self.foreign_types => 0,
            () => 1,
        }
    }
}

/// Whether the tables write their types in words of their own: then two types being spelt otherwise says nothing, and
/// only what stands together is learnt.
fn foreign(names: &Names) -> bool {
    let shared = |count: &&[u32; 2]| count[0] > 0 && count[1] > 0;
    let family = |side: usize| {
        let rows = names.types.iter().zip(&names.counts.types);
        rows.filter(move |(f, c)| **f != 0 && c[side] > 0).map(|(f, _)| *f).collect::<Vec<_>>()
    };
    let right = family(1);
    names.counts.types.iter().find(shared).is_none() && !family(0).iter().any(|f| right.contains(f))
}

/// Days between two dates; 0 if they overlap.
fn gap(a: &Row, b: &Row) -> i32 {
    (b.start.saturating_sub(a.end)).max(a.start.saturating_sub(b.end)).max(0)
}

fn date(a: &Row, b: &Row) -> u32 {
    if !a.dated() || !b.dated() {
        return 0;
    }
    let gap = gap(a, b);
    if a.end - a.start >= ROUGH_DAYS || b.end - b.start >= ROUGH_DAYS {
        return match gap {
            0 => 10,
            1..=14 => 11,
            _ => 12,
        };
    }
    1 + DAY_STEPS.iter().filter(|s| gap > **s).count() as u32
}

/// Kilometres between two rows; NaN if a point is not known. The plane that touches the sphere between the two is near
/// enough: 0.5 % at 250 km.
pub fn kilometres(a: &Row, b: &Row) -> f32 {
    let turn = (a.lon - b.lon).abs();
    let dx = turn.min(360.0 - turn) * ((a.lat + b.lat) * 0.5).to_radians().cos();
    let dy = a.lat - b.lat;
    (dx * dx + dy * dy).sqrt() * KM_PER_DEGREE
}

fn distance(a: &Row, b: &Row) -> u32 {
    let km = kilometres(a, b);
    if km.is_nan() {
        return 0;
    }
    let radius = a.radius.max(b.radius);
    if radius > ROUGH_KM {
        let reach = f32::from(radius);
        return 10 + u32::from(km > reach) + u32::from(km > 2.0 * reach);
    }
    1 + KM_STEPS.iter().filter(|s| km > **s).count() as u32
}

/// 1 far apart, 2 half alike, 3 near or within each other's range, 4 to 7 equal: 0, up to 2, up to 9, more.
fn deaths(a: &Row, b: &Row) -> u32 {
    let ([low_a, x, high_a], [low_b, y, high_b]) = (a.deaths, b.deaths);
    if x.is_nan() || y.is_nan() {
        return 0;
    }
    let (less, more) = (x.min(y), x.max(y));
    if less == more {
        return 4 + u32::from(more > 0.0) + u32::from(more > 2.0) + u32::from(more > 9.0);
    }
    let in_range = (low_a < high_a || low_b < high_b) && low_a <= high_b && low_b <= high_a;
    match () {
        () if in_range || (less > 0.0 && (more - less <= 1.0 || less >= 0.75 * more)) => 3,
        () if less >= 0.5 * more || more - less <= 1.0 => 2,
        () => 1,
    }
}
