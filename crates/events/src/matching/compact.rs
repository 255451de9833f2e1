//! Two tables as the engine holds them: 48 bytes a record, every name once. In: [`Record`]s. Out: [`Tables`], in an
//! order that depends on what the records say only, so that neither the order of the input nor which table is called
//! left changes anything.

use super::Record;
use super::names::{Apart, Name};
use super::words::Words;
use base::{Date, GeoPrecision, Interval};
use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::HashMap;

/// Stands for "not known" in an id.
pub const NONE: u32 = u32::MAX;
/// Stands for "not known" in a day.
pub const NO_DAY: i32 = i32::MAX;

/// One record.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// First day, since 1970-01-01; [`NO_DAY`] if not known.
    pub start: i32,
    /// Last day.
    pub end: i32,
    /// Latitude in degrees; NaN if not known.
    pub lat: f32,
    /// Longitude in degrees.
    pub lon: f32,
    /// Deaths: low, best, high; NaN if not known.
    pub deaths: [f32; 3],
    /// Type, as an index of [`Names::types`].
    pub kind: u32,
    /// Actors, as an index of [`Names::actors`].
    pub actors: u32,
    /// Place, as an index of [`Names::places`].
    pub place: u32,
    /// How far the event may be from the point, kilometres.
    pub radius: u16,
}

impl Row {
    /// Whether its day is known.
    pub fn dated(&self) -> bool {
        self.start != NO_DAY
    }

    /// Whether its point is known.
    pub fn placed(&self) -> bool {
        !self.lat.is_nan()
    }

    /// Its middle day.
    pub fn middle(&self) -> i32 {
        ((i64::from(self.start) + i64::from(self.end)) / 2) as i32
    }

    fn order(&self, other: &Self) -> Ordering {
        let key = |r: &Self| (r.start, r.end, r.place, r.actors, r.kind, r.radius);
        let floats = |r: &Self| [r.lat, r.lon, r.deaths[0], r.deaths[1], r.deaths[2]];
        let pairs = floats(self).into_iter().zip(floats(other));
        key(self)
            .cmp(&key(other))
            .then_with(|| pairs.map(|(a, b)| a.total_cmp(&b)).find(|o| o.is_ne()).unwrap_or(Ordering::Equal))
    }
}

/// Every name that stands in either table, once.
#[derive(Default)]
pub struct Names {
    /// Family of each type, from 1; 0 for none.
    pub types: Vec<u16>,
    /// Lists of actors.
    pub actors: Vec<Vec<Name>>,
    /// Places.
    pub places: Vec<Name>,
    /// How often each type, list of actors and place stands on either side.
    pub counts: Counts,
}

/// How often a value stands in the first and in the second table.
#[derive(Default)]
pub struct Counts {
    /// Of types.
    pub types: Vec<[u32; 2]>,
    /// Of lists of actors.
    pub actors: Vec<[u32; 2]>,
    /// Of places.
    pub places: Vec<[u32; 2]>,
}

/// Both tables.
pub struct Tables {
    /// Records of either table, in canonical order.
    pub rows: [Vec<Row>; 2],
    /// Where each stood in the input.
    pub from: [Vec<u32>; 2],
    /// Whether the first of `rows` is the right table of the input.
    pub swapped: bool,
    /// The names.
    pub names: Names,
}

/// Strings of one column, numbered in the order of their text.
struct Column<'a> {
    ids: HashMap<&'a str, u32>,
    texts: Vec<&'a str>,
}

impl<'a> Column<'a> {
    fn of(values: impl Iterator<Item = &'a str>) -> Self {
        let mut ids: HashMap<&str, u32> = values.filter(|v| !v.trim().is_empty()).map(|v| (v, 0)).collect();
        let mut texts: Vec<&str> = ids.keys().copied().collect();
        texts.sort_unstable();
        for (id, text) in (0u32..).zip(&texts) {
            ids.insert(text, id);
        }
        Self { ids, texts }
    }

    fn id(&self, value: Option<&str>) -> u32 {
        value.and_then(|v| self.ids.get(v)).copied().unwrap_or(NONE)
    }
}

impl Tables {
    /// Takes both tables apart.
    pub fn of(left: &[Record], right: &[Record]) -> Self {
        let join = |r: &Record| {
            let mut list: Vec<&str> = r.actors.iter().map(|a| a.trim()).filter(|a| !a.is_empty()).collect();
            list.sort_unstable();
            list.dedup();
            list.join("\n")
        };
        let sides = [left, right];
        let joined: [Vec<String>; 2] = sides.map(|s| s.par_iter().map(join).collect());
        let both = || left.iter().chain(right);
        let types = Column::of(both().filter_map(|r| r.event_type.as_deref()));
        let places = Column::of(both().filter_map(|r| r.place.as_deref()));
        let actors = Column::of(joined.iter().flatten().map(String::as_str));
        let row = |(record, actor): (&Record, &String)| {
            let (start, end) = record.date.map_or((NO_DAY, NO_DAY), days);
            let point = record.point.filter(|p| p.lat.is_finite() && p.lon.is_finite());
            Row {
                start,
                end,
                lat: point.map_or(f32::NAN, |p| p.lat as f32),
                lon: point.map_or(f32::NAN, |p| p.lon as f32),
                deaths: deaths(record),
                kind: types.id(record.event_type.as_deref()),
                actors: actors.id(Some(actor)),
                place: places.id(record.place.as_deref()),
                radius: radius(record.precision),
            }
        };
        let mut sorted = [0, 1].map(|s| {
            let rows = sides[s].par_iter().zip(&joined[s]).map(row);
            let mut rows: Vec<(Row, u32)> = rows.zip(0u32..sides[s].len() as u32).collect();
            rows.par_sort_by(|a, b| a.0.order(&b.0).then(a.1.cmp(&b.1)));
            rows
        });
        let swapped = Self::comes_first(&sorted[1], &sorted[0]);
        if swapped {
            sorted.swap(0, 1);
        }
        let names = Names::of(&types.texts, &actors.texts, &places.texts, &sorted);
        let from = [0, 1].map(|s| sorted[s].iter().map(|r| r.1).collect());
        Self { rows: sorted.map(|s| s.into_iter().map(|r| r.0).collect()), from, swapped, names }
    }

    /// The smaller table comes first; of two of one size, the one whose first differing record does.
    fn comes_first(a: &[(Row, u32)], b: &[(Row, u32)]) -> bool {
        let rows = || a.iter().zip(b).map(|(a, b)| a.0.order(&b.0)).find(|o| o.is_ne());
        a.len().cmp(&b.len()).then_with(|| rows().unwrap_or(Ordering::Equal)).is_lt()
    }

    /// The indices in the input, left and right, of a record of the first and one of the second table.
    pub fn input(&self, first: u32, second: u32) -> (usize, usize) {
        let at = |side: usize, i: u32| self.from[side].get(i as usize).copied().unwrap_or(0) as usize;
        let (a, b) = (at(0, first), at(1, second));
        if self.swapped { (b, a) } else { (a, b) }
    }
}

impl Names {
    fn of(types: &[&str], actors: &[&str], places: &[&str], rows: &[Vec<(Row, u32)>; 2]) -> Self {
        let (mut actor, mut place) = (Apart::default(), Apart::default());
        let mut counts = Counts {
            types: vec![[0; 2]; types.len()],
            actors: vec![[0; 2]; actors.len()],
            places: vec![[0; 2]; places.len()],
        };
        let mut add = |side: usize, row: &Row| {
            let columns = [
                (&mut counts.types, row.kind),
                (&mut counts.actors, row.actors),
                (&mut counts.places, row.place),
            ];
            for (column, id) in columns {
                if let Some(count) = column.get_mut(id as usize) {
                    count[side] += 1;
                }
            }
        };
        for (side, rows) in rows.iter().enumerate() {
            rows.iter().for_each(|(row, _)| add(side, row));
        }
        Self {
            types: types.iter().map(|t| Words::get().family(t)).collect(),
            actors: actors.iter().map(|l| l.split('\n').map(|a| actor.actor(a)).collect()).collect(),
            places: places.iter().map(|p| place.place(p)).collect(),
            counts,
        }
    }
}

/// First and last day since 1970-01-01; an open interval is its known end.
fn days(interval: Interval) -> (i32, i32) {
    let start = interval.start.or(interval.end).map_or(NO_DAY, day);
    let end = interval.end.or(interval.start).map_or(NO_DAY, day);
    (start.min(end), end.max(start))
}

/// Days since 1970-01-01 (Hinnant, `days_from_civil`).
fn day(date: Date) -> i32 {
    let (m, d) = (i32::from(date.month()), i32::from(date.day()));
    let y = i32::from(date.year()) - i32::from(m <= 2);
    let era = y.div_euclid(400);
    let of_era = y.rem_euclid(400);
    let of_year = (153 * ((m + 9) % 12) + 2) / 5 + d - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn deaths(record: &Record) -> [f32; 3] {
    let known = record.deaths.filter(|d| d.best.is_finite() && d.best >= 0.0);
    known.map_or([f32::NAN; 3], |d| {
        let (low, high) = (d.low.min(d.best), d.high.max(d.best));
        [low as f32, d.best as f32, high as f32]
    })
}

/// How far an event may lie from a point of this precision, kilometres: UCDP's codebook gives 25 km for a place near a
/// known one; half the width of a usual district, line, region and country of West Africa for the rest.
fn radius(precision: GeoPrecision) -> u16 {
    match precision {
        GeoPrecision::Exact | GeoPrecision::Unresolved => 1,
        GeoPrecision::Near => 25,
        GeoPrecision::Admin2 => 50,
        GeoPrecision::Linear => 100,
        GeoPrecision::Admin1 => 200,
        GeoPrecision::Country => 500,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_1970() {
        assert_eq!(day(Date::constant(1970, 1, 1)), 0);
        assert_eq!(day(Date::constant(2000, 3, 1)), 11_017);
        assert_eq!(day(Date::constant(1969, 12, 31)), -1);
    }

    #[test]
    fn a_row_is_small() {
        assert_eq!(size_of::<Row>(), 44);
    }
}
