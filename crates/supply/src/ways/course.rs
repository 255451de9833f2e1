//! Days to regimes: which limits hold on which day, and what that comes to.

use super::bound::Bound;
use super::frame::Frame;
use super::{Course, Hindrance, Regime};
use base::Date;
use corridors::{Limit, Passability, Stage, grade_on};
use std::collections::BTreeMap;

/// A course starts so many days before the day asked about at the most. Own convention: a quarter, longer than any
/// stock of the tables lasts and any transit takes, so that what held before no longer shows.
pub const LOOK_BACK_DAYS: i64 = 90;

/// A limit through a course: what it makes of its links, day by day; `None` or less than restricted where it hinders nobody.
#[derive(Clone, Debug)]
pub struct Held<'b> {
    /// The limit.
    pub bound: &'b Bound,
    /// By day.
    pub grades: Vec<Option<Passability>>,
}

/// What a recorded limit makes of its links on some days, as known on the last of them. `None` where it says nothing.
pub fn recorded(limit: &Limit, start: Date, days: usize) -> Vec<Option<Passability>> {
    let day = |at: usize| start.checked_add(jiff::Span::new().days(at as i64)).ok();
    // Before its first day a limit in force was none; one that is announced for later was from when it was told.
    let first = limit.date.and_then(|d| d.start).into_iter().chain(limit.last_confirmed).min();
    let told = |day: &Date| first.is_none_or(|first| first <= *day);
    let grade = |day: Date| grade_on(&as_it_stood(limit, day), day);
    (0..days).map(|at| day(at).filter(told).and_then(grade)).collect()
}

/// A limit that has ended, on a day before its end: in force.
fn as_it_stood(limit: &Limit, day: Date) -> std::borrow::Cow<'_, Limit> {
    let end = limit.date.and_then(|d| d.end);
    let before = match limit.stage {
        Stage::Lifted => end.is_some_and(|end| day < end),
        Stage::Lapsed => end.is_some_and(|end| day <= end),
        _ => false,
    };
    match before {
        true => std::borrow::Cow::Owned(Limit { stage: Stage::InForce, ..limit.clone() }),
        false => std::borrow::Cow::Borrowed(limit),
    }
}

/// Limits that hold, by their place, with what they make of their links; and the season.
type Key = (usize, Vec<(usize, Passability)>);

impl<'a> Frame<'a> {
    /// Makes a course of so many days. Days on which the same holds in the same season share a regime. With `reopen`, each
    /// corridor that something hinders on the day asked about is also looked at without that.
    pub fn course(&self, start: Date, days: usize, asked: usize, held: &[Held<'_>], reopen: bool) -> Course {
        let keys: Vec<Key> = (0..days).map(|at| self.key(start, at, held)).collect();
        let mut regimes: Vec<Regime> = Vec::new();
        let mut known: BTreeMap<&Key, usize> = BTreeMap::new();
        let make = |key: &Key| {
            let holding: Vec<_> =
                key.1.iter().filter_map(|(at, grade)| Some((held.get(*at)?.bound, *grade))).collect();
            self.regime(key.0, &holding)
        };
        // The day asked about comes first, so that its reasons are told as they are.
        for key in keys.get(asked).into_iter().chain(&keys) {
            if known.contains_key(key) {
                continue;
            }
            let regime = make(key);
            let alike = regimes.iter().position(|r| is_alike(r, &regime));
            known.insert(key, alike.unwrap_or(regimes.len()));
            if alike.is_none() {
                regimes.push(regime);
            }
        }
        let season = keys.get(asked).map_or(0, |key| key.0);
        let on_the_day = keys.get(asked).and_then(|key| regimes.get(*known.get(key)?));
        let reopened =
            on_the_day.filter(|_| reopen).map(|regime| self.reopened(season, regime)).unwrap_or_default();
        let of_day = keys.iter().filter_map(|key| known.get(key).copied()).collect();
        let undisturbed = self.undisturbed(season);
        let (ways, along) = (self.ways.clone(), self.along.clone());
        Course { ways, along, undisturbed, regimes, start, days: of_day, asked, since: asked, reopened }
    }

    fn key(&self, start: Date, at: usize, held: &[Held<'_>]) -> Key {
        let day = start.checked_add(jiff::Span::new().days(at as i64)).unwrap_or(start);
        let one = |(place, held): (usize, &Held<'_>)| {
            let grade = held.grades.get(at).copied().flatten()?;
            (grade >= Passability::Restricted && held.bound.is_felt()).then_some((place, grade))
        };
        (self.season(day), held.iter().enumerate().filter_map(one).collect())
    }

    /// For each corridor of the case that something hinders, the regime with the ways that follow it as on an undisturbed day.
    /// A constraint that holds elsewhere too goes on holding there: so no corridor is told to give back what others carry.
    fn reopened(&self, season: usize, regime: &Regime) -> Vec<(String, Regime)> {
        let calm = self.undisturbed(season);
        let reopened = |name: &str| {
            let mut open = regime.clone();
            let mut hinders = false;
            for (states, calm) in open.states.iter_mut().zip(&calm.states) {
                let all = self.ways.iter().zip(states.iter_mut().zip(calm));
                for (_, (state, calm)) in all.filter(|(way, _)| way.corridor.as_deref() == Some(name)) {
                    hinders |= state.hindrance != Hindrance::None;
                    state.clone_from(calm);
                }
            }
            hinders.then(|| (name.to_owned(), open))
        };
        self.ground.corridors.iter().filter_map(|c| reopened(&c.name)).collect()
    }
}

/// Whether two regimes let the same pass by the same ways, whatever the reasons.
pub(crate) fn is_alike(a: &Regime, b: &Regime) -> bool {
    let same = |(a, b): (&super::WayState, &super::WayState)| {
        a.hindrance == b.hindrance
            && a.usual == b.usual
            && a.detour == b.detour
            && a.detour_passes == b.detour_passes
    };
    a.stopped == b.stopped && a.states.iter().zip(&b.states).all(|(a, b)| a.iter().zip(b).all(same))
}
