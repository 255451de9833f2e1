//! Which pairs are looked at: those near in time and space, those of one place's name, those of one day and the same
//! actors. In: both tables. Out: for each record of the first table, the records of the second it may be matched to.
//! The cost of a record is bounded, however dense its surroundings: see the caps below.

use super::compact::{NO_DAY, NONE, Row, Tables};
use super::compare::kilometres;
use rayon::prelude::*;
use std::collections::HashMap;

/// Width of a cell of the near grid, degrees: about 55 km, so that 3 × 3 cells reach a bad point.
const NEAR_DEGREES: f32 = 0.5;
/// Width of a cell of the wide grid, degrees: about 220 km, for records placed at the centre of a region.
const WIDE_DEGREES: f32 = 2.0;
/// Days around a record within which near ones are looked at.
pub const NEAR_DAYS: i32 = 14;
/// Days for records in the wide grid, and for those of the same actors.
const WIDE_DAYS: i32 = 2;
/// Days for records of the same place's name.
const NAMED_DAYS: i32 = 62;
/// Days within which neighbours are counted to tell how dense the surroundings are.
const DENSE_DAYS: i32 = 30;
/// Records looked at in one cell, nearest in time first. Denser cells lose those furthest in time.
const CAP_CELL: usize = 64;
/// Records looked at under one name or list of actors.
const CAP_NAME: usize = 48;
/// Records compared in full, best first by a cheap score.
const CAP_COMPARED: usize = 24;

/// What records are found by.
#[derive(Clone, Copy)]
enum By {
    Near,
    Wide,
    Place,
    Actors,
    Day,
    Dated,
}

/// One table sorted by key and day.
pub struct Index {
    entries: Vec<(u64, i32, u32)>,
    ranges: HashMap<u64, (u32, u32)>,
}

impl Index {
    /// The entries that `keys` gives for each row.
    fn new(rows: &[Row], keys: impl Fn(&Row) -> Option<u64>) -> Self {
        let numbered = (0u32..).zip(rows);
        let entry =
            |(i, row): (u32, &Row)| Some((keys(row)?, if row.dated() { row.middle() } else { NO_DAY }, i));
        let mut entries: Vec<(u64, i32, u32)> = numbered.filter_map(entry).collect();
        entries.sort_unstable();
        let mut ranges = HashMap::new();
        let mut start = 0;
        for part in entries.chunk_by(|a, b| a.0 == b.0) {
            let end = start + part.len() as u32;
            part.first().map(|e| ranges.insert(e.0, (start, end)));
            start = end;
        }
        Self { entries, ranges }
    }

    fn range(&self, key: u64) -> &[(u64, i32, u32)] {
        let range = self.ranges.get(&key).map(|&(a, b)| a as usize..b as usize);
        range.and_then(|r| self.entries.get(r)).unwrap_or_default()
    }

    /// Entries of `key` from day `from` to day `to`.
    fn within(&self, key: u64, from: i32, to: i32) -> &[(u64, i32, u32)] {
        let all = self.range(key);
        let start = all.partition_point(|e| e.1 < from);
        let end = all.partition_point(|e| e.1 <= to);
        all.get(start..end).unwrap_or_default()
    }

    /// Up to `cap` of them, nearest to `day` first.
    fn nearest(&self, key: u64, day: i32, days: i32, cap: usize, mut found: impl FnMut(u32)) {
        let some = self.within(key, day.saturating_sub(days), day.saturating_add(days));
        if some.len() <= cap {
            return some.iter().for_each(|e| found(e.2));
        }
        let middle = some.partition_point(|e| e.1 < day);
        let (mut before, mut after) =
            (some[..middle].iter().rev().peekable(), some[middle..].iter().peekable());
        for _ in 0..cap {
            let earlier = match (before.peek(), after.peek()) {
                (Some(b), Some(a)) => day - b.1 < a.1 - day,
                (b, _) => b.is_some(),
            };
            match if earlier { before.next() } else { after.next() } {
                Some(e) => found(e.2),
                None => break,
            }
        }
    }

    /// Up to `cap` entries of `key` without a day, or of any day, evenly spread.
    fn spread(&self, key: u64, undated: bool, cap: usize, found: impl FnMut(u32)) {
        let all = if undated { self.within(key, NO_DAY, NO_DAY) } else { self.range(key) };
        all.iter().step_by(all.len() / cap.max(1) + 1).map(|e| e.2).for_each(found);
    }
}

fn cell(lat: f32, lon: f32, degrees: f32) -> (i32, i32) {
    ((lat / degrees).floor() as i32, (lon / degrees).floor() as i32)
}

/// A cell's key; longitude goes round.
fn cell_key(row: i32, column: i32, degrees: f32) -> u64 {
    let round = (360.0 / degrees) as i32;
    ((row + 1000) as u64) << 32 | column.rem_euclid(round) as u64
}

fn cells(row: &Row, degrees: f32) -> impl Iterator<Item = u64> {
    let (y, x) = cell(row.lat, row.lon, degrees);
    (-1..=1).flat_map(move |dy| (-1..=1).map(move |dx| cell_key(y + dy, x + dx, degrees)))
}

fn home(row: &Row, degrees: f32) -> Option<u64> {
    let (y, x) = cell(row.lat, row.lon, degrees);
    row.placed().then(|| cell_key(y, x, degrees))
}

/// The second table by everything it is found by, and the first by where it stands.
pub struct Blocks<'a> {
    tables: &'a Tables,
    first_near: Index,
    indexes: [Index; 6],
}

impl<'a> Blocks<'a> {
    /// Sorts both tables.
    pub fn new(tables: &'a Tables) -> Self {
        let second = &tables.rows[1];
        let place = |row: &Row| tables.names.places.get(row.place as usize).filter(|p| !p.is_empty());
        let near = |row: &Row| home(row, NEAR_DEGREES);
        let wide = |row: &Row| home(row, WIDE_DEGREES);
        let named = |row: &Row| place(row).map(|p| p.key());
        let acting = |row: &Row| (row.actors != NONE && row.dated()).then_some(u64::from(row.actors));
        let bare = |row: &Row| (row.dated() && !row.placed()).then_some(0);
        let dated = |row: &Row| row.dated().then_some(0);
        let keys: [&(dyn Fn(&Row) -> Option<u64> + Sync); 7] =
            [&near, &near, &wide, &named, &acting, &bare, &dated];
        let sides = [&tables.rows[0], second, second, second, second, second, second];
        let built: Vec<Index> =
            keys.par_iter().zip(sides).map(|(keys, rows)| Index::new(rows, keys)).collect();
        let mut built = built.into_iter();
        let mut next =
            || built.next().unwrap_or_else(|| Index { entries: Vec::new(), ranges: HashMap::new() });
        Self { tables, first_near: next(), indexes: [next(), next(), next(), next(), next(), next()] }
    }

    fn by(&self, by: By) -> &Index {
        &self.indexes[by as usize]
    }

    /// How many records of the other table stand around a record of this one (0 the first, 1 the second).
    pub fn density(&self, side: usize, row: &Row) -> u32 {
        if !row.placed() || !row.dated() {
            return 0;
        }
        let index = if side == 0 { self.by(By::Near) } else { &self.first_near };
        let around =
            |key| index.within(key, row.start - DENSE_DAYS, row.end.saturating_add(DENSE_DAYS)).len();
        cells(row, NEAR_DEGREES).map(|key| around(key) as u32).sum()
    }

    /// Every record of the second table that is dated, placed, and near `row` in both.
    pub fn near(&self, row: &Row, mut found: impl FnMut(u32)) {
        if row.placed() && row.dated() {
            let (from, to) = (row.start - NEAR_DAYS, row.end.saturating_add(NEAR_DAYS));
            let index = self.by(By::Near);
            cells(row, NEAR_DEGREES)
                .for_each(|key| index.within(key, from, to).iter().for_each(|e| found(e.2)));
        }
    }

    /// Whether [`Self::near`] of `a` finds `b`.
    pub fn is_near(a: &Row, b: &Row) -> bool {
        Self::in_days(a, b) && Self::in_cells(a, b)
    }

    /// Whether both are dated, and `b` near `a` in time.
    pub fn in_days(a: &Row, b: &Row) -> bool {
        let days = || a.start - NEAR_DAYS..=a.end.saturating_add(NEAR_DAYS);
        a.dated() && b.dated() && days().contains(&b.middle())
    }

    /// Whether both are placed, and `b` near `a` in space.
    pub fn in_cells(a: &Row, b: &Row) -> bool {
        let home = || home(b, NEAR_DEGREES);
        a.placed() && home().is_some_and(|key| cells(a, NEAR_DEGREES).any(|k| k == key))
    }

    /// How many records of the second table are near `row` in time, wherever they are, and the `n`th of them.
    pub fn in_time(&self, row: &Row) -> (usize, impl Fn(usize) -> Option<u32>) {
        let (from, to) = (row.start - NEAR_DAYS, row.end.saturating_add(NEAR_DAYS));
        let some = if row.dated() { self.by(By::Dated).within(0, from, to) } else { &[] };
        (some.len(), |n| some.get(n).map(|e| e.2))
    }

    /// How many records of the second table are near `row` in space, whenever they are, and the `n`th of them.
    pub fn in_space(&self, row: &Row) -> (usize, impl Fn(usize) -> Option<u32>) {
        let keys = cells(row, NEAR_DEGREES).filter(|_| row.placed());
        let some: Vec<&[(u64, i32, u32)]> = keys.map(|key| self.by(By::Near).range(key)).collect();
        let count = some.iter().map(|s| s.len()).sum();
        let nth = move |mut n: usize| {
            for part in &some {
                match part.get(n) {
                    Some(entry) => return Some(entry.2),
                    None => n -= part.len(),
                }
            }
            None
        };
        (count, nth)
    }

    /// The records of the second table that `row` is compared with in full, ascending.
    pub fn candidates(&self, row: &Row, found: &mut Vec<u32>) {
        found.clear();
        if row.dated() {
            self.dated(row, found);
        } else {
            self.undated(row, found);
        }
        found.sort_unstable();
        found.dedup();
        if found.len() > CAP_COMPARED {
            self.keep_best(row, found);
        }
    }

    fn dated(&self, row: &Row, found: &mut Vec<u32>) {
        let (day, half) = (row.middle(), (row.end - row.start + 1) / 2);
        if row.placed() {
            for key in cells(row, NEAR_DEGREES) {
                self.by(By::Near).nearest(key, day, half + NEAR_DAYS, CAP_CELL, |i| found.push(i));
                self.by(By::Near).spread(key, true, CAP_NAME, |i| found.push(i));
            }
            for key in cells(row, WIDE_DEGREES) {
                self.by(By::Wide).nearest(key, day, half + WIDE_DAYS, CAP_NAME, |i| found.push(i));
            }
        } else {
            self.by(By::Day).nearest(0, day, half + WIDE_DAYS, CAP_NAME, |i| found.push(i));
        }
        if let Some(key) = self.place_key(row) {
            self.by(By::Place).nearest(key, day, half + NAMED_DAYS, CAP_NAME, |i| found.push(i));
            self.by(By::Place).spread(key, true, CAP_NAME, |i| found.push(i));
        }
        if row.actors != NONE {
            let key = u64::from(row.actors);
            self.by(By::Actors).nearest(key, day, half + WIDE_DAYS, CAP_NAME, |i| found.push(i));
        }
    }

    fn undated(&self, row: &Row, found: &mut Vec<u32>) {
        if row.placed() {
            for key in cells(row, NEAR_DEGREES) {
                self.by(By::Near).spread(key, false, CAP_CELL, |i| found.push(i));
            }
        }
        if let Some(key) = self.place_key(row) {
            self.by(By::Place).spread(key, false, 4 * CAP_NAME, |i| found.push(i));
        }
    }

    fn place_key(&self, row: &Row) -> Option<u64> {
        self.tables.names.places.get(row.place as usize).filter(|p| !p.is_empty()).map(|p| p.key())
    }

    /// Keeps the [`CAP_COMPARED`] that score best on what is cheap to compare; of equal ones, the first.
    fn keep_best(&self, row: &Row, found: &mut Vec<u32>) {
        let second = &self.tables.rows[1];
        let mut scored: Vec<(i32, u32)> =
            found.iter().map(|&i| (second.get(i as usize).map_or(0, |other| cheap(row, other)), i)).collect();
        scored.sort_unstable_by_key(|&(score, i)| (-score, i));
        scored.truncate(CAP_COMPARED);
        found.clear();
        found.extend(scored.into_iter().map(|(_, i)| i));
        found.sort_unstable();
    }
}

/// A score in tenths of a natural logarithm: what agreement on each feature is worth, roughly.
fn cheap(a: &Row, b: &Row) -> i32 {
    let same = |x: u32, y: u32, gain: i32| if x == NONE || y == NONE { 0 } else { gain * i32::from(x == y) };
    let mut score = same(a.place, b.place, 30) + same(a.actors, b.actors, 20) + same(a.kind, b.kind, 10);
    let km = kilometres(a, b);
    if !km.is_nan() {
        score -= ((1.0 + km).ln() * 15.0) as i32;
    }
    if a.dated() && b.dated() {
        let gap = b.start.saturating_sub(a.end).max(a.start.saturating_sub(b.end)).max(0);
        score -= ((1.0 + gap as f32).ln() * 20.0) as i32;
    }
    let (x, y) = (a.deaths[1], b.deaths[1]);
    if !x.is_nan() && !y.is_nan() {
        score -= ((x - y).abs() / x.max(y).max(1.0) * 20.0) as i32;
    }
    score
}
